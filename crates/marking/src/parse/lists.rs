//! Blocks with lists: which slashes separate entries, and which belong to one.

use super::{Category, Reader, error, form};
use crate::nearest::nearest;
use crate::split::split_where;
use crate::{Code, CodeList, ParseError, ParseErrorKind, Problem, Register, Severity};

/// The entries of a block. The slashes of `USA/AUS/CAN EYES ONLY` separate codes of one entry.
pub(super) fn entries<'b>(block: &'b str, register: &Register) -> Vec<&'b str> {
    let mut entries: Vec<&str> = Vec::new();
    let mut from = 0;
    for part in block.split('/') {
        let until = from + part.len();
        entries.push(part);
        if part.trim_end().ends_with(EYES_ONLY) {
            let codes = entries.iter().rev().skip(1);
            let joined = codes.take_while(|part| register.code(part.trim()).is_some()).count();
            let kept = entries.len() - 1 - joined;
            let start: usize = entries.iter().take(kept).map(|part| part.len() + 1).sum();
            entries.truncate(kept);
            entries.extend(block.get(start..until));
        }
        from = until + 1;
    }
    entries
}

/// What the next entry of the block is, if this one's indicator reaches on: programs and nicknames
/// do not repeat it.
pub(super) fn continues(
    category: Category,
    entry: &str,
    before: Option<Category>,
) -> Option<Category> {
    match category {
        Category::Sap => Some(Category::Sap),
        Category::NonIc if entry.trim().starts_with("ACCM-") => Some(Category::NonIc),
        Category::NonIc => before,
        Category::Nato
        | Category::Sci
        | Category::Aea
        | Category::Fgi
        | Category::Cui
        | Category::Dissem => None,
    }
}

impl<'t> Reader<'t> {
    pub(super) fn read_rel(&mut self, token: &'t str, list: &str) -> Result<(), ParseError> {
        let codes = self.codes(token, list, "REL TO", "REL TO USA, GBR")?;
        self.check_usa_first(token, &codes);
        if !self.marking.rel_to.list.is_empty() {
            return Err(self.second_list(token, "REL TO"));
        }
        self.marking.rel_to.list = codes.into();
        Ok(())
    }

    pub(super) fn read_display(&mut self, token: &'t str, list: &str) -> Result<(), ParseError> {
        let codes = self.codes(token, list, "DISPLAY ONLY", "DISPLAY ONLY IRQ")?;
        if !codes.is_sorted() {
            self.note_unsorted(token, "DISPLAY ONLY lists countries, then organisations");
        }
        if !self.marking.seldom.display_to.is_empty() {
            return Err(self.second_list(token, "DISPLAY ONLY"));
        }
        self.marking.seldom.write().display_to = codes.into();
        Ok(())
    }

    pub(super) fn read_eyes(&mut self, token: &'t str, list: &str) -> Result<(), ParseError> {
        let codes = self.codes(token, list, "EYES ONLY", "USA/GBR EYES ONLY")?;
        if !codes.is_sorted() {
            self.note_unsorted(token, "EYES ONLY lists USA, then countries");
        }
        if !self.marking.seldom.eyes.list.is_empty() {
            return Err(self.second_list(token, "EYES ONLY"));
        }
        self.marking.seldom.write().eyes.list = codes.into();
        Ok(())
    }

    pub(super) fn read_fgi(&mut self, token: &'t str, list: &str) -> Result<(), ParseError> {
        let sources: CodeList = self.codes(token, list, "FGI", "FGI GBR")?.into_iter().collect();
        if sources.lists(Code::USA) {
            return Err(error(self.at(token), ParseErrorKind::FgiOfUsa));
        }
        if self.marking.fgi == crate::Fgi::Concealed {
            return Err(error(self.at(token), ParseErrorKind::FgiMixed));
        }
        self.marking.fgi.add(&crate::Fgi::Acknowledged(sources));
        Ok(())
    }

    /// Which of two lists is meant nobody can say, and together they would open more than each.
    fn second_list(&self, token: &'t str, control: &'static str) -> ParseError {
        error(self.at(token), ParseErrorKind::SecondList { control })
    }

    fn codes(
        &self,
        token: &'t str,
        list: &str,
        control: &'static str,
        example: &'static str,
    ) -> Result<Vec<Code>, ParseError> {
        let find = |word: &str| {
            self.register.code(word).ok_or_else(|| {
                let nearest = nearest(word, self.register.codes());
                error(self.at(token), ParseErrorKind::Code { token: word.to_owned(), nearest })
            })
        };
        // Codes are of three letters or more, with a separator.
        let mut codes = Vec::with_capacity(list.len() / 4 + 1);
        let words = split_where(list, |byte| matches!(byte, b',' | b' ' | b'/'));
        for word in words.filter(|word| !word.is_empty()) {
            codes.push(find(word)?);
        }
        if codes.is_empty() {
            return Err(error(self.at(token), ParseErrorKind::NoList { control, example }));
        }
        Ok(codes)
    }

    fn check_usa_first(&mut self, token: &'t str, codes: &[Code]) {
        if codes.first() != Some(&Code::USA) {
            let lists = codes.contains(&Code::USA);
            self.problems.push(Problem {
                rule: "ISM-ID-00214",
                severity: if lists { Severity::Warning } else { Severity::Error },
                message: "REL TO begins with USA".to_owned(),
                at: self.at(token),
                fix: None,
            });
        } else if !codes.is_sorted() {
            self.note_unsorted(token, "REL TO lists USA, then countries, then organisations");
        }
    }

    fn note_unsorted(&mut self, token: &'t str, what: &str) {
        let message = format!("{what}, in alphabetical order");
        self.problems.push(form(self.at(token), message));
    }
}

pub(super) const EYES_ONLY: &str = " EYES ONLY";
