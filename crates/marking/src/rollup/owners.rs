//! Whose banner it is, and which foreign sources it names.

use super::Rollup;
use crate::{CodeList, Fgi, Level, Marking, Ownership};

/// Portions of one ownership keep it. Anything mixed is a document of the United States with the
/// foreign owners as sources; JOINT is not carried up (register p56-58, p124; [`Fgi`]).
pub(super) fn settle<'m>(up: &mut Rollup, portions: impl Iterator<Item = &'m Marking> + Clone) {
    let unlisted = |portion: &&Marking| portion.ownership.is_joint_without_list();
    let joint = |owner: &Ownership| matches!(owner, Ownership::Joint(_));
    // JOINT without a list shares the owners of a JOINT portion that has one.
    let left = portions.clone().any(|portion| unlisted(&portion));
    let mut said = portions.clone().filter(|p| !unlisted(p)).map(|portion| &portion.ownership);
    if left && !said.clone().any(joint) {
        up.banner.ownership = Ownership::Joint(CodeList::default());
        up.notes.push("no portion writes out the owners that JOINT leaves to the banner".into());
        return;
    }
    let Some(first) = said.next() else { return };
    if said.all(|owner| owner == first) {
        up.banner.ownership = first.clone();
        return;
    }
    if up.banner.level == Level::Restricted {
        up.banner.level = Level::Confidential;
        up.notes.push("CONFIDENTIAL: the United States have no RESTRICTED".to_owned());
    }
    for portion in portions.filter(|portion| !portion.ownership.is_us()) {
        let named = portion.ownership.foreign_owners();
        let source = match &portion.ownership {
            Ownership::Concealed | Ownership::UnitedNations => Fgi::Concealed,
            Ownership::UnitedStates
            | Ownership::Nato(_)
            | Ownership::Foreign(_)
            | Ownership::Joint(_)
                if named.is_empty() =>
            {
                Fgi::None
            }
            Ownership::UnitedStates
            | Ownership::Nato(_)
            | Ownership::Foreign(_)
            | Ownership::Joint(_) => Fgi::Acknowledged(named),
        };
        up.banner.fgi.add(&source);
    }
    up.notes.push(match up.banner.fgi {
        Fgi::Concealed => "FGI without a list: a portion's source is concealed".to_owned(),
        Fgi::None | Fgi::Acknowledged(_) => {
            "FGI names the foreign owners of portions in a document of the United States".to_owned()
        }
    });
}
