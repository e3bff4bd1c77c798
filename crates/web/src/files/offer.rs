//! A newer version of the model's template, offered once a model is opened.

use crate::files::current::Files;
use crate::files::library;
use leptos::prelude::*;
use std::cmp::Ordering;
use trustline_model::Manifest;

/// Offers a newer version of the model's template, once a model is opened.
pub fn offer(files: Files) {
    leptos::task::spawn_local(async move {
        let manifests = files
            .editing
            .with(|e| {
                let kb = e.knowledge_base()?;
                let parts = kb.ingredients().into_iter().map(|o| o.manifest);
                Some(parts.chain([kb.manifest.clone()]).collect::<Vec<_>>())
            })
            .flatten()
            .unwrap_or_default();
        let mut known = library::brought();
        for built_in in trustline_library::TEMPLATES {
            // Whole templates are fetched only where there is something to offer.
            let newest = Manifest {
                version: built_in.version.to_owned(),
                ..Manifest::default()
            };
            let is_older = |m: &Manifest| {
                m.id.eq_ignore_ascii_case(built_in.id)
                    && newest.version_order(m) == Some(Ordering::Greater)
            };
            if manifests.iter().any(is_older)
                && let Ok(kb) = library::template(built_in.name).await
            {
                known.push(kb);
            }
        }
        let newer = files.editing.with(|e| e.outdated(&known)).flatten();
        files.newer.set(newer);
    });
}
