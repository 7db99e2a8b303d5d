//! What holds for ids, markings and revocation.

use std::collections::BTreeSet;

use marking::Level;
use model::{Function, Report};
use serde_json::Value;

use super::situations::{self, full};
use super::world::*;
use crate::stix::{self, Object, report_id};

fn objects(report: &Report, level: Level, functions: &[Function]) -> Vec<Object> {
    let community = community();
    let released = release(report, &recipient(level, "USA", functions), &community).unwrap();
    stix::objects(&released, &community, stamp())
}

fn ids(objects: &[Object], kind: &str) -> BTreeSet<String> {
    let of = objects.iter().filter(|object| object.kind() == kind);
    of.map(|object| object.id().to_owned()).collect()
}

/// What a report names, without its originator's identity and ours.
fn named(objects: &[Object]) -> BTreeSet<String> {
    let own = objects.iter().filter(|object| object.property("created_by_ref").is_some());
    ids(&own.cloned().collect::<Vec<_>>(), "identity")
}

fn derived(objects: &[Object]) -> Vec<(String, String)> {
    let text =
        |object: &Object, name: &str| object.property(name).unwrap().as_str().unwrap().to_owned();
    let of = objects.iter().filter(|object| {
        object.property("relationship_type").and_then(Value::as_str) == Some("derived-from")
    });
    of.map(|object| (text(object, "source_ref"), text(object, "target_ref"))).collect()
}

#[test]
fn the_whole_keeps_its_id_and_what_is_less_is_an_object_derived_from_it() {
    let know = &[Function::UsIdentities];
    let mut bare = full();
    bare.tearlines.clear();
    let whole = objects(&bare, Level::Secret, know);
    let next = Report { title: part("S", "Another title"), ..bare.clone() };
    assert_eq!(ids(&whole, "report"), ids(&objects(&next, Level::Secret, know), "report"));
    let whole_id = ids(&whole, "report").first().unwrap().clone();
    assert_eq!(derived(&whole), []);
    for less in [objects(&bare, Level::Unclassified, know), objects(&bare, Level::Secret, &[])] {
        let own = ids(&less, "report").first().unwrap().clone();
        assert_ne!(own, whole_id);
        assert_eq!(derived(&less), [(own, whole_id.clone())]);
    }
}

#[test]
fn a_tear_line_beside_the_whole_is_an_object_of_its_own_under_its_own_mark() {
    let all = objects(&full(), Level::Secret, &[Function::UsIdentities]);
    assert_eq!(ids(&all, "report").len(), 2);
    let [(tearline, _)] = derived(&all).try_into().unwrap();
    let object = all.iter().find(|object| object.id() == tearline).unwrap().to_string();
    assert!(object.contains("Boats were seen near Tapachula."));
    assert!(!object.contains("QUINTESSENCE") && !object.contains("Route through"));
    let extension = all.iter().find(|object| object.id() == tearline).unwrap();
    assert!(extension.to_string().contains("\"banner\":\"UNCLASSIFIED\""));
}

#[test]
fn the_id_of_less_follows_from_what_is_shown_alone() {
    let know = &[Function::UsIdentities];
    let shown = objects(&full(), Level::Unclassified, know);
    let mut other = full();
    other.portions[0].text = "Something else altogether.".into();
    other.portions.insert(1, part("S//NF", "And one more."));
    other.mentions[2].portion = Some(2);
    other.mentions[3].portion = Some(2);
    other.title = part("TS", "Another title");
    other.banner = std::sync::Arc::new(other.required_banner().banner);
    let same = objects(&other, Level::Unclassified, know);
    assert_eq!(shown, same, "not a byte tells of what is withheld");
    other.portions[2].text.push('!');
    assert_ne!(ids(&shown, "report"), ids(&objects(&other, Level::Unclassified, know), "report"));
}

#[test]
fn who_is_masked_shares_no_id_with_who_is_not_nor_with_the_masked_of_another_report() {
    let named =
        |report: &Report, functions: &[Function]| named(&objects(report, Level::Secret, functions));
    let mut another = full();
    another.id.serial = model::Serial::new("TD-315").unwrap();
    let masked = named(&full(), &[]);
    assert_eq!(masked.len(), 3);
    assert!(masked.is_disjoint(&named(&full(), &[Function::UsIdentities])));
    assert!(masked.is_disjoint(&named(&another, &[])));
}

#[test]
fn a_product_is_derived_from_the_wholes_of_its_sources() {
    let community = community();
    let all = situations::all(&community);
    let (_, product) = all.iter().find(|(name, _)| *name == "product").unwrap();
    let targets: BTreeSet<String> = derived(&stix::objects(product, &community, stamp()))
        .into_iter()
        .map(|(_, to)| to)
        .collect();
    let whole = |originator: &str, serial: &str| {
        let serial = model::Serial::new(serial).unwrap();
        format!(
            "report--{}",
            crate::whole_uuid(&model::AgencyId::new(originator).unwrap(), &serial)
        )
    };
    assert_eq!(targets, [whole("CIA", "TD-1"), whole("DHS/ICE", "ICE-1")].into());
}

