//! The map file of `trustline template apply`: choices about a move, as TOML that people edit.

use crate::exit::{Exit, Failure};
use crate::input;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;
use toml::{Table, Value};
use trustline_model::ThreatModel;
use trustline_templates::migrate::{Carry, Choices, Plan, PropertyChange};

/// A map is small; anything larger is a mistake or worse.
const MAX_MAP: usize = 4 << 20;

/// The word for a threat type whose decisions are carried nowhere.
const NOWHERE: &str = "none";

/// Reads choices from a file.
pub fn read(file: &str, model: &ThreatModel) -> Result<Choices, Failure> {
    let usage = |message: String| Failure::new(Exit::Usage, format!("`{file}`: {message}"));
    let path = Path::new(file);
    let text = trustline_disk::read_text(path, MAX_MAP).map_err(|e| match e.kind() {
        ErrorKind::FileTooLarge => usage(format!("a map has at most {MAX_MAP} bytes")),
        _ => input::unreadable(path, &e),
    })?;
    let table: Table = text
        .parse()
        .map_err(|e: toml::de::Error| usage(e.message().to_owned()))?;
    choices(&table, model)
        .map_err(|message| usage(message).help("`--write-map FILE` writes a map to start from"))
}

fn text<'a>(place: &str, value: &'a Value) -> Result<&'a str, String> {
    value
        .as_str()
        .ok_or_else(|| format!("`{place}` must be a text"))
}

fn table<'a>(place: &str, value: &'a Value) -> Result<&'a Table, String> {
    value
        .as_table()
        .ok_or_else(|| format!("`{place}` must be a table"))
}

fn choices(map: &Table, model: &ThreatModel) -> Result<Choices, String> {
    let mut choices = Choices::default();
    for (name, part) in map {
        match name.as_str() {
            "stencils" => {
                for (from, to) in table(name, part)? {
                    let to = text(from, to)?.into();
                    choices.stencils.insert(from.as_str().into(), to);
                }
            }
            "values" => {
                for (stencil, properties) in table(name, part)? {
                    for (property, values) in table(stencil, properties)? {
                        for (from, to) in table(property, values)? {
                            let key = (stencil.as_str().into(), property.clone(), from.clone());
                            choices.values.insert(key, text(from, to)?.to_owned());
                        }
                    }
                }
            }
            "threats" => {
                for (from, to) in table(name, part)? {
                    let to = Some(text(from, to)?).filter(|to| *to != NOWHERE);
                    let to = to.map(Into::into);
                    choices.threats.insert(from.as_str().into(), to);
                }
            }
            "refused" => {
                let numbers = part.as_array().map_or(&[][..], Vec::as_slice);
                for number in numbers {
                    let number = number.as_integer();
                    let known = model.threats.iter().filter(|t| Some(t.number) == number);
                    choices.refused.extend(known.map(|t| t.key.clone()));
                }
            }
            other => return Err(format!("unknown table `{other}`")),
        }
    }
    Ok(choices)
}

/// A map that says what a plan proposes, with what else there is to choose as comments.
pub fn write(plan: &Plan) -> String {
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    let proposed = plan.choices();
    let mut out = String::from(
        "# Choices for `trustline template apply --map`. What is not listed is proposed anew.\n\
         # Numbers of threats whose guessed place is refused.\n",
    );
    let guessed = plan.decisions.iter().filter(|d| d.carry == Carry::Guess);
    let _ = writeln!(out, "refused = []");
    for guess in guessed {
        let (number, title, to) = (guess.number, &guess.title, &guess.to_title);
        let _ = writeln!(out, "#   {number} {} → {}", plain(title), plain(to));
    }
    out.push_str("\n# Stencils that the new template lacks, and the ones that elements get instead.\n[stencils]\n");
    let mut shown = BTreeMap::new();
    for element in plan.elements.iter().filter(|e| e.is_replaced()) {
        shown.entry(&element.from.0).or_insert(element);
    }
    for (from, element) in shown {
        let _ = writeln!(
            out,
            "# {} → {}",
            plain(&element.from.1),
            plain(&element.to.1)
        );
        let others = element
            .alternatives
            .iter()
            .filter(|(id, _)| *id != element.to.0);
        for (id, name) in others.take(5) {
            let _ = writeln!(out, "#   or {} ({})", quoted(id.as_str()), plain(name));
        }
        let (from, to) = (quoted(from.as_str()), quoted(element.to.0.as_str()));
        let _ = writeln!(out, "{from} = {to}");
    }
    out.push_str("\n# Values that the new template does not offer, by stencil and property.\n");
    let mut valid = BTreeMap::new();
    for element in &plan.elements {
        for property in &element.properties {
            if let PropertyChange::Value { valid: all, .. } = &property.change {
                valid.insert((&element.from.0, &property.name), all);
            }
        }
    }
    let mut heading = None;
    for ((stencil, property, before), after) in &proposed.values {
        if heading != Some((stencil, property)) {
            heading = Some((stencil, property));
            let (s, p) = (quoted(stencil.as_str()), quoted(property));
            let all = valid.get(&(stencil, property)).map(|l| l.join(", "));
            let _ = writeln!(out, "# there is {}", plain(&all.unwrap_or_default()));
            let _ = writeln!(out, "[values.{s}.{p}]");
        }
        let _ = writeln!(out, "{} = {}", quoted(before), quoted(after));
    }
    out.push_str("\n# Threat types and the ones to which decisions on them are carried; \"none\": to none.\n[threats]\n");
    for (from, to) in &proposed.threats {
        let known = plan.decisions.iter().find(|d| d.from.threat_type == *from);
        if let Some(decision) = known {
            let how = decision.carry.as_str();
            let _ = writeln!(
                out,
                "# {how}: {} → {}",
                plain(&decision.title),
                plain(&decision.to_title)
            );
        }
        let to = to.as_ref().map_or(NOWHERE, |to| to.as_str());
        let _ = writeln!(out, "{} = {}", quoted(from.as_str()), quoted(to));
    }
    out
}

/// A text within a comment.
fn plain(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
