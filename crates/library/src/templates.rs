//! The templates that come with Trustline.

#[cfg(feature = "bytes")]
use std::sync::Arc;
#[cfg(feature = "bytes")]
use trustline_model::KnowledgeBase;

/// A template that comes with Trustline.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its short name on the command line.
    pub name: &'static str,
    /// Names it through all its versions.
    pub id: &'static str,
    /// Which version of it this is.
    pub version: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// The template as a `.tb7`.
    #[cfg(feature = "bytes")]
    pub bytes: &'static [u8],
}

/// Every template that comes with Trustline.
pub static TEMPLATES: &[BuiltIn] = &[
    BuiltIn {
        name: "core",
        id: "a53c2517-bd8b-4708-80a0-ce774f1ec6e9",
        version: "1.2.0.0",
        title: "Core",
        summary: "STRIDE for every interaction of general software, on any platform",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../core.tb7"),
    },
    BuiltIn {
        name: "infrastructure",
        id: "eb3ea00b-8cd4-44ff-a0c4-0ed716b0caef",
        version: "1.1.0.0",
        title: "Infrastructure",
        summary: "Machines, networks, identity, backup and rented services of an organisation",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../infrastructure.tb7"),
    },
    BuiltIn {
        name: "cloud",
        id: "dcb08179-60e2-4d1d-8cfa-76b7016f7f9f",
        version: "1.1.0.0",
        title: "Cloud",
        summary: "Services of public clouds, named by what they do, with the products as variants",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../cloud.tb7"),
    },
];

/// A small template with comments, to begin one's own with.
pub static STARTER: &str = include_str!("../starter/starter.yaml");

/// The built-in template of this name, read.
#[cfg(feature = "bytes")]
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

#[cfg(all(test, feature = "bytes"))]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_can_be_read_and_written() {
        for built_in in TEMPLATES {
            let reading = trustline_formats::read(built_in.bytes).unwrap();
            assert!(reading.diagnostics.is_empty());
            assert!(trustline_formats::is_native(&reading));
            let kb = template(built_in.name).unwrap();
            assert_eq!(kb.manifest.id, built_in.id);
            assert_eq!(kb.manifest.version, built_in.version);
            assert!(kb.stencils.iter().filter(|s| !s.generic).count() >= 60);
            assert!(kb.threat_types.len() >= 80);
        }
    }
}
