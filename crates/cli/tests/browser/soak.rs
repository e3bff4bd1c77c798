//! Everything at once, for as long as one likes: a page that is edited at random, servers and
//! browsers that are killed, a second server and a second page on the same file. After every event
//! the file or the recovery copy holds all that the page held: the whole model is compared.
//!
//! `cargo xtask soak` is the long form; the short one has each event once.

use crate::Outcome;
use crate::driver::Session;
use crate::page::Page;
use crate::walk::stroll;
use crate::world::{World, project_file};
use serde_json::json;
use std::fmt;
use std::rc::Rc;
use std::time::{Duration, Instant};
use trustline_formats::read;
use trustline_model::ThreatModel;

const FILE: &str = "shop.tm7";

/// So many bytes; a model that duplicates itself for an hour would become all there is to time.
const LARGE: usize = 3_000_000;

#[derive(Clone, Copy, Debug)]
enum Event {
    /// Saved.
    Save,
    /// The server is killed two seconds after the last edit, and comes back.
    ServerKilled,
    /// The browser is killed.
    BrowserKilled,
    /// The server is killed while it writes.
    KilledWhileSaving,
    /// The second page saved first; what is the first page's is kept.
    Keep,
    /// The second page saved first; what is the first page's is given up.
    Reload,
    /// Both save in the same moment.
    Race,
    /// The browser is killed, and before it is back the second page saves.
    SavedMeanwhile,
}

const EVENTS: [Event; 8] = [
    Event::Save,
    Event::ServerKilled,
    Event::BrowserKilled,
    Event::KilledWhileSaving,
    Event::Keep,
    Event::Reload,
    Event::Race,
    Event::SavedMeanwhile,
];

/// What happened so far.
#[derive(Default)]
struct Tally {
    rounds: u64,
    steps: u64,
    saves: u64,
    restored: u64,
    server_kills: u64,
    browser_kills: u64,
    conflicts: u64,
    races: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} rounds, {} random steps, {} saves, {} kills of the server, {} of the browser, \
             {} times restored, {} races of two writers, {} conflicts told",
            self.rounds,
            self.steps,
            self.saves,
            self.server_kills,
            self.browser_kills,
            self.restored,
            self.races,
            self.conflicts
        )
    }
}

/// The one that is edited and killed, and the other that writes meanwhile.
struct Soak {
    world: World,
    beside: World,
    first: Page,
    second: Page,
    random: u64,
    tally: Tally,
}

/// The short form: each event once.
pub async fn every_event(page: Page) -> Outcome {
    let mut soak = Soak::start(page, 1).await?;
    for event in EVENTS {
        soak.round(event, 25).await?;
    }
    println!("soak: {}", soak.tally);
    soak.end().await
}

/// The long form: `TRUSTLINE_SOAK` says how many seconds.
pub async fn long(page: Page) -> Outcome {
    let seconds = std::env::var("TRUSTLINE_SOAK").ok();
    let seconds = seconds.and_then(|s| s.parse().ok()).unwrap_or(3600);
    let (start, limit) = (Instant::now(), Duration::from_secs(seconds));
    let seed = std::env::var("TRUSTLINE_SEED").ok();
    let seed = seed.and_then(|s| s.parse().ok());
    let seed = seed.unwrap_or(u64::from(std::process::id()));
    let mut soak = Soak::start(page, seed).await?;
    while start.elapsed() < limit {
        let event = EVENTS[soak.below(EVENTS.len() as u64) as usize];
        let steps = 20 + soak.below(200);
        if let Err(e) = soak.round(event, steps).await {
            let picture = crate::driver::folder().join("failed/soak.png");
            let seen = match soak.first.screenshot(&picture).await {
                Ok(()) => format!("see {}", picture.display()),
                Err(e) => format!("no picture: {e}"),
            };
            return Err(format!("seed {seed}, after {}: {e}\n{seen}", soak.tally).into());
        }
    }
    let seconds = start.elapsed().as_secs();
    println!("soak: {seconds} s, {}, nothing lost", soak.tally);
    soak.end().await
}

impl Soak {
    async fn start(page: Page, seed: u64) -> Result<Self, String> {
        let world = World::start(&[(FILE, project_file("examples/web-shop.tm7")?)])?;
        let beside = world.beside()?;
        // The other page was changed under its hands, which is what the browser reports.
        page.expect_error("412");
        let first = browser().await?;
        first.open(&world).await?;
        first.open_listed(FILE).await?;
        Ok(Self {
            world,
            beside,
            first,
            second: page,
            random: seed,
            tally: Tally::default(),
        })
    }

    async fn end(self) -> Outcome {
        let errors = self.first.errors().await?;
        self.first.session.end().await;
        match errors.is_empty() {
            true => Ok(()),
            false => Err(errors.join("\n").into()),
        }
    }

    /// A number below another.
    fn below(&mut self, limit: u64) -> u64 {
        let next = self.random.wrapping_mul(6_364_136_223_846_793_005);
        self.random = next.wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % limit
    }

