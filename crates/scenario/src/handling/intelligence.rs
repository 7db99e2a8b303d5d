//! Habits of the intelligence elements.

use super::{Handling, INNER, WIDER};

const FVEY: &str = "S//REL TO USA, FVEY";
const CAN_GBR: &str = "S//REL TO USA, CAN, GBR";
const MEXICO: &str = "C//REL TO USA, MEX";

/// CIA.
pub(crate) static CIA_HANDLINGS: [Handling; 13] = [
    Handling::of("S//NF", &["S//NF", "C//NF"]).weight(16).comment("C//NF").tearline("U//FOUO"),
    Handling::of("S//NF", &["S//NF", "S//REL TO USA, CAN, GBR"])
        .background("U//FOUO")
        .tearline(CAN_GBR),
    Handling::of("S//HCS-P//OC/NF", &["S//NF", "S//OC/NF"])
        .title("S//NF")
        .comment("S//NF")
        .tearline("S//REL TO USA, GBR")
        .pointer()
        .to(INNER),
    Handling::of("TS//HCS-P/SI//OC/NF", &["TS//SI//NF", "S//NF"])
        .weight(4)
        .title("S//NF")
        .comment("S//OC/NF")
        .tearline("S//NF")
        .pointer()
        .to(INNER),
    Handling::of("S//OC/NF", &["S//NF", "S//NF"])
        .comment("S//NF")
        .tearline("U//FOUO")
        .caveats(&["CIA:NO-DISSEM-ABROAD"])
        .to(WIDER),
    Handling::of("S//OC/NF", &["S//OC/NF", "C//NF"])
        .weight(6)
        .pointer()
        .caveats(&["CIA:NOCONTRACT"])
        .to(WIDER),
    Handling::of(FVEY, &[CAN_GBR, FVEY])
        .background("U//FOUO/REL TO USA, FVEY")
        .tearline("C//REL TO USA, FVEY"),
    Handling::of("S//RS/OC/NF", &["S//NF", "S//OC/NF"])
        .weight(3)
        .title("S//NF")
        .comment("S//NF")
        .tearline("S//NF")
        .pointer()
        .to(INNER),
    Handling::of("S//REL TO USA, MEX", &["C//REL TO USA, MEX", "S//REL TO USA, MEX"])
        .weight(7)
        .comment(MEXICO)
        .tearline(MEXICO),
    Handling::of("TS//HCS-P//OC/NF", &["S//HCS-P//OC/NF", "S//NF"])
        .weight(3)
        .title("S//NF")
        .comment("S//NF")
        .tearline("S//NF")
        .caveats(&["CIA:NOCONTRACT", "CIA:NO-DISSEM-ABROAD"])
        .pointer()
        .to(INNER),
    Handling::of("C//REL TO USA, ACGU", &["C//REL TO USA, ACGU"]).weight(5).tearline("U//FOUO"),
    Handling::of("S//OC/REL TO USA, GBR", &["S//REL TO USA, GBR"])
        .weight(5)
        .tearline("C//REL TO USA, GBR")
        .to(&["HSTC", "DOJ/FBI", "STATE/INR", "GBR_NCIS"]),
    Handling::of("S//NF", &["S//NF", "U//FOUO"]).title("C//NF").caveats(&["CIA:NOCONTRACT"]),
];

