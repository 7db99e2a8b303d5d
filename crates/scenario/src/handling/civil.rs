//! Habits of law enforcement, diplomats, labour and health, and the Center.

use super::{Handling, WIDER};

/// ICE, and as law enforcement in general.
pub(crate) static ICE_HANDLINGS: [Handling; 7] = [
    Handling::of("U//LES", &["U//LES", "U//LES"]).weight(20),
    Handling::of("U//LES", &["U//LES", "U//FOUO"]).background("U//FOUO"),
    Handling::of("U//LES", &["U//LES"]).caveats(&["DHS/ICE:OPEN-CASE"]).to(&[
        "HSTC",
        "DHS/CBP",
        "DOJ/USAO-AZ",
        "DOJ/CRM",
    ]),
    Handling::of("U//LES", &["S//NF", "U//LES"]).weight(7).comment("U//FOUO"),
    Handling::of("U//REL TO USA, CAN, MEX//LES", &["U//REL TO USA, CAN, MEX//LES"]).weight(5),
    Handling::of("U//FOUO", &["U//FOUO", "U"]).weight(8).comment("U//FOUO"),
    Handling::of("C//NF", &["U//LES", "C//NF"]).weight(4),
];

/// CBP, the border.
pub(crate) static CBP_HANDLINGS: [Handling; 4] = [
    Handling::of("U//FOUO", &["U//FOUO"]).weight(14),
    Handling::of("U//LES", &["U//LES", "U//FOUO"]).weight(14),
    Handling::of("U//REL TO USA, MEX//LES", &["U//REL TO USA, MEX//LES"]).weight(3),
    Handling::of("U//LES", &["C//NF", "U//LES"]).weight(3).comment("U//LES"),
];

/// The Coast Guard.
pub(crate) static USCG_HANDLINGS: [Handling; 5] = [
    Handling::of("U//FOUO", &["U//FOUO"]),
    Handling::of("S//NF", &["S//NF", "U//FOUO"]).weight(8),
    Handling::of("S//REL TO USA, ECU", &["C//REL TO USA, ECU"]).weight(4),
    Handling::of("S//REL TO USA, CAN, GBR", &["S//REL TO USA, CAN, GBR"]).weight(5),
    Handling::of("S//TK//NF", &["S//NF"]).weight(3).comment("S//NF"),
];

/// Citizenship and Immigration Services.
pub(crate) static USCIS_HANDLINGS: [Handling; 2] =
    [Handling::of("U//FOUO", &["U//FOUO"]), Handling::of("U//LES", &["U//FOUO", "U//LES"])];

/// The Bureau.
pub(crate) static FBI_HANDLINGS: [Handling; 7] = [
    Handling::of("U//LES", &["U//LES"]).weight(10),
    Handling::of("S//NF", &["S//NF", "U//LES"]),
    Handling::of("S//NF/FISA", &["S//NF", "S//NF/FISA"]).weight(4).comment("S//NF"),
    Handling::of("S//OC/NF", &["S//NF"])
        .weight(5)
        .caveats(&["DOJ/FBI:CASE-SENSITIVE"])
        .pointer()
        .to(&["HSTC", "DHS/ICE", "CIA", "STATE/DS", "NCTC"]),
    Handling::of("S//NF", &["S//NF", "C//NF"])
        .weight(5)
        .caveats(&["DOJ/FBI:CASE-SENSITIVE"])
        .to(&["HSTC", "DHS/ICE", "DOJ/FTTTF", "DHS/CBP"]),
    Handling::of("U//FOUO", &["U//FOUO"]).weight(6),
    Handling::of("S//REL TO USA, CAN, GBR", &["S//REL TO USA, CAN, GBR", "U"]).weight(4),
];

/// Drug enforcement.
pub(crate) static DEA_HANDLINGS: [Handling; 3] = [
    Handling::of("U//DSEN", &["U//DSEN"]).weight(10),
    Handling::of("S//NF/DSEN", &["S//NF", "C//NF/DSEN"]).weight(6).comment("S//NF"),
    Handling::of("U//LES", &["U//LES", "U//DSEN"]).weight(6),
];

/// Prosecutors and the Civil Rights Division.
pub(crate) static JUSTICE_HANDLINGS: [Handling; 3] = [
    Handling::of("U//LES", &["U//LES"]).weight(8),
    Handling::of("U//FOUO", &["U//FOUO", "U"]).weight(8),
    Handling::of("U", &["U"]).weight(2),
];

