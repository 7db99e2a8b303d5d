//! The golden files, read by the tools that others read them with.

use std::path::Path;

use super::golden::folder;

#[test]
#[expect(clippy::print_stdout, reason = "a test says that it is skipped")]
#[expect(clippy::disallowed_methods, reason = "the tools of others are processes of their own")]
fn stix2_its_validator_and_pymisp_read_every_golden_file() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = home.join("../../.venv/bin/python");
    if !python.exists() {
        println!("skipped: {} is not here; ./test makes it", python.display());
        return;
    }
    let script = home.join("check.py");
    let ran = std::process::Command::new(python).arg(script).arg(folder()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{out}\n{err}");
}
