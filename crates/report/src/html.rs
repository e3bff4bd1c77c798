//! The full report as one self-contained page: nothing is loaded from elsewhere, everything is
//! there without the script, which only filters and switches between light and dark.
//!
//! Every drawing stands once on the page, as definitions; pictures of diagrams and interactions
//! refer to it. So a report grows with its threats, not with threats times elements.

use crate::chapters::{Block, Chapter, chapters};
use crate::content::{DiagramPart, InteractionPart, Summary, ThreatPart};
use crate::rich::{Piece, pieces};
use crate::{Content, Part, Settings, Subject};
use std::collections::HashMap;
use std::fmt::Write;
use trustline_analysis::interactions_of;
use trustline_drawing::{Drawing, Theme, bodies, draw, escaped, number, style};
use trustline_model::geometry::Rect;
use trustline_model::{ElementId, Urgency};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Hash of `page.js` for the page's content security policy; a test keeps it true.
const SCRIPT_HASH: &str = include_str!("page.js.sha256");

fn style_sheet() -> String {
    format!("\n{STYLE}{}", style(&Theme::PAGE))
}

pub(crate) fn write(subjects: &[Subject<'_>], settings: &Settings) -> String {
    let contents: Vec<Content> = subjects.iter().map(Content::new).collect();
    let title = match contents.as_slice() {
        [one] => one.title.clone(),
        several => format!("{} threat models", several.len()),
    };
    let mut page = Page {
        out: String::new(),
        anchors: HashMap::new(),
        settings,
    };
    let title = escaped(&title);
    page.add(&format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"generator\" content=\"Trustline {}\">\n<title>{title} – threat model report</title>\n\
         <style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the report</a>\n",
        SCRIPT_HASH.trim(),
        env!("CARGO_PKG_VERSION"),
        style_sheet(),
    ));
    let told: Vec<Vec<Chapter>> = subjects.iter().map(|s| chapters(s, settings)).collect();
    page.contents(&contents, &told);
    page.add("<main id=\"content\">\n");
    for (m, ((content, subject), told)) in contents.iter().zip(subjects).zip(&told).enumerate() {
        page.model(m, content, subject, told);
    }
    page.add("</main>\n<script>");
    page.add(SCRIPT);
    page.add("</script>\n</body>\n</html>\n");
    page.out
}

struct Page<'a> {
    out: String,
    /// Anchors given so far: files may number several threats alike.
    anchors: HashMap<String, usize>,
    settings: &'a Settings,
}

