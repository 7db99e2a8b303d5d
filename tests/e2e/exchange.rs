//! The formats of others say nothing that a release does not, for any report and any recipient.

use std::convert::Infallible;

use ::exchange::{Stamp, atom, csv, misp, stix};
use dissemination::{Guarded, Provenance, Release, ReleaseLog, Released};
use kit::masked::{compact, words};
use kit::random::{check, marked, recipient, report};
use kit::vocabulary::TIMES;
use kit::world::{Worlds, display};
use model::{Community, Function, Purpose, Report, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;

struct Nowhere;

impl ReleaseLog for Nowhere {
    type Error = Infallible;

    fn record(&self, _: &[Release]) -> Result<(), Infallible> {
        Ok(())
    }
}

/// Everything that a release is written as.
fn written(released: &Released, community: &Community, at: Timestamp) -> String {
    let stamp = Stamp::new(at);
    let event = misp::event(released, community, stamp);
    let said = [
        stix::bundle(&stix::objects(released, community, stamp)).to_string(),
        format!("{:?}", misp::manifest_entry(&event)),
        event.to_string(),
        csv::row(released, community, stamp),
        atom::entry(released, community, stamp),
    ];
    said.join("\n")
}

/// The words by which random reports tell their parts: `portion0word`.
fn parts(report: &Report) -> Vec<String> {
    let of = std::iter::once(&report.title).chain(&report.portions).chain(&report.tearlines);
    let texts = of.chain(&report.pointer).map(|part| part.text.split(' ').next());
    texts.flatten().map(str::to_owned).collect()
}

#[test]
fn every_format_has_the_parts_that_are_released_and_no_other_and_no_identity_that_is_masked() {
    let worlds = Worlds::varied();
    let (less, masked) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    let question = (report(), recipient(), select(Purpose::ALL), select(&TIMES[..]));
    check(4_000, &question, |(written_report, mut recipient, purpose, at)| {
        let community = &worlds.community;
        let Some(report) = marked(&written_report, community) else { return Ok(()) };
        recipient.functions.remove(&Function::UsIdentities);
        let at = Timestamp::parse(at).unwrap();
        let ask = display(&recipient, purpose, at, community);
        let granted = Guarded::new(report.clone(), Provenance::accepted(at)).decide(ask);
        let Ok(granted) = granted else { return Ok(()) };
        let Ok(released) = granted.release(&Nowhere);
        let said = written(&released, community, at);
        let shown: String = {
            let rendition = released.rendition();
            let texts = rendition.texts().chain(&rendition.tearlines);
            texts.map(|part| format!("{}\n", part.text)).collect()
        };
        for word in parts(&report) {
            prop_assert_eq!(said.contains(&word), shown.contains(&word), "{}: {}", word, said);
            less.set(less.get() + u32::from(!shown.contains(&word)));
        }
        let us = |name: &str| {
            let mut same = report.mentions.iter().filter(|m| compact(&m.name) == compact(name));
            same.any(|mention| mention.us_person == Some(true))
        };
        masked.set(masked.get() + u32::from(said.contains("[US PERSON 1]")));
        let (letters, words) = (compact(&said), words(&said));
        let of_quincy = (us("Quincy Adams"), ["quincy", "adams", "quincyadams", "z9912345"]);
        let of_ada = (us("Ada Byron"), ["ada", "byron", "adabyron", "thecountess"]);
        for (_, names) in [of_quincy, of_ada].into_iter().filter(|(us, _)| *us) {
            for name in names {
                let whole = name.len() > 6 && letters.contains(name);
                prop_assert!(!whole && !words.iter().any(|word| word == name), "{name}: {said}");
            }
        }
        Ok(())
    });
    let enough = kit::workspace::cases(4_000) / 50;
    assert!(less.get() > enough && masked.get() > enough, "{less:?} less, {masked:?} masked");
}
