//! Which words the register has, and what the community's own ones are read as.

use super::{Register, RegisterError};
use crate::nearest::nearest;
use crate::sci::canonical_system;
use crate::{AeaKind, Code, Dissem, Level, Marking, NatoControl, NonIc, ParseErrorKind};

impl Register {
    /// Whether it is an unpublished control system of this community.
    pub(crate) fn has_system(&self, name: &str) -> bool {
        self.systems.contains_key(name)
    }

    /// Whether a token such as `MOSS-ABC` is of a system that the community added, or of a compartment
    /// that it lists.
    pub(crate) fn has_sci(&self, token: &str) -> bool {
        let mut names = token.split('-');
        let Some((head, system)) =
            names.next().and_then(|head| Some((head, self.systems.get(head)?)))
        else {
            return false;
        };
        let published = crate::sci::system_names().any(|known| known == head);
        !published || names.next().is_some_and(|name| system.listing.has(name))
    }

    /// What of `MOSS-ALFA X` is not in the closed list of its system.
    pub(crate) fn unlisted(&self, text: &str) -> Option<ParseErrorKind> {
        if self.systems.is_empty() {
            return None;
        }
        let (head, rest) = text.split_once('-')?;
        let system = canonical_system(head).unwrap_or(head);
        self.systems.get(system)?.listing.unlisted(system, rest)
    }

    /// A program as its identifier has it, nicknames replaced.
    pub(crate) fn program(&self, text: &str) -> Result<String, ParseErrorKind> {
        let (head, rest) = text.split_once('-').unwrap_or((text, ""));
        let Some((name, program)) = self.program_of(head) else {
            if !self.programs_closed || text == crate::sap::MULTIPLE {
                return Ok(text.to_owned());
            }
            let nicknames = self.programs.values().filter_map(|of| of.nickname.as_deref());
            let known = self.programs.keys().map(String::as_str).chain(nicknames);
            let nearest = nearest(head, known).map(str::to_owned);
            let (token, of) = (head.to_owned(), "SAR".to_owned());
            return Err(ParseErrorKind::Unlisted { token, of, nearest });
        };
        if rest.is_empty() {
            return Ok(text.replacen(head, name, 1));
        }
        let unlisted = program.listing.unlisted(&format!("SAR-{name}"), rest);
        unlisted.map_or_else(|| Ok(format!("{name}-{rest}")), Err)
    }

    pub(super) fn program_of(&self, text: &str) -> Option<(&str, &super::Program)> {
        let mut programs = self.programs.iter();
        let found =
            programs.find(|(name, of)| *name == text || of.nickname.as_deref() == Some(text));
        found.map(|(name, program)| (name.as_str(), program))
    }

