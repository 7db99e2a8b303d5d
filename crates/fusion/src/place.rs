//! Addresses and places, part by part.

use std::sync::Arc;

use crate::name::likeness::within_one_edit;
use crate::{Weight, Weights};

/// What part of an address something is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum PlacePart {
    /// House, building, flat.
    Building,
    /// Street.
    Street,
    /// Town, village, suburb.
    Locality,
    /// Postal code.
    Postcode,
    /// State or province.
    Region,
}

/// A part of an address, or a place by its name.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Place {
    /// Which part.
    pub part: PlacePart,
    /// In small Latin letters and digits, without blanks.
    pub name: Arc<str>,
    /// Which letters and digits it has, as bits: tells most names apart at once.
    has: u64,
}

impl Place {
    /// Takes letters and digits from what is written; nothing where there are none.
    pub fn read(part: PlacePart, written: &str) -> Option<Self> {
        let latin = any_ascii::any_ascii(written).to_lowercase();
        let name: String = latin.chars().filter(char::is_ascii_alphanumeric).collect();
        let has = has(&name);
        (!name.is_empty()).then(|| Self { part, name: name.into(), has })
    }

    /// What the places of two say about them: part by part, the best of each.
    pub(crate) fn compare(one: &[Self], other: &[Self], weights: &Weights) -> Option<Weight> {
        let (mut sum, mut met) = (Weight(0), false);
        for part in PARTS {
            let mut best = None;
            for a in one.iter().filter(|place| place.part == part) {
                for b in other.iter().filter(|place| place.part == part) {
                    best = best.max(Some(likeness(a, b)));
                }
            }
            let Some(best) = best else { continue };
            met = true;
            sum += match best {
                0 => weights.place_differs.percent(part.percent()),
                percent => weights.place_agrees.percent(part.percent()).percent(percent),
            };
        }
        let most = weights.place_max;
        met.then(|| sum.min(most))
    }
}

impl PlacePart {
    /// How much a part says beside a street.
    const fn percent(self) -> i32 {
        match self {
            Self::Building => 70,
            Self::Street => 150,
            Self::Locality | Self::Postcode => 130,
            Self::Region => 30,
        }
    }
}

/// In percent.
fn likeness(one: &Place, other: &Place) -> i32 {
    let apart = (one.has ^ other.has).count_ones();
    let (one_more, other_more) = (one.has & !other.has != 0, other.has & !one.has != 0);
    let (one, other) = (&*one.name, &*other.name);
    if apart == 0 && one == other {
        return 100;
    }
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    // An edit changes at most two of the signs that a text has.
    if apart <= 2 && short >= CLOSE_BYTES_MIN && within_one_edit(one.as_bytes(), other.as_bytes()) {
        return 70;
    }
    let within = |one: &str, other: &str| one.len() >= FAR_BYTES_MIN && other.starts_with(one);
    let near =
        short >= FAR_BYTES_MIN && long - short <= 3 && apart <= 6 && is_alike_at_an_end(one, other);
    let far = (!one_more && within(one, other))
        || (!other_more && within(other, one))
        || (near && strsim::osa_distance(one, other) <= 3);
    if far { 60 } else { 0 }
}

/// Whether two texts begin or end alike: mistakes are seldom at both ends.
fn is_alike_at_an_end(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    one.first_chunk::<2>() == other.first_chunk::<2>()
        || one.last_chunk::<2>() == other.last_chunk::<2>()
}

/// Which letters and digits a text has, as bits.
fn has(text: &str) -> u64 {
    text.bytes().fold(0, |bits, byte| bits | 1 << (byte & 63))
}

const PARTS: [PlacePart; 5] = [
    PlacePart::Building,
    PlacePart::Street,
    PlacePart::Locality,
    PlacePart::Postcode,
    PlacePart::Region,
];
const CLOSE_BYTES_MIN: usize = 4;
const FAR_BYTES_MIN: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_agree_part_by_part() {
        let weights = Weights::default();
        let place = |part, text| Place::read(part, text).unwrap();
        let home = [
            place(PlacePart::Street, "Stanley Street"),
            place(PlacePart::Locality, "Winston Hills"),
        ];
        let typed =
            [place(PlacePart::Street, "stanley stret"), place(PlacePart::Locality, "winstonhills")];
        let away = [place(PlacePart::Locality, "Dapto")];
        let compare = |one: &[Place], other: &[Place]| Place::compare(one, other, &weights);
        assert!(compare(&home, &home) > compare(&home, &typed));
        assert!(compare(&home, &typed) > Some(Weight(0)));
        assert!(compare(&home, &away) < Some(Weight(0)));
        assert_eq!(compare(&home, &[]), None);
    }
}
