//! Which objects a feed has as a collection of STIX: their names alone, so that pages can be cut, filtered
//! and counted before anything is released.
//!
//! Objects stand in the order of the feed's positions. One that several reports share is in the collection
//! once, where the first of those stands that are still shown. Everything holds under the decisions by
//! which it was named.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use exchange::stix::Named;
use model::{Contract, RecipientId, Timestamp};
use store::FeedItem;

/// The catalogues of all feeds that were asked for their objects.
#[derive(Debug, Default)]
pub(crate) struct Catalogues(Mutex<HashMap<FeedName, Arc<Mutex<Catalogue>>>>);

/// Whose a feed is, and its name: the same over the versions of its contract.
type FeedName = (RecipientId, String);

impl Catalogues {
    /// That of a contract's feed.
    pub(crate) fn of(&self, contract: &Contract) -> Arc<Mutex<Catalogue>> {
        let key = (contract.recipient.clone(), contract.name.clone());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::<Mutex<Catalogue>>::clone(all.entry(key).or_default())
    }
}

/// The names of a feed's objects.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    made_under: Option<(u64, u64)>,
    positions: Vec<Position>,
    entries: Vec<Entry>,
    kinds: Vec<String>,
    /// Where each object is, in order.
    places: HashMap<Key, VecDeque<usize>>,
    /// Where the last position about each report is.
    last: HashMap<String, usize>,
}

#[derive(Debug)]
struct Position {
    at: i64,
    is_last: bool,
}

#[derive(Debug)]
struct Entry {
    /// The position, and which of its objects.
    position: usize,
    place: usize,
    key: Key,
    version: Option<Timestamp>,
}

/// An object's type, as a number, and its UUID.
type Key = (usize, u128);

/// Where in a collection an object stands: behind whatever is less.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Place {
    /// The position of the feed, from 1.
    pub position: u64,
    /// Which of the position's objects, from 0.
    pub place: u64,
}

/// Which objects of a collection are wanted.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct WantedObjects {
    /// Only what was added after a time.
    pub added_after: Option<Timestamp>,
    /// Only what stands behind a place.
    pub behind: Option<Place>,
    /// Only these ids, if any are said.
    pub ids: Vec<String>,
    /// Only these types, if any are said.
    pub kinds: Vec<String>,
    /// Only these versions, if any are said; a collection has one version of an object.
    pub versions: Vec<Timestamp>,
    /// At most so many.
    pub limit: usize,
}

/// An object of a collection by its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// When it was added. No two objects have the same time, but for the last of very many of one report.
    pub added: Timestamp,
    /// When it was changed, or made.
    pub version: Option<Timestamp>,
    /// Where it stands.
    pub place: Place,
}

impl Catalogue {
    /// Forgets everything where it was made under other decisions, or something was read late.
    pub(crate) fn renew(&mut self, made_under: (u64, u64)) {
        if self.made_under != Some(made_under) {
            *self = Self { made_under: Some(made_under), ..Self::default() };
        }
    }

    /// How many positions it knows.
    pub(crate) fn through(&self) -> u64 {
        self.positions.len() as u64
    }

    /// Takes the next position. An object whose id is no type and UUID is left out; there is none.
    pub(crate) fn take(&mut self, item: &FeedItem, named: &[Named]) {
        let position = self.positions.len();
        if let Some(earlier) = self.last.insert(item.report.clone(), position)
            && let Some(earlier) = self.positions.get_mut(earlier)
        {
            earlier.is_last = false;
        }
        self.positions.push(Position { at: item.at.micros(), is_last: true });
        for (place, named) in named.iter().enumerate() {
            let Some(key) = self.key(&named.id) else { continue };
            self.places.entry(key).or_default().push_back(self.entries.len());
            self.entries.push(Entry { position, place, key, version: named.version });
        }
    }