#[test]
fn every_reference_within_a_release_is_answered() {
    let community = community();
    for (name, released) in situations::all(&community) {
        let all = stix::objects(&released, &community, stamp());
        let known: BTreeSet<&str> = all.iter().map(Object::id).collect();
        let id = &released.rendition().id;
        let whole = format!("report--{}", crate::whole_uuid(&id.originator, &id.serial));
        // The whole, and a product's sources, are other releases' objects.
        let elsewhere: BTreeSet<String> = derived(&all).into_iter().map(|(_, to)| to).collect();
        assert!(name == "product" || elsewhere.iter().all(|of| *of == whole), "{name}");
        for object in &all {
            let lists = ["object_refs", "object_marking_refs"].iter();
            let lists = lists.filter_map(|name| object.property(name)?.as_array()).flatten();
            let single = ["created_by_ref", "source_ref", "target_ref"].iter();
            let single = single.filter_map(|name| object.property(name));
            for reference in lists.chain(single).map(|of| of.as_str().unwrap()) {
                let answered = known.contains(reference) || elsewhere.contains(reference);
                assert!(answered, "{name}: {reference} of {}", object.id());
            }
            let marked = object.property("object_marking_refs").is_some();
            let shared = ["extension-definition", "marking-definition"].contains(&object.kind())
                || (object.kind() == "identity" && object.property("created_by_ref").is_none());
            assert!(marked != shared, "{name}: {}", object.id());
        }
        assert!(known.contains(report_id(&released).as_str()), "{name}");
    }
}

#[test]
fn revoking_keeps_ids_and_says_nothing_of_what_was_there() {
    let community = community();
    for (name, released) in situations::all(&community) {
        let all = stix::objects(&released, &community, stamp());
        let id = &released.rendition().id;
        let gone = stix::revoked(&all, id, at("2026-04-01T00:00:00Z"));
        for object in &gone {
            let before = all.iter().find(|before| before.id() == object.id()).unwrap();
            assert_eq!(before.property("created"), object.property("created"));
            assert!(before.modified() < object.modified());
            assert_eq!(object.property("revoked"), Some(&Value::Bool(true)));
        }
        assert_eq!(ids(&gone, "report"), ids(&all, "report"));
        assert_eq!(named(&gone), named(&all));
        let said: String = gone.iter().map(ToString::to_string).collect();
        for text in released.rendition().texts().map(|part| &part.text) {
            assert!(!said.contains(text.as_str()), "{name}: {text}");
        }
        for mention in &released.rendition().mentions {
            assert!(!said.contains(&mention.name), "{name}: {}", mention.name);
        }
        let again = stix::revoked(&gone, id, at("2026-04-01T00:00:00Z"));
        assert!(again.iter().zip(&gone).all(|(one, other)| one.modified() > other.modified()));
    }
}

#[test]
fn what_a_later_release_no_longer_has_is_found() {
    let know = &[Function::UsIdentities];
    let (before, mut shorter) = (objects(&full(), Level::Secret, know), full());
    shorter.mentions.truncate(1);
    let after = objects(&shorter, Level::Secret, know);
    let gone = stix::left_out(&before, &after);
    assert_eq!(named(&gone).len(), 2);
    assert_eq!(ids(&gone, "report"), BTreeSet::new());
    assert_eq!(stix::left_out(&before, &before), []);
}

#[test]
fn a_machine_reads_the_marking_where_it_can_be_said_and_is_told_not_to_share_what_has_strings() {
    let community = community();
    for (name, released) in situations::all(&community) {
        let all = stix::objects(&released, &community, stamp());
        let read = all.iter().filter(|object| object.kind() == "marking-definition");
        let read = read.filter(|object| object.property("definition_type").is_none());
        let read: Vec<_> =
            read.map(|object| marking::stix::read(&object.clone().into_value())).collect();
        let owed = !released.rendition().obligations.is_empty();
        match name {
            "cui" => assert!(matches!(&read[..], [Ok(marking::Foreign::Ism(_))]), "{read:?}"),
            "tlp" => assert_eq!(read, [Ok(marking::Foreign::Tlp(marking::Tlp::Red))]),
            // ACS has no place for a default of ours but in its own words, which ISM has not.
            _ if owed => assert!(read.iter().all(Result::is_err), "{name}: {read:?}"),
            _ => {
                let banner = released.rendition().banner.to_ism().unwrap();
                assert!(read.contains(&Ok(marking::Foreign::Ism(banner))), "{name}: {read:?}");
            }
        }
    }
}

#[test]
fn what_was_stored_is_read_back() {
    for object in objects(&full(), Level::Secret, &[]) {
        assert_eq!(Object::read(object.clone().into_value()), Some(object));
    }
    assert_eq!(Object::read(serde_json::json!({"type": "report"})), None);
}
