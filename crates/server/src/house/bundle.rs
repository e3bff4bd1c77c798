//! The files of the page, as the build put them into the binary.

use brotli::Decompressor;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

/// A file of the page.
pub(crate) struct Bundled {
    /// Its path, with `/` between its parts.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// What its content is known by.
    pub etag: &'static str,
    /// Its content as Brotli.
    pub packed: &'static [u8],
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
        let _ = Decompressor::new(self.packed, 1 << 16).read_to_end(&mut bytes);
        bytes
    }

    /// Its content as gzip, made at once rather than small.
    pub fn zipped(&self) -> Vec<u8> {
        let mut zip = GzEncoder::new(Vec::new(), Compression::fast());
        // INVARIANT: memory takes whatever is written into it.
        let _ = zip.write_all(&self.plain());
        zip.finish().unwrap_or_default()
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
