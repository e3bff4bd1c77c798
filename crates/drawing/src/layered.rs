//! Boxes in layers along the edges between them: the method of Sugiyama, Tagawa and Toda (1981).

use crate::rings::rings;
use std::collections::{HashMap, HashSet};
use trustline_model::InOrder;
use trustline_model::geometry::Point;

/// Room between layers: arrows with their labels lie there.
const ACROSS: f64 = 190.0;
/// Room between elements of a layer.
const BESIDE: f64 = 60.0;
/// How often the order in layers is improved.
const SWEEPS: usize = 12;
/// With more stand-ins for long flows than this, long flows do without.
const STAND_INS: usize = 20_000;

/// Where layers begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layers {
    /// Along the edges, one thing after what leads to it.
    Along,
    /// By the distance to the thing that is furthest from the first one, whichever way edges go.
    Around,
    /// On rings around the thing that has the most to do with others.
    Rings,
}

/// Places boxes of these sizes in layers along the edges: from left to right, what belongs
/// together near together, what is apart from all others in rows below. A box of a higher band
/// stands further right than all of lower ones. Of those apart from all others, those that are
/// `outward` have to do with something further away: they stand in a column, open to both sides.
/// What would become broader than said goes on below.
pub(crate) fn layered(
    sizes: &[(f64, f64)],
    edges: &[(usize, usize)],
    bands: &[usize],
    outward: &[bool],
    (kind, limit): (Layers, f64),
) -> ((f64, f64), Vec<Point>) {
    let mut part = Union::new(sizes.len());
    let banded = bands.windows(2).any(|pair| pair.first() != pair.last());
    for (a, b) in edges {
        part.join(*a, *b);
    }
    if banded {
        // What bands part must stand in the same columns.
        for pair in edges.windows(2) {
            if let [(a, _), (b, _)] = pair {
                part.join(*a, *b);
            }
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order = Vec::new();
    for i in 0..sizes.len() {
        let list = groups.entry(part.root(i)).or_default();
        if list.is_empty() {
            order.push(part.root(i));
        }
        list.push(i);
    }
    let mut corners = vec![Point::new(0.0, 0.0); sizes.len()];
    let (mut wide, mut high) = (0.0f64, 0.0f64);
    let mut alone = Vec::new();
    // Beside one another while there is room, where room is limited.
    let (mut shelf, mut tall) = (0.0f64, 0.0f64);
    for root in order {
        let members = groups.remove(&root).unwrap_or_default();
        if members.len() == 1 {
            alone.extend(members);
            continue;
        }
        let (size, places) = component(sizes, edges, bands, &members, (kind, limit));
        if limit.is_infinite() || shelf + size.0 > limit {
            high += tall;
            (shelf, tall) = (0.0, 0.0);
        }
        for (i, at) in places {
            if let Some(corner) = corners.get_mut(i) {
                *corner = Point::new(at.x + shelf, at.y + high);
            }
        }
        wide = wide.max(shelf + size.0);
        shelf += size.0 + ACROSS;
        tall = tall.max(size.1 + BESIDE);
    }
    high += tall;
    let (column, alone): (Vec<usize>, Vec<usize>) = alone
        .into_iter()
        .partition(|i| outward.get(*i) == Some(&true));
    let widest = column.iter().filter_map(|i| sizes.get(*i)).map(|s| s.0);
    let middle = wide.max(widest.fold(0.0, f64::max)) / 2.0;
    for i in column {
        let (w, h) = sizes.get(i).copied().unwrap_or_default();
        if let Some(corner) = corners.get_mut(i) {
            *corner = Point::new(middle - w / 2.0, high);
        }
        wide = wide.max(middle + w / 2.0);
        high += h + BESIDE;
    }
    // In rows, as broad as the rest or about square.
    let area: f64 = alone
        .iter()
        .filter_map(|i| sizes.get(*i))
        .map(|(w, h)| (w + BESIDE) * (h + BESIDE))
        .sum();
    let broad = wide.max((area.sqrt() * 1.3).min(limit));
    let (mut x, mut tallest) = (0.0, 0.0f64);
    for i in alone {
        let (w, h) = sizes.get(i).copied().unwrap_or_default();
        if x > 0.0 && x + w > broad {
            x = 0.0;
            high += tallest + BESIDE;
            tallest = 0.0;
        }
        if let Some(corner) = corners.get_mut(i) {
            *corner = Point::new(x, high);
        }
        wide = wide.max(x + w);
        x += w + BESIDE;
        tallest = tallest.max(h);
    }
    high += if tallest > 0.0 { tallest } else { -BESIDE };
    ((wide, high.max(0.0)), corners)
}

/// One connected component in layers.
fn component(
    sizes: &[(f64, f64)],
    edges: &[(usize, usize)],
    bands: &[usize],
    members: &[usize],
    (kind, limit): (Layers, f64),
) -> ((f64, f64), Vec<(usize, Point)>) {
    let local: HashMap<usize, usize> = members.iter().enumerate().map(|(n, i)| (*i, n)).collect();
    let count = members.len();
    let mut seen = HashSet::new();
    let pairs: Vec<(usize, usize)> = edges
        .iter()
        .filter_map(|(a, b)| Some((*local.get(a)?, *local.get(b)?)))
        .filter(|pair| seen.insert(*pair))
        .collect();
    if kind == Layers::Rings {
        let sized: Vec<(f64, f64)> = members
            .iter()
            .map(|i| sizes.get(*i).copied().unwrap_or_default())
            .collect();
        if let Some((size, places)) = rings(&sized, &pairs, limit) {
            return (size, members.iter().copied().zip(places).collect());
        }
    }
    let layers = layers_by_band(bands, members, &pairs, kind);
    let depth = layers.iter().max().copied().unwrap_or(0) + 1;
    // Long edges get a stand-in in every layer they pass.
    let mut sized: Vec<(f64, f64)> = members
        .iter()
        .map(|i| sizes.get(*i).copied().unwrap_or_default())
        .collect();
    let mut layer = layers.clone();
    let mut links: Vec<(usize, usize)> = Vec::new();
    let at = |layers: &[usize], i: usize| layers.get(i).copied().unwrap_or(0);
    for (a, b) in &pairs {
        let (mut from, to) = match at(&layers, *a) <= at(&layers, *b) {
            true => (*a, *b),
            false => (*b, *a),
        };
        if layer.len() < count + STAND_INS {
            for l in at(&layers, from) + 1..at(&layers, to) {
                layer.push(l);
                sized.push((0.0, 24.0));
                links.push((from, layer.len() - 1));
                from = layer.len() - 1;
            }
        }
        links.push((from, to));
    }
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); depth];
    for (i, l) in layer.iter().enumerate() {
        if let Some(row) = rows.get_mut(*l) {
            row.push(i);
        }
    }
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); layer.len()];
    for (a, b) in &links {
        for (x, y) in [(*a, *b), (*b, *a)] {
            if let Some(list) = near.get_mut(x) {
                list.push(y);
            }
        }
    }
    improve(&mut rows, &layer, &near, &links);
    let centers = heights(&rows, &layer, &near, &sized);
    let centers = drawn_together(&centers, &sized, count, &links);
    let top_of = |i: usize| {
        let (_, h) = sized.get(i).copied().unwrap_or_default();
        centers.get(i).copied().unwrap_or(0.0) - h / 2.0
    };
    // Layers from left to right; those that find no room any more go on below, from the left.
    let mut places = vec![Point::new(0.0, 0.0); count];
    let (mut x, mut wide, mut down) = (0.0, 0.0f64, 0.0f64);
    let mut line: Vec<usize> = Vec::new();
    let settle = |line: &mut Vec<usize>, places: &mut Vec<Point>, down: f64| {
        let top = line.iter().map(|n| top_of(*n)).fold(f64::MAX, f64::min);
        let mut bottom = down;
        for n in line.drain(..) {
            let (_, h) = sized.get(n).copied().unwrap_or_default();
            let y = top_of(n) - top + down;
            bottom = bottom.max(y + h);
            if let Some(place) = places.get_mut(n) {
                place.y = y;
            }
        }
        bottom
    };
    for row in &rows {
        let broad = row
            .iter()
            .filter_map(|i| sized.get(*i))
            .map(|(w, _)| *w)
            .fold(0.0, f64::max);
        if x > 0.0 && x + broad > limit {
            down = settle(&mut line, &mut places, down) + BESIDE;
            x = 0.0;
        }
        for n in row.iter().filter(|n| **n < count) {
            let (w, _) = sized.get(*n).copied().unwrap_or_default();
            if let Some(place) = places.get_mut(*n) {
                place.x = x + (broad - w) / 2.0;
            }
            line.push(*n);
        }
        x += broad + ACROSS;
        wide = wide.max(x - ACROSS);
    }
    let bottom = settle(&mut line, &mut places, down);
    let places = members.iter().copied().zip(places).collect();
    ((wide, bottom), places)
}

