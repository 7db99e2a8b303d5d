//! Short words as numbers, which are found quicker.

use rustc_hash::FxHashMap;

/// The letters of a word of at most sixteen bytes, one behind the other; `None` for longer ones.
/// Zero bytes at the beginning do not count.
fn packed(text: &str) -> Option<u128> {
    if text.len() > SHORT_CHARS_MAX {
        return None;
    }
    // Half a number takes half the work, and most words are that short.
    let (first, last) = text.as_bytes().split_at_checked(8).unwrap_or((&[], text.as_bytes()));
    Some(u128::from(letters(first)) << 64 | u128::from(letters(last)))
}

/// The same of a word of at most eight bytes.
pub(crate) fn packed_half(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    (bytes.len() <= 8).then(|| letters(bytes))
}

fn letters(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// How long a short word may be.
pub(crate) const SHORT_CHARS_MAX: usize = size_of::<u128>();

/// Values by short word. The words are the program's own, so that nobody chooses how they hash.
#[derive(Debug)]
pub(crate) struct Words<V>(FxHashMap<u128, (usize, V)>);

impl<V: Copy> Words<V> {
    /// The value of a word; `None` for words that are longer or unknown.
    pub(crate) fn find(&self, text: &str) -> Option<V> {
        let (len, value) = self.0.get(&packed(text)?)?;
        (*len == text.len()).then_some(*value)
    }
}

impl<V> FromIterator<(&'static str, V)> for Words<V> {
    /// Of equal words the first counts; longer ones are left out.
    fn from_iter<I: IntoIterator<Item = (&'static str, V)>>(words: I) -> Self {
        let mut all = FxHashMap::default();
        for (word, value) in words {
            if let Some(number) = packed(word) {
                all.entry(number).or_insert((word.len(), value));
            }
        }
        Self(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_as_it_is_and_not_behind_zero_bytes() {
        let long = "A WORD OF SEVENTEE";
        let words: Words<u8> = [("NF", 1), ("LONG ENOUGH", 2), (long, 3)].into_iter().collect();
        assert_eq!(
            ["NF", "LONG ENOUGH", long].map(|word| words.find(word)),
            [Some(1), Some(2), None]
        );
        assert_eq!(["\0NF", "", "FN", "LONG", "ENOUGH"].map(|word| words.find(word)), [None; 5]);
    }
}
