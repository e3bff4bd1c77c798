//! The model as somebody saw it who signed, and what changed since.

use std::collections::{BTreeMap, HashMap, HashSet};
use trustline_analysis::wording::name_of;
use trustline_analysis::{Analysis, Interaction};
use trustline_model::InOrder;
use trustline_model::depth;
use trustline_model::review::Seen;
use trustline_model::review::decision::{APPROVER, EXPIRES, RESOLUTION};
use trustline_model::{ElementId, Form, ThreatKey, ThreatModel};

/// The model as somebody sees it who signs: every element and every decision with a fingerprint.
pub fn seen(model: &ThreatModel, analysis: &Analysis) -> Vec<Seen> {
    let mut found: BTreeMap<String, Seen> = BTreeMap::new();
    for diagram in &model.diagrams {
        let what = format!("diagram:{}", diagram.id);
        let mut print = Print::default();
        print.add(&diagram.name);
        print.add(&depth::level(diagram).map_or(String::new(), |l| l.to_string()));
        let mut names: Vec<&str> = diagram.elements.iter().map(|e| e.id.as_str()).collect();
        names.put_in_order_by(Ord::cmp);
        names.iter().for_each(|n| print.add(n));
        add(&mut found, what, diagram.name.trim().to_owned(), &print);
        for element in &diagram.elements {
            let what = format!("element:{}", element.id);
            let mut print = Print::default();
            print.add(element.form.as_str());
            print.add(element.stencil.as_str());
            for property in &element.properties {
                print.add(property.rule_name());
                print.add(property.value.as_text().flatten().unwrap_or(""));
            }
            if let Form::DataFlow(line) = &element.form {
                for end in [&line.source, &line.target] {
                    print.add(end.element.as_ref().map_or("", ElementId::as_str));
                }
            }
            add(&mut found, what, name_of(element), &print);
        }
    }
    for Interaction {
        diagram,
        flow,
        crosses,
        ..
    } in &analysis.interactions
    {
        let Some(of) = model.diagrams.get(*diagram) else {
            continue;
        };
        let Some(element) = of.elements.get(*flow) else {
            continue;
        };
        let mut print = Print::default();
        for boundary in crosses.iter().filter_map(|b| of.elements.get(*b)) {
            print.add(boundary.id.as_str());
        }
        let name = format!("crossing of {}", name_of(element));
        add(&mut found, format!("crossing:{}", element.id), name, &print);
    }
    for view in analysis.views(model) {
        let key = &view.threat.key;
        let mut print = Print::default();
        print.add(view.state().file_name());
        print.add(view.priority());
        print.add(view.justification());
        if let Some(threat) = view.stored() {
            for name in [RESOLUTION, APPROVER, EXPIRES] {
                print.add(threat.property(name));
            }
        }
        let name = format!("threat {} {}", view.threat.number, view.title());
        add(
            &mut found,
            format!("threat:{}", threat_id(key)),
            name,
            &print,
        );
    }
    found.into_values().collect()
}

fn add(found: &mut BTreeMap<String, Seen>, what: String, name: String, print: &Print) {
    // Names stand in one line, and ids hold no spaces.
    let what = what.replace(char::is_whitespace, "_");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let print = format!("{:016x}", print.0);
    found.insert(what.clone(), Seen { what, name, print });
}

fn threat_id(key: &ThreatKey) -> String {
    format!(
        "{}/{}/{}/{}",
        key.threat_type, key.source, key.flow, key.target
    )
}

/// FNV-1a over 64 bits: the same everywhere, and no secret.
struct Print(u64);

impl Default for Print {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Print {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// What changed since a sign-off, in words.
pub fn changed_since(then: &[Seen], now: &[Seen]) -> Vec<String> {
    let before: HashMap<&str, &Seen> = then.iter().map(|s| (s.what.as_str(), s)).collect();
    let after: HashSet<&str> = now.iter().map(|s| s.what.as_str()).collect();
    let mut found = Vec::new();
    for seen in now {
        let kind = seen.what.split(':').next().unwrap_or("");
        match before.get(seen.what.as_str()) {
            // Where a flow is new, its crossing is no news of its own.
            None if kind == "crossing" => {}
            None => found.push(format!("new: {}", seen.name)),
            Some(old) if old.name != seen.name && kind != "threat" && kind != "crossing" => {
                found.push(format!("renamed: {} is now {}", old.name, seen.name));
            }
            Some(old) if old.print != seen.print => found.push(format!("changed: {}", seen.name)),
            Some(_) => {}
        }
    }
    for seen in then.iter().filter(|s| !after.contains(s.what.as_str())) {
        if !seen.what.starts_with("crossing:") {
            found.push(format!("removed: {}", seen.name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_off_tells_what_changed_since() {
        let seen = |what: &str, name: &str, print: &str| Seen {
            what: what.into(),
            name: name.into(),
            print: print.into(),
        };
        let then = [
            seen("element:a", "Shop", "1"),
            seen("element:b", "Till", "1"),
            seen("crossing:f", "crossing of Pay", "1"),
            seen("threat:t", "threat 1 Theft", "1"),
            seen("element:c", "Oven", "1"),
        ];
        let now = [
            seen("element:a", "Web shop", "2"),
            seen("element:b", "Till", "1"),
            seen("crossing:f", "crossing of Pay", "2"),
            seen("crossing:g", "crossing of Ask", "2"),
            seen("threat:t", "threat 1 Theft", "9"),
            seen("element:d", "Mixer", "1"),
        ];
        assert_eq!(
            changed_since(&then, &now),
            [
                "renamed: Shop is now Web shop",
                "changed: crossing of Pay",
                "changed: threat 1 Theft",
                "new: Mixer",
                "removed: Oven"
            ]
        );
    }
}
