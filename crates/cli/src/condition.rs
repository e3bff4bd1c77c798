//! Conditions on threats, as `--fail-on` takes them: the shape of threat rules, with `state`,
//! `priority`, `category`, `origin` and `status` as fields.
//!
//! ```text
//! condition = or ;  or = and { "or" and } ;  and = not { "and" not } ;
//! not = "not" not | "(" or ")" | "any" | "open" | field "is" ["not"] word ;
//! ```

use trustline_analysis::{Analysis, Origin, ThreatView};
use trustline_model::{State, ThreatModel, diagnostic::nearest, threat_property};

/// A condition on a threat.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every threat.
    Any,
    /// Threats that nobody has settled: not started, or in need of investigation.
    Open,
    /// A field has a value.
    Is(Field, String),
    /// The opposite.
    Not(Box<Condition>),
    /// All of these.
    And(Vec<Condition>),
    /// One of these.
    Or(Vec<Condition>),
}

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    State,
    Priority,
    Category,
    Origin,
    Status,
}

const FIELDS: [(&str, Field); 6] = [
    ("state", Field::State),
    ("priority", Field::Priority),
    ("category", Field::Category),
    ("origin", Field::Origin),
    ("status", Field::Status),
    // What status was called first.
    ("standing", Field::Status),
];

impl Condition {
    /// Whether a threat meets it.
    pub fn holds(&self, view: &ThreatView<'_>) -> bool {
        match self {
            Condition::Any => true,
            Condition::Open => view.state().is_open(),
            Condition::Not(part) => !part.holds(view),
            Condition::And(parts) => parts.iter().all(|p| p.holds(view)),
            Condition::Or(parts) => parts.iter().any(|p| p.holds(view)),
            Condition::Is(Field::State, word) => State::parse(word) == *view.state(),
            Condition::Is(Field::Priority, word) => word.eq_ignore_ascii_case(view.priority()),
            Condition::Is(Field::Category, word) => word.eq_ignore_ascii_case(view.category()),
            Condition::Is(Field::Origin, word) => {
                let origin = view.threat.origin;
                word.eq_ignore_ascii_case(origin.as_str())
                    || (origin == Origin::User && word.eq_ignore_ascii_case("manual"))
            }
            Condition::Is(Field::Status, word) => {
                word.eq_ignore_ascii_case(view.threat.standing.as_str())
            }
        }
    }
}

/// Words for priorities that need no template to be known.
const PRIORITIES: [&str; 4] = ["Critical", "High", "Medium", "Low"];

impl Condition {
    /// Values that the condition asks for and that neither a template nor a threat has: a
    /// condition with one of them can never hold.
    pub fn unknown_values(&self, model: &ThreatModel, analysis: &Analysis) -> Vec<(Field, String)> {
        let kb = model.knowledge_base.as_deref();
        let properties = kb.into_iter().flat_map(|kb| {
            kb.threat_properties
                .iter()
                .chain(kb.threat_types.iter().flat_map(|t| &t.properties))
        });
        let lists = properties
            .filter(|p| p.name == threat_property::PRIORITY)
            .flat_map(|p| &p.values);
        let priorities: Vec<&str> = lists
            .flatten()
            .flatten()
            .map(String::as_str)
            .chain(PRIORITIES)
            .chain(analysis.views(model).map(|v| v.priority()))
            .collect();
        let categories: Vec<&str> = kb
            .into_iter()
            .flat_map(|kb| kb.categories.iter().map(|c| c.name.as_str()))
            .chain(analysis.views(model).map(|v| v.category()))
            .collect();
        let mut asked = Vec::new();
        self.values(&mut asked);
        asked.retain(|(field, value)| {
            let known = match field {
                Field::Priority => &priorities,
                Field::Category => &categories,
                _ => return false,
            };
            !known.iter().any(|k| k.eq_ignore_ascii_case(value))
        });
        asked
    }

    fn values(&self, found: &mut Vec<(Field, String)>) {
        match self {
            Condition::Any | Condition::Open => {}
            Condition::Is(field, value) => found.push((*field, value.clone())),
            Condition::Not(part) => part.values(found),
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().for_each(|p| p.values(found))
            }
        }
    }
}

