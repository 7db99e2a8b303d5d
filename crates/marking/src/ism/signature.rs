//! What the rules can see of a printed marking, as bits.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Attribute;
use super::vocabulary::{controls, withdrawn};
use crate::packed::packed_half;
use crate::{AeaKind, Code, CodeList, Dissem, Fgi, Level, Marking, NatoControl, NonIc, Ownership};

/// The tokens that a marking holds, one bit each, and a few facts about its lists.
///
/// Compartments that agencies name themselves share the bit of their parent, since no rule tells
/// one from another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Signature(pub(super) u128);

/// Facts about lists that rules ask for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Flag {
    /// A code that was withdrawn stands in a list.
    Withdrawn,
    /// A list of REL TO is without the United States.
    ReleaseWithoutUsa,
    /// A list of REL TO is of the United States alone.
    ReleaseToUsaAlone,
    /// An owner of JOINT is not in the list of REL TO.
    OwnerLeftOut,
    /// JOINT has less than two owners.
    JointAlone,
    /// JOINT is without the United States.
    JointWithoutUsa,
}

impl Flag {
    pub(super) const fn bit(self) -> u128 {
        let at = match self {
            Self::Withdrawn => 0,
            Self::ReleaseWithoutUsa => 1,
            Self::ReleaseToUsaAlone => 2,
            Self::OwnerLeftOut => 3,
            Self::JointAlone => 4,
            Self::JointWithoutUsa => 5,
        };
        1 << (FLAGS + at)
    }
}

impl Signature {
    /// `None` where a marking holds what has no bit, so that the rules must be asked.
    pub(super) fn of(marking: &Marking) -> Option<Self> {
        if marking.seldom.cui.is_some() || marking.needs_banner() {
            return None;
        }
        let mut bits = level(marking.level) | owner(marking)? | aea(marking)?;
        marking.sci.each(&mut |system, compartment, sub| {
            bits |= sci(system, compartment, sub)?;
            Some(())
        })?;
        bits |= u128::from(marking.dissem.word()) << DISSEM;
        if marking.has(Dissem::OrconUsgov) {
            bits |= dissem(Dissem::Orcon);
        }
        bits |= u128::from(marking.non_ic.word()) << NON_IC;
        bits |= u128::from(marking.seldom.nato.word()) << NATO;
        if !marking.seldom.sap.is_empty() {
            bits |= 1 << (LISTS + 5);
        }
        if !marking.seldom.accm.is_empty() {
            bits |= 1 << (LISTS + 6);
        }
        Some(Self(bits | lists(marking)))
    }
}

/// Every token that has a bit, in the order of the bits. What stands for many is named by one.
pub(super) fn universe() -> Vec<(Attribute, String)> {
    use Attribute as A;
    let said = |of: A, token: &str| (of, token.to_owned());
    let mut all: Vec<(A, String)> =
        Level::ALL.iter().map(|level| said(A::Classification, level.portion())).collect();
    all.extend(OWNERS.map(|owner| said(A::OwnerProducer, owner)));
    all.push(said(A::Joint, "true"));
    all.extend(controls::SCI.iter().map(|token| said(A::SciControls, token)));
    all.extend(OPEN.map(|system| said(A::SciControls, &format!("{system}-ZZZ"))));
    all.extend(controls::SCI.iter().map(|token| said(A::SciControls, &format!("{token}-ZZZ"))));
    all.extend(OPEN.map(|system| said(A::SciControls, &format!("{system}-ZZZ-ZZZ"))));
    all.extend(AEA_TOKENS.map(|token| said(A::AtomicEnergyMarkings, token)));
    let dissem = Dissem::ALL.iter().map(|control| control.token());
    all.extend(dissem.chain(LISTED).map(|token| said(A::DisseminationControls, token)));
    all.extend(NonIc::ALL.iter().map(|control| said(A::NonIcMarkings, control.token())));
    let nato = NatoControl::ALL.iter().map(|control| format!("NATO-{}", control.name()));
    all.extend(nato.map(|token| (A::NonUsControls, token)));
    all.push(said(A::ReleasableTo, "USA"));
    all.push(said(A::DisplayOnlyTo, "DEU"));
    all.push(said(A::FgiSourceOpen, "DEU"));
    all.push(said(A::FgiSourceOpen, "NATO"));
    all.push(said(A::FgiSourceProtected, "FGI"));
    all.push(said(A::SarIdentifier, "SAR-ZZZ"));
    all.push(said(A::NonIcMarkings, "ACCM-ZZZ"));
    all
}

