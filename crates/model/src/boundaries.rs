//! Which trust boundaries of a diagram a curve crosses, in order: what the threats of a flow depend on.

use crate::geometry::{Curve, Path, Point, Rect};
use crate::{Diagram, Form, InOrder};

/// More boundaries than this are looked up through a grid.
const FEW: usize = 24;

enum Shape {
    Box(Rect),
    Line(Path),
}

/// The trust boundaries of a diagram, quick to ask which of them a flow crosses.
pub struct Boundaries {
    shapes: Vec<(usize, Shape)>,
    grid: Option<Grid>,
}

impl Boundaries {
    /// Those of a diagram.
    pub fn of(diagram: &Diagram) -> Self {
        let shape = |form: &Form| match form {
            Form::BoundaryBox(rect) => Some(Shape::Box(*rect)),
            Form::BoundaryLine(line) => Some(Shape::Line(Path::new(line.curve()))),
            _ => None,
        };
        let shapes: Vec<(usize, Shape)> = diagram
            .elements
            .iter()
            .enumerate()
            .filter_map(|(i, e)| Some((i, shape(&e.form)?)))
            .collect();
        let bounds = |shape: &Shape| match shape {
            Shape::Box(rect) => *rect,
            Shape::Line(path) => path.bounds,
        };
        let grid = (shapes.len() > FEW)
            .then(|| Grid::new(shapes.iter().map(|(_, s)| bounds(s)).collect()));
        Self { shapes, grid }
    }

    /// Places of the crossed boundaries in the diagram, in order along the flow.
    pub fn crossed_by(&self, curve: Curve) -> Vec<usize> {
        let mut path = None;
        let mut crossed: Vec<(f64, usize)> = Vec::new();
        let mut try_one = |(place, shape): &(usize, Shape)| {
            let at = match shape {
                Shape::Box(rect) => curve.passes(*rect),
                Shape::Line(line) => path.get_or_insert_with(|| Path::new(curve)).meets(line),
            };
            crossed.extend(at.map(|at| (at, *place)));
        };
        match &self.grid {
            None => self.shapes.iter().for_each(&mut try_one),
            Some(grid) => {
                let near = grid.near(curve.bounds());
                near.into_iter()
                    .filter_map(|i| self.shapes.get(i))
                    .for_each(&mut try_one);
            }
        }
        crossed.put_in_order_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        crossed.into_iter().map(|(_, place)| place).collect()
    }
}

/// Rectangles by the squares of the plane they touch.
struct Grid {
    origin: Point,
    cell: (f64, f64),
    side: usize,
    cells: Vec<Vec<u32>>,
    /// Rectangles that cover many squares: asked always.
    wide: Vec<usize>,
}

/// A rectangle that covers more squares than this is wide.
const MANY: usize = 16;

impl Grid {
    fn new(rects: Vec<Rect>) -> Self {
        let all = rects
            .iter()
            .copied()
            .reduce(Rect::union)
            .unwrap_or_default();
        let side = ((rects.len() as f64).sqrt().ceil() as usize).clamp(1, 64);
        let step = |extent: f64| (extent / side as f64).max(1.0);
        let mut grid = Self {
            origin: Point::new(all.left, all.top),
            cell: (step(all.width), step(all.height)),
            side,
            cells: vec![Vec::new(); side * side],
            wide: Vec::new(),
        };
        for (i, rect) in rects.into_iter().enumerate() {
            let covered = grid.covered(rect);
            if covered.len() > MANY {
                grid.wide.push(i);
                continue;
            }
            for cell in covered {
                if let Some(cell) = grid.cells.get_mut(cell) {
                    cell.push(i as u32);
                }
            }
        }
        grid
    }

    fn covered(&self, rect: Rect) -> Vec<usize> {
        let place = |at: f64, from: f64, step: f64| {
            // Casting clamps what lies outside, and what is not a number, to the edge.
            (((at - from) / step) as usize).min(self.side - 1)
        };
        let columns = place(rect.left, self.origin.x, self.cell.0)
            ..=place(rect.right(), self.origin.x, self.cell.0);
        let rows = place(rect.top, self.origin.y, self.cell.1)
            ..=place(rect.bottom(), self.origin.y, self.cell.1);
        rows.flat_map(|row| columns.clone().map(move |column| row * self.side + column))
            .collect()
    }

    /// What may touch a rectangle, each once, in order.
    fn near(&self, rect: Rect) -> Vec<usize> {
        let cells = self.covered(rect);
        let mut found: Vec<usize> = cells
            .into_iter()
            .filter_map(|c| self.cells.get(c))
            .flatten()
            .map(|i| *i as usize)
            .chain(self.wide.iter().copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_finds_what_a_plain_search_finds() {
        let rects: Vec<Rect> = (0..200)
            .map(|i| {
                let i = f64::from(i);
                Rect::new(
                    (i * 37.0) % 900.0,
                    (i * 91.0) % 700.0,
                    10.0 + i % 60.0,
                    20.0 + i % 30.0,
                )
            })
            .collect();
        let grid = Grid::new(rects.clone());
        for probe in [
            Rect::new(5.0, 5.0, 300.0, 2.0),
            Rect::new(-50.0, -50.0, 2000.0, 2000.0),
            Rect::new(890.0, 0.0, 1.0, 1.0),
        ] {
            let near = grid.near(probe);
            for (i, rect) in rects.iter().enumerate() {
                assert!(!rect.touches(probe) || near.contains(&i), "{i} is missing");
            }
        }
    }
}
