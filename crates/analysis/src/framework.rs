//! The framework of the method: which kinds of threat touch which elements and how far each cell is
//! decided, controls by what they do and are made of, questions about elements, and what changed
//! since somebody signed.

use crate::wording::name_of;
use crate::{Analysis, Interaction};
use std::collections::{BTreeMap, HashMap, HashSet};
use trustline_model::depth;
use trustline_model::review::{Control, ControlType, Function, Review, Seen};
use trustline_model::{
    DiagramId, Element, ElementId, Form, PropertyValue, State, ThreatKey, ThreatModel,
};

/// The six kinds of threat: the first word of their names, what they harm, and what to ask.
pub const STRIDE: [(&str, &str, &str); 6] = [
    (
        "Spoofing",
        "authentication",
        "Does each side know who the other one is?",
    ),
    (
        "Tampering",
        "integrity",
        "Would anybody notice changed data, on its way and at rest?",
    ),
    (
        "Repudiation",
        "non-repudiation",
        "Can each action be traced to whoever did it?",
    ),
    (
        "Information disclosure",
        "confidentiality",
        "Who else could see this data?",
    ),
    (
        "Denial of service",
        "availability",
        "What happens when this is flooded or gone?",
    ),
    (
        "Elevation of privilege",
        "authorisation",
        "Is the caller allowed to do this, every time?",
    ),
];

/// Controls that answer each kind of threat as a rule, in the order of [`STRIDE`].
pub const USUAL_CONTROLS: [&str; 6] = [
    "multi-factor sign-in, certificates, signed requests",
    "signatures, write access for few, checked input",
    "protected logs, clocks in step, signed records",
    "encryption, read access for few, less data kept",
    "limits, filters, spare capacity, tested recovery",
    "checks on every request, roles, least privilege",
];

/// The kinds of threat that touch a kind of element, in the order of [`STRIDE`].
fn touched(form: &Form) -> [bool; 6] {
    match form {
        Form::Process(_) => [true; 6],
        Form::DataStore(_) => [false, true, true, true, true, false],
        Form::ExternalEntity(_) => [true, false, true, false, false, false],
        Form::DataFlow(_) => [false, true, false, true, true, false],
        _ => [false; 6],
    }
}

/// The place in [`STRIDE`] that the name of a category stands for.
pub fn kind_of(category: &str) -> Option<usize> {
    let category = category.trim().to_lowercase();
    let first = |name: &str| name.split(' ').next().unwrap_or(name).to_lowercase();
    STRIDE
        .iter()
        .position(|(name, ..)| category.starts_with(&first(name)))
}

/// How far the threats of a cell are decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// This kind of threat does not touch this kind of element.
    #[default]
    Untouched,
    /// It does, but the template found none: somebody should ask.
    Empty,
    /// So many threats, of which so many are decided.
    Threats {
        /// Mitigated or not applicable.
        decided: usize,
        /// All of them.
        all: usize,
    },
}

/// A row of the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// The element.
    pub element: ElementId,
    /// A diagram that shows it.
    pub diagram: DiagramId,
    /// Its name.
    pub name: String,
    /// What it is, in the field's word.
    pub kind: &'static str,
    /// A cell for each kind of threat.
    pub cells: [Cell; 6],
}

/// Elements by kinds of threat. A threat stands with the flow and with both of its ends, as far as
/// its kind touches them.
pub fn matrix(model: &ThreatModel, analysis: &Analysis) -> Vec<MatrixRow> {
    let mut counts: HashMap<(&ElementId, usize), (usize, usize)> = HashMap::new();
    for view in analysis.views(model) {
        let (Some(kind), Some(elements)) = (kind_of(view.category()), view.elements()) else {
            continue;
        };
        let decided = is_decided(view.state());
        let mut ids: Vec<&ElementId> = elements.iter().map(|e| &e.id).collect();
        ids.dedup();
        for id in ids {
            let count = counts.entry((id, kind)).or_default();
            count.0 += usize::from(decided);
            count.1 += 1;
        }
    }
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    for diagram in &model.diagrams {
        let wanted = diagram
            .elements
            .iter()
            .filter(|e| touched(&e.form) != [false; 6]);
        for element in wanted.filter(|e| seen.insert(&e.id)) {
            let mut cells = [Cell::Untouched; 6];
            for (kind, cell) in cells.iter_mut().enumerate() {
                let touches = touched(&element.form).get(kind) == Some(&true);
                *cell = match counts.get(&(&element.id, kind)) {
                    _ if !touches => Cell::Untouched,
                    Some((decided, all)) => Cell::Threats {
                        decided: *decided,
                        all: *all,
                    },
                    None => Cell::Empty,
                };
            }
            rows.push(MatrixRow {
                element: element.id.clone(),
                diagram: diagram.id.clone(),
                name: name_of(element),
                kind: element.form.as_str(),
                cells,
            });
        }
    }
    // Flows after what they connect.
    rows.sort_by_key(|r| r.kind == "data flow");
    rows
}

