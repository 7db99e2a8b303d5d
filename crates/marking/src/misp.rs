//! Tags of the public MISP taxonomies `tlp`, `dni-ism` (version 3) and `nato` (version 1).

mod read;
mod write;

pub use read::read;
pub use write::{write, write_tlp};

use crate::{Attribute, Attributes, Tlp};

/// What a set of tags says.
///
/// ```
/// use marking::{Attribute, Tlp, misp};
/// let tags = ["tlp:amber", r#"dni-ism:classification:us="S""#, r#"dni-ism:dissem="NF""#];
/// let read = misp::read(tags).unwrap();
/// assert_eq!(read.tlp, Some(Tlp::Amber));
/// assert!(read.ism.is_some_and(|ism| ism.has(Attribute::DisseminationControls, "NF")));
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tags<'a> {
    /// The strictest label of `tlp`.
    pub tlp: Option<Tlp>,
    /// The attributes of `dni-ism` and `nato`.
    pub ism: Option<Attributes>,
    /// Tags of other taxonomies, which may restrict too (`PAP:RED`): the caller decides.
    pub other: Vec<&'a str>,
}

/// A predicate of `dni-ism`, the attribute it fills, and its values with ISM's token for each.
type Predicate = (&'static str, Attribute, &'static [(&'static str, &'static str)]);

/// The values that are tokens of ISM 2022; what the taxonomy has beside is in [`RETIRED`].
const PREDICATES: &[Predicate] = &[
    (
        "classification:us",
        Attribute::Classification,
        &[("U", "U"), ("C", "C"), ("S", "S"), ("TS", "TS")],
    ),
    (
        "classification:all",
        Attribute::Classification,
        &[("U", "U"), ("R", "R"), ("C", "C"), ("S", "S"), ("TS", "TS")],
    ),
    (
        "scicontrols",
        Attribute::SciControls,
        &[
            ("HCS", "HCS"),
            ("HCS-O", "HCS-O"),
            ("HCS-P", "HCS-P"),
            ("RSV", "RSV"),
            ("SI", "SI"),
            ("SI-G", "SI-G"),
            ("TK", "TK"),
        ],
    ),
    (
        "atomicenergymarkings",
        Attribute::AtomicEnergyMarkings,
        &[
            ("RD", "RD"),
            ("RD-CNWDI", "RD-CNWDI"),
            ("FRD", "FRD"),
            ("DCNI", "DCNI"),
            ("UCNI", "UCNI"),
            ("TFNI", "TFNI"),
        ],
    ),
    (
        "dissem",
        Attribute::DisseminationControls,
        &[
            ("RS", "RS"),
            ("FOUO", "FOUO"),
            ("OC", "OC"),
            ("OC-USGOV", "OC-USGOV"),
            ("IMC", "IMC"),
            ("NF", "NF"),
            ("PR", "PR"),
            ("REL", "REL"),
            ("RELIDO", "RELIDO"),
            ("DSEN", "DSEN"),
            ("FISA", "FISA"),
            ("DISPLAYONLY", "DISPLAYONLY"),
        ],
    ),
    (
        "nonic",
        Attribute::NonIcMarkings,
        &[
            ("DS", "DS"),
            ("XD", "XD"),
            ("ND", "ND"),
            ("SBU", "SBU"),
            ("SBU-NF", "SBU-NF"),
            ("LES", "LES"),
            ("LES-NF", "LES-NF"),
            ("SSI", "SSI"),
            ("NNPI", "NNPI"),
        ],
    ),
    (
        "nonuscontrols",
        Attribute::NonUsControls,
        &[("ATOMAL", "NATO-ATOMAL"), ("BOHEMIA", "NATO-BOHEMIA"), ("BALK", "NATO-BALK")],
    ),
    (
        "complies:with",
        Attribute::CompliesWith,
        &[
            ("USGov", "USGov"),
            ("USIC", "USIC"),
            ("USDOD", "USDOD"),
            ("OtherAuthority", "OtherAuthority"),
        ],
    ),
    (
        "notice",
        Attribute::NoticeType,
        &[
            ("FISA", "FISA"),
            ("IMC", "IMC"),
            ("CNWDI", "CNWDI"),
            ("RD", "RD"),
            ("FRD", "FRD"),
            ("DS", "DS"),
            ("LES", "LES"),
            ("LES-NF", "LES-NF"),
            ("DSEN", "DSEN"),
            ("DoD-Dist-A", "DoD-Dist-A"),
            ("DoD-Dist-B", "DoD-Dist-B"),
            ("DoD-Dist-C", "DoD-Dist-C"),
            ("DoD-Dist-D", "DoD-Dist-D"),
            ("DoD-Dist-E", "DoD-Dist-E"),
            ("DoD-Dist-F", "DoD-Dist-F"),
            ("US-Person", "US-Person"),
            ("pre13526ORCON", "pre13526ORCON"),
            ("POC", "POC"),
            ("COMSEC", "COMSEC"),
        ],
    ),
];

/// Values of the taxonomy that ISM 2022 no longer has (register H.4, `CVEnumISMNotice`).
const RETIRED: &[(&str, &str, &str)] = &[
    ("scicontrols", "EL", "ENDSEAL is retired; ask the originator for the control under SI"),
    ("scicontrols", "EL-EU", "ENDSEAL is retired; ECRU is SI-EU, which the originator must mark"),
    (
        "scicontrols",
        "EL-NK",
        "ENDSEAL is retired; NONBOOK is SI-NK, which the originator must mark",
    ),
    ("scicontrols", "KDK", "KLONDIKE is retired; ask the originator for the control under TK"),
    ("scicontrols", "KDK-BLFH", "KLONDIKE is retired; the originator must mark TK-BLFH"),
    ("scicontrols", "KDK-IDIT", "KLONDIKE is retired; the originator must mark TK-IDIT"),
    ("scicontrols", "KDK-KAND", "KLONDIKE is retired; the originator must mark TK-KAND"),
    ("notice", "DoD-Dist-X", "distribution statement X is retired; use one of A to F"),
];

/// `nato:classification`: the value, the level, the control.
const NATO: &[(&str, &str, Option<&str>)] = &[
    ("CTS", "TS", None),
    ("CTS-A", "TS", Some("NATO-ATOMAL")),
    ("CTS-B", "TS", Some("NATO-BOHEMIA")),
    ("NS", "S", None),
    ("NS-A", "S", Some("NATO-ATOMAL")),
    ("NC", "C", None),
    ("NC-A", "C", Some("NATO-ATOMAL")),
    ("NR", "R", None),
    ("NU", "U", None),
];

#[cfg(test)]
mod tests;
