//! The matrix: which kinds of threat touch which elements, and how far each cell is decided. STRIDE
//! has one, LINDDUN has one, and what other categories there are share one.

use std::collections::{HashMap, HashSet};
use trustline_analysis::wording::name_of;
use trustline_analysis::{About, Analysis, Stride, ThreatView};
use trustline_model::InOrder;
use trustline_model::{DiagramId, Element, ElementId, Form, ThreatModel, short_id, tell_apart};

/// The property that a kind of threat harms, what to ask, and the controls that answer it as a rule.
fn help(kind: Stride) -> [&'static str; 3] {
    match kind {
        Stride::Spoofing => [
            "authentication",
            "Does each side know who the other one is?",
            "multi-factor sign-in, certificates, signed requests",
        ],
        Stride::Tampering => [
            "integrity",
            "Would anybody notice changed data, on its way and at rest?",
            "signatures, write access for few, checked input",
        ],
        Stride::Repudiation => [
            "non-repudiation",
            "Can each action be traced to whoever did it?",
            "protected logs, clocks in step, signed records",
        ],
        Stride::InformationDisclosure => [
            "confidentiality",
            "Who else could see this data?",
            "encryption, read access for few, less data kept",
        ],
        Stride::DenialOfService => [
            "availability",
            "What happens when this is flooded or unavailable?",
            "limits, filters, spare capacity, tested recovery",
        ],
        Stride::ElevationOfPrivilege => [
            "authorisation",
            "Is the caller allowed to do this, every time?",
            "checks on every request, roles, least privilege",
        ],
    }
}

/// Whether a kind of threat touches a kind of element.
fn touches(kind: Stride, form: &Form) -> bool {
    use Stride::{DenialOfService, InformationDisclosure, Repudiation, Spoofing, Tampering};
    match form {
        Form::Process(_) => true,
        Form::DataStore(_) => matches!(
            kind,
            Tampering | Repudiation | InformationDisclosure | DenialOfService
        ),
        Form::ExternalEntity(_) => matches!(kind, Spoofing | Repudiation),
        Form::DataFlow(_) => matches!(kind, Tampering | InformationDisclosure | DenialOfService),
        _ => false,
    }
}

/// Whether a form has a row.
fn has_row(form: &Form) -> bool {
    Stride::ALL.iter().any(|kind| touches(*kind, form))
}

/// How far the threats of a cell are decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// This kind of threat is not applicable to this kind of element.
    NotApplicable,
    /// It is, but the template found none: to be reviewed manually.
    Empty,
    /// The template found none, and whether the category applies is not known.
    NotFound,
    /// So many threats, of which so many are decided.
    Threats {
        /// Mitigated or not applicable.
        decided: usize,
        /// All of them.
        all: usize,
    },
}

/// A kind of threat as a column.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixColumn {
    /// Its name.
    pub name: String,
    /// What it harms, what to ask, and what answers it as a rule, where that is known.
    pub help: String,
    /// The categories that it stands for, as the template and its threats name them.
    pub categories: Vec<String>,
    /// What it is in STRIDE.
    stride: Option<Stride>,
}

/// A row of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// The element.
    pub element: ElementId,
    /// A diagram that shows it.
    pub diagram: DiagramId,
    /// Its name.
    pub name: String,
    /// What it is, in the field's word.
    pub kind: &'static str,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// Elements by kinds of threat, by one method.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The name of the method.
    pub name: &'static str,
    /// The kinds of threat.
    pub columns: Vec<MatrixColumn>,
    /// The elements.
    pub rows: Vec<MatrixRow>,
}

impl Matrix {
    /// Its heading.
    pub fn title(&self) -> &'static str {
        match self.name {
            STRIDE => "STRIDE matrix",
            LINDDUN => "LINDDUN matrix",
            other => other,
        }
    }
}

/// The matrices of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrices {
    /// One a method.
    pub all: Vec<Matrix>,
    /// How many threats stand in none of them: about the system or a boundary, without a category,
    /// or about what is no longer drawn.
    pub elsewhere: usize,
}

/// The method of most templates.
pub const STRIDE: &str = "STRIDE";

/// The method for privacy.
const LINDDUN: &str = "LINDDUN";

