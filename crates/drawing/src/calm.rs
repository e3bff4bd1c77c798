//! Flows between shapes that have their places: how often they cross, and bends with which they
//! cross less often. The flows between two shapes keep together.

use crate::docking::{connect, over};
use std::collections::{HashMap, HashSet};
use trustline_model::geometry::{Path, Rect};
use trustline_model::{Element, ElementId, Line};

/// How far flows are bent aside, to either side.
const ASIDE: [f64; 9] = [0.0, 24.0, 48.0, 70.0, 110.0, 160.0, 230.0, 320.0, 420.0];
/// How often all flows are looked through.
const ROUNDS: usize = 3;

/// A flow that may be bent otherwise.
pub(crate) struct Docked<'a> {
    /// Which one it is.
    pub id: &'a ElementId,
    /// Its shapes, at their places.
    pub ends: (&'a Element, &'a Element),
    /// How far it lies beside the middle of all flows between the two.
    pub bend: f64,
    /// Where it runs.
    pub line: Line,
}

/// The flows between two shapes, whichever way they go.
struct Bundle<'a> {
    ends: (&'a ElementId, &'a ElementId),
    flows: Vec<Docked<'a>>,
    paths: Vec<Path>,
}

/// All flows of a diagram.
pub(crate) struct Flows<'a> {
    bundles: Vec<Bundle<'a>>,
    shapes: &'a [(ElementId, Rect)],
}

fn paths<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<Path> {
    lines.map(|l| Path::new(l.curve())).collect()
}

impl<'a> Flows<'a> {
    pub fn new(flows: Vec<Docked<'a>>, shapes: &'a [(ElementId, Rect)]) -> Self {
        let mut places: HashMap<(&ElementId, &ElementId), usize> = HashMap::new();
        let mut bundles: Vec<Bundle<'a>> = Vec::new();
        for flow in flows {
            let (a, b) = (&flow.ends.0.id, &flow.ends.1.id);
            if a == b {
                continue;
            }
            let ends = if a < b { (a, b) } else { (b, a) };
            let place = *places.entry(ends).or_insert(bundles.len());
            match bundles.get_mut(place) {
                Some(bundle) => bundle.flows.push(flow),
                None => bundles.push(Bundle {
                    ends,
                    flows: vec![flow],
                    paths: Vec::new(),
                }),
            }
        }
        for bundle in &mut bundles {
            bundle.paths = paths(bundle.flows.iter().map(|f| &f.line));
        }
        Self { bundles, shapes }
    }

    /// What speaks against all of it: crossings, shapes that flows run over, and flows that go
    /// one way only, and go back.
    pub fn cost(&self) -> usize {
        let of = |(n, bundle): (usize, &Bundle<'a>)| {
            let lines = bundle.flows.iter().map(|f| &f.line);
            let over: usize = lines.map(|l| over(l, self.shapes)).sum();
            let later = self.bundles.iter().skip(n + 1);
            let crossings: usize = later.map(|b| bundle.crossings(b, &bundle.paths)).sum();
            over + crossings + usize::from(bundle.goes_back())
        };
        self.bundles.iter().enumerate().map(of).sum()
    }

    /// Bends bundles that cross others to where they cross less, over no more shapes than before.
    pub fn calmed(&mut self) {
        for _ in 0..ROUNDS {
            let mut better = false;
            for n in 0..self.bundles.len() {
                if let Some((lines, paths)) = self.better(n)
                    && let Some(bundle) = self.bundles.get_mut(n)
                {
                    for (flow, line) in bundle.flows.iter_mut().zip(lines) {
                        flow.line = line;
                    }
                    bundle.paths = paths;
                    better = true;
                }
            }
            if !better {
                break;
            }
        }
    }

    fn better(&self, n: usize) -> Option<(Vec<Line>, Vec<Path>)> {
        let bundle = self.bundles.get(n)?;
        let crossings = |paths: &[Path]| -> usize {
            let others = self.bundles.iter().enumerate().filter(|(m, _)| *m != n);
            others.map(|(_, b)| bundle.crossings(b, paths)).sum()
        };
        let met = |lines: &[Line]| -> usize { lines.iter().map(|l| over(l, self.shapes)).sum() };
        let lines: Vec<Line> = bundle.flows.iter().map(|f| f.line.clone()).collect();
        let mut least = (met(&lines), crossings(&bundle.paths));
        if least == (0, 0) {
            return None;
        }
        let mut best = None;
        for aside in ASIDE.into_iter().flat_map(|far| [far, -far]) {
            let lines = bundle.bent(aside);
            let met = met(&lines);
            if met > least.0 {
                continue;
            }
            let paths = paths(lines.iter());
            let cost = (met, crossings(&paths));
            if cost < least {
                least = cost;
                best = Some((lines, paths));
            }
        }
        best
    }

    /// Where each flow runs.
    pub fn lines(self) -> HashMap<ElementId, Line> {
        let flows = self.bundles.into_iter().flat_map(|b| b.flows);
        flows.map(|f| (f.id.clone(), f.line)).collect()
    }
}

impl Bundle<'_> {
    /// How many flows of another bundle it crosses, were it on these paths; none where the two
    /// share a shape.
    fn crossings(&self, other: &Self, paths: &[Path]) -> usize {
        let ((a, b), (c, d)) = (self.ends, other.ends);
        if a == c || a == d || b == c || b == d {
            return 0;
        }
        let of = |path: &Path| {
            other
                .paths
                .iter()
                .filter(|o| path.meets(o).is_some())
                .count()
        };
        paths.iter().map(of).sum()
    }

    /// All of its flows so far to one side.
    fn bent(&self, aside: f64) -> Vec<Line> {
        let flows = self.flows.iter();
        flows
            .map(|f| {
                // The side of a flow that goes the other way is the other one.
                let forth = f.ends.0.id == *self.ends.0;
                let bend = f.bend + if forth { aside } else { -aside };
                connect(f.ends.0, f.ends.1, bend)
            })
            .collect()
    }

    fn goes_back(&self) -> bool {
        let sources: HashSet<&ElementId> = self.flows.iter().map(|f| &f.ends.0.id).collect();
        let left = |e: &Element| e.form.bounds().center().x;
        let first = self.flows.first().map(|f| f.ends);
        sources.len() == 1 && first.is_some_and(|(a, b)| left(b) < left(a))
    }
}
