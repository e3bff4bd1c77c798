//! What fills the page, which panes are open, and what they show. This browser keeps the sizes.

use crate::browser::{dom, settings};
use leptos::prelude::*;

/// What fills the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Screen {
    Start,
    Editor,
    Template,
}

/// What the lower pane shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lower {
    Threats,
    Messages,
    Notes,
    Narrative,
    Review,
}

/// What the right pane shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Properties,
    Threat,
}

/// The tab of the review that is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReviewTab {
    Meeting,
    Questions,
    Assessment,
    Matrix,
    Controls,
    Decisions,
    Assets,
    Levels,
    Tables,
}

#[derive(Clone, Copy)]
pub struct Layout {
    pub screen: RwSignal<Screen>,
    pub lower: RwSignal<Lower>,
    pub side: RwSignal<Side>,
    pub review: RwSignal<ReviewTab>,
    pub lower_height: RwSignal<f64>,
    pub left_open: RwSignal<bool>,
    pub right_open: RwSignal<bool>,
    pub lower_open: RwSignal<bool>,
    pub minimap: RwSignal<bool>,
    /// Whether open threats are counted on the drawing.
    pub badges: RwSignal<bool>,
}

fn toggle(signal: RwSignal<bool>, name: &str) {
    signal.update(|v| *v = !*v);
    settings::switch(name, signal.get_untracked());
}

/// How high the window is, where the browser says it.
fn room() -> f64 {
    let room = dom::window().inner_height().ok().and_then(|h| h.as_f64());
    room.unwrap_or(800.0)
}

/// How high the lower pane is at first: less in small windows.
fn usual_lower_height() -> f64 {
    (room() * 0.33).clamp(190.0, 300.0)
}

impl Layout {
    pub fn new() -> Self {
        let stored = |name| RwSignal::new(settings::is_on(name, true));
        let height = settings::get("lower-height").and_then(|v| v.parse().ok());
        Self {
            screen: RwSignal::new(Screen::Start),
            lower: RwSignal::new(Lower::Threats),
            side: RwSignal::new(Side::Properties),
            review: RwSignal::new(ReviewTab::Meeting),
            lower_height: RwSignal::new(height.unwrap_or_else(usual_lower_height)),
            left_open: stored("left"),
            right_open: stored("right"),
            lower_open: stored("lower"),
            minimap: stored("minimap"),
            badges: stored("badges"),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Opens the lower pane with something.
    pub fn show_lower(&self, what: Lower) {
        self.lower.set(what);
        self.lower_open.set(true);
    }

    /// Opens the review at one of its tabs.
    pub fn show_review(&self, tab: ReviewTab) {
        self.review.set(tab);
        self.show_lower(Lower::Review);
    }

    pub fn toggle_left(&self) {
        toggle(self.left_open, "left");
    }

    pub fn toggle_right(&self) {
        toggle(self.right_open, "right");
    }

    pub fn toggle_lower(&self) {
        toggle(self.lower_open, "lower");
    }

    pub fn toggle_badges(&self) {
        toggle(self.badges, "badges");
    }

    pub fn toggle_minimap(&self) {
        toggle(self.minimap, "minimap");
    }

    /// Makes the lower pane as high as this, where there is room.
    pub fn set_lower_height(&self, height: f64) {
        let height = height.clamp(90.0, (room() - 260.0).max(120.0));
        self.lower_height.set(height);
        settings::set("lower-height", &height.round().to_string());
    }

    /// All panes are open again, and as high as they were at first.
    pub fn reset(&self) {
        for (signal, name) in [
            (self.left_open, "left"),
            (self.right_open, "right"),
            (self.lower_open, "lower"),
        ] {
            signal.set(true);
            settings::switch(name, true);
        }
        self.lower_height.set(usual_lower_height());
        settings::set("lower-height", "");
    }
}
