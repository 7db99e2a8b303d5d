//! Which bit stands for what.
//!
//! A greater thing has the bits of the lesser ones that it implies, so that dominance is nothing but
//! a superset: TOP SECRET has SECRET's bit, a concealed foreign source has every country's.

use super::bits::Bits;
use crate::cui::CuiCategory;
use crate::sci;
use crate::{AeaKind, Code, CodeList, CuiControl, Dissem, Fgi, Level, Marking, NatoControl, NonIc};

type Required = Bits<{ words(REQUIRED) }>;
type Opened = Bits<{ words(OPENED) }>;

/// How many words hold so many bits.
pub(super) const fn words(bits: usize) -> usize {
    bits.div_ceil(64)
}

/// The bits for what a marking requires.
pub(super) fn required(marking: &Marking) -> Required {
    let mut bits = Bits::default();
    for level in Level::ALL {
        if level.is_classified() && level <= marking.level {
            bits.insert(LEVEL + level as usize);
        }
    }
    marking.seldom.nato.iter().for_each(|control| bits.insert(NATO + control as usize));
    for token in marking.sci.tokens() {
        sci::published(&token).into_iter().for_each(|number| bits.insert(SCI + number));
    }
    if marking.seldom.sap.is_multiple() {
        bits.insert(SAP_MULTIPLE);
    }
    require_aea(marking, &mut bits);
    require_fgi(marking, &mut bits);
    if let Some(cui) = &marking.seldom.cui {
        bits.insert(CUI);
        cui.controls().for_each(|control| bits.insert(CUI_CONTROL + control as usize));
        let numbers = cui.categories().filter_map(CuiCategory::number);
        numbers.for_each(|number| bits.insert(CUI_CATEGORY + number));
    }
    marking.dissem.iter().for_each(|control| require_ic(control, &mut bits));
    marking.non_ic.iter().for_each(|control| require_non_ic(control, &mut bits));
    bits
}

/// The bits for whom a marking opens abroad.
pub(super) fn opened(marking: &Marking) -> Opened {
    let mut bits = Bits::default();
    if marking.is_noforn() {
        return bits;
    }
    for audience in [&marking.rel_to, &marking.seldom.eyes] {
        open(&audience.list, &[HAVE, SEE], &mut bits);
    }
    open(&marking.seldom.display_to, &[SEE], &mut bits);
    let others = [
        (RELIDO, marking.has(Dissem::Relido)),
        (BANNERS_REL, marking.rel_to.as_banner),
        (BANNERS_EYES, marking.seldom.eyes.as_banner),
    ];
    others.into_iter().filter(|(_, is)| *is).for_each(|(bit, _)| bits.insert(bit));
    bits
}

/// Whether a level is the one that is required, and no higher.
pub(super) fn is_at(bits: &Required, level: Level) -> bool {
    let highest = Level::ALL.into_iter().rev().find(|of| bits.contains(LEVEL + *of as usize));
    highest == Some(level)
}

/// Whether a foreign source is concealed.
pub(super) fn conceals(bits: &Required) -> bool {
    bits.contains(FGI_CONCEALED)
}

/// Takes every level away.
pub(super) fn declassify(bits: &mut Required) {
    Level::ALL.into_iter().for_each(|level| bits.remove(LEVEL + level as usize));
}

/// Whether it takes the banner to know who is meant.
pub(super) fn is_the_banners(bits: &Opened) -> bool {
    bits.contains(BANNERS_REL) || bits.contains(BANNERS_EYES)
}

fn require_aea(marking: &Marking, bits: &mut Required) {
    let held: Vec<AeaKind> = marking.seldom.aea.kinds().collect();
    for kind in AeaKind::ALL {
        let implied = |held: &AeaKind| !kind.is_unclassified() && *held > kind;
        if held.iter().any(|held| *held == kind || implied(held)) {
            bits.insert(AEA + kind as usize);
        }
    }
    if marking.seldom.aea.cnwdi() {
        bits.insert(CNWDI);
    }
    marking.seldom.aea.sigmas().for_each(|sigma| bits.insert(SIGMA + usize::from(sigma)));
}

fn require_fgi(marking: &Marking, bits: &mut Required) {
    match &marking.fgi {
        Fgi::None => {}
        Fgi::Acknowledged(list) => {
            list.iter().filter_map(Code::number).for_each(|number| bits.insert(FGI + number));
        }
        Fgi::Concealed => (FGI..=FGI_CONCEALED).for_each(|bit| bits.insert(bit)),
    }
}

fn require_ic(control: Dissem, bits: &mut Required) {
    match control {
        // It opens, and requires nothing.
        Dissem::Relido => return,
        Dissem::Orcon => bits.insert(DISSEM + Dissem::OrconUsgov as usize),
        Dissem::Rsen
        | Dissem::Fouo
        | Dissem::OrconUsgov
        | Dissem::Imcon
        | Dissem::Noforn
        | Dissem::Propin
        | Dissem::Dsen
        | Dissem::RawFisa
        | Dissem::Fisa
        | Dissem::ExemptFromDiscovery
        | Dissem::Waived => {}
    }
    bits.insert(DISSEM + control as usize);
}

fn require_non_ic(control: NonIc, bits: &mut Required) {
    let (plain, with) = match control {
        NonIc::SbuNoforn => (NonIc::Sbu, Some(DISSEM + Dissem::Noforn as usize)),
        NonIc::LesNoforn => (NonIc::Les, Some(DISSEM + Dissem::Noforn as usize)),
        NonIc::Nodis => (NonIc::Nodis, Some(NON_IC + NonIc::Exdis as usize)),
        NonIc::Limdis | NonIc::Exdis | NonIc::Sbu | NonIc::Les | NonIc::Ssi | NonIc::Nnpi => {
            (control, None)
        }
    };
    bits.insert(NON_IC + plain as usize);
    with.into_iter().for_each(|bit| bits.insert(bit));
}

fn open(list: &CodeList, parts: &[usize], bits: &mut Opened) {
    for number in list.iter().flat_map(Code::abroad).filter_map(Code::number) {
        parts.iter().for_each(|part| bits.insert(part + number));
    }
}

// Each part begins where the one before it ends.
const LEVEL: usize = 0;
const NATO: usize = LEVEL + Level::ALL.len();
const AEA: usize = NATO + NatoControl::ALL.len();
const CNWDI: usize = AEA + AeaKind::ALL.len();
const DISSEM: usize = CNWDI + 1;
const NON_IC: usize = DISSEM + Dissem::ALL.len();
const SAP_MULTIPLE: usize = NON_IC + NonIc::ALL.len();
const CUI: usize = SAP_MULTIPLE + 1;
const CUI_CONTROL: usize = CUI + 1;
const SCI: usize = CUI_CONTROL + CuiControl::ALL.len();
const SIGMA: usize = SCI + sci::PUBLISHED;
const CUI_CATEGORY: usize = SIGMA + SIGMAS;
const FGI: usize = CUI_CATEGORY + CuiCategory::COUNT;
const FGI_CONCEALED: usize = FGI + Code::COUNT;

/// SIGMA numbers are below this.
const SIGMAS: usize = 100;

/// How many bits a requirement takes.
pub(super) const REQUIRED: usize = FGI_CONCEALED + 1;

const RELIDO: usize = 0;
const BANNERS_REL: usize = RELIDO + 1;
const BANNERS_EYES: usize = BANNERS_REL + 1;
const HAVE: usize = BANNERS_EYES + 1;
const SEE: usize = HAVE + Code::COUNT;

/// How many bits an opening takes.
pub(super) const OPENED: usize = SEE + Code::COUNT;
