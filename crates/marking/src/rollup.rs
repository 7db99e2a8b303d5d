//! Roll-up: the banner that portions require (register D.2 and the pages of each marking).

use crate::{CodeList, Dissem, Marking, NonIc};

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
        up.banner.aea.add(&portion.aea);
        up.banner.dissem.extend(&portion.dissem);
        up.banner.non_ic.extend(&portion.non_ic);
    }
    settle_orcon(&mut up, portions.clone());
    settle_disclosure(&mut up, portions);
    split_noforn_forms(&mut up.banner);
    settle_unclassified_controls(&mut up);
    split_noforn_forms(&mut up.banner);
    up
}

/// ORCON-USGOV stands only where every originator controlled portion has it (ISM-ID-00303).
fn settle_orcon<'m>(up: &mut Rollup, portions: impl Iterator<Item = &'m Marking>) {
    let controlled: Vec<_> = portions
        .filter(|portion| portion.has(Dissem::Orcon) || portion.has(Dissem::OrconUsgov))
        .collect();
    if controlled.iter().any(|portion| portion.has(Dissem::Orcon))
        && up.banner.dissem.remove(&Dissem::OrconUsgov)
    {
        up.notes.push("ORCON governs: not every controlled portion is ORCON-USGOV".to_owned());
    }
}

/// Foreign disclosure: table 3 of the register.
fn settle_disclosure<'m>(up: &mut Rollup, portions: impl Iterator<Item = &'m Marking>) {
    // Plain and caveated unclassified portions follow the banner (table 2), so they have no say.
    let taking_part: Vec<_> =
        portions.filter(|p| p.level.is_classified() || p.has_disclosure()).collect();
    let mixed = taking_part.iter().any(|p| p.has_disclosure());
    let noforn = |note: &str, up: &mut Rollup| {
        up.banner.dissem.insert(Dissem::Noforn);
        up.banner.dissem.remove(&Dissem::Relido);
        up.banner.rel_to = CodeList::default();
        up.notes.push(note.to_owned());
    };
    if !mixed {
        return;
    }
    if taking_part.iter().any(|p| p.has(Dissem::Noforn)) {
        return noforn("NOFORN in a portion governs; other disclosure markings give way", up);
    }
    if taking_part.iter().any(|p| p.is_noforn()) {
        return settle_departmental_noforn(up, &taking_part);
    }
    if taking_part.iter().any(|p| !p.has_disclosure()) {
        let relido = taking_part.iter().all(|p| p.rel_to.is_empty());
        // Caveated: any control but SCI (register B.3, note to table 2).
        let uncaveated =
            |p: &Marking| p.aea.is_empty() && p.dissem.is_empty() && p.non_ic.is_empty();
        let plain = taking_part.iter().all(|p| p.has_disclosure() || uncaveated(p));
        if relido && plain {
            up.notes
                .push("RELIDO: uncaveated portions without a disclosure marking count so".into());
            return;
        }
        return noforn("a classified portion has no disclosure marking, so NOFORN", up);
    }
    let listed = taking_part.iter().filter(|p| !p.rel_to.is_empty()).count();
    if listed < taking_part.len() {
        if taking_part.iter().all(|p| p.has(Dissem::Relido)) {
            up.notes.push("RELIDO: every portion has it".to_owned());
            return;
        }
        return noforn("REL TO and RELIDO portions have nothing in common, so NOFORN", up);
    }
    settle_lists(up, &taking_part, noforn);
}

fn settle_lists(up: &mut Rollup, portions: &[&Marking], noforn: impl Fn(&str, &mut Rollup)) {
    let mut lists = portions.iter().map(|portion| &portion.rel_to);
    let first = lists.next().cloned().unwrap_or_default();
    let common = lists.fold(first, |common, list| common.common(list));
    if common.len() < 2 {
        return noforn("the REL TO lists have no country in common besides USA, so NOFORN", up);
    }
    if !portions.iter().all(|portion| portion.has(Dissem::Relido)) {
        up.banner.dissem.remove(&Dissem::Relido);
    }
    if portions.iter().any(|portion| portion.rel_to != common) {
        up.notes.push("REL TO holds only the countries that every portion has".to_owned());
    }
    up.banner.rel_to = common;
}

/// SBU NOFORN and LES NOFORN stand by themselves in an unclassified banner; with anything else
/// about disclosure, or in a classified one, they become NOFORN (register p178-182).
fn settle_departmental_noforn(up: &mut Rollup, portions: &[&Marking]) {
    let alone = !up.banner.level.is_classified() && portions.iter().all(|p| p.is_noforn());
    if alone {
        return;
    }
    up.banner.dissem.insert(Dissem::Noforn);
    up.banner.dissem.remove(&Dissem::Relido);
    up.notes.push("a NOFORN form of SBU or LES makes the banner NOFORN".to_owned());
}

/// Beside NOFORN the NOFORN forms of SBU and LES are the plain ones (ISM-ID-00372).
fn split_noforn_forms(banner: &mut Marking) {
    if !banner.has(Dissem::Noforn) {
        return;
    }
    for (form, plain) in [(NonIc::SbuNoforn, NonIc::Sbu), (NonIc::LesNoforn, NonIc::Les)] {
        if banner.non_ic.remove(&form) {
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
        if banner.dissem.remove(&Dissem::Fouo) {
            dropped.push("FOUO");
        }
        for (control, name) in
            [(NonIc::Sbu, "SBU"), (NonIc::SbuNoforn, "SBU NOFORN"), (NonIc::Limdis, "LIMDIS")]
        {
            if banner.non_ic.remove(&control) {
                dropped.push(name);
            }
        }
    }
    if !dropped.is_empty() {
        up.notes.push(format!("{} not used in a classified banner", dropped.join(", ")));
    }
    if banner.non_ic.contains(&NonIc::Nodis) && banner.non_ic.remove(&NonIc::Exdis) {
        up.notes.push("NODIS governs over EXDIS".to_owned());
    }
    if banner.non_ic.contains(&NonIc::Nodis) || banner.non_ic.contains(&NonIc::Exdis) {
        banner.non_ic.remove(&NonIc::Sbu);
        banner.non_ic.remove(&NonIc::SbuNoforn);
        if banner.dissem.insert(Dissem::Noforn) {
            banner.rel_to = CodeList::default();
            banner.dissem.remove(&Dissem::Relido);
        }
    }
    let disclosure = [Dissem::Fouo, Dissem::Noforn, Dissem::Relido];
    let others = banner.dissem.iter().any(|control| !disclosure.contains(control));
    if (others || !banner.non_ic.is_empty()) && banner.dissem.remove(&Dissem::Fouo) {
        up.notes.push("FOUO gives way to the other controls".to_owned());
    }
    if banner.non_ic.contains(&NonIc::LesNoforn) {
        banner.non_ic.remove(&NonIc::Les);
    }
    if banner.non_ic.contains(&NonIc::SbuNoforn) {
        banner.non_ic.remove(&NonIc::Sbu);
    }
}
