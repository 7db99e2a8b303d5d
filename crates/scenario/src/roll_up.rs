//! The banner that a set of portions requires, for the vocabulary of the story.

use crate::mark::{EXDIS, FOUO, Mark, NODIS, NOFORN, ORCON, RELIDO, SBU, SI, SI_G};

/// Rolls portions up. Plain unclassified portions take no part in foreign disclosure.
pub(crate) fn roll_up<'a>(portions: &[Mark<'a>]) -> Mark<'a> {
    let mut banner = Mark::default();
    for portion in portions {
        banner.level = banner.level.max(portion.level);
        banner.sci |= portion.sci;
        banner.dissem |= portion.dissem & !(NOFORN | RELIDO);
        banner.other |= portion.other;
    }
    if banner.sci & SI_G != 0 {
        banner.sci &= !SI;
    }
    prune(&mut banner);
    disclose(&mut banner, portions);
    banner
}

/// Drops what a stronger marking makes superfluous.
fn prune(banner: &mut Mark<'_>) {
    if banner.other & NODIS != 0 {
        banner.other &= !EXDIS;
    }
    if banner.level > 0 || banner.other & (EXDIS | NODIS) != 0 {
        banner.other &= !SBU;
    }
    let others = banner.other != 0 || banner.dissem & !FOUO != 0;
    if banner.level > 0 || others {
        banner.dissem &= !FOUO;
    }
}

/// Foreign disclosure and release: NOFORN wins, lists intersect, a gap closes the door.
fn disclose<'a>(banner: &mut Mark<'a>, portions: &[Mark<'a>]) {
    let marked =
        |mark: &Mark<'_>| mark.dissem & (NOFORN | RELIDO) != 0 || !mark.releasable.is_empty();
    let closed = portions.iter().any(|mark| mark.dissem & NOFORN != 0);
    if closed || banner.other & (EXDIS | NODIS) != 0 {
        banner.dissem |= NOFORN;
        return;
    }
    let taking_part: Vec<&Mark<'a>> =
        portions.iter().filter(|mark| mark.level > 0 || marked(mark)).collect();
    if !taking_part.iter().any(|mark| marked(mark)) {
        return;
    }
    let all_relido = taking_part.iter().all(|mark| mark.dissem & RELIDO != 0);
    if taking_part.iter().all(|mark| !mark.releasable.is_empty()) {
        banner.releasable = common(&taking_part);
    }
    if all_relido && banner.dissem & ORCON == 0 {
        banner.dissem |= RELIDO;
    }
    if banner.releasable.is_empty() && banner.dissem & RELIDO == 0 {
        banner.dissem |= NOFORN;
    }
}

/// The codes that every list allows: shared tetragraphs stay, other lists meet as countries.
fn common<'a>(marks: &[&Mark<'a>]) -> Vec<&'a str> {
    let Some((first, rest)) = marks.split_first() else { return Vec::new() };
    if rest.iter().all(|mark| mark.releasable == first.releasable) {
        return first.releasable.clone();
    }
    let listed = |code: &str| rest.iter().all(|mark| mark.releasable.contains(&code));
    let groups: Vec<&'a str> =
        first.releasable.iter().copied().filter(|code| code.len() > 3 && listed(code)).collect();
    let mut codes: Vec<&'a str> = countries(first)
        .into_iter()
        .filter(|code| rest.iter().all(|mark| countries(mark).contains(code)))
        .filter(|code| !groups.iter().any(|group| members(group).contains(code)))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes.extend(groups);
    codes
}

fn countries<'a>(mark: &Mark<'a>) -> Vec<&'a str> {
    let own = mark.releasable.iter().copied().filter(|code| code.len() == 3);
    let grouped = mark.releasable.iter().flat_map(|code| members(code).iter().copied());
    own.chain(grouped).collect()
}

/// The countries besides the United States that a tetragraph stands for.
fn members(group: &str) -> &'static [&'static str] {
    match group {
        "FVEY" => &["AUS", "CAN", "GBR", "NZL"],
        "ACGU" => &["AUS", "CAN", "GBR"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(portions: &[&str], banner: &str) {
        let marks: Vec<Mark<'_>> = portions.iter().filter_map(|text| Mark::read(text)).collect();
        assert_eq!(marks.len(), portions.len(), "{portions:?}");
        assert_eq!(roll_up(&marks).banner(), banner, "{portions:?}");
    }

    #[test]
    fn level_and_compartments_add_up() {
        check(&["U", "S//NF", "TS//SI//NF"], "TOP SECRET//SI//NOFORN");
        check(&["S//HCS-P//OC/NF", "TS//TK//NF"], "TOP SECRET//HCS-P/TK//ORCON/NOFORN");
        check(&["TS//SI//NF", "TS//SI-G//OC/NF"], "TOP SECRET//SI-G//ORCON/NOFORN");
    }

    #[test]
    fn noforn_and_gaps_close_releases() {
        check(&["S//NF", "S//REL TO USA, CAN"], "SECRET//NOFORN");
        check(&["S", "S//REL TO USA, CAN"], "SECRET//NOFORN");
        check(&["U", "S//REL TO USA, CAN"], "SECRET//REL TO USA, CAN");
        check(&["S//REL TO USA, MEX", "S//REL TO USA, GBR"], "SECRET//NOFORN");
        check(&["C", "U", "C"], "CONFIDENTIAL");
        check(&["S//RELIDO", "S//RELIDO"], "SECRET//RELIDO");
        check(&["S//RELIDO", "S//REL TO USA, CAN"], "SECRET//NOFORN");
    }

    #[test]
    fn lists_intersect_and_keep_shared_groups() {
        check(&["S//REL TO USA, FVEY", "S//REL TO USA, CAN, GBR"], "SECRET//REL TO USA, CAN, GBR");
        check(
            &["C//REL TO USA, MEX, FVEY", "C//REL TO USA, FVEY"],
            "CONFIDENTIAL//REL TO USA, FVEY",
        );
        check(
            &["S//REL TO USA, FVEY/RELIDO", "S//REL TO USA, FVEY/RELIDO"],
            "SECRET//REL TO USA, FVEY/RELIDO",
        );
    }

    #[test]
    fn unclassified_controls_fall_away_where_the_rules_say() {
        check(&["U//FOUO", "S//NF"], "SECRET//NOFORN");
        check(&["U//FOUO", "U"], "UNCLASSIFIED//FOUO");
        check(&["U//FOUO", "U//LES"], "UNCLASSIFIED//LES");
        check(&["U//LES", "S//NF"], "SECRET//NOFORN//LES");
        check(&["U//SBU", "C//NF"], "CONFIDENTIAL//NOFORN");
        check(&["U//SBU", "U//FOUO"], "UNCLASSIFIED//SBU");
        check(&["S//NF//XD", "S//NF//ND"], "SECRET//NOFORN//NODIS");
    }
}
