//! What the community says about words: which mean the same, and where places are.

use crate::analysis::{transliterated, words};

/// Synonyms and places of a community.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thesaurus {
    synonyms: Vec<Vec<String>>,
    places: Vec<GazetteerPlace>,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct GazetteerPlace {
    /// Its names, the usual one first.
    pub names: Vec<String>,
    /// Latitude and longitude in degrees.
    pub position: (f64, f64),
}

impl Thesaurus {
    /// From groups of words or phrases that mean the same, and places.
    pub fn new(synonyms: Vec<Vec<String>>, places: Vec<GazetteerPlace>) -> Self {
        let small = |words: Vec<String>| words.iter().map(|words| spaced(words)).collect();
        Self { synonyms: synonyms.into_iter().map(small).collect(), places }
    }

    /// What else means the same as a word or phrase.
    pub(crate) fn synonyms_of(&self, words: &str) -> impl Iterator<Item = &str> {
        let words = spaced(words);
        let groups = self.synonyms.iter().filter(|group| group.contains(&words));
        let mut others: Vec<&str> = groups.flatten().map(String::as_str).collect();
        others.retain(|other| *other != words);
        others.into_iter()
    }

    /// The other names of a place.
    pub(crate) fn names_of(&self, place: &str) -> impl Iterator<Item = &str> {
        let place = spaced(place);
        let known = self.places.iter().filter(|known| known.is_called(&place));
        let mut names: Vec<&str> =
            known.flat_map(|known| &known.names).map(String::as_str).collect();
        names.retain(|name| spaced(name) != place);
        names.into_iter()
    }

    /// Where a place is.
    pub(crate) fn position_of(&self, place: &str) -> Option<(f64, f64)> {
        let place = spaced(place);
        Some(self.places.iter().find(|known| known.is_called(&place))?.position)
    }
}

impl GazetteerPlace {
    fn is_called(&self, small: &str) -> bool {
        self.names.iter().any(|name| spaced(name) == small)
    }
}

/// Small words with one blank between them.
fn spaced(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    for (word, _) in words(text) {
        if !small.is_empty() {
            small.push(' ');
        }
        small.push_str(&transliterated(word));
    }
    small
}