/// Things that nothing links stand right below one another, not where chance left them.
fn drawn_together(
    centers: &[f64],
    sized: &[(f64, f64)],
    count: usize,
    links: &[(usize, usize)],
) -> Vec<f64> {
    let mut part = Union::new(centers.len());
    for (a, b) in links {
        part.join(*a, *b);
    }
    let mut reach: HashMap<usize, (f64, f64)> = HashMap::new();
    for i in 0..count {
        let half = sized.get(i).map_or(0.0, |(_, h)| h / 2.0);
        let y = centers.get(i).copied().unwrap_or(0.0);
        let all = reach.entry(part.root(i)).or_insert((f64::MAX, f64::MIN));
        *all = (all.0.min(y - half), all.1.max(y + half));
    }
    if reach.len() < 2 {
        return centers.to_vec();
    }
    let mut order: Vec<(usize, (f64, f64))> = reach.into_iter().collect();
    order.put_in_order_by(|(i, a), (j, b)| a.0.total_cmp(&b.0).then(i.cmp(j)));
    let mut by: HashMap<usize, f64> = HashMap::new();
    let mut next = 0.0;
    for (root, (top, bottom)) in order {
        by.insert(root, next - top);
        next += bottom - top + BESIDE;
    }
    let moved = centers.iter().enumerate();
    moved
        .map(|(i, y)| y + by.get(&part.root(i)).copied().unwrap_or(0.0))
        .collect()
}

