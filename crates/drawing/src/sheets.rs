//! A drawing on several sheets: cut where the least is cut, between trust zones before anything.

use crate::drawing::{Area, Drawing, Item};
use trustline_model::geometry::Rect;

/// What is left around the content of a sheet.
const MARGIN: f64 = 16.0;

/// Cuts stay away from the ends of what is cut, as a share of its length.
const AWAY: f64 = 0.2;

/// No drawing is cut more often than this in a row.
const DEEPEST: usize = 12;

/// What it costs to cut through a shape, a boundary, a label and a line, beside up to 100 for being
/// off the even share.
const SHAPE: f64 = 1000.0;
const BOUNDARY: f64 = 150.0;
const LABEL: f64 = 100.0;
const LINE: f64 = 4.0;

/// The parts of a view that are each no larger than `most`, in the order they are read.
pub fn sheets(drawing: &Drawing, view: Rect, most: (f64, f64)) -> Vec<Rect> {
    let items: Vec<&Item> = drawing.items.iter().collect();
    let mut found = Vec::new();
    cut(&items, view, most, DEEPEST, &mut found);
    joined(found, most)
}

/// Parts that fit one sheet together are one.
fn joined(mut parts: Vec<Rect>, most: (f64, f64)) -> Vec<Rect> {
    let pair = |parts: &[Rect]| {
        let each = parts.iter().enumerate();
        each.flat_map(|(i, a)| {
            parts
                .iter()
                .enumerate()
                .skip(i + 1)
                .map(move |(j, b)| (i, j, a.union(*b)))
        })
        .find(|(.., both)| both.width <= most.0 && both.height <= most.1)
    };
    while let Some((i, j, both)) = pair(&parts) {
        parts.remove(j);
        if let Some(part) = parts.get_mut(i) {
            *part = both;
        }
    }
    parts
}

fn cut(items: &[&Item], view: Rect, most: (f64, f64), deep: usize, found: &mut Vec<Rect>) {
    let (across, down) = (view.width / most.0, view.height / most.1);
    if deep == 0 || (across <= 1.0 && down <= 1.0) {
        found.extend(content(items, view));
        return;
    }
    let there: Vec<&Item> = items
        .iter()
        .copied()
        .filter(|item| item.bounds.touches(view))
        .collect();
    let upright = across > down;
    let (from, length, most_of) = match upright {
        true => (view.left, view.width, most.0),
        false => (view.top, view.height, most.1),
    };
    let at = best(&there, view, upright, from, length, most_of);
    let [first, second] = match upright {
        true => [
            Rect::new(view.left, view.top, at - view.left, view.height),
            Rect::new(at, view.top, view.right() - at, view.height),
        ],
        false => [
            Rect::new(view.left, view.top, view.width, at - view.top),
            Rect::new(view.left, at, view.width, view.bottom() - at),
        ],
    };
    for part in [first, second] {
        cut(&there, part, most, deep - 1, found);
    }
}

/// Where a cut is cheapest.
fn best(items: &[&Item], view: Rect, upright: bool, from: f64, length: f64, most: f64) -> f64 {
    let sheets = (length / most).ceil().max(2.0);
    let even = from + length * (sheets / 2.0).round() / sheets;
    let (least, last) = (from + length * AWAY, from + length * (1.0 - AWAY));
    let span = |rect: Rect| match upright {
        true => (rect.left, rect.right()),
        false => (rect.top, rect.bottom()),
    };
    let ends = items.iter().flat_map(|item| {
        let (start, end) = span(outline(item));
        [start - 6.0, end + 6.0]
    });
    let mut choices: Vec<f64> = ends.filter(|at| (least..=last).contains(at)).collect();
    choices.push(even);
    let cost = |at: f64| {
        let through = |rect: Rect| {
            let (start, end) = span(rect);
            start < at && at < end
        };
        let cost = items.iter().map(|item| {
            let labels = item.labels.iter().map(|l| l.bounds());
            let labels = labels.filter(|l| l.touches(view) && through(*l)).count() as f64;
            let itself = match item.area {
                _ if !through(outline(item)) => 0.0,
                Area::Ellipse(_) | Area::Rect(_) => SHAPE,
                Area::Outline(_) => BOUNDARY,
                Area::Curve(_) => LINE,
            };
            itself + labels * LABEL
        });
        cost.sum::<f64>() + (at - even).abs() / length * 100.0
    };
    let priced = choices.into_iter().map(|at| (cost(at), at));
    priced
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map_or(even, |(_, at)| at)
}

