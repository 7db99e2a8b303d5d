//! An instruction for declassification from the attributes of an element.

use super::{AuthorityError, Day, Declassify, Instruction};
use crate::{Aea, AeaKind, Attribute, Attributes};

impl Instruction {
    /// Reads `declassDate`, `declassEvent` and `declassException`; `None` when all are absent.
    /// `created` is the date of the element's information, from which a lacking end is calculated.
    ///
    /// # Errors
    /// When they are no instruction, as [`Instruction::read`].
    pub fn of(
        element: &Attributes,
        aea: &Aea,
        created: Day,
    ) -> Result<Option<Self>, AuthorityError> {
        let day = element.text(Attribute::DeclassDate);
        let day = day.map(|day| day.trim().get(..10).unwrap_or(day).replace('-', ""));
        let event = element.text(Attribute::DeclassEvent).map(str::to_owned);
        let end = day.or(event);
        let exceptions: Vec<&str> = element.tokens(Attribute::DeclassException).collect();
        if exceptions.is_empty() {
            return end.map(|end| Self::read(&end, created)).transpose();
        }
        let mut all = Vec::new();
        for exception in exceptions {
            all.push(Self::read(&line(exception, end.as_deref(), aea), created)?);
        }
        let value = super::longest(&all)?;
        let first = all.into_iter().find(|read| Some(&read.value) == value.as_ref());
        // Two exceptions of which neither is whole: their union.
        Ok(first.or(value.map(|value| Self { value, origin: super::Origin::Stated })))
    }
}

/// The exception as the block prints it.
fn line(exception: &str, end: Option<&str>, aea: &Aea) -> String {
    let energy: Vec<&str> = [AeaKind::Rd, AeaKind::Frd, AeaKind::Tfni]
        .into_iter()
        .filter(|kind| aea.has(*kind))
        .map(|kind| kind.forms().1)
        .collect();
    let energy = if energy.is_empty() { "RD".to_owned() } else { energy.join("/") };
    let not_applicable =
        |of: &str| format!("N/A to {of} portions. See source list for NSI portions.");
    match (exception, end) {
        ("AEA", _) => not_applicable(&energy),
        ("NATO", _) => not_applicable("NATO"),
        ("NATO-AEA", _) => not_applicable(&format!("{energy} and NATO")),
        ("25X1-EO-12951", _) => "25X1, EO 12951".to_owned(),
        (timeless @ ("50X1-HUM" | "50X2-WMD"), _) => timeless.to_owned(),
        (numbered, Some(end)) => format!("{numbered}, {end}"),
        (numbered, None) => numbered.to_owned(),
    }
}

impl Declassify {
    /// The value as attributes, and nothing else (see [`Declassify::set_in`]).
    pub fn attributes(&self) -> Attributes {
        let mut attributes = Attributes::default();
        self.set_in(&mut attributes);
        attributes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_in_attributes_reads_back() {
        let created = Day::new(2001, 9, 11).unwrap();
        for text in [
            "20260911",
            "25X1, 20510911",
            "25X1, EO 12951",
            "50X1-HUM",
            "50X2-WMD",
            "50X6, 20760911",
            "N/A to NATO portions. See source list for NSI portions.",
        ] {
            let said = Instruction::read(text, created).unwrap();
            let read = Instruction::of(&said.value.attributes(), &Aea::default(), created);
            assert_eq!(read, Ok(Some(said)), "{text}");
        }
    }
}
