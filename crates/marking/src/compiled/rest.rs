//! What the built-in register has no bit for.

use std::collections::BTreeSet;

use crate::{Code, CodeList, Control, Fgi, Marking, Ownership, sci};

/// Owners other than the United States, names that no register holds, and what a community's own
/// register adds. Never empty.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub(super) struct Rest {
    pub(super) owner: Ownership,
    names: BTreeSet<Unregistered>,
    opened: BTreeSet<Opened>,
}

/// A name that is not registered, with its ancestors in front.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
enum Unregistered {
    Sci(String),
    Sap(String),
    Accm(String),
    Control(Control),
    /// A foreign source by the community's own code.
    Source(Code),
}

/// Whom a marking opens to by the community's own codes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
enum Opened {
    Have(Code),
    See(Code),
}

impl Rest {
    pub(super) fn of(marking: &Marking) -> Option<Self> {
        let sci = marking.sci.tokens().into_iter();
        let sci = sci.filter(|token| sci::published(token).is_none()).map(Unregistered::Sci);
        let sap = marking.seldom.sap.tokens().into_iter().map(Unregistered::Sap);
        let accm = marking.accm().map(|name| Unregistered::Accm(name.to_owned()));
        let own = marking.seldom.own.iter().copied().map(Unregistered::Control);
        let names = sci.chain(sap).chain(accm).chain(own).chain(sources(&marking.fgi)).collect();
        let opened = if marking.is_noforn() { BTreeSet::new() } else { opened(marking) };
        Self { owner: marking.ownership.clone(), names, opened }.present()
    }

    /// Whether one part covers another; `conceals` says whether its marking conceals its sources,
    /// which covers every source.
    pub(super) fn cover(held: Option<&Self>, needed: Option<&Self>, conceals: bool) -> bool {
        let has = |name: &Unregistered| {
            held.is_some_and(|held| held.names.contains(name)) || conceals && name.is_source()
        };
        let may = |open: &Opened| needed.is_some_and(|needed| needed.opened.contains(open));
        needed.is_none_or(|needed| {
            let owned = held.is_some_and(|held| held.owner == needed.owner);
            (needed.owner.is_us() || owned) && needed.names.iter().all(has)
        }) && held.is_none_or(|held| held.opened.iter().all(may))
    }

    /// Everything of both; `None` where nothing is of both owners. `conceals` says whether the
    /// result conceals its sources.
    pub(super) fn join(one: Self, other: &Self, conceals: bool) -> Option<Self> {
        let owner = match (one.owner.is_us(), other.owner.is_us()) {
            (_, true) => one.owner,
            (true, false) => other.owner.clone(),
            (false, false) => Some(one.owner).filter(|owner| *owner == other.owner)?,
        };
        let mut names: BTreeSet<_> = one.names.union(&other.names).cloned().collect();
        names.retain(|name| !(conceals && name.is_source()));
        let opened = one.opened.intersection(&other.opened).copied().collect();
        Some(Self { owner, names, opened })
    }

    /// What both have. Each pair says whether a marking conceals its sources.
    pub(super) fn meet(one: (&Self, bool), other: (&Self, bool)) -> Self {
        let ((one, conceals), (another, conceals_too)) = (one, other);
        let owner =
            if one.owner == another.owner { one.owner.clone() } else { Ownership::default() };
        let shared = |name: &&Unregistered, by: &Self, conceals: bool| {
            by.names.contains(*name) || conceals && name.is_source()
        };
        let names = one.names.iter().filter(|name| shared(name, another, conceals_too));
        let more = another.names.iter().filter(|name| shared(name, one, conceals));
        let names = names.chain(more).cloned().collect();
        let opened = one.opened.union(&another.opened).copied().collect();
        Self { owner, names, opened }
    }

    /// `None` when nothing is left.
    pub(super) fn present(self) -> Option<Self> {
        let empty = self.owner.is_us() && self.names.is_empty() && self.opened.is_empty();
        (!empty).then_some(self)
    }
}

impl Unregistered {
    fn is_source(&self) -> bool {
        match self {
            Self::Source(_) => true,
            Self::Sci(_) | Self::Sap(_) | Self::Accm(_) | Self::Control(_) => false,
        }
    }
}

fn sources(fgi: &Fgi) -> Vec<Unregistered> {
    match fgi {
        Fgi::None | Fgi::Concealed => Vec::new(),
        Fgi::Acknowledged(list) => own(list.iter()).map(Unregistered::Source).collect(),
    }
}

fn opened(marking: &Marking) -> BTreeSet<Opened> {
    let abroad = |list: &CodeList| own(list.iter().flat_map(Code::abroad)).collect::<Vec<_>>();
    let lists = [abroad(&marking.rel_to.list), abroad(&marking.seldom.eyes.list)];
    let have = lists.iter().flatten().flat_map(|code| [Opened::Have(*code), Opened::See(*code)]);
    let see = abroad(&marking.seldom.display_to).into_iter().map(Opened::See);
    have.chain(see).collect()
}

/// Those codes that have no bit.
fn own(codes: impl Iterator<Item = Code>) -> impl Iterator<Item = Code> {
    codes.filter(|code| code.number().is_none())
}
