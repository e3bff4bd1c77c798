//! Templates as text (YAML): one file, or a folder whose files are read as one. See
//! `docs/template-form.md`. An edit is carried over into the text as people wrote it.

mod codec;
mod emit;
mod fields;
mod folder;
mod pages;
mod patch;
mod read;
mod trials;
mod whole;
mod words;
mod write;
mod yaml;

pub use codec::YAML;
pub use folder::{read_files, trials_in, write_files, write_files_from, write_from_files};
pub use whole::{is_whole, trials};
pub use words::usual_properties;

#[cfg(test)]
mod tests {
    use super::yaml::{Node, Value};
    use std::path::Path;

    /// As YAML 1.2 reads a text that stands plain.
    fn json(node: &Node) -> serde_json::Value {
        match &node.value {
            Value::Nothing => serde_json::Value::Null,
            Value::Text(text) if text == "true" => true.into(),
            Value::Text(text) if text == "false" => false.into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(json).collect(),
            Value::Map(entries) => {
                let pair = |(k, v): &(Node, Node)| (k.text().unwrap().to_owned(), json(v));
                entries
                    .iter()
                    .map(pair)
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }
        }
    }

    fn yaml_below(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                yaml_below(&path, found);
            } else if path.extension().is_some_and(|e| e == "yaml") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn templates_are_as_the_schema_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let schema = std::fs::read_to_string(root.join("docs/template-schema.json")).unwrap();
        let schema = serde_json::from_str(&schema).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let mut texts = Vec::new();
        for folder in [
            "crates/library",
            "crates/formats/tests/text",
            "tests/corpus",
        ] {
            yaml_below(&root.join(folder), &mut texts);
        }
        // Everything that files of the original tool hold, in the settled form.
        let public = std::fs::read_dir(root.join("../shared/corpus/templates"));
        for file in public.into_iter().flatten().flatten() {
            if let Ok(reading) = crate::read(&std::fs::read(file.path()).unwrap()) {
                let kb = reading.model.knowledge_base.unwrap();
                texts.push(super::whole::write(&kb, None));
            }
        }
        assert!(texts.len() > 30);
        for text in texts {
            let value = json(&super::yaml::parse(&text).unwrap());
            if let Err(error) = schema.validate(&value) {
                panic!(
                    "{}: {error}\n{}",
                    error.instance_path(),
                    &text[..300.min(text.len())]
                );
            }
        }
        let wrong = super::yaml::parse("stencils:\n- name: P\n  id: p\n  parnet: Q\n").unwrap();
        assert!(schema.validate(&json(&wrong)).is_err());
    }
}
