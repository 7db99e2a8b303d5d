//! What a viewer sees is what a system with only their mentions would say, byte for byte.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and says what it measured"
)]

use std::collections::BTreeSet;

use dissemination::HandlingId;
use fusion::{
    Day, Entry, Fusion, Identifier, Judgement, JudgementId, Kind, MentionId, Record, Ruling, Said,
    Sighting, Tie, Watchlist, Weights, explain, score,
};
use model::{AgencyId, RecipientId, ReportId, Serial, Timestamp};
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
        id: JudgementId(number as u64),
        ruling: match kind {
            0 => Ruling::Confirm(one, other),
            1 => Ruling::Reject(one, other),
            _ => Ruling::Split(vec![one, other]),
        },
        by: RecipientId::new("analyst").unwrap(),
        at: Timestamp::default(),
        reason: "known from a photograph".to_owned(),
        needs: vec![HandlingId(class)],
    }
}

/// All that can be asked, as text.
fn told(fusion: &Fusion, ids: &[MentionId], sees: &dyn Fn(HandlingId) -> bool) -> String {
    let seen = fusion.seen(sees);
    let mut told = String::new();
    for entity in seen.entities() {
        told += &format!("{:#?}\n", seen.profile(&entity));
        told += &format!("{:?}\n{:?}\n", seen.associates(&entity), seen.together(&entity, 2));
        told += &format!("{:?}\n", seen.joined(&entity, 20));
    }
    for text in ["Zhukov", "Yousef Haddad", "smith john", "AB123451", "Ch'en Yi", "nobody"] {
        let found = seen.find(text, 4);
        let found = found.iter().map(|entity| (entity.id(), entity.mentions.len()));
        told += &format!("{text}: {:?}\n", found.collect::<Vec<_>>());
    }
    for id in ids {
        told += &format!("{:?}\n", seen.entity(id).and_then(|entity| entity.id().cloned()));
        told += &format!("{:?}\n", seen.graph(id, 2, 6));
        told += &format!("{:?}\n", ids.first().and_then(|first| seen.path(first, id, 50)));
    }
    told + &format!("{:?}", seen.judgements().collect::<Vec<_>>())
}

fn built(sightings: &[Sighting], judgements: &[Judgement]) -> Fusion {
    let mut fusion = Fusion::new(Weights::default());
    sightings.iter().for_each(|sighting| fusion.add(sighting.clone()).unwrap());
    judgements.iter().for_each(|judgement| fusion.judge(judgement.clone()).unwrap());
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
    (built(&sightings, &[]), ids)
}

fn are_one(fusion: &Fusion, one: &MentionId, other: &MentionId) -> bool {
    let entity = |id| fusion.seen(&|_| true).entity(id).unwrap().id().unwrap().clone();
    entity(one) == entity(other)
}

#[test]
fn people_decide_against_the_evidence_and_take_it_back() {
    let (mut fusion, [first, second, third]) = people();
    assert!(are_one(&fusion, &first, &second) && !are_one(&fusion, &first, &third));
    fusion.judge(judgement(1, 1, &first, &second, 0)).unwrap();
    assert!(!are_one(&fusion, &first, &second));
    fusion.withdraw(JudgementId(1)).unwrap();
    assert!(are_one(&fusion, &first, &second));
    fusion.judge(judgement(2, 0, &first, &third, 0)).unwrap();
    assert!(are_one(&fusion, &first, &third) && are_one(&fusion, &second, &third));
    let split = Judgement {
        ruling: Ruling::Split(vec![second.clone()]),
        ..judgement(3, 2, &first, &second, 0)
    };
    fusion.judge(split).unwrap();
    assert!(are_one(&fusion, &first, &third) && !are_one(&fusion, &second, &first));
    // Who may not see the judgement sees what the evidence says.
    let seen = |class: HandlingId| class.0 != 3;
    let hidden = Judgement { needs: vec![HandlingId(3)], ..judgement(4, 1, &first, &third, 3) };
    fusion.judge(hidden).unwrap();
    let entity = fusion.seen(&seen).entity(&third).unwrap();
    assert_eq!(entity.id(), Some(&first));
    assert!(!are_one(&fusion, &first, &third));
}

