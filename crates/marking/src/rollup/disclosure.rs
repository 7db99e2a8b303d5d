//! Foreign disclosure: table 3 of the register.

use super::Rollup;
use crate::marking::Audience;
use crate::{CodeList, Dissem, Marking};

/// Settles the banner's NOFORN, REL TO, RELIDO, EYES ONLY and DISPLAY ONLY.
pub(super) fn settle<'m>(up: &mut Rollup, portions: impl Iterator<Item = &'m Marking>) {
    // Plain unclassified portions have no say (register p51).
    let taking_part: Vec<_> =
        portions.filter(|p| p.has_disclosure() || p.is_classified() || p.is_caveated()).collect();
    if !taking_part.iter().any(|p| p.has_disclosure()) {
        return;
    }
    if taking_part.iter().any(|p| p.has(Dissem::Noforn)) {
        return noforn("NOFORN in a portion governs; other disclosure markings give way", up);
    }
    if taking_part.iter().any(|p| p.is_noforn()) {
        return settle_departmental_noforn(up, &taking_part);
    }
    if taking_part.iter().any(|p| !p.has_disclosure() && !counts_as_relido(p)) {
        let listed = taking_part.iter().any(|p| p.opens_abroad());
        if !listed
            && taking_part
                .iter()
                .all(|p| p.has_disclosure() || counts_as_relido(p) || !p.is_caveated())
        {
            up.banner.dissem.insert(Dissem::Relido);
            let note = "RELIDO: uncaveated portions without a disclosure marking count so";
            up.notes.push(note.to_owned());
            return;
        }
        return noforn("a classified portion has no disclosure marking, so NOFORN", up);
    }
    if taking_part.iter().any(|p| !p.opens_abroad()) {
        if taking_part.iter().all(|p| p.has(Dissem::Relido) || counts_as_relido(p)) {
            up.notes.push("RELIDO: every portion has it".to_owned());
            return;
        }
        return noforn("REL TO and RELIDO portions have nothing in common, so NOFORN", up);
    }
    settle_lists(up, &taking_part);
}

/// An unclassified portion with a control but nothing about disclosure counts as RELIDO (register
/// p53, example 3).
fn counts_as_relido(portion: &Marking) -> bool {
    !portion.is_classified() && !portion.has_disclosure()
}

/// Makes a banner NOFORN, and takes away what contradicts it.
pub(super) fn close(banner: &mut Marking) {
    banner.dissem.insert(Dissem::Noforn);
    banner.dissem.remove(Dissem::Relido);
    banner.rel_to = Audience::default();
    if !banner.seldom.is_absent() {
        let seldom = banner.seldom.write();
        seldom.eyes = Audience::default();
        seldom.display_to = CodeList::NONE;
    }
}

fn noforn(note: &str, up: &mut Rollup) {
    close(&mut up.banner);
    up.notes.push(note.to_owned());
}

/// What the portions' lists have in common. EYES ONLY counts as REL TO unless every portion has it;
/// whoever may have something may see it, so REL TO counts for DISPLAY ONLY too.
fn settle_lists(up: &mut Rollup, portions: &[&Marking]) {
    let having = |p: &Marking| -> CodeList {
        p.rel_to.list.iter().chain(p.seldom.eyes.list.iter()).collect()
    };
    let seeing =
        |p: &Marking| -> CodeList { having(p).iter().chain(p.seldom.display_to.iter()).collect() };
    let relido = portions.iter().all(|portion| portion.has(Dissem::Relido));
    // What a portion leaves to the banner is the list that the others make.
    let (left, written): (Vec<&Marking>, Vec<&Marking>) =
        portions.iter().copied().partition(|portion| seeing(portion).is_empty());
    if written.is_empty() {
        up.banner.rel_to.as_banner = left.iter().any(|portion| portion.rel_to.as_banner);
        if left.iter().any(|portion| portion.seldom.eyes.as_banner) {
            up.banner.seldom.write().eyes.as_banner = true;
        }
        up.notes.push("no portion writes out the list that REL leaves to the banner".to_owned());
        return;
    }
    let portions = written.as_slice();
    let have = common(portions.iter().map(|portion| having(portion)));
    let see = common(portions.iter().map(|portion| seeing(portion)));
    let have_abroad = have.len() >= 2;
    let seen: CodeList =
        see.iter().filter(|code| *code != crate::Code::USA && !have.lists(*code)).collect();
    let displayed = portions.iter().any(|p| !p.seldom.display_to.is_empty());
    if !have_abroad && relido && !displayed {
        // RELIDO on all portions stands without a list, and instead of NOFORN (register p155).
        up.notes
            .push("the lists have no country in common, but every portion has RELIDO".to_owned());
        return;
    }
    if !have_abroad && (seen.is_empty() || !displayed) {
        return noforn("the lists have no country in common besides USA, so NOFORN", up);
    }
    if !relido {
        up.banner.dissem.remove(Dissem::Relido);
    }
    if portions.iter().any(|portion| having(portion) != have) {
        up.notes.push("REL TO holds only the countries that every portion has".to_owned());
    }
    if have_abroad {
        let eyes = portions.iter().all(|portion| !portion.rel_to.is_present());
        let audience = Audience { list: have, as_banner: false };
        if eyes {
            up.banner.seldom.write().eyes = audience;
        } else {
            up.banner.rel_to = audience;
        }
    }
    if displayed && !seen.is_empty() {
        up.notes.push("DISPLAY ONLY holds those who may at least see every portion".to_owned());
        up.banner.seldom.write().display_to = seen;
    }
}

fn common(mut lists: impl Iterator<Item = CodeList>) -> CodeList {
    let first = lists.next().unwrap_or_default();
    lists.fold(first, |common, list| common.common(&list))
}

/// SBU NOFORN and LES NOFORN stand by themselves in an unclassified banner; with anything else
/// about disclosure, or in a classified one, they become NOFORN (register p178-182).
fn settle_departmental_noforn(up: &mut Rollup, portions: &[&Marking]) {
    let alone =
        !up.banner.is_classified() && portions.iter().all(|p| p.is_noforn() || !p.has_disclosure());
    if !alone {
        noforn("a NOFORN form of SBU or LES makes the banner NOFORN", up);
    }
}
