//! What a viewer sees is what a system with only their mentions would say, byte for byte.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and says what it measured"
)]

use std::collections::BTreeSet;

use dissemination::HandlingId;
use fusion::{
    Day, Fusion, Identifier, Judgement, Kind, MentionId, Record, Ruling, Said, Seen, Sighting, Tie,
    Weights, explain, score,
};
use model::{AgencyId, ReportId, Serial, Timestamp};
use proptest::prelude::*;

/// A mention in numbers: a name, a number, a day, a role, a report, a class.
type Drawn = (usize, usize, usize, usize, usize, u32);

const NAMES: [&str; 12] = [
    "Zhukov, Georgi K.",
    "Georgiy Zhukov",
    "Жуков, Георгий",
    "Zhukov",
    "Haddad, Yusuf",
    "Yousef Haddad",
    "Haddad, Y.",
    "Smith, John",
    "Smith, J.",
    "Chen Yi",
    "Ch'en Yi",
    "Marta Lindqvist",
];
const ROLES: [&str; 4] =
    ["", "Soviet Minister of Defense", "captain of the trawler Amal", "see Haddad, Yusuf"];

fn report(number: usize) -> ReportId {
    let serial = Serial::new(&format!("R-{number}")).unwrap();
    ReportId { originator: AgencyId::new("CIA").unwrap(), serial, version: 1 }
}

fn sighting(at: usize, drawn: Drawn) -> Sighting {
    let (name, number, day, role, of, class) = drawn;
    let mut record = Record::new(Kind::Person).named(NAMES[name]).role(ROLES[role]);
    if number > 0 {
        record =
            record.identified(Identifier::read("passport", &format!("AB12345{number}")).unwrap());
    }
    if day > 0 {
        record = record.born(Day::read(&format!("19{day}1-02-03")).unwrap());
    }
    Sighting {
        id: MentionId { report: report(of), number: at.try_into().unwrap() },
        record,
        written: NAMES[name].to_owned(),
        role: Some(ROLES[role].to_owned()),
        portion: Some(0),
        at: Some(Timestamp::parse(&format!("2004-0{}-01", 1 + of)).unwrap()),
        needs: vec![HandlingId(class)],
    }
}

fn judgement(
    number: usize,
    kind: usize,
    one: &MentionId,
    other: &MentionId,
    class: u32,
) -> Judgement {
    let (one, other) = (one.clone(), other.clone());
    Judgement {
        report: report(number + 100),
        ruling: match kind {
            0 => Ruling::Confirm(vec![one, other]),
            1 => Ruling::Reject(vec![one], vec![other]),
            _ => Ruling::Split(vec![one, other]),
        },
        needs: vec![HandlingId(class)],
    }
}

/// All that can be asked, as text.
fn told(
    fusion: &Fusion,
    judgements: &[Judgement],
    ids: &[MentionId],
    sees: &dyn Fn(HandlingId) -> bool,
) -> String {
    let seen = fusion.seen(sees).judged(judgements);
    let mut told = String::new();
    for entity in seen.entities() {
        told += &format!("{:#?}\n", seen.profile(&entity));
        told += &format!("{:?}\n{:?}\n", seen.associates(&entity), seen.together(&entity, 2));
        told += &format!("{:?}\n{:?}\n", seen.joined(&entity, 20), seen.whereabouts(&entity));
        told += &format!("{:?}\n", seen.judgements_about(&entity));
    }
    for text in ["Zhukov", "Yousef Haddad", "smith john", "AB123451", "Ch'en Yi", "nobody"] {
        let found = seen.find(text, 4);
        let found = found.iter().map(|entity| (entity.id(), entity.mentions.len()));
        told += &format!("{text}: {:?}\n", found.collect::<Vec<_>>());
    }
    for id in ids {
        told += &format!("{:?}\n", seen.entity(id).and_then(|entity| entity.id().cloned()));
        told += &format!("{:?}\n", seen.graph(id, 2, 6));
        told += &format!("{:?}\n", seen.matches(id, &|report| *report == self::report(0)));
        told += &format!("{:?}\n", ids.first().and_then(|first| seen.path(first, id, 50)));
    }
    told + &format!("{:?}", seen.judgements().collect::<Vec<_>>())
}

