//! The first block: classification and owner.

use super::{Reader, error, form};
use crate::nearest::nearest;
use crate::ownership::{Form, Ownership, alphabetical};
use crate::{Code, Cui, Level, NatoControl, ParseError, ParseErrorKind};

impl<'t> Reader<'t> {
    /// A level of the United States, or CUI in its stead.
    pub(super) fn read_level(&mut self, token: &'t str) -> Result<(), ParseError> {
        let clean = self.tidy(token);
        if clean == "CUI" || clean == "CONTROLLED" {
            self.marking.seldom.write().cui = Some(Cui::default());
            return Ok(());
        }
        self.marking.level =
            Level::find(&clean).filter(|level| *level != Level::Restricted).ok_or_else(|| {
                let us = Level::ALL.into_iter().filter(|level| *level != Level::Restricted);
                let nearest = nearest(&clean, us.map(Level::banner));
                error(self.at(token), ParseErrorKind::Level { token: clean.to_string(), nearest })
            })?;
        Ok(())
    }

    /// Owner and level of what is not of the United States alone.
    pub(super) fn read_owned(&mut self, token: &'t str) -> Result<(), ParseError> {
        let clean = self.tidy(token);
        if let Some((level, control, today)) = compound(&clean) {
            self.marking.ownership = Ownership::Nato(None);
            self.marking.level = level;
            self.marking.seldom.write().nato.insert(control);
            let message = format!("`{clean}` is written {today} since December 2010");
            self.problems.push(form(self.at(token), message));
            return Ok(());
        }
        if clean == "NATO TOP SECRET" {
            self.marking.ownership = Ownership::Nato(None);
            self.marking.level = Level::TopSecret;
            let message = "NATO's TOP SECRET is written COSMIC TOP SECRET".to_owned();
            self.problems.push(form(self.at(token), message));
            return Ok(());
        }
        let Some((ownership, level)) = Ownership::read(&clean, self.register) else {
            return Err(self.no_owner(token, clean.into_owned()));
        };
        if matches!(&ownership, Ownership::Foreign(owners) if owners.lists(Code::USA)) {
            return Err(error(
                self.at(token),
                ParseErrorKind::UsaNotJoint { token: clean.into_owned() },
            ));
        }
        if let Ownership::Joint(owners) = &ownership
            && !owners.is_empty()
            && !owners.lists(Code::USA)
        {
            let kind = ParseErrorKind::JointWithoutUsa { token: clean.into_owned() };
            return Err(error(self.at(token), kind));
        }
        if !is_in_order(&clean, &ownership, level) {
            let message = "owners stand in alphabetical order, countries first".to_owned();
            self.problems.push(form(self.at(token), message));
        }
        self.marking.ownership = ownership;
        self.marking.level = level;
        Ok(())
    }
}

/// Whether the owners stand as they are printed.
fn is_in_order(clean: &str, ownership: &Ownership, level: Level) -> bool {
    let printed = |form| ownership.printed(level, form).get(2..) == Some(clean);
    let listed = match ownership {
        Ownership::Foreign(owners) | Ownership::Joint(owners) => {
            clean.contains(&alphabetical(owners))
        }
        Ownership::UnitedStates
        | Ownership::Nato(_)
        | Ownership::UnitedNations
        | Ownership::Concealed => true,
    };
    listed || printed(Form::Banner) || printed(Form::Portion)
}

impl<'t> Reader<'t> {
    /// Says which word is no level or no code, where one is to blame.
    fn no_owner(&self, token: &'t str, clean: String) -> ParseError {
        let place = |word: &str| {
            let from = token.find(word).and_then(|from| token.get(from..from + word.len()));
            self.at(from.unwrap_or(token))
        };
        let (level, codes) = match clean.strip_prefix("JOINT ") {
            Some(rest) => rest.split_once(' ').unwrap_or((rest, "")),
            None => clean.rsplit_once(' ').map_or(("", ""), |(codes, level)| (level, codes)),
        };
        let known = |word: &str| Code::find(word).is_some();
        if !level.is_empty() && codes.split(' ').all(known) {
            let nearest = nearest(level, Level::ALL.into_iter().map(Level::banner));
            let kind = ParseErrorKind::Level { token: level.to_owned(), nearest };
            return error(place(level), kind);
        }
        let words = codes.split(' ').filter(|word| !word.is_empty());
        let wrong = words.filter(|word| Level::find(word).is_none()).find(|word| !known(word));
        if let Some(wrong) = wrong.filter(|_| Level::find(level).is_some()) {
            let nearest = nearest(wrong, Code::all());
            let kind = ParseErrorKind::Code { token: wrong.to_owned(), nearest };
            return error(place(wrong), kind);
        }
        error(self.at(token), ParseErrorKind::Owner { token: clean })
    }
}

/// NATO's classifications and controls of before December 2010 in one word (register I).
fn compound(text: &str) -> Option<(Level, NatoControl, &'static str)> {
    Some(match text {
        "CTSA" => (Level::TopSecret, NatoControl::Atomal, "CTS//ATOMAL"),
        "NSAT" => (Level::Secret, NatoControl::Atomal, "NS//ATOMAL"),
        "NCA" => (Level::Confidential, NatoControl::Atomal, "NC//ATOMAL"),
        "CTS-B" => (Level::TopSecret, NatoControl::Bohemia, "CTS//BOHEMIA"),
        "CTS-BALK" => (Level::TopSecret, NatoControl::Balk, "CTS//BALK"),
        _ => return None,
    })
}
