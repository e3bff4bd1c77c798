//! The template editor without a page: every command can be undone, what would break something is
//! refused, rules are checked and completed as data says, and tried quickly.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod scene;

use scene::Counted;
use trustline_editor::{
    Command, Editor, RuleDraft, TemplateCommand as C, TemplateItem as I, TemplateKey as K,
    TemplateTab, complete, readable_rule,
};
use trustline_formats::{FileKind, Format, read, write};
use trustline_model::{KnowledgeBase, ThreatModel, ThreatType};

fn shop() -> Editor {
    let model = trustline_library::sample("web-shop").unwrap();
    Editor::open(model, Box::new(Counted::new("n")))
}

fn document() -> Editor {
    let reading = read(trustline_library::STARTER.as_bytes()).unwrap();
    Editor::open(reading.model, Box::new(Counted::new("n")))
}

fn act(editor: &mut Editor, command: C) -> Option<String> {
    editor.handle(Command::Template(command));
    editor.take_notice()
}

fn set(editor: &mut Editor, item: I, key: K, value: &str) -> Option<String> {
    act(editor, C::Set(item, key, value.into()))
}

fn kb(editor: &Editor) -> &KnowledgeBase {
    editor.knowledge_base().unwrap()
}

fn focus(editor: &Editor) -> I {
    editor.template_focus().clone()
}

#[test]
fn a_stencil_keeps_its_names_apart_from_its_description() {
    let mut editor = document();
    act(&mut editor, C::AddStencil(Some("GE.P".into())));
    let item = focus(&editor);
    assert_eq!(
        set(
            &mut editor,
            item.clone(),
            K::AlsoCalled,
            " oven ; Bakery oven,, "
        ),
        None
    );
    assert_eq!(
        set(&mut editor, item.clone(), K::Description, "Bakes."),
        None
    );
    let of = |editor: &Editor| {
        let I::Stencil(id) = &item else { panic!() };
        let found = kb(editor).stencils.iter().find(|s| s.id == *id).unwrap();
        let names: Vec<String> = found.also_called().into_iter().map(String::from).collect();
        (found.described().to_owned(), names)
    };
    let names = vec!["oven".to_owned(), "Bakery oven".to_owned()];
    assert_eq!(of(&editor), ("Bakes.".to_owned(), names));
    assert_eq!(set(&mut editor, item.clone(), K::AlsoCalled, ""), None);
    assert_eq!(of(&editor), ("Bakes.".to_owned(), Vec::new()));
}

/// Commands for every part, on the template of the shop.
fn every_command() -> Vec<C> {
    let stencil = || I::Stencil("TL.P.WebApi".into());
    let attribute = || I::Attribute("GE.P".into(), 0);
    let threat = || I::ThreatType("S01".into());
    let own = |i: usize| I::Property(i);
    let all = [
        (I::Manifest, K::Name, "Another"),
        (I::Manifest, K::Version, "1.2"),
        (I::Manifest, K::Author, "somebody"),
        (I::Manifest, K::Priority, "false"),
        (I::Manifest, K::Status, "false"),
        (stencil(), K::Name, "Interface"),
        (stencil(), K::Description, "What it is"),
        (stencil(), K::AlsoCalled, "interface, API; REST API"),
        (stencil(), K::Hidden, "true"),
        (stencil(), K::Picture, "iVBORw0KGgoAAAA"),
        (stencil(), K::Picture, ""),
        (stencil(), K::PictureLocation, "Before label"),
        (stencil(), K::Shape, "Ellipse"),
        (stencil(), K::Parent, "TL.P.WebApplication"),
        (attribute(), K::Name, "Proves Callers"),
        (attribute(), K::Id, "provesCallers"),
        (attribute(), K::Values, "No\nYes\nPerhaps"),
        (attribute(), K::Fixed, "true"),
        (I::Category("S".into()), K::Name, "Pretence"),
        (I::Category("S".into()), K::Short, "Short"),
        (I::Category("S".into()), K::Long, "Long"),
        (threat(), K::Name, "{source.Name} pretends"),
        (threat(), K::Category, "T"),
        (threat(), K::Description, "In words"),
        (threat(), K::Include, "target is [Web API]"),
        (threat(), K::Exclude, "flow is [Webhook Call]"),
        (threat(), K::Own(4), "Because"),
        (own(4), K::Name, "Why"),
        (own(4), K::Id, "Why"),
        (own(4), K::Kind, "2"),
        (own(4), K::Hidden, "true"),
        (own(4), K::Values, "a\nb"),
        (own(4), K::Description, "for authors"),
    ];
    let mut commands: Vec<C> = all
        .into_iter()
        .map(|(item, key, value)| C::Set(item, key, value.into()))
        .collect();
    commands.extend([
        C::AddStencil(None),
        C::AddStencil(Some("GE.P".into())),
        C::AddAttribute("TL.P.WebApi".into()),
        C::AddCategory,
        C::AddThreatType("T".into()),
        C::AddProperty,
        C::Move(stencil(), true),
        C::Move(attribute(), false),
        C::Move(I::Category("T".into()), true),
        C::Move(I::ThreatType("S02".into()), true),
        C::Move(own(4), true),
        C::Duplicate(stencil()),
        C::Duplicate(threat()),
        C::Remove(attribute()),
        C::Remove(threat()),
        C::Remove(own(4)),
    ]);
    commands
}

