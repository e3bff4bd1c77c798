//! The files of the page, as the build put them into the binary.

use flate2::read::GzDecoder;
use std::io::Read;

/// A file of the page.
pub(crate) struct Bundled {
    /// Its path, with `/` between its parts.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// What its content is known by.
    pub etag: &'static str,
    /// Its content as gzip.
    pub zipped: &'static [u8],
}

impl Bundled {
    /// The file of this name.
    pub fn find(name: &str) -> Option<&'static Bundled> {
        FILES.iter().find(|f| f.name == name)
    }

    /// Its content as it was.
    pub fn plain(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // INVARIANT: the build compressed it; a damaged binary gives what is left.
        let _ = GzDecoder::new(self.zipped).read_to_end(&mut bytes);
        bytes
    }
}

/// Every file of the page with its content; without a page, one that says so.
pub fn bundle() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    FILES.iter().map(|f| (f.name, f.plain()))
}

/// Whether this build carries the page.
pub fn has_page() -> bool {
    HAS_PAGE
}

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));
