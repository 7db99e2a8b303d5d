//! The list of originators.

use super::Family::{Assistance, Center, Diplomacy, Enforcement, Intelligence, Partner};
use super::Serials::{Dissem, Information, Monthly, Prefixed, Running, Signals, Telegram};
use super::{Family, Originator, Serials};
use crate::handling::*;

/// All of them, each at its number.
pub(crate) static ORIGINATORS: [&Originator; 38] = [
    &CIA,
    &NSA,
    &DIA,
    &INR,
    &IAIP,
    &ICE,
    &CBP,
    &USCG,
    &USCIS,
    &FBI,
    &DEA,
    &CRM,
    &CRT,
    &DS,
    &STATE,
    &CA,
    &G_TIP,
    &EMB_GUATEMALA,
    &EMB_MEXICO,
    &EMB_QUITO,
    &EMB_SANTO_DOMINGO,
    &EMB_NIAMEY,
    &EMB_ROME,
    &EMB_TIRANA,
    &EMB_SKOPJE,
    &EMB_ADDIS_ABABA,
    &EMB_ABU_DHABI,
    &EMB_BANGKOK,
    &CONGEN_GUANGZHOU,
    &DOL,
    &HHS,
    &AID,
    &RCMP,
    &CBSA,
    &NCIS,
    &AFP,
    &INM,
    &HSTC,
];

