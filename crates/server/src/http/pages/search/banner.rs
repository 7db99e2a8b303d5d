//! The banner of what a search shows: of all that it counts, not of the hits on one page alone.

use index::FacetField;
use marking::{Marking, rollup};

use super::super::frame::Frame;
use super::super::highest::{highest, rolled};
use crate::Found;

/// The banner of an answer. Values of fields, months and the number of hits come from everything that
/// matches; `seen` are the banners of what else is shown words of.
pub(in super::super) fn of_found(frame: &Frame<'_>, found: &Found, seen: &[String]) -> Marking {
    let hits = found.reports.iter().map(|report| &report.released.rendition().banner);
    let markings = found.facets.iter().filter(|facet| facet.field == FacetField::Marking);
    let counted = markings.flat_map(|facet| facet.counts.iter().map(|(banner, _)| banner));
    let named = of_all(frame, counted.chain(seen));
    rollup(hits.chain([&named])).banner
}

/// What banners roll up to.
pub(super) fn of_all<'b>(frame: &Frame<'_>, banners: impl Iterator<Item = &'b String>) -> Marking {
    let register = &frame.site.house.community().register;
    rolled(banners, register).unwrap_or_else(|| highest(frame.recipient, register))
}
