//! What the community says about words: which mean the same, and where places are.

use std::collections::BTreeSet;

use model::{NamedPlace, SearchVocabulary};

use crate::analysis::{transliterated, words};
use crate::geography::Area;

/// Synonyms and places of a community, ready to be looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thesaurus {
    synonyms: Vec<Vec<String>>,
    places: Vec<NamedPlace>,
}

impl Thesaurus {
    /// From what the community's file says.
    pub fn of(vocabulary: &SearchVocabulary) -> Self {
        let SearchVocabulary { synonyms, places } = vocabulary;
        let small = |group: &Vec<String>| group.iter().map(|words| spaced(words)).collect();
        Self { synonyms: synonyms.iter().map(small).collect(), places: places.clone() }
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
        let known = self.places.iter().filter(|known| is_called(known, &place));
        let mut names: Vec<&str> =
            known.flat_map(|known| &known.names).map(String::as_str).collect();
        names.retain(|name| spaced(name) != place);
        names.into_iter()
    }

    /// What places in an area are called, as [`spaced`] writes it.
    pub(crate) fn names_in(&self, area: &Area) -> impl Iterator<Item = String> {
        let inside = self.places.iter().filter(|place| {
            let (latitude, longitude) = degrees(place.microdegrees);
            area.holds(latitude, longitude)
        });
        let names: BTreeSet<String> =
            inside.flat_map(|place| &place.names).map(|name| spaced(name)).collect();
        names.into_iter()
    }

    /// Where a place is.
    pub(crate) fn position_of(&self, place: &str) -> Option<(f64, f64)> {
        let place = spaced(place);
        let known = self.places.iter().find(|known| is_called(known, &place))?;
        Some(degrees(known.microdegrees))
    }
}

fn degrees((latitude, longitude): (i32, i32)) -> (f64, f64) {
    (f64::from(latitude) / 1e6, f64::from(longitude) / 1e6)
}

fn is_called(place: &NamedPlace, small: &str) -> bool {
    place.names.iter().any(|name| spaced(name) == small)
}

/// Small words with one blank between them.
pub(crate) fn spaced(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    for (word, _) in words(text) {
        if !small.is_empty() {
            small.push(' ');
        }
        small.push_str(&transliterated(word));
    }
    small
}
