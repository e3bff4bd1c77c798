//! The six kinds of threat that most templates sort by, known in any language.

use trustline_model::KnowledgeBase;

/// A kind of threat of the STRIDE method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stride {
    /// Somebody pretends to be somebody else.
    Spoofing,
    /// Data or code is changed.
    Tampering,
    /// Somebody denies what was done.
    Repudiation,
    /// Somebody reads what is not theirs.
    InformationDisclosure,
    /// Something is no longer there for others.
    DenialOfService,
    /// Somebody does what they may not.
    ElevationOfPrivilege,
}

impl Stride {
    /// All of them, in the order of the word.
    pub const ALL: [Stride; 6] = [
        Stride::Spoofing,
        Stride::Tampering,
        Stride::Repudiation,
        Stride::InformationDisclosure,
        Stride::DenialOfService,
        Stride::ElevationOfPrivilege,
    ];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Stride::Spoofing => "Spoofing",
            Stride::Tampering => "Tampering",
            Stride::Repudiation => "Repudiation",
            Stride::InformationDisclosure => "Information disclosure",
            Stride::DenialOfService => "Denial of service",
            Stride::ElevationOfPrivilege => "Elevation of privilege",
        }
    }

    /// Its letter, which is the id of its category in most templates.
    pub fn letter(self) -> &'static str {
        self.name().get(..1).unwrap_or("")
    }

    /// What a category of a template stands for: by its name, by the word in brackets behind a name
    /// in another language, or by its id where the ids of the template are those of STRIDE.
    pub fn of(kb: Option<&KnowledgeBase>, category: &str) -> Option<Self> {
        let category = category.trim();
        if let Some(kind) = Self::named(category).or_else(|| Self::named(in_brackets(category)?)) {
            return Some(kind);
        }
        let categories = &kb?.categories;
        let is_letter = |kind: &Stride| {
            let mut ids = categories.iter().map(|c| c.id.trim());
            ids.any(|id| id.eq_ignore_ascii_case(kind.letter()))
        };
        if !Self::ALL.iter().all(is_letter) {
            return None;
        }
        let plain = |text: &str| text.trim().to_lowercase();
        let own = categories.iter().find(|c| {
            c.id.trim().eq_ignore_ascii_case(category) || plain(&c.name) == plain(category)
        })?;
        let mut all = Self::ALL.into_iter();
        all.find(|kind| own.id.trim().eq_ignore_ascii_case(kind.letter()))
    }

    /// The kind that English words name.
    fn named(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphabetic());
        let first = words.find(|w| !w.is_empty())?;
        Some(match first {
            "spoofing" => Stride::Spoofing,
            "tampering" => Stride::Tampering,
            "repudiation" => Stride::Repudiation,
            "information" if words.any(|w| w == "disclosure" || w == "leakage") => {
                Stride::InformationDisclosure
            }
            "denial" => Stride::DenialOfService,
            "elevation" => Stride::ElevationOfPrivilege,
            _ => return None,
        })
    }
}

/// What stands in the last brackets of a text.
fn in_brackets(text: &str) -> Option<&str> {
    let (before, _) = text.rsplit_once([')', ']', '\u{ff09}'])?;
    let (_, inner) = before.rsplit_once(['(', '[', '\u{ff08}'])?;
    Some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustline_model::ThreatCategory;

    fn template(categories: &[(&str, &str)]) -> KnowledgeBase {
        let category = |(id, name): &(&str, &str)| ThreatCategory {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            ..ThreatCategory::default()
        };
        KnowledgeBase {
            categories: categories.iter().map(category).collect(),
            ..KnowledgeBase::default()
        }
    }

    #[test]
    fn words_and_words_in_brackets() {
        let cases = [
            ("Denial Of Service", Some("D")),
            ("Elevation of Privileges", Some("E")),
            ("Information Disclosure", Some("I")),
            ("Manipulation [Tampering]", Some("T")),
            ("Fälschung (Spoofing)", Some("S")),
            ("信息泄露（Information Disclosure）", Some("I")),
            ("Abuse", None),
            ("Informational", None),
            ("Information quality", None),
            ("Non-repudiation", None),
            ("Detecting", None),
            ("(", None),
            ("", None),
        ];
        for (name, letter) in cases {
            assert_eq!(Stride::of(None, name).map(Stride::letter), letter, "{name}");
        }
    }

    #[test]
    fn ids_where_they_are_those_of_stride() {
        let german = [
            ("S", "Identitätsdiebstahl"),
            ("T", "Manipulation"),
            ("R", "Abstreitbarkeit"),
            ("I", "Offenlegung"),
            ("D", "Dienstverweigerung"),
            ("E", "Rechteausweitung"),
            ("A", "Missbrauch"),
        ];
        let kb = template(&german);
        let of = |name: &str| Stride::of(Some(&kb), name).map(Stride::letter);
        assert_eq!(of("Offenlegung"), Some("I"));
        assert_eq!(of("e"), Some("E"));
        assert_eq!(of("Missbrauch"), None);
        assert_eq!(of("anything"), None);
        // LINDDUN shares letters with STRIDE, and means others by them.
        let kb = template(&[("L", "Linking"), ("I", "Identifying"), ("D", "Detecting")]);
        assert_eq!(Stride::of(Some(&kb), "Identifying"), None);
        assert_eq!(Stride::of(Some(&kb), "D"), None);
    }
}