#[test]
fn every_command_is_one_step_and_undone_wholly() {
    for command in every_command() {
        let mut editor = shop();
        let before = editor.model().clone();
        let said = act(&mut editor, command.clone());
        assert_eq!(said, None, "{command:?}");
        assert_ne!(
            *kb(&editor),
            **before.knowledge_base.as_ref().unwrap(),
            "{command:?}"
        );
        let after = editor.model().clone();
        assert!(
            editor.template_pane().is_some(),
            "{command:?} leads somewhere"
        );
        editor.settle();
        // What is written can be read again.
        for kind in [FileKind::TB7, FileKind::TM7] {
            let bytes = write(editor.model(), &Format::new(kind)).unwrap().bytes;
            let again = read(&bytes).unwrap().model.knowledge_base.unwrap();
            assert_eq!(again.threat_types.len(), kb(&editor).threat_types.len());
        }
        editor.handle(Command::Undo);
        assert!(*editor.model() == before, "{command:?} undone");
        assert!(editor.undo_label().is_none(), "{command:?} is one step");
        editor.handle(Command::Redo);
        assert!(*editor.model() == after, "{command:?} done again");
    }
}

#[test]
fn what_would_break_something_is_refused_with_its_reason() {
    let cases: &[(C, &str)] = &[
        (C::Remove(I::Stencil("GE.P".into())), "derived from it"),
        (
            C::Remove(I::Stencil("TL.DS.RelationalDatabase".into())),
            "in the model",
        ),
        (
            C::Remove(I::Category("S".into())),
            "threat types are in this category",
        ),
        (C::Remove(I::Property(0)), "every threat has this property"),
        (
            C::Set(I::Property(0), K::Id, "Heading".into()),
            "its name is fixed",
        ),
        (
            C::Set(I::Stencil("GE.P".into()), K::Name, " ".into()),
            "needs a name",
        ),
        (
            C::Set(I::Stencil("GE.P".into()), K::Parent, "TL.P.WebApi".into()),
            "derive from itself",
        ),
        (
            C::Set(I::Stencil("GE.P".into()), K::Shape, "Inherited".into()),
            "inherits no shape",
        ),
        (
            C::Set(I::Stencil("GE.DS".into()), K::Shape, "Ellipse".into()),
            "another shape",
        ),
        (
            C::Set(I::Stencil("GE.P".into()), K::Picture, "/9j/4AAQ".into()),
            "PNG",
        ),
        (
            C::Set(I::Attribute("GE.P".into(), 0), K::Values, "\n".into()),
            "at least one value",
        ),
        (
            C::Set(I::Attribute("GE.P".into(), 0), K::Values, "No\nno".into()),
            "twice",
        ),
        (
            C::Set(I::Attribute("GE.P".into(), 0), K::Id, "a b".into()),
            "no spaces",
        ),
        (C::Set(I::Manifest, K::Version, "new".into()), "numbers"),
    ];
    for (command, reason) in cases {
        let mut editor = shop();
        let before = editor.model().clone();
        let said = act(&mut editor, command.clone());
        let said = said.unwrap_or_default();
        assert!(said.contains(reason), "{command:?}: {said}");
        assert!(*editor.model() == before, "{command:?} changes nothing");
    }
}