/// How the categories of LINDDUN begin, in its editions.
const OF_LINDDUN: [&str; 9] = [
    "link",
    "identif",
    "non-repudiation",
    "detect",
    "data disclosure",
    "disclosure of information",
    "unaware",
    "uninterven",
    "non-compliance",
];

/// So many categories of LINDDUN make a method of them.
const FEWEST: usize = 3;

fn plain(category: &str) -> String {
    category.trim().to_lowercase()
}

/// A method and a column of it.
type ColumnAt = (usize, usize);

/// The methods that a model's categories belong to, and their columns.
struct Columns {
    all: Vec<(&'static str, Vec<MatrixColumn>)>,
    /// By the plain name of a category: the method and the column.
    places: HashMap<String, ColumnAt>,
}

impl Columns {
    fn new(model: &ThreatModel, analysis: &Analysis) -> Self {
        let kb = model.knowledge_base.as_deref();
        let categories = kb.map_or(&[][..], |kb| &kb.categories);
        let types = kb.map_or(&[][..], |kb| &kb.threat_types);
        let ruled: HashSet<&str> = types.iter().map(|t| t.category.as_str()).collect();
        let ruled = categories.iter().filter(|c| ruled.contains(&*c.id));
        let ruled = ruled.map(|c| c.name.as_str());
        let used: HashSet<String> = ruled
            .chain(analysis.views(model).map(|v| v.category()))
            .map(plain)
            .collect();
        let of_template = categories.iter().map(|c| c.name.as_str());
        let names = of_template.chain(analysis.views(model).map(|v| v.category()));
        let mut seen = HashSet::new();
        let mut stride: Vec<MatrixColumn> = Stride::ALL.map(of_stride).into();
        let mut own: Vec<MatrixColumn> = Vec::new();
        for name in names.map(str::trim).filter(|n| !n.is_empty()) {
            if !seen.insert(plain(name)) {
                continue;
            }
            let kind = Stride::of(kb, name);
            match stride
                .iter_mut()
                .find(|c| kind.is_some() && c.stride == kind)
            {
                Some(column) => column.categories.push(name.to_owned()),
                None => own.push(MatrixColumn {
                    name: name.to_owned(),
                    help: String::new(),
                    categories: vec![name.to_owned()],
                    stride: None,
                }),
            }
        }
        let is_linddun = |column: &MatrixColumn| {
            let name = plain(&column.name);
            OF_LINDDUN.iter().any(|begin| name.starts_with(begin))
        };
        let (mut linddun, mut others): (Vec<_>, Vec<_>) =
            match own.iter().filter(|c| is_linddun(c)).count() {
                n if n >= FEWEST => own.into_iter().partition(is_linddun),
                _ => (Vec::new(), own),
            };
        // A method is shown whole, or not at all where no rule and no threat is of it; another category
        // without rules and threats is of use to nobody.
        let is_in_use = |column: &MatrixColumn| used.contains(&plain(&column.name));
        if !linddun.iter().any(is_in_use) {
            linddun.clear();
        }
        others.retain(is_in_use);
        // A column that no category stands for is asked for by its name, and finds nothing.
        let is_used = stride.iter().any(|c| !c.categories.is_empty());
        for column in stride.iter_mut().filter(|c| c.categories.is_empty()) {
            column.categories.push(column.name.clone());
        }
        let has_none = linddun.is_empty() && others.is_empty();
        let mut all = Vec::new();
        if has_none || is_used {
            all.push((STRIDE, stride));
        }
        let more = [(LINDDUN, linddun), ("Other categories", others)];
        all.extend(more.into_iter().filter(|(_, columns)| !columns.is_empty()));
        let mut places = HashMap::new();
        for (method, (_, columns)) in all.iter().enumerate() {
            for (at, column) in columns.iter().enumerate() {
                let names = column.categories.iter();
                places.extend(names.map(|name| (plain(name), (method, at))));
            }
        }
        Self { all, places }
    }