/// Whether a state says that something was decided.
pub fn is_decided(state: &State) -> bool {
    matches!(state, State::Mitigated | State::NotApplicable)
}

/// A row of the matrix of controls.
pub type ControlRow<'r> = (Function, [(ControlType, Vec<&'r Control>); 3]);

/// Controls by function and type; an empty cell says that nothing of the kind protects the system.
pub fn controls(review: &Review) -> Vec<ControlRow<'_>> {
    let cell = |function, kind| {
        let all = review.controls.iter();
        let found = all.filter(|c| c.function == function && c.kind == kind);
        (kind, found.collect::<Vec<_>>())
    };
    Function::ALL
        .iter()
        .map(|(function, _)| {
            (
                *function,
                ControlType::ALL.map(|(kind, _)| cell(*function, kind)),
            )
        })
        .collect()
}

/// A question that the template asks about an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The property's internal name.
    pub property: String,
    /// What people read.
    pub label: String,
    /// The answer. `None`: nobody answered.
    pub answer: Option<String>,
}

/// Words of a first choice which say that nobody chose.
const UNANSWERED: [&str; 6] = [
    "not selected",
    "not answered",
    "unknown",
    "unanswered",
    "select",
    "-",
];

/// The questions about an element: every list that people choose from and whose first choice says
/// that nobody chose.
pub fn questions(element: &Element) -> Vec<Asked> {
    let lists = element.properties.iter().filter_map(|p| match &p.value {
        PropertyValue::List {
            choices,
            selected,
            fixed: false,
        } => {
            let first = choices.first()?.trim().to_lowercase();
            UNANSWERED
                .contains(&first.as_str())
                .then_some((p, *selected))
        }
        _ => None,
    });
    lists
        .map(|(p, selected)| Asked {
            property: p.name.clone(),
            label: p.label.clone(),
            answer: match selected {
                1.. => p.value.as_text().flatten().map(str::to_owned),
                _ => None,
            },
        })
        .collect()
}

/// How many questions about an element are answered, and how many there are.
pub fn progress(element: &Element) -> (usize, usize) {
    let asked = questions(element);
    let answered = asked.iter().filter(|a| a.answer.is_some()).count();
    (answered, asked.len())
}

/// Every element that is asked about, once, with the diagram that shows it first, and its progress.
pub fn all_progress(model: &ThreatModel) -> Vec<(DiagramId, &Element, (usize, usize))> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for diagram in &model.diagrams {
        for element in diagram.elements.iter().filter(|e| seen.insert(&e.id)) {
            let progress = progress(element);
            if progress.1 > 0 {
                found.push((diagram.id.clone(), element, progress));
            }
        }
    }
    found
}

/// The model as somebody sees it who signs: every element and every decision with a fingerprint.
pub fn seen(model: &ThreatModel, analysis: &Analysis) -> Vec<Seen> {
    let mut found: BTreeMap<String, Seen> = BTreeMap::new();
    for diagram in &model.diagrams {
        let what = format!("diagram:{}", diagram.id);
        let mut print = Print::default();
        print.add(&diagram.name);
        print.add(&depth::layer(diagram).map_or(String::new(), |l| l.to_string()));
        let mut names: Vec<&str> = diagram.elements.iter().map(|e| e.id.as_str()).collect();
        names.sort_unstable();
        names.iter().for_each(|n| print.add(n));
        add(&mut found, what, diagram.name.trim().to_owned(), &print);
        for element in &diagram.elements {
            let what = format!("element:{}", element.id);
            let mut print = Print::default();
            print.add(element.form.as_str());
            print.add(element.stencil.as_str());
            for property in &element.properties {
                print.add(property.rule_name());
                print.add(property.value.as_text().flatten().unwrap_or(""));
            }
            if let Form::DataFlow(line) = &element.form {
                for end in [&line.source, &line.target] {
                    print.add(end.element.as_ref().map_or("", ElementId::as_str));
                }
            }
            add(&mut found, what, name_of(element), &print);
        }
    }
    for Interaction {
        diagram,
        flow,
        crosses,
        ..
    } in &analysis.interactions
    {
        let Some(of) = model.diagrams.get(*diagram) else {
            continue;
        };
        let Some(element) = of.elements.get(*flow) else {
            continue;
        };
        let mut print = Print::default();
        for boundary in crosses.iter().filter_map(|b| of.elements.get(*b)) {
            print.add(boundary.id.as_str());
        }
        let name = format!("crossing of {}", name_of(element));
        add(&mut found, format!("crossing:{}", element.id), name, &print);
    }
    for view in analysis.views(model) {
        let key = &view.threat.key;
        let mut print = Print::default();
        print.add(view.state().file_name());
        print.add(view.priority());
        print.add(view.justification());
        if let Some(threat) = view.stored() {
            use trustline_model::review::decision::{APPROVER, EXPIRES, RESOLUTION};
            for name in [RESOLUTION, APPROVER, EXPIRES] {
                print.add(threat.property(name));
            }
        }
        let name = format!("threat {} {}", view.threat.number, view.title());
        add(
            &mut found,
            format!("threat:{}", threat_id(key)),
            name,
            &print,
        );
    }
    found.into_values().collect()
}

