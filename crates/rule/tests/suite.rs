//! Runs `suite.txt`, the language's manual by example.

use trustline_rule::{Facts, Glossary, Internal, Rule, Subject, internal, readable, wanted};

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

fn glossary() -> Glossary {
    let kinds = [
        ("P", "Web Server"),
        ("D", "Data Base"),
        ("L", "Internet"),
        ("X1", "Twin"),
        ("X2", "Twin"),
        ("B", "Odd ] Name"),
    ];
    let properties = [
        ("auth", "Signs In"),
        ("enc", "Encrypted"),
        ("a1", "Answer"),
        ("a2", "Answer"),
    ];
    Glossary::new(kinds.into_iter(), properties.into_iter())
}

#[test]
fn names_and_ids_are_exchanged_both_ways() {
    let cases = include_str!("spelling.txt").lines();
    for line in cases.filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (name, rest) = line.split_once(": ").unwrap();
        let (ids, names) = rest.split_once(" <=> ").unwrap();
        assert_eq!(readable(ids, &glossary()), names, "{name}");
        assert_eq!(internal(names, &glossary()).unwrap().text, ids, "{name}");
    }
}

#[test]
fn names_that_stand_for_nothing_are_refused_where_they_stand() {
    let error = |text: &str| {
        let error = internal(text, &glossary()).unwrap_err();
        format!("{:?} {}", error.span, error.message)
    };
    assert_eq!(
        error("source is [Web Sever]"),
        "10..21 no stencil is called `Web Sever`"
    );
    assert_eq!(
        error("source is [Twin]"),
        "10..16 more than one stencil is called `Twin`: write the id in quotes"
    );
    assert_eq!(
        error("flow.[Nothing] is 'x'"),
        "5..14 no property is called `Nothing`"
    );
    assert_eq!(
        error("flow crosses [Internet"),
        "13..22 this name has no closing `]`"
    );
}

#[test]
fn places_lead_back_to_the_text_with_names() {
    let text = "source is [Web Server] and target.[Signs In] is Yes";
    let spelt = internal(text, &glossary()).unwrap();
    let error = Rule::parse(&spelt.text).unwrap_err();
    let place = spelt.place(&error.span);
    assert_eq!(&text[place], "Yes");
    let kind = spelt.text.find("'P'").unwrap();
    assert_eq!(&text[spelt.place(&(kind..kind + 3))], "[Web Server]");
}

#[test]
fn what_is_wanted_at_the_end() {
    let cases = include_str!("wanted.txt").lines();
    for line in cases.filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let parts: Vec<&str> = line.split('|').collect();
        let [_, text, state, begun, _] = parts[..] else {
            panic!("{line}");
        };
        let (found, range) = wanted(text, text.len());
        assert_eq!(format!("{found:?}"), state.trim(), "{line}");
        assert_eq!(&text[range], begun, "{line}");
    }
}
