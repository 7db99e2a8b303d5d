//! One entry of a block, recognised by itself.

use super::keyword::Keyword;
use super::lists::EYES_ONLY;
use super::{Category, Reader, error, has};
use crate::cui::{CuiCategory, CuiControl};
use crate::sci::canonical_system;
use crate::split::split_once;
use crate::{Aea, Fgi, ParseError, ParseErrorKind, Sap};

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
        match self.recognise(token, &clean, inherited)? {
            Some(category) => Ok(category),
            None => Err(self.unknown(token, clean.into_owned())),
        }
    }

    /// Reads what is known; `None` for a word that is nothing of the register.
    fn recognise(
        &mut self,
        token: &'t str,
        clean: &str,
        inherited: Option<Category>,
    ) -> Result<Option<Category>, ParseError> {
        if let Some(program) = sap(clean) {
            return self.read_sap(token, program).map(Some);
        }
        if inherited == Some(Category::Sap) && self.is_free(clean) {
            return self.read_sap(token, clean).map(Some);
        }
        // Beside CUI, a word may be a category of it and a control: PROPIN.
        if let Some(category) = self.read_cui(clean) {
            return Ok(Some(category));
        }
        if let Some(keyword) = Keyword::find(clean) {
            return Ok(Some(self.take(keyword)));
        }
        // Nothing else begins with the name of a published system.
        let published = canonical_system(head(clean));
        if published.is_none() {
            if let Some(control) = self.register.control(clean) {
                self.marking.seldom.write().own.insert(control);
                return Ok(Some(Category::NonIc));
            }
            if let Some(category) = self.read_list(token, clean)? {
                return Ok(Some(category));
            }
            if let Some(category) = self.read_nickname(clean, inherited) {
                return Ok(Some(category));
            }
            if let Some(aea) = Aea::read(clean) {
                self.marking.seldom.write().aea.add(&aea);
                return Ok(Some(Category::Aea));
            }
        }
        self.read_sci(token, clean, published)
    }

    fn read_sci(
        &mut self,
        token: &'t str,
        clean: &str,
        published: Option<&'static str>,
    ) -> Result<Option<Category>, ParseError> {
        if has(clean, b"ECI") && clean.split([' ', '-']).skip(1).any(|name| name == "ECI") {
            let instead = "the compartment itself, without ECI before it";
            let kind = ParseErrorKind::Retired { token: clean.to_owned(), instead };
            return Err(error(self.at(token), kind));
        }
        let register = self.register;
        if let Some(kind) = register.unlisted(clean) {
            return Err(error(self.at(token), kind));
        }
        let system =
            published.or_else(|| Some(head(clean)).filter(|head| register.has_system(head)));
        let read = system.and_then(|system| self.marking.sci.read_system(system, clean));
        Ok(read.map(|()| Category::Sci))
    }

    /// Reads a nickname: behind its indicator, or behind another nickname.
    ///
    /// A word of the register is none, since it would read as that word behind another nickname:
    /// in `ACCM-ENS/OC`, `OC` is ORCON.
    fn read_nickname(&mut self, clean: &str, inherited: Option<Category>) -> Option<Category> {
        let name = clean.strip_prefix("ACCM-").or_else(|| inherited.map(|_| clean))?;
        if !is_nickname(name) || !self.is_free(name) {
            return None;
        }
        self.marking.seldom.write().accm.insert(name.to_owned());
        Some(Category::NonIc)
    }

    /// Whether a word is nothing of the register, so that it may name a program or a measure. The
    /// categories of CUI are free: they stand before nicknames.
    fn is_free(&self, name: &str) -> bool {
        let mut alone = Reader::new(name, self.register);
        let unknown = match alone.recognise(name, name, None) {
            Ok(known) => known.is_none(),
            Err(error) => matches!(error.kind, ParseErrorKind::Retired { .. }),
        };
        let indicator = after(name.split('-').next().unwrap_or(name), &["ACCM"]).is_some();
        unknown && !indicator && cui_control(name).is_none()
    }

    fn read_sap(&mut self, token: &'t str, program: &str) -> Result<Category, ParseError> {
        if !self.is_free(program) {
            let kind = ParseErrorKind::Program { token: program.to_owned() };
            return Err(error(self.at(token), kind));
        }
        let program =
            &self.register.program(program).map_err(|kind| error(self.at(token), kind))?;
        // In order, a program may be another word: `FRD-SG 14-SG` is `FRD-SG 14`.
        let mut alone = Sap::default();
        let read = alone.read_program(program);
        let printed = alone.printed("");
        if read.is_none() || printed != *program && !self.is_free(&printed) {
            let kind = ParseErrorKind::Program { token: program.clone() };
            return Err(error(self.at(token), kind));
        }
        self.marking.seldom.write().sap.add(&alone);
        Ok(Category::Sap)
    }

    /// Controls that carry a list of codes.
    fn read_list(&mut self, token: &'t str, clean: &str) -> Result<Option<Category>, ParseError> {
        if clean == "REL" {
            self.marking.rel_to.as_banner = true;
        } else if clean == "EYES" {
            self.marking.seldom.write().eyes.as_banner = true;
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
            self.marking.seldom.write().cui.get_or_insert_default();
            return Some(Category::Cui);
        }
        self.marking.seldom.cui.as_ref()?;
        let cui = self.marking.seldom.write().cui.as_mut()?;
        if let Some(category) = CuiCategory::read(clean) {
            cui.categories.insert(category);
            return Some(Category::Cui);
        }
        cui.controls.insert(cui_control(clean)?);
        Some(Category::Dissem)
    }

    fn take(&mut self, keyword: Keyword) -> Category {
        match keyword {
            Keyword::Dissem(control) => {
                self.marking.dissem.insert(control);
                Category::Dissem
            }
            Keyword::NonIc(control) => {
                self.marking.non_ic.insert(control);
                Category::NonIc
            }
            Keyword::Nato(control) => {
                self.marking.seldom.write().nato.insert(control);
                Category::Nato
            }
            Keyword::Aea(kind) => {
                self.marking.seldom.write().aea.insert(kind);
                Category::Aea
            }
        }
    }
}

/// A name without its compartments.
fn head(clean: &str) -> &str {
    split_once(clean, b'-').0
}

fn cui_control(text: &str) -> Option<CuiControl> {
    let is = |control: &CuiControl| control.forms().include(text) || control.token() == text;
    CuiControl::ALL.into_iter().find(is)
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
