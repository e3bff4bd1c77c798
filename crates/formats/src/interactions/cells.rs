//! What cells say: whether a boundary is crossed and which, which way data flows, what is known of
//! an interaction.

use trustline_model::interactions::{Details, Direction, plain};

/// What a cell says of crossing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crossing {
    pub crosses: Option<bool>,
    /// Names of the boundaries.
    pub boundaries: Vec<String>,
    /// What else it says.
    pub note: Option<String>,
    /// It says something that is neither.
    pub unclear: bool,
}

const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "x",
    "1",
    "ja",
    "j",
    "wahr",
    "oui",
    "vrai",
    "sí",
    "si",
    "sì",
    "verdadero",
    "vero",
    "sim",
    "verdadeiro",
    "tak",
    "prawda",
    "ano",
    "áno",
    "da",
    "да",
    "igen",
    "kyllä",
    "evet",
    "jah",
    "jā",
    "taip",
    "はい",
    "是",
    "예",
    "crosses",
    "crossing",
    "crossed",
    "✓",
    "✔",
    "☑",
    "✅",
    "🗸",
    "■",
    "●",
    ":white_check_mark:",
    ":heavy_check_mark:",
    ":ballot_box_with_check:",
    "(/)",
    "(y)",
    "[x]",
];

const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "0",
    "none",
    "nein",
    "keine",
    "falsch",
    "non",
    "faux",
    "falso",
    "não",
    "nao",
    "nee",
    "nie",
    "nej",
    "nei",
    "ne",
    "нет",
    "nem",
    "ei",
    "hayır",
    "hayir",
    "いいえ",
    "否",
    "아니요",
    "✗",
    "✘",
    "✕",
    "✖",
    "×",
    "☒",
    "☐",
    "❌",
    "❎",
    "□",
    "○",
    ":x:",
    ":negative_squared_cross_mark:",
    ":heavy_multiplication_x:",
    "(x)",
    "(n)",
    "[ ]",
];

/// What people write where they have nothing to write.
const NOTHING: &[&str] = &["", "-", "–", "—"];

/// What people write where they do not know.
const NOT_KNOWN: &[&str] = &["n/a", "n.a.", "na", "tbd", "tbc", "?", "k.a.", "n.d."];

/// Words of which a name of a boundary usually has one.
const BOUNDARY: &[&str] = &[
    "internet",
    "dmz",
    "lan",
    "wan",
    "wlan",
    "vlan",
    "vpn",
    "zone",
    "boundary",
    "perimeter",
    "network",
    "netz",
    "netzwerk",
    "segment",
    "site",
    "office",
    "cloud",
    "azure",
    "aws",
    "tenant",
    "intranet",
    "extranet",
    "partner",
    "datacentre",
    "datacenter",
    "centre",
    "center",
    "subnet",
    "vnet",
    "corporate",
    "corpnet",
    "firewall",
    "premises",
    "edge",
    "domain",
    "forest",
    "cluster",
];

/// Words that begin a note on how a boundary is crossed, not its name.
const HOW: &[&str] = &[
    "via", "through", "by", "using", "over", "with", "but", "only", "when", "if", "for", "because",
    "since", "as", "über", "durch", "per", "nur", "wenn", "mit", "aber", "par", "avec", "con",
];

/// Words with which a plain `No` may go on without a sign between.
const NO_WHAT: &[&str] = &[
    "boundary",
    "boundaries",
    "crossing",
    "trust",
    "same",
    "both",
    "within",
    "inside",
    "internal",
];

/// What a cell says of crossing. `named` is what the column for names of boundaries says; `known`
/// tells whether a text is the name of a boundary elsewhere.
pub fn crossing(text: &str, named: &str, known: &dyn Fn(&str) -> bool) -> Crossing {
    let mut found = said(text, known);
    let names = said_names(named);
    match found.crosses {
        // The names alone say that something is crossed, unless they are an answer themselves.
        None if !found.unclear && !names.is_empty() => {
            let answer = said(named, &|_| true);
            found.crosses = answer.crosses;
            found.unclear = answer.unclear;
            found.note = answer.note;
            found.boundaries = match answer.boundaries.is_empty() {
                false if names.len() > 1 => names,
                _ => answer.boundaries,
            };
        }
        _ if !names.is_empty() => {
            found.unclear |= found.crosses == Some(false);
            found.boundaries = names;
        }
        _ => {}
    }
    found
}

