//! Built-in templates: every word and picture ours. Data; `cargo xtask library` makes the `.tb7`
//! from the sources in `core/`.

use std::sync::Arc;
use trustline_model::KnowledgeBase;

/// A template that comes with Trustline.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its short name on the command line.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// The template as a `.tb7`.
    pub bytes: &'static [u8],
}

/// Every template that comes with Trustline.
pub const TEMPLATES: &[BuiltIn] = &[BuiltIn {
    name: "core",
    summary: "STRIDE for every interaction of general software, on any platform",
    bytes: include_bytes!("../core.tb7"),
}];

/// The built-in template of this name, read.
pub fn template(name: &str) -> Option<Arc<KnowledgeBase>> {
    let found = TEMPLATES
        .iter()
        .find(|t| t.name.eq_ignore_ascii_case(name))?;
    // INVARIANT: a test reads every built-in template.
    trustline_formats::read(found.bytes)
        .ok()?
        .model
        .knowledge_base
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_can_be_read_and_written() {
        for built_in in TEMPLATES {
            let reading = trustline_formats::read(built_in.bytes).unwrap();
            assert!(reading.diagnostics.is_empty());
            assert!(trustline_formats::is_native(&reading));
            let kb = template(built_in.name).unwrap();
            assert!(kb.stencils.iter().filter(|s| !s.generic).count() >= 45);
            assert!(kb.threat_types.len() >= 60);
        }
    }
}
