//! Which stencil of a template people mean by a name: a vocabulary of the names that stencils have.
//!
//! The head of a name decides, which in English stands last: a *firewall administrator* is no
//! firewall. What may follow it are numbers, words that say nothing (*server*, *prod*) and names of
//! places, never a word that makes another thing of it.

use crate::resolve::Thing;
use std::collections::HashMap;
use trustline_model::interactions::NodeKind;
use trustline_model::{KnowledgeBase, Representation, Stencil};

/// The names of a template's stencils.
pub struct Vocabulary<'a> {
    kb: &'a KnowledgeBase,
    /// Words that may follow a name and change nothing.
    idle: &'static [&'static str],
    /// Names of stencils by their last word.
    by_last: HashMap<String, Vec<Term<'a>>>,
}

struct Term<'a> {
    name: &'a str,
    words: Vec<Word>,
    /// It is the name of a product, or an abbreviation, which is written with capital letters.
    is_proper: bool,
    stencil: &'a Stencil,
    kind: NodeKind,
}

/// The stencil that a name means.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The stencil.
    pub stencil: &'a Stencil,
    /// What its elements are.
    pub kind: NodeKind,
    /// Which of its names stands in the other.
    pub by: &'a str,
    /// Others that have a name of the same words, of any kind.
    pub others: Vec<&'a Stencil>,
}

/// How an element of a document is drawn.
#[derive(Clone, Debug)]
pub struct Drawn<'a> {
    /// What it is.
    pub kind: NodeKind,
    /// Its stencil; none where it stays generic.
    pub stencil: Option<&'a Stencil>,
    /// Which of the stencil's names was found; `None` where the document names the stencil itself.
    pub by: Option<&'a str>,
    /// The document names a stencil, and the template has none that is called so.
    pub is_unknown: bool,
    /// Stencils that it may mean as well: others of the same name, or of another kind than is told.
    pub others: Vec<&'a Stencil>,
}

/// Words in front of what only says whose or where a thing is.
const OF: &[&str] = &[
    "of", "for", "in", "on", "at", "from", "behind", "with", "via", "to", "by", "over", "through",
    "under", "using", "inside", "outside", "without", "per", "against",
];

/// Between two names of things.
const JOINTS: &[&str] = &["and", "or", "und", "oder", "&", "+", "-", "–", "—", "|"];

/// Words that may follow a name and change nothing.
const IDLE: &[&str] = &[
    "pool",
    "pair",
    "ha",
    "group",
    "prod",
    "production",
    "test",
    "testing",
    "dev",
    "development",
    "staging",
    "qa",
    "uat",
    "primary",
    "secondary",
    "main",
    "central",
    "internal",
    "external",
    "local",
    "remote",
    "legacy",
    "old",
    "new",
    "active",
    "passive",
    "standby",
    "redundant",
    "etc",
    "other",
    "s",
    "premises",
    "premise",
    "prem",
    "onprem",
    "hosted",
    "managed",
    "physical",
    "virtual",
    "tier",
    "layer",
    "one",
];

/// As [`IDLE`], words for things: a person in front of them owns the thing.
const THINGS: &[&str] = &[
    "server",
    "service",
    "system",
    "host",
    "machine",
    "appliance",
    "device",
    "box",
    "node",
    "cluster",
    "instance",
    "farm",
    "platform",
    "solution",
    "product",
    "software",
    "environment",
    "infrastructure",
    "vm",
    "fleet",
    "cloud",
    "tenant",
];

/// As [`IDLE`], behind names of zones.
const IDLE_OF_ZONES: &[&str] = &[
    "zone", "network", "segment", "subnet", "vlan", "boundary", "area", "site", "lan", "side",
];

