//! The first block: classification and owner.

use super::{Reader, error, form};
use crate::nearest::nearest;
use crate::ownership::Ownership;
use crate::{Cui, Level, NatoControl, ParseError, ParseErrorKind};

impl<'t> Reader<'t> {
    /// A level of the United States, or CUI in its stead.
    pub(super) fn read_level(&mut self, token: &'t str) -> Result<(), ParseError> {
        let clean = self.tidy(token);
        if clean == "CUI" || clean == "CONTROLLED" {
            self.marking.cui = Some(Cui::default());
            return Ok(());
        }
        self.marking.level =
            Level::find(&clean).filter(|level| *level != Level::Restricted).ok_or_else(|| {
                let us = Level::ALL.into_iter().filter(|level| *level != Level::Restricted);
                let nearest = nearest(&clean, us.map(Level::banner));
                error(self.at(token), ParseErrorKind::Level { token: clean.clone(), nearest })
            })?;
        Ok(())
    }

    /// Owner and level of what is not of the United States alone.
    pub(super) fn read_owned(&mut self, token: &'t str) -> Result<(), ParseError> {
        let clean = self.tidy(token);
        if let Some((level, control, today)) = compound(&clean) {
            self.marking.ownership = Ownership::Nato(None);
            self.marking.level = level;
            self.marking.nato.insert(control);
            let message = format!("`{clean}` is written {today} since December 2010");
            self.problems.push(form(self.at(token), message));
            return Ok(());
        }
        let Some((ownership, level)) = Ownership::read(&clean, self.register) else {
            return Err(error(self.at(token), ParseErrorKind::Owner { token: clean }));
        };
        if let Ownership::Joint(owners) = &ownership
            && !owners.is_empty()
            && !owners.lists(crate::Code::USA)
        {
            let kind = ParseErrorKind::JointWithoutUsa { token: clean };
            return Err(error(self.at(token), kind));
        }
        if ownership.printed(level, crate::ownership::Form::Banner).get(2..) != Some(&clean)
            && ownership.printed(level, crate::ownership::Form::Portion).get(2..) != Some(&clean)
        {
            let message = "owners stand in alphabetical order, countries first".to_owned();
            self.problems.push(form(self.at(token), message));
        }
        self.marking.ownership = ownership;
        self.marking.level = level;
        Ok(())
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
