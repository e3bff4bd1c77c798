//! Reading documents of interaction tables; which form a document has is told by its content.

use super::cells::{bare, seen};
use super::package::Package;
use super::table::MAX_ROWS;
use super::{html, markdown, sheet, word};
use crate::ReadError;
use crate::ground::bytes::{MARK, text_of};
use crate::ground::xml::forbidden;
use std::borrow::Cow;
use trustline_model::diagnostic::nearest;
use trustline_model::interactions::{Details, Remark, Row, Section, Tables, plain};

/// A document larger than this is refused.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Reads a document of interaction tables. Which form it has is told by its content: an archive is a
/// spreadsheet or a Word document, a line that names the columns makes a CSV.
///
/// # Errors
/// Refuses what is too large, is neither text nor a document, or holds no interaction.
pub fn read(bytes: &[u8]) -> Result<Tables, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let mut tables = match bytes.starts_with(b"PK\x03\x04") {
        true => packed(bytes)?,
        false => {
            let (text, guessed) = text(bytes)?;
            let mut tables = of_text(&text)?;
            if guessed && tables.sections.iter().all(|s| s.rows.is_empty()) {
                text_of(bytes)?;
            }
            if guessed {
                tables.remarks.push(Remark {
                    code: "other-encoding",
                    line: 1,
                    message: "this is not UTF-8: it is read as Windows-1252".to_owned(),
                    help: "save it as `CSV UTF-8`, so that no letter is read as another one",
                });
            }
            tables
        }
    };
    let mut rows = tables.sections.iter().flat_map(|s| &s.rows);
    match (rows.next(), rows.nth(MAX_ROWS - 1)) {
        (None, _) => {
            let why = tables.remarks.into_iter().next();
            return Err(ReadError::NoInteractions(why.map(|r| (r.message, r.line))));
        }
        (_, Some(row)) => {
            return Err(ReadError::Table {
                message: format!("more than {MAX_ROWS} rows: split it into several documents"),
                line: row.line,
            });
        }
        _ => {}
    }
    refer(&mut tables);
    Ok(tables)
}

/// What an archive is, by its parts.
fn packed(bytes: &[u8]) -> Result<Tables, ReadError> {
    let mut package = Package::open(bytes)?;
    if package.part(word::BODY)?.is_some() {
        return word::read(&mut package);
    }
    if package.part(sheet::BOOK)?.is_some() {
        return sheet::read_xlsx(package);
    }
    let kind = package.part("mimetype")?.unwrap_or_default();
    match kind.contains("opendocument") {
        true => Err(ReadError::OtherKind {
            what: "a document of LibreOffice or OpenOffice",
            help: "save it as .xlsx, .docx or .csv",
        }),
        false => Err(ReadError::Archive),
    }
}

/// The text of a document, and whether its encoding is a guess.
fn text(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), ReadError> {
    if let [b, ..] = bytes.trim_ascii_start()
        && *b == b'<'
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let begins = text.trim_start().to_lowercase();
        if begins.starts_with("<!doctype html") || begins.starts_with("<html") {
            return Ok((text.into(), false));
        }
    }
    match text_of(bytes) {
        Ok(text) => Ok((text, false)),
        // Every byte is a letter of Windows-1252; those that no text has tell that it is none.
        Err(ReadError::NotUtf8 { .. })
            if !bytes.iter().any(|b| *b < 9) && !bytes.starts_with(b"\xff\xfe") =>
        {
            Ok((bytes.iter().map(|b| letter(*b)).collect(), true))
        }
        Err(error) => Err(error),
    }
}

/// A byte as Windows-1252 reads it.
fn letter(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let high = byte.checked_sub(0x80).map(usize::from);
    let high = high.and_then(|i| HIGH.get(i)).copied();
    high.unwrap_or(char::from(byte))
}

