//! Chinese syllables, as Wade and Giles and as pinyin write them: `Tse-tung` and `Zedong`.

/// What a syllable is in either transcription, as a class of its initial and its final; nothing where it is no
/// Chinese syllable. Aspiration is told apart by apostrophes that are mostly lost, so that `t` and `d` are one.
pub(crate) fn class(latin: &str) -> Option<String> {
    let (initial, rest) = INITIALS
        .iter()
        .find_map(|(written, class)| Some((*class, latin.strip_prefix(written)?)))
        .unwrap_or(("", latin));
    let rest =
        OTHER_FINALS.iter().find(|(written, _)| *written == rest).map_or(rest, |(_, plain)| *plain);
    FINALS.contains(&rest).then(|| format!("{initial}{rest}"))
}

/// The longest first.
const INITIALS: [(&str, &str); 26] = [
    ("zh", "c"),
    ("ch", "c"),
    ("sh", "s"),
    ("hs", "x"),
    ("ts", "z"),
    ("tz", "z"),
    ("ss", "s"),
    ("sz", "s"),
    ("b", "p"),
    ("p", "p"),
    ("m", "m"),
    ("f", "f"),
    ("d", "t"),
    ("t", "t"),
    ("n", "n"),
    ("l", "l"),
    ("g", "k"),
    ("k", "k"),
    ("h", "h"),
    ("j", "c"),
    ("q", "c"),
    ("x", "x"),
    ("z", "z"),
    ("c", "z"),
    ("s", "s"),
    ("w", "w"),
];

/// Finals of Wade and Giles beside pinyin's.
const OTHER_FINALS: [(&str, &str); 8] = [
    ("ung", "ong"),
    ("ih", "i"),
    ("ieh", "ie"),
    ("ien", "ian"),
    ("ueh", "ue"),
    ("uei", "ui"),
    ("eh", "e"),
    ("iung", "iong"),
];

const FINALS: [&str; 33] = [
    "a", "o", "e", "i", "u", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "ia", "ie",
    "iao", "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang",
    "ue", "er", "ueng",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_transcriptions_give_one_class() {
        for (one, other) in [
            ("tse", "ze"),
            ("tung", "dong"),
            ("chou", "zhou"),
            ("hsiao", "xiao"),
            ("piao", "biao"),
            ("chiang", "jiang"),
            ("teng", "deng"),
        ] {
            assert_eq!(class(one), class(other), "{one} {other}");
            assert!(class(one).is_some(), "{one}");
        }
        assert_ne!(class("mao"), class("mai"));
        assert!(class("smith").is_none() && class("khalid").is_none());
    }
}
