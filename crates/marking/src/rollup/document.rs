//! Roll-up of a document: portions of known dates, portions left out, a banner raised by
//! compilation, and the longest protection.

use super::{Rollup, rollup};
use crate::authority::{AuthorityError, Day, Declassify, Instruction, longest};
use crate::{AeaKind, Dissem, Marking};

/// A portion as its document has it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Part {
    /// Its marking.
    pub marking: Marking,
    /// When its information was created, if that is known.
    pub created: Option<Day>,
    /// When it is declassified, if it says so.
    pub declassify: Option<Instruction>,
    /// Whether it is left out of the banner (`excludeFromRollup`), as the text of a form may be.
    pub excluded: bool,
}

/// What a document requires.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Whole {
    /// The banner, with notes.
    pub rollup: Rollup,
    /// When it is declassified: the longest protection of any part (register E).
    pub declassify: Option<Declassify>,
}

/// Why a banner that compilation raised is refused.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CompilationError {
    /// It protects less than the portions require.
    #[error("the banner {declared} lacks {} of what the portions require: compilation raises a \
             banner, and never lowers it", .lacking.join(", "))]
    Lower {
        /// The banner as declared.
        declared: String,
        /// What it lacks.
        lacking: Vec<String>,
    },
    /// No reason is given.
    #[error("the banner {declared} is above its portions, {required}: say why the compilation is")]
    NoReason {
        /// The banner as declared.
        declared: String,
        /// What the portions require.
        required: String,
    },
}

/// Rolls a document up.
///
/// # Errors
/// When two instructions for declassification cannot be compared, such as two events.
pub fn rollup_document(parts: &[Part]) -> Result<Whole, AuthorityError> {
    let counted: Vec<&Part> = parts.iter().filter(|part| !part.excluded).collect();
    let disclosed = counted.iter().any(|part| part.marking.has_disclosure());
    let old = |part: &&Part| disclosed && is_old_and_silent(part);
    let markings: Vec<Marking> = counted
        .iter()
        .map(|part| {
            let mut marking = part.marking.clone();
            if old(part) {
                marking.dissem.insert(Dissem::Noforn);
            }
            marking
        })
        .collect();
    let mut rollup = rollup(markings.iter());
    if counted.iter().any(old) {
        let note = "NOFORN: a portion of before 28 June 2010 says nothing about disclosure";
        rollup.notes.push(note.to_owned());
    }
    let excluded = parts.len() - counted.len();
    if excluded > 0 {
        let portions = if excluded == 1 { "portion is" } else { "portions are" };
        rollup.notes.push(format!("{excluded} {portions} excluded from the roll-up"));
    }
    let declassify = declassification(&counted, &mut rollup)?;
    Ok(Whole { rollup, declassify })
}

/// Classified text without a disclosure marking counts as RELIDO only if it was created on or after
/// 28 June 2010 (register B.3, table 2).
fn is_old_and_silent(part: &Part) -> bool {
    let old = part.created.is_some_and(|day| Some(day) < Day::new(2010, 6, 28));
    old && part.marking.is_classified() && !part.marking.has_disclosure()
}

/// The longest protection of the parts, and `N/A` for those that are never declassified by date.
fn declassification(
    parts: &[&Part],
    rollup: &mut Rollup,
) -> Result<Option<Declassify>, AuthorityError> {
    let stated: Vec<Instruction> =
        parts.iter().filter_map(|part| part.declassify.clone()).collect();
    let longest = longest(&stated)?;
    if let Some(longest) = longest.as_ref().filter(|_| stated.len() > 1) {
        rollup.notes.push(format!("declassification: {longest}, the longest of the portions"));
    }
    let aea = [AeaKind::Rd, AeaKind::Frd, AeaKind::Tfni];
    let timeless = |part: &&Part| aea.iter().any(|kind| part.marking.seldom.aea.has(*kind));
    if longest.is_none() && parts.iter().any(timeless) {
        rollup.notes.push("no date of declassification applies to atomic energy portions".into());
    }
    Ok(longest)
}

impl Rollup {
    /// The banner that a document declares, when its portions together tell more than each does.
    /// Says so in the notes.
    ///
    /// # Errors
    /// When it protects less than the portions require, or more without a reason (register D.2;
    /// `ISM-ID-00056` to `00059`).
    pub fn compiled(
        mut self,
        declared: &Marking,
        reason: Option<&str>,
    ) -> Result<Self, CompilationError> {
        let lacking = declared.lacks(&self.banner);
        let (required, banner) = (self.banner.banner(), declared.banner());
        if !lacking.is_empty() {
            return Err(CompilationError::Lower { declared: banner, lacking });
        }
        if *declared == self.banner {
            return Ok(self);
        }
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        let reason =
            reason.ok_or(CompilationError::NoReason { declared: banner.clone(), required })?;
        self.notes.push(format!("compilation raises the banner to {banner}: {reason}"));
        self.banner = declared.clone();
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(mark: &str) -> Part {
        Part { marking: Marking::parse(mark).unwrap().marking, ..Part::default() }
    }

    fn banner(parts: &[Part]) -> String {
        rollup_document(parts).unwrap().rollup.banner.banner()
    }

    #[test]
    fn old_classified_text_that_says_nothing_about_disclosure_closes_the_banner() {
        let old = Part { created: Day::new(2010, 6, 27), ..part("S") };
        let new = Part { created: Day::new(2010, 6, 28), ..part("S") };
        assert_eq!(banner(&[new, part("S//RELIDO")]), "SECRET//RELIDO");
        assert_eq!(banner(&[old.clone(), part("S//RELIDO")]), "SECRET//NOFORN");
        assert_eq!(banner(&[old]), "SECRET");
    }

    #[test]
    fn excluded_portions_do_not_count_and_the_notes_say_so() {
        let parts = [part("U"), Part { excluded: true, ..part("TS//NF") }];
        let whole = rollup_document(&parts).unwrap();
        assert_eq!(whole.rollup.banner.banner(), "UNCLASSIFIED");
        assert_eq!(whole.rollup.notes, ["1 portion is excluded from the roll-up"]);
    }

    #[test]
    fn the_longest_protection_of_the_portions_holds() {
        let source = Day::new(2020, 1, 1).unwrap();
        let said = |text| Some(Instruction::read(text, source).unwrap());
        let parts = [
            Part { declassify: said("20400101"), ..part("S//NF") },
            Part { declassify: said("50X1-HUM"), ..part("S//NF") },
        ];
        let whole = rollup_document(&parts).unwrap();
        assert_eq!(whole.declassify, Some(Declassify::HumanSource));
    }

    #[test]
    fn compilation_raises_with_a_reason_and_never_lowers() {
        let declared = |text: &str| Marking::parse(text).unwrap().marking;
        let up = rollup_document(&[part("C"), part("C")]).unwrap().rollup;
        let raised =
            up.clone().compiled(&declared("SECRET"), Some("together they name the source"));
        assert_eq!(
            raised.unwrap().notes,
            ["compilation raises the banner to SECRET: together they name the source"]
        );
        assert!(matches!(
            up.clone().compiled(&declared("SECRET"), None),
            Err(CompilationError::NoReason { .. })
        ));
        let lower = up.compiled(&declared("UNCLASSIFIED"), Some("it is old"));
        assert!(matches!(lower, Err(CompilationError::Lower { .. })));
    }
}
