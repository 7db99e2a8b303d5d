//! The rules of schemes: what a configuration must be, and what a marking must hold.

use std::collections::BTreeMap;

use super::{LevelTerms, ReleaseTerms, SchemeFault, SchemeMarking, SchemePart, SchemeTerms};
use super::{SetTerms, TokenTerms};
use crate::nearest::nearest;
use crate::{Level, Marking, Register};

/// Every sentence about what a marking of a scheme must hold and does not.
pub(super) fn broken(marking: &SchemeMarking<'_>) -> Vec<String> {
    let terms = &marking.scheme.terms;
    let mut messages = Vec::new();
    for (at, set) in terms.sets.iter().enumerate() {
        let held = || marking.tokens.iter().filter(move |(of, _)| *of == at);
        let lowest = terms.lowest(set.level.as_deref());
        if set.exclusive && held().count() > 1 {
            messages.push(format!("of the set {} only one may stand", set.name));
        }
        if set.required && held().count() == 0 && marking.level >= lowest {
            messages.push(format!("one of the set {} must stand", set.name));
        }
        for token in held().filter_map(|(_, token)| set.tokens.get(*token)) {
            let needed = lowest.max(terms.lowest(token.level.as_deref()));
            if let Some(level) = terms.levels.get(needed).filter(|_| marking.level < needed) {
                messages.push(format!("{} needs {} or above", token.name, level.title));
            }
        }
    }
    messages
}

/// Everything that is wrong with a scheme's terms.
pub(super) fn faults(terms: &SchemeTerms, register: &Register) -> Vec<SchemeFault> {
    let mut checker = Checker { terms, register, words: BTreeMap::new(), faults: Vec::new() };
    checker.scheme();
    checker.faults
}

struct Checker<'t> {
    terms: &'t SchemeTerms,
    register: &'t Register,
    /// Every word that is read, with where it was said first.
    words: BTreeMap<&'t str, SchemePart>,
    faults: Vec<SchemeFault>,
}

impl<'t> Checker<'t> {
    fn fault(&mut self, part: SchemePart, message: String) {
        self.faults.push(SchemeFault { part, message });
    }

    fn scheme(&mut self) {
        let terms = self.terms;
        if terms.levels.is_empty() {
            let message = "a scheme needs levels; write [[scheme.level]], the lowest first";
            self.fault(SchemePart::Scheme, message.to_owned());
        }
        let indicators = terms.sets.iter().enumerate().filter_map(|(at, set)| {
            set.indicator.as_deref().map(|indicator| (SchemePart::Set(at), indicator))
        });
        for (part, indicator) in indicators {
            self.word(part, indicator, false);
        }
        if let Some(release) = &terms.release {
            self.word(SchemePart::Release, &release.indicator, false);
        }
        let mut above = None;
        for (at, level) in terms.levels.iter().enumerate() {
            above = self.level(SchemePart::Level(at), level, above);
        }
        for (at, set) in terms.sets.iter().enumerate() {
            self.set(at, set);
        }
        if let Some(release) = &terms.release {
            self.release(release);
        }
    }

    /// Checks a level; gives what the highest so far equals.
    fn level(
        &mut self,
        part: SchemePart,
        level: &'t LevelTerms,
        below: Option<Level>,
    ) -> Option<Level> {
        self.forms(part, &level.title, &level.portion);
        let Some(equals) = &level.equals else { return below };
        let Some(equal) = self.equal(part, equals, equals) else { return below };
        if below.is_some_and(|below| equal.level() < below) {
            let message = format!(
                "`{}` equals less than the level below it; put the levels in \
                                   ascending order",
                level.title
            );
            self.fault(part, message);
        }
        below.max(Some(equal.level()))
    }

    fn set(&mut self, at: usize, set: &'t SetTerms) {
        let part = SchemePart::Set(at);
        if set.tokens.is_empty() {
            self.fault(part, format!("the set {} needs tokens", set.name));
        }
        if set.hierarchical && set.exclusive {
            let message = format!(
                "the set {} is both hierarchical and exclusive; a token stands \
                                   with its ancestors, so drop one of the two",
                set.name
            );
            self.fault(part, message);
        }
        self.lowest(part, set.level.as_deref());
        for (number, token) in set.tokens.iter().enumerate() {
            self.token(SchemePart::Token(at, number), set, token);
        }
    }

