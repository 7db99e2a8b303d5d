//! Objects in one file.

use serde_json::{Value, json};

use super::object::Object;
use crate::ids::named;
use crate::json::sorted;

/// A bundle of objects. Its id follows from theirs and from when they were changed.
pub fn bundle(objects: &[Object]) -> Value {
    let said: Vec<Value> =
        objects.iter().map(|object| json!([object.id(), object.modified()])).collect();
    let id = format!("bundle--{}", named(&json!(["bundle", said])));
    let objects: Vec<Value> = objects.iter().cloned().map(Object::into_value).collect();
    // A bundle is no object: it has neither version nor marking (STIX 2.1, section 8).
    sorted(json!({"id": id, "objects": objects, "type": "bundle"}))
}
