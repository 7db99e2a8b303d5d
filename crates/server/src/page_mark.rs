//! Where a page of a search ended, as a text for whoever searches to hand back.
//!
//! It holds what the hits told them anyway: the score and date of the last, and the counts behind the
//! scores, which are over what they may see. It is bound to who searches and what for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use index::{Cursor, Ease, Place, Statistics};
use model::Timestamp;
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// The end of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageMark {
    pub(crate) cursor: Cursor,
    /// From when on newness counts.
    pub(crate) since: Timestamp,
    /// How the query was made easier.
    pub(crate) ease: Ease,
}

impl PageMark {
    /// As a text, for one search alone.
    pub(crate) fn text(&self, bound: &[u8]) -> String {
        let Self { cursor: Cursor { statistics, place }, since, ease } = self;
        let Statistics { docs, tokens, frequencies } = statistics;
        let Place { score, issued, tie } = place;
        let mut bytes = Vec::new();
        put(&mut bytes, u64::from(score.to_bits()));
        put(&mut bytes, u64::from(issued.is_some()));
        put(&mut bytes, issued.unwrap_or_default().cast_unsigned());
        put(&mut bytes, *tie);
        put(&mut bytes, since.micros().cast_unsigned());
        put(&mut bytes, *ease as u64);
        put(&mut bytes, *docs);
        for list in [tokens, frequencies] {
            put(&mut bytes, list.len() as u64);
            list.iter().for_each(|number| put(&mut bytes, *number));
        }
        let sum = sum(&bytes, bound);
        bytes.splice(0..0, sum);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads one that was given for the same search.
    ///
    /// # Errors
    /// When it was not.
    pub(crate) fn read(text: &str, bound: &[u8]) -> Result<Self> {
        Self::parse(text, bound).ok_or(Error::PageMark)
    }

    fn parse(text: &str, bound: &[u8]) -> Option<Self> {
        if text.len() > MARK_BYTES_MAX {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (given, mut rest) = bytes.split_at_checked(SUM_BYTES)?;
        if *given != sum(rest, bound) {
            return None;
        }
        let rest = &mut rest;
        let score = f32::from_bits(u32::try_from(take(rest)?).ok()?);
        let is_dated = take(rest)? == 1;
        let issued = take(rest)?.cast_signed();
        let tie = take(rest)?;
        let since = Timestamp::from_micros(take(rest)?.cast_signed());
        let ease = take(rest)?;
        let ease = Ease::ALL.into_iter().find(|known| *known as u64 == ease)?;
        let docs = take(rest)?;
        let tokens = list(rest)?;
        let frequencies = list(rest)?;
        let place = Place { score, issued: is_dated.then_some(issued), tie };
        let statistics = Statistics { docs, tokens, frequencies };
        let is_sound = score.is_finite() && docs > 0 && rest.is_empty();
        is_sound.then_some(Self { cursor: Cursor { statistics, place }, since, ease })
    }
}

/// What tells whether a mark is whole, and of the same search.
fn sum(bytes: &[u8], bound: &[u8]) -> [u8; SUM_BYTES] {
    let mut hash = Sha256::new();
    hash.update(bound);
    hash.update(bytes);
    let hash: [u8; 32] = hash.finalize().into();
    std::array::from_fn(|at| hash.get(at).copied().unwrap_or_default())
}

/// Writes a number: seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = (number & 0x7f).to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn list(bytes: &mut &[u8]) -> Option<Vec<u64>> {
    let count = take(bytes)?;
    if count > NUMBERS_MAX {
        return None;
    }
    (0..count).map(|_| take(bytes)).collect()
}

const SUM_BYTES: usize = 12;
const MARK_BYTES_MAX: usize = 16_384;
const NUMBERS_MAX: u64 = 8_192;

#[cfg(test)]
mod tests {
    use super::*;

    fn mark() -> PageMark {
        let statistics =
            Statistics { docs: 7, tokens: vec![1_000, 0], frequencies: vec![1, u64::MAX, 3] };
        let place = Place { score: 1.25, issued: Some(-5), tie: u64::MAX };
        PageMark {
            cursor: Cursor { statistics, place },
            since: Timestamp::from_micros(-1),
            ease: Ease::Any,
        }
    }

    #[test]
    fn a_mark_comes_back_for_the_same_search_alone() {
        let text = mark().text(b"search");
        assert_eq!(PageMark::read(&text, b"search").unwrap(), mark());
        assert!(PageMark::read(&text, b"another").is_err());
        let mut undated = mark();
        undated.cursor.place.issued = None;
        assert_eq!(PageMark::read(&undated.text(b""), b"").unwrap(), undated);
    }

    #[test]
    fn what_was_changed_is_no_mark() {
        let text = mark().text(b"search");
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(PageMark::read(&changed, b"search").is_err(), "{at}");
        }
        for wrong in ["", "AAAA", "ä", &"A".repeat(20_000)] {
            assert!(PageMark::read(wrong, b"search").is_err(), "{wrong}");
        }
    }
}