/// The layer of each of several things: band by band, within a band along the edges.
fn layers_by_band(
    bands: &[usize],
    members: &[usize],
    pairs: &[(usize, usize)],
    kind: Layers,
) -> Vec<usize> {
    let band = |n: usize| {
        let i = members.get(n).copied().unwrap_or(0);
        bands.get(i).copied().unwrap_or(0)
    };
    let mut all: Vec<usize> = (0..members.len()).map(band).collect();
    all.put_in_order_by(Ord::cmp);
    all.dedup();
    let mut layers = vec![0; members.len()];
    let mut offset = 0;
    for this in all {
        let own: Vec<usize> = (0..members.len()).filter(|n| band(*n) == this).collect();
        let local: HashMap<usize, usize> = own.iter().enumerate().map(|(k, n)| (*n, k)).collect();
        let inner: Vec<(usize, usize)> = pairs
            .iter()
            .filter_map(|(a, b)| Some((*local.get(a)?, *local.get(b)?)))
            .collect();
        let of_band = match kind {
            Layers::Along => layers_of(own.len(), &inner),
            Layers::Around | Layers::Rings => layers_around(own.len(), &inner),
        };
        let depth = of_band.iter().max().map_or(0, |m| m + 1);
        for (n, layer) in own.into_iter().zip(of_band) {
            if let Some(l) = layers.get_mut(n) {
                *l = offset + layer;
            }
        }
        offset += depth;
    }
    layers
}

/// The layer of each of several things: after all that lead to it, cycles broken where a walk
/// along the edges comes back.
fn layers_of(count: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut arrivals = vec![0usize; count];
    for (a, b) in pairs {
        if let (Some(list), Some(n)) = (next.get_mut(*a), arrivals.get_mut(*b)) {
            list.push(*b);
            *n += 1;
        }
    }
    let mut starts: Vec<usize> = (0..count).collect();
    // Things that only send come first, then in the order of the drawing.
    starts.put_in_order_by_key(|i| arrivals.get(*i).copied().unwrap_or(0) > 0);
    let mut finished: Vec<usize> = Vec::with_capacity(count);
    let mut state = vec![0u8; count];
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for start in starts {
        if state.get(start) != Some(&0) {
            continue;
        }
        let mut walk = vec![(start, 0usize)];
        if let Some(s) = state.get_mut(start) {
            *s = 1;
        }
        while let Some((i, step)) = walk.pop() {
            let Some(to) = next.get(i).and_then(|n| n.get(step)).copied() else {
                if let Some(s) = state.get_mut(i) {
                    *s = 2;
                }
                finished.push(i);
                continue;
            };
            walk.push((i, step + 1));
            match state.get(to) {
                Some(1) => kept.push((to, i)),
                Some(0) => {
                    kept.push((i, to));
                    if let Some(s) = state.get_mut(to) {
                        *s = 1;
                    }
                    walk.push((to, 0));
                }
                _ => kept.push((i, to)),
            }
        }
    }
    // Turned-around edges point forward only where that makes no new cycle: longest paths in the
    // order in which things were finished, backwards.
    let mut rank = vec![0usize; count];
    for (n, i) in finished.iter().rev().enumerate() {
        if let Some(r) = rank.get_mut(*i) {
            *r = n;
        }
    }
    let mut forward: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (a, b) in kept {
        let (ra, rb) = (rank.get(a).copied(), rank.get(b).copied());
        let (from, to) = if ra < rb { (a, b) } else { (b, a) };
        if let Some(list) = forward.get_mut(from) {
            list.push(to);
        }
    }
    let mut layer = vec![0usize; count];
    for i in finished.iter().rev() {
        let own = layer.get(*i).copied().unwrap_or(0);
        for to in forward.get(*i).into_iter().flatten() {
            if let Some(l) = layer.get_mut(*to) {
                *l = (*l).max(own + 1);
            }
        }
    }
    // What leads to one thing only stands right before it.
    for i in finished.iter() {
        let after = forward.get(*i).into_iter().flatten();
        let first = after.filter_map(|to| layer.get(*to)).min().copied();
        let comes_from_nothing = arrivals.get(*i) == Some(&0);
        if let (Some(first), Some(l), true) = (first, layer.get_mut(*i), comes_from_nothing) {
            *l = (*l).max(first.saturating_sub(1));
        }
    }
    layer
}

