//! A template to its sections in the text form.

use super::emit::Out;
use super::words::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::{HashMap, HashSet};
use trustline_model::{
    Attribute, Constraint, KnowledgeBase, Stencil, StencilId, ThreatProperty, ThreatType,
    threat_property as field,
};
use trustline_rule::{Glossary, internal, readable};

/// How pictures are called.
#[derive(Default)]
pub struct Names {
    /// The names that stencils use already, by picture.
    pub given: HashMap<String, String>,
    /// The files that are there, whatever they hold.
    pub files: HashSet<String>,
}

/// A template in the text form, not yet spread over files.
pub struct Parts {
    /// The sections `template` and `threat-properties`.
    pub head: Vec<(String, Out)>,
    pub categories: Vec<Out>,
    pub stencils: Vec<Out>,
    pub threats: Vec<Out>,
    /// Pictures by the name that stencils use, in base64.
    pub pictures: Vec<(String, String)>,
}

/// The sections of a template; `folder`: pictures are to be files where they can.
pub fn parts(kb: &KnowledgeBase, folder: bool) -> Parts {
    parts_named(kb, folder, &Names::default())
}

/// The same, with names that some pictures have already.
pub fn parts_named(kb: &KnowledgeBase, folder: bool, names: &Names) -> Parts {
    let writer = Writer {
        kb,
        bare: is_bare(kb),
        glossary: glossary(kb),
        categories: categories(&kb.categories),
        pictures: pictures(kb, folder, names),
    };
    let mut head = vec![("template".into(), writer.manifest())];
    if kb.threat_properties != usual_properties(&kb.categories) {
        let all = kb.threat_properties.iter().map(threat_property);
        head.push(("threat-properties".into(), Out::List(all.collect())));
    }
    let category = |c: &trustline_model::ThreatCategory| {
        Out::Map(vec![
            ("name".into(), Out::text(&c.name)),
            ("id".into(), Out::text(&c.id)),
            ("short".into(), Out::text(&c.short)),
            ("long".into(), Out::text(&c.long)),
        ])
    };
    Parts {
        head,
        categories: kb.categories.iter().map(category).collect(),
        stencils: kb.stencils.iter().map(|s| writer.stencil(s)).collect(),
        threats: kb.threat_types.iter().map(|t| writer.threat(t)).collect(),
        pictures: writer.pictures,
    }
}

/// Each different picture with a name made from the first stencil that has it.
fn pictures(kb: &KnowledgeBase, folder: bool, names: &Names) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut taken: HashSet<String> = names.files.clone();
    taken.extend(names.given.values().cloned());
    for stencil in &kb.stencils {
        let Some(image) = stencil.image.as_deref().filter(|i| is_packable(i)) else {
            continue;
        };
        if found.iter().any(|(_, known)| known == image) {
            continue;
        }
        let name = names.given.get(image).cloned().unwrap_or_else(|| {
            let slug = slug(&stencil.name);
            let numbers = std::iter::once(String::new()).chain((2..).map(|n| format!("-{n}")));
            let ending = ending(image).filter(|_| folder);
            let mut free = numbers.map(|number| match ending {
                Some(ending) => format!("images/{slug}{number}.{ending}"),
                None => format!("{slug}{number}"),
            });
            let is_free = |name: &String| !taken.contains(name);
            free.find(is_free).unwrap_or_default()
        });
        taken.insert(name.clone());
        found.push((name, image.to_owned()));
    }
    found
}

/// Whether a picture can be written in lines and read back as the same text.
fn is_packable(image: &str) -> bool {
    !image.is_empty() && image.bytes().all(|b| b.is_ascii_graphic())
}

/// The ending of a picture's file, where its bytes give back the same base64.
fn ending(image: &str) -> Option<&'static str> {
    let bytes = STANDARD.decode(image).ok()?;
    let known: [(&[u8], &str); 4] = [
        (b"\x89PNG", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"GIF8", "gif"),
        (b"BM", "bmp"),
    ];
    let (_, ending) = known
        .into_iter()
        .find(|(mark, _)| bytes.starts_with(mark))?;
    (STANDARD.encode(&bytes) == image).then_some(ending)
}

struct Writer<'a> {
    kb: &'a KnowledgeBase,
    bare: bool,
    glossary: Glossary,
    categories: Glossary,
    pictures: Vec<(String, String)>,
}

/// Collects the entries of a mapping; what is as usual is left out.
#[derive(Default)]
struct Entries(Vec<(String, Out)>);

impl Entries {
    fn put(&mut self, key: &str, value: Out) {
        self.0.push((key.into(), value));
    }

    fn text(&mut self, key: &str, text: &str, usual: &str) {
        if text != usual {
            self.put(key, Out::text(text));
        }
    }

