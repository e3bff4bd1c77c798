//! What a model says, on its way to programs that take some texts for commands: build servers that
//! read logs, and spreadsheets.

use std::borrow::Cow;

/// A text in which no build server finds a command: GitHub (`::name …::`), Azure and others
/// (`##vso[…]`, `##[…]`, `##teamcity[…]`), GitLab (`section_start:…`). The first letter of each is
/// put as `instead` puts it.
pub fn without_log_commands(text: &str, instead: impl Fn(char) -> String) -> Cow<'_, str> {
    let mut found = log_commands(text).peekable();
    if found.peek().is_none() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut done = 0;
    for (at, first) in found {
        out.push_str(&text[done..at]);
        out.push_str(&instead(first));
        done = at + first.len_utf8();
    }
    out.push_str(&text[done..]);
    out.into()
}

/// The same for texts that people read: something that has no width stands after the first letter.
pub fn for_logs(text: &str) -> Cow<'_, str> {
    without_log_commands(text, |c| format!("{c}\u{200b}"))
}

/// The same for HTML, SVG and Markdown, which say the same afterwards.
pub fn markup_for_logs(markup: &str) -> Cow<'_, str> {
    without_log_commands(markup, |c| format!("&#{};", u32::from(c)))
}

/// The same for JSON, which says the same afterwards.
pub fn json_for_logs(json: Vec<u8>) -> Vec<u8> {
    let escaped = |c| format!("\\u{:04x}", u32::from(c));
    match std::str::from_utf8(&json).map(|text| without_log_commands(text, escaped)) {
        Ok(Cow::Owned(text)) => text.into_bytes(),
        _ => json,
    }
}

/// Where the log commands of a text begin.
fn log_commands(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|(at, c)| match c {
        '#' => is_bracket_command(&text[*at..]),
        ':' => begins_line(&text[..*at]) && is_colon_command(&text[*at..]),
        's' => is_section(&text[*at..]),
        _ => false,
    })
}

/// `##[…]` and `##word[…]`, wherever they stand in a line.
fn is_bracket_command(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("##") else {
        return false;
    };
    let word = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c));
    rest.len() - word.len() <= 32 && word.starts_with('[')
}

/// `::word …::`.
fn is_colon_command(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("::") else {
        return false;
    };
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.contains("::")
}

fn is_section(text: &str) -> bool {
    let rest = ["section_start:", "section_end:"].map(|word| text.strip_prefix(word));
    let begins = |r: &str| r.starts_with(|c: char| c.is_ascii_digit());
    rest.into_iter().flatten().any(begins)
}

/// Whether a line may begin here: what people print before a name is often nothing but spaces.
fn begins_line(before: &str) -> bool {
    before.chars().next_back().is_none_or(char::is_whitespace)
}

/// What a spreadsheet that splits its lines in other places than at commas would take for the
/// beginning of a cell.
const SEPARATORS: [char; 4] = [';', '\n', '\r', '\t'];

/// What CSV begins with, so that spreadsheets know that it is UTF-8.
pub const UTF8: &[u8] = "\u{feff}".as_bytes();

/// A cell of CSV in which no spreadsheet finds a formula, wherever it splits: `'` stands before it.
pub fn cell(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for at in cells(text).filter(|at| is_formula(&text[*at..])) {
        out.push_str(&text[done..at]);
        out.push('\'');
        done = at;
    }
    match out.is_empty() {
        true => text.into(),
        false => (out + &text[done..]).into(),
    }
}

/// What a cell said before [`cell`].
pub fn cell_as_said(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for at in cells(text) {
        if text[at..].strip_prefix('\'').is_some_and(is_formula) {
            out.push_str(&text[done..at]);
            done = at + 1;
        }
    }
    match done {
        0 => text.into(),
        _ => (out + &text[done..]).into(),
    }
}

/// Where a spreadsheet may see a cell begin.
fn cells(text: &str) -> impl Iterator<Item = usize> {
    let after = text.match_indices(SEPARATORS).map(|(at, s)| at + s.len());
    std::iter::once(0).chain(after)
}

fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\'', '"', '\u{a0}']);
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn log_commands_are_put_out_of_force_and_nothing_else() {
        let cases = [
            (
                "##vso[task.setvariable variable=x]y",
                "#~#vso[task.setvariable variable=x]y",
            ),
            ("a ##[error]b", "a #~#[error]b"),
            ("##teamcity[buildStatus]", "#~#teamcity[buildStatus]"),
            ("###[x]", "##~#[x]"),
            ("## heading [link]", "## heading [link]"),
            ("C# [x]", "C# [x]"),
            ("::set-output name=a::b", ":~:set-output name=a::b"),
            ("a\n  ::warning::b", "a\n  :~:warning::b"),
            ("std::vector::new", "std::vector::new"),
            ("::1", "::1"),
            ("the host ::1 and ::2", "the host ::1 and ::2"),
            ("section_start:1560896352:x", "s~ection_start:1560896352:x"),
            ("section_start: of the house", "section_start: of the house"),
        ];
        for (text, expected) in cases {
            let found = without_log_commands(text, |c| format!("{c}~"));
            assert_eq!(found, expected);
            assert_eq!(without_log_commands(&found, |_| String::new()), found);
        }
    }

    #[test]
    fn no_cell_begins_a_formula() {
        let cases = [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("plain = text", "plain = text"),
            ("a;=b", "a;'=b"),
            ("a; \"@b", "a;' \"@b"),
            ("a\n-b\r\n+c", "a\n'-b\r\n'+c"),
            ("a;b - c", "a;b - c"),
            ("'=x", "''=x"),
            (" =x", "' =x"),
            ("＝x", "'＝x"),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected);
        }
    }

    proptest! {
        #[test]
        fn a_cell_says_the_same_afterwards(text in "[a=+@' \";\n\r\t-]{0,12}") {
            let cell = cell(&text);
            prop_assert_eq!(&*cell_as_said(&cell), &*text);
            for part in cell.split(SEPARATORS) {
                let part = part.trim_start_matches([' ', '"']);
                prop_assert!(!part.starts_with(['=', '+', '-', '@']), "{:?}", part);
            }
        }

        #[test]
        fn json_says_the_same_afterwards(text in "[#:vso\\[\\\\\" \n]{0,12}") {
            let json = json_for_logs(serde_json::to_vec(&text).unwrap());
            let back: String = serde_json::from_slice(&json).unwrap();
            prop_assert_eq!(back, text);
        }
    }
}
