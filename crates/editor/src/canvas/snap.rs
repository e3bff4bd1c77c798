//! What attracts things that are moved: the grid, and the edges and middles of neighbours.

use trustline_model::geometry::Rect;

/// Distance of grid lines in pixels of the plane.
pub const GRID: f64 = 10.0;
/// Neighbours attract from so many pixels of the screen.
const REACH: f64 = 6.0;

/// What attracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snap {
    /// The grid.
    pub grid: bool,
    /// Edges and middles of neighbours.
    pub neighbours: bool,
}

impl Default for Snap {
    fn default() -> Self {
        Self {
            grid: true,
            neighbours: true,
        }
    }
}

/// A line that shows what attracted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// Whether it stands upright.
    pub vertical: bool,
    /// Its place on the other axis.
    pub at: f64,
    /// From where to where it runs.
    pub span: (f64, f64),
}

/// The correction that makes a moved rectangle fit, with the guides to be shown.
pub fn fit(rect: Rect, others: &[Rect], snap: Snap, zoom: f64) -> (f64, f64, Vec<Guide>) {
    let mut guides = Vec::new();
    let reach = REACH / zoom;
    let mut axis = |vertical: bool| -> f64 {
        let edges = |r: &Rect| match vertical {
            true => [r.left, r.center().x, r.right()],
            false => [r.top, r.center().y, r.bottom()],
        };
        let across = |r: &Rect| match vertical {
            true => (r.top, r.bottom()),
            false => (r.left, r.right()),
        };
        let mut best: Option<(f64, f64, &Rect)> = None;
        if snap.neighbours {
            for other in others {
                for mine in edges(&rect) {
                    for theirs in edges(other) {
                        let off = theirs - mine;
                        if off.abs() <= reach && best.is_none_or(|(b, ..)| off.abs() < b.abs()) {
                            best = Some((off, theirs, other));
                        }
                    }
                }
            }
        }
        if let Some((off, at, other)) = best {
            let (a, b) = (across(&rect), across(other));
            guides.push(Guide {
                vertical,
                at,
                span: (a.0.min(b.0), a.1.max(b.1)),
            });
            return off;
        }
        if snap.grid {
            let at = if vertical { rect.left } else { rect.top };
            return (at / GRID).round() * GRID - at;
        }
        0.0
    };
    let (dx, dy) = (axis(true), axis(false));
    (dx.round(), dy.round(), guides)
}