    /// The column of a threat, and what it is in STRIDE.
    fn of(&self, category: &str) -> Option<(ColumnAt, Option<Stride>)> {
        let place = *self.places.get(&plain(category))?;
        let column = self.all.get(place.0)?.1.get(place.1)?;
        Some((place, column.stride))
    }
}

fn of_stride(kind: Stride) -> MatrixColumn {
    let [property, question, usual] = help(kind);
    MatrixColumn {
        name: kind.name().to_owned(),
        help: format!("{property}: {question} – {usual}"),
        categories: Vec::new(),
        stride: Some(kind),
    }
}

/// The elements that a threat counts for: its flow and both ends, as far as its kind touches them;
/// the flow alone where it touches none; or the one element that it is about.
fn counted<'a>(view: &ThreatView<'a>, kind: Option<Stride>) -> Vec<&'a Element> {
    let is_touched = |e: &&Element| match kind {
        Some(kind) => touches(kind, &e.form),
        None => has_row(&e.form),
    };
    match (view.elements(), view.about()) {
        (Some([source, flow, target]), _) => {
            let mut touched: Vec<&Element> = [source, flow, target]
                .into_iter()
                .filter(is_touched)
                .collect();
            touched.dedup_by_key(|e| &e.id);
            match touched.is_empty() {
                true => vec![flow],
                false => touched,
            }
        }
        (None, About::Element(element, _)) if has_row(&element.form) => vec![element],
        _ => Vec::new(),
    }
}

/// Elements by kinds of threat, a matrix for each method that the template's categories belong to.
pub fn matrices(model: &ThreatModel, analysis: &Analysis) -> Matrices {
    let columns = Columns::new(model, analysis);
    let mut counts: HashMap<(&ElementId, ColumnAt), (usize, usize)> = HashMap::new();
    let mut elsewhere = 0;
    for view in analysis.views(model) {
        let Some((place, kind)) = columns.of(view.category()) else {
            elsewhere += 1;
            continue;
        };
        let elements = counted(&view, kind);
        elsewhere += usize::from(elements.is_empty());
        for element in elements {
            let count = counts.entry((&element.id, place)).or_default();
            count.0 += usize::from(!view.state().is_open());
            count.1 += 1;
        }
    }
    let cell = |element: &Element, place: ColumnAt, column: &MatrixColumn| {
        if let Some((decided, all)) = counts.get(&(&element.id, place)) {
            return Cell::Threats {
                decided: *decided,
                all: *all,
            };
        }
        match column.stride {
            Some(kind) if touches(kind, &element.form) => Cell::Empty,
            Some(_) => Cell::NotApplicable,
            None => Cell::NotFound,
        }
    };
    let mut shown = Vec::new();
    let mut seen = HashSet::new();
    for diagram in &model.diagrams {
        let elements = diagram.elements.iter().filter(|e| has_row(&e.form));
        shown.extend(
            elements
                .filter(|e| seen.insert(&e.id))
                .map(|e| (diagram, e)),
        );
    }
    // Flows after what they connect.
    shown.put_in_order_by_key(|(_, e)| matches!(e.form, Form::DataFlow(_)));
    let mut names: Vec<String> = shown
        .iter()
        .map(|(_, e)| format!("{}\n{}", e.form.as_str(), name_of(e)))
        .collect();
    tell_apart(&mut names, |i| {
        let hints = shown.get(i).map(|(diagram, element)| {
            let ends = match element.form {
                Form::DataFlow(_) => diagram.told_apart(element),
                _ => String::new(),
            };
            let id = short_id(element.id.as_str());
            vec![ends, diagram.name.clone(), id.to_owned()]
        });
        hints.unwrap_or_default()
    });
    let matrix = |method: usize, name: &'static str, columns: Vec<MatrixColumn>| {
        let rows = shown.iter().zip(&names);
        let rows = rows.map(|((diagram, element), name)| MatrixRow {
            element: element.id.clone(),
            diagram: diagram.id.clone(),
            name: name.split_once('\n').map_or("", |(_, n)| n).to_owned(),
            kind: element.form.as_str(),
            cells: columns
                .iter()
                .enumerate()
                .map(|(at, column)| cell(element, (method, at), column))
                .collect(),
        });
        Matrix {
            name,
            rows: rows.collect(),
            columns,
        }
    };
    let all = columns.all.into_iter().enumerate();
    Matrices {
        all: all
            .map(|(method, (name, columns))| matrix(method, name, columns))
            .collect(),
        elsewhere,
    }
}
