//! Relationships, those alone that the report states.

use marking::Marking;
use serde_json::json;

use super::writing::Writing;
use crate::ids::named;

/// One object's relationship to another; gives its id.
pub(super) fn write(
    kind: &str,
    source: &str,
    target: &str,
    marking: &Marking,
    to: &mut Writing,
) -> String {
    let uuid = named(&json!(["relationship", kind, source, target]));
    let relationship = to
        .versioned("relationship", uuid, marking)
        .with("relationship_type", kind)
        .with("source_ref", source)
        .with("target_ref", target);
    to.add(relationship)
}
