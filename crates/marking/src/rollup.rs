//! Roll-up: the banner that portions require (register D.2 and the pages of each marking).

mod disclosure;
mod document;
mod own;
mod owners;
mod seldom;

use crate::{Dissem, Marking, NonIc};

pub use document::{CompilationError, Part, Whole, rollup_document};

/// The banner that portions require, with a note for each step that a reader may ask about.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Rollup {
    /// The required banner.
    pub banner: Marking,
    /// Why: one sentence for each marking that rose, fell away or gave way.
    pub notes: Vec<String>,
}

/// Rolls portions up. No portions give UNCLASSIFIED. Idempotent, commutative, and never weaker
/// for one more portion.
///
/// ```
/// use marking::{Marking, rollup};
/// let portions = ["U", "S//REL TO USA, GBR", "S//NF", "U//FOUO"]
///     .map(|mark| Marking::parse(mark).unwrap().marking);
/// assert_eq!(rollup(portions.iter()).banner.banner(), "SECRET//NOFORN");
/// ```
pub fn rollup<'m>(portions: impl Iterator<Item = &'m Marking> + Clone) -> Rollup {
    let mut up = Rollup::default();
    for portion in portions.clone() {
        up.banner.level = up.banner.level.max(portion.level);
        up.banner.sci.add(&portion.sci);
        up.banner.fgi.add(&portion.fgi);
        up.banner.dissem.add(portion.dissem);
        up.banner.non_ic.add(portion.non_ic);
        up.banner.seldom.add(&portion.seldom);
    }
    up.banner.seldom.settle();
    owners::settle(&mut up, portions.clone());
    settle_orcon(&mut up, portions.clone());
    disclosure::settle(&mut up, portions);
    split_noforn_forms(&mut up.banner);
    settle_unclassified_controls(&mut up);
    own::settle(&mut up);
    split_noforn_forms(&mut up.banner);
    up
}

/// ORCON-USGOV stands only where every originator controlled portion has it (ISM-ID-00303).
fn settle_orcon<'m>(up: &mut Rollup, portions: impl Iterator<Item = &'m Marking>) {
    let controlled: Vec<_> = portions
        .filter(|portion| portion.has(Dissem::Orcon) || portion.has(Dissem::OrconUsgov))
        .collect();
    if controlled.iter().any(|portion| portion.has(Dissem::Orcon))
        && up.banner.dissem.remove(Dissem::OrconUsgov)
    {
        up.notes.push("ORCON governs: not every controlled portion is ORCON-USGOV".to_owned());
    }
}

/// Beside NOFORN the NOFORN forms of SBU and LES are the plain ones (ISM-ID-00372).
fn split_noforn_forms(banner: &mut Marking) {
    if !banner.has(Dissem::Noforn) {
        return;
    }
    for (form, plain) in [(NonIc::SbuNoforn, NonIc::Sbu), (NonIc::LesNoforn, NonIc::Les)] {
        if banner.non_ic.remove(form) {
            banner.non_ic.insert(plain);
        }
    }
}

/// FOUO, SBU and LIMDIS have no place in a classified banner; NODIS beats EXDIS beats SBU; FOUO
/// gives way to any control but foreign disclosure (register p134, p176-179; ISM-ID-00066).
fn settle_unclassified_controls(up: &mut Rollup) {
    let banner = &mut up.banner;
    let mut dropped = Vec::new();
    if banner.level.is_classified() {
        if banner.dissem.remove(Dissem::Fouo) {
            dropped.push("FOUO");
        }
        if banner.seldom.cui.is_some() {
            banner.seldom.write().cui = None;
            dropped.push("CUI");
        }
        if banner.seldom.drop_ucni() {
            dropped.push("UCNI");
            // It may go to citizens alone, which the banner must still say (register p116-119).
            disclosure::close(banner);
        }
        for (control, name) in
            [(NonIc::Sbu, "SBU"), (NonIc::SbuNoforn, "SBU NOFORN"), (NonIc::Limdis, "LIMDIS")]
        {
            if banner.non_ic.remove(control) {
                dropped.push(name);
            }
        }
    }
    if !dropped.is_empty() {
        up.notes.push(format!("{} not used in a classified banner", dropped.join(", ")));
    }
    if banner.non_ic.contains(NonIc::Nodis) && banner.non_ic.remove(NonIc::Exdis) {
        up.notes.push("NODIS governs over EXDIS".to_owned());
    }
    if banner.non_ic.contains(NonIc::Nodis) || banner.non_ic.contains(NonIc::Exdis) {
        banner.non_ic.remove(NonIc::Sbu);
        banner.non_ic.remove(NonIc::SbuNoforn);
        disclosure::close(banner);
    }
    let disclosure = [Dissem::Fouo, Dissem::Noforn, Dissem::Relido];
    let others = banner.dissem.iter().any(|control| !disclosure.contains(&control));
    // CUI takes the place of FOUO (32 CFR 2002).
    let others = others || !banner.non_ic.is_empty() || banner.seldom.cui.is_some();
    if others && banner.dissem.remove(Dissem::Fouo) {
        up.notes.push("FOUO gives way to the other controls".to_owned());
    }
    if banner.non_ic.contains(NonIc::LesNoforn) {
        banner.non_ic.remove(NonIc::Les);
    }
    if banner.non_ic.contains(NonIc::SbuNoforn) {
        banner.non_ic.remove(NonIc::Sbu);
    }
}
