//! Keys under which records that may be one meet. A record's keys depend on the record alone.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher as _};

use crate::name::{Part, Place};
use crate::{Kind, Name, Record};

/// A key, as a hash that is the same everywhere and always.
pub(crate) type Key = u64;

/// The keys of a record, in order and each once.
pub(crate) fn keys(record: &Record) -> Vec<Key> {
    let mut keys = Vec::new();
    for name in record.names.iter().chain(&record.refers) {
        of_name(name, record.kind, &mut keys);
        of_letters(name, &mut keys);
    }
    for identifier in &record.identifiers {
        keys.push(key(&("identifier", &identifier.scheme, &identifier.value)));
    }
    of_days(record, &mut keys);
    of_places(record, &mut keys);
    // Kinds never meet.
    for key in &mut keys {
        *key = key.rotate_left(5) ^ record.kind as u64;
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Sounds of surnames with first letters of given names; where the order is not known, of any two words.
fn of_name(name: &Name, kind: Kind, keys: &mut Vec<Key>) {
    let own: Vec<&Part> = name.parts.iter().filter(|part| !part.optional).collect();
    let sounds = |part: &Part| part.token.sound.len() >= SOUND_LETTERS_MIN;
    for (at, family) in own.iter().enumerate() {
        if family.token.is_initial() {
            continue;
        }
        for (to, other) in own.iter().enumerate() {
            if at != to {
                for letter in other.token.letters.iter() {
                    keys.push(key(&(&family.token.sound, letter)));
                }
            }
        }
        let alone = own.len() == 1 || kind != Kind::Person;
        if alone
            || (family.token.as_surname >= RARE_BITS
                && family.place != Place::Given
                && sounds(family))
        {
            keys.push(key(&("alone", &family.token.sound)));
        }
    }
    for part in name.parts.iter().filter(|part| part.optional && !part.token.is_initial()) {
        let letters = own.iter().flat_map(|other| other.token.letters.iter());
        if part.place == Place::Family && part.token.latin.len() >= OPTIONAL_LETTERS_MIN {
            keys.extend(letters.map(|letter| key(&(&part.token.sound, letter))));
        }
    }
}

/// The least hashes of the name's trigrams: names that share most of their letters share one.
fn of_letters(name: &Name, keys: &mut Vec<Key>) {
    let mut letters: Vec<&str> =
        name.parts.iter().filter(|part| !part.optional).map(|part| &*part.token.folded).collect();
    letters.sort_unstable();
    let text = format!(" {} ", letters.join(" "));
    if text.len() < LETTERS_MIN {
        return;
    }
    for round in 0..SKETCHES {
        let grams = text.as_bytes().windows(3).map(|gram| mixed(key(&(round, gram))));
        let least = grams.clone().min();
        // Two of the least together, so that few records share a key.
        let second = grams.filter(|gram| Some(*gram) != least).min();
        keys.push(key(&("letters", round, least, second)));
    }
}

/// A whole day with the sound of any word.
fn of_days(record: &Record, keys: &mut Vec<Key>) {
    for day in record.days.iter().filter(|day| day.is_whole()) {
        for name in &record.names {
            for token in name.tokens() {
                keys.push(key(&("day", day.year, day.month, day.day, &token.sound)));
            }
        }
        for place in &record.places {
            keys.push(key(&("day", day.year, day.month, day.day, place.part, &place.name)));
        }
    }
}

/// Any two parts of an address that say something, and a part with the sound of a word.
fn of_places(record: &Record, keys: &mut Vec<Key>) {
    for (at, one) in record.places.iter().enumerate() {
        for other in record.places.iter().skip(at + 1) {
            if one.name.len() + other.name.len() >= PLACES_LETTERS_MIN {
                keys.push(key(&("places", &one.name, &other.name)));
            }
        }
    }
}

fn key(of: &impl Hash) -> Key {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Spreads a hash's bits, so that its order is as good as random.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

const SOUND_LETTERS_MIN: usize = 3;
const RARE_BITS: u8 = 13;
const OPTIONAL_LETTERS_MIN: usize = 4;
const LETTERS_MIN: usize = 10;
const SKETCHES: u8 = 2;
const PLACES_LETTERS_MIN: usize = 14;