fn said(text: &str, known: &dyn Fn(&str) -> bool) -> Crossing {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches(['*', '_']).trim();
    if NOTHING.contains(&text) {
        return Crossing::default();
    }
    let unclear = || Crossing {
        unclear: true,
        ..Crossing::default()
    };
    if NOT_KNOWN.contains(&plain(text).as_str()) {
        return unclear();
    }
    let Some((crosses, after)) = answer(text) else {
        // No answer, but a name: it is crossed.
        let names = names(text);
        let are_names = |n: &String| known(n) || is_boundary(n);
        return match !names.is_empty() && names.iter().all(are_names) && !text.contains('?') {
            true => Crossing {
                crosses: Some(true),
                boundaries: names,
                ..Crossing::default()
            },
            false => unclear(),
        };
    };
    let signs = [' ', '-', '–', '—', ':', ',', ';', '.', '!', '/', '(', ')'];
    let rest = after.trim_matches(signs);
    if rest.is_empty() {
        return Crossing {
            crosses: Some(crosses),
            ..Crossing::default()
        };
    }
    // What stands in brackets are names, whatever they are.
    let bracketed = after
        .trim()
        .strip_prefix('(')
        .and_then(|a| a.strip_suffix(')'));
    if let Some(inside) = bracketed.filter(|i| crosses && !i.trim_matches('?').is_empty()) {
        return Crossing {
            crosses: Some(true),
            boundaries: said_names(&inside.replace(',', ";")),
            ..Crossing::default()
        };
    }
    // `Yes/No`, `Yes?`, `No, yes`: nobody knows.
    if rest.contains('?') || answer(rest).is_some_and(|(other, _)| other != crosses) {
        return unclear();
    }
    let first = plain(rest.split([' ', ',']).next().unwrap_or(""));
    let is_note = HOW.contains(&first.as_str());
    let mut letters = after.trim_start().chars();
    if letters.next().is_some_and(char::is_alphanumeric) && !is_note {
        // Without a sign between, `No idea` is no answer.
        let goes_on = match crosses {
            true => names(rest).iter().all(|n| known(n) || is_boundary(n)),
            false => NO_WHAT.contains(&first.as_str()),
        };
        if !goes_on {
            return unclear();
        }
    }
    match crosses && !is_note {
        true => Crossing {
            crosses: Some(true),
            boundaries: names(rest),
            ..Crossing::default()
        },
        false => Crossing {
            crosses: Some(crosses),
            note: Some(entries(rest).join(", ")),
            ..Crossing::default()
        },
    }
}

/// The yes or no that a text begins with, and what follows it.
fn answer(text: &str) -> Option<(bool, &str)> {
    let lower = text.to_lowercase();
    // Some letters change their length with their case: then nothing is cut by the wrong measure.
    let text_is_measured = lower.len() == text.len();
    let found = |words: &[&str]| {
        let begins = |w: &&&str| {
            let rest = lower.strip_prefix(**w);
            let letters = w.chars().all(char::is_alphanumeric);
            rest.is_some_and(|r| !letters || !r.starts_with(char::is_alphanumeric))
        };
        let longest = words.iter().filter(begins).max_by_key(|w| w.len());
        longest.map(|w| w.len())
    };
    let (yes, no) = (found(YES), found(NO));
    let (crosses, length) = match (yes, no) {
        (Some(y), n) if n.is_none_or(|n| y > n) => (true, y),
        (_, Some(n)) => (false, n),
        _ => return None,
    };
    let rest = match text_is_measured {
        true => text.get(length..)?,
        false if length == lower.len() => "",
        false => return None,
    };
    Some((crosses, rest.trim_start_matches('\u{fe0f}')))
}

/// Names as a list has them, without signs that stand for none.
fn said_names(text: &str) -> Vec<String> {
    let names = entries(text).into_iter();
    names.filter(|n| is_name(n)).collect()
}

fn is_name(text: &str) -> bool {
    !is_ditto(text) && !text.trim_matches('?').is_empty()
}

