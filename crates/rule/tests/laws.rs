//! The two laws of rules on random ones: parse–print–parse is the identity, and the compiled
//! form decides as the plain one does.

use proptest::prelude::*;
use trustline_rule::*;

fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        Just(Subject::Source),
        Just(Subject::Target),
        Just(Subject::Flow)
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    let text = "[A-C ]{0,2}";
    let leaf = prop_oneof![
        (subject(), text, any::<bool>()).prop_map(|(s, t, n)| Expr::Term(Term::Is(s, t), n)),
        (subject(), "[p-q]", text, any::<bool>())
            .prop_map(|(s, p, v, n)| Expr::Term(Term::Has(s, p, v), n)),
        text.prop_map(|t| Expr::Term(Term::Crosses(t), false)),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let node = inner.prop_map(|expr| Node { expr, span: 0..0 });
        prop_oneof![
            proptest::collection::vec(node.clone(), 2..4).prop_map(Expr::Or),
            proptest::collection::vec(node.clone(), 2..4).prop_map(Expr::And),
            node.prop_map(|n| Expr::Not(Box::new(n))),
        ]
    })
}

struct Bits(u64);

impl Bits {
    fn answer(&self, parts: &[&str]) -> bool {
        let sum: u64 = parts.concat().to_lowercase().bytes().map(u64::from).sum();
        self.0 >> (sum % 64) & 1 == 1
    }
}

impl Facts for Bits {
    fn is(&self, subject: Subject, kind: &str) -> bool {
        self.answer(&["is", subject.as_str(), kind])
    }
    fn has(&self, subject: Subject, property: &str, value: &str) -> bool {
        self.answer(&["has", subject.as_str(), property, value])
    }
    fn crosses(&self, kind: &str) -> bool {
        self.answer(&["crosses", kind])
    }
}

proptest! {
    #[test]
    fn parse_print_parse_is_the_identity(expr in expr()) {
        let rule = Rule { root: Node { expr, span: 0..0 } };
        let text = rule.print(&Internal);
        let again = Rule::parse(&text).unwrap().unwrap();
        prop_assert_eq!(&again, &rule);
        prop_assert_eq!(again.print(&Internal), text);
    }

    #[test]
    fn compiled_rules_decide_as_plain_ones(include in expr(), exclude in proptest::option::of(expr()), bits: u64) {
        let rule = |expr| Rule { root: Node { expr, span: 0..0 } };
        let (include, exclude) = (rule(include), exclude.map(rule));
        let facts = Bits(bits);
        let rules = Rules::compile([(Some(&include), exclude.as_ref())]);
        let mut truth = Truth::new(rules.terms().len());
        for (id, term) in rules.terms().iter().enumerate() {
            let yes = match term {
                Term::Is(s, k) => facts.is(*s, k),
                Term::Has(s, p, v) => facts.has(*s, p, v),
                Term::Crosses(k) => facts.crosses(k),
            };
            if yes { truth.set(id); }
        }
        let plain = include.holds(&facts) && !exclude.as_ref().is_some_and(|e| e.holds(&facts));
        prop_assert_eq!(rules.fire(&truth).next().is_some(), plain);
        prop_assert_eq!(include.explain(&facts).holds, include.holds(&facts));
        prop_assert!(!include.explain(&facts).because().is_empty());
    }

    #[test]
    fn any_text_is_a_rule_or_an_error_with_a_place(text in "(source|target|flow|is|not|and|or|crosses|\\(|\\)|'x'|\\.p| |é|'){0,20}") {
        match Rule::parse(&text) {
            Ok(Some(rule)) => { let _ = rule.print(&Internal); }
            Ok(None) => prop_assert!(text.trim().is_empty()),
            Err(error) => prop_assert!(text.get(error.span.clone()).is_some(), "{error}"),
        }
    }
}
