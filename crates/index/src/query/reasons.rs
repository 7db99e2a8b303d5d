//! Why a report matches a query, told from what its reader has of it and from nothing else.

use dissemination::Rendition;
use model::Mention;

use super::ast::{Attribute, Leaf, List, Manner, Parsed, What};
use super::marks::{Likeness, Looked};
use super::thesaurus::spaced;
use crate::analysis::{lower, words};
use crate::document::{seconds, serial};
use crate::geography::{Area, distance_km};
use crate::period::Period;

/// What of a report matches a part of a query, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The part, as typed.
    pub part: String,
    /// What matches it.
    pub found: String,
    /// How.
    pub how: How,
}

/// How something matches what was looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    /// It is the same.
    Same,
    /// It is a form of the word.
    Form,
    /// The community says that it means the same.
    Synonym,
    /// It looks as a pattern says.
    Pattern,
    /// As a name it is alike.
    Alike(Likeness),
    /// The gazetteer has it as another name, or knows that it lies there.
    Gazetteer,
    /// It is so many kilometres away.
    Away(f64),
    /// It lies in the box.
    Inside,
}

impl Parsed {
    /// Why a report matches, part by part. Of words, those of the first text that has any.
    pub fn reasons(&self, rendition: &Rendition) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        let leaves = self.sought();
        let mut of_words: Vec<&Leaf> = Vec::new();
        for leaf in leaves {
            match of_field(leaf, self.part(leaf), rendition) {
                Some(found) => reasons.extend(found),
                None => of_words.push(leaf),
            }
        }
        for portion in rendition.texts() {
            if of_words.is_empty() {
                break;
            }
            let looked = Looked::at(&portion.text);
            of_words.retain(|leaf| {
                let found = of_text(leaf, self.part(leaf), &looked);
                let is_found = !found.is_empty();
                reasons.extend(found);
                !is_found
            });
        }
        let mut told: Vec<Reason> = Vec::new();
        for reason in reasons {
            if !told.contains(&reason) {
                told.push(reason);
            }
        }
        told
    }

    fn part(&self, leaf: &Leaf) -> &str {
        self.text().get(leaf.at.clone()).unwrap_or_default()
    }
}

/// The words of a text that a leaf finds; none where it finds none.
fn of_text(leaf: &Leaf, part: &str, looked: &Looked<'_>) -> Vec<Reason> {
    let found = looked.found(leaf);
    let found = found.into_iter().filter_map(|at| looked.word(at));
    let mut all: Vec<Reason> = Vec::new();
    for word in found {
        let how = match &leaf.what {
            What::Pattern(_) => How::Pattern,
            What::Text { text, .. } if !is_said(text, part) => How::Synonym,
            What::Text { text, manner } | What::Near { text, manner, .. } => {
                how_like(text, word, *manner)
            }
            What::Fuzzy { word: sought, .. } => match lower(sought) == lower(word) {
                true => How::Same,
                false => How::Alike(Likeness::Spelling),
            },
            What::Named { .. }
            | What::Value { .. }
            | What::Beginning { .. }
            | What::Issued(_)
            | What::Occurred(_)
            | What::Within(_) => continue,
        };
        if !all.iter().any(|known| lower(&known.found) == lower(word)) {
            all.push(Reason { part: part.to_owned(), found: word.to_owned(), how });
        }
    }
    all
}

fn how_like(sought: &str, word: &str, manner: Manner) -> How {
    let small = lower(word);
    if words(sought).any(|(sought, _)| lower(sought) == small) {
        return How::Same;
    }
    match manner {
        Manner::Stem | Manner::Exact => How::Form,
        Manner::Name => {
            let alike = words(sought).find_map(|(sought, _)| Looked::likeness(sought, word));
            alike.map_or(How::Form, How::Alike)
        }
    }
}

/// Whether a text is what was typed, and not what stands for it.
fn is_said(text: &str, part: &str) -> bool {
    let bare = part.split_once(':').map_or(part, |(field, rest)| match field.contains('"') {
        true => part,
        false => rest,
    });
    spaced(text) == spaced(bare)
}

