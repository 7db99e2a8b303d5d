//! A marking as sets of words, read from its printed form with as little thought as possible.

use std::collections::BTreeSet;

/// A set of words.
pub type Words = BTreeSet<String>;

/// What a banner or portion mark says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mark {
    /// 0 for UNCLASSIFIED to 3 for TOP SECRET.
    pub level: usize,
    /// SCI words with their ancestors: `SI`, `SI-G`, `SI-G-ABCD`.
    pub sci: Words,
    /// `RD`, `FRD`, `TFNI`, `CNWDI`, `SIGMA-14`.
    pub aea: Words,
    /// Dissemination controls of both kinds, in their portion forms.
    pub controls: Words,
    /// The codes of REL TO.
    pub rel: Words,
}

impl Mark {
    /// Reads a marking in canonical form, banner or portion.
    ///
    /// # Panics
    /// If a word is not of the vocabulary: the oracle knows no more than the tests use.
    pub fn read(text: &str) -> Self {
        let mut blocks = text.split("//");
        let level = blocks.next().unwrap_or_default();
        let mut mark = Self { level: level_of(level), ..Self::default() };
        for entry in blocks.flat_map(|block| block.split('/')) {
            if let Some(list) = entry.strip_prefix("REL TO ") {
                mark.rel.extend(list.split(", ").map(str::to_owned));
            } else if let Some(control) = control(entry) {
                mark.controls.insert(control.to_owned());
            } else if ["RD", "FRD", "TFNI"].contains(&head(entry)) {
                mark.read_aea(entry);
            } else {
                mark.read_sci(entry);
            }
        }
        mark
    }

    /// Whether a control is present, by its portion form.
    pub fn has(&self, control: &str) -> bool {
        self.controls.contains(control)
    }

    /// Whether it is above UNCLASSIFIED.
    pub fn is_classified(&self) -> bool {
        self.level > 0
    }

    /// Whether no foreign national may have it.
    pub fn is_noforn(&self) -> bool {
        ["NF", "SBU-NF", "LES-NF"].iter().any(|control| self.has(control))
    }

    /// Whether it has a foreign disclosure marking.
    pub fn has_disclosure(&self) -> bool {
        self.is_noforn() || self.has("RELIDO") || !self.rel.is_empty()
    }

    fn read_sci(&mut self, entry: &str) {
        let mut parts = entry.split('-');
        let system = parts.next().unwrap_or_default();
        assert!(SYSTEMS.contains(&system), "the oracle does not know `{entry}`");
        self.sci.insert(system.to_owned());
        for part in parts {
            let mut names = part.split(' ');
            let compartment = format!("{system}-{}", names.next().unwrap_or_default());
            self.sci.extend(names.map(|sub| format!("{compartment}-{sub}")));
            self.sci.insert(compartment);
        }
    }

    fn read_aea(&mut self, entry: &str) {
        for part in entry.split('-') {
            match part.strip_prefix("SIGMA ").or_else(|| part.strip_prefix("SG ")) {
                Some(numbers) => {
                    self.aea.extend(numbers.split(' ').map(|number| format!("SIGMA-{number}")));
                }
                None => {
                    self.aea.insert(part.to_owned());
                }
            }
        }
    }
}

/// The level of a banner or portion form.
///
/// # Panics
/// If it is none.
fn level_of(text: &str) -> usize {
    let forms = [
        ("UNCLASSIFIED", "U"),
        ("RESTRICTED", "R"),
        ("CONFIDENTIAL", "C"),
        ("SECRET", "S"),
        ("TOP SECRET", "TS"),
    ];
    let found = forms.iter().position(|(long, short)| *long == text || *short == text);
    found.unwrap_or_else(|| panic!("`{text}` is no level"))
}

fn head(entry: &str) -> &str {
    entry.split('-').next().unwrap_or_default()
}

fn control(entry: &str) -> Option<&'static str> {
    let found = CONTROLS.iter().find(|(banner, portion)| *banner == entry || *portion == entry);
    found.map(|(_, portion)| *portion)
}

const SYSTEMS: [&str; 7] = ["BUR", "HCS", "KLM", "MVL", "RSV", "SI", "TK"];

/// Banner and portion forms (register, table 4).
const CONTROLS: [(&str, &str); 18] = [
    ("RSEN", "RS"),
    ("FOUO", "FOUO"),
    ("ORCON", "OC"),
    ("ORCON-USGOV", "OC-USGOV"),
    ("IMCON", "IMC"),
    ("NOFORN", "NF"),
    ("PROPIN", "PR"),
    ("RELIDO", "RELIDO"),
    ("DEA SENSITIVE", "DSEN"),
    ("FISA", "FISA"),
    ("LIMDIS", "DS"),
    ("EXDIS", "XD"),
    ("NODIS", "ND"),
    ("SBU", "SBU"),
    ("SBU NOFORN", "SBU-NF"),
    ("LES", "LES"),
    ("LES NOFORN", "LES-NF"),
    ("SSI", "SSI"),
];
