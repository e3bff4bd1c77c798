//! Any text: a rule that prints and parses to itself, or an error with a place in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trustline_rule::{Facts, Internal, Rule, Subject};

struct Nothing;

impl Facts for Nothing {
    fn is(&self, _: Subject, kind: &str) -> bool {
        kind.len() % 2 == 0
    }
    fn has(&self, _: Subject, property: &str, value: &str) -> bool {
        property.len() < value.len()
    }
    fn crosses(&self, kind: &str) -> bool {
        kind.len() % 3 == 0
    }
}

fuzz_target!(|text: &str| {
    match Rule::parse(text) {
        Ok(Some(rule)) => {
            let printed = rule.print(&Internal);
            let again = Rule::parse(&printed).expect("printed rules parse").expect("a rule");
            // A text with both kinds of quotes cannot be printed; none can be parsed either.
            assert_eq!(again, rule, "{printed}");
            assert_eq!(rule.explain(&Nothing).holds, rule.holds(&Nothing));
        }
        Ok(None) => assert!(text.trim().is_empty()),
        Err(error) => assert!(text.get(error.span).is_some()),
    }
});
