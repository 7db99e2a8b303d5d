//! A marking in the tokens of ODNI's attributes.

use std::collections::BTreeSet;

use cedar_policy::RestrictedExpression;
use marking::{Attribute, Attributes, Code, CodeList, Marking, Ownership};

use super::asker::rank;
use super::words::{flag, set, text};

/// Tokens.
pub type Tokens = BTreeSet<String>;

/// What the policies ask of a marking.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tokened {
    /// `SCIcontrols`.
    pub sci: Tokens,
    /// `SARIdentifier`.
    pub sap: Tokens,
    /// The kinds of `atomicEnergyMarkings`.
    pub aea: Tokens,
    /// The read-ins that it asks for.
    pub aea_read_ins: Tokens,
    /// `nonUSControls`.
    pub nato_controls: Tokens,
    /// `disseminationControls`.
    pub dissem: Tokens,
    /// `nonICmarkings` but ACCM.
    pub non_ic: Tokens,
    /// ACCM of `nonICmarkings`.
    pub accm: Tokens,
}

impl Tokened {
    /// The tokens of a marking. A printed ORCON-USGOV is that alone, where ODNI writes a pair.
    pub fn of(marking: &Marking) -> Self {
        let lists = [
            ("REL", marking.rel_to()),
            ("EYES", marking.eyes_only()),
            ("DISPLAYONLY", marking.display_only()),
        ];
        let lists = lists.iter().filter(|(_, list)| !list.is_empty()).map(|(token, _)| *token);
        let dissem = marking.dissem().map(|control| control.forms().2).chain(lists);
        let cui = marking.cui().into_iter().flat_map(|cui| cui.controls());
        let aea = marking.aea();
        let sigmas = aea.sigmas().map(|number| format!("SIGMA-{number}"));
        let joined = |name: &str| name.replace(' ', "_");
        Self {
            sci: marking.sci().tokens().into_iter().collect(),
            sap: marking.sap().tokens().iter().map(|token| joined(token)).collect(),
            aea: aea.kinds().map(|kind| kind.forms().2.to_owned()).collect(),
            aea_read_ins: aea
                .cnwdi()
                .then(|| "CNWDI".to_owned())
                .into_iter()
                .chain(sigmas)
                .collect(),
            nato_controls: marking
                .nato_controls()
                .map(|control| format!("NATO-{}", control.name()))
                .collect(),
            dissem: dissem.chain(cui.map(|control| control.token())).map(str::to_owned).collect(),
            non_ic: marking.non_ic().map(|control| control.forms().2.to_owned()).collect(),
            accm: marking.accm().map(|name| format!("ACCM-{}", joined(name))).collect(),
        }
    }

    /// The same read from ODNI's attributes.
    pub fn of_attributes(attributes: &Attributes) -> Self {
        let tokens = |of: Attribute| attributes.tokens(of).map(str::to_owned).collect::<Tokens>();
        let mut dissem = tokens(Attribute::DisseminationControls);
        if dissem.contains("OC-USGOV") {
            dissem.remove("OC");
        }
        let (accm, non_ic) = tokens(Attribute::NonIcMarkings)
            .into_iter()
            .partition(|token| token.starts_with("ACCM-"));
        let atomic = tokens(Attribute::AtomicEnergyMarkings);
        let read_ins = atomic.iter().filter_map(|token| token.split_once('-'));
        Self {
            sci: tokens(Attribute::SciControls),
            sap: tokens(Attribute::SarIdentifier),
            aea: atomic.iter().filter(|token| !token.contains('-')).cloned().collect(),
            aea_read_ins: read_ins.map(|(_, token)| token.replace("SG-", "SIGMA-")).collect(),
            nato_controls: tokens(Attribute::NonUsControls),
            dissem,
            non_ic,
            accm,
        }
    }
}

/// The attributes of a part that its marking gives.
pub(super) fn attributes(marking: &Marking) -> Vec<(&'static str, RestrictedExpression)> {
    let Tokened { sci, sap, aea, aea_read_ins, nato_controls, dissem, non_ic, accm } =
        Tokened::of(marking);
    let (owner, joint_owners) = owner(marking);
    let of_nato = marking.ownership().is_nato()
        || marking.ownership().foreign_owners().lists(Code::NATO)
        || marking.fgi().names_nato();
    // Every tetragraph is expanded, whether roll-up may or not.
    let countries = |lists: &[&CodeList]| {
        let all: BTreeSet<Code> =
            lists.iter().flat_map(|list| list.iter()).flat_map(Code::countries).collect();
        set(all.into_iter().map(Code::as_str))
    };
    let (rel, eyes, display) = (marking.rel_to(), marking.eyes_only(), marking.display_only());
    vec![
        ("level", rank(marking.level())),
        ("owner", text(owner)),
        ("joint_owners", countries(&[&joint_owners])),
        ("of_nato", flag(of_nato)),
        ("lacks_a_list", flag(marking.needs_banner())),
        ("sci", set(sci)),
        ("sap", set(sap)),
        ("aea", set(aea)),
        ("aea_read_ins", set(aea_read_ins)),
        ("nato_controls", set(nato_controls)),
        ("dissem", set(dissem)),
        ("non_ic", set(non_ic)),
        ("accm", set(accm)),
        ("is_cui", flag(marking.cui().is_some())),
        ("rel_to", countries(&[rel])),
        ("eyes_only", countries(&[eyes])),
        ("display_to", countries(&[display, rel, eyes])),
        ("own_controls", set(marking.own_controls().map(|control| control.banner()))),
        (
            "own_closes_abroad",
            flag(marking.own_controls().any(|control| control.terms().closes_abroad)),
        ),
    ]
}

fn owner(marking: &Marking) -> (&'static str, CodeList) {
    match marking.ownership() {
        Ownership::UnitedStates => ("us", CodeList::default()),
        Ownership::Nato(_) => ("nato", CodeList::default()),
        Ownership::UnitedNations => ("un", CodeList::default()),
        Ownership::Foreign(_) => ("foreign", CodeList::default()),
        Ownership::Concealed => ("concealed", CodeList::default()),
        Ownership::Joint(owners) => ("joint", owners.clone()),
    }
}
