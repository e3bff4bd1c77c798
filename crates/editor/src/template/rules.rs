//! A rule being written: what is wrong with it and where, in the text that people see; and what
//! could stand where the caret is.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use trustline_model::InOrder;
use trustline_model::diagnostic::nearest;
use trustline_model::{Attribute, KnowledgeBase, Representation, Stencil};
use trustline_rule::{
    Glossary, Rule, RuleError, Subject, Term, Wanted, internal, readable, wanted,
};

/// The names that people read in the rules of a template.
pub(super) fn glossary(kb: &KnowledgeBase) -> Glossary {
    let attributes = kb.stencils.iter().flat_map(|s| &s.attributes);
    Glossary::new(
        kb.stencils.iter().map(|s| (s.id.as_str(), s.name.as_str())),
        attributes.map(|a| (a.name.as_str(), a.label.as_str())),
    )
}

/// The rule of a template with readable names.
pub fn readable_rule(kb: &KnowledgeBase, text: &str) -> String {
    readable(text, &glossary(kb))
}

/// What a template keeps of a rule with readable names: ids where every name has one; else the
/// text as it was typed, so that nothing is lost and the checks say what is wrong.
pub(super) fn stored(kb: &KnowledgeBase, text: &str) -> String {
    let text = text.trim();
    internal(text, &glossary(kb)).map_or_else(|_| text.to_owned(), |spelt| spelt.text)
}

/// Rules that could be read with the names of one template say the same in the other.
pub(super) fn follow_names(old: &KnowledgeBase, new: &mut KnowledgeBase) {
    let (before, after) = (glossary(old), glossary(new));
    for threat in &mut new.threat_types {
        for rule in [&mut threat.include, &mut threat.exclude] {
            if let Ok(spelt) = internal(&readable(rule, &before), &after) {
                *rule = spelt.text;
            }
        }
    }
}

/// A rule as it stands while it is written.
#[derive(Clone, Debug)]
pub struct RuleDraft {
    /// The rule, where the text is one.
    pub rule: Option<Rule>,
    /// What is wrong, the worst first.
    pub notes: Vec<RuleNote>,
}

/// Something wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// Where, in bytes of the text with readable names.
    pub span: Range<usize>,
    /// What.
    pub text: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Nothing can be done with the rule until it is mended.
    pub fatal: bool,
}

impl RuleDraft {
    /// Of a text with readable names.
    pub fn new(kb: &KnowledgeBase, text: &str) -> Self {
        let spelt = match internal(text, &glossary(kb)) {
            Ok(spelt) => spelt,
            Err(error) => return Self::broken(kb, text, error),
        };
        match Rule::parse(&spelt.text) {
            Ok(rule) => {
                let terms = rule.iter().flat_map(Rule::terms);
                let notes = terms.filter_map(|(term, span)| doubt(kb, term, spelt.place(&span)));
                let notes = notes.collect();
                Self { rule, notes }
            }
            Err(error) => {
                let span = spelt.place(&error.span);
                Self::broken(kb, text, RuleError { span, ..error })
            }
        }
    }

    fn broken(kb: &KnowledgeBase, text: &str, error: RuleError) -> Self {
        let help = advice(kb, text, &error.span);
        Self {
            rule: None,
            notes: vec![RuleNote {
                span: error.span,
                text: error.message,
                help,
                fatal: true,
            }],
        }
    }
}

fn meant(name: Option<&str>) -> Option<String> {
    name.map(|name| format!("did you mean `{name}`?"))
}

/// What was meant by a word that is none, or a name that nothing has.
fn advice(kb: &KnowledgeBase, text: &str, span: &Range<usize>) -> Option<String> {
    let there = text.get(span.clone())?;
    let Some(name) = there.strip_prefix('[') else {
        let word = there.split('.').next().unwrap_or(there);
        let known = [
            "source", "target", "flow", "is", "not", "crosses", "and", "or",
        ];
        return meant(nearest(word, known).filter(|k| *k != word));
    };
    let name = name.trim_end_matches(']').trim();
    let is_label = text
        .get(..span.start)
        .is_some_and(|before| before.ends_with('.'));
    meant(match is_label {
        true => nearest(name, attributes(kb, None).map(|a| a.label.trim())),
        false => nearest(name, kb.stencils.iter().map(|s| s.name.trim())),
    })
}