/// Words that make something else of what stands in front of them.
const TURNS: &[&str] = &[
    "account",
    "adapter",
    "admin",
    "administrator",
    "agent",
    "alert",
    "analyst",
    "api",
    "app",
    "application",
    "archive",
    "attacker",
    "auditor",
    "backend",
    "backup",
    "balancer",
    "bridge",
    "bucket",
    "cache",
    "card",
    "center",
    "centre",
    "certificate",
    "client",
    "code",
    "collector",
    "company",
    "config",
    "configuration",
    "connection",
    "connector",
    "console",
    "consultant",
    "container",
    "consumer",
    "contract",
    "contractor",
    "controller",
    "copy",
    "credential",
    "customer",
    "dashboard",
    "data",
    "database",
    "db",
    "department",
    "desk",
    "developer",
    "disk",
    "driver",
    "dump",
    "employee",
    "engineer",
    "event",
    "feed",
    "file",
    "firmware",
    "folder",
    "forwarder",
    "frontend",
    "function",
    "gateway",
    "gui",
    "history",
    "hub",
    "image",
    "interface",
    "job",
    "key",
    "library",
    "license",
    "list",
    "log",
    "mailbox",
    "management",
    "manager",
    "manufacturer",
    "message",
    "module",
    "monitor",
    "network",
    "office",
    "operator",
    "owner",
    "page",
    "partner",
    "password",
    "plugin",
    "policy",
    "portal",
    "process",
    "provider",
    "proxy",
    "queue",
    "record",
    "relay",
    "repo",
    "report",
    "repository",
    "request",
    "response",
    "role",
    "room",
    "router",
    "rule",
    "scanner",
    "script",
    "sdk",
    "secret",
    "segment",
    "sensor",
    "setting",
    "share",
    "site",
    "snapshot",
    "staff",
    "storage",
    "store",
    "subnet",
    "supplier",
    "task",
    "team",
    "token",
    "tool",
    "traffic",
    "tunnel",
    "ui",
    "update",
    "user",
    "vault",
    "vendor",
    "vlan",
    "volume",
    "web",
    "website",
    "worker",
    "zone",
    "holder",
    "subscriber",
    "visitor",
];

/// A word of a name, and whether it is written as a name of its own.
#[derive(Clone)]
struct Word {
    text: String,
    /// As [`Word::text`], without the number at its end: `DC01`.
    bare: Option<String>,
    is_proper: bool,
    has_capital: bool,
}

impl Drawn<'_> {
    /// What it is drawn with, and why.
    pub fn reason(&self) -> String {
        let Some(stencil) = self.stencil else {
            return format!("stays generic ({})", self.kind.as_str());
        };
        let name = stencil.name.trim();
        let mut reason = match self.by {
            None => format!("{name}, as the document says"),
            Some(by) if by == name => name.to_owned(),
            Some(by) => format!("{name}, which is also called {by}"),
        };
        if !self.others.is_empty() {
            let others: Vec<&str> = self.others.iter().map(|s| s.name.trim()).collect();
            reason.push_str(&format!("; could be {}", others.join(" or ")));
        }
        reason
    }
}

impl<'a> Vocabulary<'a> {
    /// The vocabulary of a template: names of its stencils and what they are called as well. A name
    /// with *or* in it is two.
    pub fn new(kb: &'a KnowledgeBase) -> Self {
        Self::of(kb, &[], kind_of)
    }

    /// The same for boxes around zones of trust. Its kinds mean nothing.
    pub fn of_zones(kb: &'a KnowledgeBase) -> Self {
        let is_box = |shape: &Representation| *shape == Representation::BorderBoundary;
        Self::of(kb, IDLE_OF_ZONES, |shape| {
            is_box(shape).then_some(NodeKind::Process)
        })
    }