    async fn round(&mut self, event: Event, steps: u64) -> Result<(), String> {
        self.tally.rounds += 1;
        self.tally.steps += steps;
        let seed = self.below(1 << 30);
        let round = self.tally.rounds;
        let told = |e: String| format!("round {round} ({event:?}, walk {seed}): {e}");
        stroll(&self.first, seed, steps).await.map_err(told)?;
        let mark = format!("Mark of round {round}");
        self.calm().await.map_err(told)?;
        self.first.mark(&mark).await.map_err(told)?;
        let held = self.held(&mark).await.map_err(told)?;
        self.happen(event, &held).await.map_err(told)?;
        let errors = self.first.errors().await.map_err(told)?;
        if let Some(error) = errors.first() {
            return Err(told(format!("on the console: {error}")));
        }
        if self.world.read(FILE)?.len() > LARGE {
            self.world
                .write(FILE, &project_file("examples/web-shop.tm7")?)?;
            self.conflict().await.map_err(told)?;
            self.reload().await.map_err(told)?;
        }
        Ok(())
    }

    /// Goes back to the model, wherever a walk went: it may have given everything up for another one.
    async fn calm(&self) -> Result<(), String> {
        let page = &self.first;
        let own = format!(
            "document.querySelector('#file-name .name')?.textContent === {}",
            json!(FILE)
        );
        for _ in 0..6 {
            page.press("Escape").await?;
        }
        page.wait_gone("dialog[open]").await?;
        if page.eval(&own).await? != json!(true) {
            page.open(&self.world).await?;
            page.open_listed_bare(FILE).await?;
        }
        if page.count("#canvas").await? == 0 {
            page.click_text("button", "Back to the diagram").await?;
        }
        // It may have restored an older copy: what is open counts, as somebody would choose.
        if page.count(CONFLICT).await? > 0 {
            page.click("[data-action=Keep]").await?;
            page.wait_gone(CONFLICT).await?;
        }
        page.wait("#canvas").await
    }

    async fn happen(&mut self, event: Event, held: &ThreatModel) -> Result<(), String> {
        match event {
            Event::Save => self.save(held).await,
            Event::ServerKilled => {
                self.server_killed()?;
                self.restore().await?;
                self.save(held).await
            }
            Event::BrowserKilled => {
                self.browser_killed().await?;
                self.restore().await?;
                self.save(held).await
            }
            Event::KilledWhileSaving => {
                let before = self.on_disk()?;
                let milliseconds = self.below(30);
                self.first.press("Control+s").await?;
                tokio::time::sleep(Duration::from_millis(milliseconds)).await;
                self.server_killed()?;
                let now = self.on_disk()?;
                if now == *held {
                    self.first.open(&self.world).await?;
                    return self.first.open_listed(FILE).await;
                }
                same(
                    &before,
                    &now,
                    "the file, of which nothing was to be written",
                )?;
                self.restore().await?;
                self.save(held).await
            }
            Event::Keep | Event::Reload => {
                let theirs = self.other_writes().await?;
                self.conflict().await?;
                same(&theirs, &self.on_disk()?, "what the second page saved")?;
                if matches!(event, Event::Reload) {
                    self.reload().await?;
                    return same(&theirs, &self.on_disk()?, "the file after a reload");
                }
                self.first.click("[data-action=Keep]").await?;
                self.first.wait_gone(CONFLICT).await?;
                self.save(held).await
            }
            Event::Race => {
                self.tally.races += 1;
                let theirs = self.other_edits().await?;
                let (ours, others) = tokio::join!(
                    self.first.press("Control+s"),
                    self.second.press("Control+s")
                );
                ours.and(others)?;
                let (ours, others) = (self.first.ended().await?, self.second.ended().await?);
                let now = self.on_disk()?;
                match (ours, others) {
                    (true, false) => {
                        self.tally.saves += 1;
                        self.tally.conflicts += 1;
                        same(held, &now, "what the first page saved")
                    }
                    (false, true) => {
                        same(&theirs, &now, "what the second page saved")?;
                        self.tally.conflicts += 1;
                        self.reload().await
                    }
                    both => Err(format!("of two writers {both:?} say that they saved")),
                }
            }
            Event::SavedMeanwhile => {
                self.browser_killed().await?;
                let theirs = self.other_writes().await?;
                self.restore().await?;
                // The file is not what the copy was made from.
                self.first.press("Control+s").await?;
                self.conflict().await?;
                same(&theirs, &self.on_disk()?, "what the second page saved")?;
                self.first.click("[data-action=Keep]").await?;
                self.first.wait_gone(CONFLICT).await?;
                self.save(held).await
            }
        }
    }

