//! A witness against real servers: it follows the log, and catches a fork, a rollback, another key.

use std::path::{Path, PathBuf};

use kit::binary::{self, Run};
use kit::other_verifier::other_verifier;
use kit::served::Served;
use kit::stage::Stage;

/// A data folder with a witness configured, who has a certificate and a key.
struct Scene {
    stage: Stage,
    certificate: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let stage = Stage::with_reports(30);
        let certificate = stage.beside("ofarrell.pem");
        let out = ["--out", certificate.to_str().unwrap()];
        stage.run(&[&["admin", "certificate", "ofarrell"][..], &out].concat()).expect(0);
        let secret = stage.beside("witness.key");
        let make = ["ledger", "witness-key", "cia.example/witness", "--out"];
        let key = stage.run(&[&make[..], &[secret.to_str().unwrap()]].concat()).expect(0).out;
        let config = stage.data().join("tearline.toml");
        let mut text = std::fs::read_to_string(&config).unwrap();
        text = text.replace("inspectors = []", "inspectors = [\"ofarrell\"]");
        text += "\n[[ledger.witnesses]]\nrecipient = \"ofarrell\"\n";
        text += &format!("key = \"{}\"\n", key.trim());
        std::fs::write(config, text).unwrap();
        stage.write("witness.vkey", key.as_bytes());
        Self { stage, certificate }
    }

    /// A copy of the data folder, as a second server with the same keys would have.
    fn copy(&self, name: &str) -> PathBuf {
        let (from, to) = (self.stage.data(), self.stage.beside(name));
        for entry in walkdir::WalkDir::new(&from) {
            let entry = entry.unwrap();
            let to = to.join(entry.path().strip_prefix(&from).unwrap());
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(to).unwrap();
            } else {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
        to
    }

    /// One round of the witness against a server.
    fn witness(&self, server: &Served) -> Run {
        let (key, state) = (self.stage.beside("witness.key"), self.stage.beside("seen"));
        let files = [key.to_str().unwrap(), state.to_str().unwrap()];
        let arguments = ["ledger", "witness", "--key", files[0], "--state", files[1]];
        self.ask(server, &arguments)
    }

    fn ask(&self, server: &Served, arguments: &[&str]) -> Run {
        server.run(&self.stage.data(), &self.certificate, arguments)
    }

    fn seen(&self) -> String {
        std::fs::read_to_string(self.stage.beside("seen")).unwrap()
    }
}

fn search(data: &Path, times: u64) {
    for _ in 0..times {
        binary::run(data, &["search", "*", "--as", "alvarez"]).expect(0);
    }
}

#[test]
fn a_witness_follows_a_growing_log_and_its_cosignature_is_served_and_verified_offline() {
    let scene = Scene::new();
    let server = Served::start(&scene.stage.data());
    let first = scene.witness(&server).expect(0);
    assert!(first.out.contains("cosigned tearline.local/ledger"), "{}", first.out);
    let seen = scene.seen();
    scene.ask(&server, &["ledger", "prove", "0"]).expect(0);
    // A search grows the log, and the next round continues what was seen.
    scene.ask(&server, &["search", "lanterns"]);
    let export = scene.stage.beside("export.tar");
    scene.ask(&server, &["ledger", "export", export.to_str().unwrap()]).expect(0);
    scene.witness(&server).expect(0);
    assert_ne!(scene.seen(), seen);
    let served = scene.ask(&server, &["ledger", "checkpoint"]).expect(0).out;
    assert_eq!(served, scene.seen(), "with the cosignature on it");
    let older = scene.stage.write("older", seen.as_bytes());
    let [key, vkey] =
        ["data/keys/ledger.vkey", "witness.vkey"].map(|name| scene.stage.beside(name));
    let demand = [
        ["--key", key.to_str().unwrap()],
        ["--witness", vkey.to_str().unwrap()],
        ["--checkpoint", older.to_str().unwrap()],
    ];
    let arguments =
        [&["ledger", "verify", export.to_str().unwrap()][..], &demand.concat()].concat();
    let run = binary::run(Path::new("/nonexistent"), &arguments).expect(0);
    assert!(run.out.starts_with("complete: ") && run.out.contains("cosigned by"), "{}", run.out);
    let mut asked = vec![export.to_str().unwrap(), key.to_str().unwrap()];
    asked.extend(demand[1..].concat());
    if let Some(other) = other_verifier(&asked) {
        assert_eq!(other["verdict"], "complete", "{other}");
        asked[3] = key.to_str().unwrap();
        let refused = other_verifier(&asked).unwrap();
        assert_eq!(refused["verdict"], "untrusted", "a log's key is no witness's: {refused}");
    }
}

