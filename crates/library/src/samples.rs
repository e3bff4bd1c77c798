//! The sample models that come with Trustline.

#[cfg(feature = "bytes")]
use crate::templates::template;
#[cfg(feature = "bytes")]
use trustline_model::ThreatModel;

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
    fn every_sample_can_be_read() {
        for known in SAMPLES {
            let model = sample(known.name).unwrap();
            assert!(!model.diagrams.is_empty() && !model.threats.is_empty());
        }
    }
}