#[test]
fn ids_come_from_first_names_and_stay() {
    let mut editor = document();
    act(&mut editor, C::AddStencil(Some("GE.P".into())));
    let new = focus(&editor);
    set(&mut editor, new, K::Name, "Web Shop");
    assert_eq!(focus(&editor), I::Stencil("MY.P.WebShop".into()));
    let again = focus(&editor);
    set(&mut editor, again, K::Name, "Shop");
    assert_eq!(focus(&editor), I::Stencil("MY.P.WebShop".into()));
    let shop = focus(&editor);
    act(&mut editor, C::Duplicate(shop));
    assert_eq!(focus(&editor), I::Stencil("MY.P.ShopCopy".into()));
    act(&mut editor, C::AddAttribute("MY.P.WebShop".into()));
    set(
        &mut editor,
        I::Attribute("MY.P.WebShop".into(), 0),
        K::Name,
        "Takes Cards",
    );
    let attribute = kb(&editor)
        .stencil(&"MY.P.WebShop".into())
        .unwrap()
        .attributes[0]
        .clone();
    assert_eq!(
        (attribute.name.as_str(), attribute.label.as_str()),
        ("takesCards", "Takes Cards")
    );
    act(&mut editor, C::AddCategory);
    let new = focus(&editor);
    set(&mut editor, new, K::Name, "Privacy");
    assert_eq!(focus(&editor), I::Category("P".into()));
    act(&mut editor, C::AddThreatType("P".into()));
    assert_eq!(focus(&editor), I::ThreatType("P01".into()));
    act(&mut editor, C::AddThreatType("P".into()));
    assert_eq!(focus(&editor), I::ThreatType("P02".into()));
    let rows = editor.template_rows(TemplateTab::ThreatTypes, "");
    // One is there from the beginning.
    assert_eq!(rows.iter().filter(|r| r.depth == 1).count(), 3);
    assert_eq!(editor.template_rows(TemplateTab::Stencils, "shop").len(), 2);
}

#[test]
fn rules_follow_another_internal_name_and_keep_what_is_no_rule() {
    let mut editor = shop();
    let include = |e: &Editor| kb(e).threat_type(&"S01".into()).unwrap().exclude.clone();
    assert!(include(&editor).contains("target.authenticatesCallers is"));
    set(
        &mut editor,
        I::Attribute("GE.P".into(), 0),
        K::Id,
        "knowsCallers",
    );
    let exclude = include(&editor);
    assert!(exclude.contains("target.knowsCallers is"), "{exclude}");
    let s01 = || I::ThreatType("S01".into());
    set(
        &mut editor,
        s01(),
        K::Include,
        "source is [Web API] and target is 'GE.P'",
    );
    let stored = &kb(&editor).threat_type(&"S01".into()).unwrap().include;
    assert_eq!(stored, "source is 'TL.P.WebApi' and target is 'GE.P'");
    assert_eq!(
        readable_rule(kb(&editor), stored),
        "source is [Web API] and target is [Generic Process]"
    );
    set(&mut editor, s01(), K::Include, "source is [Nothing]");
    assert_eq!(
        kb(&editor).threat_type(&"S01".into()).unwrap().include,
        "source is [Nothing]"
    );
    editor.settle();
    let about = |e: &Editor| e.messages().into_iter().any(|m| m.item == Some(s01()));
    assert!(about(&editor), "a message leads to the threat type");
    editor.handle(Command::Undo);
    editor.settle();
    assert!(!about(&editor));
}

#[test]
fn drafts_say_what_is_wrong_and_where() {
    let editor = shop();
    let cases = [
        ("source is [Web API]", "", "", ""),
        (
            "source is [Web AP]",
            "[Web AP]",
            "no stencil is called",
            "`Web API`",
        ),
        (
            "sorce is [Web API]",
            "sorce",
            "expected `source`",
            "`source`",
        ),
        (
            "source is [Web API] an flow is 'GE.DF'",
            "an",
            "expected `and`",
            "`and`",
        ),
        ("source is [Web API", "[Web API", "closing", ""),
        (
            "source is 'TL.P.WebApj'",
            "source is 'TL.P.WebApj'",
            "no stencil has the id",
            "`TL.P.WebApi`",
        ),
        (
            "target is [Web API] and target.[Authenticates Caller] is 'Yes'",
            "[Authenticates Caller]",
            "no property is called",
            "`Authenticates Callers`",
        ),
        (
            "target is [Web API] and target.[Authenticates Callers] is 'Yess'",
            "target.[Authenticates Callers] is 'Yess'",
            "not one of its values",
            "`Yes`",
        ),
        ("target is [Web API] and", "", "the rule ends here", ""),
    ];
    for (text, place, message, help) in cases {
        let draft = RuleDraft::new(kb(&editor), text);
        let Some(note) = draft.notes.first() else {
            assert_eq!(message, "", "{text}");
            continue;
        };
        assert_eq!(&text[note.span.clone()], place, "{text}");
        assert!(note.text.contains(message), "{text}: {}", note.text);
        let said = note.help.clone().unwrap_or_default();
        assert!(said.contains(help), "{text}: {said}");
    }
}

