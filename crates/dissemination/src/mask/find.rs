//! Where a text names US persons.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fold::{Folded, Word, is_unspaced};
use super::left_out::TITLES;
use super::names::{MASK, Names, Person};

/// A place that names somebody.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The bytes of the text.
    pub(super) bytes: Range<usize>,
    /// Whom it may name; never nobody.
    persons: BTreeSet<Person>,
    /// Whether a whole name stands there, which says better who it is than a word does.
    pub(super) whole: bool,
}

impl Found {
    /// Whom it names: of several the first that the report lists.
    pub(super) fn person(&self) -> Person {
        self.persons.first().copied().unwrap_or_default()
    }
}

/// Every place, in order and apart from one another.
pub(super) fn find(names: &Names, text: &str) -> Vec<Found> {
    let folded = Folded::of(text);
    let mut found = verbatim(names, text);
    anywhere(names, &folded, &mut found);
    words(names, text, &folded, &mut found);
    if found.is_empty() {
        return found;
    }
    let found = united(found);
    let until: Vec<usize> =
        found.iter().skip(1).map(|next| next.bytes.start).chain([text.len()]).collect();
    let found = found.into_iter().zip(until);
    let found = found.map(|(one, until)| widened(one, until, names, text, &folded)).collect();
    joined(united(found), names, text, &folded)
}

fn verbatim(names: &Names, text: &str) -> Vec<Found> {
    let masks = text.match_indices(MASK).filter_map(|(at, _)| {
        let mask = text.get(at..)?.split_inclusive(']').next()?;
        let person = names.verbatim.get(mask)?;
        Some(Found { bytes: at..at + mask.len(), persons: [*person].into(), whole: true })
    });
    if names.verbatim.is_empty() { Vec::new() } else { masks.collect() }
}

/// Long names and numbers, wherever words begin and end. What they are a part of is masked whole.
fn anywhere(names: &Names, folded: &Folded, found: &mut Vec<Found>) {
    let automaton = names.anywhere.automaton.iter();
    for place in automaton.flat_map(|all| all.find_overlapping_iter(&folded.compact)) {
        let person = names.anywhere.persons.get(place.pattern().as_usize());
        let persons = person.copied().into_iter().collect();
        let bytes = folded.bytes(&stretched(&place.range(), folded));
        found.push(Found { bytes, persons, whole: true });
    }
}

/// To the ends of the words, but for a plural and for scripts that do not part words.
fn stretched(place: &Range<usize>, folded: &Folded) -> Range<usize> {
    let word_at = |at: usize| {
        let next = folded.words.partition_point(|word| word.folded.end <= at);
        folded.words.get(next).map(|word| word.folded.clone())
    };
    let first = word_at(place.start).map_or(place.start, |word| word.start);
    let last = word_at(place.end.saturating_sub(1)).map_or(place.end, |word| word.end);
    let parted = |range: Range<usize>| {
        folded.compact.get(range).is_some_and(|rest| !rest.contains(is_unspaced))
    };
    let rest = folded.compact.get(place.end..last).unwrap_or_default();
    let from = if parted(first..place.start) { first } else { place.start };
    let to = if parted(place.end..last) && !is_plural(rest) { last } else { place.end };
    from..to
}

fn is_plural(ending: &str) -> bool {
    matches!(ending, "s" | "es")
}

/// Single words, which may be broken by a hyphen, a line's end or an apostrophe, or s p a c e d.
fn words(names: &Names, text: &str, folded: &Folded, found: &mut Vec<Found>) {
    for (at, first) in folded.words.iter().enumerate() {
        for (last, end) in folded.words.iter().enumerate().skip(at) {
            let long =
                end.folded.end - first.folded.start > names.word_bytes_max + PLURAL_BYTES_MAX;
            if long || !is_one_word(text, folded, at, last) {
                break;
            }
            let place = first.folded.start..end.folded.end;
            let Some((persons, length)) = named(names, text, folded, at, place.clone()) else {
                continue;
            };
            let bytes = folded.bytes(&(place.start..place.start + length));
            found.push(Found { bytes, persons: persons.clone(), whole: false });
        }
    }
}

/// Whom a word names, and how much of it is the name.
fn named<'n>(
    names: &'n Names,
    text: &str,
    folded: &Folded,
    at: usize,
    place: Range<usize>,
) -> Option<(&'n BTreeSet<Person>, usize)> {
    let word = folded.compact.get(place)?;
    let endings = ["", "s", "es"].into_iter();
    let stems = endings.filter_map(|ending| word.strip_suffix(ending));
    let known = |stem: &str| {
        let everyday = || {
            let written = is_written_as_a_name(text, folded, at);
            names.everyday.get(stem).filter(|_| written && stem == word)
        };
        names.words.get(stem).or_else(everyday).map(|persons| (persons, stem.len()))
    };
    stems.filter(|stem| !stem.is_empty()).find_map(known)
}

/// A capital and small letters, not at the beginning of a sentence.
fn is_written_as_a_name(text: &str, folded: &Folded, at: usize) -> bool {
    let written = folded.words.get(at).and_then(|word| text.get(word.text.clone()));
    let mut letters = written.unwrap_or_default().chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.next().is_some_and(char::is_lowercase);
    let before = at.checked_sub(1).map(|before| gap(text, folded, before));
    capital && small && before.is_some_and(|gap| !gap.contains(['.', '!', '?', ':', '\n']))
}

/// What stands between a word and the next.
fn gap<'t>(text: &'t str, folded: &Folded, after: usize) -> &'t str {
    let ends = folded.words.get(after).zip(folded.words.get(after + 1));
    let between = ends.map(|(one, next)| one.text.end..next.text.start);
    between.and_then(|range| text.get(range)).unwrap_or_default()
}

