//! What stands beside names and is no part of them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word beside a name may be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Title {
    /// A title and nothing else.
    Surely,
    /// A title, or somebody's name.
    Perhaps,
}

/// Whether a small Latin word is a title.
pub(crate) fn title(word: &str) -> Option<Title> {
    TITLES.get(word).copied()
}

/// Whether a small Latin word is one that comes and goes within surnames.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains_key(word)
}

/// Whether it is one and never a name by itself.
pub(crate) fn is_surely_particle(word: &str) -> bool {
    PARTICLES.get(word) == Some(&Title::Surely)
}

/// Which of several of the same name.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Suffix {
    /// Sr.
    Senior,
    /// Jr., or II.
    Junior,
    /// III.
    Third,
    /// IV.
    Fourth,
}

impl Suffix {
    /// Of a small Latin word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "sr" => Some(Self::Senior),
            "jr" | "ii" => Some(Self::Junior),
            "iii" => Some(Self::Third),
            "iv" => Some(Self::Fourth),
            _ => None,
        }
    }
}

static TITLES: LazyLock<FxHashMap<&str, Title>> =
    LazyLock::new(|| marked(include_str!("../../tables/titles.txt")));

static PARTICLES: LazyLock<FxHashMap<&str, Title>> =
    LazyLock::new(|| marked(include_str!("../../tables/particles.txt")));

/// Words, of which some have a question mark.
fn marked(text: &'static str) -> FxHashMap<&'static str, Title> {
    let doubtful = |word: &'static str| match word.strip_suffix('?') {
        Some(word) => (word, Title::Perhaps),
        None => (word, Title::Surely),
    };
    told(text).map(doubtful).collect()
}

fn told(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}
