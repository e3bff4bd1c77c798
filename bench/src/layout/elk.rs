//! The other peer: ELK's layered layout, by `elkjs` under Node. The chore fetches it; neither need be
//! there.

use super::edges::{Edge, pairs};
use super::measures::Laid;
use super::peer::{answer, nested};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use trustline_model::Diagram;
use trustline_model::geometry::{Point, Rect};

/// Reads a graph, lays it out and writes it.
const SCRIPT: &str = "const ELK = require(process.argv[1]); const chunks = []; \
    process.stdin.on('data', c => chunks.push(c)).on('end', () => new ELK() \
    .layout(JSON.parse(Buffer.concat(chunks).toString())) \
    .then(g => process.stdout.write(JSON.stringify(g))));";

fn package() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.join("../target/elk/node_modules/elkjs")
}

/// What it calls itself. `None` where it is not there.
pub fn version() -> Option<String> {
    let text = std::fs::read_to_string(package().join("package.json")).ok()?;
    let about: Value = serde_json::from_str(&text).ok()?;
    Some(format!("elkjs {}", about["version"].as_str()?))
}

/// Where it puts elements of the same sizes, and lets the edge of each pair run.
pub fn laid(diagram: &Diagram) -> Option<Laid> {
    let mut node = Command::new("node");
    node.args(["-e", SCRIPT]).arg(package());
    let output = answer(node, &graph(diagram).to_string())?;
    let graph: Value = serde_json::from_slice(&output.stdout).ok()?;
    let mut nodes = Vec::new();
    collect(&graph, &mut nodes);
    let ends: Vec<(usize, usize)> = pairs(diagram).into_iter().map(|(_, ends)| ends).collect();
    let edges: Option<Vec<Edge>> = graph["edges"]
        .as_array()?
        .iter()
        .zip(ends)
        .map(|(edge, ends)| {
            let mut points = Vec::new();
            for section in edge["sections"].as_array()? {
                points.push(point(&section["startPoint"])?);
                for bend in section["bendPoints"].as_array().into_iter().flatten() {
                    points.push(point(bend)?);
                }
                points.push(point(&section["endPoint"])?);
            }
            Some(Edge { ends, points })
        })
        .collect();
    Some(Laid {
        nodes,
        edges: edges?,
    })
}

fn point(value: &Value) -> Option<Point> {
    Some(Point::new(value["x"].as_f64()?, value["y"].as_f64()?))
}

/// The elements of a graph, boxes left out.
fn collect(graph: &Value, nodes: &mut Vec<Rect>) {
    for child in graph["children"].as_array().into_iter().flatten() {
        let number = |name: &str| child[name].as_f64().unwrap_or(0.0);
        if child["id"].as_str().is_some_and(|id| id.starts_with('n')) {
            let (x, y) = (number("x"), number("y"));
            nodes.push(Rect::new(x, y, number("width"), number("height")));
        }
        collect(child, nodes);
    }
}

/// The diagram as ELK reads it: elements are numbered, boxes hold them and one another.
fn graph(diagram: &Diagram) -> Value {
    let children = nested(
        diagram,
        |n, _, rect| json!({ "id": format!("n{n}"), "width": rect.width, "height": rect.height }),
        |n, held| {
            let padding = json!({ "elk.padding": "[top=40,left=30,bottom=30,right=30]" });
            json!({ "id": format!("b{n}"), "children": held, "layoutOptions": padding })
        },
    );
    let edges = pairs(diagram).into_iter().enumerate().map(|(i, (_, (a, b)))| {
        json!({ "id": format!("e{i}"), "sources": [format!("n{a}")], "targets": [format!("n{b}")] })
    });
    let edges: Vec<Value> = edges.collect();
    json!({
        "id": "root",
        "layoutOptions": {
            "elk.algorithm": "layered",
            "elk.direction": "RIGHT",
            "elk.hierarchyHandling": "INCLUDE_CHILDREN",
            "elk.aspectRatio": "1.6",
            "elk.spacing.nodeNode": "60",
            "elk.layered.spacing.nodeNodeBetweenLayers": "120",
            "elk.json.shapeCoords": "ROOT",
            "elk.json.edgeCoords": "ROOT",
        },
        "children": children,
        "edges": edges,
    })
}
