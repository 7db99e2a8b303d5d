//! The most that somebody may hold: how a page is marked of which nothing is known for certain.

use marking::{Marking, Register, rollup};
use model::Recipient;

/// Clearance with the SCI that they are read in to.
pub(super) fn highest(recipient: &Recipient, register: &Register) -> Marking {
    let level = recipient.clearance.banner();
    let read = |text: &str| Marking::parse_by(text, register).ok().map(|read| read.marking);
    let accesses = recipient.accesses.iter().filter_map(|access| read(&sci(level, access)));
    let accesses = accesses.filter(|marking| !marking.sci().is_empty());
    let all: Vec<Marking> = accesses.chain(read(level)).collect();
    rollup(all.iter()).banner
}

/// An access is written with hyphens throughout, and a sub-compartment in a banner behind a space.
fn sci(level: &str, access: &str) -> String {
    let mut names = access.splitn(3, '-');
    let block = [names.next().unwrap_or_default(), names.next().unwrap_or_default()].join("-");
    let block = block.trim_end_matches('-');
    match names.next() {
        Some(sub) => format!("{level}//{block} {sub}"),
        None => format!("{level}//{block}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_that_somebody_may_hold_is_their_clearance_with_the_sci_that_they_are_read_in_to() {
        let path = std::path::Path::new("community.toml");
        let community = crate::read_community(crate::CENTER_COMMUNITY, path).unwrap();
        let shown = |id: &str, accesses: &[&str]| {
            let id = model::RecipientId::new(id).unwrap();
            let mut recipient = community.recipients[&id].clone();
            recipient.accesses.extend(accesses.iter().map(|access| (*access).to_owned()));
            highest(&recipient, &community.register).banner()
        };
        assert_eq!(shown("delacroix", &[]), "UNCLASSIFIED");
        assert_eq!(shown("castellanos", &["Q", "NATO-S"]), "SECRET");
        assert_eq!(shown("nakagawa", &[]), "TOP SECRET//SI/TK");
        assert_eq!(shown("nakagawa", &["SI-G", "SI-G-ABCD"]), "TOP SECRET//SI-G ABCD/TK");
    }
}