fn names(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '\n', '/']);
    let clean = |p: &str| {
        p.trim()
            .trim_matches(['(', ')', '"', '.'])
            .trim()
            .to_owned()
    };
    parts.map(clean).filter(|p| is_name(p)).collect()
}

/// Whether a text sounds like the name of a boundary: one of its words is usual in them.
fn is_boundary(name: &str) -> bool {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    words.len() <= 6 && words.iter().any(|w| BOUNDARY.contains(w))
}

/// Which way data flows; `None` where the cell says nothing that is known.
pub fn direction(text: &str) -> Option<Direction> {
    let text = text.trim();
    Direction::parse(text).or_else(|| {
        let signs: String = text
            .chars()
            .filter(|c| !c.is_alphanumeric() && !c.is_whitespace())
            .collect();
        let is = |signs: &[&str], text: &str| signs.contains(&text);
        const BOTH: &[&str] = &[
            "<->", "<-->", "<=>", "<==>", "<>", "↔", "⇄", "⇆", "⇔", "⇌", "⇋", "⟷", "⟺", "↔️", "←→",
            "→←", "⬌", "<—>", "<–>",
        ];
        const FORTH: &[&str] = &[
            "->", "-->", "=>", "==>", ">", ">>", "→", "⇒", "⟶", "➔", "➜", "➡", "➡️", "⮕", "►", "▶",
            "—>", "–>",
        ];
        const BACK: &[&str] = &[
            "<-", "<--", "<=", "<==", "<", "<<", "←", "⇐", "⟵", "⬅", "⬅️", "◄", "◀", "<—", "<–",
        ];
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
        // `B -> A` says it from the other side.
        let turned = match letters.as_slice() {
            [] => false,
            [a, b] => match (a.to_ascii_lowercase(), b.to_ascii_lowercase()) {
                ('a', 'b') => false,
                ('b', 'a') => true,
                _ => return None,
            },
            _ => return None,
        };
        let found = if is(BOTH, &signs) {
            Direction::Both
        } else if is(FORTH, &signs) {
            Direction::Forth
        } else if is(BACK, &signs) {
            Direction::Back
        } else {
            return None;
        };
        Some(match (found, turned) {
            (Direction::Forth, true) => Direction::Back,
            (Direction::Back, true) => Direction::Forth,
            (found, _) => found,
        })
    })
}

/// Whether a cell repeats the one above it.
pub fn is_ditto(text: &str) -> bool {
    let text = text.trim();
    let signs = [
        "\"", "''", "\"\"", "〃", "″", "”", "“", "^", "''\"", "-\"-", "—\"—",
    ];
    signs.contains(&text)
        || [
            "ditto",
            "dito",
            "idem",
            "do.",
            "dto.",
            "s.o.",
            "same as above",
            "as above",
        ]
        .contains(&plain(text).as_str())
}

/// A text as a list: one entry a line, or between semicolons.
pub fn entries(text: &str) -> Vec<String> {
    text.split(['\n', ';'])
        .map(|e| {
            e.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '•'))
                .trim()
        })
        .filter(|e| !e.is_empty())
        .map(str::to_owned)
        .collect()
}

/// For what a reference is followed.
const FOR: &[&str] = &[
    "for details",
    "for detail",
    "for more",
    "for more details",
    "for more information",
    "for further details",
    "for information",
];

/// `See NAME for details` points to a section; anything else is told here.
pub fn details(text: &str) -> Details {
    let unmarked = |l: &str| l.trim().trim_matches(['*', '_']).trim().to_owned();
    let mut lines = text.lines().map(unmarked).filter(|l| !l.is_empty());
    if let (Some(only), None) = (lines.next(), lines.next())
        && let Some(name) = seen(&only)
        && let Some(at) = name.to_ascii_lowercase().rfind(" for ")
        && let (name, what) = name.split_at(at)
        && FOR.contains(&plain(what.trim_end_matches(['.', '*', '_'])).as_str())
    {
        let name = name.trim().trim_matches('*');
        return Details::Reference(name.into());
    }
    Details::Entries(entries(text))
}

/// What a text says to look at, where it does nothing else.
pub fn seen(text: &str) -> Option<&str> {
    const SEE: [&str; 6] = ["see ", "siehe ", "refer to ", "voir ", "véase ", "as in "];
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let see = SEE.iter().find(|s| lower.starts_with(**s))?;
    text.get(see.len()..).map(str::trim)
}

