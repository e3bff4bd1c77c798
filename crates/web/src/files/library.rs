//! Available templates: built-in ones, fetched from beside the page when they are wanted, and those
//! that people brought along; samples as well.

use crate::files::server::get;
use crate::state::Failure;
use crate::texts;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use trustline_model::{KnowledgeBase, ThreatModel};

thread_local! {
    static FETCHED: RefCell<HashMap<String, Arc<KnowledgeBase>>> = RefCell::default();
    static BROUGHT: RefCell<Vec<(String, Arc<KnowledgeBase>)>> = RefCell::default();
}

/// Keeps a template available under a name.
pub fn bring(name: &str, kb: Arc<KnowledgeBase>) {
    BROUGHT.with_borrow_mut(|b| {
        b.retain(|(n, _)| n != name);
        b.push((name.to_owned(), kb));
    });
}

/// The templates that people brought along.
pub fn brought() -> Vec<Arc<KnowledgeBase>> {
    BROUGHT.with_borrow(|b| b.iter().map(|(_, kb)| Arc::clone(kb)).collect())
}

/// An available template: its name, what people read, and what it is for.
pub type Known = (String, String, String);

/// Every available template.
pub fn known() -> Vec<Known> {
    let built_in = trustline_library::TEMPLATES.iter().map(|t| {
        let title = texts::built_in(t.title);
        (t.name.to_owned(), title, t.summary.to_owned())
    });
    let mut all: Vec<Known> = built_in.collect();
    BROUGHT.with_borrow(|b| {
        for (name, kb) in b {
            let m = &kb.manifest;
            let summary = texts::holds(
                m.name.trim(),
                m.version.trim(),
                kb.stencils.iter().filter(|s| !s.hidden).count(),
                kb.threat_types.len(),
            );
            all.push((name.clone(), name.clone(), summary));
        }
    });
    all
}

async fn fetched(file: &str) -> Result<ThreatModel, Failure> {
    let reading = trustline_formats::read(&bytes_of(file).await?).map_err(|_| unreadable(file))?;
    Ok(reading.model)
}

async fn bytes_of(file: &str) -> Result<Vec<u8>, Failure> {
    let response = get(&format!("library/{file}")).await?;
    response.binary().await.map_err(|_| unreadable(file))
}

fn unreadable(file: &str) -> Failure {
    Failure::new(texts::unreadable(file), None)
}

/// Several available templates as one, `own` before them; and what they disagree in.
///
/// # Errors
/// One of them cannot be fetched or read.
pub async fn together(
    own: Option<Arc<KnowledgeBase>>,
    names: &[String],
) -> Result<(Arc<KnowledgeBase>, Vec<String>), Failure> {
    let mut parts: Vec<Arc<KnowledgeBase>> = own.into_iter().collect();
    for name in names {
        let found = BROUGHT.with_borrow(|b| {
            let found = b.iter().find(|(n, _)| n == name);
            found.map(|(_, kb)| Arc::clone(kb))
        });
        parts.push(match found {
            Some(kb) => kb,
            None => template(name).await?,
        });
    }
    Ok(trustline_editor::combined(&parts))
}

/// The small template that one's own begins with.
///
/// # Errors
/// It cannot be read.
pub fn starter() -> Result<Arc<KnowledgeBase>, Failure> {
    let reading = trustline_formats::read(trustline_library::STARTER.as_bytes()).ok();
    let kb = reading.and_then(|r| r.model.knowledge_base);
    kb.ok_or_else(|| Failure::new(texts::STARTER_UNREADABLE, None))
}

/// The built-in template of this name.
///
/// # Errors
/// It cannot be fetched or read.
pub async fn template(name: &str) -> Result<Arc<KnowledgeBase>, Failure> {
    if let Some(known) = FETCHED.with_borrow(|f| f.get(name).cloned()) {
        return Ok(known);
    }
    let model = fetched(&format!("{name}.tb7")).await?;
    let kb = model.knowledge_base;
    let kb = kb.ok_or_else(|| Failure::new(texts::no_template(name), None))?;
    FETCHED.with_borrow_mut(|f| f.insert(name.to_owned(), Arc::clone(&kb)));
    Ok(kb)
}

/// The file of the built-in template of this name.
///
/// # Errors
/// It cannot be fetched.
pub async fn template_file(name: &str) -> Result<Vec<u8>, Failure> {
    bytes_of(&format!("{name}.tb7")).await
}

/// The sample model of this name, with its template.
///
/// # Errors
/// It cannot be fetched or read.
pub async fn sample(sample: &trustline_library::Sample) -> Result<ThreatModel, Failure> {
    let mut model = fetched(&format!("{}.tm7", sample.name)).await?;
    model.knowledge_base = Some(template(sample.template).await?);
    Ok(model)
}
