//! Fewer crossings once everything has its place: things of one column change their order, and
//! what a box holds is turned upside down, where flows then cross less often. Layers know nothing
//! of what lies in other boxes; here everything is seen at once.

use std::collections::BTreeMap;
use trustline_model::InOrder;
use trustline_model::geometry::{Point, Rect};

/// How often everything is looked through.
const ROUNDS: usize = 8;
/// How many comparisons of flows with one another and with shapes are made at most.
const COMPARISONS: usize = 20_000_000;

/// Shapes with their places, the boxes that hold them, and the flows between them.
pub(crate) struct Tangle<'a> {
    /// Where each shape is.
    pub rects: Vec<Rect>,
    /// Which of them are boxes.
    pub boxes: Vec<bool>,
    /// The box around each.
    pub parent: &'a [Option<usize>],
    /// Which shapes flows join.
    pub flows: Vec<(usize, usize)>,
    /// Room in a box above what it holds, and below.
    pub margin: (f64, f64),
}

impl Tangle<'_> {
    /// The places with fewer crossings.
    pub fn loosened(mut self) -> Vec<Rect> {
        for flow in &mut self.flows {
            *flow = (flow.0.min(flow.1), flow.0.max(flow.1));
        }
        self.flows.put_in_order_by(Ord::cmp);
        self.flows.dedup();
        self.flows.retain(|(a, b)| a != b);
        let mut left = COMPARISONS;
        for _ in 0..ROUNDS {
            let mut better = false;
            for column in self.columns() {
                let mut order = column.clone();
                for i in 0..column.len() {
                    for j in i + 1..column.len() {
                        let mut other = order.clone();
                        other.swap(i, j);
                        if self.accept(&self.stacked(&order, &other), &mut left) {
                            order = other;
                            better = true;
                        }
                    }
                }
            }
            for held in 0..self.rects.len() {
                better |= self.boxes.get(held) == Some(&true)
                    && self.accept(&self.turned(held), &mut left);
            }
            if !better || left == 0 {
                break;
            }
        }
        self.rects
    }

    fn rect(&self, i: usize) -> Rect {
        self.rects.get(i).copied().unwrap_or_default()
    }

    /// Things of one group whose middles lie below one another, from the top down.
    fn columns(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (i, parent) in self.parent.iter().enumerate() {
            groups.entry(*parent).or_default().push(i);
        }
        let mut columns: Vec<Vec<usize>> = Vec::new();
        for mut group in groups.into_values() {
            let middle = |i: &usize| self.rect(*i).center().x;
            group.put_in_order_by(|a, b| middle(a).total_cmp(&middle(b)));
            // Widths are odd and even: middles differ by a half.
            for column in group.chunk_by(|a, b| middle(b) - middle(a) <= 1.0) {
                let mut column = column.to_vec();
                column.put_in_order_by(|a, b| self.rect(*a).top.total_cmp(&self.rect(*b).top));
                if column.len() > 1 {
                    columns.push(column);
                }
            }
        }
        columns
    }

    /// How far down each thing of a column goes when its order changes: the distances between
    /// them stay where they are.
    fn stacked(&self, order: &[usize], other: &[usize]) -> Vec<(usize, f64)> {
        let mut moves = Vec::new();
        let mut top = order.first().map_or(0.0, |i| self.rect(*i).top);
        for (n, i) in other.iter().enumerate() {
            let own = self.rect(*i);
            moves.push((*i, top - own.top));
            let pair = order.get(n).zip(order.get(n + 1));
            let between = pair.map_or(0.0, |(a, b)| self.rect(*b).top - self.rect(*a).bottom());
            top += own.height + between;
        }
        moves
    }

    /// How far down each thing in a box goes when all of it is turned upside down.
    fn turned(&self, held: usize) -> Vec<(usize, f64)> {
        let around = self.rect(held);
        let (top, bottom) = (around.top + self.margin.0, around.bottom() - self.margin.1);
        let inner = self.parent.iter().enumerate();
        inner
            .filter(|(_, parent)| **parent == Some(held))
            .map(|(i, _)| (i, top + bottom - self.rect(i).bottom() - self.rect(i).top))
            .collect()
    }

    /// Moves things with all that they hold, where flows then cross less and nothing overlaps.
    fn accept(&mut self, moves: &[(usize, f64)], left: &mut usize) -> bool {
        let mut by = vec![0.0; self.rects.len()];
        for (i, down) in moves {
            if let Some(place) = by.get_mut(*i) {
                *place = *down;
            }
        }
        // What lies in something goes with it.
        let all: Vec<f64> = (0..by.len())
            .map(|i| {
                let around = std::iter::successors(Some(i), |i| self.parent.get(*i).copied()?);
                around.take(by.len()).filter_map(|i| by.get(i)).sum::<f64>()
            })
            .collect();
        let moved: Vec<bool> = all.iter().map(|down| *down != 0.0).collect();
        let Some(before) = self.cost(&moved, left) else {
            return false;
        };
        if before == 0 {
            return false;
        }
        let old = self.rects.clone();
        for (rect, down) in self.rects.iter_mut().zip(&all) {
            rect.top += down;
        }
        let better = self.cost(&moved, left).is_some_and(|now| now < before);
        if better && self.is_clear(moves) {
            return true;
        }
        self.rects = old;
        false
    }

    /// Whether things that have moved stand clear of the others beside them.
    fn is_clear(&self, moves: &[(usize, f64)]) -> bool {
        moves.iter().all(|(i, _)| {
            let (own, group) = (self.rect(*i), self.parent.get(*i));
            let mut others = (0..self.rects.len())
                .filter(|j| j != i && self.parent.get(*j) == group)
                .map(|j| self.rect(j));
            others.all(|other| {
                own.right() <= other.left
                    || other.right() <= own.left
                    || own.bottom() <= other.top
                    || other.bottom() <= own.top
            })
        })
    }

    /// How many crossings and shapes run over are there on account of what has moved. `None`
    /// where no more comparisons are left.
    fn cost(&self, moved: &[bool], left: &mut usize) -> Option<usize> {
        let has_moved = |i: usize| moved.get(i) == Some(&true);
        let flows: Vec<Straight> = self.flows.iter().map(|f| self.straight(*f)).collect();
        let touched = |f: &Straight| has_moved(f.ends.0) || has_moved(f.ends.1);
        let mut cost = 0;
        let mut made = 0;
        for (n, flow) in flows.iter().enumerate() {
            let own = touched(flow);
            if own {
                made += flows.len() + self.rects.len();
                let other = |(m, f): &(usize, &Straight)| *m > n || !touched(f);
                let others = flows.iter().enumerate().filter(other);
                cost += others.filter(|(_, f)| flow.crosses(f)).count();
            }
            let shapes = self.rects.iter().enumerate().filter(|(i, _)| {
                (own || has_moved(*i))
                    && self.boxes.get(*i) == Some(&false)
                    && *i != flow.ends.0
                    && *i != flow.ends.1
            });
            cost += shapes.filter(|(_, rect)| flow.runs_over(**rect)).count();
        }
        *left = left.saturating_sub(made);
        (*left > 0).then_some(cost)
    }

    /// A flow as a straight line between the sides that face one another.
    fn straight(&self, (a, b): (usize, usize)) -> Straight {
        let (from, to) = (self.rect(a), self.rect(b));
        Straight {
            ends: (a, b),
            from: side(from, to.center()),
            to: side(to, from.center()),
        }
    }
}

