//! `trustline draw`: diagrams as pictures.

use super::analyze::never_met;
use crate::exit::{Exit, Failure};
use crate::settings::today;
use crate::{input, output, terminal};
use clap::{Args, ValueEnum};
use resvg::{tiny_skia, usvg};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use trustline_analysis::condition::{Condition, Found};
use trustline_drawing::{Drawing, Marks, Theme, draw, svg_with};
use trustline_model::{Diagram, ElementId};

/// Draw the diagrams of a model
///
/// Writes one picture per diagram: NAME-1.svg, NAME-2.svg and so on in the current folder, or in
/// the folder that --output names (created if needed). A single diagram can be written to a file
/// that ends in .svg or .png, or to `-`.
#[derive(Args)]
pub struct Draw {
    /// A model, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Draw only this diagram: its number from 1, or its name
    #[arg(short, long, value_name = "DIAGRAM")]
    diagram: Option<String>,
    /// Highlight the interaction of this threat, by its number
    #[arg(long, value_name = "NUMBER")]
    threat: Option<i64>,
    /// Highlight what meets this condition, and say so in a legend: `flow.[Protocol] is 'HTTP'`,
    /// `source is 'Web Server'`, `open and priority is High`; as in `analyze --only`
    #[arg(long = "where", value_name = "CONDITION", conflicts_with = "threat")]
    condition: Option<Condition>,
    /// Show how many open threats each data flow has, coloured by the most urgent of them
    #[arg(long)]
    badges: bool,
    /// Kind of picture [default: what --output ends in, else svg]
    #[arg(long, value_enum)]
    format: Option<Shape>,
    /// Colours
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,
    /// Magnification of a PNG
    #[arg(long, default_value_t = 2.0, value_parser = scale)]
    scale: f32,
    /// A file for one diagram, a folder for several, `-` for standard output
    #[arg(short, long, value_name = "WHERE")]
    output: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Svg,
    Png,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colours {
    Light,
    Dark,
}

fn scale(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|s| (0.1..=8.0).contains(s))
        .ok_or_else(|| "a number from 0.1 to 8".to_owned())
}

impl Draw {
    pub fn run(self) -> Result<Exit, Failure> {
        let input = input::read(&self.file)?;
        input.needs_model()?;
        let model = &input.reading.model;
        let file = self
            .output
            .as_deref()
            .filter(|o| Path::new(o).extension().is_some());
        let ending =
            file.and_then(|o| output::by_ending(o, &[("svg", Shape::Svg), ("png", Shape::Png)]));
        let shape = output::agreed(self.format, ending, file, Shape::Svg)?;
        let mut highlight: Vec<&ElementId> = Vec::new();
        let mut only = None;
        let analysis = trustline_analysis::analyze(model);
        if let Some(number) = self.threat {
            let view = analysis.views(model).find(|v| v.threat.number == number);
            let interaction = view.and_then(|v| v.interaction()).ok_or_else(|| {
                Failure::new(
                    Exit::Usage,
                    format!("no interaction in the diagrams has a threat {number}"),
                )
            })?;
            let elements = interaction
                .elements(model)
                .into_iter()
                .chain(interaction.boundaries(model));
            highlight = elements.map(|e| &e.id).collect();
            only = Some(interaction.diagram);
        }
        let mut found: Option<Vec<Found<'_>>> = None;
        let condition = self.condition.clone().map(|c| c.on(&today()));
        if let Some(condition) = &condition {
            if let Some(unknown) = condition.unknown(model, &analysis).first() {
                return Err(never_met(unknown));
            }
            let elements = condition.elements(model, &analysis);
            if elements.is_empty() {
                terminal::warn("nothing in the model meets the condition");
            }
            found = Some(elements);
        }
        let chosen: Vec<(usize, &Diagram)> = model
            .diagrams
            .iter()
            .enumerate()
            .filter(|(i, d)| {
                only.is_none_or(|o| o == *i) && self.diagram.as_deref().is_none_or(|w| is(w, *i, d))
            })
            .collect();
        let wanted = self.diagram.as_deref();
        let mut all = model.diagrams.iter().enumerate();
        let elsewhere = only.and_then(|only| model.diagrams.get(only));
        if let (true, Some(wanted), Some(threat), Some(elsewhere)) =
            (chosen.is_empty(), wanted, self.threat, elsewhere)
            && all.any(|(i, d)| is(wanted, i, d))
        {
            let name = &elsewhere.name;
            let message = format!("threat {threat} is on the diagram `{name}`, not on `{wanted}`");
            return Err(Failure::new(Exit::Usage, message).help("leave --diagram out"));
        }
        if chosen.is_empty() {
            let names: Vec<String> = model
                .diagrams
                .iter()
                .enumerate()
                .map(|(i, d)| format!("{} `{}`", i + 1, d.name))
                .collect();
            return Err(match names.is_empty() {
                true => Failure::new(Exit::Input, format!("`{}` has no diagrams", input.name)),
                false => Failure::new(Exit::Usage, format!("no such diagram in `{}`", input.name))
                    .help(format!("its diagrams: {}", names.join(", "))),
            });
        }
        for (i, diagram) in &chosen {
            let mut drawing = draw(diagram, model.knowledge_base.as_deref());
            if self.badges {
                drawing.badges = analysis.open_threats(model, *i);
            }
            let here = found.as_ref().map(|found| {
                let here = found.iter().filter(|(place, _)| place == i);
                here.map(|(_, id)| *id).collect::<Vec<_>>()
            });
            let marks = match (&here, &self.condition) {
                (Some(here), Some(condition)) => {
                    let (n, all) = (here.len(), diagram.elements.len());
                    Marks::Legend(here, format!("{condition}: {n} of {all}"))
                }
                _ => Marks::Only(&highlight),
            };
            let bytes = self.picture(&drawing, &marks, shape)?;
            let target = self.target(&input, *i, chosen.len(), shape)?;
            output::write(&target, &bytes)?;
            if target != "-" {
                terminal::say(&format!("wrote {target}"));
            }
        }
        Ok(Exit::Done)
    }

