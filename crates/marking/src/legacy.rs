//! Markings of documents from before today's register, read into today's grammar.
//!
//! A rule set, not a list of known strings: words are put in one form, known captions are found in
//! them, and each has a stated form of today. Where the register has nothing equal, the nearest
//! stricter marking stands in, and a note says so. Whatever is not sure is refused: a word that is
//! no known caption, a part that is still withheld, two levels in one marking.

mod captions;
mod error;
mod handling;
mod reading;
mod words;

pub use error::{LegacyError, LegacyErrorKind};

use crate::Marking;
use crate::problem::MARKING_CHARS_MAX;
use reading::Reading;

/// What an old marking is in today's grammar.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Legacy {
    /// A banner line that [`Marking::parse`] reads without errors.
    pub banner: String,
    /// Captions that today are caveats of the originator, in order, without repetition.
    pub caveats: Vec<String>,
    /// One sentence for each step that a reader may ask about.
    pub notes: Vec<String>,
}

/// Reads a marking as printed on a document of the years before the register.
///
/// ```
/// let legacy = marking::modern_form("Secret; Priority; Exdis; Sensitive").unwrap();
/// assert_eq!(legacy.banner, "SECRET//NOFORN//EXDIS");
/// assert_eq!(legacy.caveats, ["SENSITIVE"]);
/// let error = marking::modern_form("Secret; Noforn except British").unwrap_err();
/// assert_eq!(error.to_string(), "`EXCEPT` is no known caption");
/// ```
///
/// # Errors
/// The place of what is not certain, and why.
pub fn modern_form(original: &str) -> Result<Legacy, LegacyError> {
    let whole = 0..original.len();
    let error = |kind| LegacyError { at: whole.clone(), kind };
    let chars = original.chars().count();
    if chars > MARKING_CHARS_MAX {
        return Err(error(LegacyErrorKind::TooLong { chars }));
    }
    let mut reading = Reading::default();
    for part in words::parts(original) {
        reading.read(&part)?;
    }
    let (level, entries) = reading.settle().map_err(error)?;
    let text = std::iter::once(level.banner()).chain(entries).collect::<Vec<_>>().join("//");
    let contradiction = |message: String| error(LegacyErrorKind::Contradiction { message });
    let parsed = Marking::parse(&text).map_err(|cause| contradiction(cause.to_string()))?;
    if let Some(problem) = parsed.errors().next() {
        return Err(contradiction(problem.message.clone()));
    }
    let Reading { caveats, notes, .. } = reading;
    Ok(Legacy { banner: parsed.marking.banner(), caveats, notes })
}

#[cfg(test)]
mod tests;