/// The layer of each of several things: the further from the one at the far end, the earlier, and
/// neighbours never in the same one.
fn layers_around(count: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (a, b) in pairs {
        for (x, y) in [(*a, *b), (*b, *a)] {
            if let Some(list) = near.get_mut(x) {
                list.push(y);
            }
        }
    }
    // The things that can be reached from one, the nearest first.
    let reached = |start: usize, seen: &mut HashSet<usize>| {
        let mut order = vec![start];
        seen.insert(start);
        let mut next = 0;
        while let Some(i) = order.get(next) {
            next += 1;
            let new: Vec<usize> = near.get(*i).into_iter().flatten().copied().collect();
            order.extend(new.into_iter().filter(|j| seen.insert(*j)));
        }
        order
    };
    let mut order: Vec<usize> = Vec::with_capacity(count);
    let mut seen = HashSet::new();
    for first in 0..count {
        if !seen.contains(&first) {
            let far = reached(first, &mut HashSet::new()).pop().unwrap_or(first);
            order.extend(reached(far, &mut seen));
        }
    }
    // Layers from the far end, then the other way round.
    let mut layer: Vec<Option<usize>> = vec![None; count];
    for i in order {
        let around = near.get(i).into_iter().flatten();
        let before = around.filter_map(|j| layer.get(*j).copied().flatten());
        let own = before.max().map_or(0, |l| l + 1);
        if let Some(place) = layer.get_mut(i) {
            *place = Some(own);
        }
    }
    let last = layer.iter().flatten().max().copied().unwrap_or(0);
    let turned = layer.into_iter().map(|l| last - l.unwrap_or(last));
    turned.collect()
}

/// Orders each layer by the middle of its neighbours, to and fro, and keeps the order with the
/// fewest crossings.
fn improve(
    rows: &mut Vec<Vec<usize>>,
    layer: &[usize],
    near: &[Vec<usize>],
    links: &[(usize, usize)],
) {
    let mut best = (crossings(rows, layer, links), rows.clone());
    for sweep in 0..SWEEPS {
        let depth = rows.len();
        let forward = sweep % 2 == 0;
        let mut place = places(rows, layer.len());
        for step in 1..depth {
            let l = if forward { step } else { depth - 1 - step };
            let fixed = if forward { l.wrapping_sub(1) } else { l + 1 };
            let Some(row) = rows.get_mut(l) else { continue };
            let middle = |i: usize| {
                let of_layer = near
                    .get(i)
                    .into_iter()
                    .flatten()
                    .filter(|n| layer.get(**n) == Some(&fixed));
                let (sum, n) = of_layer.fold((0.0, 0.0), |(sum, n), j| {
                    (sum + place.get(*j).copied().unwrap_or(0.0), n + 1.0)
                });
                if n > 0.0 {
                    sum / n
                } else {
                    place.get(i).copied().unwrap_or(0.0)
                }
            };
            let mut keyed: Vec<(f64, usize)> = row.iter().map(|i| (middle(*i), *i)).collect();
            keyed.put_in_order_by(|a, b| a.0.total_cmp(&b.0));
            *row = keyed.into_iter().map(|(_, i)| i).collect();
            for (n, i) in row.iter().enumerate() {
                if let Some(p) = place.get_mut(*i) {
                    *p = n as f64;
                }
            }
        }
        let now = crossings(rows, layer, links);
        if now < best.0 {
            best = (now, rows.clone());
        }
    }
    *rows = best.1;
}

