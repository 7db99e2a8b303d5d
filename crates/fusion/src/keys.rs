//! Keys under which records that may be one meet. A record's keys depend on the record alone.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher as _};

use crate::name::{Part, Place};
use crate::{Kind, Name, Record};

/// A key, as a hash that is the same everywhere and always. The last bit is set in half keys: these meet whole
/// ones alone, so that a surname alone finds full names, and full names do not meet by surname alone.
pub(crate) type Key = u64;

/// Whether records under two keys that differ in the last bit at most are to be compared.
pub(crate) fn meet(one: Key, other: Key) -> bool {
    one | 1 == other | 1 && one & other & 1 == 0
}

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
        *key ^= (record.kind as u64) << 1;
    }
    keys.sort_unstable();
    // Of a half key and its whole one, which sorts before it, the whole one meets all that both meet.
    keys.dedup_by(|next, first| *next | 1 == *first | 1);
    keys
}

/// Sounds of surnames with first letters of given names; where the order is not known, of any two words.
fn of_name(name: &Name, kind: Kind, keys: &mut Vec<Key>) {
    let own: Vec<&Part> = name.parts.iter().filter(|part| !part.optional).collect();
    if kind != Kind::Person {
        return of_thing(&own, keys);
    }
    let sounds = |part: &Part| part.token.sound.len() >= SOUND_LETTERS_MIN;
    for (at, family) in own.iter().enumerate().filter(|(_, part)| !part.token.is_initial()) {
        let others = own.iter().enumerate().filter(|(to, _)| *to != at);
        // A given name with the letter of a surname meets names in the other order alone.
        let half = u64::from(family.place == Place::Given);
        for letter in others.flat_map(|(_, other)| other.token.letters.iter()) {
            keys.push(key(&(&family.token.sound, letter)) | half);
        }
        let alone = key(&("alone", &family.token.sound));
        if own.len() == 1 {
            keys.push(alone);
        } else if family.token.as_surname >= RARE_BITS
            && family.place != Place::Given
            && sounds(family)
        {
            keys.push(alone | 1);
        }
    }
    for part in name.parts.iter().filter(|part| part.optional && !part.token.is_initial()) {
        let letters = own.iter().flat_map(|other| other.token.letters.iter());
        if part.place == Place::Family && part.token.latin.len() >= OPTIONAL_LETTERS_MIN {
            keys.extend(letters.map(|letter| key(&(&part.token.sound, letter))));
        }
    }
}

/// Words that few things have, and any two where none is.
fn of_thing(own: &[&Part], keys: &mut Vec<Key>) {
    let rare = |part: &&&Part| part.token.as_thing >= RARE_THING_BITS;
    let alone: Vec<&&Part> = own.iter().filter(rare).collect();
    keys.extend(alone.iter().map(|part| key(&("thing", &part.token.folded))));
    keys.extend(
        alone
            .iter()
            .map(|part| key(&("thing's sound", &part.token.sound, part.token.letters.first()))),
    );
    if alone.is_empty() {
        for (at, one) in own.iter().enumerate() {
            for other in own.iter().skip(at + 1) {
                let (a, b) = (&one.token.folded, &other.token.folded);
                keys.push(key(&("things", a.min(b), a.max(b))));
            }
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
        let grams = text.as_bytes().windows(3).map(|gram| key(&(round, gram)));
        // Three of the least together, so that few records share a key.
        let mut least = [Key::MAX; 3];
        for gram in grams {
            let [first, second, third] = least;
            least = match gram {
                gram if least.contains(&gram) => least,
                gram if gram < first => [gram, first, second],
                gram if gram < second => [first, gram, second],
                gram if gram < third => [first, second, gram],
                _ => least,
            };
        }
        keys.push(key(&("letters", round, least)));
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
    mixed(hasher.finish()) & !1
}

/// Spreads a hash's bits, so that its order is as good as random.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

const SOUND_LETTERS_MIN: usize = 3;
const RARE_BITS: u8 = 13;
const RARE_THING_BITS: u8 = 9;
const OPTIONAL_LETTERS_MIN: usize = 4;
const LETTERS_MIN: usize = 10;
const SKETCHES: u8 = 2;
const PLACES_LETTERS_MIN: usize = 14;