    fn token(&mut self, part: SchemePart, set: &SetTerms, token: &'t TokenTerms) {
        self.forms(part, &token.name, &token.portion);
        self.lowest(part, token.level.as_deref());
        let parent = token.name.rsplit_once('-').filter(|_| set.hierarchical);
        if let Some((parent, _)) = parent.filter(|_| set.parent_of(token).is_none()) {
            let message = format!(
                "`{}` lies within `{parent}`, which the set does not have; add \
                                   it",
                token.name
            );
            self.fault(part, message);
        }
        if let Some(equals) = &token.equals {
            self.equal(part, equals, &format!("TOP SECRET//{equals}"));
        }
    }

    fn release(&mut self, release: &'t ReleaseTerms) {
        if release.codes.is_empty() {
            let message = "releasability needs codes; write [[scheme.release.code]]";
            self.fault(SchemePart::Release, message.to_owned());
        }
        for code in &release.always {
            self.code(SchemePart::Release, code);
        }
        for (at, code) in release.codes.iter().enumerate() {
            let part = SchemePart::Code(at);
            if code.name.contains([' ', ',']) {
                let message = format!("`{}` stands in a list, so it is one word", code.name);
                self.fault(part, message);
            } else {
                self.word(part, &code.name, true);
            }
            if let Some(equals) = &code.equals {
                self.code(part, equals);
            }
        }
    }

    fn code(&mut self, part: SchemePart, code: &str) {
        if self.register.code(code).is_none() {
            let near = nearest(code, self.register.codes());
            let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
            let message = format!("`{code}` is not a country or organisation code{near}");
            self.fault(part, message);
        }
    }

    fn lowest(&mut self, part: SchemePart, level: Option<&str>) {
        let Some(level) = level.filter(|level| self.terms.level_at(level).is_none()) else {
            return;
        };
        let titles: Vec<_> = self.terms.levels.iter().map(|level| level.title.as_str()).collect();
        self.fault(part, format!("`{level}` is none of the levels {}", titles.join(", ")));
    }

    /// Banner and portion form, which may be the same.
    fn forms(&mut self, part: SchemePart, banner: &'t str, portion: &'t str) {
        self.word(part, banner, true);
        if portion != banner {
            self.word(part, portion, true);
        }
    }

    /// A word that is read must be printable, and be read in one way.
    fn word(&mut self, part: SchemePart, word: &'t str, entry: bool) {
        if !is_word(word) {
            let message = format!(
                "`{word}` is not a word of a marking: write 1 to 64 capital \
                                   letters, digits, hyphens and single blanks"
            );
            return self.fault(part, message);
        }
        let indicators = self
            .words
            .iter()
            .filter(|(_, of)| matches!(of, SchemePart::Set(_) | SchemePart::Release));
        let begins = |indicator: &&str| {
            entry && word.strip_prefix(*indicator).is_some_and(|rest| rest.starts_with(' '))
        };
        if let Some(indicator) = indicators.map(|(word, _)| word).find(|i| begins(i)) {
            let message = format!("`{word}` begins with the indicator {indicator}; choose another");
            return self.fault(part, message);
        }
        if self.words.insert(word, part).is_some() {
            let message =
                format!("`{word}` stands in the scheme twice; each word is read in one way");
            self.fault(part, message);
        }
    }

    /// What something equals must be a valid marking by itself, as far as one part can be.
    fn equal(&mut self, part: SchemePart, equals: &str, text: &str) -> Option<Marking> {
        match Marking::parse_by(text, self.register) {
            Ok(parsed) if parsed.marking.needs_banner() => {
                let message = format!("`{equals}` takes its list from a banner; write the list");
                self.fault(part, message);
                None
            }
            Ok(parsed) => Some(parsed.marking),
            Err(error) => {
                self.fault(part, format!("`{equals}` does not read in the register: {error}"));
                None
            }
        }
    }
}

fn is_word(text: &str) -> bool {
    let printable = |c: char| (c.is_alphanumeric() || c == '-') && !c.is_lowercase();
    (1..=WORD_CHARS_MAX).contains(&text.chars().count())
        && text.split(' ').all(|word| !word.is_empty() && word.chars().all(printable))
        && text.to_uppercase() == text
        && !text.starts_with('-')
}

const WORD_CHARS_MAX: usize = 64;
