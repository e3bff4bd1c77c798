//! Which of two priorities is the more urgent: by the template's own order, by the usual words, by
//! numbers.

use crate::facts::same;
use std::cmp::Ordering;
use trustline_model::{KnowledgeBase, ThreatProperty, Urgency, threat_property};

/// Compares two priorities, the more urgent being the greater. `None`: nothing tells.
pub fn compare(kb: Option<&KnowledgeBase>, a: &str, b: &str) -> Option<Ordering> {
    if same(a, b) {
        return Some(Ordering::Equal);
    }
    let by_template = || {
        let listed = template_order(kb);
        let place = |value: &str| listed.iter().position(|v| same(v, value));
        // The first is the most urgent.
        Some(place(b)?.cmp(&place(a)?))
    };
    by_words(a, b)
        .or_else(by_template)
        .or_else(|| by_numbers(a, b))
}

/// The priorities that a template lists, the most urgent first.
fn template_order(kb: Option<&KnowledgeBase>) -> Vec<&str> {
    let mut properties = kb.into_iter().flat_map(|kb| &kb.threat_properties);
    let list = properties.find(|p| p.name == threat_property::PRIORITY);
    let mut listed: Vec<&str> = list.map(ThreatProperty::listed).unwrap_or_default();
    // Some write the least urgent first.
    let known = || {
        listed
            .windows(2)
            .filter_map(|pair| Some((pair.first()?, pair.last()?)))
    };
    let rises = known().any(|(a, b)| {
        let order = by_words(a, b).or_else(|| by_numbers(a, b));
        order == Some(Ordering::Less)
    });
    if rises {
        listed.reverse();
    }
    listed
}

fn by_words(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (Urgency::from(a.trim()), Urgency::from(b.trim()));
    let known = a != Urgency::Other && b != Urgency::Other;
    known.then(|| b.cmp(&a))
}

/// `P1` is more urgent than `P2`.
fn by_numbers(a: &str, b: &str) -> Option<Ordering> {
    let split = |text: &str| {
        let text = text.trim().to_lowercase();
        let word = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: u32 = text.strip_prefix(word)?.parse().ok()?;
        Some((word.trim().to_owned(), number))
    };
    let ((a, m), (b, n)) = (split(a)?, split(b)?);
    (a == b).then(|| n.cmp(&m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_urgent_is_told() {
        let priorities = |values: &[&str]| {
            let values = values.iter().map(|v| Some((*v).to_owned())).collect();
            KnowledgeBase {
                threat_properties: vec![ThreatProperty {
                    name: threat_property::PRIORITY.to_owned(),
                    values: Some(values),
                    ..ThreatProperty::default()
                }],
                ..KnowledgeBase::default()
            }
        };
        let (usual, rising) = (["High", "Medium", "Low"], ["Low", "Medium", "High"]);
        let own = ["Now", "Soon", "Someday"];
        let cases: [(&[&str], &str, &str, Option<Ordering>); 12] = [
            (&usual, "High", "Low", Some(Ordering::Greater)),
            (&rising, "High", "Low", Some(Ordering::Greater)),
            (&usual, "Critical", "High", Some(Ordering::Greater)),
            (&usual, "highest", "Critical", Some(Ordering::Equal)),
            (&own, "soon", "NOW", Some(Ordering::Less)),
            (&own, "Soon", "Someday", Some(Ordering::Greater)),
            (&own, "Soon", "High", None),
            (&["P1", "P2", "P3"], "P1", "P3", Some(Ordering::Greater)),
            (&["P3", "P2", "P1"], "P1", "P3", Some(Ordering::Greater)),
            (&[], "P10", "P9", Some(Ordering::Less)),
            (&[], "2", "1", Some(Ordering::Less)),
            (&["P1", "P2"], "P1", "High", None),
        ];
        for (listed, a, b, expected) in cases {
            let kb = priorities(listed);
            assert_eq!(compare(Some(&kb), a, b), expected, "{listed:?}: {a}, {b}");
            let reverse = expected.map(Ordering::reverse);
            assert_eq!(compare(Some(&kb), b, a), reverse, "{listed:?}: {b}, {a}");
        }
    }
}