/// What a question asks for that the template lacks: it could never hold.
fn doubt(kb: &KnowledgeBase, term: &Term, span: Range<usize>) -> Option<RuleNote> {
    let (text, help) = match term {
        Term::Is(_, id) | Term::Crosses(id) => {
            if id.eq_ignore_ascii_case("ROOT") || kb.stencil(&id.as_str().into()).is_some() {
                return None;
            }
            let known = kb.stencils.iter().map(|s| s.id.as_str());
            (
                format!("no stencil has the id `{id}`"),
                meant(nearest(id, known)),
            )
        }
        Term::Has(subject, name, value) => {
            let named = |a: &&Attribute| {
                a.name.eq_ignore_ascii_case(name) || a.label.eq_ignore_ascii_case(name)
            };
            let mut all = attributes(kb, None).filter(named).peekable();
            if all.peek().is_none() {
                if trustline_model::property_name::OUT_OF_SCOPE.eq_ignore_ascii_case(name) {
                    return None;
                }
                let known = attributes(kb, Some(*subject)).map(|a| a.name.as_str());
                let help = meant(nearest(name, known));
                (format!("no stencil has a property `{name}`"), help)
            } else {
                let values: BTreeSet<&str> = all.flat_map(|a| &a.choices).map(|v| &**v).collect();
                if values
                    .iter()
                    .any(|v| v.to_lowercase() == value.to_lowercase())
                {
                    return None;
                }
                let all: Vec<String> = values.iter().map(|v| format!("`{v}`")).collect();
                let near = meant(nearest(value, values.iter().copied()));
                let help = near.unwrap_or_else(|| format!("its values are {}", all.join(", ")));
                (format!("`{value}` is not one of its values"), Some(help))
            }
        }
    };
    Some(RuleNote {
        span,
        text,
        help,
        fatal: false,
    })
}

/// What may stand at a caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes that a suggestion takes the place of.
    pub range: Range<usize>,
    /// The best first.
    pub choices: Vec<Suggestion>,
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is written.
    pub text: String,
    /// What it is.
    pub note: String,
}

/// Whether elements of a stencil can be what a rule asks of: an end, a flow, or a boundary.
fn serves(kb: &KnowledgeBase, stencil: &Stencil, subject: Option<Subject>) -> bool {
    match kb.representation(&stencil.id) {
        Some(Representation::LineBoundary | Representation::BorderBoundary) => subject.is_none(),
        Some(Representation::Annotation) => false,
        Some(Representation::Line) => subject == Some(Subject::Flow),
        Some(Representation::Other(_)) | None => true,
        Some(_) => matches!(subject, Some(Subject::Source | Subject::Target)),
    }
}

/// Attributes that a subject can have; of every stencil, where none is asked for.
fn attributes(
    kb: &KnowledgeBase,
    subject: Option<Subject>,
) -> impl Iterator<Item = &Attribute> + Clone {
    let of_subject = move |s: &&Stencil| subject.is_none() || serves(kb, s, subject);
    kb.stencils
        .iter()
        .filter(of_subject)
        .flat_map(|s| &s.attributes)
}

