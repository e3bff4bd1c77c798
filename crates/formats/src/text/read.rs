//! Sections in the text form to a template.

use super::fields::{Fields, list, scalar, texts};
use super::words::*;
use super::yaml::{Node, Value};
use crate::ReadError;
use crate::ground::bytes::place_in;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::{HashMap, VecDeque};
use trustline_model::diagnostic::nearest;
use trustline_model::{
    Attribute, Constraint, Diagnostic, KnowledgeBase, Manifest, Place, Severity, Stencil,
    StencilId, ThreatCategory, ThreatProperty, ThreatType, ThreatTypeId, threat_property as field,
};
use trustline_rule::{Glossary, Rule, internal};

/// The sections that stand at the outside of a file.
const SECTIONS: [&str; 8] = [
    "template",
    "threat-properties",
    "categories",
    "stencils",
    "threats",
    "images",
    "order",
    "tests",
];

/// A file of the text form, parsed.
pub struct Page {
    pub path: String,
    pub text: String,
    pub root: Node,
}

/// Whether a document looks like a part of a template at all.
pub fn is_template(root: &Node) -> bool {
    root.entries()
        .iter()
        .any(|(key, _)| key.text().is_some_and(|k| SECTIONS.contains(&k)))
}

/// A section whose name is nearly one of ours: it would be left aside without a word.
pub fn misspelt(root: &Node) -> Option<ReadError> {
    if is_template(root) {
        return None;
    }
    root.entries().iter().find_map(|(key, _)| {
        let name = key.text()?;
        let near = nearest(name, SECTIONS)?;
        Some(key.refuse(format!("unknown key `{name}`: did you mean `{near}`?")))
    })
}