#[test]
fn judgements_without_a_reason_or_an_object_are_refused() {
    let (mut fusion, [first, second, _]) = people();
    let sound = judgement(1, 0, &first, &second, 0);
    let refused = |fusion: &mut Fusion, judgement: Judgement| {
        fusion.judge(judgement).unwrap_err().to_string()
    };
    let silent = Judgement { reason: " ".to_owned(), ..sound.clone() };
    assert!(refused(&mut fusion, silent).contains("say why"));
    let nobody = MentionId { number: 99, ..first.clone() };
    assert!(refused(&mut fusion, judgement(1, 0, &first, &nobody, 0)).contains("CIA R-0 v1 #99"));
    assert!(refused(&mut fusion, judgement(1, 0, &first, &first, 0)).contains("name two"));
    fusion.judge(sound.clone()).unwrap();
    assert!(refused(&mut fusion, sound).contains("already"));
    assert!(fusion.withdraw(JudgementId(7)).is_err());
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
    let fusion = built(&sightings, &[]);
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
    let mut fusion = built(&sightings, &[]);
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
    let (mut fusion, [first, second, third]) = people();
    fusion.judge(judgement(1, 0, &first, &third, 0)).unwrap();
    let seen = fusion.seen(&|_| true);
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
                && judgement.ruling.mentions().into_iter().all(|id| known.contains(id))
        }).cloned().collect();
        let ids: Vec<_> = sightings.iter().map(|mention| mention.id.clone()).collect();
        let all = told(&built(&sightings, &judgements), &ids, &sees);
        let only = told(&built(&visible, &theirs), &ids, &|_| true);
        prop_assert_eq!(all, only);
    }

    #[test]
    fn the_order_of_arrival_says_nothing_and_what_is_forgotten_was_never_there(
        drawn in drawn(), of in judged(), gone in 0..6_usize,
    ) {
        let sightings: Vec<_> = drawn.into_iter().enumerate().map(|(at, drawn)| sighting(at, drawn)).collect();
        let kept: Vec<_> = sightings.iter().filter(|mention| mention.id.report != report(gone)).cloned().collect();
        let ids: Vec<_> = sightings.iter().map(|mention| mention.id.clone()).collect();
        let mut backwards = sightings.clone();
        backwards.reverse();
        // One by one, and many at once.
        let rest = backwards.split_off(backwards.len() / 2);
        let mut fusion = built(&backwards, &[]);
        fusion.add_all(rest).unwrap();
        fusion.forget(&report(gone));
        prop_assert_eq!(told(&fusion, &ids, &|_| true), told(&built(&kept, &[]), &ids, &|_| true));
        sightings.iter().filter(|mention| mention.id.report == report(gone)).for_each(|mention| fusion.add(mention.clone()).unwrap());
        let whole = told(&built(&sightings, &[]), &ids, &|_| true);
        prop_assert_eq!(told(&fusion, &ids, &|_| true), whole.as_str());
        // Every judgement that is taken back leaves no trace.
        let judgements = judgements(&of, &sightings);
        judgements.iter().for_each(|judgement| fusion.judge(judgement.clone()).unwrap());
        judgements.iter().for_each(|judgement| { fusion.withdraw(judgement.id).unwrap(); });
        prop_assert_eq!(told(&fusion, &ids, &|_| true), whole);
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

    #[test]
    fn entries_that_the_recipient_may_not_have_match_nothing(
        drawn in drawn(), asked in (0..NAMES.len(), 0..4_usize, 0..3_usize), classes in prop::collection::btree_set(0..4_u32, 0..4),
    ) {
        let sees = |class: HandlingId| classes.contains(&class.0);
        let entries: Vec<Entry> = drawn.into_iter().enumerate().map(|(at, drawn)| {
            let sighting = sighting(at, drawn);
            Entry { id: sighting.id, record: sighting.record, needs: sighting.needs }
        }).collect();
        let record = sighting(0, (asked.0, asked.1, asked.2, 0, 0, 0)).record;
        let theirs = entries.iter().filter(|entry| entry.needs.iter().all(|need| sees(*need))).cloned().collect();
        let weights = Weights::default();
        let all = Watchlist::of(entries).matches(&record, &weights, &sees);
        prop_assert_eq!(all, Watchlist::of(theirs).matches(&record, &weights, &|_| true));
    }
}
