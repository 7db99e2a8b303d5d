//! What of a US person is masked in text.

use std::collections::{BTreeSet, HashMap};

use aho_corasick::AhoCorasick;
use model::Mention;

use super::fold::{Folded, is_unspaced};
use super::left_out::{EVERYDAY, LEGAL_FORMS, is_minor};

/// A US person, by its place among those that the report lists.
pub(super) type Person = usize;

/// Long names and numbers, until they are sought together.
type Long = BTreeSet<(String, Person)>;

/// What is looked for, and whom it names.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Names, aliases and numbers of some length, compact: found anywhere.
    pub(super) anywhere: Anywhere,
    /// Single words and what is short: found as words.
    pub(super) words: HashMap<String, BTreeSet<Person>>,
    /// Everyday words among names.
    pub(super) everyday: HashMap<String, BTreeSet<Person>>,
    /// Masks that the originator has put, found as they stand.
    pub(super) verbatim: HashMap<String, Person>,
    /// Words that are masked beside a word of the same name.
    pub(super) minor: HashMap<String, BTreeSet<Person>>,
    /// The longest word, in bytes.
    pub(super) word_bytes_max: usize,
    /// The first mentions' names, by which the same person is known again.
    known: HashMap<String, Person>,
}

/// Texts that are sought together in one pass.
#[derive(Debug, Default)]
pub(super) struct Anywhere {
    /// None where there are none.
    pub(super) automaton: Option<AhoCorasick>,
    /// Whom each names.
    pub(super) persons: Vec<Person>,
}

impl Anywhere {
    fn of(texts: Long) -> Self {
        let (texts, persons): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
        // Only gigabytes of names do not fit, and a report has none.
        let automaton = (!texts.is_empty()).then(|| AhoCorasick::new(texts).ok()).flatten();
        Self { automaton, persons }
    }
}

impl Names {
    /// Of what a report lists.
    pub(super) fn of(mentions: &[Mention]) -> Self {
        let mut names = Self::default();
        for mention in mentions.iter().filter(|mention| mention.us_person == Some(true)) {
            let next = names.known.len();
            names.known.entry(key(&mention.name)).or_insert(next);
        }
        // Somebody listed again under the same name is the same, whatever else is said.
        let mut long = BTreeSet::new();
        for mention in mentions {
            if let Some(person) = names.person(mention) {
                names.add(mention, person, &mut long);
            }
        }
        names.anywhere = Anywhere::of(long);
        let words = names.words.keys().chain(names.everyday.keys());
        names.word_bytes_max = words.map(String::len).max().unwrap_or_default();
        names
    }

    /// How many US persons there are.
    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// Which US person a mention is, if it is one.
    pub(super) fn person(&self, mention: &Mention) -> Option<Person> {
        self.known.get(&key(&mention.name)).copied()
    }

    fn add(&mut self, mention: &Mention, person: Person, long: &mut Long) {
        if is_mask(&mention.name) {
            self.verbatim.insert(mention.name.trim().to_owned(), person);
        } else if mention.kind == "person" {
            self.whole(&mention.name, person, long);
            self.single_words(&mention.name, person, long);
        } else {
            self.whole(&mention.name, person, long);
            self.whole(&without_legal_form(&mention.name), person, long);
        }
        for alias in &mention.aliases {
            self.whole(alias, person, long);
            let own = alias.split_whitespace().filter(|word| !is_minor(&Folded::of(word).compact));
            self.whole(&own.collect::<Vec<_>>().join(" "), person, long);
        }
        for (_, value) in &mention.ids {
            let compact = Folded::of(value).compact;
            let anywhere = compact.chars().count() >= ANYWHERE_CHARS_MIN;
            self.find(compact, anywhere, person, long);
        }
    }

    /// A name as it stands, with the last word first, and without what is between first and last.
    fn whole(&mut self, name: &str, person: Person, long: &mut Long) {
        let folded = Folded::of(name);
        let words: Vec<&str> = (0..folded.words.len()).map(|at| folded.word(at)).collect();
        let own: Vec<&str> = words.iter().filter(|word| !is_minor(word)).copied().collect();
        let mut orders = vec![own.concat()];
        if let ([first, .., last], [rest @ .., _]) = (&own[..], &own[..]) {
            orders.extend([
                format!("{last}{}", rest.concat()),
                format!("{first}{last}"),
                format!("{last}{first}"),
            ]);
        }
        let as_it_stands = (words.concat(), words.len());
        let orders = orders.into_iter().map(|compact| (compact, own.len()));
        for (compact, words) in std::iter::once(as_it_stands).chain(orders) {
            let anywhere = words > 1 && compact.chars().count() >= ANYWHERE_CHARS_MIN;
            self.find(compact, anywhere, person, long);
        }
    }

    fn find(&mut self, compact: String, anywhere: bool, person: Person, long: &mut Long) {
        let unspaced = compact.chars().nth(1).is_some() && compact.chars().all(is_unspaced);
        // Titles and particles alone name nobody, even as a whole alias.
        if compact.is_empty() || (!unspaced && is_minor(&compact) && !is_number(&compact)) {
            return;
        }
        if anywhere || unspaced {
            long.insert((compact, person));
        } else if EVERYDAY.contains(&compact.as_str()) {
            self.everyday.entry(compact).or_default().insert(person);
        } else {
            self.words.entry(compact).or_default().insert(person);
        }
    }

    /// The words of a name, and what stands between blanks in one piece: O'Brien, Mary-Ann.
    fn single_words(&mut self, name: &str, person: Person, long: &mut Long) {
        for piece in name.split_whitespace() {
            let folded = Folded::of(piece);
            let words = (0..folded.words.len()).map(|at| folded.word(at));
            for word in words.chain([folded.compact.as_str()]) {
                if is_minor(word) || EVERYDAY.contains(&word) {
                    self.minor.entry(word.to_owned()).or_default().insert(person);
                }
                self.find(word.to_owned(), false, person, long);
            }
        }
    }
}

/// By what a person is known again.
fn key(name: &str) -> String {
    let folded = Folded::of(name).compact;
    // What has no letters is compared as it stands.
    if folded.is_empty() || is_mask(name) { name.trim().to_owned() } else { folded }
}

/// Whether a name is a mask already.
fn is_mask(name: &str) -> bool {
    let number = name.trim().strip_prefix(MASK).and_then(|rest| rest.strip_suffix(']'));
    number.is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_legal_form(name: &str) -> String {
    let own = |word: &&str| !LEGAL_FORMS.contains(&Folded::of(word).compact.as_str());
    name.split_whitespace().filter(own).collect::<Vec<_>>().join(" ")
}

/// How a mask begins.
pub(super) const MASK: &str = "[US PERSON ";

/// Shorter names and numbers are looked for as words: "Al Li" is not in "Palliative".
const ANYWHERE_CHARS_MIN: usize = 5;