/// What of a report's fields a leaf finds; nothing where it looks for words of its text.
fn of_field(leaf: &Leaf, part: &str, rendition: &Rendition) -> Option<Vec<Reason>> {
    let about = rendition.about.as_ref();
    let found: Vec<(String, How)> = match &leaf.what {
        What::Text { .. } | What::Near { .. } | What::Pattern(_) | What::Fuzzy { .. } => {
            return None;
        }
        What::Named { list: List::Marking, .. } => vec![(rendition.banner.banner(), How::Same)],
        What::Named { list: List::Person, text, manner } => {
            let people = rendition.mentions.iter().filter(|of| of.kind == "person");
            named(people, text, *manner)
        }
        What::Named { list: List::Named, text, manner } => {
            let others = rendition.mentions.iter().filter(|of| of.kind != "person");
            named(others, text, *manner)
        }
        What::Named { list: List::Place, text, .. } => {
            let how = if is_said(text, part) { How::Same } else { How::Gazetteer };
            let places = about.into_iter().flat_map(|about| &about.places);
            let places = places.filter(|place| has_row(&place.name, text));
            places.map(|place| (place.name.clone(), how)).collect()
        }
        What::Value { of, value } => {
            let how = if *of == Attribute::Unplaced { How::Gazetteer } else { How::Same };
            let values = values(*of, rendition).into_iter();
            let values = values.filter(|(as_held, _)| as_held == value);
            values.map(|(_, shown)| (shown, how)).collect()
        }
        What::Beginning { of, value } => {
            let values = values(*of, rendition).into_iter();
            let values = values.filter(|(as_held, _)| as_held.starts_with(value.as_str()));
            values.map(|(_, shown)| (shown, How::Pattern)).collect()
        }
        What::Issued(_) => {
            let issued = rendition.issued.as_ref();
            issued.map(|issued| (issued.written.clone(), How::Same)).into_iter().collect()
        }
        What::Occurred(period) => {
            let occurred = about.and_then(|about| about.occurred.as_ref());
            let told = occurred.filter(|(first, last)| {
                let last =
                    Period::parse(&last.written).map_or(seconds(last.at), |period| period.last);
                seconds(first.at) <= period.last && last >= period.first
            });
            let told = told.map(|(first, last)| match first.written == last.written {
                true => first.written.clone(),
                false => format!("{} to {}", first.written, last.written),
            });
            told.map(|told| (told, How::Same)).into_iter().collect()
        }
        What::Within(area) => {
            let places = about.into_iter().flat_map(|about| &about.places);
            let inside = places.filter_map(|place| {
                let (latitude, longitude) = place.position?;
                area.holds(latitude, longitude)
                    .then(|| match *area {
                        Area::Circle { latitude: of, longitude: and, .. } => {
                            How::Away(distance_km((latitude, longitude), (of, and)))
                        }
                        Area::Box { .. } => How::Inside,
                    })
                    .map(|how| (place.name.clone(), how))
            });
            inside.collect()
        }
    };
    let reason = |(found, how)| Reason { part: part.to_owned(), found, how };
    Some(found.into_iter().map(reason).collect())
}

/// The names of those who are listed that are like one.
fn named<'m>(
    mentions: impl Iterator<Item = &'m Mention>,
    sought: &str,
    manner: Manner,
) -> Vec<(String, How)> {
    let names = mentions.flat_map(|of| std::iter::once(&of.name).chain(&of.aliases));
    let like = names.filter_map(|name| {
        let how = match manner {
            Manner::Name => Looked::at(name).likeness_of_name(sought)?,
            Manner::Exact | Manner::Stem => has_row(name, sought).then_some(None)?,
        };
        Some((name.clone(), how.map_or(How::Same, How::Alike)))
    });
    like.collect()
}

/// Whether the words of a name stand in another in a row.
fn has_row(name: &str, sought: &str) -> bool {
    format!(" {} ", spaced(name)).contains(&format!(" {} ", spaced(sought)))
}

/// The values of a field as the index holds them, each with how it is shown.
fn values(of: Attribute, rendition: &Rendition) -> Vec<(String, String)> {
    let about = rendition.about.as_ref();
    let one = |text: &str| vec![(text.to_owned(), text.to_owned())];
    let cited = |all: &[String]| -> Vec<(String, String)> {
        let both = all.iter().flat_map(|cited| {
            let number = cited.split_once(' ').map(|(_, of)| (serial(of), cited.clone()));
            std::iter::once((cited.clone(), cited.clone())).chain(number)
        });
        both.collect()
    };
    match of {
        Attribute::Originator => one(rendition.id.originator.as_str()),
        Attribute::Kind => one(rendition.kind.name()),
        Attribute::Precedence => one(rendition.precedence.name()),
        Attribute::Topic => {
            let topics = about.into_iter().flat_map(|about| &about.topics);
            topics.flat_map(|topic| one(topic.as_str())).collect()
        }
        Attribute::Id => cited(&[rendition.id.cited()]),
        Attribute::Refers => about.map(|about| cited(&about.references)).unwrap_or_default(),
        Attribute::Derived => about.map(|about| cited(&about.derived_from)).unwrap_or_default(),
        Attribute::Unplaced => {
            let places = about.into_iter().flat_map(|about| &about.places);
            let unplaced = places.filter(|place| place.position.is_none());
            unplaced.map(|place| (spaced(&place.name), place.name.clone())).collect()
        }
        Attribute::Has => {
            let pointer = rendition.outcome == "pointer";
            let has = [
                ("tearline", !rendition.tearlines.is_empty()),
                ("pointer", pointer),
                ("place", about.is_some_and(|about| !about.places.is_empty())),
                ("occurred", about.is_some_and(|about| about.occurred.is_some())),
                ("person", rendition.mentions.iter().any(|of| of.kind == "person")),
            ];
            has.into_iter().filter(|(_, has)| *has).flat_map(|(what, _)| one(what)).collect()
        }
    }
}

#[cfg(test)]
mod tests;
