//! Interaction tables on the command line: in, out, checked; nothing replaced unasked.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod place;

use place::Place;

fn place(name: &str) -> Place {
    let documents = [
        "tests/interactions/workshop.md",
        "tests/interactions/defects.md",
        "tests/interactions/bakery.csv",
    ];
    Place::new(name, &documents)
}

#[test]
fn a_document_becomes_a_model_and_a_document_again() {
    let place = place("interactions-round");
    place.holds("import interactions workshop.md | 0 | workshop.md: 3 warnings | 7 elements, 6 connected pairs, 3 diagrams, 12 threats");
    // Nothing that is there is replaced unasked.
    let before = place.bytes("workshop.tm7");
    place.holds("import interactions workshop.md | 4 | | --force");
    assert_eq!(place.bytes("workshop.tm7"), before);
    // The same document gives the same bytes.
    place.holds("import interactions workshop.md --force | 0");
    assert_eq!(place.bytes("workshop.tm7"), before);
    // What is written is read again and gives the same document.
    place.holds("export interactions workshop.tm7 -o out.md | 0");
    for picture in ["out-pictures/1.svg", "icons/process-25.svg"] {
        assert!(place.path(picture).is_file(), "{picture}");
    }
    place.holds("import interactions out.md -o again.tm7 | 0");
    let exported = |name: &str| place.run(&format!("export interactions {name}")).text();
    assert_eq!(exported("workshop.tm7"), exported("again.tm7"));
    place.holds(
        "
        export interactions workshop.tm7 --by element     | 0 | ## Backup repository
        export interactions workshop.tm7 --by zone        | 0 | ## Zone of Employee and Workstation
        export interactions workshop.tm7 --about firewall | 0 | ## Firewall
        export interactions workshop.tm7 --format csv     | 0 | Section,Element A
        export interactions workshop.tm7 --format html    | 0 | <!doctype html>
        export interactions workshop.tm7 --about Oven     | 2 | | no element `Oven`
        ",
    );
}

#[test]
fn decisions_are_not_replaced() {
    let place = Place::new(
        "interactions-decided",
        &["tests/interactions/bakery.csv", "examples/web-shop.tm7"],
    );
    let before = place.bytes("web-shop.tm7");
    place
        .holds("import interactions bakery.csv -o web-shop.tm7 --force | 4 | | holds decisions on");
    assert_eq!(place.bytes("web-shop.tm7"), before);
    place.holds(
        "
        import interactions bakery.csv -o web-shop.tm7 --force --discard-decisions | 0 | bakery.csv: 1 warning | wrote web-shop.tm7
        import interactions bakery.csv -o web-shop.tm7 --force                     | 0 | bakery.csv: 1 warning | wrote web-shop.tm7
        ",
    );
}

#[test]
fn zones_get_their_names() {
    let place = place("interactions-zones");
    let zones = "--zone Office=Workstation --zone 'Safe=Backup repository'";
    let run = place.run(&format!(
        "import interactions workshop.md --template builtin:core {zones}"
    ));
    let said = run.text();
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!said.contains("crossing-without-boundary"), "{said}");
    let told = place.run("export interactions workshop.tm7").text();
    for zone in ["(Office, Zone of File server and 3 more)", "Safe"] {
        assert!(told.contains(zone), "{zone}: {told}");
    }
    place.holds("import interactions workshop.md --zone Office | 2 | | NAME=ELEMENT");
}

#[test]
fn documents_are_checked_like_models() {
    let place = place("interactions-checked");
    place.holds(
        "
        check defects.md                                                          | 1 | error[unknown-reference]
        check defects.md --deny never                                             | 0 | warning[pair-told-twice]
        check bakery.csv --deny warning                                           | 1 | bakery.csv:3:1
        check bakery.csv --deny warning --level crossing-without-boundary=off     | 0 | info[generic-element]
        check bakery.csv --template builtin:core --deny info --level crossing-without-boundary=off --level generic-element=off | 0 | nothing found
        import interactions bakery.csv -o explained.tm7 --template builtin:core --explain | 0 | Web shop: Web Application, which is also called web shop
        check --list                                                              | 0 | mirror-crossing-differs
        check missing.md                                                          | 3
        check bakery.csv --zone Bakehouse=Ovn                                     | 2 | | no row names the element
        import interactions bakery.csv -o zoned.tm7 --zone Bakehouse=Oven         | 2 | | no row names the element
        ",
    );
    place.write("empty.md", "# Nothing\n");
    place.holds("import interactions empty.md | 3 | | no interaction table");
    assert!(!place.path("empty.tm7").exists());
}
