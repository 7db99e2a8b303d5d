//! Generated people: two thirds of the records are people, one third the same people typed again with
//! mistakes. The same number gives the same people.

use fusion::{Day, Kind, Place, PlacePart, Record};

/// So many records.
pub(crate) struct People {
    count: u32,
}

/// A record before it is read.
struct Typed {
    given: String,
    family: String,
    born: String,
    city: String,
    street: String,
    entity: u32,
}

impl People {
    pub(crate) fn new(count: u32) -> Self {
        Self { count }
    }

    /// The records, with the entity of each.
    pub(crate) fn records(&self) -> impl Iterator<Item = (Record, String)> {
        (0..self.count).map(|number| {
            let typed = self.typed(number);
            let mut record = Record::new(Kind::Person).named_by_fields(&typed.given, &typed.family);
            if let Some(day) = Day::read(&typed.born) {
                record = record.born(day);
            }
            let parts = [(PlacePart::Locality, &typed.city), (PlacePart::Street, &typed.street)];
            for place in parts.iter().filter_map(|(part, text)| Place::read(*part, text)) {
                record = record.at(place);
            }
            (record, typed.entity.to_string())
        })
    }

    /// The entity of each record.
    pub(crate) fn entities(&self) -> impl Iterator<Item = String> {
        (0..self.count).map(|number| self.entity(number).to_string())
    }

    /// The records as comma-separated values, for peers.
    pub(crate) fn csv(&self) -> String {
        let mut text = String::from("unique_id,first_name,surname,dob,city,street,entity\n");
        for number in 0..self.count {
            let Typed { given, family, born, city, street, entity } = self.typed(number);
            text += &format!("{number},{given},{family},{born},{city},{street},{entity}\n");
        }
        text
    }

    /// Every third record is of somebody before it.
    fn entity(&self, number: u32) -> u32 {
        if number % 3 == 2 {
            number - 1 - u32::from(mixed(number, 9).is_multiple_of(2))
        } else {
            number
        }
    }

    fn typed(&self, number: u32) -> Typed {
        let entity = self.entity(number);
        let draw = |of: u64, salt: u64| (skewed(mixed(entity, salt)) * of) >> 32;
        let mut typed = Typed {
            given: word(draw(GIVEN, 1), 11),
            family: word(draw(FAMILIES, 2), 12),
            born: format!(
                "{:04}-{:02}-{:02}",
                1930 + mixed(entity, 3) % 70,
                1 + mixed(entity, 4) % 12,
                1 + mixed(entity, 5) % 28
            ),
            city: word(draw(CITIES, 6), 13),
            street: format!("{} {}", 1 + mixed(entity, 7) % 200, word(draw(STREETS, 8), 14)),
            entity,
        };
        if number != entity {
            let fields = [&mut typed.given, &mut typed.family, &mut typed.born, &mut typed.street];
            for (field, salt) in fields.into_iter().zip(20..) {
                if mixed(number, salt).is_multiple_of(3) {
                    *field = mistyped(field, mixed(number, salt + 10));
                }
            }
            if mixed(number, 40).is_multiple_of(10) {
                typed.city = word(mixed(number, 41) % CITIES, 13);
            }
        }
        typed
    }
}

/// Two neighbouring signs exchanged, or one left out where they are the same.
fn mistyped(text: &str, at: u64) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    let at = 1 + usize::try_from(at).unwrap_or_default() % signs.len().saturating_sub(2).max(1);
    if signs.get(at) == signs.get(at + 1) {
        signs.truncate(signs.len().saturating_sub(1));
    } else if at + 1 < signs.len() {
        signs.swap(at, at + 1);
    }
    signs.into_iter().collect()
}

/// A word of two to four syllables for a number.
fn word(number: u64, salt: u64) -> String {
    let mut rest = mixed(u32::try_from(number).unwrap_or(u32::MAX), salt);
    let mut draw = |of: usize| {
        let drawn = usize::try_from(rest % of as u64).unwrap_or_default();
        rest /= of as u64;
        drawn
    };
    let mut word = String::new();
    for _ in 0..2 + draw(3) {
        word.extend(ONSETS.get(draw(ONSETS.len())).copied());
        word.extend(VOWELS.get(draw(VOWELS.len())).copied());
        word.extend(CODAS.get(draw(CODAS.len())).copied());
    }
    word
}

/// Below 2 to the power of 32, more of it near 0: few names are borne by many.
fn skewed(hash: u64) -> u64 {
    let even = hash >> 32;
    (even * even) >> 32
}

/// Spreads a number and a salt over all bits (splitmix64).
fn mixed(number: u32, salt: u64) -> u64 {
    let mut z = u64::from(number).wrapping_add(salt << 32).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const GIVEN: u64 = 2_000;
const FAMILIES: u64 = 30_000;
const CITIES: u64 = 500;
const STREETS: u64 = 20_000;
const ONSETS: [&str; 20] = [
    "b", "br", "d", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr",
    "v", "sh",
];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ai"];
const CODAS: [&str; 8] = ["", "", "", "n", "r", "l", "s", "m"];
