//! The names of objects, before they are given and after.

use dissemination::Traced;
use model::{Community, Timestamp};
use serde_json::Value;

use super::object::Object;
use super::revoked::is_own;
use super::{marks, revoked, written};
use crate::Stamp;
use crate::earlier::rendition;

/// What an object is called, without what it says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Named {
    /// Its id, `report--...`.
    pub id: String,
    /// When it was changed, or made where it cannot change; an observable has neither.
    pub version: Option<Timestamp>,
    /// Whether it is the report's alone. Definitions, originators and observables are shared.
    pub is_own: bool,
}

/// The names of the [`super::objects`] of what would be released, in the same order.
pub fn named(traced: &Traced, community: &Community, stamp: Stamp) -> Vec<Named> {
    let written = written(rendition(traced), traced.naming(), community, stamp);
    written.iter().map(Named::of).collect()
}

/// What takes back that which was given of a report in some forms, but for what is named in `kept`.
///
/// It is the report's own objects, `revoked`, behind the originator and the markings in words that they
/// refer to. Nothing of what they said is in them. With each form comes when it went; of an object in
/// several the first counts.
pub fn given_earlier(
    forms: &[(Traced, Timestamp)],
    kept: &[Named],
    community: &Community,
    created: Timestamp,
) -> Vec<Object> {
    let (mut referred, mut gone): (Vec<Object>, Vec<Object>) = (Vec::new(), Vec::new());
    for (traced, gone_at) in forms {
        let rendition = rendition(traced);
        let earlier = written(rendition, traced.naming(), community, Stamp::new(created));
        let (words, rest): (Vec<_>, Vec<_>) = earlier.into_iter().partition(marks::is_in_words);
        for object in revoked(&rest, &rendition.id, *gone_at) {
            let is_known = |id: &str| gone.iter().any(|known| known.id() == id);
            if !is_known(object.id()) && !kept.iter().any(|kept| kept.id == object.id()) {
                gone.push(under(object, &words));
            }
        }
        referred.extend(rest.into_iter().filter(|object| object.kind() == "identity"));
        referred.extend(words);
    }
    // Whoever defined the markings is an identity, too.
    let is_referred = |object: &Object| {
        !gone.is_empty()
            && (object.kind() == "identity" || gone.iter().any(|of| of.refers_to(object.id())))
    };
    let mut all: Vec<Object> = Vec::new();
    for object in referred.into_iter().filter(|object| !is_own(object)) {
        if is_referred(&object) && !all.contains(&object) {
            all.push(object);
        }
    }
    all.extend(gone);
    all
}

/// An object under those of its markings that are given with it.
fn under(object: Object, given: &[Object]) -> Object {
    let marks = object.property("object_marking_refs").and_then(Value::as_array).cloned();
    let is_given = |mark: &Value| given.iter().any(|of| Some(of.id()) == mark.as_str());
    let marks: Vec<Value> = marks.unwrap_or_default().into_iter().filter(is_given).collect();
    object.with("object_marking_refs", marks)
}

impl Named {
    /// Of an object.
    pub fn of(object: &Object) -> Self {
        let time = object.modified().or_else(|| object.created());
        let version = time.and_then(|text| Timestamp::parse(text).ok());
        Self { id: object.id().to_owned(), version, is_own: is_own(object) }
    }
}
