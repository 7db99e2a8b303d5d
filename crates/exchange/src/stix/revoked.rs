//! Taking objects back.

use std::collections::BTreeSet;

use model::{ReportId, Timestamp};
use serde_json::json;

use super::object::Object;
use crate::stamp::millis;

/// The objects that take back those of a release (STIX 2.1, section 3.6).
///
/// They have the same ids under a later `modified` and nothing that STIX does not ask for. What may no
/// longer be shown is not said again: in the stead of names stands `ORIGINATOR SERIAL`.
///
/// What several reports share is left as it is: the originator's identity, definitions and
/// observables. The answer holds nothing of the content but a location's country, or its position where
/// it has no country, so that it may be kept and dated anew by another call.
pub fn revoked(earlier: &[Object], id: &ReportId, at: Timestamp) -> Vec<Object> {
    earlier.iter().filter(|object| is_own(object)).map(|object| revoke(object, id, at)).collect()
}

/// Those of the earlier objects that a later release of the report no longer has; they are to be
/// [`revoked`].
pub fn left_out(earlier: &[Object], later: &[Object]) -> Vec<Object> {
    let kept: BTreeSet<&str> = later.iter().map(Object::id).collect();
    let gone = earlier.iter().filter(|object| is_own(object) && !kept.contains(object.id()));
    gone.cloned().collect()
}

/// Whether an object is the report's own and has versions.
pub(super) fn is_own(object: &Object) -> bool {
    let own = ["report", "identity", "location", "relationship"].contains(&object.kind());
    own && object.text("created_by_ref").is_some()
}

fn revoke(object: &Object, id: &ReportId, at: Timestamp) -> Object {
    let mut bare = Object::bare(object, &["created", "created_by_ref", "object_marking_refs"]);
    bare = bare.with("revoked", true).with("modified", later(object, at));
    match object.kind() {
        "report" => bare
            .with("name", id.cited())
            .with_some("published", object.text("created"))
            .with("object_refs", json!([object.text("created_by_ref")])),
        "relationship" => ["relationship_type", "source_ref", "target_ref"]
            .iter()
            .fold(bare, |bare, name| bare.with_some(name, object.property(name).cloned())),
        "location" => {
            let names: &[&str] = match object.property("country") {
                Some(_) => &["country"],
                None => &["latitude", "longitude"],
            };
            names
                .iter()
                .fold(bare, |bare, name| bare.with_some(name, object.property(name).cloned()))
        }
        _identity => bare.with("name", id.cited()),
    }
}

/// The time, or the next after the object's own where that is not earlier.
fn later(object: &Object, at: Timestamp) -> String {
    let own = object.modified().and_then(|text| Timestamp::parse(text).ok());
    let next = own.map(|own| Timestamp::from_micros(own.micros().saturating_add(MILLISECOND)));
    millis(next.map_or(at, |next| next.max(at)))
}

const MILLISECOND: i64 = 1_000;
