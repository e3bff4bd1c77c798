//! Which stencil of a built-in template everyday names mean: `tests/stencils/` has a file for each, with a
//! name, what it is where that is told, and the stencil; none where it stays generic.

use std::fmt::Write as _;
use trustline_harness::{Outcome, root};
use trustline_model::interactions::NodeKind;
use trustline_model::{KnowledgeBase, Stencil};
use trustline_tables::{Found, Vocabulary};

const TEMPLATES: [&str; 3] = ["core", "infrastructure", "cloud"];

fn template(name: &str) -> Result<KnowledgeBase, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(root().join(format!("crates/library/{name}.tb7")))?;
    let kb = trustline_formats::read(&bytes)?.model.knowledge_base;
    Ok(kb.ok_or("a template")?.as_ref().clone())
}

#[test]
fn everyday_names_find_their_stencils() -> Outcome {
    let mut wrong = String::new();
    for template_name in TEMPLATES {
        let kb = template(template_name)?;
        let vocabulary = Vocabulary::new(&kb);
        let names = root().join(format!("tests/stencils/{template_name}.csv"));
        for line in std::fs::read_to_string(names)?.lines() {
            let cells: Vec<&str> = line.split(',').collect();
            let [name, kind, expected] = cells.as_slice() else {
                return Err(format!("`{line}` has not three cells").into());
            };
            let found = vocabulary.find(name, NodeKind::named(kind));
            let (found, by) = found.map_or(("", ""), |f| (f.stencil.name.as_str(), f.by));
            if found != *expected {
                writeln!(
                    wrong,
                    "{template_name}: {name} ({kind}): {found} by {by}, not {expected}"
                )?;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

/// Every name in the vocabulary leads to a stencil that has it, and offers all others.
#[test]
fn every_name_of_a_stencil_finds_it() -> Outcome {
    let mut wrong = String::new();
    for template_name in TEMPLATES {
        let kb = template(template_name)?;
        let vocabulary = Vocabulary::new(&kb);
        for stencil in kb.stencils.iter().filter(|s| !s.generic && !s.hidden) {
            let shape = kb.representation(&stencil.id);
            let mut kinds = NodeKind::ALL.into_iter();
            let Some(kind) = kinds.find(|k| Some(&k.shape()) == shape) else {
                continue;
            };
            let names = stencil.also_called().into_iter();
            for name in names.chain([stencil.name.as_str()]) {
                let found = vocabulary.find(name, Some(kind));
                let has = |s: &Stencil| s.id == stencil.id;
                let leads = |f: &Found| has(f.stencil) || f.others.iter().any(|s| has(s));
                if !found.as_ref().is_some_and(leads) {
                    let found = found.map(|f| f.stencil.name.as_str());
                    writeln!(
                        wrong,
                        "{template_name}: {name} of {}: {found:?}",
                        stencil.name
                    )?;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}
