//! Sensitive compartmented information: control systems, compartments, sub-compartments.

use std::sync::LazyLock;

use crate::nested::{Name, Nested};
use crate::packed::Words;
use crate::split::split_once;

/// The SCI block of a marking: systems, their compartments, their sub-compartments.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sci(Nested);

impl Sci {
    /// Whether there is no SCI.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every token with its ancestors, hyphenated as ODNI's attributes have them
    /// (`SI`, `SI-G`, `SI-G-ABCD`; ISM-ID-00388), in print order.
    pub fn tokens(&self) -> Vec<String> {
        self.0.tokens("")
    }

    /// The block as printed: `123/SI-G ABCD DEFG-MMM AACD`.
    pub fn printed(&self) -> String {
        self.0.as_str().to_owned()
    }

    /// The block with published names spelled out: `TALENT KEYHOLE-BLUEFISH`.
    pub(crate) fn titled(&self) -> String {
        let mut text = String::new();
        self.0.each_path(&mut |system, compartment, sub| {
            let (between, name) = match (compartment, sub) {
                (None, _) => ("/", title(system)),
                (Some(compartment), None) => ("-", compartment_title(system, compartment)),
                (Some(_), Some(sub)) => (" ", sub),
            };
            if !text.is_empty() {
                text.push_str(between);
            }
            text.push_str(name);
            Some(())
        });
        text
    }

    /// Visits every system, compartment and sub-compartment, until the visitor gives `None`.
    pub(crate) fn each(
        &self,
        visit: &mut impl FnMut(&str, Option<&str>, Option<&str>) -> Option<()>,
    ) -> Option<()> {
        self.0.each_path(&mut |system, compartment, sub| visit(system, compartment, sub))
    }

    /// Whether a control system is present.
    pub fn has_system(&self, name: &str) -> bool {
        self.0.has_head(name)
    }

    /// Adds everything of another block (roll-up is union at every level).
    pub(crate) fn add(&mut self, other: &Self) {
        self.0.add(&other.0);
    }

    /// What both blocks have.
    pub(crate) fn common(&self, other: &Self) -> Self {
        Self(self.0.common(&other.0))
    }

    /// Whether everything of another block is here, ancestors included.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.0.covers(&other.0)
    }

    /// Adds tokens with hyphens, `SI-G-ABCD`. Gives the first that is none.
    pub(crate) fn add_token(&mut self, token: &str) -> Option<()> {
        let (system, rest) = split_once(token, b'-');
        let system = Name::new(system)?.as_str();
        let text = rest.map(|rest| format!("{system}-{}", rest.replacen('-', " ", 1)));
        self.0.read(system, text.as_deref().unwrap_or(system), &|name| name)
    }

    /// Reads one system with its compartments, `SI-G ABCD-MMM`; its head is another form of the
    /// system's name.
    pub(crate) fn read_system(&mut self, system: &str, text: &str) -> Option<()> {
        let system = Name::new(system)?.as_str();
        self.0.read(system, text, &|name| canonical_compartment(system, name))
    }
}

fn title(system: &str) -> &str {
    SYSTEMS.iter().find(|(known, _)| *known == system).map_or(system, |(_, title)| title)
}

fn compartment_title<'c>(system: &str, compartment: &'c str) -> &'c str {
    let known = COMPARTMENTS.iter().find(|(of, name, _)| *of == system && *name == compartment);
    known.map_or(compartment, |(_, _, title)| title)
}

/// The abbreviation of a published control system, from its abbreviation or title.
pub(crate) fn canonical_system(text: &str) -> Option<&'static str> {
    // One title is longer than the words that are found as numbers.
    let titled = || SYSTEMS.iter().find(|(_, title)| *title == text).map(|(name, _)| *name);
    FORMS.find(text).or_else(titled)
}

static FORMS: LazyLock<Words<&'static str>> = LazyLock::new(|| {
    SYSTEMS.iter().flat_map(|(name, title)| [(*name, *name), (*title, *name)]).collect()
});

pub(crate) fn canonical_compartment<'a>(system: &str, text: &'a str) -> &'a str {
    COMPARTMENTS
        .iter()
        .find(|(of, _, title)| *of == system && *title == text)
        .map_or(text, |(_, name, _)| name)
}

/// The number of a published token (`SI`, `SI-G`), below [`PUBLISHED`]; `None` for any other.
pub(crate) fn published(token: &str) -> Option<usize> {
    let system = SYSTEMS.iter().position(|(name, _)| *name == token);
    system.or_else(|| {
        let (of, compartment) = token.split_once('-')?;
        let at = COMPARTMENTS.iter().position(|(s, c, _)| *s == of && *c == compartment)?;
        Some(SYSTEMS.len() + at)
    })
}

/// How many systems and compartments are published.
pub(crate) const PUBLISHED: usize = SYSTEMS.len() + COMPARTMENTS.len();

/// Names of systems, for suggestions.
pub(crate) fn system_names() -> impl Iterator<Item = &'static str> {
    SYSTEMS.iter().map(|(name, _)| *name)
}

/// Published compartments of a system, for suggestions.
pub(crate) fn published_compartments(system: &str) -> impl Iterator<Item = &'static str> {
    COMPARTMENTS.iter().filter(move |(of, _, _)| *of == system).map(|(_, name, _)| *name)
}

/// Every published system and compartment: its token and its title.
pub(crate) fn published_titles() -> impl Iterator<Item = (String, &'static str)> {
    let systems = SYSTEMS.iter().map(|(name, title)| ((*name).to_owned(), *title));
    let of =
        |(system, name, title): &(&str, &str, &'static str)| (format!("{system}-{name}"), *title);
    systems.chain(COMPARTMENTS.iter().map(of))
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