/// The template in some files, with pictures by the names that stencils use.
pub fn read(
    pages: &[Page],
    pictures: &[(String, Vec<u8>)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<KnowledgeBase, ReadError> {
    for page in pages {
        let fields = Fields::of(&page.root, "the sections of a template");
        let checked = fields.and_then(|fields| {
            for section in SECTIONS {
                fields.node(section);
            }
            fields.done()
        });
        checked.map_err(|e| e.in_file(&page.path))?;
    }
    let mut reader = Reader {
        kb: KnowledgeBase {
            priority_used: true,
            status_used: true,
            ..KnowledgeBase::default()
        },
        bare: false,
        glossary: Glossary::default(),
        categories: Glossary::default(),
        pictures: Vec::new(),
        files: pictures,
        here: None,
        diagnostics,
    };
    reader.head(pages)?;
    reader.each(pages, "categories", |r, node| r.category(node))?;
    if !pages
        .iter()
        .any(|p| p.root.get("threat-properties").is_some())
    {
        reader.kb.threat_properties = usual_properties(&reader.kb.categories);
    }
    reader.categories = categories(&reader.kb.categories);
    reader.stencils(pages)?;
    reader.glossary = glossary(&reader.kb);
    reader.each(pages, "threats", |r, node| r.threat(node))?;
    reader.order(pages)?;
    let (generic, derived): (Vec<Stencil>, Vec<Stencil>) =
        reader.kb.stencils.into_iter().partition(|s| s.generic);
    reader.kb.stencils = generic.into_iter().chain(derived).collect();
    Ok(reader.kb)
}

struct Reader<'a> {
    kb: KnowledgeBase,
    bare: bool,
    glossary: Glossary,
    categories: Glossary,
    /// Pictures that stand in the text, in base64.
    pictures: Vec<(String, String)>,
    files: &'a [(String, Vec<u8>)],
    /// The file that is being read.
    here: Option<&'a Page>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// What an attribute left open until all stencils are known.
enum Open {
    /// Whether it repeats one from above.
    Inherited,
    /// All but the label: it repeats one from above.
    Repeated((usize, usize), String),
}

impl<'a> Reader<'a> {
    /// Runs something on every item of a section, in all files.
    fn each(
        &mut self,
        pages: &'a [Page],
        section: &'static str,
        mut run: impl FnMut(&mut Self, &Node) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        for page in pages {
            let Some(node) = page.root.get(section) else {
                continue;
            };
            self.here = Some(page);
            let items = list(node, section).map_err(|e| e.in_file(&page.path))?;
            for item in items {
                run(self, item).map_err(|e| e.in_file(&page.path))?;
            }
        }
        Ok(())
    }

    fn head(&mut self, pages: &'a [Page]) -> Result<(), ReadError> {
        let mut heads = pages
            .iter()
            .filter_map(|p| Some((p, p.root.get("template")?)));
        let Some((page, node)) = heads.next() else {
            let path = pages.first().map_or("", |p| p.path.as_str());
            return Err(ReadError::NoManifest.in_file(path));
        };
        if let Some((other, node)) = heads.next() {
            let message = format!("the section `template` is already in `{}`", page.path);
            return Err(node.refuse(message).in_file(&other.path));
        }
        self.manifest(node).map_err(|e| e.in_file(&page.path))?;
        self.each(pages, "threat-properties", |r, node| {
            let property = threat_property(node)?;
            r.kb.threat_properties.push(property);
            Ok(())
        })?;
        for page in pages {
            let images = page.root.get("images").map_or(&[][..], Node::entries);
            for (key, value) in images {
                let text = scalar(value, "images").map_err(|e| e.in_file(&page.path))?;
                let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                let name = key.text().unwrap_or("").to_owned();
                self.pictures.push((name, packed));
            }
        }
        Ok(())
    }

    fn manifest(&mut self, node: &Node) -> Result<(), ReadError> {
        let fields = Fields::of(node, "name, id, version and author")?;
        self.kb.manifest = Manifest {
            name: fields.needed("name")?,
            id: fields.needed("id")?,
            version: fields.needed("version")?,
            author: fields.text("author")?.unwrap_or_default(),
        };
        self.kb.priority_used = fields.flag("priority-used")?.unwrap_or(true);
        self.kb.status_used = fields.flag("status-used")?.unwrap_or(true);
        self.bare = fields.flag("bare-attributes")?.unwrap_or(false);
        fields.done()
    }

    fn category(&mut self, node: &Node) -> Result<(), ReadError> {
        let fields = Fields::of(node, "a category")?;
        let name = fields.needed("name")?;
        self.kb.categories.push(ThreatCategory {
            id: fields.text("id")?.unwrap_or_else(|| name.clone()),
            name,
            short: fields.text("short")?.unwrap_or_default(),
            long: fields.text("long")?.unwrap_or_default(),
        });
        fields.done()
    }

    fn stencils(&mut self, pages: &[Page]) -> Result<(), ReadError> {
        let mut open = Vec::new();
        let mut parents: Vec<Option<&Node>> = Vec::new();
        for page in pages {
            let Some(section) = page.root.get("stencils") else {
                continue;
            };
            let in_file = |e: ReadError| e.in_file(&page.path);
            for node in list(section, "stencils").map_err(in_file)? {
                self.stencil(node, &mut open).map_err(in_file)?;
                parents.push(node.get("parent"));
            }
        }
        let names = Glossary::new(
            self.kb
                .stencils
                .iter()
                .map(|s| (s.id.as_str(), s.name.as_str())),
            std::iter::empty(),
        );
        for (stencil, parent) in self.kb.stencils.iter_mut().zip(parents) {
            if let Some(parent) = parent {
                stencil.parent = reference(parent, &names)?.into();
            }
        }
        self.close(open)
    }

    fn stencil(
        &mut self,
        node: &Node,
        open: &mut Vec<((usize, usize), Open)>,
    ) -> Result<(), ReadError> {
        let fields = Fields::of(node, "a stencil")?;
        let name = fields.needed("name")?;
        let generic = fields.flag("generic")?.unwrap_or(false);
        if fields.node("parent").is_none() && !generic {
            return Err(node.refuse(format!(
                "stencil `{name}` needs a `parent`, or `generic: true`"
            )));
        }
        let shape = fields
            .text("shape")?
            .unwrap_or_else(|| "as its parent".into());
        let representation = SHAPES.iter().find(|(word, _)| *word == shape);
        let image = match fields.node("image") {
            Some(node) => Some(self.image(node)?),
            None => None,
        };
        let usual = image.is_some().then_some(CENTRED);
        let at = self.kb.stencils.len();
        let mut attributes = Vec::new();
        for (i, node) in fields.list("attributes")?.iter().enumerate() {
            let (attribute, left) = self.attribute(node)?;
            attributes.push(attribute);
            open.extend(left.map(|left| ((at, i), left)));
        }
        let constraints = match fields.node("constraints") {
            None => None,
            Some(node) => {
                let all = list(node, "constraints")?.iter().map(constraint);
                Some(all.collect::<Result<_, _>>()?)
            }
        };
        let mut stencil = Stencil {
            id: fields.needed("id")?.into(),
            name,
            description: String::new(),
            parent: ROOT.into(),
            generic,
            representation: match representation {
                Some((_, known)) => known.clone(),
                None => shape.as_str().into(),
            },
            image,
            image_location: fields.optional("image-location", usual)?,
            hidden: fields.flag("hidden")?.unwrap_or(false),
            attributes,
            constraints,
            stroke_dashes: fields.optional("stroke-dashes", None)?,
            stroke_thickness: fields.optional("stroke-thickness", None)?,
            behavior: fields.optional("behavior", None)?,
            shape: fields.optional("outline", None)?,
        };
        let described = fields.text("description")?.unwrap_or_default();
        let names = texts(fields.list("also-called")?, "also-called")?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        stencil.describe(&described, &names);
        if !names.is_empty() && stencil.also_called() != names {
            let node = fields.node("also-called").unwrap_or(node);
            return Err(node.refuse("the names in `also-called` are short texts without commas"));
        }
        fields.done()?;
        self.kb.stencils.push(stencil);
        Ok(())
    }

    fn image(&self, node: &Node) -> Result<String, ReadError> {
        if let Value::Map(_) = node.value {
            let fields = Fields::of(node, "a picture")?;
            let text = fields.needed("base64")?;
            fields.done()?;
            return Ok(text);
        }
        let name = scalar(node, "image")?;
        if let Some((_, packed)) = self.pictures.iter().find(|(n, _)| *n == name) {
            return Ok(packed.clone());
        }
        if let Some((_, bytes)) = self.files.iter().find(|(path, _)| *path == name) {
            return Ok(STANDARD.encode(bytes));
        }
        Err(node.refuse(format!(
            "no picture `{name}` under `images`, nor among the files of a template in a folder"
        )))
    }

    fn attribute(&self, node: &Node) -> Result<(Attribute, Option<Open>), ReadError> {
        if let Value::Text(label) = &node.value {
            let attribute = Attribute {
                label: label.clone(),
                // Known to be a repetition: not what others repeat.
                inherited: Some(true),
                ..Attribute::default()
            };
            let open = Open::Repeated(node.place, label.clone());
            return Ok((attribute, Some(open)));
        }
        let fields = Fields::of(node, "an attribute")?;
        let label = fields.needed("label")?;
        let name = fields.text("name")?;
        let name = name.unwrap_or_else(|| attribute_name(&label));
        let fixed = fields.flag("fixed")?.unwrap_or(false);
        let mode = fields.text("mode")?;
        let usual_id = (!self.bare).then(|| attribute_id(&name));
        let said = fields.node("inherited").map(|n| &n.value);
        let inherited = match said {
            None | Some(Value::Nothing) => None,
            Some(_) => fields.flag("inherited")?,
        };
        let attribute = Attribute {
            id: fields.optional("id", usual_id.as_deref())?,
            mode: mode.unwrap_or_else(|| if fixed { STATIC } else { DYNAMIC }.into()),
            kind: fields.text("type")?.unwrap_or_else(|| LIST.into()),
            inheritance: fields
                .text("inheritance")?
                .unwrap_or_else(|| VIRTUAL.into()),
            choices: texts(fields.list("values")?, "values")?,
            inherited,
            overridden: fields.flag("overridden")?,
            name,
            label,
        };
        fields.done()?;
        let open = (said.is_none() && !self.bare).then_some(Open::Inherited);
        Ok((attribute, open))
    }

    /// Fills in what attributes left open, now that all stencils are known.
    fn close(&mut self, open: Vec<((usize, usize), Open)>) -> Result<(), ReadError> {
        let mut marks = Vec::new();
        for (at, left) in &open {
            let Some((parent, attribute)) = self.at(*at) else {
                continue;
            };
            if let Open::Inherited = left {
                marks.push((*at, is_above(&self.kb, &parent, &attribute.name)));
            }
        }
        for (at, above) in marks {
            if let Some(attribute) = self.at_mut(at) {
                attribute.inherited = Some(above);
            }
        }
        for (at, left) in open {
            let Open::Repeated((line, column), label) = left else {
                continue;
            };
            let Some((parent, _)) = self.at(at) else {
                continue;
            };
            match repeated(&self.kb, &parent, &label, self.bare) {
                Some(found) => {
                    if let Some(attribute) = self.at_mut(at) {
                        *attribute = found;
                    }
                }
                None => {
                    return Err(ReadError::Template {
                        message: format!("no stencil above has the attribute `{label}`"),
                        line,
                        column,
                        file: String::new(),
                    });
                }
            }
        }
        Ok(())
    }

    fn at(&self, (stencil, attribute): (usize, usize)) -> Option<(StencilId, &Attribute)> {
        let stencil = self.kb.stencils.get(stencil)?;
        Some((stencil.parent.clone(), stencil.attributes.get(attribute)?))
    }

    fn at_mut(&mut self, (stencil, attribute): (usize, usize)) -> Option<&mut Attribute> {
        self.kb
            .stencils
            .get_mut(stencil)?
            .attributes
            .get_mut(attribute)
    }

    fn threat(&mut self, node: &Node) -> Result<(), ReadError> {
        let fields = Fields::of(node, "a threat type")?;
        let mut threat = ThreatType {
            title: fields.needed("title")?,
            id: fields.needed("id")?.into(),
            related_category: fields.optional("related-category", None)?,
            description: fields.text("description")?.unwrap_or_default(),
            ..ThreatType::default()
        };
        if let Some(node) = fields.node("category") {
            threat.category = reference(node, &self.categories)?;
        }
        if let Some(node) = fields.node("include") {
            threat.include = self.rule(node, &threat.id)?;
        }
        if let Some(node) = fields.node("exclude") {
            threat.exclude = self.rule(node, &threat.id)?;
        }
        let priority = match fields.node("priority") {
            None => None,
            Some(node) => Some(said(node)?),
        };
        let properties = fields.node("properties");
        fields.done()?;
        threat.properties = match properties {
            Some(node) if matches!(node.value, Value::List(_)) => {
                let all = node.items().iter().map(threat_property);
                all.collect::<Result<_, _>>()?
            }
            properties => {
                let mut all = Vec::new();
                all.extend(priority.map(|said| (field::PRIORITY.to_owned(), said)));
                for (key, value) in properties.map_or(&[][..], Node::entries) {
                    all.push((self.property_name(key)?, said(value)?));
                }
                threat_properties(&self.kb, &threat, &all)
            }
        };
        self.kb.threat_types.push(threat);
        Ok(())
    }

    /// A rule with ids. What is wrong with it is said, in its own words and at its place; it stays as
    /// it is then.
    fn rule(&mut self, node: &Node, threat: &ThreatTypeId) -> Result<String, ReadError> {
        if let Value::Map(_) = node.value {
            let fields = Fields::of(node, "a rule")?;
            let text = fields.needed("as-is")?;
            fields.done()?;
            if let Err(error) = Rule::parse(&text) {
                let message = format!("a rule of threat type `{threat}`: {}", error.message);
                let help = "this threat type never fires; all others do".to_owned();
                self.say("rule-does-not-parse", message, (node, "", 0), help);
            }
            return Ok(text);
        }
        let text = scalar(node, "a rule")?;
        match internal(&text, &self.glossary) {
            Ok(spelt) => {
                if let Err(error) = Rule::parse(&spelt.text) {
                    let at = spelt.place(&error.span).start;
                    let message = spelt.in_words(&error.message, &text);
                    let message = format!("a rule of threat type `{threat}`: {message}");
                    let help = "this threat type never fires; all others do".to_owned();
                    self.say("rule-does-not-parse", message, (node, &text, at), help);
                }
                Ok(spelt.text)
            }
            Err(error) => {
                let name = text.get(error.span.clone()).unwrap_or("");
                let name = name.trim_matches(['[', ']']);
                let known = self.kb.stencils.iter().flat_map(|s| {
                    let labels = s.attributes.iter().map(|a| a.label.as_str());
                    labels.chain([s.name.as_str()])
                });
                let help = match nearest(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "until then this threat type never fires".to_owned(),
                };
                let at = (node, text.as_str(), error.span.start);
                self.say("unknown-name-in-rule", error.message, at, help);
                Ok(text)
            }
        }
    }

    /// Says what is wrong so many bytes after the beginning of a scalar's text.
    fn say(
        &mut self,
        code: &'static str,
        message: String,
        (node, text, at): (&Node, &str, usize),
        help: String,
    ) {
        let place = self.here.and_then(|page| {
            let at = byte_in(&page.text, node, text, at)?;
            Some(place_in(&page.text, at))
        });
        let (line, column) = place.unwrap_or(node.place);
        let message = match self.here.map_or("", |page| page.path.as_str()) {
            "" => message,
            file => format!("`{file}`: {message}"),
        };
        let diagnostic = Diagnostic::new(code, Severity::Error, message);
        let diagnostic = diagnostic.at(Place::Text { line, column }).help(help);
        self.diagnostics.push(diagnostic);
    }

    fn property_name(&self, key: &Node) -> Result<String, ReadError> {
        let text = key.text().unwrap_or("");
        let known = &self.kb.threat_properties;
        let found = known
            .iter()
            .find(|p| p.name == text)
            .or_else(|| known.iter().find(|p| p.label == text))
            .or_else(|| known.iter().find(|p| p.label.eq_ignore_ascii_case(text)));
        match found {
            Some(property) => Ok(property.name.clone()),
            None => {
                let labels = known.iter().map(|p| p.label.as_str());
                let near = nearest(text, labels);
                let advice = near.map_or_else(
                    || "name it under `threat-properties` first".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                Err(key.refuse(format!("threats have no property `{text}`: {advice}")))
            }
        }
    }

    /// Puts stencils and threat types into the order that is named.
    fn order(&mut self, pages: &[Page]) -> Result<(), ReadError> {
        for page in pages {
            let Some(node) = page.root.get("order") else {
                continue;
            };
            let read = || -> Result<_, ReadError> {
                let fields = Fields::of(node, "an order")?;
                let stencils = texts(fields.list("stencils")?, "stencils")?;
                let threats = texts(fields.list("threats")?, "threats")?;
                fields.done()?;
                Ok((stencils, threats))
            };
            let (stencils, threats) = read().map_err(|e| e.in_file(&page.path))?;
            arrange(&mut self.kb.stencils, &stencils, |s| s.id.as_str());
            arrange(&mut self.kb.threat_types, &threats, |t| t.id.as_str());
        }
        Ok(())
    }
}

/// Where in a file something of a scalar stands: both are walked together, white space being what
/// may have been folded. `None` where escapes make them differ.
fn byte_in(file: &str, node: &Node, text: &str, at: usize) -> Option<usize> {
    let raw = file.get(node.span.clone())?;
    let mut rest = match raw.starts_with(['|', '>']) {
        true => raw.split_once('\n')?.1,
        false => raw.strip_prefix(['\'', '"']).unwrap_or(raw),
    };
    for c in text.get(..at)?.chars() {
        let trimmed = rest.trim_start();
        rest = match c.is_whitespace() {
            // Spaces within the text may stand side by side.
            true if trimmed.len() < rest.len() => {
                let first = rest.chars().next().filter(|c| *c == ' ');
                first.and_then(|c| rest.strip_prefix(c)).unwrap_or(trimmed)
            }
            true => rest,
            false => trimmed.strip_prefix(c)?,
        };
    }
    let rest = rest.trim_start();
    Some(node.span.end - rest.len())
}

/// Those that are named first, in the order named; the others after them as they were.
fn arrange<T>(things: &mut Vec<T>, order: &[String], id: impl Fn(&T) -> &str) {
    let mut places: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (i, thing) in things.iter().enumerate() {
        places.entry(id(thing).to_owned()).or_default().push_back(i);
    }
    let mut rest: Vec<Option<T>> = std::mem::take(things).into_iter().map(Some).collect();
    for wanted in order {
        let place = places.get_mut(wanted).and_then(VecDeque::pop_front);
        things.extend(place.and_then(|i| rest.get_mut(i)?.take()));
    }
    things.extend(rest.into_iter().flatten());
}

/// The id that a name, an id, or `{id: …}` stands for.
fn reference(node: &Node, names: &Glossary) -> Result<String, ReadError> {
    if let Value::Map(_) = node.value {
        let fields = Fields::of(node, "a name")?;
        let id = fields.needed("id")?;
        fields.done()?;
        return Ok(id);
    }
    let text = scalar(node, "a name")?;
    Ok(names.kind_named(&text).map_or(text.clone(), str::to_owned))
}

fn constraint(node: &Node) -> Result<Constraint, ReadError> {
    let fields = Fields::of(node, "a constraint")?;
    let constraint = Constraint {
        connection: fields.text("connection")?.unwrap_or_default(),
        stencil: fields.text("stencil")?.unwrap_or_default(),
    };
    fields.done()?;
    Ok(constraint)
}

fn said(node: &Node) -> Result<Said, ReadError> {
    match &node.value {
        Value::Nothing => Ok(Said::Nothing),
        Value::Text(text) => Ok(Said::Text(text.clone())),
        Value::List(items) if items.is_empty() => Ok(Said::Absent),
        Value::List(items) => {
            let items = texts(items, "properties")?;
            let items: Vec<&str> = items.iter().map(String::as_str).collect();
            Ok(Said::Text(numbered(&items)))
        }
        Value::Map(_) => Err(node.refuse("a property is a text or a list of texts")),
    }
}

fn threat_property(node: &Node) -> Result<ThreatProperty, ReadError> {
    let fields = Fields::of(node, "a threat property")?;
    let label = fields.needed("label")?;
    let name = fields.text("name")?.unwrap_or_else(|| label.clone());
    let several = fields.node("values").is_some_and(|n| n.items().len() > 1);
    let kind = fields.optional("type", usual_kind(several))?.map(|word| {
        let number = KINDS.iter().find(|(known, _)| *known == word);
        number.map_or(word.clone(), |(_, number)| (*number).to_owned())
    });
    let values = match fields.node("values") {
        None => None,
        Some(node) => {
            let value = |node: &Node| match node.value {
                Value::Nothing => Ok(None),
                _ => scalar(node, "values").map(Some),
            };
            let all = list(node, "values")?.iter().map(value);
            Some(all.collect::<Result<_, _>>()?)
        }
    };
    let id = property_id(&name);
    let property = ThreatProperty {
        hidden: fields.flag("hidden")?.unwrap_or(false),
        values,
        description: fields.optional("description", None)?,
        id: fields.optional("id", Some(&id))?,
        kind,
        name,
        label,
    };
    fields.done()?;
    Ok(property)
}
