//! Control systems: their levels and what each brings with it.

use super::{CLASSIFIED, SECRET_UP, TOP_SECRET, bars, levels, needs};
use crate::ism::Attribute::{DisseminationControls, SciControls};
use crate::ism::rule::{Cond, Context, Hit, Rule, Test, Tokens};
use crate::ism::rule_set::Sets;
use crate::ism::{Attributes, Fix};

pub(super) const RULES: &[Rule] = &[
    levels("ISM-ID-00043", SciControls, &["SI"], CLASSIFIED),
    Rule::new("ISM-ID-00044", SciControls, Test::Levels(GAMMA, TOP_SECRET)),
    Rule::new("ISM-ID-00045", SciControls, Test::Needs(GAMMA, DisseminationControls, &["OC"])),
    levels("ISM-ID-00047", SciControls, &["TK"], SECRET_UP),
    levels("ISM-ID-00048", SciControls, &["HCS"], SECRET_UP),
    needs("ISM-ID-00049", SciControls, &["HCS"], DisseminationControls, &["NF"]),
    levels("ISM-ID-00242", SciControls, &["RSV"], SECRET_UP),
    Rule::new("ISM-ID-00243", SciControls, Test::Broken(bare_reserve, BARE_RESERVE)).guard(&[
        Cond::Without((SciControls, Tokens::Is(&["RSV"])), (SciControls, Tokens::Starts("RSV-"))),
    ]),
    levels("ISM-ID-00330", SciControls, &["HCS-P"], SECRET_UP),
    levels("ISM-ID-00332", SciControls, &["HCS-O"], SECRET_UP),
    needs("ISM-ID-00335", SciControls, &["HCS-O"], DisseminationControls, &["OC"]),
    Rule::new("ISM-ID-00336", SciControls, Test::Needs(HCS_P_SUB, DisseminationControls, &["OC"])),
    Rule::new("ISM-ID-00341", SciControls, Test::Bars(GAMMA, DisseminationControls, USGOV)),
    Rule::new("ISM-ID-00362", SciControls, Test::Bars(HCS_P_SUB, DisseminationControls, USGOV)),
    bars("ISM-ID-00363", SciControls, &["HCS-O"], DisseminationControls, &["OC-USGOV"]),
    levels("ISM-ID-00368", SciControls, &["TK-BLFH"], TOP_SECRET),
    needs("ISM-ID-00369", SciControls, &["TK-BLFH"], DisseminationControls, &["NF"]),
    needs("ISM-ID-00370", SciControls, &["TK-IDIT"], DisseminationControls, &["NF"]),
    needs("ISM-ID-00371", SciControls, &["TK-KAND"], DisseminationControls, &["NF"]),
    Rule::new("ISM-ID-00388", SciControls, Test::Special(orphans)).of_attributes(),
    needs("ISM-ID-00396", SciControls, &["KLM"], DisseminationControls, &["NF"]).warning(),
    Rule::new("ISM-ID-00397", SciControls, Test::Needs(KLM, DisseminationControls, &["OC"])),
    Rule::new("ISM-ID-00398", SciControls, Test::Needs(KLM_SUB, DisseminationControls, &["OC"])),
    Rule::new("ISM-ID-00453", SciControls, Test::Levels(HCS_P_SUB, TOP_SECRET)),
    levels("ISM-ID-00459", SciControls, &["HCS-X"], SECRET_UP),
    needs("ISM-ID-00463", SciControls, &["BUR"], DisseminationControls, &["NF"]),
    needs("ISM-ID-00464", SciControls, &["RSV"], DisseminationControls, &["NF"]),
    levels("ISM-ID-00465", SciControls, &["BUR"], SECRET_UP),
    levels("ISM-ID-00466", SciControls, &["KLM"], SECRET_UP),
    Rule::new("ISM-ID-00468", SciControls, Test::Levels(KLM_R, TOP_SECRET)),
    Rule::new("ISM-ID-00469", SciControls, Test::Needs(KLM_R, DisseminationControls, &["NF"])),
    Rule::new("ISM-ID-00470", SciControls, Test::Bars(KLM_R_SUB, DisseminationControls, USGOV)),
    Rule::new("ISM-ID-00471", SciControls, Test::Needs(KLM_R_SUB, DisseminationControls, &["OC"])),
    levels("ISM-ID-00472", SciControls, &["MVL"], TOP_SECRET),
    needs("ISM-ID-00474", SciControls, &["HCS"], SciControls, &["HCS-O", "HCS-P", "HCS-X"])
        .warning()
        .sets(Sets::Since2016),
    Rule::new("register p76", SciControls, Test::Levels(SI_COMPARTMENT, TOP_SECRET))
        .sets(Sets::Only2016),
    Rule::new("register p85", SciControls, Test::Special(klondike))
        .guard(&[Cond::Held((SciControls, Tokens::Starts("KDK")))])
        .sets(Sets::Only2016),
];

const GAMMA: Tokens = Tokens::Like(|token| token == "SI-G" || token.starts_with("SI-G-"));
const HCS_P_SUB: Tokens = Tokens::Starts("HCS-P-");
const KLM: Tokens = Tokens::Like(|token| {
    token.starts_with("KLM-") && token != "KLM-R" && !token.starts_with("KLM-R-")
});
const KLM_R: Tokens = Tokens::Like(|token| token == "KLM-R" || token.starts_with("KLM-R-"));
const KLM_R_SUB: Tokens = Tokens::Starts("KLM-R-");
const KLM_SUB: Tokens =
    Tokens::Like(|token| token.starts_with("KLM-") && token.matches('-').count() == 2);
/// NONBOOK keeps its information at any classified level; GAMMA has a rule of ODNI's.
const SI_COMPARTMENT: Tokens = Tokens::Like(|token| {
    token.starts_with("SI-") && token != "SI-NK" && token != "SI-G" && !token.starts_with("SI-G-")
});
const USGOV: Tokens = Tokens::Is(&["OC-USGOV"]);

const BARE_RESERVE: &str = "RESERVE does not stand alone: name its compartment, such as RSV-ABC";

fn bare_reserve(element: &Attributes) -> bool {
    let compartment = element.tokens(SciControls).any(|token| token.starts_with("RSV-"));
    element.has(SciControls, "RSV") && !compartment
}

/// Compartments whose system, and subcompartments whose compartment, is not named beside them.
fn orphans(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let parents = element.tokens(SciControls).filter_map(|token| {
        let (parent, _) = token.rsplit_once('-')?;
        (!element.has(SciControls, parent)).then_some((token, parent))
    });
    let hit = |(token, parent): (&str, &str)| {
        Hit::of(token, format!("{token} needs {parent} beside it: add it"))
            .fix(Fix::Add(SciControls, parent.to_owned()))
    };
    parents.map(hit).collect()
}

/// KLONDIKE became part of TALENT KEYHOLE.
fn klondike(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let old = element.tokens(SciControls).filter(|token| token.starts_with("KDK-"));
    let hit = |token: &str| {
        let new = token.replacen("KDK-", "TK-", 1);
        let tokens = element.tokens(SciControls).map(|held| match held {
            "KDK" => "TK".to_owned(),
            _ => held.replacen("KDK-", "TK-", 1),
        });
        let mut renamed: Vec<_> = tokens.collect();
        renamed.sort();
        renamed.dedup();
        Hit::of(token, format!("KLONDIKE is part of TALENT KEYHOLE now: write {new}"))
            .fix(Fix::Set(SciControls, renamed.join(" ")))
    };
    old.map(hit).collect()
}
