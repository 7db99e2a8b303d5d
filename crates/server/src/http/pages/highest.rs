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

/// What banners roll up to, as they are written; nothing where one does not read: the register of its time
/// may have had more.
pub(super) fn rolled<'b>(
    banners: impl Iterator<Item = &'b String>,
    register: &Register,
) -> Option<Marking> {
    let read = banners.map(|banner| Marking::parse_by(banner, register).ok());
    let read = read.map(|read| read.map(|read| read.marking));
    let all: Vec<Marking> = read.collect::<Option<_>>()?;
    Some(rollup(all.iter()).banner)
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