fn at<T: PartialEq, const N: usize>(all: [T; N], wanted: T) -> usize {
    all.into_iter().position(|one| one == wanted).unwrap_or(N)
}

fn level(level: Level) -> u128 {
    1 << at(Level::ALL, level)
}

fn dissem(control: Dissem) -> u128 {
    1 << (DISSEM + at(Dissem::ALL, control))
}

/// The owners and, with JOINT, what their list comes to.
fn owner(marking: &Marking) -> Option<u128> {
    let bit = |at: usize| 1_u128 << (OWNER + at);
    let of_code = |code: Code| match code {
        Code::USA => bit(0),
        Code::NATO => bit(2),
        _other => bit(4),
    };
    Some(match &marking.ownership {
        Ownership::UnitedStates => bit(0),
        Ownership::Concealed => bit(1) | (1 << (LISTS + 4)),
        Ownership::Nato(None) => bit(2),
        Ownership::Nato(Some(_)) => bit(3),
        Ownership::UnitedNations => return None,
        Ownership::Foreign(owners) => owners.iter().map(of_code).fold(0, |all, one| all | one),
        Ownership::Joint(owners) => {
            let mut bits = owners.iter().map(of_code).fold(1 << JOINT, |all, one| all | one);
            if owners.len() < 2 {
                bits |= Flag::JointAlone.bit();
            }
            if !owners.lists(Code::USA) {
                bits |= Flag::JointWithoutUsa.bit();
            }
            let listed = |code: Code| {
                marking.rel_to.list.lists(code) || marking.seldom.eyes.list.lists(code)
            };
            if !owners.iter().all(listed) {
                bits |= Flag::OwnerLeftOut.bit();
            }
            bits
        }
    })
}

fn aea(marking: &Marking) -> Option<u128> {
    let aea = &marking.seldom.aea;
    let bit = |at: usize| 1_u128 << (AEA + at);
    let mut bits = 0;
    for kind in aea.kinds() {
        bits |= match kind {
            AeaKind::Dcni => bit(0),
            AeaKind::Ucni => bit(1),
            AeaKind::Frd => bit(2),
            AeaKind::Rd => bit(4),
            AeaKind::Tfni => bit(7),
        };
    }
    if aea.cnwdi() {
        bits |= bit(5);
    }
    for number in aea.sigmas() {
        // The vocabulary has these four.
        if ![14, 15, 18, 20].contains(&number) {
            return None;
        }
        bits |= if aea.sigma_kind() == Some(AeaKind::Rd) { bit(6) } else { bit(3) };
    }
    Some(bits)
}

/// The bit of one system, compartment or sub-compartment.
fn sci(system: &str, compartment: Option<&str>, sub: Option<&str>) -> Option<u128> {
    let named = |name: &str| name.len() <= COMPARTMENT_CHARS_MAX;
    let open = || OPEN.iter().position(|known| *known == system);
    let of = |held: Option<&str>| PUBLISHED.get(&pair(system, held.unwrap_or_default())?).copied();
    Some(match (compartment, sub) {
        (None, _) => 1 << (SCI + of(None)?),
        (Some(held), None) => match of(Some(held)) {
            Some(published) => 1 << (SCI + published),
            None if named(held) => 1 << (OPENED + open()?),
            None => return None,
        },
        (Some(held), Some(sub)) if named(sub) => match of(Some(held)) {
            Some(published) => 1 << (SUBS + published),
            None => 1 << (SUBS_OPENED + open()?),
        },
        (Some(_), Some(_)) => return None,
    })
}

