//! What one source says of one person or thing: what matching compares.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::name::token::Tokens;
use crate::word::{Word, sorted, words_of_role};
use crate::{Day, Identifier, Name, Place};

/// What a record is about. Records of different kinds are never linked.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// A human being.
    #[default]
    Person,
    /// A firm, an agency, a group.
    Organization,
    /// A ship or boat.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// A road vehicle.
    Vehicle,
    /// A number, an address, an account: what is itself when its identifier is.
    Thing,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Vessel => "vessel",
            Self::Aircraft => "aircraft",
            Self::Vehicle => "vehicle",
            Self::Thing => "thing",
        }
    }

    /// What an originator's word means.
    pub fn of(word: &str) -> Self {
        match word {
            "person" => Self::Person,
            "organization" | "organisation" => Self::Organization,
            "vessel" => Self::Vessel,
            "aircraft" => Self::Aircraft,
            "vehicle" => Self::Vehicle,
            _ => Self::Thing,
        }
    }
}

/// What one source says of one person or thing.
///
/// ```
/// use fusion::{Kind, Record};
/// let record = Record::new(Kind::Person).named("Zorin, Valerian A.").role("Soviet Ambassador to France");
/// assert_eq!(record.names().count(), 1);
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq, Hash)]
pub struct Record {
    pub(crate) kind: Kind,
    pub(crate) names: Vec<Name>,
    /// Names of the entry that this one refers to: `see Bui Van Luong`.
    pub(crate) refers: Vec<Name>,
    pub(crate) days: Vec<Day>,
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) places: Vec<Place>,
    pub(crate) role: Box<[Word]>,
    pub(crate) countries: Box<[Word]>,
    pub(crate) company: Box<[Word]>,
    pub(crate) list: Option<Arc<str>>,
}

impl Record {
    /// Of a kind, with nothing said yet.
    pub fn new(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Adds the names in a text: a name, with others in brackets.
    #[must_use]
    pub fn named(mut self, written: &str) -> Self {
        let names = match self.kind {
            Kind::Person => Name::read_all(written),
            Kind::Organization | Kind::Vessel | Kind::Aircraft | Kind::Vehicle | Kind::Thing => {
                vec![Name::of_thing(written)]
            }
        };
        for name in names {
            self.add_name(name);
        }
        self
    }

    /// Adds a name of fields that say which is which.
    #[must_use]
    pub fn named_by_fields(mut self, given: &str, family: &str) -> Self {
        self.add_name(Name::of_fields(given, family));
        self
    }

    fn add_name(&mut self, name: Name) {
        if !name.is_empty() && !self.names.contains(&name) && self.names.len() < NAMES_MAX {
            self.names.push(name);
        }
    }

    /// What they are or do. `see X` and `pseudonym for X` name whom the entry refers to instead.
    #[must_use]
    pub fn role(mut self, text: &str) -> Self {
        match referred(text) {
            Some(other) => self.refers.extend(Name::read_all(other)),
            None => {
                let words = self.role.iter().cloned().chain(words_of_role(text));
                self.role = sorted(words.take(WORDS_MAX).collect());
            }
        }
        self
    }

    /// A day of birth, building or founding; several where sources differ.
    #[must_use]
    pub fn born(mut self, day: Day) -> Self {
        if !self.days.contains(&day) {
            self.days.push(day);
        }
        self
    }

    /// A number of theirs.
    #[must_use]
    pub fn identified(mut self, identifier: Identifier) -> Self {
        if !self.identifiers.contains(&identifier) {
            self.identifiers.push(identifier);
        }
        self
    }

    /// A place of theirs, or a part of an address.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        if !self.places.contains(&place) {
            self.places.push(place);
        }
        self
    }

    /// A country of theirs, by its code.
    #[must_use]
    pub fn of_country(mut self, code: &str) -> Self {
        let word = Word::of(code, crate::word::Says::Country);
        self.countries = sorted(self.countries.iter().cloned().chain([word]).collect());
        self
    }

    /// Whom they were seen with, by name.
    #[must_use]
    pub fn with(mut self, companion: &str) -> Self {
        let name = Name::read(companion);
        let mut letters: Vec<&str> = name.tokens().map(|token| &*token.folded).collect();
        letters.sort_unstable();
        let word = Word::of(&letters.join(" "), crate::word::Says::Much);
        self.company = sorted(self.company.iter().cloned().chain([word]).collect());
        self
    }

    /// The list of which this is an entry, where its entries are people or things apart.
    #[must_use]
    pub fn listed(mut self, list: &str) -> Self {
        self.list = Some(list.into());
        self
    }

    /// What it is about.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it is known by the name of a place alone. Where somebody was is said of them; a place goes
    /// with nobody.
    pub fn is_place(&self) -> bool {
        let by_place = |identifier: &Identifier| &*identifier.scheme == "place";
        self.kind == Kind::Thing && self.identifiers.iter().all(by_place)
    }

    /// Its names.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.names.iter()
    }

    /// Shares what other records have too.
    pub(crate) fn share(&mut self, tokens: &mut Tokens, texts: &mut FxHashSet<Arc<str>>) {
        for name in self.names.iter_mut().chain(&mut self.refers) {
            name.share(tokens);
        }
        for word in self.role.iter_mut().chain(&mut self.countries).chain(&mut self.company) {
            word.share(texts);
        }
        let places = self.places.iter_mut().map(|place| &mut place.name);
        let schemes = self.identifiers.iter_mut().map(|identifier| &mut identifier.scheme);
        for text in places.chain(schemes).chain(&mut self.list) {
            match texts.get(text) {
                Some(known) => *text = Arc::clone(known),
                None => {
                    texts.insert(Arc::clone(text));
                }
            }
        }
        self.names.shrink_to_fit();
        self.days.shrink_to_fit();
        self.identifiers.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}

/// Whom an entry refers to, where it does nothing else.
fn referred(role: &str) -> Option<&str> {
    let role = role.trim();
    REFERENCES.iter().find_map(|words| {
        let head = role.get(..words.len())?;
        head.eq_ignore_ascii_case(words).then(|| role.get(words.len()..)).flatten()
    })
}

const REFERENCES: [&str; 7] = [
    "see also ",
    "see under ",
    "see ",
    "pseudonym for ",
    "pseudonym of ",
    "alias of ",
    "also known as ",
];
const NAMES_MAX: usize = 24;
const WORDS_MAX: usize = 64;
