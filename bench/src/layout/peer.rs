//! What the peers share: how a program is asked, and which box holds what.

use super::edges::boxes;
use std::collections::HashMap;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, Element};

/// What a program answers to a text. `None` where there is no such program.
pub fn answer(mut program: Command, text: &str) -> Option<Output> {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    // It reads everything before it writes anything; what is dropped here is closed.
    child.stdin.take()?.write_all(text.as_bytes()).ok()?;
    child.wait_with_output().ok()
}

/// The elements of a diagram in its boxes, and boxes in boxes: what stands in none. Each is made from
/// its number, boxes of what they hold.
pub fn nested<T>(
    diagram: &Diagram,
    node: impl Fn(usize, &Element, Rect) -> T,
    group: impl Fn(usize, Vec<T>) -> T,
) -> Vec<T> {
    let mut order: Vec<_> = boxes(diagram).map(|(_, rect)| rect).collect();
    // Small ones first: the first that holds something is the nearest around it.
    order.sort_by(|a, b| (a.width * a.height).total_cmp(&(b.width * b.height)));
    let mut inside: HashMap<Option<usize>, Vec<T>> = HashMap::new();
    let holder = |rect: Rect, from: usize| {
        let mut around = order.iter().enumerate().skip(from);
        let holds = around.find(|(_, b)| b.contains(rect.center()));
        holds.map(|(n, _)| n)
    };
    for (n, element) in diagram.elements.iter().enumerate() {
        if element.form.is_node() {
            let rect = element.form.bounds();
            let node = node(n, element, rect);
            inside.entry(holder(rect, 0)).or_default().push(node);
        }
    }
    for (n, rect) in order.iter().enumerate() {
        let group = group(n, inside.remove(&Some(n)).unwrap_or_default());
        inside.entry(holder(*rect, n + 1)).or_default().push(group);
    }
    inside.remove(&None).unwrap_or_default()
}
