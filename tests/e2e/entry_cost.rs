//! What an entry costs on the disk, for `docs/measurements.md`.

use std::path::Path;
use std::sync::Arc;

use kit::stage::Stage;
use model::{Manner, Purpose};
use server::{Caller, Clearinghouse, DataFolder, Search, SystemClock};

/// Bytes of the journal, the ledger's leaf hashes and the catalog, and the number of entries.
fn sizes(stage: &Stage) -> [u64; 4] {
    let bytes = |path: &Path| -> u64 {
        let files = walkdir::WalkDir::new(path).into_iter().map(Result::unwrap);
        let files = files.filter(|file| file.file_type().is_file());
        files.map(|file| file.metadata().unwrap().len()).sum()
    };
    let of = |name: &str| bytes(&stage.data().join(name));
    let status = stage.run(&["admin", "status", "--json"]).expect(0).json().remove(0);
    [of("journal"), of("ledger/leaves"), of("catalog"), status["entries"].as_u64().unwrap()]
}

/// Does something to the folder, and says what each entry cost: journal, leaf hashes, catalog.
fn cost(stage: &Stage, what: &str, work: impl FnOnce(&Clearinghouse)) -> [u64; 3] {
    let before = sizes(stage);
    let budget = index::Budget { threads: 1, bytes: 20_000_000 };
    let folder = DataFolder::new(stage.data());
    let (house, _) = Clearinghouse::open(&folder, Arc::new(SystemClock), budget).unwrap();
    work(&house);
    house.close().unwrap();
    drop(house);
    let after = sizes(stage);
    let entries = after[3] - before[3];
    let each = [0, 1, 2].map(|part| after[part].saturating_sub(before[part]) / entries);
    println!("{what}: {entries} entries, bytes each: journal, leaf hash, catalog {each:?}");
    each
}

#[test]
fn an_entry_costs_a_hash_in_the_ledger_and_little_in_the_journal() {
    let stage = Stage::with_reports(1_000);
    let [journal, _, catalog, entries] = sizes(&stage);
    println!("1,000 reports: journal {}, catalog {}", journal / entries, catalog / entries);
    let looked = |house: &Clearinghouse, work: &dyn Fn(Caller<'_>, usize)| {
        let recipient = house.recipient("alvarez").unwrap();
        let purpose = Purpose::Analysis;
        let caller = Caller { recipient, purpose, matter: None, by: None };
        (0..1_000).for_each(|nth| work(caller, nth));
    };
    let viewed = cost(&stage, "views", |house| {
        let caller = house.recipient("alvarez").unwrap();
        let purpose = Purpose::Analysis;
        let caller = Caller { recipient: caller, purpose, matter: None, by: None };
        let found = house.search(caller, &Search::of("*", 100), Manner::Search).unwrap();
        let names: Vec<_> = found
            .reports
            .iter()
            .map(|found| server::wire::Report::of(found.released.rendition()).report)
            .collect();
        looked(house, &|caller, nth| {
            house.show(caller, &names[nth % names.len()], Manner::Display).unwrap();
        });
    });
    let searched = cost(&stage, "searches of ten hits", |house| {
        looked(house, &|caller, _| {
            house.search(caller, &Search::of("*", 10), Manner::Search).unwrap();
        });
    });
    for each in [viewed, searched] {
        assert_eq!(each[1], 32);
    }
    assert!(viewed[0] < 1_000 && searched[0] < 4_000, "{viewed:?} {searched:?}");
}
