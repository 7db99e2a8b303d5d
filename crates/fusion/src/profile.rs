//! What is said of an entity, each statement with its sources.

use std::collections::BTreeMap;

use model::Timestamp;

use crate::{Day, Entity, Held, Identifier, Kind, MentionId, Place, PlacePart, Seen};

/// A thing that is said of somebody.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Said {
    /// A name, as it is written.
    Name(String),
    /// What they are or do, as it is written.
    Role(String),
    /// A day of birth, building or founding.
    Born(Day),
    /// A number of theirs.
    Identifier(Identifier),
    /// A country of theirs, by its code.
    Country(String),
    /// A place, or a part of an address.
    Place(PlacePart, String),
}

/// A thing that is said, by whom and from when to when.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Statement {
    /// What is said.
    pub said: Said,
    /// The mentions that say it, in order, at least one.
    pub sources: Vec<MentionId>,
    /// The first time that a source speaks of.
    pub first: Option<Timestamp>,
    /// The last time.
    pub last: Option<Timestamp>,
}

/// All that a viewer may know of an entity.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Profile {
    /// By what the viewer can ask for it again.
    pub id: MentionId,
    /// What it is.
    pub kind: Kind,
    /// The name that most mentions have; of equals the first in the alphabet.
    pub name: String,
    /// How many mentions it has.
    pub mentions: usize,
    /// The first time that it was seen.
    pub first_seen: Option<Timestamp>,
    /// The last time.
    pub last_seen: Option<Timestamp>,
    /// What is said of it, in order.
    pub statements: Vec<Statement>,
}

/// What two profiles of one entity differ in.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Changes {
    /// What is said now and was not.
    pub added: Vec<Statement>,
    /// What is said no more: its reports were recalled, or a judgement parted them.
    pub gone: Vec<Statement>,
    /// What has other sources than it had.
    pub resourced: Vec<Statement>,
}

impl Seen<'_> {
    /// The profile of an entity.
    pub fn profile(&self, entity: &Entity<'_>) -> Option<Profile> {
        let id = entity.id()?.clone();
        let mut said: BTreeMap<Said, Vec<&Held>> = BTreeMap::new();
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        let mut kind = Kind::default();
        for (mention, number) in entity.mentions.iter().zip(&entity.numbers) {
            *names.entry(&mention.written).or_default() += 1;
            for what in self.says(mention, *number) {
                said.entry(what).or_default().push(mention);
            }
            kind = self.record(*number).map_or(kind, |record| record.kind);
        }
        let name = names.iter().max_by(|(a, one), (b, other)| one.cmp(other).then(b.cmp(a)));
        let times = || entity.mentions.iter().filter_map(|mention| mention.at);
        Some(Profile {
            id,
            kind,
            name: name.map(|(name, _)| (*name).to_owned()).unwrap_or_default(),
            mentions: entity.mentions.len(),
            first_seen: times().min(),
            last_seen: times().max(),
            statements: said.into_iter().map(|(said, sources)| statement(said, &sources)).collect(),
        })
    }

    /// What one mention says.
    fn says(&self, mention: &Held, number: u32) -> Vec<Said> {
        let mut said = vec![Said::Name(mention.written.to_string())];
        said.extend(mention.role.as_deref().map(|role| Said::Role(role.to_owned())));
        let Some(record) = self.record(number) else { return said };
        said.extend(record.days.iter().copied().map(Said::Born));
        said.extend(record.identifiers.iter().cloned().map(Said::Identifier));
        said.extend(record.countries.iter().map(|word| Said::Country(word.text.to_string())));
        let place = |place: &Place| Said::Place(place.part, place.name.to_string());
        said.extend(record.places.iter().map(place));
        said
    }
}

fn statement(said: Said, sources: &[&Held]) -> Statement {
    let times = || sources.iter().filter_map(|mention| mention.at);
    Statement {
        said,
        first: times().min(),
        last: times().max(),
        sources: sources.iter().map(|mention| mention.id.clone()).collect(),
    }
}

impl Profile {
    /// What is other than in an earlier profile.
    pub fn since(&self, earlier: &Self) -> Changes {
        let of = |profile: &Self, said: &Said| {
            let at = profile.statements.binary_search_by(|known| known.said.cmp(said)).ok()?;
            profile.statements.get(at).cloned()
        };
        let mut changes = Changes::default();
        for statement in &self.statements {
            match of(earlier, &statement.said) {
                None => changes.added.push(statement.clone()),
                Some(known) if known.sources != statement.sources => {
                    changes.resourced.push(statement.clone());
                }
                Some(_) => {}
            }
        }
        let gone = earlier.statements.iter().filter(|known| of(self, &known.said).is_none());
        changes.gone.extend(gone.cloned());
        changes
    }
}
