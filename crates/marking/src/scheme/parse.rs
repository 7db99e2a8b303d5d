//! Reads banners and portion marks of a scheme.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{
    ReleaseTerms, Scheme, SchemeError, SchemeErrorKind, SchemeMarking, SchemeParsed, SetTerms,
};
use crate::nearest::nearest;
use crate::problem::MARKING_CHARS_MAX;
use crate::{Problem, Severity};

/// Reads one marking.
pub(super) fn parse<'s>(scheme: &'s Scheme, text: &str) -> Result<SchemeParsed<'s>, SchemeError> {
    let chars = text.chars().count();
    if chars > MARKING_CHARS_MAX {
        let kind = SchemeErrorKind::TooLong { chars, limit: MARKING_CHARS_MAX };
        return Err(SchemeError { at: 0..text.len(), kind });
    }
    let body = text.trim();
    let inner = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let body = inner.map_or(body, str::trim);
    let mut reader = Reader {
        text,
        scheme,
        marking: SchemeMarking {
            scheme,
            level: 0,
            tokens: BTreeSet::new(),
            release: BTreeSet::new(),
        },
        last: 0,
        problems: Vec::new(),
    };
    reader.read(body)?;
    let Reader { marking, mut problems, .. } = reader;
    let broken = super::check::broken(&marking);
    let at = 0..text.len();
    problems.extend(broken.into_iter().map(|message| problem(&at, Severity::Error, message)));
    problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
    Ok(SchemeParsed { marking, problems })
}

