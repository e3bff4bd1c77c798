//! The tabs of the template editor, and the ways that lead to one of them.

use crate::state::editing::Editing;
use crate::state::layout::{Layout, Screen};
use leptos::prelude::*;
use trustline_editor::{Command, TemplateCommand, TemplateItem, TemplateTab};

/// What the screen of the template shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    Stencils,
    ThreatTypes,
    Properties,
    Manifest,
    Messages,
}

impl Tab {
    pub const ALL: [Tab; 5] = [
        Tab::Stencils,
        Tab::ThreatTypes,
        Tab::Properties,
        Tab::Manifest,
        Tab::Messages,
    ];

    /// The list that stands beside the fields, where there is one.
    pub fn list(self) -> Option<TemplateTab> {
        match self {
            Tab::Stencils => Some(TemplateTab::Stencils),
            Tab::ThreatTypes => Some(TemplateTab::ThreatTypes),
            Tab::Properties => Some(TemplateTab::Properties),
            Tab::Manifest | Tab::Messages => None,
        }
    }

    pub fn has(self, item: &TemplateItem) -> bool {
        match item {
            TemplateItem::Manifest => self == Tab::Manifest,
            TemplateItem::Stencil(_) | TemplateItem::Attribute(..) => self == Tab::Stencils,
            TemplateItem::Category(_) => matches!(self, Tab::ThreatTypes | Tab::Properties),
            TemplateItem::ThreatType(_) => self == Tab::ThreatTypes,
            TemplateItem::Property(_) => self == Tab::Properties,
        }
    }
}

#[derive(Clone, Copy)]
pub struct Tabs {
    pub tab: RwSignal<Tab>,
    editing: Editing,
    layout: Layout,
}

impl Tabs {
    pub fn new(editing: Editing, layout: Layout) -> Self {
        Self {
            tab: RwSignal::new(Tab::Stencils),
            editing,
            layout,
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Does something to the template.
    pub fn act(&self, command: TemplateCommand) {
        self.editing.act(Command::Template(command));
    }

    /// Opens the editor for the template of what is open.
    pub fn open(&self) {
        let fresh = |e: &trustline_editor::Editor| *e.template_focus() == TemplateItem::Manifest;
        if self.editing.with(fresh) == Some(true) {
            self.tab.set(Tab::Stencils);
            self.show_first(TemplateTab::Stencils);
        }
        self.layout.screen.set(Screen::Template);
    }

    /// Shows a part of the template, wherever people are.
    pub fn show(&self, item: TemplateItem) {
        let fits = |tab: &&Tab| tab.has(&item);
        let tab = self.tab.get_untracked();
        if let Some(tab) = [tab].iter().chain(&Tab::ALL).find(fits) {
            self.tab.set(*tab);
        }
        self.act(TemplateCommand::Show(item));
        if self.layout.screen.get_untracked() != Screen::Template {
            self.layout.screen.set(Screen::Template);
        }
    }

    /// Shows what stands first in a list.
    pub fn show_first(&self, tab: TemplateTab) {
        let first = self
            .editing
            .with(|e| e.template_rows(tab, "").into_iter().next());
        if let Some(row) = first.flatten() {
            self.act(TemplateCommand::Show(row.item));
        }
    }
}
