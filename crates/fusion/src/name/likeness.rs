//! How alike two words of names are.

use super::token::Token;

/// From the most alike to the least.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Likeness {
    /// The same letters.
    Same,
    /// Spellings or forms of one name: `Mohamed` and `Muhammad`, `Aleksei` and `Alexey`.
    Variant,
    /// A name and a short form of it: `William` and `Bill`.
    Nickname,
    /// Letters away from one another, or alike in sound.
    Close,
    /// One is the first letter of the other.
    Initial,
    /// Nothing of these.
    Unlike,
}

impl Likeness {
    /// Of two words.
    pub(crate) fn of(one: &Token, other: &Token) -> Self {
        if one.hash == other.hash && one.latin == other.latin {
            return Self::Same;
        }
        if one.is_initial() || other.is_initial() {
            return if starts_alike(one, other) { Self::Initial } else { Self::Unlike };
        }
        if one.vowelless || other.vowelless {
            let alike = one.sound == other.sound && !one.sound.is_empty();
            return if alike { Self::Variant } else { Self::Unlike };
        }
        if (one.folded_hash == other.folded_hash && one.folded == other.folded)
            || share(&one.variants, &other.variants)
        {
            return Self::Variant;
        }
        if share(&one.nicknames, &other.nicknames) {
            return Self::Nickname;
        }
        if is_close(one, other) { Self::Close } else { Self::Unlike }
    }
}

fn starts_alike(one: &Token, other: &Token) -> bool {
    let first = |text: &str| text.bytes().next();
    first(&one.latin) == first(&other.latin) || first(&one.folded) == first(&other.folded)
}

/// Whether two ascending lists have a number in common.
fn share(one: &[u16], other: &[u16]) -> bool {
    one.iter().any(|number| other.contains(number))
}

fn is_close(one: &Token, other: &Token) -> bool {
    let syllable = one.syllable.is_some() && one.syllable == other.syllable;
    syllable
        || is_short_form(&one.latin, &other.latin)
        || is_mistyped(one, other)
        || sounds_close(one, other)
}

/// A letter wrong, too much, missing or exchanged with its neighbour. Of short words no letter may be
/// another: `Mary` is not `Gary`.
fn is_mistyped(one: &Token, other: &Token) -> bool {
    // An edit changes at most two of the letters that a word has, so most are told apart at once.
    let apart = (one.typed ^ other.typed).count_ones();
    let (a, b) = (one.latin.as_bytes(), other.latin.as_bytes());
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    apart <= 2
        && (short >= EDIT_LETTERS_MIN
            || (short >= CLOSE_LETTERS_MIN && long > short && a.first() == b.first()))
        && within_one_edit(a, b)
}

fn sounds_close(one: &Token, other: &Token) -> bool {
    let (a, b) = (&*one.folded, &*other.folded);
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let apart = (one.has ^ other.has).count_ones();
    if short < CLOSE_LETTERS_MIN || long - short > 2 || apart > 6 {
        return false;
    }
    if one.sound == other.sound && one.sound.len() >= 2 && a.bytes().next() == b.bytes().next() {
        let most = if short < HEARD_LETTERS_MIN { 1 } else { 3 };
        return strsim::osa_distance(a, b) <= most;
    }
    (apart <= 2 && short >= EDIT_LETTERS_MIN && within_one_edit(a.as_bytes(), b.as_bytes()))
        || (apart <= 4 && short >= FAR_LETTERS_MIN && strsim::osa_distance(a, b) <= 2)
}

/// `Alex` of `Alexander`.
fn is_short_form(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.len() >= SHORT_FORM_LETTERS_MIN && long.starts_with(short)
}

/// Whether one letter more, less, other or changed with its neighbour makes one text the other.
pub(crate) fn within_one_edit(one: &[u8], other: &[u8]) -> bool {
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) =
        (one.get(before..).unwrap_or_default(), other.get(before..).unwrap_or_default());
    let after = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |text: &[u8]| text.len() - after;
    match (middle(one), middle(other)) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => one.first() == other.get(1) && one.get(1) == other.first(),
        _ => false,
    }
}

const CLOSE_LETTERS_MIN: usize = 4;
const EDIT_LETTERS_MIN: usize = 5;
const HEARD_LETTERS_MIN: usize = 7;
const FAR_LETTERS_MIN: usize = 8;
const SHORT_FORM_LETTERS_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expected: Likeness) {
        let (one, other) = (Token::spelt(one, false), Token::spelt(other, false));
        assert_eq!(Likeness::of(&one, &other), expected, "{} {}", one.latin, other.latin);
        assert_eq!(Likeness::of(&other, &one), expected, "{} {}", other.latin, one.latin);
    }

    #[test]
    fn words_are_as_alike_as_they_look_and_sound() {
        check("dulles", "dulles", Likeness::Same);
        check("mohamed", "muhammad", Likeness::Variant);
        check("aleksandr", "alexander", Likeness::Variant);
        check("bill", "william", Likeness::Nickname);
        check("kissinger", "kissenger", Likeness::Close);
        check("rachid", "rashid", Likeness::Close);
        check("alex", "alexeyev", Likeness::Close);
        check("j", "john", Likeness::Initial);
        check("j", "k", Likeness::Unlike);
        check("mary", "gary", Likeness::Unlike);
        check("kim", "kin", Likeness::Unlike);
    }
}