#[test]
fn two_servers_that_fork_are_caught_by_the_witness_and_by_the_export() {
    let scene = Scene::new();
    let other = scene.copy("other");
    search(&scene.stage.data(), 2);
    search(&other, 5);
    let first = Served::start(&scene.stage.data());
    scene.witness(&first).expect(0);
    let seen = scene.seen();
    let second = Served::start(&other);
    let run = scene.witness(&second).expect(1);
    assert!(run.err.contains("refused: the log forked"), "{}", run.err);
    assert_eq!(scene.seen(), seen, "nothing was cosigned");
    let refused = std::fs::read_to_string(scene.stage.beside("seen.refused")).unwrap();
    assert!(refused.starts_with("old ") && refused.contains("tearline.local/ledger"), "{refused}");
    // The first one is still followed, and the second one's own export betrays it.
    scene.witness(&first).expect(0);
    let export = scene.stage.beside("export");
    scene.ask(&second, &["ledger", "export", export.to_str().unwrap()]).expect(0);
    let key = scene.stage.data().join("keys/ledger.vkey");
    let (key, kept) = (key.to_str().unwrap(), scene.stage.write("kept", seen.as_bytes()));
    let kept = kept.to_str().unwrap();
    let verify = ["ledger", "verify", export.to_str().unwrap(), "--key", key, "--checkpoint", kept];
    let run = binary::run(Path::new("/nonexistent"), &verify).expect(1);
    assert!(run.out.starts_with("forked: "), "{}", run.out);
    // And somebody who kept the witness's checkpoint is not shown that the other continues it.
    let since = ["ledger", "checkpoint", "--since", kept];
    scene.ask(&first, &since).expect(0);
    let run = scene.ask(&second, &since).expect(1);
    assert!(run.err.contains("the log forked"), "{}", run.err);
}

#[test]
fn a_server_that_was_rolled_back_is_caught_by_the_witness_and_by_its_own_cosigned_checkpoint() {
    let scene = Scene::new();
    let before = scene.copy("before");
    search(&scene.stage.data(), 3);
    {
        let server = Served::start(&scene.stage.data());
        scene.witness(&server).expect(0);
    }
    let rolled_back = Served::start(&before);
    let run = scene.witness(&rolled_back).expect(1);
    assert!(run.err.contains("refused: the log was rolled back"), "{}", run.err);
    drop(rolled_back);
    // Had the operator kept what the witness sent, the server would not even start.
    let kept = scene.stage.data().join("ledger/cosigned");
    std::fs::create_dir_all(before.join("ledger/cosigned")).unwrap();
    for file in std::fs::read_dir(kept).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), before.join("ledger/cosigned").join(file.file_name())).unwrap();
    }
    let run = binary::run(&before, &["search", "*", "--as", "alvarez"]).expect(3);
    assert!(run.err.contains("rolled back or altered"), "{}", run.err);
}

#[test]
fn a_witness_refuses_another_key_and_the_server_refuses_a_stranger() {
    let scene = Scene::new();
    let stranger = Stage::new();
    let server = Served::start(&scene.stage.data());
    let (key, state) = (scene.stage.beside("witness.key"), scene.stage.beside("seen"));
    let foreign = stranger.data().join("keys/ledger.vkey");
    let files = [&key, &state, &foreign].map(|path| path.to_str().unwrap());
    let arguments =
        ["ledger", "witness", "--key", files[0], "--state", files[1], "--log-key", files[2]];
    let run = scene.ask(&server, &arguments).expect(1);
    assert!(run.err.contains("is not signed by"), "{}", run.err);
    assert!(!state.exists(), "nothing was cosigned");
    let other = scene.stage.beside("other.key");
    let other = other.to_str().unwrap();
    scene.stage.run(&["ledger", "witness-key", "other.example", "--out", other]).expect(0);
    let arguments = ["ledger", "witness", "--key", other, "--state", files[1]];
    let run = scene.ask(&server, &arguments).expect(3);
    assert!(run.err.contains("no cosignature of this witness"), "{}", run.err);
}

#[test]
fn a_missing_segment_is_named_and_stops_the_server() {
    let scene = Scene::new();
    let journal = scene.stage.data().join("journal");
    for file in std::fs::read_dir(&journal).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "seg") {
            std::fs::remove_file(file).unwrap();
        }
    }
    let run = scene.stage.run(&["ledger", "verify"]).expect(1);
    assert!(run.out.contains("missing"), "{}", run.out);
    let run = scene.stage.run(&["search", "*", "--as", "alvarez"]).expect(3);
    assert!(run.err.contains("missing") || run.err.contains("damaged"), "{}", run.err);
}
