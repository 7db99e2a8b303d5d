//! The engine against the release rules as Cedar's policies say them (`tests/oracle`).

use std::collections::{BTreeMap, BTreeSet};

use dissemination::Part;
use kit::cedar::{Court, Policies, Tokened};
use kit::question::{Dice, Enumerated, Question, communities, question, smallest};
use kit::workspace::{cases, oracle_cases};
use model::{Authorization, CaveatId, Consent, Party, Purpose, Timestamp};

/// Reports what is disputed: the smallest question of each kind of dispute.
#[track_caller]
fn settle(disputed: &[Question], policies: &Policies) {
    let mut kinds: BTreeMap<(Vec<String>, Vec<&str>), String> = BTreeMap::new();
    for question in disputed {
        let question = smallest(question, policies);
        let denied = question.of_engine().reasons.into_iter();
        let denied = denied.filter(|of| of.verdict == dissemination::Verdict::Deny);
        let kind = (question.of_policies(policies).forbade, denied.map(|of| of.rule).collect());
        kinds.entry(kind).or_insert_with(|| question.told(policies));
    }
    let told: Vec<_> = kinds.into_values().collect();
    assert!(told.is_empty(), "{} kinds of dispute:\n\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_policies_fit_their_schema_and_name_their_sources() {
    let policies = Policies::read();
    assert_eq!(policies.faults(), Vec::<String>::new());
    let unsourced: Vec<_> =
        policies.sources().into_iter().filter(|(_, source)| source.is_empty()).collect();
    assert!(unsourced.is_empty(), "{unsourced:?}");
}

#[test]
fn facts_fit_the_schema_and_tokens_are_those_of_the_attributes() {
    let policies = Policies::read();
    let mut dice = Dice::of(1);
    let communities = communities(&mut dice);
    let mut compared = 0;
    for _ in 0..500 {
        let asked = question(&mut dice, &communities);
        let court = Court::of(&policies, &asked.community, &[&asked.recipient], &[&asked.handling]);
        assert_eq!(court.faults(), None, "{asked:?}");
        let marking = &asked.handling.marking;
        if let Ok(attributes) = marking.to_ism() {
            assert_eq!(Tokened::of(marking), Tokened::of_attributes(&attributes), "{marking:?}");
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared}");
}

#[test]
fn random_questions_are_answered_as_the_policies_say() {
    let policies = Policies::read();
    let cases = oracle_cases().unwrap_or(4_000);
    let answers: Vec<(u64, Vec<Question>)> = std::thread::scope(|scope| {
        let ask = |seed| {
            let policies = &policies;
            scope.spawn(move || {
                let mut dice = Dice::of(seed);
                let communities = communities(&mut dice);
                let (mut permitted, mut disputed) = (0, Vec::new());
                for _ in 0..cases / 2 {
                    let asked = question(&mut dice, &communities);
                    let said = asked.of_policies(policies).permitted;
                    permitted += u64::from(said);
                    if said != asked.of_engine().permitted && disputed.len() < DISPUTES_MAX {
                        disputed.push(asked);
                    }
                }
                (permitted, disputed)
            })
        };
        let both = [ask(7), ask(8)];
        both.map(|thread| thread.join().unwrap()).into()
    });
    let permitted: u64 = answers.iter().map(|(permitted, _)| permitted).sum();
    println!("{cases} questions, {permitted} permitted");
    let disputed: Vec<_> = answers.into_iter().flat_map(|(_, disputed)| disputed).collect();
    settle(&disputed, &policies);
    // Else nothing but denials is compared.
    assert!(permitted > cases / 20, "{permitted} permitted");
}

/// No authorization can say what it lifts of a caveat that the file does not have.
#[test]
fn a_caveat_that_is_not_defined_withholds_from_everybody_and_nobody_lifts_it() {
    let policies = Policies::read();
    let mut dice = Dice::of(10);
    let communities = communities(&mut dice);
    let mut lifted = 0;
    for _ in 0..1_000 {
        let mut asked = question(&mut dice, &communities);
        let originator = asked.handling.originator.clone();
        // Who US persons are, the rule of privacy alone says.
        if asked.handling.part == Part::Identities {
            continue;
        }
        std::sync::Arc::make_mut(&mut asked.community).authorizations.push(Authorization {
            originator: originator.clone(),
            party: Party::Recipient(asked.recipient.id.clone()),
            purposes: Purpose::ALL.iter().copied().collect(),
            consents: Consent::ALL.iter().copied().collect(),
            matter: None,
            reports: BTreeSet::new(),
            from: Timestamp::from_micros(i64::MIN),
            until: Timestamp::from_micros(i64::MAX),
            conditions: None,
        });
        lifted += u32::from(asked.of_engine().permitted);
        let undefined = CaveatId::new(&format!("{originator}:NEVER-DEFINED")).unwrap();
        asked.handling.caveats.insert(undefined);
        asked.handling.distribution.get_or_insert_default();
        assert!(!asked.of_engine().permitted, "{}", asked.told(&policies));
        assert!(!asked.of_policies(&policies).permitted, "{}", asked.told(&policies));
    }
    assert!(lifted > 50, "{lifted} would be permitted without it");
}

/// What an act opens is open from its first instant, and no more at its last.
#[test]
fn at_the_instant_that_an_act_begins_or_ends_both_say_the_same() {
    let policies = Policies::read();
    let mut dice = Dice::of(9);
    let communities = communities(&mut dice);
    let near = |at: Timestamp, micros: i64| Timestamp::from_micros(at.micros() + micros);
    let (mut opened, mut closed, mut disputed) = (0, 0, Vec::new());
    for _ in 0..cases(60_000) {
        let asked = question(&mut dice, &communities);
        for at in asked.turns() {
            let (before, after) =
                (asked.permitted_at(near(at, -1)), asked.permitted_at(near(at, 1)));
            if before != after && disputed.len() < DISPUTES_MAX {
                *if after { &mut opened } else { &mut closed } += 1;
                let then = Question { at, ..asked.clone() };
                disputed.extend(then.is_disputed(&policies).then_some(then));
            }
        }
    }
    settle(&disputed, &policies);
    assert!(opened > 300 && closed > 300, "{opened} opened, {closed} closed");
}

#[test]
fn every_question_of_a_small_world_is_answered_as_the_policies_say() {
    let policies = Policies::read();
    let world = Enumerated::world();
    let step = if oracle_cases().is_some() { 1 } else { STEP };
    let tallies = std::thread::scope(|scope| {
        let ask = |half| {
            let (world, policies) = (&world, &policies);
            scope.spawn(move || world.ask(policies, half, step))
        };
        let both = [ask(0), ask(1)];
        both.map(|thread| thread.join().unwrap())
    });
    let asked: u64 = tallies.iter().map(|tally| tally.asked).sum();
    let permitted: u64 = tallies.iter().map(|tally| tally.permitted).sum();
    println!("{asked} of {} questions, {permitted} permitted", world.len());
    assert!(asked >= 200_000, "{asked}");
    // A policy that decides nothing here is not held against the engine. Four permit; what the
    // others forbid, non-us forbids too, since they speak only where no list opens abroad.
    let decisive: BTreeSet<&String> = tallies.iter().flat_map(|tally| &tally.decisive).collect();
    let sources = policies.sources();
    let idle: Vec<_> = sources.keys().filter(|id| !decisive.contains(id)).collect();
    let expected = [
        "dsen-without-list",
        "known",
        "known-identities",
        "known-source",
        "les",
        "limdis-without-list",
        "met",
    ];
    assert_eq!(idle, expected);
    let disputed: Vec<_> = tallies.iter().flat_map(|tally| tally.disputed.clone()).collect();
    settle(&disputed, &policies);
}

const DISPUTES_MAX: usize = 400;

/// Of the pairs of classes and recipients the normal test asks about one in so many.
const STEP: u64 = 11;