fn built(sightings: &[Sighting]) -> Fusion {
    let mut fusion = Fusion::new(Weights::default());
    sightings.iter().for_each(|sighting| fusion.add(sighting.clone()).unwrap());
    fusion
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (0..NAMES.len(), 0..4_usize, 0..3_usize, 0..ROLES.len(), 0..6_usize, 0..4_u32);
    prop::collection::vec(one, 1..24)
}

fn judged() -> impl Strategy<Value = Vec<(usize, usize, usize, u32)>> {
    prop::collection::vec((0..3_usize, 0..24_usize, 0..24_usize, 0..4_u32), 0..4)
}

fn judgements(of: &[(usize, usize, usize, u32)], sightings: &[Sighting]) -> Vec<Judgement> {
    let id = |at: usize| &sightings[at % sightings.len()].id;
    let drawn = of.iter().enumerate().filter(|(_, (_, one, other, _))| id(*one) != id(*other));
    drawn
        .map(|(number, (kind, one, other, class))| {
            judgement(number, *kind, id(*one), id(*other), *class)
        })
        .collect()
}

/// Three mentions of two people, and whether they are one for somebody who sees all.
fn people() -> (Fusion, [MentionId; 3]) {
    let drawn = [(4, 0, 0, 0, 0, 0), (5, 0, 0, 0, 1, 1), (11, 0, 0, 0, 2, 2)];
    let sightings: Vec<_> =
        drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
    let ids = [0, 1, 2].map(|at: usize| sightings[at].id.clone());
    (built(&sightings), ids)
}

fn are_one(fusion: &Fusion, judgements: &[Judgement], [one, other]: [&MentionId; 2]) -> bool {
    let seen = fusion.seen(&|_| true).judged(judgements);
    let entity = |id| seen.entity(id).unwrap().id().unwrap().clone();
    entity(one) == entity(other)
}

#[test]
fn people_decide_against_the_evidence_and_take_it_back() {
    let (fusion, [first, second, third]) = people();
    let one = |judgements: &[Judgement], pair| are_one(&fusion, judgements, pair);
    assert!(one(&[], [&first, &second]) && !one(&[], [&first, &third]));
    let apart = judgement(1, 1, &first, &second, 0);
    assert!(!one(std::slice::from_ref(&apart), [&first, &second]));
    let mut made = vec![judgement(2, 0, &first, &third, 0)];
    assert!(one(&made, [&first, &third]) && one(&made, [&second, &third]));
    made.push(Judgement { ruling: Ruling::Split(vec![second.clone()]), ..apart });
    assert!(one(&made, [&first, &third]) && !one(&made, [&second, &first]));
    // Who may not see a judgement sees what the evidence says.
    made.push(judgement(4, 1, &first, &third, 3));
    let sees = |class: HandlingId| class.0 != 3;
    let seen = fusion.seen(&sees).judged(&made);
    assert_eq!(seen.entity(&third).unwrap().id(), Some(&first));
    assert!(!one(&made, [&first, &third]));
}

#[test]
fn a_judgement_speaks_for_all_that_it_names_and_works_for_who_has_them_all() {
    let drawn = [(4, 0, 0, 0, 0, 0), (5, 0, 0, 0, 1, 1), (11, 0, 0, 0, 2, 2), (7, 0, 0, 0, 3, 0)];
    let all: Vec<_> =
        drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
    let fusion = built(&all);
    let ids: Vec<_> = all.iter().map(|sighting| sighting.id.clone()).collect();
    let base = judgement(1, 0, &ids[0], &ids[2], 0);
    let three = Judgement {
        ruling: Ruling::Confirm(vec![ids[0].clone(), ids[2].clone(), ids[3].clone()]),
        ..base.clone()
    };
    let size = |judgements: &[Judgement], sees: &dyn Fn(HandlingId) -> bool| {
        fusion.seen(sees).judged(judgements).entity(&ids[0]).unwrap().mentions.len()
    };
    assert_eq!(size(std::slice::from_ref(&three), &|_| true), 4);
    assert_eq!(size(std::slice::from_ref(&three), &|class| class.0 != 2), 2, "one is hidden");
    let ruling = Ruling::Reject(ids[..1].to_vec(), ids[1..3].to_vec());
    let apart = Judgement { ruling, ..base };
    assert_eq!(size(std::slice::from_ref(&apart), &|_| true), 1);
    let seen = fusion.seen(&|_| true).judged(std::slice::from_ref(&apart));
    assert_eq!(seen.judgements_about(&seen.entity(&ids[1]).unwrap()), [&apart]);
    assert!(seen.judgements_about(&seen.entity(&ids[3]).unwrap()).is_empty());
}

