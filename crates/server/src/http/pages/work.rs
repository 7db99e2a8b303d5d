//! How text of the work stands on pages: UNCLASSIFIED only where it is typed, and marked where it is shown.

use marking::{Marking, rollup};
use maud::{Markup, html};

use super::frame::Frame;
use super::highest::highest;
use crate::work_text::marks;

/// The label of a field for such text.
pub(super) fn unmarked(label: &str) -> Markup {
    html! { (label) " " span.only { "UNCLASSIFIED only" } }
}

/// The banner of a page of such text: UNCLASSIFIED, but for marks that came with it some other way. One that
/// cannot be read may say the most that the viewer may hold.
pub(super) fn banner<'t>(frame: &Frame<'_>, texts: impl Iterator<Item = &'t str>) -> Marking {
    let register = &frame.site.house.community().register;
    let carried = texts.flat_map(|text| marks(text, register));
    let read = carried.map(|mark| mark.read.unwrap_or_else(|| highest(frame.recipient, register)));
    let all: Vec<Marking> = read.collect();
    rollup(all.iter()).banner
}
