//! Places by their names.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::cues::is_never;
use super::{Found, Sort};

/// Names of places, all sought in one pass.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    /// None where there are no names, or gigabytes of them.
    automaton: Option<AhoCorasick>,
    places: Vec<Named>,
}

/// A place in a gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its name, as it is written in text.
    pub name: String,
    /// Its country's code.
    pub country: String,
    /// Latitude and longitude in degrees, where it is a point.
    pub position: Option<(f64, f64)>,
}

impl Gazetteer {
    /// Of places of a community's own, beside those that everybody knows.
    pub fn with(own: impl IntoIterator<Item = Named>) -> Self {
        let places: Vec<Named> = own.into_iter().chain(known()).collect();
        let names = places.iter().map(|place| &*place.name);
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names);
        Self { automaton: built.ok().filter(|_| !places.is_empty()), places }
    }

    /// Of the countries, their capitals and the larger cities.
    pub fn common() -> &'static Self {
        static COMMON: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::with([]));
        &COMMON
    }

    /// The first place that bears a name.
    pub fn place<'g>(&'g self, name: &'g str) -> Option<&'g Named> {
        let mut found = self.matches(name);
        found.find(|(span, _)| *span == (0..name.len())).map(|(_, place)| place)
    }

    /// Adds the places that stand in a text.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Found>) {
        // A city that everybody knows by its cars.
        let places =
            self.matches(text).filter(|(_, place)| !is_never(&place.name)).map(|(span, place)| {
                Found {
                    sort: Sort::Place,
                    text: place.name.clone(),
                    scheme: "gazetteer",
                    normal: Some(place.country.clone()),
                    confidence: CONFIDENCE,
                    span,
                }
            });
        found.extend(places);
    }

    fn matches<'g>(
        &'g self,
        text: &'g str,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, &'g Named)> {
        let all = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(text));
        all.filter_map(move |found| {
            let before = text.get(..found.start())?.chars().next_back();
            let after = text.get(found.end()..)?.chars().next();
            let whole = !before.is_some_and(is_inner) && !after.is_some_and(is_inner);
            let place = self.places.get(found.pattern().as_usize())?;
            whole.then(|| (found.range(), place))
        })
    }
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// The tables of countries, cities and regions.
fn known() -> impl Iterator<Item = Named> {
    let cities = include_str!("../../tables/cities.txt").lines().filter_map(|line| {
        let mut parts = line.split('|');
        let (name, country) = (parts.next()?, parts.next()?);
        let position = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Named { name: name.to_owned(), country: country.to_owned(), position: Some(position) })
    });
    let countries = include_str!("../../tables/country-names.txt").lines().filter_map(|line| {
        let (code, name) = line.split_once(' ').filter(|(code, _)| *code != "#")?;
        Some(Named { name: name.to_owned(), country: code.to_owned(), position: None })
    });
    let regions = include_str!("../../tables/regions.txt").lines().filter_map(|line| {
        let (code, name) = line.split_once(' ').filter(|(code, _)| *code != "#")?;
        let country = if code == "-" { String::new() } else { code.to_owned() };
        Some(Named { name: name.to_owned(), country, position: None })
    });
    countries.chain(cities).chain(regions)
}

const CONFIDENCE: u8 = 82;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_as_whole_words_and_the_longest_wins() {
        let own = Named { name: "San Juan del Sur".into(), country: "NIC".into(), position: None };
        let gazetteer = Gazetteer::with([own]);
        let mut found = Vec::new();
        gazetteer.find("from San Juan del Sur to Guatemala City, not Bostonian", &mut found);
        let told: Vec<_> =
            found.iter().map(|found| (&*found.text, found.normal.as_deref())).collect();
        assert_eq!(told, [("San Juan del Sur", Some("NIC")), ("Guatemala City", Some("GTM"))]);
        assert_eq!(gazetteer.place("Tapachula").map(|place| &*place.country), Some("MEX"));
    }
}
