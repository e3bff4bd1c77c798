//! Any bytes as a template: a refusal, or the same bytes again; written anew it reads as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trustline_checks::{Levels, examine};
use trustline_formats::{Format, FileKind, read, write};

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read(bytes) else { return };
    if let Ok(written) = write(&reading.model, &reading.format).map(|w| w.bytes) {
        assert_eq!(written, bytes, "an untouched file is not written byte for byte");
    }
    examine(&reading.model, &Levels::default());
    let format = Format::new(FileKind::TB7);
    let Ok(anew) = write(&reading.model, &format).map(|w| w.bytes) else { return };
    let again = read(&anew).expect("what was written can be read");
    let twice = write(&again.model, &format).expect("a template").bytes;
    assert_eq!(anew, twice, "the normal form is not stable");
});