#[test]
fn completion_offers_what_can_stand_there() {
    let editor = shop();
    // The caret is at the bar; wanted and unwanted suggestions.
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("|", &["source is ", "flow crosses ", "source."], &[]),
        ("so|", &["source is "], &["target is "]),
        ("source |", &["is ", "is not "], &["crosses "]),
        ("flow |", &["crosses ", "is "], &[]),
        (
            "source is |",
            &["[Web API] "],
            &["[Webhook Call] ", "[Internet Boundary] "],
        ),
        (
            "source is [web|",
            &["[Web API] ", "[Web Application] "],
            &["[Mobile App] "],
        ),
        ("flow is |", &["[Webhook Call] "], &["[Web API] "]),
        (
            "flow crosses |",
            &["[Internet Boundary] "],
            &["[Web API] ", "[Webhook Call] "],
        ),
        (
            "target.|",
            &["[Authenticates Callers] "],
            &["[Authenticates Source] "],
        ),
        (
            "target.[auth|",
            &["[Authenticates Callers] "],
            &["[Encodes Output For Its Context] "],
        ),
        ("target.[Authenticates Callers] |", &["is ", "is not "], &[]),
        (
            "target.[Authenticates Callers] is |",
            &["'Yes' ", "'No' "],
            &["and "],
        ),
        (
            "target.[Authenticates Callers] is not 'y|",
            &["'Yes' "],
            &["'No' "],
        ),
        ("(source is [Web API] |", &["and ", "or ", ") "], &["is "]),
        ("source is [Web API] |", &["and "], &[") "]),
    ];
    for (marked, there, absent) in cases {
        let caret = marked.find('|').unwrap();
        let text = marked.replace('|', "");
        let found = complete(kb(&editor), &text, caret);
        let texts: Vec<&str> = found.choices.iter().map(|c| c.text.as_str()).collect();
        for wanted in *there {
            assert!(texts.contains(wanted), "{marked}: {wanted} in {texts:?}");
        }
        for other in *absent {
            assert!(!texts.contains(other), "{marked}: {other} in {texts:?}");
        }
    }
    // A name that the caret stands in is replaced whole.
    let text = "source is [Web API] and";
    let found = complete(kb(&editor), text, text.find("API").unwrap());
    assert_eq!(&text[found.range], "[Web API]");
}

#[test]
fn a_rule_is_tried_on_the_open_model_and_on_another_one() {
    let mut editor = shop();
    editor.settle();
    let rules = |e: &Editor, t: &ThreatType| {
        let read = |text: &str| RuleDraft::new(kb(e), &readable_rule(kb(e), text));
        (read(&t.include), read(&t.exclude))
    };
    // Every rule of the template hits what its threats come from.
    let mut spared = 0;
    for threat_type in &kb(&editor).threat_types {
        let (include, exclude) = rules(&editor, threat_type);
        let tried = editor.try_rules(&include, &exclude).unwrap();
        let threats = editor.analysis().threats.iter();
        let of_type = threats.filter(|t| t.key.threat_type == threat_type.id);
        let found = of_type.filter(|t| t.interaction.is_some()).count();
        assert_eq!(tried.hits, found, "{}", threat_type.id);
        assert_eq!(tried.all, editor.analysis().interactions.len());
        spared += tried.spared;
    }
    assert!(spared > 0);
    let hitting = editor.analysis().threats[0].threat_type.unwrap();
    let (include, exclude) = rules(&editor, &kb(&editor).threat_types[hitting]);
    let tried = editor.try_rules(&include, &exclude).unwrap();
    let (at, hit, _) = tried.lines[0].clone();
    let why = editor.explain_rules(&include, &exclude, at).unwrap();
    assert_eq!(why.include.unwrap().lines[0].1, hit);
    let broken = RuleDraft::new(kb(&editor), "source is");
    assert!(editor.try_rules(&broken, &exclude).is_none());

    let other = trustline_library::sample("iot-sensors").unwrap();
    editor.set_trial(Some(("iot".into(), other)));
    let elsewhere = editor.try_rules(&include, &exclude).unwrap();
    assert_ne!(elsewhere.all, tried.all);
    editor.set_trial(None);
    assert_eq!(editor.try_rules(&include, &exclude), Some(tried));
}

