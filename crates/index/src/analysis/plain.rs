//! Words that have no other forms.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a small word stands for itself alone: a short one, one with a digit, a function word. It is
/// indexed once; no stem of another word is the same.
pub(crate) fn is_plain(word: &str) -> bool {
    word.is_ascii()
        && (word.len() <= SHORT_LETTERS
            || is_function_word(word)
            || word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether it is an English word that says how others belong together.
pub(crate) fn is_function_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str, rustc_hash::FxBuildHasher>> =
        LazyLock::new(|| FUNCTION_WORDS.split_whitespace().collect());
    WORDS.contains(word)
}

const SHORT_LETTERS: usize = 2;

const FUNCTION_WORDS: &str = "the and that for with was this not are from have which has but his had \
    they been were their who him would there her she you your our its it's will them than then these \
    those into such may can could should shall must might what when where how why whom whose any all \
    some only also more most very about over under after before between through during against upon \
    without within because until while both each either neither nor other others same being did does \
    done per via yet too out off one two three four five six seven eight nine ten here hence thus \
    though although whether however since just like even now ever never always often toward towards \
    among amongst across along around behind below beneath beside besides beyond despite down else \
    except inside itself himself herself themselves myself ourselves yourself unless unlike until \
    yes again already almost perhaps quite rather still";