    fn optional(&mut self, key: &str, text: Option<&str>, usual: Option<&str>) {
        if text != usual {
            self.put(key, text.map_or(Out::Nothing, Out::text));
        }
    }

    fn flag(&mut self, key: &str, value: bool, usual: bool) {
        if value != usual {
            self.put(key, Out::Flag(value));
        }
    }
}

impl Writer<'_> {
    fn manifest(&self) -> Out {
        let m = &self.kb.manifest;
        let mut map = Entries::default();
        map.put("name", Out::text(&m.name));
        map.put("id", Out::text(&m.id));
        map.put("version", Out::text(&m.version));
        map.put("author", Out::text(&m.author));
        map.flag("priority-used", self.kb.priority_used, true);
        map.flag("status-used", self.kb.status_used, true);
        map.flag("bare-attributes", self.bare, false);
        Out::Map(map.0)
    }

    /// What stands for an id: its name if it has one of its own.
    fn reference(glossary: &Glossary, id: &str) -> Out {
        match glossary.name_of_kind(id) {
            Some(name) => Out::text(name),
            None if glossary.kind_named(id).is_ok() || id.is_empty() => {
                Out::Map(vec![("id".into(), Out::text(id))])
            }
            None => Out::text(id),
        }
    }

    fn stencil(&self, s: &Stencil) -> Out {
        let mut map = Entries::default();
        map.put("name", Out::text(&s.name));
        map.put("id", Out::text(s.id.as_str()));
        map.flag("generic", s.generic, false);
        if !(s.generic && s.parent.as_str() == ROOT) {
            map.put("parent", Self::reference(&self.glossary, s.parent.as_str()));
        }
        let shape = SHAPES.iter().find(|(_, r)| *r == s.representation);
        let shape = shape.map_or(s.representation.as_str(), |(word, _)| word);
        map.text("shape", shape, "as its parent");
        let names = s.also_called();
        map.text("description", s.described(), "");
        if !names.is_empty() {
            let names = names.into_iter().map(String::from).collect();
            map.put("also-called", Out::Short(names));
        }
        if let Some(image) = &s.image {
            let name = self.pictures.iter().find(|(_, known)| known == image);
            map.put(
                "image",
                match name {
                    Some((name, _)) => Out::text(name),
                    None => Out::Map(vec![("base64".into(), Out::text(image))]),
                },
            );
        }
        let usual = s.image.is_some().then_some(CENTRED);
        map.optional("image-location", s.image_location.as_deref(), usual);
        map.flag("hidden", s.hidden, false);
        map.optional("behavior", s.behavior.as_deref(), None);
        map.optional("outline", s.shape.as_deref(), None);
        map.optional("stroke-thickness", s.stroke_thickness.as_deref(), None);
        map.optional("stroke-dashes", s.stroke_dashes.as_deref(), None);
        if let Some(constraints) = &s.constraints {
            let one = |c: &Constraint| {
                Out::Map(vec![
                    ("connection".into(), Out::text(&c.connection)),
                    ("stencil".into(), Out::text(&c.stencil)),
                ])
            };
            map.put(
                "constraints",
                Out::List(constraints.iter().map(one).collect()),
            );
        }
        if !s.attributes.is_empty() {
            let all = s.attributes.iter().map(|a| self.attribute(a, &s.parent));
            map.put("attributes", Out::List(all.collect()));
        }
        Out::Map(map.0)
    }

    fn attribute(&self, a: &Attribute, parent: &StencilId) -> Out {
        if repeated(self.kb, parent, &a.label, self.bare).as_ref() == Some(a) {
            return Out::text(&a.label);
        }
        let mut map = Entries::default();
        map.put("label", Out::text(&a.label));
        map.text("name", &a.name, &attribute_name(&a.label));
        match a.mode.as_str() {
            STATIC => map.flag("fixed", true, false),
            mode => map.text("mode", mode, DYNAMIC),
        }
        if !a.choices.is_empty() {
            map.put("values", Out::Short(a.choices.clone()));
        }
        map.text("type", &a.kind, LIST);
        map.text("inheritance", &a.inheritance, VIRTUAL);
        if !self.bare {
            let id = attribute_id(&a.name);
            map.optional("id", a.id.as_deref(), Some(&id));
            if a.inherited != Some(is_above(self.kb, parent, &a.name)) {
                map.put("inherited", a.inherited.map_or(Out::Nothing, Out::Flag));
            }
        }
        if let Some(overridden) = a.overridden {
            map.put("overridden", Out::Flag(overridden));
        }
        Out::Map(map.0)
    }

    fn threat(&self, t: &ThreatType) -> Out {
        let mut map = Entries::default();
        map.put("title", Out::text(&t.title));
        map.put("id", Out::text(t.id.as_str()));
        map.put("category", Self::reference(&self.categories, &t.category));
        map.optional("related-category", t.related_category.as_deref(), None);
        let said = self.said(t);
        let priority = said
            .as_ref()
            .and_then(|said| said.iter().find(|(name, _)| name == field::PRIORITY));
        match priority {
            Some((_, Said::Text(priority))) => map.put("priority", Out::text(priority)),
            Some((_, Said::Nothing)) => map.put("priority", Out::Nothing),
            _ => {}
        }
        map.text("description", &t.description, "");
        for (key, rule) in [("include", &t.include), ("exclude", &t.exclude)] {
            if rule.is_empty() {
                continue;
            }
            let named = readable(rule, &self.glossary);
            let back = internal(&named, &self.glossary);
            map.put(
                key,
                match back.is_ok_and(|spelt| spelt.text == *rule) {
                    true => Out::Rule(named),
                    false => Out::Map(vec![("as-is".into(), Out::text(rule))]),
                },
            );
        }
        let properties = match said {
            None => Out::List(t.properties.iter().map(threat_property).collect()),
            Some(said) => {
                let said = said.iter().filter(|(name, _)| name != field::PRIORITY);
                Out::Map(said.map(|(name, said)| self.property(name, said)).collect())
            }
        };
        if properties != Out::Map(Vec::new()) {
            map.put("properties", properties);
        }
        Out::Map(map.0)
    }

    /// What must be said of a threat's properties so that reading gives all of them. `None`: it
    /// cannot be said shortly.
    fn said(&self, t: &ThreatType) -> Option<Vec<(String, Said)>> {
        let mut said = Vec::new();
        for declared in &self.kb.threat_properties {
            let there = t.properties.iter().find(|p| p.name == declared.name);
            let own = match there.map(|p| p.values.as_deref()) {
                None => Said::Absent,
                Some(Some([Some(value)])) => Said::Text(value.clone()),
                Some(Some([None])) => Said::Nothing,
                Some(_) => return None,
            };
            let usual = match derived(self.kb, t, &declared.name) {
                Some(text) => Said::Text(text),
                None => Said::Absent,
            };
            if own != usual {
                said.push((declared.name.clone(), own));
            }
        }
        // YAML has no longer keys, and no key twice.
        let mut keys = HashSet::new();
        let mut fits = |name: &str| name.len() < 1000 && keys.insert(name.to_owned());
        let sayable = said.iter().all(|(name, _)| fits(self.key(name)));
        (sayable && threat_properties(self.kb, t, &said) == t.properties).then_some(said)
    }

    /// What stands for a threat property: its label, where no other is called so.
    fn key<'n>(&'n self, name: &'n str) -> &'n str {
        let known = &self.kb.threat_properties;
        let own = |label: &&str| {
            let is = |text: &str| text.eq_ignore_ascii_case(label);
            let mut same = known.iter().filter(|p| is(&p.label) || is(&p.name));
            same.all(|p| p.name == name)
        };
        let found = known.iter().find(|p| p.name == name);
        found.map(|p| p.label.as_str()).filter(own).unwrap_or(name)
    }

    fn property(&self, name: &str, said: &Said) -> (String, Out) {
        let value = match said {
            Said::Absent => Out::List(Vec::new()),
            Said::Nothing => Out::Nothing,
            Said::Text(text) => match items(text) {
                Some(items) => Out::List(items.into_iter().map(Out::text).collect()),
                None => Out::text(text),
            },
        };
        (self.key(name).to_owned(), value)
    }
}

fn threat_property(p: &ThreatProperty) -> Out {
    let mut map = Entries::default();
    map.put("label", Out::text(&p.label));
    map.text("name", &p.name, &p.label);
    map.flag("hidden", p.hidden, false);
    let kind = p.kind.as_deref().map(|kind| {
        let word = KINDS.iter().find(|(_, number)| *number == kind);
        word.map_or(kind, |(word, _)| word)
    });
    let several = p.values.as_ref().is_some_and(|v| v.len() > 1);
    map.optional("type", kind, usual_kind(several));
    if let Some(values) = &p.values {
        let all: Option<Vec<String>> = values.iter().cloned().collect();
        let one = |v: &Option<String>| v.as_ref().map_or(Out::Nothing, Out::text);
        let long = |v: &String| v.len() > 40;
        map.put(
            "values",
            match all.filter(|all| !all.iter().any(long)) {
                Some(all) => Out::Short(all),
                None => Out::List(values.iter().map(one).collect()),
            },
        );
    }
    map.optional("description", p.description.as_deref(), None);
    let id = property_id(&p.name);
    map.optional("id", p.id.as_deref(), Some(&id));
    Out::Map(map.0)
}