#[test]
fn threats_of_the_model_follow_its_template() {
    let mut editor = shop();
    editor.settle();
    let before = editor.analysis().threats.len();
    act(&mut editor, C::AddThreatType("T".into()));
    let new = focus(&editor);
    set(
        &mut editor,
        new.clone(),
        K::Include,
        "source is 'GE.P' or target is 'GE.P'",
    );
    editor.settle();
    let more = editor.analysis().threats.len();
    assert!(more > before);
    // A new attribute is a property of the elements that are there, with its first value.
    act(&mut editor, C::AddAttribute("GE.P".into()));
    let at = kb(&editor)
        .stencil(&"GE.P".into())
        .unwrap()
        .attributes
        .len()
        - 1;
    set(
        &mut editor,
        I::Attribute("GE.P".into(), at),
        K::Name,
        "Is Watched",
    );
    set(
        &mut editor,
        new,
        K::Exclude,
        "target.[Is Watched] is 'Not Selected'",
    );
    editor.settle();
    assert!(editor.analysis().threats.len() < more);
    let elements = || editor.model().diagrams[0].elements.iter();
    assert!(elements().any(|e| e.property("isWatched") == Some("Not Selected")));
    // Decisions on other properties stay.
    let shop = trustline_library::sample("web-shop").unwrap();
    for (old, new) in shop.diagrams[0].elements.iter().zip(elements()) {
        let chosen = old.property("authenticatesCallers");
        assert_eq!(chosen, new.property("authenticatesCallers"));
        assert_eq!(old.name(), new.name());
    }
    let state = editor.state();
    let saved = editor.prepare().clone();
    assert_eq!(
        saved
            .threats
            .iter()
            .filter(|t| t.key.threat_type.as_str() == "T99")
            .count(),
        0
    );
    assert!(saved.threats.len() > trustline_library::sample("web-shop").unwrap().threats.len());
    editor.mark_saved(state);
}

/// The shop many times over, so that there are some 3,000 interactions.
fn large() -> ThreatModel {
    let mut model = trustline_library::sample("web-shop").unwrap();
    let first = model.diagrams[0].clone();
    let flows = first
        .elements
        .iter()
        .filter(|e| matches!(e.form, trustline_model::Form::DataFlow(_)));
    let copies = 3000 / flows.count() + 1;
    for n in 1..copies {
        let mut copy = first.clone();
        copy.id = format!("d{n}").into();
        let renamed = |id: &trustline_model::ElementId| format!("{id}-{n}").into();
        for element in &mut copy.elements {
            element.id = renamed(&element.id);
            if let Some(line) = element.form.line_mut() {
                for end in [&mut line.source, &mut line.target] {
                    end.element = end.element.as_ref().map(renamed);
                }
            }
        }
        model.diagrams.push(copy);
    }
    model
}

#[test]
fn trying_is_quick_on_three_thousand_interactions() {
    let mut editor = Editor::open(large(), Box::new(Counted::new("n")));
    editor.settle();
    let kb = kb(&editor).clone();
    let text = "(source is [Web API] or source is [Generic Process]) and flow crosses [Internet Boundary] \
        and not target.[Authenticates Callers] is 'Yes' and not flow is [Webhook Call]";
    let start = std::time::Instant::now();
    let mut tried = None;
    for _ in 0..5 {
        let draft = RuleDraft::new(&kb, text);
        let none = RuleDraft::new(&kb, "target is [Mobile App]");
        tried = editor.try_rules(&draft, &none);
        let _ = complete(&kb, text, text.len());
    }
    let each = start.elapsed() / 5;
    assert!(tried.unwrap().all >= 3000);
    assert!(each.as_millis() < 200, "a key takes {each:?}");
    if std::env::var_os("FIGURES").is_some() {
        panic!("a key takes {each:?}");
    }
}