fn add(found: &mut BTreeMap<String, Seen>, what: String, name: String, print: &Print) {
    // Names stand in one line, and ids hold no blanks.
    let what = what.replace(char::is_whitespace, "_");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let print = format!("{:016x}", print.0);
    found.insert(what.clone(), Seen { what, name, print });
}

fn threat_id(key: &ThreatKey) -> String {
    format!(
        "{}/{}/{}/{}",
        key.threat_type, key.source, key.flow, key.target
    )
}

/// FNV-1a over 64 bits: the same everywhere, and no secret.
struct Print(u64);

impl Default for Print {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Print {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// What changed since a sign-off, in words.
pub fn changed_since(then: &[Seen], now: &[Seen]) -> Vec<String> {
    let before: HashMap<&str, &Seen> = then.iter().map(|s| (s.what.as_str(), s)).collect();
    let after: HashSet<&str> = now.iter().map(|s| s.what.as_str()).collect();
    let mut found = Vec::new();
    for seen in now {
        let kind = seen.what.split(':').next().unwrap_or("");
        match before.get(seen.what.as_str()) {
            // Where a flow is new, its crossing is no news of its own.
            None if kind == "crossing" => {}
            None => found.push(format!("new: {}", seen.name)),
            Some(old) if old.name != seen.name && kind != "threat" && kind != "crossing" => {
                found.push(format!("renamed: {} is now {}", old.name, seen.name));
            }
            Some(old) if old.print != seen.print => found.push(format!("changed: {}", seen.name)),
            Some(_) => {}
        }
    }
    for seen in then.iter().filter(|s| !after.contains(s.what.as_str())) {
        if !seen.what.starts_with("crossing:") {
            found.push(format!("gone: {}", seen.name));
        }
    }
    found
}

/// The day on which the model is to be looked at again: so many months after the last sign-off.
pub fn due(review: &Review) -> Option<String> {
    let (meeting, _) = review.sign_off()?;
    let mut parts = meeting.date.split('-').map(|p| p.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if review.months == 0 || year > 9_999 || !(1..=12).contains(&month) {
        return None;
    }
    let months = year * 12 + (month - 1) + review.months.min(1_200);
    let (year, month) = (months / 12, months % 12 + 1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Some(format!("{year:04}-{month:02}-{:02}", day.min(last)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustline_model::review::{Meeting, SignOff};

    #[test]
    fn categories_of_all_spellings_are_known() {
        let cases = [
            ("Denial Of Service", Some(4)),
            ("Information Disclosure", Some(3)),
            ("Elevation of Privileges", Some(5)),
            ("Abuse", None),
        ];
        for (name, kind) in cases {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }

    #[test]
    fn the_next_review_falls_on_a_day_that_there_is() {
        let cases = [
            ("2026-01-31", 1, Some("2026-02-28")),
            ("2027-08-31", 6, Some("2028-02-29")),
            ("2026-11-22", 12, Some("2027-11-22")),
            ("2026-11-22", 0, None),
            ("some day", 6, None),
        ];
        for (date, months, expected) in cases {
            let review = Review {
                months,
                meetings: vec![Meeting {
                    date: date.into(),
                    sign_off: Some(SignOff::default()),
                    ..Meeting::default()
                }],
                ..Review::default()
            };
            assert_eq!(due(&review).as_deref(), expected, "{date} + {months}");
        }
    }

    #[test]
    fn a_sign_off_tells_what_changed_since() {
        let seen = |what: &str, name: &str, print: &str| Seen {
            what: what.into(),
            name: name.into(),
            print: print.into(),
        };
        let then = [
            seen("element:a", "Shop", "1"),
            seen("element:b", "Till", "1"),
            seen("crossing:f", "crossing of Pay", "1"),
            seen("threat:t", "threat 1 Theft", "1"),
            seen("element:c", "Oven", "1"),
        ];
        let now = [
            seen("element:a", "Web shop", "2"),
            seen("element:b", "Till", "1"),
            seen("crossing:f", "crossing of Pay", "2"),
            seen("crossing:g", "crossing of Ask", "2"),
            seen("threat:t", "threat 1 Theft", "9"),
            seen("element:d", "Mixer", "1"),
        ];
        assert_eq!(
            changed_since(&then, &now),
            [
                "renamed: Shop is now Web shop",
                "changed: crossing of Pay",
                "changed: threat 1 Theft",
                "new: Mixer",
                "gone: Oven"
            ]
        );
    }
}
