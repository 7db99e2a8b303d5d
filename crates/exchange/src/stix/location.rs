//! Places.

use model::Place;
use serde_json::json;
use uuid::Uuid;

use super::object::Object;
use super::writing::Writing;
use crate::country::two_letters;
use crate::ids::named;
use crate::shown::Shown;

/// A place of a report, where STIX can say where it is; gives its id.
pub(super) fn write(
    shown: Shown<'_>,
    report: Uuid,
    place: &Place,
    to: &mut Writing,
) -> Option<String> {
    let Place { name, country, position: _ } = place;
    let (letters, position) = (letters(place), position(place));
    if letters.is_none() && position.is_none() {
        return None;
    }
    let uuid = named(&json!(["location", report.to_string(), name, country, position]));
    let location: Object = to
        .versioned("location", uuid, &shown.rendition.banner)
        .with("name", name.as_str())
        .with_some("country", letters)
        .with_some("latitude", position.map(|at| at.0))
        .with_some("longitude", position.map(|at| at.1));
    Some(to.add(location))
}

/// Whether a `location` says all that is known of a place.
pub(super) fn says_all(place: &Place) -> bool {
    let said = letters(place).is_some() || position(place).is_some();
    said && letters(place).is_some() == place.country.is_some()
}

fn letters(place: &Place) -> Option<&'static str> {
    place.country.as_deref().and_then(two_letters)
}

fn position(place: &Place) -> Option<(f64, f64)> {
    place.position.filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0)
}