    fn of(
        kb: &'a KnowledgeBase,
        idle: &'static [&'static str],
        kind: impl Fn(&Representation) -> Option<NodeKind>,
    ) -> Self {
        let mut by_last: HashMap<String, Vec<Term>> = HashMap::new();
        for stencil in kb.stencils.iter().filter(|s| !s.generic && !s.hidden) {
            let Some(kind) = kb.representation(&stencil.id).and_then(&kind) else {
                continue;
            };
            // Names of stencils begin their words with capital letters, whatever they mean.
            let own = stencil.name.split(" Or ").flat_map(|n| n.split(" or "));
            let own = own.map(|name| (name, 1));
            let also = stencil.also_called().into_iter().map(|name| (name, 0));
            for (name, skip) in own.chain(also) {
                let words = parts(name).concat();
                let Some(last) = words.last() else { continue };
                let capital = |w: &str| w.chars().skip(skip).any(char::is_uppercase);
                let term = Term {
                    name: name.trim(),
                    is_proper: name.split_whitespace().any(capital),
                    words: words.clone(),
                    stencil,
                    kind,
                };
                by_last.entry(last.text.clone()).or_default().push(term);
            }
        }
        Self { kb, idle, by_last }
    }

    /// The stencil that somebody names outright, by its name or id.
    pub fn named(&self, name: &str) -> Option<(&'a Stencil, NodeKind)> {
        let name = name.trim();
        let mut stencils = self.kb.stencils.iter().filter(|s| !s.hidden);
        let found = stencils.find(|s| {
            s.name.trim().eq_ignore_ascii_case(name) || s.id.as_str().eq_ignore_ascii_case(name)
        })?;
        let kind = self.kb.representation(&found.id).and_then(kind_of)?;
        Some((found, kind))
    }

    /// The stencil that a name means best: of this kind, if one is told.
    pub fn find(&self, name: &str, kind: Option<NodeKind>) -> Option<Found<'a>> {
        if let Some((stencil, own)) = self.named(name)
            && kind.is_none_or(|k| k == own)
        {
            return Some(Found {
                stencil,
                kind: own,
                by: stencil.name.trim(),
                others: Vec::new(),
            });
        }
        parts(name).iter().find_map(|part| self.in_part(part, kind))
    }

    /// How an element is drawn: with the stencil that the document names, else with the one that
    /// its name means. What it is, the document says, else the stencil.
    pub fn drawn(&self, thing: &Thing) -> Drawn<'a> {
        let named = Some(thing.stencil.as_str()).filter(|s| !s.is_empty());
        let outright = named.and_then(|s| self.named(s));
        if let Some((stencil, kind)) = outright.filter(|(_, k)| thing.told.is_none_or(|t| t == *k))
        {
            return Drawn {
                kind,
                stencil: Some(stencil),
                by: None,
                is_unknown: false,
                others: Vec::new(),
            };
        }
        let find = |kind: Option<NodeKind>| {
            let own = named.and_then(|n| self.find(n, kind));
            own.or_else(|| self.find(&thing.name, kind))
        };
        let is_unknown = named.is_some_and(|n| outright.is_none() && self.find(n, None).is_none());
        match find(thing.told) {
            Some(found) => Drawn {
                kind: found.kind,
                stencil: Some(found.stencil),
                by: Some(found.by),
                is_unknown,
                others: found.others,
            },
            None => Drawn {
                kind: thing.kind,
                stencil: None,
                by: None,
                is_unknown,
                others: find(None).into_iter().map(|o| o.stencil).collect(),
            },
        }
    }

    fn in_part(&self, words: &[Word], kind: Option<NodeKind>) -> Option<Found<'a>> {
        // *Server* is a name too, but any other says more.
        let mut weak = None;
        let mut follows = false;
        let mut is_thing = false;
        for end in (1..=words.len()).rev() {
            let before = words.get(..end)?;
            match self.ending(before, kind) {
                // A word of its own behind a product makes another product of it.
                Some((term, _)) if term.is_proper && follows => return weak,
                // A *customer server* is no customer.
                Some((term, _)) if term.kind == NodeKind::ExternalEntity && is_thing => {
                    return weak;
                }
                Some((term, found)) if term.words.iter().all(Word::is_idle) => {
                    weak = weak.or(Some(found));
                }
                Some((_, found)) => return Some(found),
                None => {}
            }
            // No name ends with this word, so it follows whatever name stands in front of it.
            let last = before.last()?;
            is_thing |= last.is_thing();
            if !last.is_idle() && !self.idle.contains(&last.text.as_str()) {
                follows = true;
                if last.turns() || !last.is_proper {
                    return weak;
                }
            }
        }
        weak
    }

    /// What the last words of these name, the most of them.
    fn ending(&self, words: &[Word], kind: Option<NodeKind>) -> Option<(&Term<'a>, Found<'a>)> {
        let last = words.last()?;
        let known = [Some(&last.text), last.bare.as_ref()];
        let terms = known.into_iter().flatten();
        let terms = terms.flat_map(|w| self.by_last.get(w).into_iter().flatten());
        let mut fitting: Vec<&Term> = terms.filter(|t| t.ends(words)).collect();
        let most = fitting
            .iter()
            .filter(|t| kind.is_none_or(|k| k == t.kind))
            .map(|t| t.words.len())
            .max()?;
        fitting.retain(|t| t.words.len() == most);
        let best = fitting
            .iter()
            .find(|t| kind.is_none_or(|k| k == t.kind))
            .copied()?;
        let mut others: Vec<&Stencil> = Vec::new();
        for term in fitting {
            let is_new = !others.iter().any(|s| s.id == term.stencil.id);
            if term.stencil.id != best.stencil.id && is_new {
                others.push(term.stencil);
            }
        }
        let found = Found {
            stencil: best.stencil,
            kind: best.kind,
            by: best.name,
            others,
        };
        Some((best, found))
    }
}

