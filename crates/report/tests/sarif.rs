//! What GitHub, GitLab and Azure DevOps need of SARIF, rule by rule, over everything that is there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use serde_json::Value;
use std::collections::{HashMap, HashSet};
use trustline_checks::{Levels, examine};
use trustline_formats::{Reading, read};
use trustline_harness::{Case, Folder, Outcome, Trials};
use trustline_model::ThreatModel;
use trustline_report::{ReportKind, Settings, Subject, report};

fn main() {
    let mut trials = Trials::from_arguments();
    for folder in [Folder::OWN, Folder::EXAMPLES, Folder::MODELS] {
        trials.each("sarif", folder.cases(&["tm7"]), holds);
    }
    trials.note_absent(Folder::MODELS);
    trials.run().exit();
}

/// The run that a report of some models has.
fn run_of(files: &[(&str, &Reading, &ThreatModel)]) -> Value {
    let examined: Vec<_> = files
        .iter()
        .map(|(_, reading, model)| {
            let examined = examine(model, &Levels::default());
            let found = [reading.diagnostics.clone(), examined.diagnostics].concat();
            (examined.analysis, found, reading.format.places())
        })
        .collect();
    let subjects: Vec<Subject<'_>> = files
        .iter()
        .zip(&examined)
        .map(
            |((file, _, model), (analysis, diagnostics, spots))| Subject {
                file,
                model,
                analysis,
                diagnostics,
                spots: Some(spots),
            },
        )
        .collect();
    let bytes = report(&subjects, ReportKind::SARIF, &Settings::default());
    let log: Value = serde_json::from_slice(&bytes).unwrap();
    log["runs"][0].clone()
}

/// Results by rule, file and fingerprint.
type Prints = HashMap<(String, String, String), Value>;

fn prints(run: &Value) -> Result<Prints, String> {
    let mut prints = Prints::new();
    for result in run["results"].as_array().unwrap() {
        let place = &result["locations"][0]["physicalLocation"];
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let key = (
            text(&result["ruleId"]),
            text(&place["artifactLocation"]["uri"]),
            text(&result["partialFingerprints"]["primaryLocationLineHash"]),
        );
        if key.2.is_empty() {
            return Err(format!("no fingerprint: {result}"));
        }
        if prints.insert(key, result.clone()).is_some() {
            return Err(format!("two results have one fingerprint: {result}"));
        }
    }
    Ok(prints)
}

fn holds(case: &Case) -> Outcome {
    let bytes = case.bytes()?;
    let Ok(reading) = read(&bytes) else {
        return Ok(());
    };
    let run = run_of(&[
        ("a.tm7", &reading, &reading.model),
        ("b.tm7", &reading, &reading.model),
    ]);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut ids = HashSet::new();
    for rule in rules {
        let id = rule["id"].as_str().unwrap_or_default();
        if id.is_empty() || !ids.insert(id) {
            return Err(format!("a rule without an id of its own: {rule}").into());
        }
        for text in [
            "/shortDescription/text",
            "/fullDescription/text",
            "/help/text",
            "/help/markdown",
        ] {
            let said = rule
                .pointer(text)
                .and_then(Value::as_str)
                .unwrap_or_default();
            if said.trim().is_empty() {
                return Err(format!("{id} has no {text}").into());
            }
        }
        let score = rule["properties"].get("security-severity");
        if score.is_some_and(|s| s.as_str().and_then(|s| s.parse::<f64>().ok()).is_none()) {
            return Err(format!("{id}: the score is no number in a text").into());
        }
        let tags = rule["properties"]["tags"].as_array().unwrap();
        if tags.len() > 20 || tags.iter().any(|t| t.as_str().is_none_or(str::is_empty)) {
            return Err(format!("{id}: {tags:?}").into());
        }
    }
    let lines = String::from_utf8_lossy(&bytes).lines().count().max(1) as u64;
    for result in run["results"].as_array().unwrap() {
        let index = result["ruleIndex"]
            .as_u64()
            .map(|i| &rules[i as usize]["id"]);
        if index != Some(&result["ruleId"]) {
            return Err(format!("not the rule at its index: {result}").into());
        }
        let region = &result["locations"][0]["physicalLocation"]["region"];
        if !region["startLine"]
            .as_u64()
            .is_some_and(|l| (1..=lines).contains(&l))
        {
            return Err(format!("no line of the file: {result}").into());
        }
        let logical = &result["locations"][0]["logicalLocations"][0];
        for name in ["name", "fullyQualifiedName"] {
            let said = logical[name].as_str().unwrap_or_default();
            if said.trim_matches(['/', ' ']).is_empty() {
                return Err(format!("an empty place: {result}").into());
            }
        }
        if result["message"]["text"]
            .as_str()
            .unwrap_or_default()
            .is_empty()
        {
            return Err(format!("no message: {result}").into());
        }
    }
    let before = prints(&run)?;
    survives(&reading, &before)
}

/// An edit elsewhere, and lines that come before, change no fingerprint.
fn survives(reading: &Reading, before: &Prints) -> Outcome {
    let mut model = reading.model.clone();
    model.information.description = "Another description\nof two lines".into();
    for threat in model.threats.iter_mut().skip(1).step_by(3) {
        threat.number += 1000;
    }
    let run = run_of(&[
        ("a.tm7", reading, &model),
        ("b.tm7", reading, &reading.model),
    ]);
    let after = prints(&run)?;
    // The checks may speak of numbers.
    let threats = |prints: &Prints| -> HashSet<_> {
        let all = prints
            .iter()
            .filter(|(_, r)| r["properties"].get("state").is_some());
        all.map(|(key, _)| key.clone()).collect()
    };
    match threats(before) == threats(&after) {
        true => Ok(()),
        false => Err("fingerprints of threats changed with an edit elsewhere".into()),
    }
}