struct Reader<'s, 't> {
    text: &'t str,
    scheme: &'s Scheme,
    marking: SchemeMarking<'s>,
    /// The last set that stood; releasability stands behind all.
    last: usize,
    problems: Vec<Problem>,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self, body: &'t str) -> Result<(), SchemeError> {
        let mut blocks = body.split("//");
        let first = blocks.next().unwrap_or_default();
        self.read_level(first)?;
        blocks.try_for_each(|block| self.read_block(block))
    }

    fn read_level(&mut self, token: &'t str) -> Result<(), SchemeError> {
        let levels = self.scheme.levels();
        let clean = self.tidy(token);
        if clean.is_empty() {
            let example = levels.first().map(|level| level.title.clone()).unwrap_or_default();
            return Err(self.error(token, SchemeErrorKind::Empty { example }));
        }
        let found = levels.iter().position(|l| l.title == clean || l.portion == clean);
        self.marking.level = found.ok_or_else(|| {
            let known = levels.iter().flat_map(|level| [&level.title, &level.portion]);
            let nearest = near(&clean, known);
            let scheme = self.scheme.name().to_owned();
            self.error(token, SchemeErrorKind::Level { token: clean, scheme, nearest })
        })?;
        Ok(())
    }

    fn read_block(&mut self, block: &'t str) -> Result<(), SchemeError> {
        let scheme = self.scheme;
        if let Some(release) = scheme.release()
            && let Some(list) = after(block, &release.indicator)
        {
            self.note_order(block, scheme.sets().len());
            return self.read_release(block, list, release);
        }
        let indicated = scheme.sets().iter().enumerate().find_map(|(at, set)| {
            let rest = after(block, set.indicator.as_ref()?)?;
            Some(((at, set), rest))
        });
        let (only, entries) = match indicated {
            Some((set, rest)) => (Some(set), rest),
            None => (None, block),
        };
        entries.split('/').try_for_each(|entry| self.read_entry(entry, only))
    }

    fn read_entry(
        &mut self,
        token: &'t str,
        only: Option<(usize, &SetTerms)>,
    ) -> Result<(), SchemeError> {
        let clean = self.tidy(token);
        if clean.is_empty() {
            return Err(self.error(token, SchemeErrorKind::EmptyEntry));
        }
        let sets = self.scheme.sets().iter().enumerate();
        let sets = sets.filter(|(at, _)| only.is_none_or(|(only, _)| only == *at));
        let find = |(at, set): (usize, &SetTerms)| {
            let found = set.tokens.iter().position(|t| t.name == clean || t.portion == clean);
            found.map(|token| (at, token))
        };
        let Some((set, found)) = sets.clone().find_map(find) else {
            let known = sets.flat_map(|(_, set)| set.tokens.iter());
            let nearest = near(&clean, known.flat_map(|token| [&token.name, &token.portion]));
            let scheme = self.scheme.name().to_owned();
            let kind = SchemeErrorKind::Unknown { token: clean, scheme, nearest };
            return Err(self.error(token, kind));
        };
        self.note_order(token, set);
        self.hold(set, found);
        if let Some(set) = self.scheme.sets().get(set)
            && let Some(indicator) = set.indicator.as_ref().filter(|_| only.is_none())
        {
            self.warn(token, format!("`{clean}` stands behind {indicator}"));
        }
        Ok(())
    }

    /// Adds a token with its ancestors.
    fn hold(&mut self, at: usize, token: usize) {
        let Some(set) = self.scheme.sets().get(at) else { return };
        let parent = |token: &usize| set.tokens.get(*token).and_then(|of| set.parent_of(of));
        self.marking.tokens.extend(std::iter::successors(Some(token), parent).map(|t| (at, t)));
    }

    fn read_release(
        &mut self,
        block: &'t str,
        list: &'t str,
        release: &ReleaseTerms,
    ) -> Result<(), SchemeError> {
        self.tidy(block);
        let names = list.split([',', ' ', '/']).filter(|name| !name.is_empty());
        let mut found = Vec::new();
        for name in names {
            let upper = name.to_uppercase();
            let at = release.codes.iter().position(|code| code.name == upper);
            found.push(at.ok_or_else(|| {
                let nearest = near(&upper, release.codes.iter().map(|code| &code.name));
                let scheme = self.scheme.name().to_owned();
                self.error(name, SchemeErrorKind::Code { token: upper, scheme, nearest })
            })?);
        }
        if found.is_empty() {
            let indicator = release.indicator.clone();
            let example = release.codes.first().map(|code| code.name.clone()).unwrap_or_default();
            return Err(self.error(block, SchemeErrorKind::NoList { indicator, example }));
        }
        if !found.is_sorted() {
            let message = format!("{} has its list in the scheme's order", release.indicator);
            self.warn(block, message);
        }
        self.marking.release.extend(found);
        Ok(())
    }

    fn note_order(&mut self, token: &'t str, set: usize) {
        if set < self.last {
            let message = format!("`{}` stands after markings that it goes before", token.trim());
            self.warn(token, message);
        }
        self.last = self.last.max(set);
    }

    /// The token in capitals, with single blanks; anything else is reported.
    fn tidy(&mut self, token: &'t str) -> String {
        let upper = token.to_uppercase();
        let clean = upper.split_whitespace().collect::<Vec<_>>().join(" ");
        if clean != upper {
            self.warn(token, "superfluous blanks".to_owned());
        }
        if upper != token {
            self.warn(token, "markings are written in capitals".to_owned());
        }
        clean
    }

    fn warn(&mut self, token: &str, message: String) {
        let at = self.at(token);
        self.problems.push(problem(&at, Severity::Warning, message));
    }

    fn error(&self, token: &str, kind: SchemeErrorKind) -> SchemeError {
        SchemeError { at: self.at(token), kind }
    }

    /// Where a part of the text stands in it.
    fn at(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }
}

/// What follows an indicator, when it stands by itself or before a blank.
fn after<'b>(block: &'b str, indicator: &str) -> Option<&'b str> {
    let trimmed = block.trim_start();
    let head = trimmed.get(..indicator.len())?;
    let rest = trimmed.get(indicator.len()..)?;
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix(' ')? };
    (head.to_uppercase() == indicator).then_some(rest)
}

fn near<'k>(token: &str, known: impl Iterator<Item = &'k String>) -> Option<String> {
    nearest(token, known.map(String::as_str)).map(str::to_owned)
}

fn problem(at: &Range<usize>, severity: Severity, message: String) -> Problem {
    Problem { rule: "scheme", severity, message, at: at.clone(), fix: None }
}
