//! Text to rule: a hand-written parser with spans and messages for people.

use crate::syntax::{Expr, Node, Rule, Subject, Term};
use std::fmt;
use std::ops::Range;

/// Parentheses and `not` may be nested this deep; real rules need fewer than ten.
const DEPTH: usize = 128;

/// Why a text is no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// What is wrong, and what was expected.
    pub message: String,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at character {})", self.message, self.span.start + 1)
    }
}

impl std::error::Error for RuleError {}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Open,
    Close,
    Text(&'a str),
    Word(&'a str),
}

impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Open => f.write_str("`(`"),
            Token::Close => f.write_str("`)`"),
            Token::Text(text) => write!(f, "`'{text}'`"),
            Token::Word(word) => write!(f, "`{word}`"),
        }
    }
}

impl Rule {
    /// Reads a rule. An empty text is no rule: `None`.
    ///
    /// # Errors
    /// The first thing that does not fit, with its place.
    pub fn parse(text: &str) -> Result<Option<Rule>, RuleError> {
        parse(text)
    }
}

fn parse(text: &str) -> Result<Option<Rule>, RuleError> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end: text.len(),
        depth: 0,
    };
    let root = parser.or()?;
    match parser.next() {
        None => Ok(Some(Rule { root })),
        Some((token, span)) => Err(RuleError {
            message: format!("expected `and`, `or` or the end of the rule, found {token}"),
            span,
        }),
    }
}

pub(crate) fn tokens(text: &str) -> Result<Vec<(Token<'_>, Range<usize>)>, RuleError> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => (Token::Open, start..start + 1),
            ')' => (Token::Close, start..start + 1),
            '\'' | '"' => {
                let Some((end, _)) = rest.find(|(_, q)| *q == c) else {
                    return Err(RuleError {
                        message: format!("this text has no closing `{c}`"),
                        span: start..text.len(),
                    });
                };
                (
                    Token::Text(text.get(start + 1..end).unwrap_or("")),
                    start..end + 1,
                )
            }
            _ => {
                let mut end = start + c.len_utf8();
                while let Some((i, c)) = rest
                    .next_if(|(_, c)| !c.is_whitespace() && !matches!(c, '(' | ')' | '\'' | '"'))
                {
                    end = i + c.len_utf8();
                }
                (Token::Word(text.get(start..end).unwrap_or("")), start..end)
            }
        };
        found.push(token);
    }
    Ok(found)
}

struct Parser<'a> {
    tokens: &'a [(Token<'a>, Range<usize>)],
    at: usize,
    end: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    fn next(&mut self) -> Option<(Token<'a>, Range<usize>)> {
        let found = self.tokens.get(self.at).cloned();
        self.at += 1;
        found
    }

    /// Takes the next token if it is this keyword.
    fn keyword(&mut self, keyword: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(keyword));
        self.at += usize::from(found);
        found
    }

    fn expected<T>(
        &self,
        what: &str,
        found: Option<(Token<'a>, Range<usize>)>,
    ) -> Result<T, RuleError> {
        Err(match found {
            Some((token, span)) => RuleError {
                message: format!("expected {what}, found {token}"),
                span,
            },
            None => RuleError {
                message: format!("expected {what}, but the rule ends here"),
                span: self.end..self.end,
            },
        })
    }

    fn start(&self) -> usize {
        self.tokens
            .get(self.at)
            .map_or(self.end, |(_, span)| span.start)
    }

    fn span_from(&self, start: usize) -> Range<usize> {
        let last = self.at.checked_sub(1).and_then(|i| self.tokens.get(i));
        start..last.map_or(start, |(_, span)| span.end)
    }

    fn or(&mut self) -> Result<Node, RuleError> {
        self.joined("or", Self::and, Expr::Or)
    }

    fn and(&mut self) -> Result<Node, RuleError> {
        self.joined("and", Self::not, Expr::And)
    }

    fn joined(
        &mut self,
        keyword: &str,
        part: fn(&mut Self) -> Result<Node, RuleError>,
        join: fn(Vec<Node>) -> Expr,
    ) -> Result<Node, RuleError> {
        let start = self.start();
        let first = part(self)?;
        if !self.keyword(keyword) {
            return Ok(first);
        }
        let mut parts = vec![first, part(self)?];
        while self.keyword(keyword) {
            parts.push(part(self)?);
        }
        Ok(Node {
            expr: join(parts),
            span: self.span_from(start),
        })
    }

    fn not(&mut self) -> Result<Node, RuleError> {
        let start = self.start();
        if self.depth >= DEPTH {
            return Err(RuleError {
                message: format!("nested deeper than {DEPTH} levels"),
                span: start..self.end,
            });
        }
        self.depth += 1;
        let node = if self.keyword("not") {
            let part = self.not()?;
            Node {
                expr: Expr::Not(Box::new(part)),
                span: self.span_from(start),
            }
        } else if self.peek() == Some(Token::Open) {
            self.at += 1;
            let inner = self.or()?;
            match self.next() {
                Some((Token::Close, _)) => Node {
                    expr: inner.expr,
                    span: self.span_from(start),
                },
                other => return self.expected("`and`, `or` or `)`", other),
            }
        } else {
            self.term()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn term(&mut self) -> Result<Node, RuleError> {
        let start = self.start();
        let (word, span) = match self.next() {
            Some((Token::Word(word), span)) => (word, span),
            other => return self.expected("`source`, `target`, `flow`, `not` or `(`", other),
        };
        let (name, property) = match word.split_once('.') {
            Some((name, property)) => (name, Some(property)),
            None => (word, None),
        };
        let subject = [Subject::Source, Subject::Target, Subject::Flow]
            .into_iter()
            .find(|s| s.as_str().eq_ignore_ascii_case(name))
            .ok_or_else(|| RuleError {
                message: format!(
                    "expected `source`, `target`, `flow`, `not` or `(`, found `{word}`"
                ),
                span: span.clone(),
            })?;
        if property == Some("") {
            return Err(RuleError {
                message: format!("expected a property name after `{word}`"),
                span,
            });
        }
        let crosses = property.is_none() && self.keyword("crosses");
        if crosses && subject != Subject::Flow {
            return Err(RuleError {
                message: format!(
                    "only a flow crosses boundaries: write `flow crosses`, not `{name} crosses`"
                ),
                span: self.span_from(start),
            });
        }
        let mut negated = false;
        if !crosses {
            if !self.keyword("is") {
                let what = match (property, subject) {
                    (None, Subject::Flow) => "`is` or `crosses`",
                    _ => "`is`",
                };
                let found = self.next();
                return self.expected(&format!("{what} after `{word}`"), found);
            }
            negated = self.keyword("not");
        }
        let verb = if crosses {
            "crosses"
        } else if negated {
            "is not"
        } else {
            "is"
        };
        let value = match self.next() {
            Some((Token::Text(text), _)) => text.to_owned(),
            other => {
                return self.expected(&format!("a text in quotes after `{word} {verb}`"), other);
            }
        };
        let term = match (crosses, property) {
            (true, _) => Term::Crosses(value),
            (false, None) => Term::Is(subject, value),
            (false, Some(property)) => Term::Has(subject, property.to_owned(), value),
        };
        Ok(Node {
            expr: Expr::Term(term, negated),
            span: self.span_from(start),
        })
    }
}
