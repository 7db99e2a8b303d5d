use std::collections::BTreeSet;

use marking::Level;
use model::{Commitment, LeafKind};

use super::*;

fn contract(name: &str, query: &str) -> Contract {
    Contract {
        recipient: RecipientId::new("ice-feed").unwrap(),
        name: name.to_owned(),
        purpose: Purpose::InvestigativeLead,
        matter: Some("case 7".to_owned()),
        wanted: WantedReports {
            query: Some(query.to_owned()),
            topics: BTreeSet::from([Topic::new("narcotics").unwrap()]),
            kinds: BTreeSet::from([Kind::Cable, Kind::Report]),
            precedence_min: Some(Precedence::Priority),
        },
        level_max: Level::Secret,
        from: Timestamp::from_micros(5),
        until: Timestamp::from_micros(9),
    }
}

/// Takes events one after the other; gives the fold and the leaves.
fn folded(events: &[Contracting]) -> Contracts {
    let mut contracts = Contracts::default();
    for (seq, event) in (0..).zip(events) {
        contracts.take(&leaf(seq), event);
    }
    contracts
}

fn leaf(seq: u64) -> Leaf {
    Leaf {
        seq,
        at: Timestamp::from_micros(i64::try_from(seq).unwrap()),
        kind: LeafKind::Contracted,
        actor: "operator".to_owned(),
        subject: String::new(),
        commitment: Commitment::of(&[1; 32], &seq.to_be_bytes()),
    }
}

fn approved(seq: u64) -> Contracting {
    let recipient = RecipientId::new("ice-feed").unwrap();
    Contracting::Approved { contract: crate::acts::id(&leaf(seq)), recipient }
}

#[test]
fn what_is_kept_reads_back() {
    let recipient = RecipientId::new("ice-feed").unwrap();
    let (id, why) = ("c1".to_owned(), "too wide".to_owned());
    let bare = Contract {
        matter: None,
        wanted: WantedReports { query: Some("*".to_owned()), ..WantedReports::default() },
        ..contract("all", "*")
    };
    for event in [
        Contracting::Proposed(contract("leads", "border")),
        Contracting::Proposed(bare),
        Contracting::Approved { contract: id.clone(), recipient: recipient.clone() },
        Contracting::Closed { contract: id, recipient, why },
    ] {
        let kept = serde_json::to_string(&StoredContracting::of(&event)).unwrap();
        let read: StoredContracting = serde_json::from_str(&kept).unwrap();
        assert_eq!(read.read(), Some(event), "{kept}");
    }
}

#[test]
fn a_contract_is_in_force_when_it_is_approved_and_while_its_time_runs() {
    let proposed = Contracting::Proposed(contract("leads", "border"));
    let in_force = |events: &[Contracting], at: i64| {
        folded(events).recorded()[0].is_in_force(Timestamp::from_micros(at))
    };
    let approved = [proposed.clone(), approved(0)];
    assert_eq!([4, 5, 8, 9].map(|at| in_force(&approved, at)), [false, true, true, false]);
    assert!(!in_force(&[proposed], 6));
}

#[test]
fn one_version_of_a_name_is_in_force_and_another_name_is_another_contract() {
    let states = |events: &[Contracting]| -> Vec<(u32, &'static str)> {
        let of = |known: &RecordedContract| {
            let state = match known.state {
                ContractState::Proposed => "proposed",
                ContractState::Approved { .. } => "approved",
                ContractState::Closed { .. } => "closed",
                ContractState::Replaced { .. } => "replaced",
            };
            (known.version, state)
        };
        folded(events).recorded().iter().map(of).collect()
    };
    let [first, second] = ["border", "river"].map(|query| contract("leads", query));
    let other = contract("other", "border");
    let events = [
        Contracting::Proposed(first),
        approved(0),
        Contracting::Proposed(second),
        Contracting::Proposed(other),
        approved(3),
        approved(2),
    ];
    assert_eq!(states(&events[..1]), [(1, "proposed")]);
    let (id, recipient) = (crate::acts::id(&leaf(0)), RecipientId::new("ice-feed").unwrap());
    let closed = Contracting::Closed { contract: id, recipient, why: String::new() };
    let over = [events[0].clone(), closed, approved(0)];
    assert_eq!(states(&over), [(1, "closed")], "what is over stays over");
    assert_eq!(states(&events[..3]), [(1, "approved"), (2, "proposed")]);
    assert_eq!(states(&events), [(1, "replaced"), (2, "approved"), (1, "approved")]);
}