/// What an element takes without its labels.
fn outline(item: &Item) -> Rect {
    match item.area {
        Area::Ellipse(rect) | Area::Rect(rect) | Area::Outline(rect) => rect,
        Area::Curve(curve) => curve.bounds(),
    }
}

/// What of a part is worth showing: nothing where only boundaries and passing lines are there.
fn content(items: &[&Item], part: Rect) -> Option<Rect> {
    let within = |rect: Rect| {
        let left = rect.left.max(part.left);
        let top = rect.top.max(part.top);
        let (right, bottom) = (
            rect.right().min(part.right()),
            rect.bottom().min(part.bottom()),
        );
        (left < right && top < bottom).then(|| Rect::new(left, top, right - left, bottom - top))
    };
    let shown = items.iter().flat_map(|item| {
        let itself = matches!(item.area, Area::Ellipse(_) | Area::Rect(_)).then(|| outline(item));
        let labels = item.labels.iter().map(|l| l.bounds());
        itself.into_iter().chain(labels)
    });
    let shown = shown.filter_map(within).reduce(Rect::union)?;
    // Never beyond what a sheet holds.
    within(shown.grown(MARGIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustline_model::ElementId;

    fn item(area: Area, bounds: Rect) -> Item {
        Item {
            id: ElementId::from("x"),
            title: String::new(),
            kind: "process",
            out_of_scope: false,
            parts: Vec::new(),
            labels: Vec::new(),
            area,
            bounds,
        }
    }

    /// Two zones of three shapes each, one beside the other, and a line between them.
    fn two_zones() -> Drawing {
        let mut items = Vec::new();
        for zone in [0.0, 1100.0] {
            let outline = Rect::new(zone, 0.0, 900.0, 400.0);
            items.push(item(Area::Outline(outline), outline));
            for i in 0..3 {
                let shape = Rect::new(zone + 50.0 + f64::from(i) * 300.0, 100.0, 200.0, 100.0);
                items.push(item(Area::Rect(shape), shape));
            }
        }
        Drawing {
            title: String::new(),
            bounds: Rect::new(0.0, 0.0, 2000.0, 400.0),
            items,
            badges: Vec::new(),
        }
    }

    #[test]
    fn a_drawing_that_fits_is_one_sheet() {
        let drawing = two_zones();
        assert_eq!(sheets(&drawing, drawing.bounds, (2000.0, 500.0)).len(), 1);
    }

    #[test]
    fn zones_are_cut_apart_before_anything_is_cut_through() {
        let drawing = two_zones();
        let parts = sheets(&drawing, drawing.bounds, (1200.0, 500.0));
        assert_eq!(parts.len(), 2);
        assert!(
            parts[0].right() <= 1100.0 && parts[1].left >= 900.0,
            "{parts:?}"
        );
    }

    #[test]
    fn no_sheet_is_too_large_and_every_shape_is_on_one() {
        let drawing = two_zones();
        for most in [(700.0, 300.0), (250.0, 200.0), (500.0, 1000.0)] {
            let parts = sheets(&drawing, drawing.bounds, most);
            assert!(
                parts
                    .iter()
                    .all(|p| p.width <= most.0 && p.height <= most.1)
            );
            for item in &drawing.items {
                let Area::Rect(shape) = item.area else {
                    continue;
                };
                assert!(parts.iter().any(|p| p.touches(shape)), "{shape:?}");
            }
        }
    }
}
