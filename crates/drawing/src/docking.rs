//! Where flows dock on elements, and how they follow when those move.

use trustline_model::geometry::{Point, Rect};
use trustline_model::{Element, ElementId, End, Form, Line, Port};

/// The eight docking places of an element with the points they are at, on whole pixels.
pub fn ports(form: &Form) -> Vec<(Port, Point)> {
    let Some(rect) = form.rect().filter(|_| form.is_node()) else {
        return Vec::new();
    };
    Port::ALL
        .into_iter()
        .filter(|(port, _)| *port != Port::None)
        .map(|(port, _)| (port, at(form, rect, port)))
        .collect()
}

/// Which way a port looks: -1, 0 or 1 for each axis.
pub fn direction(port: Port) -> (f64, f64) {
    match port {
        Port::None => (0.0, 0.0),
        Port::North => (0.0, -1.0),
        Port::NorthEast => (1.0, -1.0),
        Port::East => (1.0, 0.0),
        Port::SouthEast => (1.0, 1.0),
        Port::South => (0.0, 1.0),
        Port::SouthWest => (-1.0, 1.0),
        Port::West => (-1.0, 0.0),
        Port::NorthWest => (-1.0, -1.0),
    }
}

fn at(form: &Form, rect: Rect, port: Port) -> Point {
    let (x, y) = direction(port);
    // On an ellipse the slanting ones lie where the outline is.
    let reach = match form {
        Form::Process(_) if x != 0.0 && y != 0.0 => std::f64::consts::FRAC_1_SQRT_2,
        _ => 1.0,
    };
    let c = rect.center();
    Point::new(
        (c.x + x * reach * rect.width / 2.0).round(),
        (c.y + y * reach * rect.height / 2.0).round(),
    )
}

/// An end attached to an element, at the place nearest to a point.
pub fn attach(element: &Element, near: Point) -> End {
    let nearest = ports(&element.form)
        .into_iter()
        .min_by(|(_, a), (_, b)| a.distance(near).total_cmp(&b.distance(near)));
    let (port, point) = nearest.unwrap_or((Port::None, near));
    End {
        point,
        element: Some(element.id.clone()),
        port,
    }
}

/// An end attached to nothing.
pub fn dangling(point: Point) -> End {
    End {
        point: Point::new(point.x.round(), point.y.round()),
        element: None,
        port: Port::None,
    }
}

/// A flow from one element to another by the shortest way, its middle moved aside by `bend`.
pub fn connect(from: &Element, to: &Element, bend: f64) -> Line {
    if from.id == to.id {
        return loop_at(from);
    }
    let (a, b) = (from.form.bounds().center(), to.form.bounds().center());
    // Of the four main sides, those that face one another.
    let main = |e: &Element, toward: Point| {
        let sides = [Port::North, Port::East, Port::South, Port::West];
        let of_sides = ports(&e.form)
            .into_iter()
            .filter(|(p, _)| sides.contains(p));
        let (port, point) = of_sides
            .min_by(|(_, p), (_, q)| p.distance(toward).total_cmp(&q.distance(toward)))
            .unwrap_or((Port::None, e.form.bounds().center()));
        End {
            point,
            element: Some(e.id.clone()),
            port,
        }
    };
    let (source, target) = (main(from, b), main(to, a));
    let middle = source.point.middle(target.point);
    let (dx, dy) = (
        target.point.x - source.point.x,
        target.point.y - source.point.y,
    );
    let length = dx.hypot(dy).max(1.0);
    let handle = Point::new(
        (middle.x - dy / length * bend).round(),
        (middle.y + dx / length * bend).round(),
    );
    Line {
        source,
        target,
        handle,
    }
}