/// The middle of the side of a rectangle that is nearest to a point.
fn side(rect: Rect, to: Point) -> Point {
    let c = rect.center();
    let sides = [
        Point::new(c.x, rect.top),
        Point::new(rect.right(), c.y),
        Point::new(c.x, rect.bottom()),
        Point::new(rect.left, c.y),
    ];
    let nearest = |a: &Point, b: &Point| a.distance(to).total_cmp(&b.distance(to));
    sides.into_iter().min_by(nearest).unwrap_or(c)
}

struct Straight {
    ends: (usize, usize),
    from: Point,
    to: Point,
}

impl Straight {
    fn crosses(&self, other: &Straight) -> bool {
        let ((a, b), (c, d)) = (self.ends, other.ends);
        a != c && a != d && b != c && b != d && cross(self.from, self.to, other.from, other.to)
    }

    fn runs_over(&self, rect: Rect) -> bool {
        let near = rect.grown(6.0);
        let corner = |x, y| Point::new(x, y);
        let reach = Rect::spanning(self.from, self.to);
        let falling = (
            corner(near.left, near.top),
            corner(near.right(), near.bottom()),
        );
        let rising = (
            corner(near.left, near.bottom()),
            corner(near.right(), near.top),
        );
        reach.touches(near)
            && [falling, rising]
                .iter()
                .any(|(a, b)| cross(self.from, self.to, *a, *b))
    }
}

fn cross(p: Point, q: Point, r: Point, s: Point) -> bool {
    let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    side(r, s, p) * side(r, s, q) < 0.0 && side(p, q, r) * side(p, q, s) < 0.0
}