    /// The forms of the community's controls, for suggestions.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &'static str> {
        self.controls.iter().flat_map(|control| control.forms())
    }

    /// All codes, for suggestions.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &'static str> {
        Code::all().chain(self.codes.keys().copied())
    }

    /// The codes of countries, for suggestions.
    pub(super) fn countries(&self) -> impl Iterator<Item = &'static str> {
        self.codes().filter(|code| self.code(code).is_some_and(Code::is_country))
    }

    /// Whether a word is read as nothing yet, in a classified marking or one of CUI.
    pub(super) fn is_free(&self, word: &str) -> bool {
        let inside = self.controls.iter().flat_map(|control| control.forms());
        let begins = |form: &str| form.split('-').next() == Some(word);
        !inside.into_iter().any(begins)
            && Level::find(word).is_none()
            && self.code(word).is_none()
            && ["SECRET", "CUI"].iter().all(|first| {
                let read = Marking::parse_by(&format!("{first}//{word}"), self);
                read.is_err_and(|error| matches!(error.kind, ParseErrorKind::Unknown { .. }))
            })
    }

    /// Checks what the controls require and exclude, once all are added. Gives the faults with
    /// the banner forms of their controls.
    #[must_use]
    pub fn check_controls(&self) -> Vec<(&'static str, RegisterError)> {
        let mut faults = Vec::new();
        for control in &self.controls {
            let terms = control.terms();
            for token in terms.requires.iter().chain(&terms.excludes) {
                faults.extend(self.token(token).err().map(|fault| (control.banner(), fault)));
            }
        }
        faults
    }

    /// Whether a text is a token as banners have it: a control, or SCI with its ancestors.
    fn token(&self, text: &str) -> Result<(), RegisterError> {
        let mut known: Vec<String> = self.systems.keys().cloned().collect();
        let listed = self.systems.iter();
        known.extend(listed.flat_map(|(name, system)| system.listing.tokens(name)));
        for system in crate::sci::system_names() {
            let published = crate::sci::published_compartments(system);
            known.push(system.to_owned());
            known.extend(published.map(|name| format!("{system}-{name}")));
        }
        let controls = Dissem::ALL.map(|control| control.forms().1).into_iter();
        let controls = controls
            .chain(NonIc::ALL.map(|control| control.forms().1))
            .chain(NatoControl::ALL.map(NatoControl::name))
            .chain(AeaKind::ALL.map(|kind| kind.forms().1))
            .chain(self.controls.iter().map(|control| control.banner()))
            .chain(super::check::LISTS);
        known.extend(controls.map(str::to_owned));
        if known.iter().any(|token| token == text) || self.is_open_compartment(text) {
            return Ok(());
        }
        let nearest = nearest(text, known.iter().map(String::as_str)).map(str::to_owned);
        Err(RegisterError::Token { token: text.to_owned(), nearest })
    }

    /// Whether it reads as a compartment of a system that has others than are listed.
    fn is_open_compartment(&self, text: &str) -> bool {
        let is_system = |head: &str| {
            self.has_system(head) || crate::sci::system_names().any(|known| known == head)
        };
        text.split_once('-').is_some_and(|(head, _)| is_system(head))
            && Marking::parse_by(&format!("TOP SECRET//{text}"), self).is_ok()
    }

    /// Whether a text may be a read-in: SCI of this register, or of atomic energy information,
    /// NATO and programs, hyphenated with its ancestors.
    ///
    /// # Errors
    /// What it is not, with the nearest system.
    pub fn check_access(&self, text: &str) -> Result<(), RegisterError> {
        let (head, rest) = text.split_once('-').unwrap_or((text, ""));
        // Programs and measures have names of several words; a program's may say its authority
        // and level (`SAR-DOD:S:BP`).
        let between = match head {
            "SAR" => "-_:",
            "ACCM" => "-_",
            _ => "-",
        };
        let letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || between.contains(c);
        let sound = !text.is_empty() && text.chars().all(letter);
        let alone = ["Q", "L", "CNWDI", "NNPI"].contains(&text);
        let of_nato = head == "NATO" && NATO.contains(&rest);
        let named = ["SIGMA", "SAR", "ACCM"].contains(&head) && !rest.is_empty();
        let published = crate::sci::system_names().collect::<Vec<&str>>();
        let known = || self.systems().chain(published.iter().copied());
        let listed = self.systems.get(head).is_none_or(|system| {
            let parts: Vec<&str> = rest.splitn(2, '-').filter(|part| !part.is_empty()).collect();
            parts.is_empty() || system.listing.unlisted(head, &parts.join(" ")).is_none()
        });
        let system = || listed && known().any(|system| system == head);
        if sound && (alone || of_nato || named || system()) {
            return Ok(());
        }
        let nearest = nearest(head, known()).map(str::to_owned);
        let nearest = nearest.filter(|name| name != head);
        Err(RegisterError::Access { access: text.to_owned(), nearest })
    }
}

/// What NATO reads in to: its levels and its controls (`ISM.ACES` tables 91, 136-138).
const NATO: [&str; 7] = ["TS", "S", "C", "R", "ATOMAL", "BALK", "BOHEMIA"];