/// The same, bent aside further where it would run over shapes that lie between.
pub fn connect_clear(
    from: &Element,
    to: &Element,
    bend: f64,
    shapes: &[(ElementId, Rect)],
) -> Line {
    let straight = connect(from, to, bend);
    if from.id == to.id {
        return straight;
    }
    let mut best = (over(&straight, shapes), straight);
    for further in [70.0, 110.0, 160.0, 230.0, 320.0] {
        for side in [1.0, -1.0] {
            if best.0 == 0 {
                return best.1;
            }
            let line = connect(from, to, bend + side * further);
            let met = over(&line, shapes);
            if met < best.0 {
                best = (met, line);
            }
        }
    }
    best.1
}

/// How many shapes a flow runs over, those at its ends left out.
pub(crate) fn over(line: &Line, shapes: &[(ElementId, Rect)]) -> usize {
    let curve = line.curve();
    let (bounds, points) = (curve.bounds(), curve.polyline());
    let met = shapes.iter().filter(|(id, rect)| {
        let near = rect.grown(6.0);
        line.source.element.as_ref() != Some(id)
            && line.target.element.as_ref() != Some(id)
            && bounds.touches(near)
            && points.iter().any(|p| near.contains(*p))
    });
    met.count()
}

fn loop_at(element: &Element) -> Line {
    let rect = element.form.bounds();
    let side = |wanted: Port| {
        let found = ports(&element.form).into_iter().find(|(p, _)| *p == wanted);
        End {
            point: found.map_or(rect.center(), |(_, p)| p),
            element: Some(element.id.clone()),
            port: wanted,
        }
    };
    Line {
        source: side(Port::North),
        target: side(Port::East),
        handle: Point::new(rect.right() + 40.0, rect.top - 40.0),
    }
}

/// The middle of two points on whole pixels; the same for the same points, so that going there
/// and back gives the same handle.
fn middle(a: Point, b: Point) -> Point {
    Point::new(((a.x + b.x) / 2.0).floor(), ((a.y + b.y) / 2.0).floor())
}

/// Moves the ends of a line; its bend stays as it is in relation to them.
pub fn move_ends(line: &Line, source: Point, target: Point) -> Line {
    let before = middle(line.source.point, line.target.point);
    let after = middle(source, target);
    let mut moved = line.clone();
    moved.source.point = source;
    moved.target.point = target;
    moved.handle = Point::new(
        line.handle.x + after.x - before.x,
        line.handle.y + after.y - before.y,
    );
    moved
}

/// The element moved by a distance.
pub fn moved(element: &Element, dx: f64, dy: f64) -> Element {
    let mut element = element.clone();
    let by = |p: Point| Point::new(p.x + dx, p.y + dy);
    if let Some(rect) = element.form.rect_mut() {
        rect.left += dx;
        rect.top += dy;
    }
    if let Some(line) = element.form.line_mut() {
        line.source.point = by(line.source.point);
        line.target.point = by(line.target.point);
        line.handle = by(line.handle);
    }
    element
}

/// A flow whose attached ends follow their elements from old rectangles to new ones. `None`
/// where nothing changes.
pub fn followed(
    flow: &Element,
    rects: &dyn Fn(&ElementId) -> Option<(Rect, Rect)>,
) -> Option<Element> {
    let line = flow.form.line()?;
    let follow = |end: &End| {
        let Some((old, new)) = end.element.as_ref().and_then(rects) else {
            return end.point;
        };
        let part = |p: f64, from: f64, size: f64, to: f64, new_size: f64| {
            if size == new_size || size == 0.0 {
                return p + to - from;
            }
            (to + (p - from) / size * new_size).round()
        };
        Point::new(
            part(end.point.x, old.left, old.width, new.left, new.width),
            part(end.point.y, old.top, old.height, new.top, new.height),
        )
    };
    let (source, target) = (follow(&line.source), follow(&line.target));
    if source == line.source.point && target == line.target.point {
        return None;
    }
    let line = move_ends(line, source, target);
    let mut flow = flow.clone();
    *flow.form.line_mut()? = line;
    Some(flow)
}
