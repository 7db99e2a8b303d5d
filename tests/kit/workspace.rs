//! Files of the workspace and beside it, and the settings that tests read from the environment.

use std::path::{Path, PathBuf};

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Reads a file whole.
///
/// # Panics
/// If it cannot be read.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How many random cases a property is tried on; `TEARLINE_CASES` overrides.
pub fn cases(default: u32) -> u32 {
    setting("TEARLINE_CASES").map_or(default, |text| text.parse().unwrap())
}

/// How many questions the engine is asked beside the policies, where `ORACLE_CASES` says; then
/// everything of the small world is asked too.
pub fn oracle_cases() -> Option<u64> {
    setting("ORACLE_CASES").map(|text| text.parse().unwrap())
}

/// Compares a text with the golden file of this name, or replaces it under `UPDATE_GOLDEN=1`.
///
/// # Panics
/// If they differ; says at which line first.
pub fn golden(name: &str, found: &str) {
    let path = root().join("tests/golden").join(name);
    if setting("UPDATE_GOLDEN").is_some() {
        return std::fs::write(&path, found).unwrap();
    }
    let expected = read(&path);
    let pairs = expected.lines().zip(found.lines()).enumerate();
    if let Some((at, (old, new))) = pairs.into_iter().find(|(_, (old, new))| old != new) {
        panic!("{name}:{}:\n- {old}\n+ {new}\nUPDATE_GOLDEN=1 accepts the change", at + 1);
    }
    assert_eq!(expected.lines().count(), found.lines().count(), "{name} has another length");
}

/// How often something is tried: as told from outside, or as usual.
pub fn times(name: &str, usual: u64) -> u64 {
    setting(name).and_then(|told| told.parse().ok()).unwrap_or(usual)
}

/// What a test is told from outside, if it is told anything.
#[expect(clippy::disallowed_methods, reason = "tests are told how long to run from outside")]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
