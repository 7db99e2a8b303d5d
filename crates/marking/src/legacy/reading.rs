//! What was found in an old marking so far.

use std::collections::BTreeSet;

use super::captions::{Meaning, longest};
use super::handling::EYES_ONLY;
use super::words::Word;
use super::{LegacyError, LegacyErrorKind};
use crate::Level;

/// Levels, entries of the banner, caveats and notes, as parts are read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    levels: BTreeSet<Level>,
    entries: BTreeSet<&'static str>,
    pub(super) caveats: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Reading {
    /// Reads one part.
    pub(super) fn read(&mut self, part: &[Word]) -> Result<(), LegacyError> {
        if has(part, "NOT DECLASSIFIED") {
            return Err(error(part, LegacyErrorKind::Withheld));
        }
        if has(part, "NO CLASSIFICATION") {
            return Err(error(part, LegacyErrorKind::Unmarked));
        }
        if is_reference(part) {
            self.note(format!("`{}` is a file or the number of a paper", joined(part)));
            return Ok(());
        }
        let mut rest = part;
        let mut names_may_follow = false;
        while let Some(word) = rest.first() {
            if let Some((count, meaning)) = longest(rest) {
                let (caption, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
                names_may_follow = self.take(caption, meaning) || names_may_follow;
                rest = after;
            } else if let Some(after) = after_page_count(rest) {
                rest = after;
            } else if word.text == "FOR" && !limits_use(rest)
                || (names_may_follow && !OTHERWISE.contains(&&*word.text))
            {
                rest = self.take_names(rest)?;
            } else {
                let kind = LegacyErrorKind::Unknown { word: word.text.clone() };
                return Err(LegacyError { at: word.at.clone(), kind });
            }
        }
        Ok(())
    }

    /// Takes one caption; says whether names of readers may follow it.
    fn take(&mut self, caption: &[Word], meaning: Meaning) -> bool {
        match meaning {
            Meaning::Banner(entries, note) => {
                self.entries.extend(entries);
                if !note.is_empty() {
                    self.note(note.to_owned());
                }
            }
            Meaning::Caveat(caveat) => {
                if !self.caveats.iter().any(|held| held == caveat) {
                    self.caveats.push(caveat.to_owned());
                    let caption = joined(caption);
                    self.note(format!("`{caption}` is a caveat of the originator today"));
                }
                return caveat == EYES_ONLY;
            }
            Meaning::Level(level) => {
                self.levels.insert(level);
            }
            Meaning::Official(entry, note) => {
                self.levels.insert(Level::Unclassified);
                self.entries.insert(entry);
                self.note(note.to_owned());
            }
            Meaning::Paper => {
                self.note(format!("`{}` concerns the paper, not its readers", joined(caption)));
            }
            Meaning::Precedence => {
                self.note(format!("`{}` is a precedence, not a control", joined(caption)));
            }
            Meaning::Retired(level, note) => {
                self.levels.insert(level);
                self.note(note.to_owned());
            }
        }
        false
    }

    /// Takes the names of readers: all words up to the next caption.
    fn take_names<'w>(&mut self, words: &'w [Word]) -> Result<&'w [Word], LegacyError> {
        let ends = (1..words.len())
            .find(|at| words.get(*at..).is_some_and(|rest| longest(rest).is_some()));
        let (names, rest) =
            words.split_at_checked(ends.unwrap_or(words.len())).unwrap_or((words, &[]));
        if let Some(word) = names.iter().find(|word| OTHERWISE.contains(&&*word.text)) {
            let kind = LegacyErrorKind::Unknown { word: word.text.clone() };
            return Err(LegacyError { at: word.at.clone(), kind });
        }
        self.note(format!("`{}` names the readers", joined(names)));
        Ok(rest)
    }

    /// The level and the entries of the banner.
    pub(super) fn settle(
        &mut self,
    ) -> Result<(Level, impl Iterator<Item = &'static str> + '_), LegacyErrorKind> {
        let mut levels = self.levels.iter();
        let level = *levels.next().ok_or(LegacyErrorKind::NoLevel)?;
        if let Some(second) = levels.next() {
            let (first, second) = (level.banner(), second.banner());
            return Err(LegacyErrorKind::TwoLevels { first, second });
        }
        if self.entries.contains("NODIS") && self.entries.remove("EXDIS") {
            self.notes.push("NODIS governs over EXDIS".to_owned());
        }
        if self.entries.contains("FRD") && self.entries.contains("RD") {
            self.entries.remove("FRD");
        }
        if self.entries.contains("SBU") && self.entries.remove("FOUO") {
            self.notes.push("FOUO gives way to SBU".to_owned());
        }
        Ok((level, self.entries.iter().copied()))
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Whether a part is a file or the number of a paper: `UNA Files: Lot 428`, `NSC 162/2`, `No. 54`.
fn is_reference(part: &[Word]) -> bool {
    let begins_as_caption = longest(part).is_some();
    let has_number = part.iter().any(|word| word.text.contains(|c: char| c.is_ascii_digit()));
    let series = |word: &Word| {
        let letters = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
        SERIES.contains(&letters)
    };
    let is_file = part.iter().any(|word| word.text == "FILES");
    !begins_as_caption && (is_file || (has_number && part.first().is_some_and(series)))
}

/// What follows a count of pages, `4 pp`.
fn after_page_count(words: &[Word]) -> Option<&[Word]> {
    let [count, unit, rest @ ..] = words else { return None };
    (count.text.parse::<u16>().is_ok() && unit.text == "P").then_some(rest)
}

/// Whether the words ask for something besides naming an addressee: `for ... use only`.
fn limits_use(words: &[Word]) -> bool {
    words.iter().any(|word| word.text == "ONLY" || word.text == "USE")
}

fn has(part: &[Word], phrase: &str) -> bool {
    format!(" {} ", joined(part)).contains(&format!(" {phrase} "))
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn error(part: &[Word], kind: LegacyErrorKind) -> LegacyError {
    let start = part.first().map_or(0, |word| word.at.start);
    let end = part.last().map_or(start, |word| word.at.end);
    LegacyError { at: start..end, kind }
}

/// Series of numbered papers.
const SERIES: &[&str] = &["NIE", "NO", "NSC", "PPS", "SANACC", "SD", "SNIE", "US"];

/// Words that change what a caption asks, so that they are never taken for a reader's name.
const OTHERWISE: &[&str] =
    &["AS", "BUT", "DIRECT", "EXCEPT", "NOT", "OR", "TO", "UNTIL", "VIA", "WHEN", "WITH"];
