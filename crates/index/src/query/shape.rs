//! What words have in common that look alike: by it a word is known to be looked for before it has
//! ever been seen.
//!
//! Two words that differ in so many letters have a word in common that is left when as many letters are
//! left out of each.

/// The shape of every word that begins so.
pub(crate) fn of_beginning(with: &str) -> String {
    let few: String = with.chars().take(BEGINNING_LETTERS_MAX).collect();
    format!("{BEGINS}{few}")
}

/// Whether this is a shape, and no word.
pub(crate) fn is_shape(word: &[u8]) -> bool {
    word.first().is_some_and(|first| [BEGINS, LIKE].contains(&char::from(*first)))
}

/// Whether this is the shape of all words that begin so, which are many.
pub(crate) fn is_of_beginning(shape: &[u8]) -> bool {
    shape.first().is_some_and(|first| char::from(*first) == BEGINS)
}

/// The shapes of which a word has one when it differs from this in so many letters at most: what is left
/// of it without as many letters, or fewer.
pub(crate) fn of_like(word: &str, edits: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut shapes = vec![left(&letters, &[])];
    for first in 0..if edits > 0 { letters.len() } else { 0 } {
        shapes.push(left(&letters, &[first]));
        for second in first + 1..if edits > 1 { letters.len() } else { 0 } {
            shapes.push(left(&letters, &[first, second]));
        }
    }
    shapes
}

/// Every shape by which a word may be looked for.
pub(crate) fn every(word: &str) -> Vec<String> {
    let edits = match word.chars().count() {
        // One letter less than those of which as many may be wrong, or two.
        0..3 => 0,
        3..6 => 1,
        _ => 2,
    };
    let mut shapes = of_like(word, edits);
    let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
    let beginnings = ends.take(BEGINNING_LETTERS_MAX + 1).filter_map(|end| word.get(..end));
    shapes.extend(beginnings.map(of_beginning));
    shapes
}

fn left(letters: &[char], without: &[usize]) -> String {
    let kept = letters.iter().enumerate().filter(|(at, _)| !without.contains(at));
    std::iter::once(&LIKE).chain(kept.map(|(_, letter)| letter)).collect()
}

/// No word has these letters.
const BEGINS: char = '\u{1}';
const LIKE: char = '\u{2}';
const BEGINNING_LETTERS_MAX: usize = 2;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::expand::{allowed_edits, is_like, matches_pattern};
    use super::*;

    proptest! {
        #[test]
        fn words_that_look_alike_have_a_shape_in_common(
            word in "[ab\u{e9}]{1,10}",
            other in "[ab\u{e9}]{1,10}",
            edits in 0_usize..3,
        ) {
            let edits = edits.min(allowed_edits(&word));
            if is_like(&word, &other, edits) {
                let of_other = every(&other);
                prop_assert!(of_like(&word, edits).iter().any(|shape| of_other.contains(shape)));
            }
            let begun: String = word.chars().take(3).collect();
            if matches_pattern(&other, &format!("{begun}*")) {
                prop_assert!(every(&other).contains(&of_beginning(&begun)));
            }
        }
    }
}
