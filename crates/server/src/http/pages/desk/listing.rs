//! Whom and what a report lists, and its places: a line each, in parts, as fields of report format 1.

use serde_json::{Map, Value, json};

/// `person: Juan Perez; also Juan P.; passport A123; portion 2; role smuggler; US person`. What is none of
/// these is an identity number behind its scheme; what cannot be one is missed where it must be.
pub(super) fn entity(line: &str) -> Value {
    let mut parts = line.split(';').map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    let (kind, name) = match first.split_once(':') {
        Some((kind, name)) => (Some(kind.trim().to_lowercase()), name.trim()),
        None => (None, first),
    };
    let mut entity = Map::new();
    entity.extend(kind.map(|kind| ("type".to_owned(), json!(kind))));
    entity.insert("name".to_owned(), json!(name));
    let (mut aliases, mut ids) = (Vec::new(), Vec::new());
    for part in parts {
        let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
        match (word.to_lowercase().as_str(), rest.trim()) {
            ("also", rest) => aliases.push(json!(rest)),
            ("role", rest) => {
                entity.insert("role".to_owned(), json!(rest));
            }
            // On the page portions are counted from 1.
            ("portion", rest) => {
                let number = rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let number = number.map_or_else(|| json!(rest), |number| json!(number));
                entity.insert("portion".to_owned(), number);
            }
            ("us", rest) if rest.eq_ignore_ascii_case("person") => {
                entity.insert("us_person".to_owned(), json!(true));
            }
            ("no", rest) if rest.eq_ignore_ascii_case("us person") => {
                entity.insert("us_person".to_owned(), json!(false));
            }
            (scheme, "") => ids.push(json!({ "scheme": scheme })),
            (scheme, value) => ids.push(json!({ "scheme": scheme, "value": value })),
        }
    }
    for (name, values) in [("aliases", aliases), ("ids", ids)] {
        if !values.is_empty() {
            entity.insert(name.to_owned(), Value::Array(values));
        }
    }
    Value::Object(entity)
}

/// `Tapachula; MEX; 14.9, -92.3`: the name, and what of the others is said.
pub(super) fn place(line: &str) -> Value {
    let mut parts = line.split(';').map(str::trim).filter(|part| !part.is_empty());
    let mut place = Map::new();
    place.insert("name".to_owned(), json!(parts.next().unwrap_or_default()));
    for part in parts {
        match part.split_once(',') {
            Some((latitude, longitude)) => {
                for (name, said) in [("lat", latitude.trim()), ("lon", longitude.trim())] {
                    let number = said.parse::<f64>().map_or_else(|_| json!(said), |of| json!(of));
                    place.insert(name.to_owned(), number);
                }
            }
            None => {
                place.insert("country".to_owned(), json!(part.to_uppercase()));
            }
        }
    }
    Value::Object(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_lists_somebody_with_all_that_the_format_has() {
        let line = "Person: Juan P\u{e9}rez; also Juan P.; passport A 123; portion 2; role smuggler; US person";
        let expected = json!({
            "type": "person", "name": "Juan P\u{e9}rez", "aliases": ["Juan P."],
            "ids": [{"scheme": "passport", "value": "A 123"}], "portion": 1, "role": "smuggler",
            "us_person": true,
        });
        assert_eq!(entity(line), expected);
        assert_eq!(entity("vessel: Sea Star"), json!({"type": "vessel", "name": "Sea Star"}));
    }

    #[test]
    fn what_is_written_wrongly_is_kept_so_that_it_is_refused() {
        assert_eq!(entity("Juan"), json!({"name": "Juan"}), "it has no type");
        assert_eq!(entity("person: J; portion x")["portion"], json!("x"));
        assert_eq!(entity("person: J; portion 0")["portion"], json!("0"));
        assert_eq!(entity("person: J; passport")["ids"], json!([{"scheme": "passport"}]));
        assert_eq!(place("T; north, west")["lat"], json!("north"));
    }

    #[test]
    fn a_line_is_a_place_with_its_country_and_where_it_is() {
        let expected = json!({"name": "Tapachula", "country": "MEX", "lat": 14.9, "lon": -92.3});
        assert_eq!(place("Tapachula; mex; 14.9, -92.3"), expected);
        assert_eq!(place("Tapachula"), json!({"name": "Tapachula"}));
    }
}
