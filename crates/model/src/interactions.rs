//! Interaction tables: a system told row by row (element A, data flow, element B, crosses
//! boundary, details), section by section, as documents hold them and as diagrams give them.

/// A document of interaction tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    /// What the document calls itself; empty where it does not.
    pub title: String,
    /// Its sections in order. One without rows has a picture alone: the finished diagram.
    pub sections: Vec<Section>,
    /// Elements that the document lists apart from its tables.
    pub listed: Vec<Listed>,
    /// What stands in the list of its trust boundaries: a name, and behind a colon who is inside.
    pub zones: Vec<Told>,
    /// Every other line of text that it holds, for checks of words.
    pub prose: Vec<Told>,
    /// What was not understood, not read, or taken from elsewhere.
    pub remarks: Vec<Remark>,
}

/// What who reads a document says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The code of the finding.
    pub code: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is so.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// A text with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The text.
    pub text: String,
    /// Its line in the document, from 1; 0 where there is no document.
    pub line: usize,
}

/// An element of a list that says what all of its elements are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What the list calls it.
    pub name: Told,
    /// What the heading above the list says that it is.
    pub kind: NodeKind,
}

/// A heading with its picture and its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Its line, from 1.
    pub line: usize,
    /// What the picture is described with.
    pub picture: Option<Told>,
    /// The rows of its table.
    pub rows: Vec<Row>,
}

/// A row: two elements and what flows between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the document, from 1; 0 where there is no document.
    pub line: usize,
    /// Element A.
    pub a: Named,
    /// Which way the data flows.
    pub direction: Direction,
    /// Whether the row itself says so.
    pub is_directed: bool,
    /// What the picture of the flow is described with; empty where there is none.
    pub flow_text: String,
    /// Element B.
    pub b: Named,
    /// Whether a boundary is crossed. `None` where the cell says neither.
    pub crosses: Option<bool>,
    /// Names of the boundaries that are crossed, where they are told.
    pub boundaries: Vec<String>,
    /// What is known of it.
    pub details: Details,
}

impl Row {
    /// The two names, in an order that is the same for both directions.
    pub fn pair(&self) -> (String, String) {
        let (a, b) = (self.a.key(), self.b.key());
        if a <= b { (a, b) } else { (b, a) }
    }
}

/// An element as a cell names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its name, without the mark of a group.
    pub name: String,
    /// Whether one symbol stands for several things.
    pub grouped: bool,
    /// What its icon shows.
    pub kind: Option<NodeKind>,
    /// What the text of the icon says that it is.
    pub said: Option<NodeKind>,
    /// The stencil that a column names; empty where none does.
    pub stencil: String,
    /// The zone of trust that a column names; empty where none does.
    pub zone: String,
    /// The whole text of the icon.
    pub text: String,
}

impl Named {
    /// The name as two spellings of it share it: without regard to case and white space.
    pub fn key(&self) -> String {
        plain(&self.name)
    }

    /// The name with the mark of a group.
    pub fn shown(&self) -> String {
        match self.grouped {
            true => format!("{} {GROUPED}", self.name),
            false => self.name.clone(),
        }
    }
}

/// What stands behind the name of an element that stands for several.
pub const GROUPED: &str = "(grouped)";

/// A text in small letters with single spaces.
pub fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// What an element of a diagram can be, apart from flows and boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum NodeKind {
    Process,
    DataStore,
    ExternalEntity,
}

impl NodeKind {
    /// All of them.
    pub const ALL: [NodeKind; 3] = [
        NodeKind::Process,
        NodeKind::DataStore,
        NodeKind::ExternalEntity,
    ];

