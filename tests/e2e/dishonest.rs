//! A server that is dishonest about one entry is caught by the party that docs/threat-model.md names,
//! with that party's knowledge alone; an honest one is never accused.

use std::collections::BTreeMap;

use kit::dishonest::{Deceit, History};
use kit::workspace::times;

/// A tenth of what is published; `LEDGER_HISTORIES` overrides.
const HISTORIES: u64 = 1_000;

#[test]
fn each_deceit_is_caught_by_the_party_that_the_model_names_and_honesty_is_never_accused() {
    let mut caught: BTreeMap<Deceit, u64> = BTreeMap::new();
    let histories = times("LEDGER_HISTORIES", HISTORIES);
    for (seed, deceit) in (0..histories).zip(Deceit::ALL.iter().cycle()) {
        let History { deceit, named, all, alone } = History::of(seed, *deceit);
        if deceit == Deceit::None {
            assert_eq!(all, [], "history {seed}: an honest server is accused");
        } else {
            assert!(!named.is_empty(), "history {seed}: {deceit:?} is not caught; {all:?}");
        }
        assert_eq!(
            alone,
            [],
            "history {seed}: the model says that {deceit:?} takes another's slice"
        );
        *caught.entry(deceit).or_default() += 1;
    }
    assert_eq!(caught.len(), Deceit::ALL.len());
    assert_eq!(caught.values().sum::<u64>(), histories);
}
