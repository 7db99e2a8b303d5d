//! A full disk: a clear error, nothing acknowledged is lost, and with space it goes on.
#![expect(clippy::disallowed_methods, reason = "mounting is done with the system's commands")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use kit::binary;
use kit::stage::Stage;

#[test]
fn what_was_acknowledged_before_the_disk_was_full_is_there_and_the_rest_can_follow() {
    let stage = Stage::new();
    let file = stage.scenario(5_000);
    let file = file.to_str().unwrap();
    for size_mb in [9, 14, 19] {
        let mount = stage.beside("small");
        let Some(_mounted) = Mounted::of(&mount, size_mb) else {
            println!("skipped: no memory file system can be mounted here");
            return;
        };
        let data = mount.join("data");
        binary::run(&data, &["init"]).expect(0);
        let full = binary::run(&data, &["ingest", file, "--json"]).expect(3);
        assert!(full.err.contains("full") || full.err.contains("No space"), "{}", full.err);
        let receipt = |line: &serde_json::Value| {
            Some((line["report"].as_str()?.to_owned(), line["receipt"].as_u64()?))
        };
        let acknowledged: BTreeMap<_, _> = full.json().iter().filter_map(receipt).collect();
        assert!(run("mount", &["-o", "remount,size=200m", mount.to_str().unwrap()]));
        let again = binary::run(&data, &["ingest", file, "--json"]).expect(0);
        let fates: BTreeMap<_, _> = again.json().iter().filter_map(receipt).collect();
        assert_eq!(fates.len(), 5_000);
        for (report, receipt) in &acknowledged {
            assert_eq!(fates.get(report), Some(receipt), "{report} was acknowledged");
        }
        binary::run(&data, &["ledger", "verify"]).expect(0);
        println!("{size_mb} MB: {} were acknowledged", acknowledged.len());
    }
}

/// A small file system in memory, unmounted when dropped.
struct Mounted(std::path::PathBuf);

impl Mounted {
    fn of(path: &Path, size_mb: u32) -> Option<Self> {
        std::fs::create_dir_all(path).unwrap();
        let options = format!("size={size_mb}m");
        let at = path.to_str().unwrap();
        run("mount", &["-t", "tmpfs", "-o", &options, "tmpfs", at]).then(|| Self(path.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        run("umount", &[self.0.to_str().unwrap()]);
    }
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stderr(Stdio::null()).stdout(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