/// NSA.
pub(crate) static NSA_HANDLINGS: [Handling; 10] = [
    Handling::of("TS//SI//NF", &["TS//SI//NF", "S//SI//NF"])
        .weight(12)
        .title("S//SI//NF")
        .tearline("S//REL TO USA, FVEY")
        .caveats(&["NSA:NO-ACTION"]),
    Handling::of("S//SI//REL TO USA, FVEY", &["S//SI//REL TO USA, FVEY"])
        .weight(14)
        .title("S//SI//REL TO USA, FVEY")
        .tearline("S//REL TO USA, FVEY"),
    Handling::of("TS//SI-G//OC/NF", &["TS//SI//NF", "TS//SI-G//OC/NF"])
        .weight(4)
        .title("TS//SI//NF")
        .tearline("S//REL TO USA, AUS, CAN, GBR")
        .pointer()
        .to(INNER),
    Handling::of("TS//SI/TK//NF", &["S//TK//NF", "TS//SI//NF"]).weight(6).tearline("S//NF"),
    Handling::of("TS//SI/TK//OC/NF", &["TS//SI//OC/NF", "S//TK//NF"])
        .weight(4)
        .title("S//NF")
        .pointer()
        .to(INNER),
    Handling::of("TS//SI//REL TO USA, GBR", &["S//SI//REL TO USA, GBR"])
        .weight(6)
        .tearline("S//REL TO USA, GBR"),
    Handling::of("TS//SI//NF/FISA", &["TS//SI//NF", "S//NF/FISA"])
        .weight(3)
        .title("S//NF")
        .caveats(&["NSA:NO-ACTION"]),
    Handling::of("S//SI//REL TO USA, FVEY/RELIDO", &["S//REL TO USA, FVEY/RELIDO"])
        .weight(5)
        .tearline("S//REL TO USA, FVEY"),
    Handling::of("C//SI//NF", &["C//SI//NF", "C//NF"]).weight(4).tearline("U//FOUO"),
    Handling::of("TS//SI//OC/NF", &["TS//SI//NF", "S//SI//OC/NF"])
        .weight(5)
        .title("S//NF")
        .tearline("S//NF")
        .pointer()
        .to(WIDER),
];

/// DIA.
pub(crate) static DIA_HANDLINGS: [Handling; 7] = [
    Handling::of("S//NF", &["S//NF", "C//NF"]).tearline("U//FOUO"),
    Handling::of("S//TK//NF", &["S//TK//NF", "S//NF"]).weight(6).tearline("S//NF"),
    Handling::of(FVEY, &["S//REL TO USA, FVEY", "C//REL TO USA, ACGU"])
        .tearline("U//FOUO")
        .weight(4),
    Handling::of("C//REL TO USA, ACGU", &["C//REL TO USA, ACGU"]).weight(6),
    Handling::of("S//RELIDO", &["S//RELIDO", "C//RELIDO"]).weight(5),
    Handling::of("S//REL TO USA, AUS, GBR", &["S//REL TO USA, AUS, GBR"]).weight(5),
    Handling::of("S//OC/NF", &["S//NF"]).weight(4).pointer().to(INNER),
];

/// INR.
pub(crate) static INR_HANDLINGS: [Handling; 7] = [
    Handling::of("S//NF", &["C//NF", "S//NF"]).weight(12).background("U//FOUO").tearline("U//FOUO"),
    Handling::of("S//OC/NF", &["S//NF", "C//NF"]).weight(5).pointer().to(INNER),
    Handling::of("TS//SI//NF", &["S//NF", "TS//SI//NF"]).weight(4).tearline("S//NF"),
    Handling::of(CAN_GBR, &[CAN_GBR, FVEY]).weight(6).tearline("C//REL TO USA, CAN, GBR"),
    Handling::of("C//NF", &["C//NF", "U//FOUO"]).weight(8),
    Handling::of("S//NF", &["S//NF", "S//NF"]).weight(4).caveats(&["STATE:LIMDIS"]).to(&[
        "HSTC",
        "STATE/INL",
        "STATE/G-TIP",
        "DHS/ICE",
    ]),
    Handling::of(FVEY, &[FVEY, "C//REL TO USA, FVEY"]).weight(5),
];

/// Homeland Security's Information and Analysis.
pub(crate) static IAIP_HANDLINGS: [Handling; 5] = [
    Handling::of("S//NF", &["C//NF", "U//FOUO"]).background("U//FOUO").tearline("U//FOUO"),
    Handling::of("U//FOUO", &["U//FOUO"]).weight(8),
    Handling::of("C//NF", &["C//NF", "U//LES"]).weight(6).tearline("U//FOUO"),
    Handling::of("S//OC/NF", &["S//NF"]).weight(3).pointer().to(INNER),
    Handling::of(CAN_GBR, &["C//REL TO USA, CAN, GBR"]).weight(5),
];
