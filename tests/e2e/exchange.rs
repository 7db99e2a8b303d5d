//! The formats of others say nothing that a release does not, for any report and any recipient.

use std::convert::Infallible;
use std::sync::Arc;

use ::exchange::{Stamp, atom, csv, misp, stix};
use dissemination::{Guarded, Provenance, Release, ReleaseLog, Released};
use ingestion::{Mapping, Mappings, Marker, Outcome, Rules, read_file};
use kit::masked::{compact, words};
use kit::random::{check, marked, recipient, report};
use kit::vocabulary::TIMES;
use kit::world::{Worlds, display};
use model::{Community, Function, Purpose, Report, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

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

/// What a partner's mapping file would say of our own words: banners and marks are what they say, and what
/// goes along asks for nothing here.
fn mapping(originator: &str, written: &Value) -> Mapping {
    let mut labels = std::collections::BTreeMap::new();
    labels.insert("distribution:0".to_owned(), "{}".to_owned());
    let mut waiting = vec![written];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => waiting.extend(members.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        // What says in a standard's terms what a statement says too, and cannot be read, goes by its id.
        if text("type") == "marking-definition" {
            labels.insert(text("id").to_owned(), "{}".to_owned());
        }
        let statement = value.pointer("/definition/statement").and_then(Value::as_str);
        if let Some(statement) = statement {
            let says = text("name") == "Marking";
            let meaning = if says { format!("{statement:?}") } else { "{}".to_owned() };
            labels.insert(format!("statement: {statement}"), meaning);
        }
        let tag = text("name");
        if let Some((name, says)) = tag.strip_prefix("tearline:").and_then(|t| t.split_once('=')) {
            let is_mark = ["banner", "portion"].contains(&name);
            labels.insert(tag.to_owned(), if is_mark { says.to_owned() } else { "{}".to_owned() });
        }
        for tlp in ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] {
            labels.insert(format!("TLP:{tlp}"), "{}".to_owned());
        }
    }
    let labels: String =
        labels.iter().map(|(label, says)| format!("{label:?} = {says}\n")).collect();
    let head = "format = \"tearline.mapping/1\"\nname = \"x\"\nformats = [\"stix\", \"misp\"]\n";
    Mapping::read(&format!("{head}originator = \"{originator}\"\n[labels]\n{labels}")).unwrap()
}

#[test]
fn what_is_written_as_stix_or_misp_is_read_again_with_every_word_under_as_much_protection() {
    let worlds = Worlds::varied();
    let read_again = std::cell::Cell::new(0_u32);
    let question = (report(), recipient(), select(Purpose::ALL), select(&TIMES[..]));
    check(1_000, &question, |(written_report, recipient, purpose, at)| {
        let community = &worlds.community;
        let Some(report) = marked(&written_report, community) else { return Ok(()) };
        let at = Timestamp::parse(at).unwrap();
        let ask = display(&recipient, purpose, at, community);
        let granted = Guarded::new(report, Provenance::accepted(at)).decide(ask);
        let Ok(granted) = granted else { return Ok(()) };
        let Ok(released) = granted.release(&Nowhere);
        let stamp = Stamp::new(at);
        let rendition = released.rendition();
        // Whoever marks in a scheme of its own has it printed in the register's words.
        if community.scheme_of(&rendition.id.originator).is_some() {
            return Ok(());
        }
        // The words by which random reports tell their parts.
        let words = rendition.texts().chain(&rendition.tearlines).filter_map(|part| {
            let word = part.text.split(' ').next().filter(|word| word.ends_with("word"));
            Some((word?.to_owned(), Arc::clone(&part.marking)))
        });
        let marks: Vec<_> = words.collect();
        let bundle = stix::bundle(&stix::objects(&released, community, stamp));
        for (format, written) in
            [("stix", bundle), ("misp", misp::event(&released, community, stamp))]
        {
            let mapping = mapping(rendition.id.originator.as_str(), &written);
            let rules = Rules { mappings: Mappings::new(vec![mapping]), ..Rules::default() };
            let items = read_file("partner.json", written.to_string().as_bytes(), &rules);
            let mut marker = Marker::new(community);
            let (mut shown, mut banners) = (String::new(), Vec::new());
            for item in &items {
                let Outcome::Report(line) = &item.outcome else {
                    return Err(TestCaseError::fail(format!("{format}: {item:?}")));
                };
                let read = marker.mark(ingestion::read(line.as_bytes()).unwrap());
                let read = read.map_err(|why| TestCaseError::fail(format!("{format}: {why}")))?;
                // Each word stands under what protects it, wherever it stands.
                let title = std::iter::once(&read.report.title);
                for part in title.chain(&read.report.portions) {
                    for (word, mark) in &marks {
                        // A banner may leave out what its readers need no reminder of.
                        let forgiven = rendition.banner.lacks(mark);
                        let mut lacking = part.marking.lacks(mark);
                        lacking.retain(|of| !forgiven.contains(of));
                        let is_safe = !part.text.contains(word.as_str()) || lacking.is_empty();
                        prop_assert!(is_safe, "{}: {} lacks {:?}: {}", format, word, lacking, line);
                    }
                }
                banners.push(read.report.banner);
                shown.push_str(line);
            }
            let lacking =
                marking::rollup(banners.iter().map(|of| &**of)).banner.lacks(&rendition.banner);
            prop_assert!(lacking.is_empty(), "{}: {:?}: {}", format, lacking, shown);
            for (word, _) in &marks {
                prop_assert!(shown.contains(word), "{}: {} is lost: {}", format, word, shown);
            }
            read_again.set(read_again.get() + 1);
        }
        Ok(())
    });
    let enough = kit::workspace::cases(1_000) / 50;
    assert!(read_again.get() > enough, "{} were read again", read_again.get());
}
