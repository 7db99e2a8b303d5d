//! US persons masked again, plainly, for texts that write names as the list of entities does.
//!
//! The engine folds letters, joins broken words and knows particles; here words are compared as
//! they stand, which is enough for the story of the demo and for random reports.

use serde_json::{Value, json};

/// The US persons of a report in format 1, each once by its name.
#[derive(Debug)]
pub struct UsPersons {
    people: Vec<UsPerson>,
}

#[derive(Debug)]
struct UsPerson {
    key: String,
    name: Vec<String>,
    others: Vec<Vec<String>>,
}

impl UsPersons {
    /// Of a report.
    pub fn of(report: &Value) -> Self {
        let mut people: Vec<UsPerson> = Vec::new();
        let entities = || report["entities"].as_array().into_iter().flatten();
        for entity in entities().filter(|entity| entity["us_person"] == true) {
            let key = compact(entity["name"].as_str().unwrap());
            if !people.iter().any(|known| known.key == key) {
                let name = words(entity["name"].as_str().unwrap());
                people.push(UsPerson { key, name, others: Vec::new() });
            }
        }
        for entity in entities() {
            let key = compact(entity["name"].as_str().unwrap());
            let Some(person) = people.iter_mut().find(|known| known.key == key) else { continue };
            let aliases = entity["aliases"].as_array().into_iter().flatten();
            let ids = entity["ids"].as_array().into_iter().flatten().map(|id| &id["value"]);
            person.others.extend(aliases.chain(ids).map(|text| words(text.as_str().unwrap())));
        }
        Self { people }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Whether a text names one of them.
    pub fn are_named_in(&self, text: &str) -> bool {
        let (letters, words) = (compact(text), words(text));
        self.people.iter().any(|person| {
            let wholes = person.others.iter().chain([&person.name]).filter(|whole| whole.len() > 1);
            let mut rotated = person.name.clone();
            rotated.rotate_right(1);
            let wholes = wholes.map(|whole| whole.concat()).chain([rotated.concat()]);
            wholes.into_iter().any(|whole| letters.contains(&whole))
                || words.iter().any(|word| {
                    let stem = word.strip_suffix('s').unwrap_or(word);
                    let is = |name: &String| name == word || name == stem;
                    person.name.iter().any(|name| is_told_alone(name) && is(name))
                        || person.others.iter().any(|other| other.len() == 1 && is(&other[0]))
                })
        })
    }

    /// A text with them masked.
    pub fn masked(&self, text: &str) -> String {
        let pieces = pieces(text);
        let mut masked = String::new();
        let mut at = 0;
        let mut last: Option<usize> = None;
        while at < pieces.len() {
            let Some((number, length)) = self.at(&pieces[at..]) else {
                if !pieces[at].trim_matches([' ', '\n', '-']).is_empty() {
                    last = None;
                }
                masked.push_str(pieces[at]);
                at += 1;
                continue;
            };
            // Beside the same person's mask, what stands between goes with it.
            if last == Some(number) {
                masked.truncate(masked.rfind(']').unwrap() + 1);
            } else {
                masked.push_str(&mask(number));
            }
            last = Some(number);
            at += length;
        }
        masked
    }

    /// Who stands at the beginning of some pieces, and in how many of them.
    fn at(&self, pieces: &[&str]) -> Option<(usize, usize)> {
        let spelled = |whole: &[String]| {
            let length = whole.len() * 2 - 1;
            let shown = pieces.get(..length)?.iter().step_by(2);
            shown.map(|word| word.to_lowercase()).eq(whole.iter().cloned()).then_some(length)
        };
        let numbered = || self.people.iter().enumerate().map(|(at, person)| (at + 1, person));
        let wholes = numbered().flat_map(|(number, person)| {
            person.others.iter().chain([&person.name]).map(move |whole| (number, whole.as_slice()))
        });
        let whole = wholes.filter_map(|(number, whole)| Some((number, spelled(whole)?)));
        whole.max_by_key(|(_, length)| *length).or_else(|| {
            let word = pieces[0].to_lowercase();
            let known = |person: &UsPerson| is_told_alone(&word) && person.name.contains(&word);
            numbered().find(|(_, person)| known(person)).map(|(number, _)| (number, 1))
        })
    }

    /// The report with them masked in everything that it says of itself.
    pub fn masked_report(&self, report: &Value) -> Value {
        let mut masked = report.clone();
        for part in ["title", "pointer"] {
            if !masked[part].is_null() {
                self.mask_value(&mut masked[part]["text"]);
            }
        }
        for parts in ["portions", "tearlines"] {
            for part in items(&mut masked, parts) {
                self.mask_value(&mut part["text"]);
            }
        }
        for entity in items(&mut masked, "entities") {
            let key = compact(entity["name"].as_str().unwrap());
            if let Some(number) = self.people.iter().position(|person| person.key == key) {
                let (portion, kind) = (entity["portion"].clone(), entity["type"].clone());
                let name = mask(number + 1);
                *entity =
                    json!({"type": kind, "name": name, "us_person": true, "portion": portion});
                continue;
            }
            self.mask_value(&mut entity["name"]);
            for alias in items(entity, "aliases") {
                self.mask_value(alias);
            }
            for id in items(entity, "ids") {
                self.mask_value(&mut id["value"]);
            }
        }
        masked
    }

    fn mask_value(&self, value: &mut Value) {
        *value = json!(self.masked(value.as_str().unwrap()));
    }
}

/// The items of a list that may not be there.
fn items<'v>(of: &'v mut Value, list: &str) -> impl Iterator<Item = &'v mut Value> {
    of.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten()
}

fn mask(number: usize) -> String {
    format!("[US PERSON {number}]")
}

/// Letters and digits alone, small.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words, small.
pub fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Words and what stands between them, in turn or not.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut word = None;
    for (at, c) in text.char_indices() {
        if word.is_some_and(|word| word != c.is_alphanumeric()) {
            pieces.push(&text[from..at]);
            from = at;
        }
        word = Some(c.is_alphanumeric());
    }
    pieces.push(&text[from..]);
    pieces
}

fn is_told_alone(word: &str) -> bool {
    word.chars().count() > 1 && !["al", "el", "ben", "bin", "abu", "de", "la"].contains(&word)
}
