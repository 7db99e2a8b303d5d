//! The one decision against the oracle: random reports, and the story of the demo.

use dissemination::{Ask, Conditions, Decision, Form, Provenance, Sources, decide};
use kit::cedar::{Policies, Terms};
use kit::oracle::{Answer, Heard};
use kit::random::{check, marked, recipient, report};
use kit::vocabulary::TIMES;
use kit::world::Worlds;
use model::{Manner, Purpose, Recipient, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;

/// A decision in the oracle's terms.
fn said(decision: &Decision, portions: usize) -> Answer {
    let (positions, title) = match &decision.form {
        None => (Vec::new(), false),
        Some(Form::Whole) => ((0..portions).collect(), true),
        Some(Form::Redacted { title, portions }) => (portions.clone(), *title),
        Some(Form::TearLine { title, tearlines }) => (tearlines.clone(), *title),
        Some(Form::Pointer { title }) => (Vec::new(), *title),
    };
    let identities = decision.naming.name().unwrap_or("nobody");
    Answer { outcome: decision.outcome(), positions, title, identities }
}

#[test]
fn random_decisions_agree_with_the_oracle() {
    let worlds = Worlds::varied();
    let policies = Policies::read();
    let terms = (select(Purpose::ALL), select(Manner::ALL), select(&TIMES[..]));
    let judged = std::cell::Cell::new(0_u32);
    check(2_000, &(report(), recipient(), terms), |(report, recipient, (purpose, manner, at))| {
        let community = &worlds.community;
        let Some(marked) = marked(&report, community) else { return Ok(()) };
        judged.set(judged.get() + 1);
        let at = Timestamp::parse(at).unwrap();
        let ask = Ask { recipient: &recipient, purpose, matter: None, manner, at, community };
        let decision = decide(&marked, &Provenance::default(), ask);
        let heard = Heard::of(&report, &[], &policies, community, &[&recipient]);
        let expected = heard.answer(0, Terms { purpose, manner, at, matter: None });
        prop_assert_eq!(said(&decision, marked.portions.len()), expected, "{:#?}", decision);
        Ok(())
    });
    // Else a change of the rules for acceptance could empty this test.
    assert!(judged.get() > kit::workspace::cases(2_000) / 2, "{judged:?} judged");
}

#[test]
fn the_story_goes_where_the_oracle_says() {
    let worlds = Worlds::center();
    let community = &worlds.community;
    let policies = Policies::read();
    let recipients: Vec<&Recipient> = community.recipients.values().collect();
    let at = Timestamp::parse("2004-07-09T13:00:00Z").unwrap();
    let (manner, matter) = (Manner::Display, None);
    let (mut released, mut derived) = (0, 0);
    let (mut others, mut earlier) = (Vec::new(), Vec::new());
    for (at_line, told) in scenario::Scenario::new(2004, 500).reports().enumerate() {
        let mut report: serde_json::Value = serde_json::from_str(&told.line).unwrap();
        let Some(marked) = marked(&report, community) else { continue };
        canonical(&mut report, &marked);
        let find = |cited: &str| {
            let found = earlier.iter().find(|other: &&model::Report| other.id.cited() == cited);
            Ok::<_, std::convert::Infallible>(found.map(|other| Conditions::of(other, None)))
        };
        let sources = Sources::trace(&marked, find).unwrap();
        derived += usize::from(!sources.is_empty());
        if at_line > 150 && sources.is_empty() {
            others.push(report);
            earlier.push(marked);
            continue;
        }
        let provenance = Provenance { accepted: None, sources };
        let heard = Heard::of(&report, &others, &policies, community, &recipients);
        for (who, recipient) in recipients.iter().enumerate() {
            for purpose in [Purpose::Analysis, Purpose::Operation, Purpose::Court] {
                let ask = Ask { recipient, purpose, matter, manner, at, community };
                let found = said(&decide(&marked, &provenance, ask), marked.portions.len());
                let terms = Terms { purpose, manner, at, matter };
                let (id, purpose) = (&recipient.id, purpose.name());
                assert_eq!(found, heard.answer(who, terms), "{id} for {purpose}: {}", told.line);
                released += u32::from(found.outcome != "withhold");
            }
        }
        others.push(report);
        earlier.push(marked);
    }
    assert!(released > 1_000 && derived > 5, "{released} {derived}");
}

/// Originators write markings in many ways; the oracle reads the canonical one.
fn canonical(report: &mut serde_json::Value, marked: &model::Report) {
    report["banner"] = marked.banner.banner().into();
    report["title"]["marking"] = marked.title.marking.portion().into();
    for (kind, parts) in [("portions", &marked.portions), ("tearlines", &marked.tearlines)] {
        for (at, part) in parts.iter().enumerate() {
            report[kind][at]["marking"] = part.marking.portion().into();
        }
    }
    if let Some(pointer) = &marked.pointer {
        report["pointer"]["marking"] = pointer.marking.portion().into();
    }
}