fn places(rows: &[Vec<usize>], count: usize) -> Vec<f64> {
    let mut place = vec![0.0; count];
    for row in rows {
        for (n, i) in row.iter().enumerate() {
            if let Some(p) = place.get_mut(*i) {
                *p = n as f64;
            }
        }
    }
    place
}

/// How many links cross, layer by layer (counted with a tree of sums).
fn crossings(rows: &[Vec<usize>], layer: &[usize], links: &[(usize, usize)]) -> usize {
    let place = places(rows, layer.len());
    let at = |i: usize| place.get(i).copied().unwrap_or(0.0) as usize;
    let mut between: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rows.len()];
    for (a, b) in links {
        if let Some(list) = layer.get(*a).and_then(|l| between.get_mut(*l)) {
            list.push((at(*a), at(*b)));
        }
    }
    let mut total = 0;
    for mut list in between {
        list.put_in_order_by(Ord::cmp);
        let size = list.iter().map(|(_, b)| b + 1).max().unwrap_or(0) + 1;
        let mut sums = vec![0usize; size + 1];
        for (n, (_, b)) in list.iter().enumerate() {
            let mut upto = 0;
            let mut i = b + 1;
            while i > 0 {
                upto += sums.get(i).copied().unwrap_or(0);
                i &= i - 1;
            }
            total += n - upto;
            let mut i = b + 1;
            while i <= size {
                if let Some(s) = sums.get_mut(i) {
                    *s += 1;
                }
                i += i & i.wrapping_neg();
            }
        }
    }
    total
}

/// The middle of each thing across its layer: near its neighbours, without touching others.
fn heights(
    rows: &[Vec<usize>],
    layer: &[usize],
    near: &[Vec<usize>],
    sized: &[(f64, f64)],
) -> Vec<f64> {
    let high = |i: usize| sized.get(i).map_or(0.0, |(_, h)| *h);
    let mut y = vec![0.0; layer.len()];
    for row in rows {
        let mut at = 0.0;
        for i in row {
            if let Some(v) = y.get_mut(*i) {
                *v = at + high(*i) / 2.0;
            }
            at += high(*i) + BESIDE;
        }
    }
    for sweep in 0..8 {
        let order: Vec<&Vec<usize>> = match sweep % 2 == 0 {
            true => rows.iter().collect(),
            false => rows.iter().rev().collect(),
        };
        for row in order {
            let wished: Vec<f64> = row
                .iter()
                .map(|i| {
                    let around = near.get(*i).map_or(&[][..], Vec::as_slice);
                    let sum: f64 = around.iter().filter_map(|j| y.get(*j)).sum();
                    match around.is_empty() {
                        true => y.get(*i).copied().unwrap_or(0.0),
                        false => sum / around.len() as f64,
                    }
                })
                .collect();
            // Down from the top, and up from the bottom: the middle of both keeps the distances.
            let mut down = wished.clone();
            let mut up = wished;
            let gap = |a: usize, b: usize| {
                let (a, b) = (row.get(a).copied(), row.get(b).copied());
                (a.map_or(0.0, high) + b.map_or(0.0, high)) / 2.0 + BESIDE
            };
            for n in 1..row.len() {
                let least = down.get(n - 1).copied().unwrap_or(0.0) + gap(n - 1, n);
                if let Some(v) = down.get_mut(n) {
                    *v = v.max(least);
                }
            }
            for n in (1..row.len()).rev() {
                let most = up.get(n).copied().unwrap_or(0.0) - gap(n - 1, n);
                if let Some(v) = up.get_mut(n - 1) {
                    *v = v.min(most);
                }
            }
            for (n, i) in row.iter().enumerate() {
                if let (Some(v), Some(d), Some(u)) = (y.get_mut(*i), down.get(n), up.get(n)) {
                    *v = ((d + u) / 2.0 / 10.0).round() * 10.0;
                }
            }
        }
    }
    // Rounding must not bring neighbours too near.
    for row in rows {
        for pair in row.windows(2) {
            if let [a, b] = pair {
                let least =
                    y.get(*a).copied().unwrap_or(0.0) + (high(*a) + high(*b)) / 2.0 + BESIDE - 10.0;
                if let Some(v) = y.get_mut(*b) {
                    *v = v.max(least);
                }
            }
        }
    }
    y
}

/// Sets that are joined, with a member that stands for each.
pub(crate) struct Union(Vec<usize>);

impl Union {
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub fn root(&self, mut i: usize) -> usize {
        while let Some(up) = self.0.get(i).copied().filter(|up| *up != i) {
            i = up;
        }
        i
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(place) = self.0.get_mut(a.max(b)) {
            *place = a.min(b);
        }
    }
}
