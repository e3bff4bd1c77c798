//! Points in time as files tell them.

/// The moment that a text like `2026-03-02T10:20:00.5+01:00` names, in ten-millionths of a second.
/// `None` where it is none, or does not say how far it is from Greenwich.
pub fn moment(text: &str) -> Option<i128> {
    let (day, time) = text.trim().split_once('T')?;
    let mut parts = day.splitn(3, '-').map(|n| n.parse::<i128>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let at = time.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = time.split_at_checked(at)?;
    let mut parts = clock.splitn(3, ':');
    let hours: i128 = parts.next()?.parse().ok()?;
    let minutes: i128 = parts.next()?.parse().ok()?;
    let (seconds, part) = match parts.next()? {
        text if text.contains('.') => text.split_once('.')?,
        text => (text, ""),
    };
    let seconds: i128 = seconds.parse().ok()?;
    let ticks: i128 = format!("{:0<7.7}", part).parse().ok()?;
    let offset = match zone {
        "Z" | "z" => 0,
        _ => {
            let (sign, rest) = zone.split_at_checked(1)?;
            let (h, m) = rest.split_once(':')?;
            let minutes = h.parse::<i128>().ok()? * 60 + m.parse::<i128>().ok()?;
            if sign == "-" { -minutes } else { minutes }
        }
    };
    // Days since the first of March of year 0: a leap day ends its year.
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days =
        y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + day;
    let minutes = (days * 24 + hours) * 60 + minutes - offset;
    Some((minutes * 60 + seconds) * 10_000_000 + ticks)
}

/// Whether two texts name one moment, be it at different places.
pub fn is_same_moment(a: &str, b: &str) -> bool {
    a.trim() == b.trim() || moment(a).is_some_and(|a| Some(a) == moment(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_has_many_texts() {
        let same = [
            ("2026-03-02T10:20:00Z", "2026-03-02T11:20:00+01:00"),
            (
                "2026-03-01T00:10:00.5+01:00",
                "2026-02-28T23:10:00.5000000Z",
            ),
            ("2024-02-29T23:59:59-00:30", "2024-03-01T00:29:59Z"),
            ("no time", "no time"),
            ("2026-03-02T10:20:00", "2026-03-02T10:20:00"),
        ];
        for (a, b) in same {
            assert!(is_same_moment(a, b), "{a} {b}");
        }
        let other = [
            ("2026-03-02T10:20:00Z", "2026-03-02T10:20:00+01:00"),
            ("2026-03-02T10:20:00Z", "2026-03-02T10:20:00"),
            ("2026-03-02T10:20:00Z", "2026-03-02T10:20:00.0000001Z"),
            ("", "2026-03-02T10:20:00Z"),
        ];
        for (a, b) in other {
            assert!(!is_same_moment(a, b), "{a} {b}");
        }
        assert!(moment("2026-03-01T00:00:00Z") > moment("2026-02-28T23:59:59.9Z"));
    }
}
