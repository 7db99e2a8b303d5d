//! `[search]`: synonyms and the gazetteer.

use model::NamedPlace;
use serde_spanned::Spanned;

use super::Reader;
use crate::community::wire;

impl Reader<'_> {
    /// Reads what searches know about words.
    pub(super) fn search(&mut self, wire: &wire::Search) {
        for group in &wire.synonyms {
            let words = group.get_ref();
            if words.len() < 2 || words.iter().any(|word| is_empty(word)) {
                self.fault(group.span(), "a group of synonyms has two words or phrases at least");
            }
            self.community.search.synonyms.push(words.clone());
        }
        for place in &wire.place {
            let names = place.names.get_ref();
            if names.is_empty() || names.iter().any(|name| is_empty(name)) {
                self.fault(place.names.span(), "a place has a name at least");
            }
            let latitude = self.microdegrees(&place.lat, 90.0);
            let longitude = self.microdegrees(&place.lon, 180.0);
            let microdegrees = (latitude, longitude);
            self.community.search.places.push(NamedPlace { names: names.clone(), microdegrees });
        }
    }

    fn microdegrees(&mut self, degrees: &Spanned<f64>, max: f64) -> i32 {
        let of = *degrees.get_ref();
        if of.abs() > max || !of.is_finite() {
            self.fault(degrees.span(), format_args!("degrees are between -{max} and {max}"));
            return 0;
        }
        // Written out and read again, since no conversion of numbers rounds without a cast.
        format!("{:.0}", of * 1e6).parse().unwrap_or_default()
    }
}

fn is_empty(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric)
}
