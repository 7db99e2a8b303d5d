//! What was given earlier, to be taken back: its ids, and nothing that it said.

use dissemination::{Rendition, Traced};
use model::Community;
use uuid::Uuid;

use crate::ids::of_form;
use crate::shown::Shown;

/// The id of what was or would be given: that of its STIX `report`, MISP event and Atom entry.
pub fn traced_uuid(traced: &Traced) -> Uuid {
    let rendition = rendition(traced);
    of_form(Shown::form_of(rendition.outcome, traced.naming()), rendition)
}

/// As what is given is shown. Whatever is made from it must keep the ids alone.
pub(crate) fn shown<'a>(traced: &'a Traced, community: &'a Community) -> Shown<'a> {
    Shown { rendition: rendition(traced), naming: traced.naming(), community }
}

pub(crate) fn rendition(traced: &Traced) -> &Rendition {
    traced.rendition_for_ids()
}
