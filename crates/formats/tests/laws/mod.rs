//! What holds for every template as text, whoever wrote it; the tests and the fuzz target
//! `read_text` share it.

use std::sync::Arc;
use trustline_formats::{FileKind, Format, Reading, read, read_folder, write, write_folder};
use trustline_model::{KnowledgeBase, ThreatModel};

/// Any bytes: a refusal, or a template that comes back byte for byte, that reads as itself in the
/// settled form and as a folder, and that edits are carried into.
pub fn hold(bytes: &[u8]) {
    let Ok(reading) = read(bytes) else { return };
    if reading.format.kind() != FileKind::YAML {
        return;
    }
    let untouched = write(&reading.model, &reading.format)
        .expect("a template")
        .bytes;
    assert_eq!(
        untouched, bytes,
        "an untouched text is not written byte for byte"
    );
    settled(&reading.model);
    let path = "template.yaml".to_owned();
    let folder = read_folder(vec![(path, bytes.to_vec())]).expect("a folder of one file");
    assert_eq!(folder.model, reading.model, "one file alone in a folder");
    let sum = bytes.iter().fold(7usize, |sum, b| {
        sum.wrapping_mul(31).wrapping_add((*b).into())
    });
    for step in 0..3 {
        let edit = EDITS[(sum / 7 + step * 5) % EDITS.len()];
        edited(&reading, edit, sum % 97);
        edited(&folder, edit, sum % 97);
    }
}

/// Written without a text to begin with, in one file and in several, it reads as itself.
pub fn settled(model: &ThreatModel) {
    let text = write(model, &Format::new(FileKind::YAML))
        .expect("a template")
        .bytes;
    same(&read(&text).expect("the settled form").model, model, &text);
    let files = write_folder(model, &Format::new(FileKind::YAML)).expect("a template");
    let told = format!(
        "{:?}",
        files
            .iter()
            .map(|f| String::from_utf8_lossy(&f.1))
            .collect::<Vec<_>>()
    );
    same(
        &read_folder(files).expect("the settled folder").model,
        model,
        told.as_bytes(),
    );
}

/// An edit reads back as the edited template, and tests stay.
pub fn edited(reading: &Reading, edit: fn(&mut KnowledgeBase, usize), at: usize) {
    let mut kb = reading
        .model
        .knowledge_base
        .as_deref()
        .expect("a template")
        .clone();
    edit(&mut kb, at);
    let mut model = reading.model.clone();
    model.knowledge_base = Some(Arc::new(kb));
    if reading.format.is_folder() {
        let files = write_folder(&model, &reading.format).expect("a template");
        let told = format!(
            "{:?}",
            files
                .iter()
                .map(|f| String::from_utf8_lossy(&f.1))
                .collect::<Vec<_>>()
        );
        same(
            &read_folder(files).expect("the folder").model,
            &model,
            told.as_bytes(),
        );
        return;
    }
    let text = write(&model, &reading.format).expect("a template").bytes;
    let again = read(&text).expect("the text");
    same(&again.model, &model, &text);
    let tests = |text: &[u8]| {
        String::from_utf8_lossy(text)
            .lines()
            .any(|l| l.starts_with("tests:"))
    };
    assert_eq!(
        tests(&reading.format.original()),
        tests(&text),
        "the tests are lost:\n{}",
        String::from_utf8_lossy(&text)
    );
}

/// Equal, or a panic that shows the first lines that differ.
fn same(back: &ThreatModel, model: &ThreatModel, text: &[u8]) {
    if back == model {
        return;
    }
    let (had, has) = (format!("{model:#?}"), format!("{back:#?}"));
    let first = had
        .lines()
        .zip(has.lines())
        .position(|(a, b)| a != b)
        .unwrap_or(0);
    let near = |all: &str| {
        all.lines()
            .skip(first.saturating_sub(3))
            .take(8)
            .collect::<Vec<_>>()
            .join("\n")
    };
    panic!(
        "written:\n{}\nhad:\n{}\nhas:\n{}",
        String::from_utf8_lossy(text),
        near(&had),
        near(&has)
    );
}

fn one<T>(all: &mut [T], at: usize) -> Option<&mut T> {
    let count = all.len().max(1);
    all.get_mut(at % count)
}

fn take<T>(all: &mut Vec<T>, at: usize) -> Option<T> {
    (!all.is_empty()).then(|| all.remove(at % all.len()))
}

/// Edits at a place.
pub const EDITS: [fn(&mut KnowledgeBase, usize); 16] = [
    |kb, _| kb.manifest.name.push_str(": new # name"),
    |kb, at| {
        if let Some(s) = one(&mut kb.stencils, at) {
            s.name = format!("{} or other", s.name)
        }
    },
    |kb, at| drop(take(&mut kb.stencils, at)),
    |kb, _| {
        // Generic stencils come first.
        let generic = kb.stencils.iter().filter(|s| s.generic).count();
        kb.stencils[..generic].reverse();
        kb.stencils[generic..].reverse();
    },
    |kb, at| {
        if let Some(mut s) = take(&mut kb.stencils.clone(), at) {
            s.id = format!("{}+", s.id).into();
            s.generic = false;
            kb.stencils.push(s);
        }
    },
    |kb, at| {
        if let Some(a) = one(&mut kb.stencils, at).and_then(|s| one(&mut s.attributes, at)) {
            a.choices.insert(0, "A new - value".into());
        }
    },
    |kb, at| {
        if let Some(s) = one(&mut kb.stencils, at) {
            s.attributes.reverse()
        }
    },
    |kb, at| {
        if let Some(s) = one(&mut kb.stencils, at) {
            drop(take(&mut s.attributes, at))
        }
    },
    |kb, at| {
        if let Some(t) = one(&mut kb.threat_types, at) {
            t.include = format!("({}) and target is 'ROOT'", t.include);
            t.exclude.clear();
        }
    },
    |kb, at| drop(take(&mut kb.threat_types, at)),
    |kb, _| kb.threat_types.reverse(),
    |kb, at| {
        if let Some(t) = one(&mut kb.threat_types, at) {
            t.title = "'Quoted' {title}\nin two lines".into();
            t.properties.pop();
        }
    },
    |kb, at| {
        if let Some(t) = take(&mut kb.threat_types.clone(), at) {
            kb.threat_types.insert(0, t)
        }
    },
    |kb, at| drop(take(&mut kb.categories, at)),
    |kb, at| {
        if let Some(c) = one(&mut kb.categories, at) {
            c.name = "- Other".into();
            c.short.push_str(" \t");
        }
    },
    |kb, at| {
        if let Some(p) = one(&mut kb.threat_properties, at) {
            p.label.push('!')
        }
    },
];
