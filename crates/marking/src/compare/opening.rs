//! To whom abroad a marking opens what it stands on.

use std::collections::BTreeSet;

use crate::{Code, CodeList, Dissem, Marking};

/// Those abroad who may have it, those who may at least see it, and whether an official may open it
/// further.
#[derive(Debug, Default)]
pub(super) struct Opening {
    have: BTreeSet<Abroad>,
    see: BTreeSet<Abroad>,
    by_official: bool,
}

/// Somebody abroad.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Abroad {
    /// A country, or an organisation whose members are not public.
    Code(Code),
    /// Whoever the banner's REL TO names.
    BannersRel,
    /// Whoever the banner's EYES ONLY names.
    BannersEyes,
}

impl Opening {
    pub(super) fn of(marking: &Marking) -> Self {
        if marking.is_noforn() {
            return Self::default();
        }
        let mut have = abroad(&marking.rel_to.list);
        have.extend(abroad(&marking.seldom.eyes.list));
        have.extend(marking.rel_to.as_banner.then_some(Abroad::BannersRel));
        have.extend(marking.seldom.eyes.as_banner.then_some(Abroad::BannersEyes));
        let mut see = abroad(&marking.seldom.display_to);
        see.extend(&have);
        Self { have, see, by_official: marking.has(Dissem::Relido) }
    }

    /// Whether it opens nothing that another does not.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.have.is_subset(&other.have)
            && self.see.is_subset(&other.see)
            && (other.by_official || !self.by_official)
    }

    /// What both open.
    pub(super) fn common(&self, other: &Self) -> Self {
        Self {
            have: self.have.intersection(&other.have).copied().collect(),
            see: self.see.intersection(&other.see).copied().collect(),
            by_official: self.by_official && other.by_official,
        }
    }

    /// What either opens.
    pub(super) fn together(mut self, other: Self) -> Self {
        self.have.extend(other.have);
        self.see.extend(other.see);
        self.by_official |= other.by_official;
        self
    }

    /// Whether it takes a banner to know.
    pub(super) fn is_the_banners(&self) -> bool {
        self.have.contains(&Abroad::BannersRel) || self.have.contains(&Abroad::BannersEyes)
    }

    /// Writes it into a marking, with organisations that were listed before wherever they are open
    /// as a whole.
    pub(super) fn write(self, marking: &mut Marking, listed: &BTreeSet<Code>) {
        if !self.have.is_empty() {
            let codes = printed(&self.have, listed);
            marking.rel_to.list = codes.into_iter().chain([Code::USA]).collect();
        }
        let seen: BTreeSet<Abroad> = self.see.difference(&self.have).copied().collect();
        if !seen.is_empty() {
            marking.seldom.write().display_to = printed(&seen, listed).into_iter().collect();
        }
        if self.by_official {
            marking.dissem.insert(Dissem::Relido);
        }
    }
}

fn abroad(list: &CodeList) -> BTreeSet<Abroad> {
    list.iter().flat_map(Code::abroad).map(Abroad::Code).collect()
}

fn printed(open: &BTreeSet<Abroad>, listed: &BTreeSet<Code>) -> Vec<Code> {
    let whole = |code: &&Code| {
        let members = code.abroad();
        !code.is_country()
            && !members.is_empty()
            && members.iter().all(|member| open.contains(&Abroad::Code(*member)))
    };
    let mut codes: Vec<Code> = listed.iter().filter(whole).copied().collect();
    let within: BTreeSet<Code> = codes.iter().flat_map(|code| code.abroad()).collect();
    let apart = open.iter().filter_map(|one| match one {
        Abroad::Code(code) => (!within.contains(code)).then_some(*code),
        Abroad::BannersRel | Abroad::BannersEyes => None,
    });
    codes.extend(apart);
    codes
}
