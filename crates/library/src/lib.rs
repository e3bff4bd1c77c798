//! Built-in templates: every word and picture ours. Data; `cargo xtask library` makes each `.tb7`
//! from the text form in the folder of the same name.

use std::sync::Arc;
use trustline_model::{KnowledgeBase, ThreatModel};

/// A template that comes with Trustline.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its short name on the command line.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// The template as a `.tb7`.
    pub bytes: &'static [u8],
}

/// Every template that comes with Trustline.
pub static TEMPLATES: &[BuiltIn] = &[
    BuiltIn {
        name: "core",
        title: "Core",
        summary: "STRIDE for every interaction of general software, on any platform",
        bytes: include_bytes!("../core.tb7"),
    },
    BuiltIn {
        name: "infrastructure",
        title: "Infrastructure",
        summary: "Machines, networks, identity, backup and rented services of an organisation",
        bytes: include_bytes!("../infrastructure.tb7"),
    },
    BuiltIn {
        name: "cloud",
        title: "Cloud",
        summary: "Services of public clouds, named by what they do, with the products as variants",
        bytes: include_bytes!("../cloud.tb7"),
    },
];

/// A small template with comments, to begin one's own with.
pub static STARTER: &str = include_str!("../starter/starter.yaml");

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

/// A sample model that comes with Trustline, drawn with the Core template.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its short name.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What it shows.
    pub summary: &'static str,
    /// The model as a `.tm7` without its template.
    bytes: &'static [u8],
}

/// Every sample model.
pub static SAMPLES: &[Sample] = &[
    Sample {
        name: "web-shop",
        title: "Web shop",
        summary: "A small shop in the cloud, with decisions taken and some left",
        bytes: include_bytes!("../samples/web-shop.tm7"),
    },
    Sample {
        name: "bank-infrastructure",
        title: "Infrastructure of a bank",
        summary: "How staff get in, where software is built, how files are kept",
        bytes: include_bytes!("../samples/bank-infrastructure.tm7"),
    },
    Sample {
        name: "iot-sensors",
        title: "Greenhouse sensors",
        summary: "Devices in the field, a gateway, and the cloud behind",
        bytes: include_bytes!("../samples/iot-sensors.tm7"),
    },
];

/// The sample model of this name, with its template.
pub fn sample(name: &str) -> Option<ThreatModel> {
    let found = SAMPLES.iter().find(|s| s.name == name)?;
    // INVARIANT: a test reads every sample.
    let mut model = trustline_formats::read(found.bytes).ok()?.model;
    model.knowledge_base = template("core");
    Some(model)
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

    #[test]
    fn every_sample_can_be_read() {
        for known in SAMPLES {
            let model = sample(known.name).unwrap();
            assert!(!model.diagrams.is_empty() && !model.threats.is_empty());
        }
    }
}
