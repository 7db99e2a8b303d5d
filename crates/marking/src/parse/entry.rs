//! One entry of a block, recognised by itself.

use super::lists::EYES_ONLY;
use super::{Category, Reader, error};
use crate::cui::{CuiCategory, CuiControl};
use crate::{Dissem, Fgi, Forms, NatoControl, NonIc, ParseError, ParseErrorKind};

impl<'t> Reader<'t> {
    /// Reads an entry and says what it is. `inherited` is what the indicator of an entry before it
    /// makes of it.
    pub(super) fn read_entry(
        &mut self,
        token: &'t str,
        inherited: Option<Category>,
    ) -> Result<Category, ParseError> {
        let clean = self.tidy(token);
        if clean.is_empty() {
            return Err(error(self.at(token), ParseErrorKind::EmptyEntry));
        }
        if inherited == Some(Category::Sap) || sap(&clean).is_some() {
            return self.read_sap(token, sap(&clean).unwrap_or(&clean));
        }
        if let Some(control) = self.register.control(&clean) {
            self.marking.own.insert(control);
            return Ok(Category::NonIc);
        }
        if let Some(category) = self.read_list(token, &clean)? {
            return Ok(category);
        }
        if let Some(category) = self.read_cui(&clean).or_else(|| self.read_control(&clean)) {
            return Ok(category);
        }
        if self.marking.aea.read(&clean).is_some() {
            return Ok(Category::Aea);
        }
        let register = self.register;
        if let Some(kind) = register.unlisted(&clean) {
            return Err(error(self.at(token), kind));
        }
        let own = |name: &str| register.has_system(name);
        if self.marking.sci.read_system(&clean, &own).is_some() {
            return Ok(Category::Sci);
        }
        let nickname = clean.strip_prefix("ACCM-").or_else(|| inherited.map(|_| clean.as_str()));
        if let Some(name) = nickname.filter(|name| is_nickname(name)) {
            self.marking.accm.insert(name.to_owned());
            return Ok(Category::NonIc);
        }
        Err(self.unknown(token, clean))
    }

    fn read_sap(&mut self, token: &'t str, program: &str) -> Result<Category, ParseError> {
        let program =
            &self.register.program(program).map_err(|kind| error(self.at(token), kind))?;
        if self.marking.sap.read_program(program).is_none() {
            let kind = ParseErrorKind::Program { token: program.clone() };
            return Err(error(self.at(token), kind));
        }
        Ok(Category::Sap)
    }

    /// Controls that carry a list of codes.
    fn read_list(&mut self, token: &'t str, clean: &str) -> Result<Option<Category>, ParseError> {
        if clean == "REL" {
            self.marking.rel_to.as_banner = true;
        } else if clean == "EYES" {
            self.marking.eyes.as_banner = true;
        } else if let Some(list) = after(clean, &["REL TO", "AUTHORIZED FOR RELEASE TO"]) {
            self.read_rel(token, list)?;
        } else if let Some(list) = after(clean, &["DISPLAY ONLY"]) {
            self.read_display(token, list)?;
        } else if let Some(list) = clean.strip_suffix(EYES_ONLY).or_else(|| alone(clean)) {
            self.read_eyes(token, list)?;
        } else if let Some(list) = after(clean, &["FGI", "FOREIGN GOVERNMENT INFORMATION"]) {
            if !list.is_empty() {
                self.read_fgi(token, list)?;
            } else if self.marking.fgi.is_empty() {
                self.marking.fgi = Fgi::Concealed;
            } else {
                return Err(error(self.at(token), ParseErrorKind::FgiMixed));
            }
            return Ok(Some(Category::Fgi));
        } else {
            return Ok(None);
        }
        Ok(Some(Category::Dissem))
    }

    /// In a marking of controlled unclassified information, a category or one of its own controls.
    fn read_cui(&mut self, clean: &str) -> Option<Category> {
        if clean == "CUI" {
            self.marking.cui.get_or_insert_default();
            return Some(Category::Cui);
        }
        let cui = self.marking.cui.as_mut()?;
        if let Some(category) = CuiCategory::read(clean) {
            cui.categories.insert(category);
            return Some(Category::Cui);
        }
        let control = CuiControl::ALL
            .into_iter()
            .find(|control| control.forms().include(clean) || control.token() == clean)?;
        cui.controls.insert(control);
        Some(Category::Dissem)
    }

    fn read_control(&mut self, clean: &str) -> Option<Category> {
        if let Some(control) = find(Dissem::ALL, Dissem::forms, clean) {
            self.marking.dissem.insert(control);
            return Some(Category::Dissem);
        }
        if let Some(control) = find(NonIc::ALL, NonIc::forms, clean) {
            self.marking.non_ic.insert(control);
            return Some(Category::NonIc);
        }
        let control = find(NatoControl::ALL, NatoControl::forms, clean)?;
        self.marking.nato.insert(control);
        Some(Category::Nato)
    }
}

fn find<C: Copy, const N: usize>(all: [C; N], forms: fn(C) -> Forms, text: &str) -> Option<C> {
    all.into_iter().find(|control| forms(*control).include(text))
}

/// `EYES ONLY` without its list.
fn alone(clean: &str) -> Option<&str> {
    (clean == EYES_ONLY.trim_start()).then_some("")
}

/// What follows one of the words, when it stands by itself or before a blank.
fn after<'c>(clean: &'c str, words: &[&str]) -> Option<&'c str> {
    let rest = words.iter().find_map(|word| clean.strip_prefix(word))?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

fn sap(clean: &str) -> Option<&str> {
    ["SAR-", "SPECIAL ACCESS REQUIRED-"].iter().find_map(|word| clean.strip_prefix(word))
}

fn is_nickname(name: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric());
    name.split(' ').all(word)
}
