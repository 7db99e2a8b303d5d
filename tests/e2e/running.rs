//! Entries about the running of it all: the clock, and what the operator did.

use kit::stage::Stage;
use model::LeafKind;
use server::Clearinghouse;

use crate::over_time::History;

fn administered(house: &Clearinghouse) -> Vec<String> {
    let records = house.store().journal().replay(0).map(Result::unwrap);
    let records = records.filter(|(_, record)| record.leaf.kind == LeafKind::Administered);
    let text = |bytes: Option<Vec<u8>>| String::from_utf8(bytes.unwrap()).unwrap();
    let all = records.map(|(_, record)| text(record.content));
    all.filter(|act| act.starts_with("{\"act\"")).collect()
}

fn is_ordered(house: &Clearinghouse) -> bool {
    let records = house.store().journal().replay(0).map(Result::unwrap);
    let times: Vec<_> = records.map(|(_, record)| record.leaf.at).collect();
    times.is_sorted()
}

#[test]
fn a_clock_that_goes_back_is_named_once_and_the_entries_times_do_not_go_back() {
    let mut history = History::new(40);
    history.clock.on(600);
    history.house().note_administered("before").unwrap();
    history.clock.back(60);
    for _ in 0..3 {
        history.house().take_unrecorded().unwrap();
        history.house().note_administered("meanwhile").unwrap();
    }
    let named = |house: &Clearinghouse| {
        let acts = administered(house);
        acts.iter().filter(|act| act.contains("3600 s behind the last entry")).count()
    };
    assert_eq!(named(history.house()), 1);
    assert!(is_ordered(history.house()));
    history.close();
    history.open();
    assert_eq!(named(history.house()), 2, "another start says it again");
    history.clock.on(61);
    history.house().take_unrecorded().unwrap();
    history.clock.back(60);
    history.house().note_administered("after").unwrap();
    assert!(is_ordered(history.house()));
}

#[test]
fn what_the_operator_did_is_in_the_ledger() {
    let stage = Stage::with_reports(5);
    let pem = stage.beside("alvarez.pem");
    let words = ["admin", "certificate", "alvarez", "--out", pem.to_str().unwrap()];
    stage.run(&words).expect(0);
    stage.run(&["admin", "reindex"]).expect(0);
    let folder = server::DataFolder::new(stage.data());
    let budget = index::Budget { threads: 1, bytes: 20_000_000 };
    let clock = std::sync::Arc::new(server::SystemClock);
    let (house, _) = Clearinghouse::open(&folder, clock, budget).unwrap();
    let acts = administered(&house).concat();
    assert!(acts.contains("issued a certificate to alvarez for 365 days"), "{acts}");
    assert!(acts.contains("made catalog and index anew"), "{acts}");
    assert_eq!(acts.matches("issued").count(), 1, "{acts}");
}

#[test]
fn a_missing_segment_is_named_and_nothing_is_served() {
    let stage = Stage::with_reports(5);
    let segment = stage.data().join("journal/00000000000000000000.seg");
    let aside = stage.beside("aside.seg");
    std::fs::rename(&segment, &aside).unwrap();
    let run = stage.run(&["search", "*", "--as", "alvarez"]).expect(3);
    assert!(
        run.out.is_empty() && run.err.contains("acknowledged records are missing"),
        "{}",
        run.err
    );
    assert!(run.err.contains("00000000000000000000.seg"), "{}", run.err);
    std::fs::rename(&aside, &segment).unwrap();
    stage.run(&["search", "*", "--as", "alvarez"]).expect(0);
}
