//! Power loss: the image of a file system is copied at a random moment while the binary writes, so
//! that what never reached the block layer is gone, and the copy must have all that was
//! acknowledged by then.
#![expect(clippy::disallowed_methods, reason = "mounting is done with the system's commands")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kit::binary;
use kit::stage::Stage;
use serde_json::Value;

#[test]
fn every_acknowledged_report_survives_power_loss() {
    let stage = Stage::new();
    let file = stage.scenario(6_000);
    for round in 0..kit::rounds("POWER_RUNS", 6) {
        let image = stage.beside("disk.img");
        let mount = stage.beside("mount");
        if !make(&image, &mount) {
            println!("skipped: no file system can be loop-mounted here");
            return;
        }
        let acknowledged = copy_while_writing(&stage, &image, &mount, &file, round);
        unmount(&mount);
        check(&stage, &mount, &file, &acknowledged);
    }
}

/// A new file system in an image, mounted.
pub(crate) fn make(image: &Path, mount: &Path) -> bool {
    let _ = std::fs::remove_file(image);
    std::fs::create_dir_all(mount).unwrap();
    let file = std::fs::File::create(image).unwrap();
    file.set_len(256 << 20).unwrap();
    drop(file);
    run("mkfs.ext4", &["-q", "-F", image.to_str().unwrap()]) && mounted(image, mount)
}

pub(crate) fn mounted(image: &Path, mount: &Path) -> bool {
    run("mount", &["-o", "loop", image.to_str().unwrap(), mount.to_str().unwrap()])
}

pub(crate) fn unmount(mount: &Path) {
    assert!(run("umount", &[mount.to_str().unwrap()]), "cannot unmount");
}

pub(crate) fn run(program: &str, arguments: &[&str]) -> bool {
    let done =
        Command::new(program).args(arguments).stderr(Stdio::null()).stdout(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

/// Takes reports in on the mounted file system, and copies its image while that goes on, with the
/// writer stopped. Gives the reports that were acknowledged before the copy.
fn copy_while_writing(
    stage: &Stage,
    image: &Path,
    mount: &Path,
    file: &Path,
    round: u64,
) -> Vec<(String, u64)> {
    let data = mount.join("data");
    binary::run(&data, &["init"]).expect(0);
    let mut command = binary::command(&data, &["ingest", file.to_str().unwrap(), "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let (told, lines) = (Arc::clone(&acknowledged), child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        for line in BufReader::new(lines).lines().map_while(Result::ok) {
            let Ok(line) = serde_json::from_str::<Value>(&line) else { continue };
            if let (Some(report), Some(receipt)) =
                (line["report"].as_str(), line["receipt"].as_u64())
            {
                told.lock().unwrap().push((report.to_owned(), receipt));
            }
        }
    });
    std::thread::sleep(Duration::from_millis(150 + round * 97 % 2_000));
    let pid = child.id().to_string();
    run("kill", &["-STOP", &pid]);
    let before = acknowledged.lock().unwrap().clone();
    std::fs::copy(image, stage.beside("copy.img")).unwrap();
    run("kill", &["-KILL", &pid]);
    child.wait().unwrap();
    reader.join().unwrap();
    before
}

/// Mounts the copy and looks for everything that was acknowledged.
fn check(stage: &Stage, mount: &Path, file: &Path, acknowledged: &[(String, u64)]) {
    assert!(mounted(&stage.beside("copy.img"), mount), "the copy does not mount");
    let data = mount.join("data");
    let initialised = data.join("tearline.toml").exists();
    assert!(initialised || acknowledged.is_empty(), "the data folder is gone");
    if initialised {
        let again = binary::run(&data, &["ingest", file.to_str().unwrap(), "--json"]).expect(0);
        let lines = again.json();
        for (report, receipt) in acknowledged {
            let fate = lines.iter().find(|line| line["report"] == report.as_str()).unwrap();
            assert_eq!(fate["outcome"], "repeated", "{report} was acknowledged and is gone");
            assert_eq!(fate["receipt"].as_u64(), Some(*receipt), "{report}");
        }
        binary::run(&data, &["ledger", "verify"]).expect(0);
        println!("{} reports were acknowledged before the power went", acknowledged.len());
    }
    unmount(mount);
}