/// System and compartment as one number, which is found quicker; `None` for long ones.
fn pair(system: &str, compartment: &str) -> Option<(u64, u64)> {
    Some((packed_half(system)?, packed_half(compartment)?))
}

/// The place of each published token among all.
static PUBLISHED: LazyLock<FxHashMap<(u64, u64), usize>> = LazyLock::new(|| {
    let parts = controls::SCI.iter().map(|token| token.split_once('-').unwrap_or((token, "")));
    let placed = parts.enumerate();
    placed.filter_map(|(at, (system, held))| Some((pair(system, held)?, at))).collect()
});

fn lists(marking: &Marking) -> u128 {
    let mut bits = 0;
    let mut note = |list: &CodeList, bit: u128| {
        if !list.is_empty() {
            bits |= bit;
            if list.iter().any(|code| !code.is_country() && withdrawn(code.as_str()).is_some()) {
                bits |= Flag::Withdrawn.bit();
            }
        }
    };
    let bit = |at: usize| 1_u128 << (LISTS + at);
    let control = |at: usize| 1_u128 << (DISSEM + Dissem::ALL.len() + at);
    note(&marking.rel_to.list, bit(0) | control(0));
    note(&marking.seldom.eyes.list, bit(0) | control(1));
    note(&marking.seldom.display_to, bit(1) | control(2));
    match &marking.ownership {
        Ownership::Foreign(owners) | Ownership::Joint(owners) => note(owners, 0),
        Ownership::UnitedStates
        | Ownership::Nato(_)
        | Ownership::UnitedNations
        | Ownership::Concealed => {}
    }
    match &marking.fgi {
        Fgi::None => {}
        Fgi::Concealed => bits |= bit(4),
        Fgi::Acknowledged(sources) => {
            note(sources, 0);
            let named_nato = sources.lists(Code::NATO);
            bits |= if named_nato { bit(3) } else { 0 };
            bits |= if sources.len() > usize::from(named_nato) { bit(2) } else { 0 };
        }
    }
    let released = &marking.rel_to.list;
    if !released.is_empty() && !released.lists(Code::USA) {
        bits |= Flag::ReleaseWithoutUsa.bit();
    }
    if released.len() == 1 {
        bits |= Flag::ReleaseToUsaAlone.bit();
    }
    bits
}

const OWNERS: [&str; 5] = ["USA", "FGI", "NATO", "NATO:EAPC", "DEU"];
/// Systems whose compartments agencies name.
const OPEN: [&str; 3] = ["SI", "RSV", "KLM"];
const AEA_TOKENS: [&str; 8] =
    ["DCNI", "UCNI", "FRD", "FRD-SG-14", "RD", "RD-CNWDI", "RD-SG-14", "TFNI"];
/// Controls that carry a list.
const LISTED: [&str; 3] = ["REL", "EYES", "DISPLAYONLY"];
const COMPARTMENT_CHARS_MAX: usize = 6;

const OWNER: usize = Level::ALL.len();
const JOINT: usize = OWNER + OWNERS.len();
const SCI: usize = JOINT + 1;
const OPENED: usize = SCI + controls::SCI.len();
const SUBS: usize = OPENED + OPEN.len();
const SUBS_OPENED: usize = SUBS + controls::SCI.len();
const AEA: usize = SUBS_OPENED + OPEN.len();
const DISSEM: usize = AEA + AEA_TOKENS.len();
const NON_IC: usize = DISSEM + Dissem::ALL.len() + LISTED.len();
const NATO: usize = NON_IC + NonIc::ALL.len();
const LISTS: usize = NATO + NatoControl::ALL.len();
const FLAGS: usize = LISTS + 7;
