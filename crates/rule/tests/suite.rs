//! Runs `suite.txt`, the language's manual by example.

use trustline_rule::{Facts, Internal, Rule, Subject};

struct Example;

impl Facts for Example {
    fn is(&self, subject: Subject, kind: &str) -> bool {
        let types: &[&str] = match subject {
            Subject::Source => &["p", "ge.p"],
            Subject::Target => &["d", "ge.ds"],
            Subject::Flow => &["f", "ge.df"],
        };
        types.contains(&kind.to_lowercase().as_str())
    }
    fn has(&self, subject: Subject, property: &str, value: &str) -> bool {
        let properties = [
            (Subject::Source, "auth", "yes"),
            (Subject::Flow, "enc", "no"),
            (Subject::Target, "full-name_1", "a b"),
        ];
        properties.contains(&(subject, &property.to_lowercase(), &value.to_lowercase()))
    }
    fn crosses(&self, kind: &str) -> bool {
        ["l", "ge.tb.l"].contains(&kind.to_lowercase().as_str())
    }
}

#[test]
fn suite() {
    let mut cases = 0;
    let lines = include_str!("suite.txt").lines();
    for line in lines.filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (name, rest) = line.split_once(": ").unwrap();
        let (text, expected) = rest.rsplit_once(" => ").unwrap();
        let got = match Rule::parse(text) {
            Ok(rule) => {
                let rule = rule.unwrap();
                let again = Rule::parse(&rule.print(&Internal)).unwrap().unwrap();
                assert_eq!(again, rule, "{name}: printing and parsing again");
                assert_eq!(rule.explain(&Example).holds, rule.holds(&Example), "{name}");
                rule.holds(&Example).to_string()
            }
            Err(error) => format!("error at {}: {}", error.span.start, error.message),
        };
        assert_eq!(got, expected, "{name}");
        cases += 1;
    }
    assert!(cases > 30, "the suite was not read");
}

#[test]
fn an_empty_text_is_no_rule() {
    assert_eq!(Rule::parse(" \n\t"), Ok(None));
}

#[test]
fn deep_nesting_is_refused_not_crashed_on() {
    for text in ["(".repeat(100_000), "not ".repeat(100_000)] {
        assert!(
            Rule::parse(&text)
                .unwrap_err()
                .message
                .contains("nested deeper")
        );
    }
}

#[test]
fn the_parts_that_decided_are_named() {
    let rule = Rule::parse("source is 'P' and not (target is 'X' or flow.enc is 'Yes')")
        .unwrap()
        .unwrap();
    let because: Vec<_> = rule
        .explain(&Example)
        .because()
        .into_iter()
        .map(|(term, _, holds)| (format!("{term:?}"), holds))
        .collect();
    assert_eq!(because.len(), 3);
    assert!(because.iter().filter(|(_, holds)| *holds).count() == 1);
}
