//! Each room by itself, on synthetic models. `cargo xtask bench` prints the ratios.

use divan::{Bencher, black_box};
use std::sync::Arc;
use trustline_analysis::{analyze, update};
use trustline_bench::{model, pull_parse, template};
use trustline_checks::{Levels, examine};
use trustline_drawing::{Theme, draw, svg};
use trustline_formats::{FileKind, Format, read, write};
use trustline_model::{Edit, ThreatModel};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn sample(flows: usize) -> ThreatModel {
    model(flows, &Arc::new(template(191)))
}

fn bytes(flows: usize) -> Vec<u8> {
    write(&sample(flows), &Format::new(FileKind::TM7))
        .expect("written")
        .bytes
}

#[divan::bench(args = SIZES)]
fn pull_parse_alone(bencher: Bencher, flows: usize) {
    let text = String::from_utf8(bytes(flows)).expect("text");
    bencher.bench(|| pull_parse(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn reading(bencher: Bencher, flows: usize) {
    let bytes = bytes(flows);
    bencher.bench(|| read(black_box(&bytes)));
}

#[divan::bench(args = SIZES)]
fn writing(bencher: Bencher, flows: usize) {
    let model = sample(flows);
    bencher.bench(|| write(black_box(&model), &Format::new(FileKind::TM7)));
}

#[divan::bench(args = SIZES)]
fn analysing(bencher: Bencher, flows: usize) {
    let model = sample(flows);
    bencher.bench(|| examine(black_box(&model), &Levels::default()));
}

#[divan::bench(args = SIZES)]
fn drawing(bencher: Bencher, flows: usize) {
    let model = sample(flows);
    let diagram = &model.diagrams[0];
    bencher.bench(|| {
        svg(
            &draw(black_box(diagram), model.knowledge_base.as_deref()),
            &Theme::LIGHT,
            &[],
        )
    });
}

/// One element moved, then everything that follows from it.
#[divan::bench(args = SIZES)]
fn one_edit(bencher: Bencher, flows: usize) {
    let mut model = sample(flows);
    let changes = update(&model, &analyze(&model));
    model.apply(changes.edit(&model)).expect("applies");
    let diagram = model.diagrams[0].id.clone();
    let element = model.diagrams[0].elements[flows / 50].clone();
    bencher.bench_local(|| {
        let mut moved = element.clone();
        if let Some(rect) = moved.form.rect_mut() {
            rect.left += 1.0;
        }
        let undo = model
            .apply(Edit::put_element(&diagram, moved))
            .expect("applies");
        let examined = examine(&model, &Levels::default());
        let picture = draw(&model.diagrams[0], model.knowledge_base.as_deref());
        model.apply(undo).expect("what an edit gave back");
        (examined, picture)
    });
}
