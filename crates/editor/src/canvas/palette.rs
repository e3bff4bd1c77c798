//! What can be drawn: the template's stencils as a tree by kind, searched by name.

use trustline_model::InOrder;
use trustline_model::{KnowledgeBase, Representation, Stencil, Words};

/// Stencils of one kind.
#[derive(Clone, Debug)]
pub struct Family<'a> {
    /// What people call the kind: several things of it.
    pub name: &'a str,
    /// How its elements are drawn.
    pub shape: Representation,
    /// Its stencils with their depth below the generic one, parents before children.
    pub stencils: Vec<(usize, &'a Stencil)>,
}

/// The stencils that people are offered, by kind, where name and description contain all words.
pub fn families<'a>(kb: &'a KnowledgeBase, search: &str) -> Vec<Family<'a>> {
    let words = Words::new(search);
    // Products and other names for a thing stand in its description.
    let fits = |s: &Stencil| words.are_in(&format!("{} {}", s.name, s.description));
    let mut children: std::collections::HashMap<&trustline_model::StencilId, Vec<&Stencil>> =
        std::collections::HashMap::new();
    for stencil in &kb.stencils {
        children.entry(&stencil.parent).or_default().push(stencil);
    }
    let mut families = Vec::new();
    for top in kb.stencils.iter().filter(|s| s.generic) {
        let mut stencils = Vec::new();
        let mut open = vec![(0usize, top)];
        let mut seen = Vec::new();
        while let Some((depth, stencil)) = open.pop() {
            if seen.contains(&&stencil.id) {
                continue;
            }
            seen.push(&stencil.id);
            if !stencil.hidden && fits(stencil) {
                stencils.push((depth, stencil));
            }
            let mut below: Vec<&Stencil> = children
                .get(&stencil.id)
                .into_iter()
                .flatten()
                .copied()
                .filter(|s| !s.generic)
                .collect();
            below.put_in_order_by_key(|s| std::cmp::Reverse(s.name.to_lowercase()));
            open.extend(below.into_iter().map(|s| (depth + 1, s)));
        }
        if !stencils.is_empty() {
            families.push(Family {
                name: heading(top),
                shape: kb.representation(&top.id).cloned().unwrap_or_default(),
                stencils,
            });
        }
    }
    families
}

/// The heading of a kind. Generic stencils that only one template has keep their own names.
fn heading(generic: &Stencil) -> &str {
    match generic.id.as_str() {
        "GE.P" => "Processes",
        "GE.EI" => "External entities",
        "GE.DS" => "Data stores",
        "GE.DF" => "Data flows",
        "GE.TB.L" => "Trust boundaries (lines)",
        "GE.TB.B" => "Trust boundaries (boxes)",
        "GE.A" => "Annotations",
        _ => generic.name.trim(),
    }
}
