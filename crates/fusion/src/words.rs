//! Under which words mentions are found by those who look for them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::{Identifier, Name, Record};

/// The forms that have a word, in the order of their coming.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(FxHashMap<Box<str>, Vec<u32>>);

impl Words {
    /// Takes a form in.
    pub(crate) fn add(&mut self, record: &Record, form: u32) {
        for word in of_record(record) {
            self.0.entry(word).or_default().push(form);
        }
    }

    /// Forgets a form.
    pub(crate) fn remove(&mut self, record: &Record, form: u32) {
        for word in of_record(record) {
            if let Some(forms) = self.0.get_mut(&word) {
                forms.retain(|known| *known != form);
                if forms.is_empty() {
                    self.0.remove(&word);
                }
            }
        }
    }

    /// The forms that have a word.
    pub(crate) fn with(&self, word: &str) -> &[u32] {
        self.0.get(word).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The words of names in small letters, the names of places without blanks, numbers in capitals.
fn of_record(record: &Record) -> BTreeSet<Box<str>> {
    let names = record.names().flat_map(Name::tokens).map(|token| token.folded.clone());
    let places = record.places.iter().map(|place| Box::<str>::from(&*place.name));
    let numbers = record.identifiers.iter().map(|identifier| Box::<str>::from(&*identifier.value));
    names.chain(places).chain(numbers).collect()
}

/// The words of a text that somebody looks for.
pub(crate) fn of_text(text: &str) -> BTreeSet<Box<str>> {
    Name::of_thing(text).tokens().map(|token| token.folded.clone()).collect()
}

/// What a text may be as a whole: a number, a mail address, a place.
pub(crate) fn as_a_whole(text: &str) -> Vec<Box<str>> {
    let numbers = ["", "mail"].into_iter().filter_map(|scheme| Identifier::read(scheme, text));
    let mut whole: Vec<Box<str>> = numbers.map(|number| Box::<str>::from(&*number.value)).collect();
    let latin = any_ascii::any_ascii(text).to_lowercase();
    let place: String = latin.chars().filter(char::is_ascii_alphanumeric).collect();
    whole.push(place.into());
    whole.sort_unstable();
    whole.dedup();
    whole
}
