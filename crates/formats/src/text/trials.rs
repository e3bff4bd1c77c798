//! The section `tests`: small interactions with what must and must not appear.

use super::fields::{Fields, list, scalar, texts};
use super::read::Page;
use super::words::glossary;
use super::yaml::{Node, Value};
use crate::ReadError;
use trustline_model::diagnostic::nearest;
use trustline_model::{
    KnowledgeBase, Representation, Side, Situation, StencilId, ThreatTypeId, Trial,
};
use trustline_rule::Glossary;

/// The tests in some files.
pub fn trials(pages: &[Page], kb: &KnowledgeBase) -> Result<Vec<Trial>, ReadError> {
    let reader = Reader {
        kb,
        glossary: glossary(kb),
    };
    let mut found = Vec::new();
    for page in pages {
        let Some(node) = page.root.get("tests") else {
            continue;
        };
        let read = || -> Result<Vec<Trial>, ReadError> {
            let items = list(node, "tests")?.iter();
            items.map(|node| reader.trial(node, &page.path)).collect()
        };
        found.extend(read().map_err(|e| e.in_file(&page.path))?);
    }
    Ok(found)
}

struct Reader<'a> {
    kb: &'a KnowledgeBase,
    glossary: Glossary,
}

impl Reader<'_> {
    fn trial(&self, node: &Node, path: &str) -> Result<Trial, ReadError> {
        let fields = Fields::of(node, "a test")?;
        let generic = |representation: Representation| Side {
            stencil: self.generic(&representation),
            values: Vec::new(),
        };
        let empty = Situation {
            source: generic(Representation::Ellipse),
            target: generic(Representation::Ellipse),
            flow: generic(Representation::Line),
            crosses: Vec::new(),
        };
        let situation = self.situation(&fields, &empty)?;
        let mut off_when = Vec::new();
        for node in fields.list("off-when")? {
            let change = Fields::of(node, "a change")?;
            let changed = self.situation(&change, &situation)?;
            change.done()?;
            if changed == situation {
                return Err(node.refuse("this changes nothing"));
            }
            off_when.push((node.place.0, changed));
        }
        let trial = Trial {
            name: fields.text("name")?.unwrap_or_default(),
            place: (path.to_owned(), node.place.0, node.place.1),
            fires: self.threats(fields.list("fires")?)?,
            silent: self.threats(fields.list("silent")?)?,
            only: fields.flag("only")?.unwrap_or(false),
            situation,
            off_when,
        };
        fields.done()?;
        if trial.fires.is_empty() && trial.silent.is_empty() && !trial.only {
            return Err(node.refuse("this test expects nothing: add `fires`, `silent` or `only`"));
        }
        if trial.fires.is_empty() && !trial.off_when.is_empty() {
            return Err(node.refuse("`off-when` switches `fires` off, and there is none"));
        }
        Ok(trial)
    }

    /// The first generic stencil that is drawn so.
    fn generic(&self, representation: &Representation) -> StencilId {
        let mut generic = self.kb.stencils.iter().filter(|s| s.generic);
        generic
            .find(|s| s.representation == *representation)
            .map(|s| s.id.clone())
            .unwrap_or_default()
    }

    fn situation(&self, fields: &Fields<'_>, before: &Situation) -> Result<Situation, ReadError> {
        let side = |key: &'static str, before: &Side| match fields.node(key) {
            None => Ok(before.clone()),
            Some(node) => self.side(node, before),
        };
        let crosses = match fields.node("crosses") {
            None => before.crosses.clone(),
            Some(node) => {
                let all = list(node, "crosses")?.iter().map(|n| self.boundary(n));
                all.collect::<Result<_, _>>()?
            }
        };
        Ok(Situation {
            source: side("source", &before.source)?,
            target: side("target", &before.target)?,
            flow: side("flow", &before.flow)?,
            crosses,
        })
    }

    fn side(&self, node: &Node, before: &Side) -> Result<Side, ReadError> {
        let Value::Map(entries) = &node.value else {
            return Ok(Side {
                stencil: self.stencil(node)?,
                ..before.clone()
            });
        };
        let mut side = before.clone();
        if let Some(node) = node.get("type") {
            side.stencil = self.stencil(node)?;
        }
        for (key, value) in entries {
            let label = key.text().unwrap_or("");
            if label == "type" {
                continue;
            }
            let attributes = self.kb.attributes(&side.stencil);
            let named = |text: &str| text == label;
            let found = attributes
                .iter()
                .find(|(_, a)| named(&a.label))
                .or_else(|| attributes.iter().find(|(_, a)| named(&a.name)));
            let Some((_, attribute)) = found else {
                let labels = attributes.iter().map(|(_, a)| a.label.as_str());
                let near = nearest(label, labels).map(|n| format!(": did you mean `{n}`?"));
                let near = near.unwrap_or_default();
                return Err(key.refuse(format!("this stencil has no attribute `{label}`{near}")));
            };
            let text = scalar(value, label)?;
            if !attribute.choices.contains(&text) {
                let known: Vec<String> =
                    attribute.choices.iter().map(|c| format!("`{c}`")).collect();
                return Err(value.refuse(format!(
                    "`{label}` has no value `{text}`: it has {}",
                    known.join(", ")
                )));
            }
            side.values.retain(|(name, _)| *name != attribute.name);
            side.values.push((attribute.name.clone(), text));
        }
        Ok(side)
    }

    fn boundary(&self, node: &Node) -> Result<StencilId, ReadError> {
        use Representation::{BorderBoundary, LineBoundary};
        let id = self.stencil(node)?;
        match self.kb.representation(&id) {
            Some(LineBoundary | BorderBoundary) => Ok(id),
            _ => Err(node.refuse("only boundaries can be crossed, and this is not one")),
        }
    }

    fn stencil(&self, node: &Node) -> Result<StencilId, ReadError> {
        let text = scalar(node, "a stencil")?;
        if let Ok(id) = self.glossary.kind_named(&text) {
            return Ok(id.into());
        }
        let id = StencilId::from(text.as_str());
        if self.kb.stencil(&id).is_some() {
            return Ok(id);
        }
        let names = self.kb.stencils.iter().map(|s| s.name.as_str());
        let near = nearest(&text, names).map(|n| format!(": did you mean `{n}`?"));
        let near = near.unwrap_or_default();
        Err(node.refuse(format!("no stencil is called `{text}`{near}")))
    }

    fn threats(&self, nodes: &[Node]) -> Result<Vec<ThreatTypeId>, ReadError> {
        let names = texts(nodes, "a threat type")?;
        let one = |(name, node): (String, &Node)| {
            let id = ThreatTypeId::from(name.as_str());
            if self.kb.threat_type(&id).is_some() {
                return Ok(id);
            }
            let mut titled = self.kb.threat_types.iter().filter(|t| t.title == name);
            match (titled.next(), titled.next()) {
                (Some(only), None) => Ok(only.id.clone()),
                _ => Err(node.refuse(format!("no threat type has the id or title `{name}`"))),
            }
        };
        names.into_iter().zip(nodes).map(one).collect()
    }
}
