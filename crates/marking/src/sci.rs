//! Sensitive compartmented information: control systems, compartments, sub-compartments.

use crate::nested::{Name, Nested};
use crate::sorted::Sorted;

/// The SCI block of a marking: systems, their compartments, their sub-compartments.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sci(Sorted<Name, Nested>);

impl Sci {
    /// Whether there is no SCI.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every token with its ancestors, hyphenated as ODNI's attributes have them
    /// (`SI`, `SI-G`, `SI-G-ABCD`; ISM-ID-00388), in print order.
    pub fn tokens(&self) -> Vec<String> {
        let mut tokens = Vec::new();
        for (system, compartments) in self.0.iter() {
            tokens.push(system.as_str().to_owned());
            tokens.extend(compartments.tokens(system.as_str()));
        }
        tokens
    }

    /// The block as printed: `123/SI-G ABCD DEFG-MMM AACD`.
    pub fn printed(&self) -> String {
        let system =
            |(name, rest): (&Name, &Nested)| format!("{}{}", name.as_str(), rest.printed());
        self.0.iter().map(system).collect::<Vec<_>>().join("/")
    }

    /// The block with published names spelled out: `TALENT KEYHOLE-BLUEFISH`.
    pub(crate) fn titled(&self) -> String {
        let system = |(name, rest): (&Name, &Nested)| {
            let title = SYSTEMS.iter().find(|(known, _)| *known == name.as_str());
            let title = title.map_or(name.as_str(), |(_, title)| title);
            let compartment = |of: &str| {
                let known = COMPARTMENTS.iter().find(|(s, c, _)| *s == name.as_str() && *c == of);
                known.map_or(of, |(_, _, title)| title).to_owned()
            };
            format!("{title}{}", rest.titled(&compartment))
        };
        self.0.iter().map(system).collect::<Vec<_>>().join("/")
    }

    /// Visits every system, compartment and sub-compartment, until the visitor gives `None`.
    pub(crate) fn each(
        &self,
        visit: &mut impl FnMut(&str, Option<&str>, Option<&str>) -> Option<()>,
    ) -> Option<()> {
        for (system, compartments) in self.0.iter() {
            let system = system.as_str();
            visit(system, None, None)?;
            compartments.each(&mut |compartment, sub| visit(system, Some(compartment), sub))?;
        }
        Some(())
    }

    /// Whether a control system is present.
    pub fn has_system(&self, name: &str) -> bool {
        self.0.keys().any(|system| system.as_str() == name)
    }

    /// Adds everything of another block (roll-up is union at every level).
    pub(crate) fn add(&mut self, other: &Self) {
        for (system, compartments) in other.0.iter() {
            self.0.merge(system.clone(), |held| held.add(compartments));
        }
    }

    /// What both blocks have.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let shared = self.0.iter().filter_map(|(system, compartments)| {
            Some((system.clone(), compartments.common(other.0.get(system)?)))
        });
        Self(shared.collect())
    }

    /// Whether everything of another block is here, ancestors included.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.common(other) == *other
    }

    /// Adds tokens with hyphens, `SI-G-ABCD`. Gives the first that is none.
    pub(crate) fn add_token(&mut self, token: &str) -> Option<()> {
        let mut parts = token.splitn(2, '-');
        let system = Name::new(parts.next()?)?;
        let compartments = match parts.next() {
            Some(rest) => Nested::read(&rest.replacen('-', " ", 1), &|name| name)?,
            None => Nested::default(),
        };
        self.0.merge(system, |held| held.take_in(compartments));
        Some(())
    }

    /// Reads one system with its compartments, `SI-G ABCD-MMM`; `None` when the system is neither
    /// published nor among the community's own.
    pub(crate) fn read_system(&mut self, text: &str, own: &dyn Fn(&str) -> bool) -> Option<()> {
        let (head, rest) =
            text.split_once('-').map_or((text, None), |(head, rest)| (head, Some(rest)));
        let system = match canonical_system(head) {
            Some(published) => published,
            None if own(head) => head,
            None => return None,
        };
        let canonical = |name| canonical_compartment(system, name);
        let compartments =
            rest.map_or(Some(Nested::default()), |rest| Nested::read(rest, &canonical))?;
        self.0.merge(Name::new(system)?, |held| held.take_in(compartments));
        Some(())
    }
}

/// The abbreviation of a published control system, from its abbreviation or title.
pub(crate) fn canonical_system(text: &str) -> Option<&'static str> {
    SYSTEMS.iter().find(|(name, title)| *name == text || *title == text).map(|(name, _)| *name)
}

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
