//! Pictures of stencils, as they stand in templates: base64 of a PNG, JPEG or GIF.

/// Media type, base64 without white space, and the size in pixels where the bytes tell (PNG).
pub(crate) type Picture = (&'static str, String, Option<(u32, u32)>);

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
    let kinds = [
        ("iVBORw0KGgo", "image/png"),
        ("/9j/", "image/jpeg"),
        ("R0lGOD", "image/gif"),
    ];
    let (_, kind) = kinds
        .into_iter()
        .find(|(start, _)| clean.starts_with(start))?;
    let size = (kind == "image/png").then(|| png_size(&clean)).flatten();
    Some((kind, clean, size))
}

/// Width and height of a PNG: the big-endian numbers at bytes 16 and 20.
fn png_size(base64: &str) -> Option<(u32, u32)> {
    let head = decode(base64.get(..32)?)?;
    let number = |at: usize| {
        let bytes: [u8; 4] = head.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    Some((number(16)?, number(20)?)).filter(|(w, h)| *w > 0 && *h > 0)
}

fn decode(base64: &str) -> Option<Vec<u8>> {
    let mut bits = 0u32;
    let mut count = 0;
    let mut out = Vec::new();
    for c in base64.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn only_known_pictures_are_shown_and_their_size_is_read() {
        let png = "iVBORw0KGgoAAAANSUhEUgAAABAAAAASCAYAAAAf8/9hAAAA";
        let (kind, _, size) = picture(png).unwrap();
        assert_eq!((kind, size), ("image/png", Some((16, 18))));
        assert!(
            picture("PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIj4=").is_none(),
            "svg may hold scripts"
        );
        assert!(picture("iVBORw0KGgo\"><script>").is_none());
    }
}