    /// The field's word.
    pub fn as_str(self) -> &'static str {
        match self {
            NodeKind::Process => "process",
            NodeKind::DataStore => "data store",
            NodeKind::ExternalEntity => "external entity",
        }
    }

    /// The kind that a text names, and nothing else: the field's words for it and their short forms.
    pub fn named(text: &str) -> Option<Self> {
        let letters = |c: &char| c.is_alphabetic();
        let word: String = text.to_lowercase().chars().filter(letters).collect();
        match word.as_str() {
            "process" | "processes" | "prozess" | "prozesse" => Some(NodeKind::Process),
            "datastore" | "datastores" | "store" | "stores" | "datenspeicher" | "speicher" => {
                Some(NodeKind::DataStore)
            }
            "externalentity"
            | "externalentities"
            | "externalinteractor"
            | "externalinteractors"
            | "external"
            | "entity"
            | "interactor"
            | "actor"
            | "externeentität"
            | "akteur" => Some(NodeKind::ExternalEntity),
            _ => None,
        }
    }

    /// The kind that a text names: as a word in it, with spaces or hyphens.
    pub fn named_in(text: &str) -> Option<Self> {
        let words = text.to_lowercase().replace(['-', '_', '/', '.'], " ");
        let has = |w: &str| words.contains(w);
        if has("external entity") || has("external interactor") {
            Some(NodeKind::ExternalEntity)
        } else if has("data store") || has("datastore") {
            Some(NodeKind::DataStore)
        } else if has("process") {
            Some(NodeKind::Process)
        } else {
            None
        }
    }
}

/// Which way the data of a row flows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Both ways: two data flows.
    #[default]
    Both,
    /// From A to B.
    Forth,
    /// From B to A.
    Back,
}

impl Direction {
    /// The word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Both => "Bi-directional",
            Direction::Forth => "A to B",
            Direction::Back => "B to A",
        }
    }

    /// The same, told from the other end.
    pub fn turned(self) -> Self {
        match self {
            Direction::Both => Direction::Both,
            Direction::Forth => Direction::Back,
            Direction::Back => Direction::Forth,
        }
    }

    /// The direction that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        let letters = |c: &char| c.is_alphanumeric();
        let word: String = word.to_lowercase().chars().filter(letters).collect();
        Some(match word.as_str() {
            "bidirectional" | "both" | "twoway" | "bothways" | "bothdirections" | "inout"
            | "inandout" | "inboundandoutbound" | "inboundoutbound" | "duplex" | "fullduplex"
            | "beide" | "beiderichtungen" | "beidseitig" | "bidirektional" | "hinundzurück"
            | "hinundher" | "lesdeux" | "bidirectionnel" | "bidireccional" | "ambos"
            | "bidirezionale" => Direction::Both,
            "atob"
            | "fromatob"
            | "forth"
            | "forward"
            | "oneway"
            | "unidirectional"
            | "outbound"
            | "out"
            | "outgoing"
            | "egress"
            | "send"
            | "push"
            | "sourcetotarget"
            | "sourcetodestination"
            | "hin"
            | "ausgehend"
            | "unidirektional"
            | "anachb"
            | "azub"
            | "sortant"
            | "aller"
            | "saliente"
            | "salida" => Direction::Forth,
            "btoa"
            | "frombtoa"
            | "back"
            | "backward"
            | "inbound"
            | "in"
            | "incoming"
            | "ingress"
            | "receive"
            | "pull"
            | "targettosource"
            | "destinationtosource"
            | "zurück"
            | "eingehend"
            | "bnacha"
            | "bzua"
            | "entrant"
            | "retour"
            | "entrante"
            | "entrada" => Direction::Back,
            _ => return None,
        })
    }
}

/// What is known of an interaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Details {
    /// In full: one entry a line.
    Entries(Vec<String>),
    /// Told in the section of this name.
    Reference(String),
}

impl Default for Details {
    fn default() -> Self {
        Details::Entries(Vec::new())
    }
}

impl Details {
    /// What a cell of plain text says, line by line.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Details::Entries(entries) => entries.clone(),
            Details::Reference(section) => vec![format!("See {section} for details")],
        }
    }

    /// The entries of a row that tells them.
    pub fn entries(&self) -> Option<&[String]> {
        match self {
            Details::Entries(entries) => Some(entries),
            Details::Reference(_) => None,
        }
    }
}
