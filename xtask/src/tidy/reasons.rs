//! Why we stand on others: a line of reason for each dependency.

/// Every dependency of the root manifest has a line of reason above it, alone or with others.
pub fn faults(manifest: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reason = false;
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
            reason = false;
        } else if line.starts_with('#') {
            reason = true;
        } else if inside && line.contains('=') && !line.starts_with("trustline-") && !reason {
            faults.push(format!(
                "Cargo.toml: no reason is given for `{}`",
                line.split(' ').next().unwrap_or("")
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_dependency_without_reason_is_found() {
        let manifest = "[workspace.dependencies]\nserde = \"1\"\n# Because.\ntoml = \"1\"\n";
        assert_eq!(super::faults(manifest).len(), 1);
    }
}