impl Page<'_> {
    fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn has(&self, part: Part) -> bool {
        self.settings.has(part)
    }

    /// Table of contents and filters.
    fn contents(&mut self, contents: &[Content], told: &[Vec<Chapter>]) {
        self.add("<aside aria-label=\"Contents and filters\">\n<details open>\n<summary>Filter and contents</summary>\n<div id=\"controls\" hidden>\n<button type=\"button\" id=\"theme\">Light or dark</button>\n");
        self.filter(contents);
        self.add("</div>\n<nav aria-label=\"Table of contents\">\n<h2>Contents</h2>\n<ol>\n");
        for (m, content) in contents.iter().enumerate() {
            if contents.len() > 1 {
                self.add(&format!(
                    "<li><a href=\"#m{m}\">{}</a></li>\n",
                    escaped(&content.title)
                ));
            }
            if self.has(Part::Summary) {
                self.add(&format!("<li><a href=\"#m{m}-summary\">Summary</a></li>\n"));
            }
            for (d, diagram) in content.diagrams.iter().enumerate() {
                self.add(&format!(
                    "<li><a href=\"#m{m}d{d}\">{}</a>\n<ol>\n",
                    escaped(&diagram.name)
                ));
                if self.has(Part::Threats) {
                    let mut names: HashMap<&String, usize> = HashMap::new();
                    for interaction in &diagram.interactions {
                        *names.entry(&interaction.name).or_default() += 1;
                    }
                    for (i, interaction) in diagram.interactions.iter().enumerate() {
                        let name = match names.get(&interaction.name) {
                            Some(1) => interaction.name.clone(),
                            _ => format!(
                                "{} ({} → {})",
                                interaction.name, interaction.source, interaction.target
                            ),
                        };
                        self.add(&format!(
                            "<li><a href=\"#m{m}d{d}i{i}\">{} <span>{}</span></a></li>\n",
                            escaped(&name),
                            interaction.threats.len()
                        ));
                    }
                }
                self.add("</ol></li>\n");
            }
            if self.has(Part::Threats) && !content.elsewhere.is_empty() {
                self.add(&format!("<li><a href=\"#m{m}-elsewhere\">No longer on the drawing <span>{}</span></a></li>\n", content.elsewhere.len()));
            }
            for chapter in told.get(m).into_iter().flatten() {
                self.add(&format!(
                    "<li><a href=\"#m{m}-{}\">{}</a></li>\n",
                    chapter.id, chapter.title
                ));
            }
            if self.has(Part::Notes) && !content.notes.is_empty() {
                self.add(&format!("<li><a href=\"#m{m}-notes\">Notes</a></li>\n"));
            }
            if self.has(Part::Messages) {
                self.add(&format!(
                    "<li><a href=\"#m{m}-messages\">Messages</a></li>\n"
                ));
            }
        }
        self.add("</ol>\n</nav>\n</details>\n</aside>\n");
    }

    fn filter(&mut self, contents: &[Content]) {
        self.add("<form id=\"filter\">\n<h2>Filter threats</h2>\n<label for=\"words\">Words in a threat</label>\n<input type=\"search\" id=\"words\" name=\"words\">\n");
        let threats = || contents.iter().flat_map(Content::threats);
        let values = |of: &dyn Fn(&ThreatPart) -> String| {
            let mut found: Vec<(String, usize)> = Vec::new();
            for value in threats().map(of) {
                match found.iter_mut().find(|(v, _)| *v == value) {
                    Some((_, n)) => *n += 1,
                    None => found.push((value, 1)),
                }
            }
            found
        };
        let groups = [
            ("state", "State", values(&|t| t.state.label().to_owned())),
            ("priority", "Priority", values(&|t| t.priority.clone())),
            ("category", "Category", values(&|t| t.category.clone())),
        ];
        for (name, legend, mut found) in groups {
            found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            self.add(&format!("<fieldset><legend>{legend}</legend>\n"));
            for (value, n) in found {
                let value = escaped(&value);
                self.add(&format!(
                    "<label><input type=\"checkbox\" name=\"{name}\" value=\"{value}\" checked> <span>{value} ({n})</span></label>\n"
                ));
            }
            self.add("</fieldset>\n");
        }
        self.add("<button type=\"reset\">Show all</button>\n<p id=\"shown\" role=\"status\"></p>\n</form>\n");
    }

    fn model(&mut self, m: usize, content: &Content, subject: &Subject<'_>, told: &[Chapter]) {
        self.add(&format!(
            "<header id=\"m{m}\">\n<h1>{}</h1>\n",
            escaped(&content.title)
        ));
        let mut sub = vec![format!(
            "Threat model report of <code>{}</code>",
            escaped(&content.file)
        )];
        sub.extend(
            content
                .template
                .as_ref()
                .map(|t| format!("template {}", escaped(t))),
        );
        sub.extend(
            self.settings
                .made_at
                .as_ref()
                .map(|at| format!("made {}", escaped(at))),
        );
        self.add(&format!("<p class=\"sub\">{}</p>\n", sub.join(" · ")));
        if self.has(Part::Information) {
            self.add("<dl class=\"information\">\n");
            for (label, text) in content
                .information
                .iter()
                .filter(|(_, text)| !text.is_empty())
            {
                self.add(&format!("<dt>{label}</dt><dd>{}</dd>\n", escaped(text)));
            }
            self.add("</dl>\n");
            if content.information.iter().all(|(_, text)| text.is_empty()) {
                self.add("<p class=\"empty\">The model says nothing about itself: its information fields are empty.</p>\n");
            }
        }
        self.add("</header>\n");
        if self.has(Part::Summary) {
            self.add(&format!(
                "<section aria-labelledby=\"m{m}-summary\">\n<h2 id=\"m{m}-summary\">Summary</h2>\n"
            ));
            self.summary(&content.summary);
            self.add("</section>\n");
        }
        for (d, diagram) in content.diagrams.iter().enumerate() {
            self.diagram(m, d, diagram, subject);
        }
        if self.has(Part::Threats) && !content.elsewhere.is_empty() {
            self.add(&format!(
                "<section class=\"interaction\" aria-labelledby=\"m{m}-elsewhere\">\n<h2 id=\"m{m}-elsewhere\">Threats that are no longer on the drawing</h2>\n"
            ));
            content.elsewhere.iter().for_each(|t| self.threat(m, t));
            self.add("</section>\n");
        }
        self.chapters(m, told);
        self.notes(m, content);
        self.messages(m, content, subject);
    }

    fn summary(&mut self, summary: &Summary) {
        self.add("<div class=\"counts\">\n");
        for (caption, counts, total) in [
            ("By state", &summary.states, true),
            ("By priority", &summary.priorities, false),
        ] {
            self.add(&format!("<table><caption>{caption}</caption><tbody>\n"));
            for (label, n) in counts {
                self.add(&format!(
                    "<tr><th scope=\"row\">{}</th><td>{n}</td></tr>\n",
                    escaped(label)
                ));
            }
            if total {
                self.add(&format!(
                    "<tr class=\"total\"><th scope=\"row\">Total</th><td>{}</td></tr>\n<tr><th scope=\"row\">Total Migrated</th><td>{}</td></tr>\n",
                    summary.total, summary.migrated
                ));
            }
            self.add("</tbody></table>\n");
        }
        self.add("</div>\n");
    }

    fn diagram(&mut self, m: usize, d: usize, diagram: &DiagramPart, subject: &Subject<'_>) {
        let drawn = subject.model.diagrams.get(diagram.place);
        let kb = subject.model.knowledge_base.as_deref();
        let Some(drawing) = drawn.map(|diagram| draw(diagram, kb)) else {
            return;
        };
        self.add(&format!(
            "<section aria-labelledby=\"m{m}d{d}\">\n<h2 id=\"m{m}d{d}\">{}</h2>\n",
            escaped(&diagram.name)
        ));
        let id = format!("m{m}d{d}x");
        if self.has(Part::Diagrams) || self.has(Part::Pictures) {
            self.add("<svg class=\"definitions\" aria-hidden=\"true\" font-family=\"Arial, Arimo, Helvetica, sans-serif\"><defs>\n");
            let [shapes, labels] = bodies(&drawing, &id);
            self.add(&format!(
                "<g id=\"{id}\">\n{shapes}</g>\n<g id=\"{id}l\">\n{labels}</g>\n</defs></svg>\n"
            ));
        }
        if self.has(Part::Diagrams) {
            let b = drawing.bounds;
            self.add("<figure>\n");
            self.picture(
                b,
                b.width,
                &format!("Diagram {}", diagram.name),
                &format!("<use href=\"#{id}\"/><use href=\"#{id}l\"/>"),
            );
            self.add("</figure>\n");
        }
        if self.has(Part::Summary) {
            self.summary(&diagram.summary);
        }
        if self.has(Part::Threats) {
            let places: HashMap<&ElementId, usize> = drawing
                .items
                .iter()
                .enumerate()
                .map(|(i, item)| (&item.id, i))
                .collect();
            for (i, interaction) in diagram.interactions.iter().enumerate() {
                self.interaction(m, d, i, interaction, &drawing, &places);
            }
            if diagram.interactions.is_empty() {
                let told = !interactions_of(subject.model, diagram.place).is_empty();
                self.add(match told {
                    true => "<p class=\"empty\">The interactions on this diagram stand with the diagrams before it.</p>\n",
                    false => "<p class=\"empty\">No data flow on this diagram connects two elements.</p>\n",
                }
                );
            }
        }
        self.add("</section>\n");
    }

    fn picture(&mut self, view: Rect, width: f64, label: &str, content: &str) {
        let _ = writeln!(
            self.out,
            "<svg role=\"img\" aria-label=\"{}\" viewBox=\"{} {} {} {}\" width=\"{}\" font-family=\"Arial, Arimo, Helvetica, sans-serif\">{content}</svg>",
            escaped(label),
            number(view.left),
            number(view.top),
            number(view.width),
            number(view.height),
            number(width),
        );
    }

    fn interaction(
        &mut self,
        m: usize,
        d: usize,
        i: usize,
        interaction: &InteractionPart,
        drawing: &Drawing,
        places: &HashMap<&ElementId, usize>,
    ) {
        let id = format!("m{m}d{d}i{i}");
        self.add(&format!(
            "<section class=\"interaction\" aria-labelledby=\"{id}\">\n<h3 id=\"{id}\">{}</h3>\n",
            escaped(&interaction.name)
        ));
        let crossing = match interaction.crosses.is_empty() {
            true => "crosses no trust boundary".to_owned(),
            false => format!("crosses {}", interaction.crosses.join(", ")),
        };
        let sentence = format!(
            "{} → {}, {crossing}",
            interaction.source, interaction.target
        );
        self.add(&format!(
            "<p class=\"crossing\">{}</p>\n",
            escaped(&sentence)
        ));
        if self.has(Part::Pictures) {
            let marked: Vec<usize> = interaction
                .elements
                .iter()
                .filter_map(|e| places.get(e).copied())
                .collect();
            // Boundaries may be as large as the diagram: the picture is about the three elements.
            let three = marked.iter().take(3).filter_map(|p| drawing.items.get(*p));
            let view = three
                .map(|item| item.bounds)
                .reduce(Rect::union)
                .unwrap_or_default()
                .grown(36.0);
            // Names of crossed boundaries that reach into the picture are shown whole.
            let zones = marked.iter().skip(3).filter_map(|p| drawing.items.get(*p));
            let names = zones
                .flat_map(|item| &item.labels)
                .map(trustline_drawing::Part::bounds);
            let view = names
                .filter(|name| name.touches(view))
                .map(|n| n.grown(6.0))
                .fold(view, Rect::union);
            let mut content = format!("<use href=\"#m{m}d{d}x\" opacity=\".22\"/>");
            // Boundaries below, then the shapes, the flow on top, labels above all.
            let order = [(3, marked.len()), (0, 1), (2, 3), (1, 2)]
                .map(|(from, to)| marked.get(from..to).unwrap_or_default());
            for (labels, letter) in [(false, ""), (true, "l")] {
                for (part, places) in order.iter().enumerate() {
                    let class = if part > 0 { " class=\"focus\"" } else { "" };
                    for place in *places {
                        let item = drawing.items.get(*place);
                        if !labels || item.is_some_and(|item| !item.labels.is_empty()) {
                            let _ =
                                write!(content, "<use href=\"#m{m}d{d}x{letter}{place}\"{class}/>");
                        }
                    }
                }
            }
            self.add("<figure>\n");
            self.picture(
                view,
                view.width.max(320.0),
                &format!("Interaction {sentence}"),
                &content,
            );
            self.add("</figure>\n");
        }
        if interaction.threats.is_empty() {
            self.add("<p class=\"empty\">No threats.</p>\n");
        }
        interaction.threats.iter().for_each(|t| self.threat(m, t));
        self.add("</section>\n");
    }

    fn threat(&mut self, m: usize, t: &ThreatPart) {
        let rank = rank(&t.priority);
        let mut anchor = format!("m{m}-threat-{}", t.number);
        let count = self.anchors.entry(anchor.clone()).or_default();
        *count += 1;
        if *count > 1 {
            anchor = format!("{anchor}-again-{count}");
        }
        self.add(&format!(
            "<article class=\"threat\" id=\"{anchor}\" data-state=\"{}\" data-priority=\"{}\" data-category=\"{}\" data-rank=\"{rank}\">\n\
             <h4><a href=\"#{anchor}\">{}. {}</a></h4>\n<p class=\"marks\">",
            escaped(t.state.label()),
            escaped(&t.priority),
            escaped(&t.category),
            t.number,
            escaped(&t.title),
        ));
        let class: String = t
            .state
            .file_name()
            .to_lowercase()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let mut marks = vec![
            (format!("s-{class}"), t.state.label()),
            (format!("p-{rank}"), t.priority.as_str()),
            (String::new(), t.category.as_str()),
        ];
        marks.extend(t.remarks().map(|word| (String::new(), word)));
        for (class, word) in marks.into_iter().filter(|(_, word)| !word.is_empty()) {
            self.add(&format!(
                "<span class=\"mark {class}\">{}</span> ",
                escaped(word)
            ));
        }
        self.add(&format!("</p>\n<p>{}</p>\n<dl>\n", rich(&t.description)));
        for field in &t.fields {
            self.add(&format!(
                "<dt>{}</dt><dd>{}</dd>\n",
                escaped(&field.label),
                rich(&field.value)
            ));
        }
        if !t.justification.trim().is_empty() {
            self.add(&format!(
                "<dt>Justification</dt><dd>{}</dd>\n",
                rich(&t.justification)
            ));
        }
        if let Some(at) = &t.changed_at {
            let by = t.changed_by.as_deref().unwrap_or("somebody");
            self.add(&format!(
                "<dt>Changed</dt><dd>{}, {}</dd>\n",
                escaped(by),
                escaped(&moment(at))
            ));
        }
        self.add("</dl>\n</article>\n");
    }

    /// Interaction tables and what a team recorded.
    fn chapters(&mut self, m: usize, told: &[Chapter]) {
        for chapter in told {
            let id = format!("m{m}-{}", chapter.id);
            self.add(&format!(
                "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n",
                chapter.title
            ));
            for block in &chapter.blocks {
                self.block(block);
            }
            self.add("</section>\n");
        }
    }

    fn block(&mut self, block: &Block) {
        let lines = |text: &str| {
            let lines = text.lines().filter(|l| !l.trim().is_empty());
            lines.map(escaped).collect::<Vec<_>>().join("<br>")
        };
        match block {
            Block::Heading(text) => self.add(&format!("<h3>{}</h3>\n", escaped(text))),
            Block::Text(text) => self.add(&format!("<p>{}</p>\n", escaped(text))),
            Block::List(items) => {
                self.add("<ul>\n");
                for item in items {
                    self.add(&format!("<li>{}</li>\n", lines(item)));
                }
                self.add("</ul>\n");
            }
            Block::Table(heads, rows) => {
                self.add("<table class=\"broad\"><thead><tr>");
                for head in heads {
                    self.add(&match *head {
                        "" => "<td></td>".to_owned(),
                        head => format!("<th scope=\"col\">{}</th>", escaped(head)),
                    });
                }
                self.add("</tr></thead><tbody>\n");
                for row in rows {
                    let cells = row.iter().map(|c| format!("<td>{}</td>", lines(c)));
                    self.add(&format!("<tr>{}</tr>\n", cells.collect::<String>()));
                }
                self.add("</tbody></table>\n");
            }
        }
    }

    fn notes(&mut self, m: usize, content: &Content) {
        if !self.has(Part::Notes) || content.notes.is_empty() {
            return;
        }
        self.add(&format!(
            "<section aria-labelledby=\"m{m}-notes\">\n<h2 id=\"m{m}-notes\">Notes</h2>\n"
        ));
        for note in &content.notes {
            self.add(&format!(
                "<div class=\"note\"><p class=\"who\">{}, {}</p><p>{}</p></div>\n",
                escaped(&note.author),
                escaped(&moment(&note.date)),
                escaped(&note.text)
            ));
        }
        self.add("</section>\n");
    }

    fn messages(&mut self, m: usize, content: &Content, subject: &Subject<'_>) {
        if !self.has(Part::Messages) {
            return;
        }
        self.add(&format!(
            "<section aria-labelledby=\"m{m}-messages\">\n<h2 id=\"m{m}-messages\">Messages</h2>\n"
        ));
        if content.messages.is_empty() && subject.diagnostics.is_empty() {
            self.add("<p class=\"empty\">None.</p>\n");
        } else {
            self.add("<ul class=\"messages\">\n");
            for message in &content.messages {
                self.add(&format!("<li>{}</li>\n", escaped(message)));
            }
            for d in subject.diagnostics {
                self.add(&format!(
                    "<li>{}: {} <code>{}</code></li>\n",
                    d.severity.as_str(),
                    escaped(&d.message),
                    d.code
                ));
            }
            self.add("</ul>\n");
        }
        self.add("</section>\n");
    }
}