/// Whether words are one that was broken.
fn is_one_word(text: &str, folded: &Folded, first: usize, last: usize) -> bool {
    let spaced = (first..=last).all(|at| folded.word(at).chars().nth(1).is_none());
    let breaks = |gap: &str| {
        let only = |c: char| c.is_whitespace() || is_hyphen(c) || is_apostrophe(c);
        gap.chars().all(only) && gap.contains(|c| is_hyphen(c) || is_apostrophe(c) || c == '\n')
    };
    let apart = |gap: &str| gap.chars().all(|c| c.is_whitespace() || c == '.');
    (first..last).map(|at| gap(text, folded, at)).all(|gap| breaks(gap) || (spaced && apart(gap)))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' | '_')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}')
}

/// Places that overlap become one. A whole name says who it is.
fn united(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| (one.bytes.start, std::cmp::Reverse(one.bytes.end)));
    let mut apart: Vec<Found> = Vec::with_capacity(found.len());
    for one in found {
        match apart.last_mut().filter(|last| one.bytes.start < last.bytes.end) {
            Some(last) => {
                last.bytes.end = last.bytes.end.max(one.bytes.end);
                let both: BTreeSet<_> = last.persons.intersection(&one.persons).copied().collect();
                if one.whole && !last.whole {
                    last.persons = one.persons;
                } else if last.whole == one.whole && !both.is_empty() {
                    last.persons = both;
                }
                last.whole |= one.whole;
            }
            None => apart.push(one),
        }
    }
    apart
}

/// With the titles, particles and initials of the same name around it, up to the next place.
fn widened(mut one: Found, until: usize, names: &Names, text: &str, folded: &Folded) -> Found {
    let of_name = |word: &str| {
        names.minor.get(word).is_some_and(|persons| !persons.is_disjoint(&one.persons))
    };
    let capital = |word: &Word| {
        text.get(word.text.clone()).is_some_and(|text| text.starts_with(char::is_uppercase))
    };
    let first = folded.words.partition_point(|word| word.text.end <= one.bytes.start);
    for (at, word) in folded.words.iter().enumerate().take(first).rev().take(MINOR_WORDS_MAX) {
        let initial = folded.word(at).chars().nth(1).is_none();
        let between = text.get(word.text.end..one.bytes.start).unwrap_or_default();
        // A stop ends a sentence, but for that of "Dr." and "J.".
        let stops = initial || TITLES.contains(&folded.word(at));
        let joins = |c| " -'’\u{a0}\n".contains(c) || (stops && c == '.');
        let near = between.chars().all(joins) && between.len() < GAP_BYTES;
        if !near || !of_name(folded.word(at)) || (initial && !capital(word)) {
            break;
        }
        one.bytes.start = word.text.start;
    }
    let after = folded.words.partition_point(|word| word.text.start < one.bytes.end);
    let until = folded.words.partition_point(|word| word.text.end <= until);
    for (at, word) in folded.words.iter().enumerate().take(until).skip(after) {
        let folded_word = folded.word(at);
        let follows = TITLES.contains(&folded_word) || (!one.whole && capital(word));
        let between = text.get(one.bytes.end..word.text.start).unwrap_or_default();
        let near = matches!(between, " " | ", " | "," | " \n" | "\n" | "-");
        if !near || !follows || !of_name(folded_word) {
            break;
        }
        one.bytes.end = word.text.end;
    }
    one
}

/// Places beside one another that name the same become one.
fn joined(found: Vec<Found>, names: &Names, text: &str, folded: &Folded) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::with_capacity(found.len());
    for one in found {
        let last = all.last_mut().and_then(|last| {
            let both: BTreeSet<_> = last.persons.intersection(&one.persons).copied().collect();
            let between = last.bytes.end..one.bytes.start;
            // "Smith, John" is one; "John Smith, John Smith" are two of a list.
            let listed = (last.whole || one.whole)
                && text.get(between.clone()).is_some_and(|between| between.contains(','));
            let beside = !listed && !both.is_empty();
            (beside && is_within_name(&both, between, names, text, folded)).then_some((last, both))
        });
        match last {
            Some((last, both)) => {
                last.bytes.end = one.bytes.end;
                last.persons = both;
                last.whole |= one.whole;
            }
            None => all.push(one),
        }
    }
    all
}

/// Whether what stands between two words of a name is a part of it.
fn is_within_name(
    persons: &BTreeSet<Person>,
    between: Range<usize>,
    names: &Names,
    text: &str,
    folded: &Folded,
) -> bool {
    let first = folded.words.partition_point(|word| word.text.end <= between.start);
    let last = folded.words.partition_point(|word| word.text.start < between.end);
    let words = folded.words.get(first..last).unwrap_or_default();
    let of_name = |word: &Word| {
        let minor = folded.compact.get(word.folded.clone()).and_then(|word| names.minor.get(word));
        word.text.start >= between.start && minor.is_some_and(|of| !of.is_disjoint(persons))
    };
    let dotted = !words.is_empty();
    let text = text.get(between.clone()).unwrap_or_default();
    let joins = |c: char| {
        c.is_whitespace() || is_hyphen(c) || is_apostrophe(c) || c == ',' || (dotted && c == '.')
    };
    words.iter().all(of_name) && text.chars().all(|c| joins(c) || c.is_alphanumeric())
}

const PLURAL_BYTES_MAX: usize = 2;
const MINOR_WORDS_MAX: usize = 8;
const GAP_BYTES: usize = 5;
