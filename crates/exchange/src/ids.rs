//! Ids that follow from what they stand for.

use dissemination::{Released, Rendition};
use model::{AgencyId, Portion, Serial};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::shown::Shown;

/// The id of a report as a whole, the same over its versions.
pub fn whole_uuid(originator: &AgencyId, serial: &Serial) -> Uuid {
    named(&json!(["report", originator.as_str(), serial.as_str()]))
}

/// The id of what is released of a report.
///
/// The whole has its own. What is less than the whole (permitted portions, a tear line, a pointer, the
/// whole with US persons masked) has one that follows from the texts and marks that are shown, and
/// from nothing else: two that show the same have the same.
pub fn object_uuid(released: &Released) -> Uuid {
    let rendition = released.rendition();
    of_form(Shown::form_of(rendition.outcome, released.naming()), rendition)
}

/// The id of a rendition in a form.
pub(crate) fn of_form(form: &str, rendition: &Rendition) -> Uuid {
    let id = &rendition.id;
    if form == WHOLE {
        return whole_uuid(&id.originator, &id.serial);
    }
    let said = |portion: &Portion| json!([portion.marking.portion(), portion.text]);
    let title: Value = rendition.title.as_ref().map_or(Value::Null, said);
    let Rendition { portions, tearlines, pointer, .. } = rendition;
    // Beside a whole, tear lines are objects of their own and no part of what it is.
    let tearlines = tearlines.iter().filter(|_| rendition.outcome != WHOLE);
    let body: Vec<Value> = portions.iter().chain(tearlines).chain(pointer).map(said).collect();
    named(&json!([form, id.originator.as_str(), id.serial.as_str(), title, body]))
}

/// The id of whatever an array says.
pub(crate) fn named(said: &Value) -> Uuid {
    Uuid::new_v5(&NAMESPACE, said.to_string().as_bytes())
}

/// What [`Rendition::outcome`] calls a whole report.
pub(crate) const WHOLE: &str = "release";

/// Drawn once at random; changing it changes the id of every object that was ever handed out.
const NAMESPACE: Uuid = uuid::uuid!("7b7f5ac6-7fb7-4e0b-ad31-50f22463b09c");
