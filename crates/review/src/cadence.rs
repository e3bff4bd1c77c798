//! When a model is to be looked at again.

use trustline_model::review::Review;

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

/// The day of the next review, and whether it has come.
pub fn next_review(review: &Review, today: &str) -> Option<(String, bool)> {
    let due = due(review)?;
    // Days written as they are compare as text.
    let late = due.as_str() <= today;
    Some((due, late))
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustline_model::review::{Meeting, SignOff};

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
}
