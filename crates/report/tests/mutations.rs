//! The short form of fuzzing: our own documents, changed at random (the same chance every time), go
//! through every room without a panic, and the laws of the formats hold.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use trustline_analysis::update;
use trustline_checks::{Examined, Levels, examine};
use trustline_drawing::{Theme, draw, svg};
use trustline_formats::{read, write};
use trustline_harness::Folder;
use trustline_report::{ReportKind, Settings, Subject, report};

/// A plain generator of numbers (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Pieces that mean something to the readers.
const PIECES: [&[u8]; 14] = [
    b"<",
    b"/>",
    b"</a:Value>",
    b"<a:Value>",
    b"&amp;",
    b"&#xD;",
    b"<![CDATA[",
    b"-->",
    b"i:nil=\"true\"",
    b" z:Ref=\"i2\"",
    b"1e308",
    b"-1",
    b"GE.P",
    b"\xff",
];

/// Texts that stand where others are expected.
const TEXTS: [&str; 12] = [
    "",
    "-1",
    "1e308",
    "NaN",
    "999999999999999999999",
    "true",
    "ROOT",
    "GE.P",
    "user",
    "&lt;script&gt;{source.Name}",
    "source is 'GE.P' and (",
    "\u{202e}\u{0}漢字",
];

/// Changes bytes anywhere: most of these are refused.
fn scramble(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let at = chance.below(bytes.len());
    let length = chance.below(60).min(bytes.len() - at);
    match chance.below(4) {
        0 => drop(bytes.drain(at..at + length)),
        1 => {
            let copy = bytes[at..at + length].to_vec();
            let to = chance.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        2 => drop(bytes.splice(at..at, PIECES[chance.below(PIECES.len())].iter().copied())),
        _ => bytes[at] = chance.below(256) as u8,
    }
}

/// Changes, drops or repeats an element without children: the document stays well-formed.
fn disturb(text: &mut String, chance: &mut Chance) {
    let mut from = chance.below(text.len());
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    // A leaf: a start tag, text, the end tag of the same name.
    let leaf = text[from..]
        .match_indices('<')
        .map(|(i, _)| from + i)
        .find_map(|start| {
            let open = start + text[start..].find('>')?;
            let name = text[start + 1..open].split(' ').next()?;
            let close = open + 1 + text[open + 1..].find('<')?;
            let end = format!("</{name}>");
            text[close..]
                .starts_with(&end)
                .then(|| (start, open + 1, close, close + end.len()))
        });
    let Some((start, inner, close, end)) = leaf else {
        return;
    };
    match chance.below(4) {
        0 => text.replace_range(start..end, ""),
        1 => {
            let copy = text[start..end].to_owned();
            text.insert_str(end, &copy);
        }
        _ => text.replace_range(inner..close, TEXTS[chance.below(TEXTS.len())]),
    }
}

fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    match std::str::from_utf8(bytes) {
        Ok(text) if chance.below(4) > 0 => {
            let mut text = text.to_owned();
            for _ in 0..=chance.below(6) {
                disturb(&mut text, chance);
            }
            *bytes = text.into_bytes();
        }
        _ => {
            for _ in 0..=chance.below(3) {
                // All of a short document may have been taken out.
                if !bytes.is_empty() {
                    scramble(bytes, chance);
                }
            }
        }
    }
}

fn travel(bytes: &[u8]) -> bool {
    let Ok(reading) = read(bytes) else {
        return false;
    };
    let mut model = reading.model.clone();
    if let Ok(written) = write(&model, &reading.format) {
        assert_eq!(
            written.bytes, bytes,
            "an untouched file is not written byte for byte"
        );
    }
    let Examined {
        analysis,
        diagnostics,
    } = examine(&model, &Levels::default());
    for diagram in &model.diagrams {
        svg(
            &draw(diagram, model.knowledge_base.as_deref()),
            &Theme::DARK,
            &[],
        );
    }
    let subject = Subject {
        file: "x",
        model: &model,
        analysis: &analysis,
        diagnostics: &diagnostics,
        spots: None,
    };
    for kind in ReportKind::ALL.iter().copied() {
        report(&[subject], kind, &Settings::default());
    }
    let changes = update(&model, &analysis);
    if model.apply(changes.edit(&model)).is_ok()
        && let Ok(written) = write(&model, &reading.format)
    {
        read(&written.bytes).expect("what was written can be read");
    }
    true
}

#[test]
fn changed_documents_break_nothing() {
    let mut chance = Chance(0x5eed_1234_5678_9abc);
    let (mut runs, mut read) = (0, 0);
    for case in Folder::OWN.cases(&["tm7", "tb7"]) {
        let original = case.bytes().unwrap();
        for _ in 0..if original.len() > 1000 { 60 } else { 5 } {
            let mut bytes = original.clone();
            if !bytes.is_empty() {
                mutate(&mut bytes, &mut chance);
            }
            read += usize::from(travel(&bytes));
            runs += 1;
        }
    }
    assert!(
        runs > 500 && read > runs / 4,
        "{read} of {runs} could be read: the test says too little"
    );
}
