//! Every format of every situation, to the byte. `UPDATE_GOLDEN=1` writes the files anew.

use std::path::{Path, PathBuf};

use dissemination::Released;
use model::Community;
use serde_json::{Value, json};

use super::situations;
use super::world::*;
use crate::{atom, csv, misp, stix};

/// A release in every format, by the end of the file's name.
pub(super) fn written(released: &Released, community: &Community) -> Vec<(&'static str, String)> {
    let objects = stix::objects(released, community, stamp());
    let event = misp::event(released, community, stamp());
    let entry = atom::entry(released, community, stamp());
    let (uuid, manifest) = misp::manifest_entry(&event).unwrap();
    let head = atom::Feed {
        id: crate::object_uuid(released),
        title: "A feed",
        author: "The Center",
        updated: stamp().modified,
        next: None,
        banner: Some("SECRET//NOFORN"),
    };
    let later = at("2026-04-01T00:00:00Z");
    let id = &released.rendition().id;
    let gone = stix::revoked(&objects, id, later);
    vec![
        ("stix.json", pretty(&stix::bundle(&objects))),
        ("revoked.stix.json", pretty(&stix::bundle(&gone))),
        ("misp.json", pretty(&event)),
        ("withdrawn.misp.json", pretty(&misp::withdrawn(&event, id, later))),
        ("manifest.json", pretty(&json!({ uuid: manifest }))),
        ("hashes.csv", misp::hashes(&event)),
        ("csv", csv::header() + &csv::row(released, community, stamp())),
        ("atom.xml", atom::feed(head, &[entry])),
    ]
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

#[test]
fn every_format_is_as_its_golden_file() {
    #[expect(clippy::disallowed_methods, reason = "a test is told to write its files anew")]
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let community = community();
    let mut known = std::collections::BTreeSet::new();
    for (name, released) in situations::all(&community) {
        for (end, text) in written(&released, &community) {
            let path = folder().join(format!("{name}.{end}"));
            known.insert(path.clone());
            if update {
                std::fs::create_dir_all(folder()).unwrap();
                std::fs::write(&path, &text).unwrap();
            }
            let golden = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(text, golden, "{}; UPDATE_GOLDEN=1 writes it anew", path.display());
        }
    }
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        assert!(known.contains(&path), "{} is of no situation", path.display());
    }
}

#[test]
fn the_same_release_gives_the_same_bytes() {
    let community = community();
    let once = || {
        let all = situations::all(&community).into_iter();
        all.map(|(_, released)| written(&released, &community)).collect::<Vec<_>>()
    };
    assert_eq!(once(), once());
}