pub(crate) static CIA: Originator = originator(
    0,
    "CIA",
    Intelligence,
    Dissem,
    &CIA_HANDLINGS,
    ["Director of Central Intelligence, reporting staff", "HUM 1-82"],
);
pub(crate) static NSA: Originator = originator(
    1,
    "NSA",
    Intelligence,
    Signals,
    &NSA_HANDLINGS,
    ["NSA/CSS production authority", "NSA/CSSM 1-52"],
);
pub(crate) static DIA: Originator = originator(
    2,
    "DOD/DIA",
    Intelligence,
    Information,
    &DIA_HANDLINGS,
    ["DIA reports officer 17", "DIA guide 4-01"],
);
pub(crate) static INR: Originator = originator(
    3,
    "STATE/INR",
    Intelligence,
    Prefixed("INR-IIS"),
    &INR_HANDLINGS,
    ["Director, INR/TNC", "Multiple Sources"],
);
pub(crate) static IAIP: Originator = originator(
    4,
    "DHS/I-A",
    Intelligence,
    Prefixed("IA-IB"),
    &IAIP_HANDLINGS,
    ["Chief, Information Analysis", "Multiple Sources"],
);
pub(crate) static ICE: Originator = originator(
    5,
    "DHS/ICE",
    Enforcement,
    Prefixed("ICE-ROI"),
    &ICE_HANDLINGS,
    ["Unit chief, ICE Office of Intelligence", "DHS guide 11-3"],
);
pub(crate) static CBP: Originator = originator(
    6,
    "DHS/CBP",
    Enforcement,
    Running("CBP"),
    &CBP_HANDLINGS,
    ["Director, CBP Office of Intelligence", "DHS guide 11-3"],
);
pub(crate) static USCG: Originator = originator(
    7,
    "DHS/USCG",
    Enforcement,
    Prefixed("CG-FIR"),
    &USCG_HANDLINGS,
    ["Commander, Maritime Intelligence Fusion", "DHS guide 11-5"],
);
pub(crate) static USCIS: Originator = originator(
    8,
    "DHS/USCIS",
    Enforcement,
    Prefixed("FDNS"),
    &USCIS_HANDLINGS,
    ["Chief, fraud detection", "DHS guide 11-3"],
);
pub(crate) static FBI: Originator = originator(
    9,
    "DOJ/FBI",
    Enforcement,
    Prefixed("FBI-EC"),
    &FBI_HANDLINGS,
    ["Section chief, Criminal Investigative Division", "FBI guide G-3"],
);
pub(crate) static DEA: Originator = originator(
    10,
    "DOJ/DEA",
    Enforcement,
    Prefixed("DEA-6"),
    &DEA_HANDLINGS,
    ["Chief, Intelligence Division", "DEA guide 2"],
);
pub(crate) static CRM: Originator = originator(
    11,
    "DOJ/CRM",
    Enforcement,
    Prefixed("CRM-M"),
    &JUSTICE_HANDLINGS,
    ["Chief, Domestic Security Section", "DOJ guide 7"],
);
pub(crate) static CRT: Originator = originator(
    12,
    "DOJ/CRT",
    Enforcement,
    Prefixed("CRT-TPWE"),
    &JUSTICE_HANDLINGS,
    ["Chief, Criminal Section", "DOJ guide 7"],
);
pub(crate) static DS: Originator = originator(
    13,
    "STATE/DS",
    Enforcement,
    Prefixed("DS-CR-PF"),
    &BUREAU_HANDLINGS,
    ["Director, DS criminal investigations", "State guide 1.4"],
);
pub(crate) static STATE: Originator = originator(
    14,
    "STATE",
    Diplomacy,
    Telegram("STATE"),
    &STATE_HANDLINGS,
    ["Deputy Assistant Secretary, INL", "State guide 1.4"],
);
pub(crate) static CA: Originator = originator(
    15,
    "STATE/CA",
    Diplomacy,
    Prefixed("CA-FPP"),
    &CONSULAR_HANDLINGS,
    ["Director, Fraud Prevention Programs", "State guide 1.4"],
);
pub(crate) static G_TIP: Originator = originator(
    16,
    "STATE/G-TIP",
    Diplomacy,
    Prefixed("GTIP"),
    &BUREAU_HANDLINGS,
    ["Director, Office to Monitor Trafficking", "State guide 1.4"],
);
pub(crate) static EMB_GUATEMALA: Originator = originator(
    17,
    "STATE/EMB-GUATEMALA",
    Diplomacy,
    Telegram("GUATEMALA"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_MEXICO: Originator = originator(
    18,
    "STATE/EMB-MEXICO",
    Diplomacy,
    Telegram("MEXICO"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_QUITO: Originator = originator(
    19,
    "STATE/EMB-QUITO",
    Diplomacy,
    Telegram("QUITO"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_SANTO_DOMINGO: Originator = originator(
    20,
    "STATE/EMB-SANTO-DOMINGO",
    Diplomacy,
    Telegram("SANTO DOMINGO"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_NIAMEY: Originator = originator(
    21,
    "STATE/EMB-NIAMEY",
    Diplomacy,
    Telegram("NIAMEY"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_ROME: Originator = originator(
    22,
    "STATE/EMB-ROME",
    Diplomacy,
    Telegram("ROME"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_TIRANA: Originator = originator(
    23,
    "STATE/EMB-TIRANA",
    Diplomacy,
    Telegram("TIRANA"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_SKOPJE: Originator = originator(
    24,
    "STATE/EMB-SKOPJE",
    Diplomacy,
    Telegram("SKOPJE"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_ADDIS_ABABA: Originator = originator(
    25,
    "STATE/EMB-ADDIS-ABABA",
    Diplomacy,
    Telegram("ADDIS ABABA"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_ABU_DHABI: Originator = originator(
    26,
    "STATE/EMB-ABU-DHABI",
    Diplomacy,
    Telegram("ABU DHABI"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static EMB_BANGKOK: Originator = originator(
    27,
    "STATE/EMB-BANGKOK",
    Diplomacy,
    Telegram("BANGKOK"),
    &STATE_HANDLINGS,
    ["Political counselor", "State guide 1.4"],
);
pub(crate) static CONGEN_GUANGZHOU: Originator = originator(
    28,
    "STATE/CONGEN-GUANGZHOU",
    Diplomacy,
    Telegram("GUANGZHOU"),
    &STATE_HANDLINGS,
    ["Consul General", "State guide 1.4"],
);
pub(crate) static DOL: Originator =
    originator(29, "DOL", Assistance, Prefixed("DOL-WHI"), &LABOR_HANDLINGS, ["", ""]);
pub(crate) static HHS: Originator =
    originator(30, "HHS/ORR", Assistance, Prefixed("ORR"), &ASSISTANCE_HANDLINGS, ["", ""]);
pub(crate) static AID: Originator =
    originator(31, "AID", Assistance, Running("AID-TIP"), &LABOR_HANDLINGS, ["", ""]);
pub(crate) static RCMP: Originator = originator(
    32,
    "CAN_RCMP",
    Partner,
    Prefixed("RCMP-IPB"),
    &CANADA_HANDLINGS,
    ["Immigration and Passport Branch", "Partner material"],
);
pub(crate) static CBSA: Originator = originator(
    33,
    "CAN_CBSA",
    Partner,
    Running("CBSA"),
    &CBSA_HANDLINGS,
    ["Intelligence Directorate", "Partner material"],
);
pub(crate) static NCIS: Originator = originator(
    34,
    "GBR_NCIS",
    Partner,
    Prefixed("NCIS-OIC"),
    &BRITAIN_HANDLINGS,
    ["Organised Immigration Crime desk", "Partner material"],
);
pub(crate) static AFP: Originator = originator(
    35,
    "AUS_AFP",
    Partner,
    Prefixed("AFP-PSST"),
    &AUSTRALIA_HANDLINGS,
    ["People Smuggling Strike Team", "Partner material"],
);
pub(crate) static INM: Originator = originator(
    36,
    "MEX_INM",
    Partner,
    Running("INM-OF"),
    &MEXICO_HANDLINGS,
    ["Coordinación de Control Migratorio", "Partner material"],
);
pub(crate) static HSTC: Originator = originator(
    37,
    "HSTC",
    Center,
    Monthly("HSTC/A"),
    &CENTER_HANDLINGS,
    ["Director, HSTC", "Multiple Sources"],
);

const fn originator(
    number: usize,
    id: &'static str,
    family: Family,
    serials: Serials,
    handlings: &'static [Handling],
    authority: [&'static str; 2],
) -> Originator {
    let [classified_by, guide] = authority;
    Originator { id, number, family, serials, handlings, classified_by, guide }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_originator_stands_at_its_number() {
        for (number, originator) in ORIGINATORS.iter().enumerate() {
            assert_eq!(originator.number, number, "{}", originator.id);
        }
    }
}
