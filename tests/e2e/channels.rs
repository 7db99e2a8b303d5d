//! Watched folders and mailboxes with the real server: whole files alone are taken in, once, and lie
//! beside their receipts; and systems submit for those alone whom the configuration names.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kit::served::Served;
use kit::stage::Stage;
use serde_json::{Value, json};

fn report(originator: &str, serial: &str) -> String {
    let report = json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "kind": "report", "title": {"text": "A lantern"}, "banner": "UNCLASSIFIED",
        "portions": [{"text": format!("A lantern, {serial}.")}],
    });
    format!("{report}\n")
}

/// A stage with more in its configuration.
fn stage(config: &str) -> Stage {
    let stage = Stage::new();
    let file = stage.data().join("tearline.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n{config}")).unwrap();
    stage
}

fn watching(more: &str) -> (Stage, PathBuf) {
    let stage = stage(&format!(
        "[[watch]]\nfolder = \"incoming\"\nsubmitter = \"cbp-submitter\"\nevery_seconds = 1\n{more}"
    ));
    let folder = stage.data().join("incoming");
    std::fs::create_dir_all(&folder).unwrap();
    (stage, folder)
}

fn wait_for(path: &Path) {
    let began = server::instant();
    while !path.exists() {
        assert!(began.elapsed() < Duration::from_secs(30), "{} does not come", path.display());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The receipts beside a file, and the summary behind them.
fn receipts(folder: &Path, name: &str) -> (Vec<Value>, Value) {
    wait_for(&folder.join(name));
    let text = std::fs::read_to_string(folder.join(format!("{name}.receipts.jsonl"))).unwrap();
    let mut lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let summary = lines.pop().unwrap()["summary"].clone();
    (lines, summary)
}

#[test]
fn a_whole_file_is_taken_in_once_and_lies_beside_its_receipts() {
    let (stage, folder) = watching("");
    std::fs::write(folder.join(".hidden.jsonl"), report("DHS/CBP", "W-0")).unwrap();
    std::fs::write(folder.join("a.jsonl.part"), report("DHS/CBP", "W-0")).unwrap();
    std::fs::write(folder.join("a.jsonl"), report("DHS/CBP", "W-1")).unwrap();
    let others = report("DHS/CBP", "W-2") + &report("CIA", "W-3");
    std::fs::write(folder.join("b.jsonl"), others).unwrap();
    let served = Served::start(&stage.data());
    let (lines, summary) = receipts(&folder.join("done"), "a.jsonl");
    assert_eq!(summary["accepted"], 1, "{lines:?}");
    assert_eq!(lines[0]["report"], "DHS/CBP W-1 v1");
    // What is refused in part is not done; what of it is sound was taken.
    let (lines, summary) = receipts(&folder.join("failed"), "b.jsonl");
    assert_eq!((&summary["accepted"], &summary["refused"]), (&json!(1), &json!(1)));
    assert!(
        lines[1]["text"].as_str().unwrap().contains("not submit reports of `CIA`"),
        "{lines:?}"
    );
    // The same once more is recognised, and does not lie over what lies there.
    std::fs::write(folder.join("a.jsonl"), report("DHS/CBP", "W-1")).unwrap();
    let (_, summary) = receipts(&folder.join("done"), "a.jsonl~2");
    assert_eq!(summary["repeated"], 1);
    assert!(folder.join(".hidden.jsonl").exists() && folder.join("a.jsonl.part").exists());
    drop(served);
    let found = stage.run(&["search", "lantern", "--as", "alvarez", "--json"]).json();
    assert_eq!(found[0]["total"], 2);
}

#[test]
fn a_file_that_grows_is_not_read_by_halves() {
    let (stage, folder) = watching("");
    let _served = Served::start(&stage.data());
    let path = folder.join("slow.jsonl");
    let mut text = String::new();
    for number in 0..25 {
        text.push_str(&report("DHS/CBP", &format!("G-{number}")));
        std::fs::write(&path, &text).unwrap();
        std::thread::sleep(Duration::from_millis(150));
        assert!(path.exists(), "it was picked up while it grew");
    }
    let (_, summary) = receipts(&folder.join("done"), "slow.jsonl");
    assert_eq!(summary["accepted"], 25);
}

#[test]
fn what_was_picked_up_before_a_crash_is_taken_in_again_and_recognised() {
    let (stage, folder) = watching("");
    let taken = folder.join(".taken");
    std::fs::create_dir_all(&taken).unwrap();
    std::fs::write(taken.join("c.jsonl"), report("DHS/CBP", "C-1")).unwrap();
    let lines = stage.write("c.jsonl", report("DHS/CBP", "C-1").as_bytes());
    stage.run(&["ingest", lines.to_str().unwrap()]).expect(0);
    let _served = Served::start(&stage.data());
    let (_, summary) = receipts(&folder.join("done"), "c.jsonl");
    assert_eq!((&summary["accepted"], &summary["repeated"]), (&json!(0), &json!(1)));
}

#[test]
fn letters_of_a_mailbox_are_taken_in_by_the_mapping_file_that_is_named() {
    let (stage, folder) = watching("maildir = true\nas_of = \"desk\"\n");
    let sources = stage.data().join("sources");
    std::fs::create_dir_all(&sources).unwrap();
    let mapping = "format = \"tearline.mapping/1\"\nname = \"desk\"\noriginator = \"DHS/CBP\"\n\
                   serial = \"{id}\"\n";
    std::fs::write(sources.join("desk.toml"), mapping).unwrap();
    for name in ["new", "cur", "tmp"] {
        std::fs::create_dir_all(folder.join(name)).unwrap();
    }
    let letter = "From: desk@example.org\r\nTo: center@example.org\r\nSubject: Lanterns\r\n\
                  Message-ID: <m1@example.org>\r\nDate: Fri, 9 Jul 2004 13:00:00 +0000\r\n\r\n\
                  UNCLASSIFIED\r\n\r\nA lantern on the pier.\r\n\r\nUNCLASSIFIED\r\n";
    std::fs::write(folder.join("tmp/1.x"), letter).unwrap();
    std::fs::rename(folder.join("tmp/1.x"), folder.join("new/1.x")).unwrap();
    let _served = Served::start(&stage.data());
    let (lines, summary) = receipts(&folder.join("done"), "1.x");
    assert_eq!(summary["accepted"], 1, "{lines:?}");
}

#[test]
fn a_system_submits_for_those_alone_whom_the_configuration_names() {
    let stage = stage(
        "[[submits]]\nrecipient = \"cia-submitter\"\noriginators = [\"DHS/CBP\", \"STATE/CA\"]\n",
    );
    let served = Served::start(&stage.data());
    let client = served.client(&stage.certificate("cia-submitter"));
    let lines = report("DHS/CBP", "P-1") + &report("CIA", "P-2") + &report("STATE/CA", "P-3");
    let (_, answer) = client.post("/api/v1/reports", "application/jsonl", lines.into()).unwrap();
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let outcomes: Vec<_> =
        answer["receipts"].as_array().unwrap().iter().map(|of| of["outcome"].clone()).collect();
    assert_eq!(outcomes, [json!("accepted"), json!("refused"), json!("accepted")], "{answer}");
    drop(served);
    let file = stage.data().join("tearline.toml");
    let text = std::fs::read_to_string(&file).unwrap().replace("STATE/CA", "STATE/NONE");
    std::fs::write(&file, text).unwrap();
    let run = stage.run(&["admin", "status"]).expect(3);
    assert!(run.err.contains("[[submits]] names `STATE/NONE`"), "{}", run.err);
}

#[test]
fn what_the_configuration_names_and_is_not_there_is_noticed_at_the_start_with_its_place() {
    let watch = "[[watch]]\nfolder = \"incoming\"\nsubmitter = ";
    let files = "authority = \"keys/authority.pem\"\n";
    let poll = format!("[[poll]]\nurl = \"https://a.example/c/\"\n{files}submitter = ");
    let hook = format!(
        "[[webhook]]\nfeed = \"all\"\nurl = \"https://a.example/h\"\nsecret = \"s\"\n{files}\
         recipient = "
    );
    let mail = "[mail]\nserver = \"127.0.0.1:25\"\nfrom = \"a@b.example\"\nlevel = ";
    let faults = [
        (format!("{watch}\"nobody\"\n"), "[[watch]] of `", "`nobody`, who is no recipient"),
        (
            format!("{watch}\"alvarez\"\n"),
            "[[watch]] of `",
            "does not have the function `submitter`",
        ),
        (
            format!("{watch}\"cbp-submitter\"\nas_of = \"nothing\"\n"),
            "[[watch]] of `",
            "as_of: no mapping file is called `nothing`",
        ),
        (format!("{poll}\"nobody\"\n"), "[[poll]] of `https://a.example/c/`", "`nobody`"),
        (format!("{hook}\"nobody\"\n"), "[[webhook]] to `https://a.example/h`", "`nobody`"),
        (format!("{mail}\"SECRETISH\"\n"), "[mail]", "`SECRETISH` is no level"),
    ];
    for (config, place, said) in faults {
        let run = stage(&config).run(&["admin", "status"]).expect(3);
        assert!(run.err.contains(place) && run.err.contains(said), "{config}\n{}", run.err);
    }
    let stage = stage("");
    let sources = stage.data().join("sources");
    std::fs::create_dir_all(&sources).unwrap();
    let mapping = "format = \"tearline.mapping/1\"\nname = \"desk\"\noriginator = \"DHS/NONE\"\n";
    std::fs::write(sources.join("desk.toml"), mapping).unwrap();
    let run = stage.run(&["admin", "status"]).expect(3);
    assert!(run.err.contains("`desk`") && run.err.contains("`DHS/NONE`"), "{}", run.err);
}

#[test]
fn a_file_that_another_system_needs_is_asked_for_when_the_server_starts() {
    let stage = stage(
        "[[webhook]]\nfeed = \"all\"\nurl = \"https://a.example/h\"\nsecret = \"keys/none\"\n\
         authority = \"keys/authority.pem\"\nrecipient = \"alvarez\"\n",
    );
    let run = stage.run(&["serve"]).expect(3);
    assert!(run.err.contains("keys/none"), "{}", run.err);
}
