//! The banner that portions require, said once for each marking (register D.2, table 3, and the
//! precedence rules on each marking's page).

use super::mark::{Mark, Words};

/// Rolls portions up.
pub fn banner(portions: &[Mark]) -> Mark {
    let any = |control: &str| portions.iter().any(|portion| portion.has(control));
    let level = portions.iter().map(|portion| portion.level).max().unwrap_or(0);
    let classified = level > 0;
    let sci = portions.iter().flat_map(|portion| portion.sci.clone()).collect();
    let mut controls = Words::new();
    let mut keep = |holds: bool, control: &str| {
        if holds {
            controls.insert(control.to_owned());
        }
    };
    // These always rise.
    for control in ["RS", "IMC", "PR", "DSEN", "FISA", "SSI", "OC", "ND"] {
        keep(any(control), control);
    }
    // ORCON-USGOV only where every originator controlled portion has it; NODIS beats EXDIS.
    keep(any("OC-USGOV") && !any("OC"), "OC-USGOV");
    keep(any("XD") && !any("ND"), "XD");
    // No place in a classified banner.
    keep(any("DS") && !classified, "DS");
    let disclosure = disclosure(portions, classified);
    // The NOFORN forms of SBU and LES stand alone, or split into NOFORN and the plain form.
    let split = disclosure.noforn;
    let exclusive = any("XD") || any("ND");
    let sbu = any("SBU") || any("SBU-NF");
    keep(any("SBU-NF") && !split, "SBU-NF");
    keep(sbu && !classified && !exclusive && (split || !any("SBU-NF")), "SBU");
    keep(any("LES-NF") && !split, "LES-NF");
    keep((any("LES") || any("LES-NF")) && (split || !any("LES-NF")), "LES");
    // FOUO stays beside foreign disclosure markings alone.
    let alone = controls.is_empty();
    if any("FOUO") && !classified && alone {
        controls.insert("FOUO".to_owned());
    }
    if disclosure.noforn {
        controls.insert("NF".to_owned());
    }
    if disclosure.relido {
        controls.insert("RELIDO".to_owned());
    }
    Mark { level, sci, aea: aea(portions), controls, rel: disclosure.rel }
}

/// RD beats FRD beats TFNI; the rest unites.
fn aea(portions: &[Mark]) -> Words {
    let mut all: Words = portions.iter().flat_map(|portion| portion.aea.clone()).collect();
    let kinds = ["RD", "FRD", "TFNI"].into_iter().filter(|kind| all.contains(*kind));
    let weaker: Vec<&str> = kinds.skip(1).collect();
    all.retain(|word| !weaker.contains(&word.as_str()));
    all
}

#[derive(Default)]
struct Disclosure {
    noforn: bool,
    relido: bool,
    rel: Words,
}

/// Table 3. Plain unclassified portions have no say; those with a control but no disclosure marking
/// count as RELIDO (page 53).
fn disclosure(portions: &[Mark], classified: bool) -> Disclosure {
    let noforn = Disclosure { noforn: true, ..Disclosure::default() };
    let caveated = |p: &Mark| !(p.controls.is_empty() && p.aea.is_empty());
    let has_say = |p: &&Mark| p.is_classified() || p.has_disclosure() || caveated(p);
    let with_say: Vec<&Mark> = portions.iter().filter(has_say).collect();
    let counts_as_relido = |p: &Mark| !p.is_classified() && !p.has_disclosure();
    let every = |holds: &dyn Fn(&Mark) -> bool| with_say.iter().all(|portion| holds(portion));
    let any = |holds: &dyn Fn(&Mark) -> bool| with_say.iter().any(|portion| holds(portion));
    if !any(&Mark::has_disclosure) {
        return Disclosure::default();
    }
    if any(&|p| p.has("NF") || p.has("XD") || p.has("ND")) {
        return noforn; // rules 1 to 3, 6
    }
    if any(&Mark::is_noforn) {
        let alone = !classified && every(&|p| p.is_noforn() || !p.has_disclosure());
        return if alone { Disclosure::default() } else { noforn }; // rules 4, 5, 7, 8, 14, 15
    }
    if any(&|p| !p.has_disclosure() && !counts_as_relido(p)) {
        // Rule 17 with table 2: unmarked and uncaveated counts as RELIDO. The date of origin,
        // which the table asks for too, is not known to a roll-up.
        let uncaveated = every(&|p| p.has_disclosure() || counts_as_relido(p) || !caveated(p));
        let relido = uncaveated && every(&|p| p.rel.is_empty());
        return if relido { Disclosure { relido, ..Disclosure::default() } } else { noforn };
    }
    let relido = every(&|p| p.has("RELIDO") || counts_as_relido(p));
    if every(&|p| !p.rel.is_empty()) {
        let rel = common(&with_say);
        if rel.len() < 2 {
            return noforn; // rule 9
        }
        return Disclosure { noforn: false, relido, rel }; // rules 21, 23
    }
    if relido { Disclosure { relido, ..Disclosure::default() } } else { noforn } // rules 10, 24
}

/// The codes that all lists share, and the countries that all open beyond those. A list that is
/// met by an equal one stays as it is.
fn common(portions: &[&Mark]) -> Words {
    let mut lists = portions.iter().map(|portion| &portion.rel);
    let mut all = lists.next().cloned().unwrap_or_default();
    for list in lists {
        let shared: Words = all.intersection(list).cloned().collect();
        let within: Words =
            shared.iter().filter(|c| c.len() > 3).flat_map(|c| members(c)).collect();
        let opened = |list: &Words| -> Words { list.iter().flat_map(|c| members(c)).collect() };
        let countries = opened(&all).intersection(&opened(list)).cloned().collect::<Words>();
        let more = countries.into_iter().filter(|c| c == "USA" || !within.contains(c));
        all = shared.iter().cloned().chain(more).collect();
    }
    all
}

/// The countries of a code; itself where nobody knows its members.
pub(super) fn members(code: &str) -> Words {
    let known = GROUPS.iter().find(|(group, _)| *group == code);
    let members = known.map_or(code, |(_, members)| *members);
    members.split_whitespace().map(str::to_owned).collect()
}

/// The organisations that the tests use.
const GROUPS: [(&str, &str); 5] = [
    ("FVEY", "AUS CAN GBR NZL USA"),
    ("ACGU", "AUS CAN GBR USA"),
    ("TEYE", "AUS GBR USA"),
    ("CFCK", "KOR USA"),
    ("ISAF", ""),
];