    /// What the page holds, as its recovery copy says once it has the last edit.
    async fn held(&self, mark: &str) -> Result<ThreatModel, String> {
        for _ in 0..100 {
            for copy in self.world.copies() {
                // A copy is written beside its place and renamed: it is never half there.
                let model = model(&copy)?;
                if model.notes.last().is_some_and(|n| n.text == mark) {
                    return Ok(model);
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(format!(
            "ten seconds after `{mark}` no recovery copy has it"
        ))
    }

    fn on_disk(&self) -> Result<ThreatModel, String> {
        model(&self.world.read(FILE)?)
    }

    /// Saves; the file then is what the page held.
    async fn save(&mut self, held: &ThreatModel) -> Result<(), String> {
        self.first.save().await?;
        self.tally.saves += 1;
        same(held, &self.on_disk()?, "the file that was saved")
    }

    fn server_killed(&mut self) -> Result<(), String> {
        self.tally.server_kills += 1;
        self.world.restart()
    }

    async fn browser_killed(&mut self) -> Result<(), String> {
        self.tally.browser_kills += 1;
        let errors = self.first.errors().await?;
        self.first.session.kill().await;
        match errors.first() {
            None => Ok(()),
            Some(error) => Err(format!("on the console: {error}")),
        }
    }

    /// Opens the page again, in a new browser if the old one is gone, and the recovery copy in it.
    async fn restore(&mut self) -> Result<(), String> {
        if self.first.session.is_over() {
            self.first = browser().await?;
        }
        self.tally.restored += 1;
        self.first.open(&self.world).await?;
        self.first
            .click("#recovery li:first-of-type .primary")
            .await?;
        self.first.wait("#file-name .name").await?;
        self.first.wait("#unsaved").await
    }

    /// The second page opens the file as it is and edits it; what it is then.
    async fn other_edits(&mut self) -> Result<ThreatModel, String> {
        let mark = format!("Mark of the second page in round {}", self.tally.rounds);
        self.second.open(&self.beside).await?;
        self.second.open_listed_bare(FILE).await?;
        self.second.mark(&mark).await?;
        self.held(&mark).await
    }

    /// The second page writes the file; what it is then.
    async fn other_writes(&mut self) -> Result<ThreatModel, String> {
        let theirs = self.other_edits().await?;
        self.second.save().await?;
        same(&theirs, &self.on_disk()?, "what the second page saved")?;
        Ok(theirs)
    }

    /// Waits until the first page says that the file is not what it was.
    async fn conflict(&mut self) -> Result<(), String> {
        self.tally.conflicts += 1;
        self.first.wait(CONFLICT).await
    }

    async fn reload(&self) -> Result<(), String> {
        self.first.click("[data-action=Reload]").await?;
        self.first.wait_gone(CONFLICT).await?;
        self.first.wait_gone("#unsaved").await
    }
}

/// The question what becomes of a file that others changed.
const CONFLICT: &str = ".conflict:has([data-action=Keep])";

impl Page {
    /// An edit that every form of the model keeps: a note.
    async fn mark(&self, text: &str) -> Result<(), String> {
        self.press("Alt+3").await?;
        self.fill("#new-note", text).await?;
        self.click_text(".notes button", "Add note").await?;
        let js = format!(
            "[...document.querySelectorAll('.notes li textarea')].some(t => t.value === {})",
            json!(text)
        );
        self.wait_until(&js).await
    }

    /// Opens a model that may be drawn or not.
    async fn open_listed_bare(&self, name: &str) -> Result<(), String> {
        self.click_text("#files button", name).await?;
        self.wait_text("#file-name .name", name).await?;
        self.settle().await
    }

    /// Waits for the end of a save: whether it was one.
    async fn ended(&self) -> Result<bool, String> {
        let conflict = json!(CONFLICT);
        self.wait_until(&format!(
            "!document.querySelector('.busy') && (!document.querySelector('#unsaved') \
             || document.querySelector({conflict}))"
        ))
        .await?;
        Ok(self.count("#unsaved").await? == 0)
    }
}

/// A browser that may be killed.
async fn browser() -> Result<Page, String> {
    let page = Page::new(Rc::new(Session::start().await?));
    page.set_size(1280, 800).await?;
    for expected in ["412", "401", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE"] {
        page.expect_error(expected);
    }
    Ok(page)
}

fn model(bytes: &[u8]) -> Result<ThreatModel, String> {
    let reading = read(bytes).map_err(|e| format!("not whole: {e}"))?;
    Ok(reading.model)
}

/// Whether nothing was lost, and if not, in which part.
fn same(held: &ThreatModel, found: &ThreatModel, what: &str) -> Result<(), String> {
    if held == found {
        return Ok(());
    }
    let parts = [
        ("diagrams", held.diagrams == found.diagrams),
        ("threats", held.threats == found.threats),
        ("notes", held.notes == found.notes),
        ("messages", held.messages == found.messages),
        ("information", held.information == found.information),
        ("template", held.knowledge_base == found.knowledge_base),
    ];
    let other: Vec<&str> = parts.iter().filter(|(_, s)| !s).map(|(n, _)| *n).collect();
    let notes = |m: &ThreatModel| m.notes.last().map(|n| n.text.clone()).unwrap_or_default();
    Err(format!(
        "LOST: {what} differs in {} (last note `{}`, expected `{}`)",
        other.join(", "),
        notes(found),
        notes(held)
    ))
}
