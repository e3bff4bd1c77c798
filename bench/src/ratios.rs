//! Ratios within one run: reading against a bare pull-parse, analysis against the model's size,
//! memory against the file, whole processes at the sizes other tools are known for.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use trustline_bench::{model, pull_parse, template};
use trustline_checks::{Levels, examine};
use trustline_formats::{FileKind, Format, read, write};
use trustline_model::{KnowledgeBase, ThreatModel};

/// Prints all of them; `short`: of small models alone; `binary`: what whole processes run.
pub fn print(short: bool, binary: Option<&String>) {
    let kb = Arc::new(template(191));
    let folder = std::env::temp_dir().join("trustline-bench");
    fs::create_dir_all(&folder).expect("a folder");

    println!("reading against a bare pull-parse of the same bytes (at most 3)");
    for flows in if short {
        vec![500]
    } else {
        vec![500, 5_000, 25_000]
    } {
        let bytes = write(&model(flows, &kb), &Format::new(FileKind::TM7))
            .expect("written")
            .bytes;
        reading(&format!("synthetic, {flows} flows"), &bytes);
        memory(&folder, flows, &bytes);
    }
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/models");
    let largest = fs::read_dir(corpus)
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok().map(|e| e.path()))
        .max_by_key(|p| fs::metadata(p).map_or(0, |m| m.len()));
    if let Some(path) = largest {
        reading("largest public model", &fs::read(path).expect("a file"));
    }

    println!(
        "\ntemplates as text, against the bare events of the same text and against the `.tb7`"
    );
    for types in if short {
        vec![113]
    } else {
        vec![113, 1_000, 10_000]
    } {
        texts(types);
    }

    println!("\nanalysing against 191 rules");
    let mut first = None;
    for flows in if short {
        vec![1_000, 10_000]
    } else {
        vec![1_000, 10_000, 50_000, 100_000]
    } {
        let model = model(flows, &kb);
        let time = median(if flows > 20_000 { 3 } else { 9 }, || {
            drop(black_box(examine(&model, &Levels::default())))
        });
        let each = time.as_secs_f64() / flows as f64;
        let base = *first.get_or_insert(each);
        let threats = examine(&model, &Levels::default()).analysis.threats.len();
        println!(
            "  {flows:>7} interactions, {:>7} elements, {threats:>8} threats: {:>9.1} ms, an interaction takes {:.2} of one at 1,000",
            model.diagrams[0].elements.len(),
            time.as_secs_f64() * 1e3,
            each / base,
        );
    }

    if let Some(binary) = binary {
        println!(
            "\nwhole processes: `trustline analyze --format json`, reading and writing included"
        );
        for flows in if short {
            vec![500]
        } else {
            vec![500, 1_500, 5_000, 25_000]
        } {
            let file = folder.join(format!("{flows}.tm7"));
            let bytes = write(&model(flows, &kb), &Format::new(FileKind::TM7))
                .expect("written")
                .bytes;
            fs::write(&file, bytes).expect("written");
            let run = |arguments: &[&str]| {
                median(5, || {
                    let status = Command::new(binary)
                        .args(arguments)
                        .arg(&file)
                        .stdout(std::process::Stdio::null())
                        .status();
                    assert!(status.expect("the binary").success());
                })
            };
            let empty = median(5, || {
                Command::new(binary)
                    .arg("--version")
                    .stdout(std::process::Stdio::null())
                    .status()
                    .expect("the binary");
            });
            let json = run(&["analyze", "--format", "json"]);
            let check = run(&["check", "--deny", "never"]);
            println!(
                "  {:>7} elements: analyze {:>8.1} ms, check {:>8.1} ms; {:.1} and {:.1} times an empty run ({:.1} ms)",
                flows * 2 + flows / 50,
                json.as_secs_f64() * 1e3,
                check.as_secs_f64() * 1e3,
                json.as_secs_f64() / empty.as_secs_f64(),
                check.as_secs_f64() / empty.as_secs_f64(),
                empty.as_secs_f64() * 1e3,
            );
        }
    }
}

/// A template of so many threat types: read, written, and one edit carried over into the text.
fn texts(types: usize) {
    let kb = match types {
        113 => trustline_library::template("core").expect("the built-in template"),
        more => Arc::new(template(more)),
    };
    let model = |kb: &Arc<KnowledgeBase>| ThreatModel {
        knowledge_base: Some(Arc::clone(kb)),
        ..ThreatModel::default()
    };
    let own = model(&kb);
    let tb7 = write(&own, &Format::new(FileKind::TB7))
        .expect("written")
        .bytes;
    let bytes = write(&own, &Format::new(FileKind::YAML))
        .expect("written")
        .bytes;
    let text = std::str::from_utf8(&bytes).expect("text");
    let rounds = if types > 5_000 { 3 } else { 9 };
    let bare = median(rounds, || {
        let mut events = saphyr_parser::Parser::new_from_str(text);
        while let Some(event) = events.next_event() {
            black_box(event.expect("well-formed"));
        }
    });
    let xml = median(rounds, || drop(black_box(read(&tb7))));
    let whole = median(rounds, || drop(black_box(read(&bytes))));
    let format = read(&bytes).expect("a template").format;
    let mut edited = kb.as_ref().clone();
    if let Some(threat) = edited.threat_types.first_mut() {
        threat.description.push_str(" Changed.");
    }
    let edited = model(&Arc::new(edited));
    let patch = median(rounds, || drop(black_box(write(&edited, &format))));
    println!(
        "  {:>7} threat types, {:>9} bytes: reading {:>8.1} ms, {:.1} of the bare events, {:.1} of the .tb7; one edit carried over {:.1} of reading",
        kb.threat_types.len(),
        bytes.len(),
        whole.as_secs_f64() * 1e3,
        whole.as_secs_f64() / bare.as_secs_f64(),
        whole.as_secs_f64() / xml.as_secs_f64(),
        patch.as_secs_f64() / whole.as_secs_f64(),
    );
}

fn reading(name: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("text");
    let rounds = if bytes.len() > 20_000_000 { 3 } else { 15 };
    let bare = median(rounds, || {
        black_box(pull_parse(text));
    });
    let whole = median(rounds, || drop(black_box(read(bytes))));
    println!(
        "  {name}: {:.1} MB, {:.2} times the pull-parse ({:.2} ms to {:.2} ms)",
        bytes.len() as f64 / 1e6,
        whole.as_secs_f64() / bare.as_secs_f64(),
        whole.as_secs_f64() * 1e3,
        bare.as_secs_f64() * 1e3,
    );
}

fn memory(folder: &Path, flows: usize, bytes: &[u8]) {
    let file = folder.join(format!("memory-{flows}.tm7"));
    fs::write(&file, bytes).expect("written");
    let output = Command::new(std::env::current_exe().expect("this program"))
        .arg("--peak")
        .arg(&file)
        .output();
    let kilobytes: f64 = String::from_utf8_lossy(&output.expect("a run").stdout)
        .trim()
        .parse()
        .unwrap_or(0.0);
    if kilobytes > 0.0 {
        println!(
            "    memory at its peak: {:.1} times the file (at most 10)",
            kilobytes * 1024.0 / bytes.len() as f64
        );
    }
}

/// The most memory this process has had, in kilobytes; 0 where the system does not say.
pub fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|l| l.starts_with("VmHWM:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(0)
}

fn median(rounds: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}
