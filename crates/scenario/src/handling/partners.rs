//! Habits of foreign partners, as their reports are marked for the Center.

use super::Handling;

/// Canada's federal police.
pub(crate) static CANADA_HANDLINGS: [Handling; 4] = [
    Handling::of("S//REL TO USA, CAN, GBR", &["S//REL TO USA, CAN, GBR"]).weight(8),
    Handling::of("C//REL TO USA, CAN", &["C//REL TO USA, CAN", "U"]).weight(8),
    Handling::of("S//REL TO USA, CAN", &["S//REL TO USA, CAN"])
        .weight(6)
        .caveats(&["CAN_RCMP:THIRD-PARTY"]),
    Handling::of("S//REL TO USA, FVEY", &["S//REL TO USA, CAN, GBR"]).weight(4),
];

/// The National Criminal Intelligence Service.
pub(crate) static BRITAIN_HANDLINGS: [Handling; 4] = [
    Handling::of("S//REL TO USA, CAN, GBR", &["C//REL TO USA, CAN, GBR"]).weight(8),
    Handling::of("S//REL TO USA, GBR", &["S//REL TO USA, GBR"])
        .weight(6)
        .caveats(&["GBR_NCIS:INTEL-ONLY"]),
    Handling::of("C//REL TO USA, FVEY", &["C//REL TO USA, FVEY", "U"]).weight(6),
    Handling::of("U//FOUO/REL TO USA, GBR", &["U//FOUO/REL TO USA, GBR"]).weight(3),
];

/// Australia's federal police.
pub(crate) static AUSTRALIA_HANDLINGS: [Handling; 3] = [
    Handling::of("S//REL TO USA, AUS, GBR", &["C//REL TO USA, AUS, GBR"]),
    Handling::of("C//REL TO USA, ACGU", &["C//REL TO USA, ACGU", "U"]),
    Handling::of("S//REL TO USA, AUS", &["S//REL TO USA, AUS"]).weight(5),
];

/// Mexico's migration institute.
pub(crate) static MEXICO_HANDLINGS: [Handling; 2] = [
    Handling::of("C//REL TO USA, MEX", &["C//REL TO USA, MEX"]),
    Handling::of("U//FOUO/REL TO USA, MEX", &["U//FOUO/REL TO USA, MEX"]).weight(5),
];

/// Canada's border services.
pub(crate) static CBSA_HANDLINGS: [Handling; 2] = [
    Handling::of("C//REL TO USA, CAN", &["C//REL TO USA, CAN"]),
    Handling::of("U//FOUO/REL TO USA, CAN", &["U//FOUO/REL TO USA, CAN"]).weight(6),
];
