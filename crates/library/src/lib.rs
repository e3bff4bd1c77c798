//! Built-in templates and the questionnaire: every word and picture ours. Data; `cargo xtask library`
//! makes each `.tb7` from the text form in the folder of the same name. Without the feature `bytes`
//! there are the names alone of templates: the page fetches what it needs.

pub mod questionnaire;

#[cfg(feature = "bytes")]
use std::sync::Arc;
#[cfg(feature = "bytes")]
use trustline_model::{KnowledgeBase, ThreatModel};

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
        version: "1.1.0.0",
        title: "Core",
        summary: "STRIDE for every interaction of general software, on any platform",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../core.tb7"),
    },
    BuiltIn {
        name: "infrastructure",
        id: "eb3ea00b-8cd4-44ff-a0c4-0ed716b0caef",
        version: "1.0.0.0",
        title: "Infrastructure",
        summary: "Machines, networks, identity, backup and rented services of an organisation",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../infrastructure.tb7"),
    },
    BuiltIn {
        name: "cloud",
        id: "dcb08179-60e2-4d1d-8cfa-76b7016f7f9f",
        version: "1.0.0.0",
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

/// A sample model that comes with Trustline.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its short name.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What it shows.
    pub summary: &'static str,
    /// The short name of the built-in template that it is drawn with.
    pub template: &'static str,
    /// The model as a `.tm7` without its template.
    #[cfg(feature = "bytes")]
    bytes: &'static [u8],
}

/// Every sample model.
pub static SAMPLES: &[Sample] = &[
    Sample {
        name: "web-shop",
        title: "Web shop",
        summary: "A small shop in the cloud, with decisions taken and some left",
        template: "core",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../samples/web-shop.tm7"),
    },
    Sample {
        name: "bank-infrastructure",
        title: "Infrastructure of a bank",
        summary: "How staff get in, where software is built, how files are kept",
        template: "core",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../samples/bank-infrastructure.tm7"),
    },
    Sample {
        name: "iot-sensors",
        title: "Greenhouse sensors",
        summary: "Devices in the field, a gateway, and the cloud behind",
        template: "core",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../samples/iot-sensors.tm7"),
    },
    Sample {
        name: "office-network",
        title: "Office network",
        summary: "Machines, accounts, shares and backups of a company with one office",
        template: "infrastructure",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../samples/office-network.tm7"),
    },
    Sample {
        name: "cloud-booking",
        title: "Booking service in the cloud",
        summary: "A booking followed through a rented cloud, and how all that is built and watched",
        template: "cloud",
        #[cfg(feature = "bytes")]
        bytes: include_bytes!("../samples/cloud-booking.tm7"),
    },
];

/// The sample model of this name, with its template.
#[cfg(feature = "bytes")]
pub fn sample(name: &str) -> Option<ThreatModel> {
    let found = SAMPLES.iter().find(|s| s.name == name)?;
    // INVARIANT: a test reads every sample.
    let mut model = trustline_formats::read(found.bytes).ok()?.model;
    model.knowledge_base = template(found.template);
    Some(model)
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

    #[test]
    fn every_sample_can_be_read() {
        for known in SAMPLES {
            let model = sample(known.name).unwrap();
            assert!(!model.diagrams.is_empty() && !model.threats.is_empty());
        }
    }
}
