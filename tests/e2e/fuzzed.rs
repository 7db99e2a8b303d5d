//! The laws of the fuzz targets on their committed corpus, and on every input that once broke one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use kit::workspace::root;

/// Every file of a folder, in order.
fn inputs(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = walk.map(|entry| entry.unwrap()).filter(|entry| entry.file_type().is_file());
    files
        .map(|file| (file.path().display().to_string(), std::fs::read(file.path()).unwrap()))
        .collect()
}

#[test]
fn every_law_holds_on_its_corpus() {
    let corpus = root().join("fuzz/corpus");
    let mut broken = Vec::new();
    for (name, law) in fuzzed::LAWS {
        let inputs = inputs(&corpus.join(name));
        assert!(inputs.len() >= 10, "{name} has no corpus");
        for (path, bytes) in inputs {
            if catch_unwind(AssertUnwindSafe(|| law(&bytes))).is_err() {
                broken.push(path);
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_fuzz_target_has_a_law_and_a_corpus() {
    let names = |folder: &str| {
        let entries = std::fs::read_dir(root().join("fuzz").join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let mut names: Vec<_> =
            paths.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    let laws = fuzzed::LAWS.map(|(name, _)| name);
    assert_eq!(names("targets"), laws);
    assert_eq!(names("corpus"), laws);
}
