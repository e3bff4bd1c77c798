//! The parts of a template as rows of a list.

use super::item::TemplateItem;
use std::collections::HashSet;
use trustline_model::{KnowledgeBase, Representation, Stencil, Words};

/// Which parts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateTab {
    /// Stencils as a tree, generic ones first.
    Stencils,
    /// Threat types below their categories.
    ThreatTypes,
    /// Categories, then the properties of threats.
    Properties,
}

/// A part in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateRow {
    /// The part.
    pub item: TemplateItem,
    /// How deep it stands below others.
    pub depth: usize,
    /// What people read.
    pub label: String,
    /// Its id, or how many there are.
    pub note: String,
    /// Not offered to people.
    pub hidden: bool,
    /// How its elements are drawn.
    pub shape: Option<Representation>,
    /// Its own picture, base64.
    pub image: Option<String>,
}

fn is_top(kb: &KnowledgeBase, stencil: &Stencil) -> bool {
    stencil.parent == stencil.id || kb.stencil(&stencil.parent).is_none()
}

/// Stencils with their depth, parents before what derives from them, in the order of the template.
pub(super) fn tree(kb: &KnowledgeBase) -> Vec<(usize, &Stencil)> {
    let mut rows: Vec<(usize, &Stencil)> = Vec::with_capacity(kb.stencils.len());
    let mut seen = HashSet::new();
    // What derives from itself in a circle has no top: it comes last.
    let tops = kb.stencils.iter().filter(|s| is_top(kb, s));
    for top in tops.chain(&kb.stencils) {
        let mut open = vec![(0, top)];
        while let Some((depth, stencil)) = open.pop() {
            if !seen.insert(std::ptr::from_ref(stencil)) {
                continue;
            }
            rows.push((depth, stencil));
            let below = kb.stencils.iter().rev().filter(|s| s.parent == stencil.id);
            open.extend(below.map(|s| (depth + 1, s)));
        }
    }
    rows
}

/// The parts of the template whose name or id has all these words.
pub(crate) fn rows(kb: &KnowledgeBase, tab: TemplateTab, search: &str) -> Vec<TemplateRow> {
    let words = Words::new(search);
    let fits = |row: &TemplateRow| words.are_in(&format!("{} {}", row.label, row.note));
    let plain = |item, label: &str, note: String| TemplateRow {
        item,
        depth: 0,
        label: label.trim().to_owned(),
        note,
        hidden: false,
        shape: None,
        image: None,
    };
    let mut rows = Vec::new();
    match tab {
        TemplateTab::Stencils => {
            rows.extend(tree(kb).into_iter().map(|(depth, s)| TemplateRow {
                depth,
                hidden: s.hidden,
                shape: kb.representation(&s.id).cloned(),
                image: s.image.clone(),
                ..plain(
                    TemplateItem::Stencil(s.id.clone()),
                    &s.name,
                    s.id.to_string(),
                )
            }));
            rows.retain(fits);
        }
        TemplateTab::ThreatTypes => {
            let of = |id: &str, name: &str, rows: &mut Vec<TemplateRow>| {
                let own = kb
                    .threat_types
                    .iter()
                    .filter(|t| t.category.eq_ignore_ascii_case(id));
                let mut found: Vec<TemplateRow> = own
                    .map(|t| TemplateRow {
                        depth: 1,
                        ..plain(
                            TemplateItem::ThreatType(t.id.clone()),
                            &t.title,
                            t.id.to_string(),
                        )
                    })
                    .collect();
                found.retain(fits);
                if !found.is_empty() || words.is_empty() {
                    let item = TemplateItem::Category(id.to_owned());
                    rows.push(plain(item, name, found.len().to_string()));
                    rows.append(&mut found);
                }
            };
            for category in &kb.categories {
                of(&category.id, &category.name, &mut rows);
            }
            // Categories that the template lacks.
            let mut known: Vec<&str> = kb.categories.iter().map(|c| c.id.as_str()).collect();
            for threat in &kb.threat_types {
                if !known
                    .iter()
                    .any(|k| k.eq_ignore_ascii_case(&threat.category))
                {
                    known.push(&threat.category);
                    of(&threat.category, &threat.category, &mut rows);
                }
            }
        }
        TemplateTab::Properties => {
            rows.extend(
                kb.categories
                    .iter()
                    .map(|c| plain(TemplateItem::Category(c.id.clone()), &c.name, c.id.clone())),
            );
            rows.extend(
                kb.threat_properties
                    .iter()
                    .enumerate()
                    .map(|(i, p)| TemplateRow {
                        hidden: p.hidden,
                        ..plain(TemplateItem::Property(i), &p.label, p.name.clone())
                    }),
            );
            rows.retain(fits);
        }
    }
    rows
}
