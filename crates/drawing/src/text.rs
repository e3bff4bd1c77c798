//! Measuring and breaking text, by a table of widths instead of the machine's fonts.

use crate::widths::BLOCKS;

/// Width of a text in pixels at a size in pixels.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| f64::from(units(c))).sum::<f64>() * size / 2048.0
}

/// Width of a character in units of which 2048 make an em.
fn units(c: char) -> u16 {
    let code = c as u32;
    for (first, widths) in BLOCKS {
        if let Some(known) = code
            .checked_sub(*first)
            .and_then(|i| widths.get(i as usize))
        {
            return if *known == 0 { 1139 } else { *known };
        }
    }
    match code {
        // Combining marks and joiners take no room.
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        // Scripts whose characters fill a square, and pictographs.
        0x1100..=0x11ff
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7ff
        | 0xf900..=0xfaff
        | 0xff00..=0xff60
        | 0x1f000..=0x3ffff => 2048,
        _ => 1229,
    }
}

/// Breaks a text into at most `lines` lines, each no wider than `room` says for its number of
/// lines and place: at spaces where possible, inside of words where not. What does not fit is
/// cut off with an ellipsis.
pub(crate) fn wrap(text: &str, size: f64, lines: usize, room: f64) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut line = String::new();
    let fits = |text: &str| width(text, size) <= room;
    for word in text.split_whitespace() {
        let candidate = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if fits(&candidate) {
            line = candidate;
            continue;
        }
        if !line.is_empty() {
            found.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            let longer = format!("{line}{c}");
            if line.is_empty() || fits(&longer) {
                line = longer;
            } else {
                found.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        found.push(line);
    }
    if found.len() > lines {
        found.truncate(lines);
        if let Some(last) = found.last_mut() {
            while !last.is_empty() && !fits(&format!("{last}…")) {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_arial() {
        assert!((width("Hello", 2048.0) - (1479.0 + 1139.0 + 455.0 + 455.0 + 1139.0)).abs() < 1.0);
        assert_eq!(width("漢", 10.0), 10.0);
    }

    #[test]
    fn text_is_broken_at_blanks_then_inside_of_words_then_cut() {
        assert_eq!(wrap("one two three", 12.0, 5, 50.0), ["one two", "three"]);
        assert_eq!(
            wrap("Donaudampfschiff", 12.0, 9, 37.0),
            ["Donau", "dampf", "schiff"]
        );
        let cut = wrap("one two three four five six", 12.0, 2, 50.0);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'));
        for line in wrap("some words of a longer text, wrapped", 12.0, 9, 60.0) {
            assert!(width(&line, 12.0) <= 60.0, "{line}");
        }
    }
}
