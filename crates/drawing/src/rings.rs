//! Things on square rings around the one that has the most to do with others: what a hub talks to
//! stands on all its sides.

use std::collections::HashSet;
use std::f64::consts::PI;
use trustline_model::InOrder;
use trustline_model::geometry::Point;

/// Room between columns and between rows.
const BETWEEN: (f64, f64) = (110.0, 60.0);
/// A thing with fewer neighbours is no hub.
const FEW: usize = 6;
/// How broad it may become where nothing else is said.
const BROAD: f64 = 1_900.0;

/// Places for things of these sizes, and the size of it all. `None` where there is no hub.
pub(crate) fn rings(
    sizes: &[(f64, f64)],
    edges: &[(usize, usize)],
    limit: f64,
) -> Option<((f64, f64), Vec<Point>)> {
    let count = sizes.len();
    let mut near: Vec<HashSet<usize>> = vec![HashSet::new(); count];
    for (a, b) in edges {
        for (x, y) in [(*a, *b), (*b, *a)] {
            near.get_mut(x)?.insert(y);
        }
    }
    let hub = (0..count).max_by_key(|i| (near.get(*i).map_or(0, HashSet::len), count - i))?;
    let degree = near.get(hub)?.len();
    if degree < FEW || degree * 2 + 2 < count {
        return None;
    }
    let broadest = sizes.iter().map(|s| s.0).fold(1.0, f64::max);
    let highest = sizes.iter().map(|s| s.1).fold(1.0, f64::max);
    let pitch = (broadest + BETWEEN.0, highest + BETWEEN.1);
    // Neighbours stand on the inner rings, everything further away outside of them.
    let mut inner: Vec<usize> = near.get(hub)?.iter().copied().collect();
    inner.put_in_order_by(Ord::cmp);
    let mut order = related(&inner, &near, hub);
    let most = ((limit.min(BROAD) / pitch.0).floor() as usize).max(3);
    let last = ((most - 1) / 2).max(1);
    let cells = filled(inner.len(), last);
    let mut at: Vec<Option<(f64, f64)>> = vec![None; count];
    *at.get_mut(hub)? = Some((0.0, 0.0));
    for (i, cell) in order.iter().zip(&cells) {
        *at.get_mut(*i)? = Some(*cell);
    }
    // Outer things as near to their neighbours as there is room.
    let ring = cells
        .iter()
        .map(|c| c.0.abs().max(c.1.abs()))
        .fold(0.0, f64::max) as usize;
    let mut outside: Vec<usize> = (0..count).filter(|i| at.get(*i) == Some(&None)).collect();
    let toward = |i: usize, at: &[Option<(f64, f64)>]| {
        let placed = near.get(i).into_iter().flatten();
        let (mut x, mut y) = (0.0, 0.0);
        for place in placed.filter_map(|j| at.get(*j).copied().flatten()) {
            (x, y) = (x + place.0, y + place.1);
        }
        f64::atan2(y, x)
    };
    outside.put_in_order_by(|a, b| toward(*a, &at).total_cmp(&toward(*b, &at)).then(a.cmp(b)));
    let mut free: Vec<(f64, f64)> = (ring + 1..ring + 2 + count).flat_map(cells_of).collect();
    for i in outside {
        let wanted = toward(i, &at);
        let turn = |c: &(f64, f64)| {
            let off = (f64::atan2(c.1, c.0) - wanted).abs();
            off.min(2.0 * PI - off) + 0.8 * c.0.abs().max(c.1.abs())
        };
        let best = free
            .iter()
            .enumerate()
            .min_by(|a, b| turn(a.1).total_cmp(&turn(b.1)))?
            .0;
        *at.get_mut(i)? = Some(free.swap_remove(best));
        order.push(i);
    }
    let placed: Vec<(f64, f64)> = at.into_iter().flatten().collect();
    let low = |f: fn(&(f64, f64)) -> f64| placed.iter().map(f).fold(f64::MAX, f64::min);
    let high = |f: fn(&(f64, f64)) -> f64| placed.iter().map(f).fold(f64::MIN, f64::max);
    let (left, top) = (low(|c| c.0), low(|c| c.1));
    let corner = |(cell, size): (&(f64, f64), &(f64, f64))| {
        Point::new(
            (cell.0 - left) * pitch.0 + (broadest - size.0) / 2.0,
            (cell.1 - top) * pitch.1 + (highest - size.1) / 2.0,
        )
    };
    let places = placed.iter().zip(sizes).map(corner).collect();
    let size = (
        (high(|c| c.0) - left) * pitch.0 + broadest,
        (high(|c| c.1) - top) * pitch.1 + highest,
    );
    Some((size, places))
}

/// Neighbours of the hub in an order that keeps together what has to do with one another.
fn related(inner: &[usize], near: &[HashSet<usize>], hub: usize) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen: HashSet<usize> = HashSet::from([hub]);
    for start in inner {
        let mut open = vec![*start];
        while let Some(i) = open.pop() {
            if !seen.insert(i) {
                continue;
            }
            if inner.contains(&i) {
                order.push(i);
            }
            let mut next: Vec<usize> = near.get(i).into_iter().flatten().copied().collect();
            next.put_in_order_by(Ord::cmp);
            open.extend(next.into_iter().rev().filter(|j| !seen.contains(j)));
        }
    }
    order
}

/// The cells of a ring, in the order of their angles.
fn cells_of(ring: usize) -> Vec<(f64, f64)> {
    let r = ring as i32;
    let all = (-r..=r).flat_map(|y| (-r..=r).map(move |x| (x, y)));
    let mut cells: Vec<(f64, f64)> = all
        .filter(|(x, y)| x.abs().max(y.abs()) == r)
        .map(|(x, y)| (f64::from(x), f64::from(y)))
        .collect();
    cells.put_in_order_by(|a, b| f64::atan2(a.1, a.0).total_cmp(&f64::atan2(b.1, b.0)));
    cells
}

/// So many cells on as few rings as have room for them, evenly spread, in the order of their angles.
/// The outermost ring of those that may be used is filled first: there are the most directions.
fn filled(count: usize, last: usize) -> Vec<(f64, f64)> {
    let fits = (1..=last).find(|ring| 8 * ring >= count);
    let mut ring = fits.unwrap_or(last);
    let mut cells = Vec::new();
    let mut left = count;
    while left > 0 {
        let all = cells_of(ring);
        let some = left.min(all.len());
        for n in 0..some {
            cells.extend(all.get(n * all.len() / some).copied());
        }
        left -= some;
        // Inwards, and where even that is full, outwards.
        ring = match ring {
            r if r > last => r + 1,
            1 => last + 1,
            r => r - 1,
        };
    }
    cells.put_in_order_by(|a, b| f64::atan2(a.1, a.0).total_cmp(&f64::atan2(b.1, b.0)));
    cells
}