    fn target(
        &self,
        input: &input::Input,
        index: usize,
        count: usize,
        shape: Shape,
    ) -> Result<String, Failure> {
        let ending = if shape == Shape::Svg { "svg" } else { "png" };
        let name = format!("{}-{}.{ending}", input.stem(), index + 1);
        let Some(output) = &self.output else {
            return Ok(name);
        };
        let path = Path::new(output);
        let is_file = output == "-" || (path.extension().is_some() && !path.is_dir());
        match (is_file, count) {
            (true, 1) => Ok(output.clone()),
            (true, _) => Err(Failure::new(
                Exit::Usage,
                format!("{count} diagrams do not fit into one file"),
            )
            .help("name a folder, or choose one with --diagram")),
            (false, _) => {
                let made = std::fs::create_dir_all(path);
                made.map_err(|e| {
                    Failure::new(
                        Exit::Output,
                        format!("`{output}`: {}", trustline_disk::plain(&e)),
                    )
                })?;
                Ok(path.join(name).to_string_lossy().into_owned())
            }
        }
    }

    fn picture(
        &self,
        drawing: &Drawing,
        marks: &Marks<'_>,
        shape: Shape,
    ) -> Result<Vec<u8>, Failure> {
        let theme = match self.theme {
            Colours::Light => Theme::LIGHT,
            Colours::Dark => Theme::DARK,
        };
        let text = svg_with(drawing, &theme, marks);
        match shape {
            Shape::Svg => Ok(text.into_bytes()),
            Shape::Png => png(&text, self.scale),
        }
    }
}

fn is(wanted: &str, index: usize, diagram: &Diagram) -> bool {
    wanted.parse() == Ok(index + 1) || diagram.name.eq_ignore_ascii_case(wanted)
}

/// Pictures with more pixels than this are refused: they would take gigabytes.
const MAX_PIXELS: f32 = 200_000_000.0;

fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Failure> {
    let say = |message: String| {
        Failure::new(
            Exit::Output,
            format!("the picture cannot be drawn: {message}"),
        )
    };
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(include_bytes!("../../fonts/Arimo-Regular.ttf").to_vec());
    // Other scripts come from the machine's fonts.
    if !svg.is_ascii() {
        fonts.load_system_fonts();
    }
    let options = usvg::Options {
        font_family: "Arimo".into(),
        fontdb: Arc::new(fonts),
        ..usvg::Options::default()
    };
    let svg = svg.replacen("Arial, Arimo,", "Arimo, Arial,", 1);
    let tree = usvg::Tree::from_str(&svg, &options).map_err(|e| say(e.to_string()))?;
    let (width, height) = (
        (tree.size().width() * scale).ceil(),
        (tree.size().height() * scale).ceil(),
    );
    if width * height > MAX_PIXELS {
        return Err(say(format!("{width} by {height} pixels are too many"))
            .help("choose a smaller --scale, or --format svg"));
    }
    let mut pixels = tiny_skia::Pixmap::new(width as u32, height as u32)
        .ok_or_else(|| say("it has no size".into()))?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().map_err(|e| say(e.to_string()))
}