impl Term<'_> {
    /// Whether these words end with those of the name. Who writes capital letters at all writes
    /// them where a name has them: *display ad* is no *AD*.
    fn ends(&self, words: &[Word]) -> bool {
        let Some(own) = words.len().checked_sub(self.words.len()) else {
            return false;
        };
        let own = words.get(own..).unwrap_or_default();
        let writes = words.iter().any(|w| w.has_capital);
        self.words.iter().zip(own).all(|(term, word)| {
            let is_same = term.text == word.text || word.bare.as_ref() == Some(&term.text);
            is_same && (!writes || !self.is_proper || word.has_capital || !term.has_capital)
        })
    }
}

impl Word {
    fn of(text: &str) -> Self {
        let several = text.strip_suffix('s');
        let several = several.filter(|t| t.ends_with(|c: char| c.is_uppercase()));
        let plain = match several {
            Some(one) => one.to_lowercase(),
            None if text.chars().any(char::is_lowercase) => singular(&text.to_lowercase()),
            None => text.to_lowercase(),
        };
        let bare = plain.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_numbered = bare.len() < plain.len() && bare.chars().count() > 1;
        Self {
            bare: is_numbered.then(|| bare.to_owned()),
            has_capital: text.chars().any(char::is_uppercase),
            is_proper: text.chars().next().is_some_and(|c| !c.is_lowercase()),
            text: plain,
        }
    }

    fn is_idle(&self) -> bool {
        let is_short = self.text.chars().count() < 2;
        let is_number = self.text.chars().all(|c| c.is_ascii_digit());
        is_short || is_number || self.is_thing() || IDLE.contains(&self.text.as_str())
    }

    fn is_thing(&self) -> bool {
        THINGS.contains(&self.text.as_str())
    }

    fn turns(&self) -> bool {
        let text = self.text.as_str();
        TURNS.contains(&text)
    }
}

/// A word without the s of several.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.chars().count() > 2) {
        return format!("{stem}y");
    }
    let hisses = |s: &&str| ["ch", "sh", "x", "ss"].iter().any(|end| s.ends_with(end));
    if let Some(stem) = word.strip_suffix("es").filter(hisses) {
        return stem.into();
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.into(),
        _ => word.into(),
    }
}

/// The words of a name, in the parts that brackets, commas, slashes and dashes make of it. What
/// stands behind *of* or *in* belongs to no part, and no part follows it.
fn parts(name: &str) -> Vec<Vec<Word>> {
    let mut parts = vec![Vec::new()];
    for spaced in name.split_whitespace() {
        let word = spaced.to_lowercase();
        let is_joint = JOINTS.contains(&word.as_str());
        if OF.contains(&word.as_str()) {
            break;
        }
        if is_joint {
            parts.push(Vec::new());
            continue;
        }
        let mut word = String::new();
        let close = |word: &mut String, parts: &mut Vec<Vec<Word>>| {
            let word = std::mem::take(word);
            if let (false, Some(part)) = (word.is_empty(), parts.last_mut()) {
                part.push(Word::of(&word));
            }
        };
        for c in spaced.chars() {
            match c {
                c if c.is_alphanumeric() => word.push(c),
                '\'' | '’' => {}
                '(' | ')' | '[' | ']' | ',' | ';' | ':' | '/' | '\\' => {
                    close(&mut word, &mut parts);
                    parts.push(Vec::new());
                }
                _ => close(&mut word, &mut parts),
            }
        }
        close(&mut word, &mut parts);
    }
    parts.retain(|p| !p.is_empty());
    parts
}

/// What elements of a shape are.
fn kind_of(shape: &Representation) -> Option<NodeKind> {
    NodeKind::ALL.into_iter().find(|k| k.shape() == *shape)
}
