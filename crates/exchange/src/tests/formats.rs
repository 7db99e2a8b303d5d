//! What each format must carry.

use super::golden::written;
use super::situations;
use super::world::*;
use crate::{atom, misp};

#[test]
fn every_format_carries_the_banner_and_every_obligation() {
    let community = community();
    for (name, released) in situations::all(&community) {
        let rendition = released.rendition();
        for (end, text) in written(&released, &community) {
            if ["revoked.stix.json", "withdrawn.misp.json", "manifest.json", "hashes.csv"]
                .contains(&end)
            {
                continue;
            }
            assert!(text.contains(&rendition.banner.banner()), "{name}.{end}");
            for owed in &rendition.obligations {
                let printed = owed.text.replace('\'', "&apos;");
                assert!(
                    text.contains(&owed.text) || text.contains(&printed),
                    "{name}.{end}: {}",
                    owed.text
                );
            }
            for caveat in &rendition.caveats {
                assert!(text.contains(caveat.as_str()), "{name}.{end}: {caveat}");
            }
        }
    }
}

#[test]
fn an_event_goes_no_further_than_to_whom_it_was_released() {
    let community = community();
    for (name, released) in situations::all(&community) {
        let event = misp::event(&released, &community, stamp());
        assert_eq!(event["Event"]["distribution"], "0", "{name}");
        assert_eq!(event["Event"]["published"], false, "{name}");
        let text = event.to_string();
        for wider in ["1", "2", "3", "4"] {
            assert!(!text.contains(&format!("\"distribution\":\"{wider}\"")), "{name}");
        }
    }
}

#[test]
fn an_event_that_is_taken_back_keeps_its_ids_and_nothing_of_what_was_in_it() {
    let community = community();
    for (name, released) in situations::all(&community) {
        let rendition = released.rendition();
        let event = misp::event(&released, &community, stamp());
        let gone = misp::withdrawn(&event, &rendition.id, at("2026-04-01T00:00:00Z"));
        assert_eq!(gone["Event"]["uuid"], event["Event"]["uuid"], "{name}");
        let count = |of: &serde_json::Value| of["Event"]["Attribute"].as_array().unwrap().len();
        assert_eq!(count(&gone), count(&event), "{name}");
        assert_eq!(misp::hashes(&gone), "", "{name}");
        let said = gone.to_string();
        let names = rendition.mentions.iter().map(|mention| &mention.name);
        for text in rendition.texts().map(|part| &part.text).chain(names) {
            assert!(!said.contains(text.as_str()), "{name}: {text}");
        }
    }
}

#[test]
fn what_two_entities_share_is_one_attribute_under_the_marks_of_both() {
    let (community, mut report) = (community(), situations::full());
    report.mentions = vec![mention("vessel", "MV Halcyon", 0), mention("phone", "MV Halcyon", 1)];
    let reader = recipient(marking::Level::Secret, "USA", &[]);
    let released = release(&report, &reader, &community).unwrap();
    let event = misp::event(&released, &community, stamp());
    let all = event["Event"]["Attribute"].as_array().unwrap();
    let of: Vec<_> = all.iter().filter(|of| of["value"] == "MV Halcyon").collect();
    assert_eq!(of.len(), 1);
    assert_eq!(of[0]["comment"], "vessel; phone");
    let marks = serde_json::json!([{"name": "tearline:portion=\"S//NF\""}, {"name": "tearline:portion=\"U\""}]);
    assert_eq!(of[0]["Tag"], marks);
}

#[test]
fn the_label_of_tlp_is_the_strictest_of_what_is_shown() {
    let community = community();
    let all = situations::all(&community);
    let (_, tlp) = all.iter().find(|(name, _)| *name == "tlp").unwrap();
    let event = misp::event(tlp, &community, stamp());
    assert_eq!(event["Event"]["Tag"][0]["name"], "tlp:red");
    let entry = atom::entry(tlp, &community, stamp());
    assert!(entry.contains("TLP:RED"));
}

#[test]
fn an_entry_that_is_taken_back_says_which_and_no_more() {
    let report = situations::full().id;
    let text = atom::deleted(uuid::Uuid::nil(), &report, at("2026-04-01T00:00:00Z"));
    assert!(text.contains("ref=\"urn:uuid:00000000-0000-0000-0000-000000000000\""));
    assert!(text.contains("CIA TD-314/00123-26 is taken back"));
    assert!(!text.contains("Route"));
}