/// State's telegrams; a few are of the older style without disclosure markings.
pub(crate) static STATE_HANDLINGS: [Handling; 9] = [
    Handling::of("C//NF", &["C//NF", "U//SBU"]).weight(12),
    Handling::of("S//NF", &["C//NF", "S//NF"]).weight(8),
    Handling::of("U//SBU", &["U//SBU", "U"]).weight(14),
    Handling::of("C", &["C", "U//SBU"]).weight(6),
    Handling::of("S//NF//XD", &["S//NF", "S//NF//XD"]).weight(4).comment("S//NF").to(&[
        "HSTC",
        "CIA",
        "DOJ",
        "DHS",
        "STATE/INR",
        "STATE/INL",
    ]),
    Handling::of("S//NF//ND", &["S//NF//ND"]).weight(2).to(&[
        "lindqvist",
        "marchetti",
        "alvarez",
        "ferreira",
    ]),
    Handling::of("C//NF", &["C//NF"]).weight(6).caveats(&["STATE:LIMDIS"]).to(&[
        "HSTC",
        "DHS/ICE",
        "DOJ/CRM",
        "STATE/G-TIP",
    ]),
    Handling::of("C//REL TO USA, CAN, MEX", &["C//REL TO USA, CAN, MEX", "U"]).weight(4),
    Handling::of("U", &["U"]).weight(3),
];

/// Consular affairs.
pub(crate) static CONSULAR_HANDLINGS: [Handling; 5] = [
    Handling::of("U//SBU", &["U//SBU"]).weight(10),
    Handling::of("U//SBU", &["U//SBU"]).weight(12).caveats(&["STATE/CA:VISA-RECORD"]),
    Handling::of("C//NF", &["U//SBU", "C//NF"]).weight(4),
    Handling::of("U//LES", &["U//LES"]).weight(4),
    Handling::of("U", &["U"]).weight(2),
];

/// Health and Human Services.
pub(crate) static ASSISTANCE_HANDLINGS: [Handling; 4] = [
    Handling::of("U//FOUO", &["U//FOUO"]).weight(10),
    Handling::of("U//FOUO", &["U//FOUO", "U"]).weight(12).caveats(&["HHS:VICTIM-PRIVACY"]),
    Handling::of("U//LES", &["U//FOUO", "U//LES"]).weight(4),
    Handling::of("U", &["U"]).weight(4),
];

/// Diplomatic Security and the trafficking office.
pub(crate) static BUREAU_HANDLINGS: [Handling; 4] = [
    Handling::of("U//SBU", &["U//SBU"]).weight(10),
    Handling::of("U//LES", &["U//LES"]).weight(6),
    Handling::of("C//NF", &["C//NF", "U//SBU"]).weight(6),
    Handling::of("U//SBU", &["U//SBU", "U"])
        .weight(4)
        .caveats(&["STATE:LIMDIS"])
        .to(&["HSTC", "DOJ/CRT", "HHS/ORR", "DHS/ICE"]),
];

/// Labor and AID.
pub(crate) static LABOR_HANDLINGS: [Handling; 3] = [
    Handling::of("U//FOUO", &["U//FOUO"]),
    Handling::of("U//LES", &["U//FOUO", "U//LES"]).weight(4),
    Handling::of("U", &["U"]).weight(4),
];

/// The Center's own products.
pub(crate) static CENTER_HANDLINGS: [Handling; 7] = [
    Handling::of("S//NF", &["S//NF", "U//LES"]).weight(10).background("U//FOUO"),
    Handling::of("U//FOUO", &["U//FOUO", "U"]).weight(10),
    Handling::of("S//OC/NF", &["S//NF"]).weight(4).comment("S//NF").pointer().to(WIDER),
    Handling::of("S//REL TO USA, CAN, GBR", &["S//REL TO USA, FVEY"]).weight(8).background("U"),
    Handling::of("TS//SI//NF", &["S//NF", "TS//SI//NF"]).weight(4).tearline("S//NF"),
    Handling::of("C//REL TO USA, MEX", &["C//REL TO USA, MEX", "U"]).weight(4),
    Handling::of("U//LES", &["U//LES", "U"]).weight(6),
];

/// For what is open by nature: law, policy, contacts, outreach.
pub(crate) static OPEN_HANDLINGS: [Handling; 4] = [
    Handling::of("U", &["U"]).weight(12),
    Handling::of("U//FOUO", &["U//FOUO", "U"]).weight(8),
    Handling::of("U", &["U//FOUO", "U"]).weight(4),
    Handling::of("U//SBU", &["U//SBU", "U"]).weight(3),
];