/// A name without what stands around it.
pub fn bare(name: &str) -> String {
    let name = name.trim().trim_matches(['*', '"', '“', '”', '_']);
    name.trim_end_matches('.').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_on_crossing_are_read_in_words_marks_and_names() {
        let cases = [
            ("Ja", Some(true), "", "", false),
            ("Nein", Some(false), "", "", false),
            ("✓", Some(true), "", "", false),
            ("✔️", Some(true), "", "", false),
            ("✗", Some(false), "", "", false),
            ("1", Some(true), "", "", false),
            ("0", Some(false), "", "", false),
            ("TRUE", Some(true), "", "", false),
            ("Yes - DMZ", Some(true), "DMZ", "", false),
            ("Yes, Internet", Some(true), "Internet", "", false),
            ("Yes (DMZ, Internet)", Some(true), "DMZ|Internet", "", false),
            ("Yes: Branch A", Some(true), "Branch A", "", false),
            ("Yes DMZ", Some(true), "DMZ", "", false),
            ("Yes, via firewall", Some(true), "", "via firewall", false),
            ("Internet", Some(true), "Internet", "", false),
            ("Known", Some(true), "Known", "", false),
            (":white_check_mark:", Some(true), "", "", false),
            ("No.", Some(false), "", "", false),
            (
                "No, both in the office",
                Some(false),
                "",
                "both in the office",
                false,
            ),
            ("No boundary", Some(false), "", "boundary", false),
            ("**Yes**", Some(true), "", "", false),
            ("Sí", Some(true), "", "", false),
            ("N", Some(false), "", "", false),
            ("", None, "", "", false),
            ("-", None, "", "", false),
            ("N/A", None, "", "", true),
            ("?", None, "", "", true),
            ("Yes?", None, "", "", true),
            ("Yes/No", None, "", "", true),
            ("No idea", None, "", "", true),
            ("Yesterday", None, "", "", true),
            ("unknown", None, "", "", true),
            ("not sure", None, "", "", true),
            ("2", None, "", "", true),
            ("10", None, "", "", true),
        ];
        for (text, crosses, names, note, unclear) in cases {
            let found = crossing(text, "", &|n| n == "Known");
            let said = (
                found.crosses,
                found.boundaries.join("|"),
                found.note.unwrap_or_default(),
                found.unclear,
            );
            let expected = (crosses, names.to_owned(), note.to_owned(), unclear);
            assert_eq!(said, expected, "{text}");
        }
    }

    #[test]
    fn names_of_boundaries_in_their_own_column_are_an_answer() {
        let cases = [
            ("Yes", "Internet; DMZ", Some(true), "Internet|DMZ", false),
            ("", "Internet; Branch", Some(true), "Internet|Branch", false),
            ("", "No", Some(false), "", false),
            ("", "Yes", Some(true), "", false),
            ("", "", None, "", false),
            ("No", "DMZ", Some(false), "DMZ", true),
        ];
        for (text, named, crosses, names, unclear) in cases {
            let found = crossing(text, named, &|_| false);
            let said = (found.crosses, found.boundaries.join("|"), found.unclear);
            assert_eq!(said, (crosses, names.to_owned(), unclear), "{text} {named}");
        }
    }

    #[test]
    fn directions_are_read_as_words_and_arrows() {
        use Direction::{Back, Both, Forth};
        let cases = [
            ("->", Some(Forth)),
            ("→", Some(Forth)),
            ("A → B", Some(Forth)),
            ("B -> A", Some(Back)),
            ("<-", Some(Back)),
            ("A<-B", Some(Back)),
            ("<->", Some(Both)),
            ("⇄", Some(Both)),
            ("in", Some(Back)),
            ("OUT", Some(Forth)),
            ("in/out", Some(Both)),
            ("Inbound", Some(Back)),
            ("hin", Some(Forth)),
            ("beide", Some(Both)),
            ("Bi‑directional", Some(Both)),
            ("A to B", Some(Forth)),
            ("from B to A", Some(Back)),
            ("both ways", Some(Both)),
            ("sideways", None),
            ("X -> Y", None),
        ];
        for (text, expected) in cases {
            assert_eq!(direction(text), expected, "{text}");
        }
    }
}
