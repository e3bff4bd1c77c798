//! A template or a part of it has no name.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, stencil_place, threat_place};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_template("template-without-name", Severity::Error, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let help = "give it a name: people find it by its name";
    let empty = |text: &str| text.chars().all(|c| c.is_whitespace() || c.is_control());
    if empty(&kb.manifest.name) {
        found.push("the template has no name".to_owned(), Place::Model, help);
    }
    for stencil in kb.stencils.iter().filter(|s| empty(&s.name)) {
        let message = format!("the stencil with the id `{}` has no name", stencil.id);
        found.push(message, stencil_place(stencil), help);
    }
    for threat in kb.threat_types.iter().filter(|t| empty(&t.title)) {
        let message = format!("the threat type `{}` has no title", threat.id);
        found.push(message, threat_place(threat), help);
    }
    for category in kb.categories.iter().filter(|c| empty(&c.name)) {
        let message = format!("the category with the id `{}` has no name", category.id);
        found.push(message, Place::Model, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["model", "stencil ", "threat type T1", "model"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P'
        ",
    )
    .after(|model| {
        let kb = model.knowledge_base.as_mut().map(std::sync::Arc::make_mut);
        if let Some(kb) = kb {
            kb.manifest.name.clear();
            kb.stencils.truncate(1);
            kb.stencils.iter_mut().for_each(|s| s.name.clear());
            kb.threat_types.iter_mut().for_each(|t| t.title.clear());
            kb.categories.iter_mut().for_each(|c| c.name.clear());
        }
    }),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P'
        ",
    ),
];
