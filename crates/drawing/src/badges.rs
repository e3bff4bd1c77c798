//! Badges: how many open threats something has, beside its label.

use crate::drawing::{Area, Drawing, Item, Primitive};
use crate::text::width;
use std::collections::HashMap;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{ElementId, OpenThreats, Urgency};

/// Half the height of a badge, and the size of its words: that of all words of a drawing.
pub(crate) const HALF: f64 = 9.0;
pub(crate) const SIZE: f64 = 12.0;

/// How far a badge keeps from its label.
const GAP: f64 = 4.0;

/// A badge where it stands.
pub(crate) struct PlacedBadge {
    /// What holds it.
    pub(crate) rect: Rect,
    /// How many threats are open.
    pub(crate) count: usize,
    /// How urgent the most urgent of them is.
    pub(crate) urgency: Urgency,
}

/// Where badges stand: beside the label of their element, where no other label and no shape is in
/// the way; of what has no label, on its line or at its corner.
pub(crate) fn placed(drawing: &Drawing, open: &[OpenThreats]) -> Vec<PlacedBadge> {
    if open.is_empty() {
        return Vec::new();
    }
    let items: HashMap<&ElementId, &Item> = drawing.items.iter().map(|i| (&i.id, i)).collect();
    let mut taken: Vec<Rect> = drawing.items.iter().flat_map(in_the_way).collect();
    let mut found = Vec::new();
    for badge in open {
        let Some(item) = items.get(&badge.element) else {
            continue;
        };
        let words = width(&badge.count.to_string(), SIZE);
        let half = (words / 2.0 + 4.5).max(HALF);
        let around = |at: &Point| Rect::new(at.x - half, at.y - HALF, half * 2.0, HALF * 2.0);
        let choices = places(item, half);
        let is_free = |at: &&Point| !taken.iter().any(|t| t.touches(around(at)));
        let Some(at) = choices.iter().find(is_free).or(choices.first()) else {
            continue;
        };
        let rect = around(at);
        taken.push(rect);
        found.push(PlacedBadge {
            rect,
            count: badge.count,
            urgency: badge.urgency,
        });
    }
    found
}

/// What badges keep off: labels, and shapes.
fn in_the_way(item: &Item) -> Vec<Rect> {
    let shape = match item.area {
        Area::Ellipse(r) | Area::Rect(r) => Some(r),
        _ => None,
    };
    let labels = item.labels.iter().map(Primitive::bounds);
    shape.into_iter().chain(labels).collect()
}

/// Where the badge of an element may stand, the best first.
fn places(item: &Item, half: f64) -> Vec<Point> {
    let label = item
        .labels
        .iter()
        .map(Primitive::bounds)
        .reduce(Rect::union);
    match (item.area, label) {
        (Area::Curve(_) | Area::Outline(_), Some(r)) => {
            let c = r.center();
            vec![
                Point::new(r.right() + GAP + half, c.y),
                Point::new(r.left - GAP - half, c.y),
                Point::new(c.x, r.top - GAP - HALF),
                Point::new(c.x, r.bottom() + GAP + HALF),
            ]
        }
        (Area::Curve(curve), None) => [0.5, 0.4, 0.6, 0.3, 0.7].map(|t| curve.at(t)).into(),
        (Area::Ellipse(r) | Area::Rect(r) | Area::Outline(r), _) => vec![
            Point::new(r.right() - half, r.top),
            Point::new(r.left + half, r.top),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw;
    use crate::samples::flow;
    use trustline_model::Diagram;

    #[test]
    fn each_thing_with_open_threats_has_a_badge_and_no_two_lie_on_one_another() {
        let diagram = Diagram {
            elements: vec![
                flow("a", (100.0, 100.0), (300.0, 100.0)),
                flow("b", (100.0, 104.0), (300.0, 104.0)),
            ],
            ..Diagram::default()
        };
        let drawing = draw(&diagram, None);
        let badge = |id: &str, count, urgency| OpenThreats {
            element: id.into(),
            count,
            urgency,
        };
        let all = [
            badge("a", 1, Urgency::High),
            badge("b", 120, Urgency::Low),
            badge("gone", 3, Urgency::High),
        ];
        let placed = placed(&drawing, &all);
        let counts: Vec<usize> = placed.iter().map(|p| p.count).collect();
        assert_eq!(counts, [1, 120]);
        assert!(!placed[0].rect.touches(placed[1].rect));
        assert!(placed[1].rect.width > placed[0].rect.width);
    }
}