#[test]
fn entries_of_lists_match_what_arrives_unless_somebody_decided_otherwise() {
    let drawn = [(4, 1, 0, 0, 0, 0), (5, 1, 0, 0, 1, 0), (4, 0, 0, 0, 2, 3), (11, 0, 0, 0, 0, 0)];
    let all: Vec<_> =
        drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
    let fusion = built(&all);
    let is_list = |of: &ReportId| *of != report(1);
    let matched = |seen: &Seen<'_>| -> Vec<(u32, bool)> {
        let found = seen.matches(&all[1].id, &is_list);
        for of in &found {
            assert_eq!(of.weight, of.evidence.iter().map(|evidence| evidence.weight).sum());
        }
        found.iter().map(|of| (of.entry.number, of.enough)).collect()
    };
    assert_eq!(matched(&fusion.seen(&|_| true)), [(0, true), (2, true)]);
    assert_eq!(matched(&fusion.seen(&|class| class.0 == 0)), [(0, true)], "a list may be hidden");
    let apart = [judgement(1, 1, &all[0].id, &all[1].id, 0)];
    assert_eq!(matched(&fusion.seen(&|_| true).judged(&apart)), [(2, true)]);
}

#[test]
fn a_profile_says_who_said_what_and_what_has_changed() {
    let (fusion, [first, second, _]) = people();
    let less = |class: HandlingId| class.0 == 0;
    let profile = |sees: &dyn Fn(HandlingId) -> bool| {
        let seen = fusion.seen(sees);
        seen.profile(&seen.entity(&first).unwrap()).unwrap()
    };
    let (before, after) = (profile(&less), profile(&|_| true));
    assert_eq!((before.mentions, after.mentions), (1, 2));
    assert_eq!(after.name, "Haddad, Yusuf");
    assert_eq!(after.first_seen.unwrap().day(), "2004-01-01");
    assert_eq!(after.last_seen.unwrap().day(), "2004-02-01");
    let changes = after.since(&before);
    let added: Vec<_> =
        changes.added.iter().map(|statement| (&statement.said, &statement.sources[0])).collect();
    assert_eq!(added, [(&Said::Name("Yousef Haddad".to_owned()), &second)]);
    assert!(changes.gone.is_empty());
    assert_eq!(before.since(&after).gone, changes.added);
}

#[test]
fn a_shared_number_is_a_way_between_two() {
    let drawn = [(4, 1, 0, 0, 0, 0), (11, 0, 0, 0, 0, 0), (8, 2, 0, 0, 1, 0), (11, 0, 0, 0, 1, 0)];
    let sightings: Vec<_> =
        drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
    let fusion = built(&sightings);
    let seen = fusion.seen(&|_| true);
    let way = seen.path(&sightings[0].id, &sightings[2].id, 50).unwrap();
    let stops: Vec<_> = way.iter().map(|edge| edge.other.number).collect();
    assert_eq!(stops, [1, 2]);
    assert_eq!(way[0].ties, [Tie::Report(report(0))]);
    assert_eq!(seen.graph(&sightings[0].id, 1, 50).unwrap().nodes.len(), 2);
    assert!(seen.graph(&sightings[0].id, 1, 50).unwrap().more);
}

#[test]
fn entities_are_found_by_number_then_by_words_then_by_likely_spellings() {
    let drawn = [
        (4, 1, 0, 0, 0, 0),
        (5, 0, 0, 0, 1, 0),
        (7, 0, 0, 0, 2, 0),
        (8, 0, 0, 0, 3, 0),
        (0, 0, 0, 0, 4, 1),
    ];
    let sightings: Vec<_> =
        drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
    let mut fusion = built(&sightings);
    let found = |fusion: &Fusion, text: &str, most: usize| -> Vec<u32> {
        let sees = |class: HandlingId| class.0 == 0;
        let seen = fusion.seen(&sees);
        let entities = seen.find(text, most);
        entities.iter().filter_map(|entity| Some(entity.id()?.number)).collect()
    };
    assert_eq!(found(&fusion, "ab 12-3451", 9), [0]);
    assert_eq!(found(&fusion, "yusuf HADDAD", 9), [0], "both spellings are of one");
    assert_eq!(found(&fusion, "Smith", 1).len(), 1, "no more than so many");
    assert_eq!(found(&fusion, "smith john", 9)[0], 2, "all words before a likely spelling");
    assert!(found(&fusion, "Zhukov", 9).is_empty(), "a hidden one is not there");
    assert!(found(&fusion, "", 9).is_empty() && found(&fusion, "??", 9).is_empty());
    fusion.forget(&report(0));
    assert!(found(&fusion, "AB123451", 9).is_empty(), "what is forgotten has no words");
    assert_eq!(found(&fusion, "yusuf haddad", 9), [1]);
}

