//! How a name sounds.

use rphonetic::DoubleMetaphone;

use super::transliterated;

/// How a name sounds in Latin letters, in one way or two; nothing where that says too little.
pub(crate) fn sounds(name: &str) -> Vec<String> {
    let latin = transliterated(name);
    if latin.len() < LETTERS_MIN || !latin.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let heard = DoubleMetaphone::new(Some(SOUND_LETTERS)).double_metaphone(&latin);
    let mut sounds = vec![heard.primary(), heard.alternate()];
    sounds.dedup();
    sounds.retain(|sound| sound.len() >= SOUND_LETTERS_MIN);
    sounds.into_iter().map(|sound| format!("&{sound}")).collect()
}

const LETTERS_MIN: usize = 3;
const SOUND_LETTERS: usize = 6;
const SOUND_LETTERS_MIN: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_sound_alike_are_alike() {
        for (one, other) in [
            ("Kissinger", "Kisinger"),
            ("Khrushchev", "Krushchev"),
            ("Иванов", "Ivanoff"),
            ("Gonzales", "González"),
            ("Mohammed", "Muhamad"),
        ] {
            let (one_sounds, other_sounds) = (sounds(one), sounds(other));
            assert!(
                one_sounds.iter().any(|sound| other_sounds.contains(sound)),
                "{one} {one_sounds:?}, {other} {other_sounds:?}"
            );
        }
        assert!(sounds("Li").is_empty() && sounds("A4711").is_empty() && sounds("").is_empty());
    }
}
