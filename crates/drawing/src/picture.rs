//! Pictures of stencils, as they stand in templates: base64 of a PNG, JPEG or GIF. Only those
//! whose size is known and moderate are shown: a small file can stand for gigabytes of pixels.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Media type, base64 without white space, and the size in pixels.
pub(crate) type Picture = (&'static str, String, (u32, u32));

/// The longest side of a picture that is shown.
const MAX_SIDE: u32 = 2048;

/// What a stencil's picture is, if it is of a kind we show.
pub(crate) fn picture(base64: &str) -> Option<Picture> {
    let clean: String = base64
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .collect();
    if !clean
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
    {
        return None;
    }
    let (kind, size) = if clean.starts_with("iVBORw0KGgo") {
        (
            "image/png",
            png_size(&STANDARD.decode(clean.get(..32)?).ok()?)?,
        )
    } else if clean.starts_with("R0lGOD") {
        (
            "image/gif",
            gif_size(&STANDARD.decode(clean.get(..16)?).ok()?)?,
        )
    } else if clean.starts_with("/9j/") {
        ("image/jpeg", jpeg_size(&STANDARD.decode(&clean).ok()?)?)
    } else {
        return None;
    };
    let moderate = |side: u32| (1..=MAX_SIDE).contains(&side);
    (moderate(size.0) && moderate(size.1)).then_some((kind, clean, size))
}

/// Width and height of a PNG: the big-endian numbers at bytes 16 and 20.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

/// Width and height of a GIF: the little-endian numbers at bytes 6 and 8.
fn gif_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| {
        Some(u32::from(u16::from_le_bytes(
            bytes.get(at..at + 2)?.try_into().ok()?,
        )))
    };
    Some((number(6)?, number(8)?))
}

/// Width and height of a JPEG: in its first frame header, after the segments before it.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            return Some((u32::from(number(at + 7)?), u32::from(number(at + 5)?)));
        }
        at += 2 + usize::from(number(at + 2)?).max(2);
    }
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn only_known_pictures_are_shown_and_their_size_is_read() {
        let png = "iVBORw0KGgoAAAANSUhEUgAAABAAAAASCAYAAAAf8/9hAAAA";
        let (kind, _, size) = picture(png).unwrap();
        assert_eq!((kind, size), ("image/png", (16, 18)));
        assert!(
            picture("PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIj4=").is_none(),
            "svg may hold scripts"
        );
        assert!(picture("iVBORw0KGgo\"><script>").is_none());
        let bomb = "iVBORw0KGgoAAAANSUhEUgAA//8AAP//CAYAAAAf8/9hAAAA";
        assert!(picture(bomb).is_none(), "65,535 pixels square");
        let gif = "R0lGODlhEAASAPAAAAAAAAAAACH5BAEAAAAALAAAAAAQABIAAAIO";
        assert_eq!(picture(gif).unwrap().2, (16, 18));
        // Start, an application segment of four bytes, a frame header of 24 by 32.
        let jpeg = "/9j/4AAEAAD/wAARCAAgABgDASIAAhEBAxEB";
        assert_eq!(picture(jpeg).unwrap().2, (24, 32));
    }
}
