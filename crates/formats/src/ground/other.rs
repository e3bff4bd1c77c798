//! Files of other kinds that people hand over by mistake: what they are, and what to do instead.

use super::error::ReadError;

type Told = (&'static str, &'static str);

/// By what they begin with.
const BYTES: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF",
        "a PDF document",
        "it may have been printed from a model: take the model itself",
    ),
    (
        b"\x89PNG",
        "a picture (PNG)",
        "a picture of a diagram holds no model: take the `.tm7` that it was made of",
    ),
    (
        b"\xff\xd8\xff",
        "a picture (JPEG)",
        "a picture of a diagram holds no model: take the `.tm7` that it was made of",
    ),
    (
        b"GIF8",
        "a picture (GIF)",
        "a picture of a diagram holds no model: take the `.tm7` that it was made of",
    ),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (
        b"\xd0\xcf\x11\xe0",
        "a document of an old Office or Visio version",
        "take the model itself",
    ),
    (
        b"MZ",
        "a Windows program",
        "a model is a text that begins with `<ThreatModel`",
    ),
    (
        b"\x7fELF",
        "a program",
        "a model is a text that begins with `<ThreatModel`",
    ),
    (
        b"SQLite format 3",
        "a database (SQLite)",
        "a model is a text that begins with `<ThreatModel`",
    ),
];

/// A git LFS pointer begins so.
const LFS: &str = "version https://git-lfs";

const FROM_PAGE: &str =
    "the page of the file was saved instead of the file: use Raw or Download on that site";

/// Words that tell texts of other tools apart, with what they are.
const JSON: &[(&str, &str)] = &[
    ("\"otmVersion\"", "an Open Threat Model"),
    ("\"threagile_version\"", "a Threagile model"),
    ("\"diagramType\"", "a model of OWASP Threat Dragon"),
    ("\"threatDragon", "a model of OWASP Threat Dragon"),
    ("\"sarif-", "a SARIF report"),
    ("\"runs\"", "a SARIF report"),
    ("\"bomFormat\"", "a CycloneDX bill of materials"),
    ("\"spdxVersion\"", "an SPDX bill of materials"),
    ("\"mitigation", "a threat model of another tool in JSON"),
];

/// Roots of XML documents of other tools.
const ROOTS: &[(&str, &str)] = &[
    ("mxfile", "a diagram of draw.io"),
    ("mxGraphModel", "a diagram of draw.io"),
    ("svg", "a picture (SVG)"),
    ("VisioDocument", "a Visio drawing"),
    ("html", "a web page"),
    (
        "Error",
        "an answer of a storage service that refused the download",
    ),
    ("Project", "a project file"),
    ("bom", "a CycloneDX bill of materials"),
    ("graphml", "a graph (GraphML)"),
    ("gexf", "a graph (GEXF)"),
];

/// Why bytes are refused that are of a well-known other kind.
pub(crate) fn other_bytes(bytes: &[u8]) -> Option<ReadError> {
    let found = BYTES.iter().find(|(start, ..)| bytes.starts_with(start));
    found.map(|(_, what, help)| ReadError::OtherKind { what, help })
}

/// The same for texts.
pub(crate) fn other_text(text: &str) -> Option<ReadError> {
    told(text.trim_start()).map(|(what, help)| ReadError::OtherKind { what, help })
}

fn told(text: &str) -> Option<Told> {
    let head: String = text.chars().take(4_000).collect();
    let lower = head.to_ascii_lowercase();
    if head.starts_with(LFS) {
        return Some((
            "a git LFS pointer, not the file itself",
            "fetch the file: `git lfs pull`",
        ));
    }
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Some(("a web page", FROM_PAGE));
    }
    if head.starts_with(['{', '[']) {
        let known = JSON.iter().find(|(word, _)| head.contains(word));
        let what = known.map_or("JSON, and no model or template is", |(_, what)| what);
        return Some((
            what,
            "a model is a `.tm7` of the Microsoft tool or of Trustline",
        ));
    }
    let line = |start: &str| head.lines().any(|l| l.starts_with(start));
    if line("threagile_version:") {
        return Some(("a Threagile model", "Trustline does not read these yet"));
    }
    if line("otmVersion:") {
        return Some(("an Open Threat Model", "Trustline does not read these yet"));
    }
    if line("from pytm import") || line("import pytm") {
        return Some(("a program for pytm", "Trustline does not read these yet"));
    }
    if head.starts_with("<<<<<<<") || line("<<<<<<< ") && line("=======") {
        return Some((
            "a file with conflicts of a merge in it",
            "settle the merge first, or take one of the two sides",
        ));
    }
    None
}

/// What a document with this root is, and what to do.
pub(crate) fn other_root(root: &str) -> Option<ReadError> {
    let known = ROOTS.iter().find(|(name, _)| *name == root)?;
    let help = match root {
        "html" => FROM_PAGE,
        _ => "a model begins with `<ThreatModel`, a template with `<KnowledgeBase`",
    };
    Some(ReadError::OtherKind {
        what: known.1,
        help,
    })
}
