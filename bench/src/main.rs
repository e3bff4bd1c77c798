//! Ratios within one run: reading against a bare pull-parse, analysis against the model's size,
//! memory against the file, whole processes at the sizes other tools are known for.
//!
//! `trustline-bench [TRUSTLINE]` with the path of the binary for whole processes;
//! `trustline-bench --layout` for how diagrams are laid out alone.

mod allocator;
mod ratios;

use std::fs;
use std::hint::black_box;
use trustline_bench::{drawing, layout};
use trustline_formats::{FileKind, Format, read, write};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, file] = arguments.as_slice()
        && word == "--peak"
    {
        let bytes = fs::read(file).expect("a file");
        black_box(read(&bytes).expect("a model"));
        println!("{}", ratios::peak());
        return;
    }
    if let [word, nodes, flows, file] = arguments.as_slice()
        && word == "--write"
    {
        let number = |text: &String| text.parse().expect("a number");
        // With the built-in template, as people draw.
        let kb = trustline_library::template("core").expect("the built-in template");
        let model = drawing(number(nodes), number(flows), &kb);
        let bytes = write(&model, &Format::new(FileKind::TM7))
            .expect("written")
            .bytes;
        fs::write(file, bytes).expect("a file");
        return;
    }
    if arguments == ["--layout"] {
        layout::print();
        return;
    }
    let short = arguments.iter().any(|a| a == "--short");
    let binary = arguments.iter().find(|a| !a.starts_with("--"));
    ratios::print(short, binary);
    println!();
    layout::print();
}
