//! Journeys: places one after the other, with words of going between them.

use super::{Found, Sort};

/// The routes in a text whose places were found.
pub(super) fn find(text: &str, found: &[Found]) -> Vec<Found> {
    let mut places: Vec<&Found> = found.iter().filter(|found| found.sort == Sort::Place).collect();
    places.sort_by_key(|place| place.span.start);
    let mut routes = Vec::new();
    let mut leg: Vec<&Found> = Vec::new();
    for place in places {
        let goes = leg.last().is_some_and(|last| {
            text.get(last.span.end..place.span.start)
                .is_some_and(|between| is_going(between, leg.len()))
        });
        if !goes {
            routes.extend(route(text, &leg));
            leg.clear();
        }
        leg.push(place);
    }
    routes.extend(route(text, &leg));
    routes
}

/// Whether the words between two places say that one is after the other. A comma or `and` goes on with
/// a list of places that has begun with such a word.
fn is_going(between: &str, legs: usize) -> bool {
    let words: Vec<&str> = between.split_whitespace().map(|word| word.trim_matches(',')).collect();
    let few = words.len() <= WORDS_MAX && !between.contains(['.', ';', '(']);
    let goes = words.iter().any(|word| GOING.contains(word));
    few && (goes || (legs > 1 && words.iter().all(|word| word.is_empty() || *word == "and")))
}

fn route(text: &str, leg: &[&Found]) -> Option<Found> {
    let (first, last) = (leg.first()?, leg.last()?);
    if leg.len() < 2 {
        return None;
    }
    let span = first.span.start..last.span.end;
    let stops: Vec<&str> = leg.iter().map(|place| &*place.text).collect();
    let confidence = leg.iter().map(|place| place.confidence).min()?;
    Some(Found {
        sort: Sort::Route,
        text: text.get(span.clone())?.to_owned(),
        scheme: "places",
        normal: Some(stops.join(" > ")),
        confidence,
        span,
    })
}

const GOING: [&str; 11] =
    ["to", "through", "via", "into", "towards", "toward", "onward", "onwards", "then", "-", "–"];
const WORDS_MAX: usize = 6;

#[cfg(test)]
mod tests {
    use super::super::{Gazetteer, extract};
    use super::*;

    #[test]
    fn a_route_is_its_places_in_the_order_of_the_journey() {
        let text = "They went from Guatemala City via Tapachula to Mexico City. Havana and Lima were named.";
        let found = extract(text, Gazetteer::common());
        let routes: Vec<_> = found.iter().filter(|found| found.sort == Sort::Route).collect();
        assert_eq!(routes.len(), 1);
        assert_eq!(routes[0].normal.as_deref(), Some("Guatemala City > Tapachula > Mexico City"));
    }
}
