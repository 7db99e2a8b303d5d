//! STIX 2.1: a release as `report`, identities, locations, observables, relationships and markings.
//!
//! A whole report has one id over its versions; what is less is an object of its own, `derived-from` the
//! whole. Whoever and whatever a report names is an object of that report's alone, so that taking the
//! report back takes it back and nothing else. The originator's identity, markings and the definition
//! of our extension are the same in all reports and are never revoked; neither are observables, which
//! STIX gives no versions.

mod bundle;
mod extension;
mod identity;
mod location;
mod marks;
mod named;
mod object;
mod observable;
mod relationship;
mod report;
mod revoked;
mod writing;

use dissemination::{Naming, Released, Rendition};
use model::Community;

pub use bundle::bundle;
pub use named::{Named, given_earlier, named};
pub use object::Object;
pub use revoked::{left_out, revoked};

use crate::Stamp;
use crate::shown::{Shown, beside};
use writing::Writing;

/// The objects of a release, definitions first, in an order that follows from their ids.
///
/// Tear lines that go beside a whole are an object of their own, which may travel further.
pub fn objects(released: &Released, community: &Community, stamp: Stamp) -> Vec<Object> {
    written(released.rendition(), released.naming(), community, stamp)
}

fn written(
    rendition: &Rendition,
    naming: Naming,
    community: &Community,
    stamp: Stamp,
) -> Vec<Object> {
    let mut rendition = rendition.clone();
    let beside = beside(&rendition);
    if beside.is_some() {
        rendition.tearlines.clear();
    }
    let shown = Shown { rendition: &rendition, naming, community };
    let mut writing = Writing::new(shown, stamp);
    report::write(shown, &mut writing);
    if let Some(beside) = &beside {
        report::write(Shown { rendition: beside, ..shown }, &mut writing);
    }
    writing.into_objects()
}

/// The id of the `report` that a release becomes.
pub fn report_id(released: &Released) -> String {
    format!("report--{}", crate::object_uuid(released))
}
