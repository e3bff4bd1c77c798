//! Trustline as people have it: the built binary serves a folder, and Chromium shows the page. Every
//! test has a browser and a folder of its own; it fails as well when the console has an error.
//!
//! A new test is an `async fn` in the file of its subject and a line in `TESTS`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
// What a person can do is complete; not every test does everything.
#![allow(dead_code)]

mod access;
mod apply;
mod arrange;
mod clipboard;
mod corpus;
mod diagrams;
mod draw;
mod driver;
mod gestures;
mod keys;
mod method;
mod narrative;
mod notes;
mod page;
mod pageonly;
mod person;
mod properties;
mod report;
mod safety;
mod saving;
mod scale;
mod soak;
mod start;
mod template;
mod threats;
mod walk;
mod wire;
mod world;

use driver::Session;
use libtest_mimic::{Arguments, Failed, Trial};
use page::Page;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::Pin;
use std::rc::Rc;

/// What a test says of itself.
pub type Outcome = Result<(), Failed>;

type Test = fn(Page) -> Pin<Box<dyn Future<Output = Outcome>>>;

macro_rules! tests {
    ($($file:ident: $($name:ident),+;)+) => {
        &[$($((
            concat!(stringify!($file), "/", stringify!($name)),
            |p| Box::pin($file::$name(p)),
        )),+),+]
    };
}

/// Every test by its file.
const TESTS: &[(&str, Test)] = tests! {
    start: opens, new_model, name_is_taken, file_of_the_folder, recent_file_vanishes, samples,
        dropped_file, dropped_on_a_model, broken_file, templates, new_template, tour, going_back_unsaved,
        opening_over_unsaved, saving_on_the_way_back;
    draw: by_click, families_fold, by_drag, by_typing, by_menu, port_to_port, flow_of_a_stencil,
        both_ways, bend_and_straighten, turn_around, reattach_an_end, boundary_box, boundary_line,
        annotation;
    arrange: move_and_nudge, guides_appear, grips_resize, place_in_numbers, marquee,
        align_and_spread, front_and_back, rename_in_place, change_type, layout_and_back,
        undo_to_the_start;
    clipboard: copy_and_paste, duplicate, between_diagrams, copies_are_undecided, between_windows,
        nothing_to_paste;
    diagrams: tabs, duplicate_and_delete, find, zoom_pan_fit, minimap, pictures,
        open_threats_and_a_copied_picture;
    properties: list_decides_threats, fixed_ones_are_shown, text, several_at_once, out_of_scope,
        of_the_diagram;
    threats: as_one_draws, search, conditions, filter_a_column, sort, group, columns, decide_on_many, by_keys,
        why_and_remedy, own_threat, generated_ones_stay, lights_up, copy_and_csv, generation_off,
        undo_with_a_threat_shown;
    notes: notes, messages, information;
    report: preview, sorted, every_format;
    narrative: told_and_copied, follows_the_drawing;
    saving: same_threats_on_the_command_line, untouched_and_back, under_another_name,
        said_twice, as_a_download, changed_on_disk_reload, changed_on_disk_keep, two_pages_on_one_file,
        gone_from_disk, server_killed, server_killed_and_back, browser_closed,
        unsaved_work_is_discarded, restored_work_has_no_file, written_just_before_restoring;
    access: start_page, panes, dialogs, by_keyboard_alone, menus_by_keyboard, focus_comes_back,
        small_windows, small_start, dark_is_kept;
    safety: policy, typed_texts_stay_texts, files_stay_texts, paths_stay_in_the_folder,
        strangers_are_refused;
    template: from_nothing_to_threats, undo_and_redo, messages_lead_to_the_item, template_of_a_model,
        saved_and_opened_again, by_keyboard_alone, for_everybody;
    apply: several_for_a_new_model, added_to_the_own_one_and_taken_back, a_plan_is_changed,
        a_newer_version_is_looked_at, a_declined_version_stays_away, a_text_keeps_its_comments;
    method: tables_in_and_out, broken_tables, levels, questions, assessment, framework, meeting,
        shown_on_another_diagram, for_everybody;
    pageonly: untouched, changed_and_restored, new_model;
    walk: panes_in_turn, at_random, restored_after_a_bug;
    soak: every_event;
    corpus: some;
    scale: only_what_is_in_sight;
};

/// What takes long: run when asked for by `--ignored`.
const LONG: &[(&str, Test)] = tests! {
    corpus: all;
    scale: figures;
    soak: long;
};

fn main() {
    // The usual arguments know one word at most; here there may be several.
    let said: Vec<String> = std::env::args().collect();
    let is_word = |a: &&String| !a.starts_with('-');
    let words: Vec<&String> = said.iter().skip(1).filter(is_word).collect();
    let mut arguments = match words.len() {
        0 | 1 => Arguments::from_args(),
        _ => Arguments::from_iter(said.iter().filter(|a| !words.contains(a))),
    };
    let wanted = |name: &str| words.len() < 2 || words.iter().any(|w| name.contains(w.as_str()));
    // A browser takes a processor of its own.
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(2).min(2));
    let trials = TESTS
        .iter()
        .filter(|(name, _)| wanted(name))
        .map(|(name, test)| Trial::test(*name, move || run(name, *test)));
    let long = LONG
        .iter()
        .map(|(name, test)| Trial::test(*name, move || run(name, *test)).with_ignored_flag(true));
    let trials = trials.chain(long);
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    driver::stop();
    conclusion.exit();
}

/// Runs a test in a new browser; a failure leaves a picture and what happened until then.
fn run(name: &str, test: Test) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // What an earlier run left would mislead.
    let _ = std::fs::remove_file(picture(name));
    let _ = std::fs::remove_file(picture(name).with_extension("txt"));
    let session = Rc::new(runtime.block_on(Session::start())?);
    let page = Page::new(Rc::clone(&session));
    let result = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            page.set_size(1280, 800).await?;
            test(page.clone()).await
        })
    }));
    runtime.block_on(async {
        let result = judge(&page, result).await;
        let kept = match &result {
            Ok(()) => String::new(),
            Err(_) => keep(name, &page, &session).await,
        };
        session.end().await;
        world::end_all();
        result.map_err(|message| format!("{message}{kept}").into())
    })
}

/// A panic is a failure, and so is an error on the console.
async fn judge(page: &Page, result: std::thread::Result<Outcome>) -> Result<(), String> {
    let mut faults = match result {
        Ok(Ok(())) => Vec::new(),
        Ok(Err(failed)) => vec![failed.message().unwrap_or("failed").to_owned()],
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            vec![text.unwrap_or("panicked").to_owned()]
        }
    };
    match page.errors().await {
        Ok(errors) => faults.extend(errors.iter().map(|e| format!("on the console: {e}"))),
        Err(message) => faults.push(message),
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n"))
}

/// Where the picture of a failure lies.
fn picture(name: &str) -> PathBuf {
    let name = format!("failed/{}.png", name.replace('/', "-"));
    driver::folder().join(name)
}

/// Writes what there is to see; says where.
async fn keep(name: &str, page: &Page, session: &Session) -> String {
    let picture = picture(name);
    let folder = driver::folder().join("failed");
    let text = format!(
        "{name}\n\nsteps:\n{}\n\nconsole:\n{}\n",
        session.steps.borrow().join("\n"),
        session.console.borrow().join("\n")
    );
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(picture.with_extension("txt"), text));
    let shot = page.screenshot(&picture).await;
    match written.map_err(|e| e.to_string()).and(shot) {
        Ok(()) => format!("\nsee {} and the .txt beside it", picture.display()),
        Err(message) => format!("\nno picture: {message}"),
    }
}
