//! One word of a name, with all that comparing it needs.

use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::Spelt;
use super::spelling::{consonants, folded, skeleton};
use super::{rarity, syllable};

/// A word of a name. Few words make many names, so they are shared.
#[derive(Debug, Eq, PartialEq, Hash)]
pub(crate) struct Token {
    /// Of the letters as written: tells most words apart at once.
    pub(crate) hash: u64,
    /// Of the folded spelling.
    pub(crate) folded_hash: u64,
    /// As it is written in small Latin letters.
    pub(crate) latin: Box<str>,
    /// Without the habits of transcription.
    pub(crate) folded: Box<str>,
    /// What is heard first.
    pub(crate) sound: Box<str>,
    /// Bits that it says as a surname.
    pub(crate) as_surname: u8,
    /// Bits that it says as a given name.
    pub(crate) as_given: u8,
    /// Bits that it says in the name of a firm or a thing.
    pub(crate) as_thing: u8,
    /// Whether its script leaves vowels out.
    pub(crate) vowelless: bool,
    /// As a Chinese syllable, where it may be one.
    pub(crate) syllable: Option<Box<str>>,
    /// Which letters its folded spelling has, as bits.
    pub(crate) has: u32,
    /// Which letters it has as written.
    pub(crate) typed: u32,
    /// The first letters of it and of the names that it is a form of.
    pub(crate) letters: Box<[u8]>,
    /// The lines of the table of variants that have it.
    pub(crate) variants: Box<[u16]>,
    /// The lines of the table of short forms that have it.
    pub(crate) nicknames: Box<[u16]>,
}

impl Token {
    /// Of a word.
    pub(crate) fn of(word: &Spelt) -> Arc<Self> {
        Self::spelt(&word.latin, word.vowelless)
    }

    /// Of small Latin letters.
    pub(crate) fn spelt(latin: &str, vowelless: bool) -> Arc<Self> {
        let spelling = folded(latin);
        let sound =
            if vowelless { skeleton(&folded(&consonants(latin))) } else { skeleton(&spelling) };
        let lines =
            |table: &Lines| table.numbers.get(spelling.as_str()).cloned().unwrap_or_default();
        let (variants, nicknames) = (lines(&VARIANTS), lines(&NICKNAMES));
        // A rare spelling of a common name is as common as the name.
        let commonest = |bits: fn(&str) -> u8| {
            let lines = variants.iter().filter_map(|line| VARIANTS.lines.get(usize::from(*line)));
            lines
                .flatten()
                .map(|word| bits(word))
                .chain([bits(&spelling)])
                .min()
                .unwrap_or_default()
        };
        let heads = |table: &'static Lines, lines: &[u16]| -> Vec<u8> {
            let lines = lines.iter().filter_map(|line| table.lines.get(usize::from(*line)));
            lines.filter_map(|words| words.first()?.bytes().next()).collect()
        };
        let mut letters: Vec<u8> = spelling.bytes().take(1).collect();
        letters
            .extend(heads(&VARIANTS, &variants).into_iter().chain(heads(&NICKNAMES, &nicknames)));
        let syllable = syllable::class(latin).filter(|_| !vowelless && latin.len() > 1);
        letters.extend(syllable.as_deref().and_then(|class| class.bytes().next()));
        letters.sort_unstable();
        letters.dedup();
        Arc::new(Self {
            hash: crate::word::hash(latin),
            folded_hash: crate::word::hash(&spelling),
            latin: latin.into(),
            sound: sound.into(),
            as_surname: commonest(rarity::of_surname),
            as_given: commonest(rarity::of_given),
            as_thing: rarity::of_thing(&spelling),
            vowelless,
            syllable: syllable.map(Into::into),
            has: has(&spelling),
            typed: has(latin),
            letters: letters.into(),
            variants,
            nicknames,
            folded: spelling.into(),
        })
    }

    /// Whether it is one letter that stands for a name.
    pub(crate) fn is_initial(&self) -> bool {
        self.latin.len() == 1
    }
}

/// Which letters a text has, as bits.
fn has(text: &str) -> u32 {
    text.bytes().fold(0, |bits, byte| bits | 1 << (byte.wrapping_sub(b'a') & 31))
}

/// The tokens that were met, so that each is kept once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens(FxHashSet<Kept>);

#[derive(Clone, Debug)]
struct Kept(Arc<Token>);

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.0.latin == other.0.latin && self.0.vowelless == other.0.vowelless
    }
}

impl Eq for Kept {}

impl std::hash::Hash for Kept {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.latin.hash(state);
    }
}

impl Tokens {
    /// The one that is kept in the place of an equal one.
    pub(crate) fn kept(&mut self, token: Arc<Token>) -> Arc<Token> {
        let token = Kept(token);
        if let Some(known) = self.0.get(&token) {
            return Arc::clone(&known.0);
        }
        self.0.insert(token.clone());
        token.0
    }
}

/// A table of which each line has names that are one.
struct Lines {
    /// For each folded word the numbers of the lines that have it.
    numbers: FxHashMap<String, Box<[u16]>>,
    /// The folded words of each line.
    lines: Vec<Vec<String>>,
}

static VARIANTS: LazyLock<Lines> =
    LazyLock::new(|| lines(include_str!("../../tables/variants.txt")));
static NICKNAMES: LazyLock<Lines> =
    LazyLock::new(|| lines(include_str!("../../tables/nicknames.txt")));

fn lines(text: &str) -> Lines {
    let mut found: FxHashMap<String, Vec<u16>> = FxHashMap::default();
    let mut all = Vec::new();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for (line, number) in lines.zip(0_u16..) {
        all.push(line.split_whitespace().map(folded).collect());
        for word in line.split_whitespace() {
            let known = found.entry(folded(word)).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
        }
    }
    let numbers = found.into_iter().map(|(word, lines)| (word, lines.into())).collect();
    Lines { numbers, lines: all }
}
