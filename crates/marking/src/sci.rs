//! Sensitive compartmented information: control systems, compartments, sub-compartments.

use std::collections::{BTreeMap, BTreeSet};

/// A name at one level of SCI. Numbers sort before words (register H.4).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct SciName(String);

impl SciName {
    /// Takes an upper-case alphanumeric name.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let sound = (1..=NAME_CHARS_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        sound.then(|| Self(text.to_owned()))
    }

    /// The name as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn rank(&self) -> (bool, u64, &str) {
        match self.0.parse::<u64>() {
            Ok(number) => (false, number, &self.0),
            Err(_) => (true, 0, &self.0),
        }
    }
}

impl Ord for SciName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for SciName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The SCI block of a marking: systems, their compartments, their sub-compartments.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sci(BTreeMap<SciName, BTreeMap<SciName, BTreeSet<SciName>>>);

impl Sci {
    /// Whether there is no SCI.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every token with its ancestors, hyphenated as ODNI's attributes have them
    /// (`SI`, `SI-G`, `SI-G-ABCD`; ISM-ID-00388), in print order.
    pub fn tokens(&self) -> Vec<String> {
        let mut tokens = Vec::new();
        for (system, compartments) in &self.0 {
            tokens.push(system.0.clone());
            for (compartment, subs) in compartments {
                let parent = format!("{}-{}", system.0, compartment.0);
                tokens.push(parent.clone());
                tokens.extend(subs.iter().map(|sub| format!("{parent}-{}", sub.0)));
            }
        }
        tokens
    }

    /// The block as printed: `123/SI-G ABCD DEFG-MMM AACD`.
    pub fn printed(&self) -> String {
        let systems: Vec<String> = self.0.iter().map(|(name, rest)| system(name, rest)).collect();
        systems.join("/")
    }

    /// Whether a control system is present.
    pub fn has_system(&self, name: &str) -> bool {
        self.0.keys().any(|system| system.0 == name)
    }

    /// Adds everything of another block (roll-up is union at every level).
    pub(crate) fn add(&mut self, other: &Self) {
        for (system, compartments) in &other.0 {
            let mine = self.0.entry(system.clone()).or_default();
            for (compartment, subs) in compartments {
                mine.entry(compartment.clone()).or_default().extend(subs.iter().cloned());
            }
        }
    }

    /// Reads one system with its compartments, `SI-G ABCD-MMM`. Says whether the system is known.
    pub(crate) fn read_system(&mut self, text: &str) -> Option<()> {
        let mut parts = text.split('-');
        let name = canonical_system(parts.next()?)?;
        let mut compartments: BTreeMap<SciName, BTreeSet<SciName>> = BTreeMap::new();
        for part in parts {
            let mut names = part.split(' ');
            let compartment = SciName::new(canonical_compartment(name, names.next()?))?;
            let subs = names.map(SciName::new).collect::<Option<BTreeSet<_>>>()?;
            compartments.entry(compartment).or_default().extend(subs);
        }
        let mine = self.0.entry(SciName::new(name)?).or_default();
        for (compartment, subs) in compartments {
            mine.entry(compartment).or_default().extend(subs);
        }
        Some(())
    }
}

fn system(name: &SciName, compartments: &BTreeMap<SciName, BTreeSet<SciName>>) -> String {
    let mut text = name.0.clone();
    for (compartment, subs) in compartments {
        text.push('-');
        text.push_str(&compartment.0);
        for sub in subs {
            text.push(' ');
            text.push_str(&sub.0);
        }
    }
    text
}

/// The abbreviation of a published control system, from its abbreviation or title.
fn canonical_system(text: &str) -> Option<&'static str> {
    SYSTEMS.iter().find(|(name, title)| *name == text || *title == text).map(|(name, _)| *name)
}

fn canonical_compartment<'a>(system: &str, text: &'a str) -> &'a str {
    COMPARTMENTS
        .iter()
        .find(|(of, _, title)| *of == system && *title == text)
        .map_or(text, |(_, name, _)| name)
}

/// Names of systems, for suggestions.
pub(crate) fn system_names() -> impl Iterator<Item = &'static str> {
    SYSTEMS.iter().map(|(name, _)| *name)
}

/// Published control systems: abbreviation, title (register G p36; ISM `SCIControls`).
const SYSTEMS: &[(&str, &str)] = &[
    ("BUR", "BUR"),
    ("HCS", "HCS"),
    ("KLM", "KLAMATH"),
    ("MVL", "MARVEL"),
    ("RSV", "RESERVE"),
    ("SI", "SPECIAL INTELLIGENCE"),
    ("TK", "TALENT KEYHOLE"),
];

/// Compartments whose titles are printed too: system, abbreviation, title.
const COMPARTMENTS: &[(&str, &str, &str)] = &[
    ("SI", "EU", "ECRU"),
    ("SI", "G", "GAMMA"),
    ("SI", "NK", "NONBOOK"),
    ("TK", "BLFH", "BLUEFISH"),
    ("TK", "IDIT", "IDITAROD"),
    ("TK", "KAND", "KANDIK"),
];

const NAME_CHARS_MAX: usize = 12;