fn rank(priority: &str) -> &'static str {
    match Urgency::from(priority) {
        Urgency::Critical | Urgency::High => "high",
        Urgency::MediumHigh | Urgency::Medium => "medium",
        Urgency::LowMedium | Urgency::Low | Urgency::Lowest | Urgency::Informational => "low",
        Urgency::Other => "other",
    }
}

/// `2024-01-23T10:42:46.6420661-05:00` as `2024-01-23 10:42 -05:00`; anything else as it is.
fn moment(text: &str) -> String {
    let parts = text
        .split_once('T')
        .filter(|(date, time)| date.len() == 10 && time.len() >= 5);
    let Some((date, time)) = parts else {
        return text.to_owned();
    };
    let zone = time
        .find(['+', '-', 'Z'])
        .and_then(|i| time.get(i..))
        .unwrap_or("");
    let zone = if zone == "Z" { "UTC" } else { zone };
    format!("{date} {} {zone}", time.get(..5).unwrap_or(""))
        .trim_end()
        .to_owned()
}

/// A long text of a threat as safe HTML: words, line breaks, and links to the web.
pub fn rich(text: &str) -> String {
    pieces(text.trim())
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => escaped(&text),
            Piece::Break => "<br>".to_owned(),
            Piece::Link(href, label) => format!(
                "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>",
                escaped(&href),
                escaped(&label)
            ),
        })
        .collect()
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
        let policy = include_str!("../../web/policy.txt");
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

    #[test]
    fn moments_are_made_readable() {
        let cases = [
            (
                "2024-01-23T10:42:46.6420661-05:00",
                "2024-01-23 10:42 -05:00",
            ),
            ("2026-01-02T03:04:05", "2026-01-02 03:04"),
            ("yesterday", "yesterday"),
        ];
        for (given, expected) in cases {
            assert_eq!(moment(given), expected);
        }
    }
}
