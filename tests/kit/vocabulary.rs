//! What random reports are made of: valid portion marks, communities' words, times.

/// Valid portion marks over everything that this version decides about.
pub const MARKS: [&str; 62] = [
    "U",
    "U",
    "U//FOUO",
    "U//NF",
    "U//REL TO USA, CAN",
    "U//REL TO USA, CAN, GBR",
    "U//FOUO/REL TO USA, GBR",
    "U//RELIDO",
    "U//FISA",
    "U//FISA/REL TO USA, GBR",
    "U//DSEN",
    "U//DSEN/NF",
    "U//PR/NF",
    "U//DS",
    "U//SBU",
    "U//SBU-NF",
    "U//REL TO USA, CAN//SBU",
    "U//LES",
    "U//LES-NF",
    "U//REL TO USA, CAN//LES",
    "U//SSI",
    "U//NF//XD",
    "U//NF//ND",
    "C",
    "C//NF",
    "C//REL TO USA, CAN",
    "C//RELIDO",
    "C//OC/NF",
    "C//OC-USGOV/NF",
    "C//SI//NF",
    "C//NF//LES",
    "C//RD//NF",
    "C//FRD//NF",
    "C//TFNI//REL TO USA, GBR",
    "S",
    "S//SI",
    "S//OC",
    "S//RS",
    "S//TFNI",
    "S//NF",
    "S//REL TO USA, GBR",
    "S//REL TO USA, CAN, GBR",
    "S//REL TO USA, FVEY",
    "S//REL TO USA, AUS, CAN/RELIDO",
    "S//RELIDO",
    "S//OC/NF",
    "S//OC/REL TO USA, GBR",
    "S//OC-USGOV/REL TO USA, CAN",
    "S//RS/IMC/NF",
    "S//PR/NF",
    "S//FISA/NF",
    "S//TK//NF",
    "TS//SI-EU//NF",
    "S//HCS-P//NF",
    "S//RD-CNWDI//NF",
    "S//FRD-SG 14//NF",
    "S//NF//XD",
    "S//NF//ND",
    "S//REL TO USA, CAN//LES/SSI",
    "TS//SI/TK//NF",
    "TS//SI-G ABCD//OC/NF",
    "TS//SI//REL TO USA, FVEY",
];

/// Read-ins, with some that nobody needs.
pub const ACCESSES: [&str; 14] = [
    "SI",
    "SI-G",
    "SI-G-ABCD",
    "SI-EU",
    "SI-NK",
    "TK",
    "HCS",
    "HCS-P",
    "Q",
    "CNWDI",
    "SIGMA-14",
    "SIGMA-18",
    "KLM",
    "BUR",
];

/// Agencies: originators, employers, duty organisations, addressees.
pub const AGENCIES: [&str; 14] = [
    "CIA",
    "CIA/DO",
    "NSA",
    "DOD/DIA",
    "STATE",
    "STATE/INR",
    "STATE/CA",
    "DHS",
    "DHS/ICE",
    "DOJ/FBI",
    "HSTC",
    "CAN_RCMP",
    "GBR_NCIS",
    "AUS_AFP",
];

/// Countries of affiliation.
pub const COUNTRIES: [&str; 5] = ["USA", "CAN", "GBR", "AUS", "JPN"];

/// Topics; the last is granted to nobody.
pub const TOPICS: [&str; 4] =
    ["migrant-smuggling", "trafficking-in-persons", "false-documents", "narcotics"];

/// Times before, between and after the grants of the Center's community.
pub const TIMES: [&str; 4] = [
    "2002-06-01T00:00:00Z",
    "2003-06-01T00:00:00Z",
    "2004-07-09T13:00:00Z",
    "2029-01-01T00:00:00Z",
];
