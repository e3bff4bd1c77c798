//! Text to condition.

use super::syntax::{Asked, Condition, Field, How, Subject};
use trustline_model::State;
use trustline_model::diagnostic::nearest;
use trustline_model::review::Treatment;

/// Every field, and what `status` was called first.
fn fields() -> impl Iterator<Item = (&'static str, Field)> {
    let all = Field::ALL.into_iter().map(|(field, name)| (name, field));
    all.chain([("standing", Field::Status)])
}

impl Condition {
    /// The condition that somebody searches by; nothing where the text is words to be searched for.
    pub fn searched(text: &str) -> Option<Self> {
        let mut signs = How::SIGNS.iter().map(|(_, sign)| *sign).chain(["crosses"]);
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let has_operator = signs.any(|sign| match sign.starts_with(['<', '>']) {
            true => text.contains(sign),
            false => words.iter().any(|word| word == sign),
        });
        has_operator.then(|| text.parse().ok())?
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
            '[' => {
                // The bracket stays with the text, as a quote does.
                let mut value = String::from("[");
                loop {
                    match rest.next() {
                        Some(']') => break,
                        Some(letter) => value.push(letter),
                        None => return Err("a name has no closing `]`".to_owned()),
                    }
                }
                found.push(value);
            }
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
            '<' | '>' => {
                let equal = rest.next_if_eq(&'=').map_or("", |_| "=");
                found.push(format!("{c}{equal}"));
            }
            _ => {
                let mut word = String::from(c);
                let ends = |c: &char| matches!(c, '(' | ')' | '[' | '\'' | '"' | '<' | '>');
                while let Some(c) = rest.next_if(|c| !c.is_whitespace() && !ends(c)) {
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
        } else if self.word("expired") {
            Condition::Expired(String::new())
        } else {
            self.term()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn term(&mut self) -> Result<Condition, String> {
        let Some(name) = self.next().map(str::to_owned) else {
            return Err(format!("expected {LIST}"));
        };
        let asked = self.asked(&name)?;
        let (asked, how) = match asked {
            Asked::Kind(Subject::Flow) if self.word("crosses") => (Asked::Crossed, How::Is),
            asked => match How::SIGNS.into_iter().find(|(_, sign)| self.word(sign)) {
                Some((how, _)) => (asked, how),
                None => {
                    return Err(format!(
                        "expected `is` or `contains` after `{}`",
                        plain(&name)
                    ));
                }
            },
        };
        if how.is_order() && asked != Asked::Field(Field::Priority) {
            return Err(format!(
                "`{}` has no order: only `priority` has",
                plain(&name)
            ));
        }
        let negated = self.word("not");
        let Some(value) = self.next() else {
            return Err(format!("expected a value after `{}`", plain(&name)));
        };
        let value = plain(value).to_owned();
        if how == How::Is
            && let Asked::Field(field) = asked
        {
            is_valid(field, &value)?;
        }
        let term = Condition::Is(asked, how, value);
        Ok(match negated {
            true => Condition::Not(Box::new(term)),
            false => term,
        })
    }

    /// What a word, or a word and what follows it, asks about.
    fn asked(&mut self, name: &str) -> Result<Asked, String> {
        if let Some(property) = name.strip_prefix('[') {
            return Ok(Asked::Property(property.to_owned()));
        }
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        let subject = Subject::ALL
            .into_iter()
            .find(|(_, word)| word.eq_ignore_ascii_case(first));
        if let Some((subject, _)) = subject {
            return match (name.contains('.'), rest) {
                (false, _) => Ok(Asked::Kind(subject)),
                (true, "") => match self.next() {
                    Some(property) if property.starts_with(['[', '\'']) => {
                        Ok(Asked::Of(subject, plain(property).to_owned()))
                    }
                    _ => Err(format!("expected a property in brackets after `{name}`")),
                },
                (true, property) => Ok(Asked::Of(subject, property.to_owned())),
            };
        }
        let field = fields().find(|(n, _)| n.eq_ignore_ascii_case(name));
        if let Some((_, field)) = field {
            return Ok(Asked::Field(field));
        }
        let subjects = Subject::ALL.iter().map(|(_, word)| *word);
        let names = fields()
            .map(|(name, _)| name)
            .chain(["any", "open", "expired"]);
        let name = plain(name);
        Err(match nearest(name, names.chain(subjects)) {
            Some(near) => format!("`{name}` is not a field: did you mean `{near}`?"),
            None => format!(
                "`{name}` is not a field: expected {LIST}; properties stand in brackets, `[{name}]`"
            ),
        })
    }
}

/// What a term may begin with.
const LIST: &str = "`state`, `priority`, `category`, `origin`, `status`, `title`, `description`, \
                    `justification`, `diagram`, `treatment`, `approver`, a property in brackets, `source`, `flow`, `target`, \
                    `element`, `open`, `expired` or `any`";

/// A token without the mark that tells a text from a keyword.
fn plain(token: &str) -> &str {
    token.strip_prefix(['\'', '[']).unwrap_or(token)
}

/// Whether a field can have a value at all.
fn is_valid(field: Field, value: &str) -> Result<(), String> {
    if field == Field::State && matches!(State::parse(value), State::Other(_)) {
        let labels = State::ALL
            .iter()
            .map(|(.., label)| format!("`{label}`"))
            .collect::<Vec<_>>();
        return Err(format!(
            "`{value}` is not a state: expected {}",
            labels.join(", ")
        ));
    }
    let (name, valid): (_, &[&str]) = match field {
        Field::Origin => ("origin", &["generated", "manual", "user"]),
        Field::Status => ("status", &["current", "no-longer-generated"]),
        // None at all can be asked for as well.
        Field::Treatment => match Treatment::parse(value) {
            None if !value.is_empty() => {
                ("treatment", &["Mitigate", "Transfer", "Avoid", "Accept"])
            }
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    match valid.iter().any(|v| v.eq_ignore_ascii_case(value)) {
        true => Ok(()),
        false => Err(format!(
            "unknown {name} `{value}`: expected {}",
            valid.join(" or ")
        )),
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
            (
                "state 'x'",
                Err("expected `is` or `contains` after `state`"),
            ),
            ("flow.[Carries Cardholder Data] is 'Yes'", Ok(())),
            (
                "flow.Name contains order and source is [Web Server]",
                Ok(()),
            ),
            (
                "flow crosses 'Internet' or flow crosses not 'Office'",
                Ok(()),
            ),
            ("[SDL Phase] is Design", Ok(())),
            ("element is 'data store'", Ok(())),
            ("priority >= High and not priority<Low", Ok(())),
            ("expired or treatment is accept and approver is ''", Ok(())),
            (
                "title > x",
                Err("`title` has no order: only `priority` has"),
            ),
            (
                "treatment is ignore",
                Err("unknown treatment `ignore`: expected Mitigate or Transfer or Avoid or Accept"),
            ),
            (
                "flow. is x",
                Err("expected a property in brackets after `flow.`"),
            ),
            ("flow crosses", Err("expected a value after `flow`")),
            (
                "source crosses x",
                Err("expected `is` or `contains` after `source`"),
            ),
            ("[Phase is x", Err("a name has no closing `]`")),
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

    #[test]
    fn a_condition_is_written_so_that_it_is_read_again() {
        let cases = [
            "open and priority is 'High'",
            "not (state is 'Mitigated' or [SDL Phase] is 'Design')",
            "source is not 'Web Server' and (flow.[Protocol] contains 'HTTP' or flow crosses 'it`s')",
            "not any or element.[Name] is \"o'clock\"",
            "priority >= 'High' or priority < not 'Low' or expired",
            "treatment is 'Accept' and approver is ''",
        ];
        for text in cases {
            let condition: Condition = text.parse().expect(text);
            assert_eq!(condition.to_string(), text);
            assert_eq!(condition.to_string().parse(), Ok(condition), "{text}");
        }
    }

    #[test]
    fn words_are_no_conditions() {
        let cases = [
            ("open redirect", false),
            ("open", false),
            ("this is", false),
            ("what it is about", false),
            ("priority is High", true),
            ("flow crosses Internet", true),
            ("title contains sql", true),
            ("priority>=High", true),
            ("a > b", false),
        ];
        for (text, is_condition) in cases {
            assert_eq!(Condition::searched(text).is_some(), is_condition, "{text}");
        }
    }
}