fn of_text(text: &str) -> Result<Tables, ReadError> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    // Models are XML, which cannot hold every character; what marks tables is nobody's to write.
    let valid = |c: &char| !forbidden(*c) && *c != super::foreign::MARK;
    let text: String = text.chars().filter(valid).collect();
    let begins = text.trim_start().get(..14).unwrap_or("").to_lowercase();
    if begins.starts_with("<!doctype html") || begins.starts_with("<html") {
        return Ok(html::read(&text));
    }
    match sheet::separator(&text) {
        Some(separator) => sheet::read_csv(&text, separator),
        None => Ok(match sheet::lacking(&text) {
            Some(remark) => Tables {
                remarks: vec![remark],
                ..Tables::default()
            },
            None => markdown::read(&text),
        }),
    }
}

/// Leads references that name a section by its number, its anchor or its place to its heading; what
/// names none is a detail like others.
fn refer(tables: &mut Tables) {
    let titles: Vec<String> = tables.sections.iter().map(|s| s.title.clone()).collect();
    let told: Vec<Vec<(String, String)>> = tables.sections.iter().map(told_in_full).collect();
    for (at, section) in tables.sections.iter_mut().enumerate() {
        for row in &mut section.rows {
            let (name, is_sure) = match &row.details {
                Details::Reference(name) => (name.clone(), true),
                Details::Entries(entries) => match entries.as_slice() {
                    [only] => match seen(only) {
                        Some(name) => (bare(name), false),
                        None => continue,
                    },
                    _ => continue,
                },
            };
            let pair = row.pair();
            let above = |places: &mut dyn Iterator<Item = usize>| {
                let mut has = places.filter(|s| told.get(*s).is_some_and(|t| t.contains(&pair)));
                has.next().and_then(|s| titles.get(s).cloned())
            };
            let found = match plain(&name).as_str() {
                "above" | "oben" => above(&mut (0..at).rev()),
                "below" | "unten" => above(&mut (at + 1..titles.len())),
                _ => section_named(&name, &titles),
            };
            let is_near = || nearest(&name, titles.iter().map(String::as_str)).is_some();
            let is_place = matches!(plain(&name).as_str(), "above" | "below" | "oben" | "unten");
            match found {
                Some(title) => row.details = Details::Reference(title),
                None if !is_sure && (is_place || is_near()) => {
                    row.details = Details::Reference(name);
                }
                None => {}
            }
        }
    }
}

/// The pairs that a section tells itself.
fn told_in_full(section: &Section) -> Vec<(String, String)> {
    let full = |r: &&Row| match r.details.entries() {
        Some([only]) => seen(only).is_none(),
        Some(_) => true,
        None => false,
    };
    section.rows.iter().filter(full).map(Row::pair).collect()
}

/// The heading that a reference means. One that names it as it is, but for case, stays as it was
/// written.
fn section_named(name: &str, titles: &[String]) -> Option<String> {
    let wanted = plain(name);
    let is = |t: &&String| plain(t) == wanted;
    if titles.iter().any(|t| is(&t)) {
        return Some(name.to_owned());
    }
    let unnumbered = |title: &str| {
        let (number, rest) = title
            .trim()
            .split_once([' ', '\u{a0}'])
            .unwrap_or(("", title));
        let is_number = number.chars().any(|c| c.is_ascii_digit())
            && number
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ')'));
        match is_number {
            true => (number.trim_end_matches(['.', ')']).to_owned(), plain(rest)),
            false => (String::new(), plain(title)),
        }
    };
    let word = |w: &str| {
        wanted
            .strip_prefix(w)
            .map(|r| r.trim().trim_end_matches('.').to_owned())
    };
    let number = [
        "section ",
        "chapter ",
        "abschnitt ",
        "kapitel ",
        "§",
        "no. ",
        "",
    ]
    .iter()
    .find_map(|w| word(w))
    .filter(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    let slug = |title: &str| -> String {
        let letters = title.to_lowercase();
        let kept = letters
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    let anchor = wanted.strip_prefix('#').map(str::to_owned);
    let bare_wanted = unnumbered(&wanted).1;
    let mut found = titles.iter().filter(|title| {
        let (own, text) = unnumbered(title);
        number.as_ref().is_some_and(|n| *n == own)
            || anchor
                .as_ref()
                .is_some_and(|a| *a == slug(title) || *a == slug(&text))
            || (anchor.is_none() && text == bare_wanted)
    });
    found.next().cloned()
}
