//! The template that a model carries.

use super::conflict::{Conflict, ConflictKind, Side, Subject};
use super::three::{Conflicts, Three, lists};
use std::sync::Arc;
use trustline_model::{Item, KnowledgeBase};

type Carried<'a> = Three<&'a Option<Arc<KnowledgeBase>>>;

/// The template: that of who changed it; where both did, entry by entry.
pub(super) fn template(
    three: Carried<'_>,
    conflicts: &mut Conflicts<'_>,
) -> Option<Arc<KnowledgeBase>> {
    let is_one = |a: &Option<Arc<_>>, b: &Option<Arc<_>>| match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    if is_one(three.ours, three.theirs) || is_one(three.theirs, three.base) {
        return three.ours.clone();
    }
    match three.undisputed() {
        Some(Side::Ours) => return three.ours.clone(),
        Some(Side::Theirs) => return three.theirs.clone(),
        None => {}
    }
    if let (Some(base), Some(ours), Some(theirs)) = (three.base, three.ours, three.theirs)
        && [base, theirs]
            .into_iter()
            .all(|kb| kb.manifest.is_same_template(&ours.manifest))
    {
        return Some(Arc::new(both(Three { base, ours, theirs }, conflicts)));
    }
    let named = three.of(|kb| {
        let manifest = kb.as_ref().map(|kb| &kb.manifest)?;
        Some(format!("{} {}", manifest.name, manifest.version))
    });
    let taken = conflicts.add(Conflict {
        kind: ConflictKind::Template,
        subject: Subject::Model,
        field: "template".into(),
        base: named.base,
        ours: named.ours,
        theirs: named.theirs,
        taken: Side::Ours,
    });
    match taken {
        Side::Ours => three.ours.clone(),
        Side::Theirs => three.theirs.clone(),
    }
}

fn both(three: Three<&Arc<KnowledgeBase>>, conflicts: &mut Conflicts<'_>) -> KnowledgeBase {
    let mut manifest = conflicts_of_manifest(three);
    manifest.author = conflicts.text(
        three.of(|kb| &kb.manifest.author),
        &Subject::Model,
        "author of the template",
    );
    KnowledgeBase {
        manifest,
        stencils: entries(three.of(|kb| kb.stencils.as_slice()), "stencil", conflicts),
        categories: entries(
            three.of(|kb| kb.categories.as_slice()),
            "threat category",
            conflicts,
        ),
        threat_types: entries(
            three.of(|kb| kb.threat_types.as_slice()),
            "threat type",
            conflicts,
        ),
        threat_properties: entries(
            three.of(|kb| kb.threat_properties.as_slice()),
            "threat property",
            conflicts,
        ),
        priority_used: switch(three.of(|kb| kb.priority_used)),
        status_used: switch(three.of(|kb| kb.status_used)),
    }
}

/// Of two values of a switch, the other one than before.
fn switch(three: Three<bool>) -> bool {
    match three.undisputed() {
        Some(Side::Theirs) => three.theirs,
        _ => three.ours,
    }
}

/// The newer of two versions: a merge of both has all that it has.
fn conflicts_of_manifest(three: Three<&Arc<KnowledgeBase>>) -> trustline_model::Manifest {
    let manifests = three.of(|kb| &kb.manifest);
    let order = manifests.theirs.version_order(manifests.ours);
    match order.is_some_and(std::cmp::Ordering::is_gt) {
        true => manifests.theirs.clone(),
        false => manifests.ours.clone(),
    }
}

fn entries<T: Item>(three: Three<&[T]>, what: &'static str, conflicts: &mut Conflicts<'_>) -> Vec<T>
where
    T::Name: ToString,
{
    lists(three, |states| {
        let side = states.undisputed().unwrap_or_else(|| {
            let some = [states.ours, states.theirs].into_iter().flatten().next();
            let name = some.map(|e| e.name().to_string()).unwrap_or_default();
            let is_there = states.of(|e| e.map(|e| e.name().to_string()));
            let deleted = states.ours.is_none() || states.theirs.is_none();
            conflicts.add(Conflict {
                kind: ConflictKind::Template,
                subject: Subject::Template(what, name),
                field: String::new(),
                base: is_there.base,
                ours: is_there.ours,
                theirs: is_there.theirs,
                // What one side changed and the other took away is kept.
                taken: match deleted && states.ours.is_none() {
                    true => Side::Theirs,
                    false => Side::Ours,
                },
            })
        });
        match side {
            Side::Ours => states.ours.cloned(),
            Side::Theirs => states.theirs.cloned(),
        }
    })
}