#[test]
fn it_is_told_why_mentions_are_of_one() {
    let (fusion, [first, second, third]) = people();
    let judgements = [judgement(1, 0, &first, &third, 0)];
    let seen = fusion.seen(&|_| true).judged(&judgements);
    let joined = seen.joined(&seen.entity(&first).unwrap(), 20);
    let of: Vec<_> = joined.iter().map(|of| (&of.mention, &of.with, of.confirmed)).collect();
    assert_eq!(of, [(&second, &first, false), (&third, &first, true)]);
    assert_eq!(joined[0].weight, joined[0].evidence.iter().map(|of| of.weight).sum());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_viewer_sees_what_a_system_with_only_their_mentions_says(
        drawn in drawn(), of in judged(), classes in prop::collection::btree_set(0..4_u32, 0..4),
    ) {
        let sightings: Vec<_> = drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
        let judgements = judgements(&of, &sightings);
        let sees = |class: HandlingId| classes.contains(&class.0);
        let visible: Vec<_> = sightings.iter().filter(|mention| mention.needs.iter().all(|need| sees(*need))).cloned().collect();
        let known: BTreeSet<_> = visible.iter().map(|mention| mention.id.clone()).collect();
        let theirs: Vec<_> = judgements.iter().filter(|judgement| {
            judgement.needs.iter().all(|need| sees(*need))
                && judgement.ruling.mentions().all(|id| known.contains(id))
        }).cloned().collect();
        let ids: Vec<_> = sightings.iter().map(|mention| mention.id.clone()).collect();
        let all = told(&built(&sightings), &judgements, &ids, &sees);
        let only = told(&built(&visible), &theirs, &ids, &|_| true);
        prop_assert_eq!(all, only);
    }

    #[test]
    fn the_order_of_arrival_says_nothing_and_what_is_forgotten_was_never_there(
        drawn in drawn(), gone in 0..6_usize,
    ) {
        let sightings: Vec<_> = drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
        let kept: Vec<_> = sightings.iter().filter(|mention| mention.id.report != report(gone)).cloned().collect();
        let ids: Vec<_> = sightings.iter().map(|mention| mention.id.clone()).collect();
        let mut backwards = sightings.clone();
        backwards.reverse();
        // One by one, and many at once.
        let rest = backwards.split_off(backwards.len() / 2);
        let mut fusion = built(&backwards);
        fusion.add_all(rest).unwrap();
        fusion.forget(&report(gone));
        prop_assert_eq!(told(&fusion, &[], &ids, &|_| true), told(&built(&kept), &[], &ids, &|_| true));
        sightings.iter().filter(|mention| mention.id.report == report(gone)).for_each(|mention| fusion.add(mention.clone()).unwrap());
        prop_assert_eq!(told(&fusion, &[], &ids, &|_| true), told(&built(&sightings), &[], &ids, &|_| true));
    }

    #[test]
    fn evidence_weighs_the_same_from_both_sides(
        one in (0..NAMES.len(), 0..4_usize, 0..3_usize), other in (0..NAMES.len(), 0..4_usize, 0..3_usize),
    ) {
        let record = |(name, number, day)| sighting(0, (name, number, day, 1, 0, 0)).record;
        let (one, other, weights) = (record(one), record(other), Weights::default());
        prop_assert_eq!(score(&one, &other, &weights), score(&other, &one, &weights));
        let (sum, evidence) = explain(&one, &other, &weights);
        prop_assert_eq!(sum, evidence.iter().map(|evidence| evidence.weight).sum());
        prop_assert_eq!(sum, score(&one, &other, &weights));
    }
}
