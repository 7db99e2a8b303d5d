//! The banner of what a search shows: of all that it counts, not of the hits on one page alone.

use index::FacetField;
use marking::{Marking, Register, rollup};

use super::super::frame::Frame;
use super::super::highest::highest;
use crate::Found;

/// The banner of an answer. Values of fields, months and the number of hits come from everything that
/// matches; `seen` are the banners of what else is shown words of.
pub(super) fn of_found(frame: &Frame<'_>, found: &Found, seen: &[String]) -> Marking {
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

/// Nothing where one does not read: the register of its time may have had more.
fn rolled<'b>(banners: impl Iterator<Item = &'b String>, register: &Register) -> Option<Marking> {
    let read = banners.map(|banner| Marking::parse_by(banner, register).ok());
    let read = read.map(|read| read.map(|read| read.marking));
    let all: Vec<Marking> = read.collect::<Option<_>>()?;
    Some(rollup(all.iter()).banner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banners_roll_up_and_one_that_does_not_read_is_told() {
        let rolled = |banners: &[&str]| {
            let banners: Vec<String> = banners.iter().map(|banner| (*banner).to_owned()).collect();
            rolled(banners.iter(), &Register::default()).map(|banner| banner.banner())
        };
        assert_eq!(rolled(&[]).as_deref(), Some("UNCLASSIFIED"));
        let all = rolled(&["SECRET//REL TO USA, GBR", "UNCLASSIFIED", "TOP SECRET//SI//NOFORN"]);
        assert_eq!(all.as_deref(), Some("TOP SECRET//SI//NOFORN"));
        assert_eq!(rolled(&["SECRET", "SECRETT"]), None);
    }
}