/// What may stand at `caret` (in bytes) of a rule with readable names.
pub fn complete(kb: &KnowledgeBase, text: &str, caret: usize) -> Completion {
    let (wanted, mut range) = wanted(text, caret);
    let begun = text.get(range.clone()).unwrap_or("").to_lowercase();
    let begun = begun.trim_start_matches(['[', '\'', '"']);
    let mut choices: Vec<(String, String)> = Vec::new();
    let words = |all: &[&str]| -> Vec<(String, String)> {
        all.iter()
            .map(|w| (format!("{w} "), String::new()))
            .collect()
    };
    match &wanted {
        Wanted::Question => {
            choices = words(&["source is", "target is", "flow is", "flow crosses", "not"]);
            choices.extend(["source.", "target.", "flow.", "("].map(|w| (w.into(), String::new())));
        }
        Wanted::Verb(Subject::Flow) => choices = words(&["crosses", "is", "is not"]),
        Wanted::Verb(_) | Wanted::Is => choices = words(&["is", "is not"]),
        Wanted::Joint => {
            choices = words(&["and", "or"]);
            let open = text.get(..caret).unwrap_or("");
            if open.matches('(').count() > open.matches(')').count() {
                choices.push((") ".into(), String::new()));
            }
        }
        Wanted::Kind(subject) => {
            let names = glossary(kb);
            let kinds = kb.stencils.iter().filter(|s| serves(kb, s, *subject));
            choices.extend(kinds.map(|s| match names.name_of_kind(s.id.as_str()) {
                Some(name) => (format!("[{name}] "), s.id.to_string()),
                None => (format!("'{}' ", s.id), s.name.trim().to_owned()),
            }));
        }
        Wanted::Property(subject) => {
            let names = glossary(kb);
            let mut by_name: HashMap<String, (String, String)> = HashMap::new();
            for a in attributes(kb, Some(*subject)) {
                let choice = match names.label_of_property(&a.name) {
                    Some(label) => (format!("[{label}] "), a.choices.join(", ")),
                    None => (format!("{} ", a.name), a.label.trim().to_owned()),
                };
                by_name.entry(a.name.to_lowercase()).or_insert(choice);
            }
            choices.extend(by_name.into_values());
        }
        Wanted::Value(subject, label) => {
            let asked = |a: &&Attribute| {
                a.name.eq_ignore_ascii_case(label) || a.label.trim().eq_ignore_ascii_case(label)
            };
            let all = attributes(kb, Some(*subject)).filter(asked);
            let mut seen = BTreeSet::new();
            for value in all
                .flat_map(|a| &a.choices)
                .filter(|v| seen.insert(v.to_lowercase()))
            {
                let quote = if value.contains('\'') { '"' } else { '\'' };
                choices.push((format!("{quote}{value}{quote} "), String::new()));
            }
        }
    }
    // Names as they come to mind; words and values stay in their order.
    if matches!(wanted, Wanted::Kind(_) | Wanted::Property(_)) {
        choices.put_in_order_by_key(|(text, _)| text.to_lowercase());
    }
    let rank = |text: &str| {
        let plain = text.trim_start_matches(['[', '\'', '"']).to_lowercase();
        match (plain.starts_with(begun), plain.contains(begun)) {
            (true, _) => Some(0),
            (_, true) => Some(1),
            _ => None,
        }
    };
    let mut fitting: Vec<(i32, (String, String))> = choices
        .into_iter()
        .filter_map(|c| Some((rank(&c.0).or_else(|| rank(&c.1).map(|_| 2))?, c)))
        .collect();
    fitting.put_in_order_by_key(|(rank, _)| *rank);
    range.end = rest_of_name(text, &range);
    Completion {
        range,
        choices: fitting
            .into_iter()
            .map(|(_, (text, note))| Suggestion { text, note })
            .collect(),
    }
}

/// Where a name in brackets or quotes ends that the caret stands in.
fn rest_of_name(text: &str, range: &Range<usize>) -> usize {
    let close = match text
        .get(range.clone())
        .and_then(|begun| begun.chars().next())
    {
        Some('[') => ']',
        Some(quote @ ('\'' | '"')) => quote,
        _ => return range.end,
    };
    let after = text.get(range.end..).unwrap_or("");
    let stop = after.find(['[', ']', '\'', '"', '\n', '(', ')']);
    match stop.filter(|i| after.get(*i..).is_some_and(|a| a.starts_with(close))) {
        Some(i) => range.end + i + close.len_utf8(),
        None => range.end,
    }
}