impl std::str::FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut parser = Parser {
            tokens: &tokens,
            depth: 0,
        };
        let condition = parser.or()?;
        match parser.tokens {
            [] => Ok(condition),
            [token, ..] => Err(format!("expected `and`, `or` or the end, found `{token}`")),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            c if c.is_whitespace() => {}
            '(' | ')' => found.push(c.to_string()),
            '\'' | '"' => {
                // The quote stays with the text: it tells a value from a keyword.
                let mut value = String::from("'");
                loop {
                    match rest.next() {
                        Some(end) if end == c => break,
                        Some(letter) => value.push(letter),
                        None => return Err(format!("a text has no closing `{c}`")),
                    }
                }
                found.push(value);
            }
            _ => {
                let mut word = String::from(c);
                while let Some(c) =
                    rest.next_if(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '\'' | '"'))
                {
                    word.push(c);
                }
                found.push(word);
            }
        }
    }
    Ok(found)
}

struct Parser<'a> {
    tokens: &'a [String],
    depth: usize,
}

impl Parser<'_> {
    fn word(&mut self, word: &str) -> bool {
        match self.tokens {
            [first, rest @ ..] if first.eq_ignore_ascii_case(word) => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn next(&mut self) -> Option<&str> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn or(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.and()?];
        while self.word("or") {
            parts.push(self.and()?);
        }
        Ok(if parts.len() == 1 {
            parts.remove(0)
        } else {
            Condition::Or(parts)
        })
    }

    fn and(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.not()?];
        while self.word("and") {
            parts.push(self.not()?);
        }
        Ok(if parts.len() == 1 {
            parts.remove(0)
        } else {
            Condition::And(parts)
        })
    }

    fn not(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > 64 {
            return Err("nested deeper than 64 levels".into());
        }
        let condition = if self.word("not") {
            Condition::Not(Box::new(self.not()?))
        } else if self.word("(") {
            let inner = self.or()?;
            if !self.word(")") {
                return Err("expected `)`".into());
            }
            inner
        } else if self.word("any") {
            Condition::Any
        } else if self.word("open") {
            Condition::Open
        } else {
            self.term()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn term(&mut self) -> Result<Condition, String> {
        let names = || FIELDS.iter().map(|(name, _)| *name).chain(["any", "open"]);
        let list = "`state`, `priority`, `category`, `origin`, `status`, `open` or `any`";
        let Some(name) = self.next().map(str::to_owned) else {
            return Err(format!("expected {list}"));
        };
        let Some((_, field)) = FIELDS.iter().find(|(n, _)| n.eq_ignore_ascii_case(&name)) else {
            return Err(match nearest(&name, names()) {
                Some(near) => format!("`{name}` is not a field: did you mean `{near}`?"),
                None => format!("`{name}` is not a field: expected {list}"),
            });
        };
        if !self.word("is") && !self.word("=") {
            return Err(format!("expected `is` after `{name}`"));
        }
        let negated = self.word("not");
        let Some(value) = self.next() else {
            return Err(format!("expected a value after `{name} is`"));
        };
        let value = value.strip_prefix('\'').unwrap_or(value).to_owned();
        if *field == Field::State && matches!(State::parse(&value), State::Other(_)) {
            let labels = State::ALL
                .iter()
                .map(|(.., label)| format!("`{label}`"))
                .collect::<Vec<_>>();
            return Err(format!(
                "`{value}` is not a state: expected {}",
                labels.join(", ")
            ));
        }
        let valid: &[&str] = match field {
            Field::Origin => &["generated", "manual", "user"],
            Field::Status => &["current", "no-longer-generated"],
            _ => &[],
        };
        if !valid.is_empty() && !valid.iter().any(|l| l.eq_ignore_ascii_case(&value)) {
            return Err(format!(
                "unknown {name} `{value}`: expected {}",
                valid.join(" or ")
            ));
        }
        let term = Condition::Is(*field, value);
        Ok(if negated {
            Condition::Not(Box::new(term))
        } else {
            term
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_and_their_errors() {
        let cases = [
            ("open and priority is High", Ok(())),
            (
                "state is 'Not Started' or (priority is not 'Low' and origin is user)",
                Ok(()),
            ),
            ("not any", Ok(())),
            (
                "stat is x",
                Err("`stat` is not a field: did you mean `state`?"),
            ),
            (
                "state is done",
                Err(
                    "`done` is not a state: expected `Not Started`, `Needs Investigation`, `Not Applicable`, `Mitigated`",
                ),
            ),
            ("state 'x'", Err("expected `is` after `state`")),
            (
                "open open",
                Err("expected `and`, `or` or the end, found `open`"),
            ),
            ("(open", Err("expected `)`")),
            ("priority is 'High", Err("a text has no closing `'`")),
        ];
        for (text, expected) in cases {
            let got = text.parse::<Condition>().map(|_| ());
            assert_eq!(got, expected.map_err(str::to_owned), "{text}");
        }
        let deep = "(".repeat(10_000);
        assert!(deep.parse::<Condition>().is_err());
    }
}
