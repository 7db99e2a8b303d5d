//! Atomic energy markings of one element.

use super::{CLASSIFIED, SECRET_UP, UNCLASSIFIED, exclusive, levels, needs};
use crate::ism::Attribute::{AtomicEnergyMarkings, DisseminationControls};
use crate::ism::rule::{Rule, Test, Tokens};

pub(super) const RULES: &[Rule] = &[
    Rule::new("ISM-ID-00173", AtomicEnergyMarkings, Test::Levels(SIGMA, SECRET_UP)),
    levels("ISM-ID-00174", AtomicEnergyMarkings, &["RD", "FRD", "TFNI"], CLASSIFIED),
    levels("ISM-ID-00175", AtomicEnergyMarkings, &["RD-CNWDI"], SECRET_UP),
    levels("ISM-ID-00181", AtomicEnergyMarkings, &["UCNI", "DCNI"], UNCLASSIFIED),
    Rule::new(
        "ISM-ID-00183",
        AtomicEnergyMarkings,
        Test::Needs(Tokens::Starts("RD-SG"), AtomicEnergyMarkings, &["RD"]),
    ),
    Rule::new(
        "ISM-ID-00184",
        AtomicEnergyMarkings,
        Test::Needs(Tokens::Starts("FRD-SG"), AtomicEnergyMarkings, &["FRD"]),
    ),
    needs("ISM-ID-00185", AtomicEnergyMarkings, &["RD-CNWDI"], AtomicEnergyMarkings, &["RD"]),
    exclusive("ISM-ID-00321", AtomicEnergyMarkings, &["RD", "FRD", "TFNI"]),
    needs("ISM-ID-00467", AtomicEnergyMarkings, &["RD", "FRD"], DisseminationControls, &["NF"])
        .warning(),
];

const SIGMA: Tokens =
    Tokens::Like(|token| token.starts_with("RD-SG") || token.starts_with("FRD-SG"));
