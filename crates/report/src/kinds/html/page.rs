//! The frame of the page: style, script, and a policy that allows nothing else.

use super::contents::contents;
use super::figures::Drawings;
use super::sections::section;
use crate::document::Document;
use crate::kind::{Entry, Parts, ReportKind};
use std::fmt::Write;
use trustline_drawing::{Theme, escaped, style};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Hash of `page.js` for the page's content security policy; a test keeps it true.
const SCRIPT_HASH: &str = include_str!("page.js.sha256");

/// For the list of kinds.
pub const KIND: ReportKind = ReportKind::HTML;

impl ReportKind {
    /// The full report: one self-contained page.
    pub const HTML: ReportKind = ReportKind::new(&Entry {
        name: "html",
        label: "HTML",
        about: "The full report, one self-contained page",
        endings: &["html", "htm"],
        media_type: "text/html",
        parts: Parts::AllBut(&[]),
        several: true,
        piped: false,
        write,
    });
}

fn style_sheet() -> String {
    format!("\n{STYLE}{}", style(&Theme::PAGE))
}

fn write(document: &Document<'_>) -> Vec<u8> {
    let mut out = String::new();
    let title = escaped(&document.title);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"generator\" content=\"Trustline {}\">\n<title>{title} – threat model report</title>\n\
         <style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the report</a>\n",
        escaped(document.language),
        SCRIPT_HASH.trim(),
        env!("CARGO_PKG_VERSION"),
        style_sheet(),
    );
    contents(&mut out, document);
    out.push_str("<main id=\"content\">\n");
    let mut drawings = Drawings::new(&document.drawings);
    for model in &document.models {
        section(&mut out, model, document.made_at, &mut drawings);
    }
    out.push_str("</main>\n<script>");
    out.push_str(SCRIPT);
    out.push_str("</script>\n</body>\n</html>\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_page_allows_its_own_script() {
        let base64 = STANDARD.encode(Sha256::digest(SCRIPT.as_bytes()));
        assert_eq!(base64, SCRIPT_HASH.trim(), "write this into page.js.sha256");
    }

    /// The editor's page shows reports in a frame, which inherits its policy.
    #[test]
    fn the_page_of_the_editor_allows_reports() {
        let policy = include_str!("../../../../web/policy.txt");
        for text in [SCRIPT, &style_sheet()] {
            let hash = format!(
                "'sha256-{}'",
                STANDARD.encode(Sha256::digest(text.as_bytes()))
            );
            assert!(
                policy.contains(&hash),
                "write {hash} into crates/web/policy.txt"
            );
        }
    }
}