    /// What is wanted, in order, and whether there is more.
    pub(crate) fn choose(&mut self, wanted: &WantedObjects) -> (Vec<Listed>, bool) {
        let behind = wanted.behind.map(|place| (place.position, place.place));
        let from = self.entries.partition_point(|entry| {
            let is_before =
                |after: (u64, u64)| (entry.position as u64 + 1, entry.place as u64) <= after;
            behind.is_some_and(is_before)
                || wanted.added_after.is_some_and(|after| self.added(entry) <= after)
        });
        let kinds: Vec<usize> = wanted.kinds.iter().filter_map(|kind| self.kind_of(kind)).collect();
        let mut listed = Vec::new();
        let candidates: Box<dyn Iterator<Item = usize>> = match wanted.ids.as_slice() {
            [] => Box::new(from..self.entries.len()),
            ids => Box::new(self.places_of(ids).into_iter().filter(move |at| *at >= from)),
        };
        for at in candidates {
            if !self.is_shown(at) {
                continue;
            }
            let Some(entry) = self.entries.get(at) else { break };
            let is_wanted = (wanted.kinds.is_empty() || kinds.contains(&entry.key.0))
                && (wanted.versions.is_empty() || wanted.versions.contains(&self.version(entry)));
            if !is_wanted {
                continue;
            }
            if listed.len() == wanted.limit {
                return (listed, true);
            }
            listed.push(self.listed(entry));
        }
        (listed, false)
    }

    /// Whether an entry's position is the last about its report, and no earlier one shows the object.
    fn is_shown(&mut self, at: usize) -> bool {
        let Some(entry) = self.entries.get(at) else { return false };
        let is_last = |position: usize| self.positions.get(position).is_some_and(|of| of.is_last);
        let Some(places) = self.places.get_mut(&entry.key) else { return false };
        // What is not the last any more never is again.
        while let Some(first) = places.front().and_then(|first| self.entries.get(*first))
            && !is_last(first.position)
        {
            places.pop_front();
        }
        is_last(entry.position) && places.front() == Some(&at)
    }

    /// The places at which objects may be shown, in order.
    fn places_of(&self, ids: &[String]) -> Vec<usize> {
        let mut all: Vec<usize> = Vec::new();
        for id in ids {
            let key = id.split_once("--").and_then(|(kind, uuid)| {
                Some((self.kind_of(kind)?, uuid.parse::<uuid::Uuid>().ok()?.as_u128()))
            });
            let places = key.and_then(|key| self.places.get(&key));
            all.extend(places.into_iter().flatten());
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn listed(&self, entry: &Entry) -> Listed {
        let kind = self.kinds.get(entry.key.0).map_or("", String::as_str);
        let place = Place { position: entry.position as u64 + 1, place: entry.place as u64 };
        Listed {
            id: format!("{kind}--{}", uuid::Uuid::from_u128(entry.key.1)),
            added: self.added(entry),
            version: entry.version,
            place,
        }
    }

    /// The position's time, a microsecond more for each object. Positions are a millisecond apart.
    fn added(&self, entry: &Entry) -> Timestamp {
        let at = self.positions.get(entry.position).map_or(0, |position| position.at);
        let place = i64::try_from(entry.place).unwrap_or(APART_MICROS_MAX);
        Timestamp::from_micros(at.saturating_add(place.min(APART_MICROS_MAX)))
    }

    fn version(&self, entry: &Entry) -> Timestamp {
        entry.version.unwrap_or_else(|| self.added(entry))
    }

    fn kind_of(&self, kind: &str) -> Option<usize> {
        self.kinds.iter().position(|known| known == kind)
    }

    fn key(&mut self, id: &str) -> Option<Key> {
        let (kind, uuid) = id.split_once("--")?;
        let uuid = uuid.parse::<uuid::Uuid>().ok()?.as_u128();
        let kind = self.kind_of(kind).unwrap_or_else(|| {
            self.kinds.push(kind.to_owned());
            self.kinds.len() - 1
        });
        Some((kind, uuid))
    }
}

/// The last object of a position that has a time of its own.
const APART_MICROS_MAX: i64 = 999;
