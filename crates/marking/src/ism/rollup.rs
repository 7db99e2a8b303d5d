//! Roll-up of portions that are attributes.

use super::form::is_true;
use super::{Attribute, Attributes};
use crate::authority::{AuthorityError, Day, Instruction};
use crate::rollup::{CompilationError, Part, rollup_document};
use crate::{ConvertError, Level, Marking, Rollup};

/// A banner with the attributes that say it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct IsmRollup {
    /// The banner, with notes.
    pub rollup: Rollup,
    /// The attributes of the resource element.
    pub ism: Attributes,
}

/// Why portions cannot be rolled up.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum IsmRollupError {
    /// A portion is no marking.
    #[error("portion {portion}: {reason}")]
    Portion {
        /// Which, from zero.
        portion: usize,
        /// Why.
        reason: ConvertError,
    },
    /// A portion's date or instruction for declassification is none.
    #[error("portion {portion}: {reason}")]
    Authority {
        /// Which, from zero.
        portion: usize,
        /// Why.
        reason: AuthorityError,
    },
    /// A portion's date is none.
    #[error("portion {portion}: `{text}` is no date; write it as 2026-01-31")]
    Date {
        /// Which, from zero.
        portion: usize,
        /// What stands there.
        text: String,
    },
    /// The instructions of the portions cannot be compared.
    #[error("the portions together: {0}")]
    Declassification(AuthorityError),
}

/// Rolls up portions that are attributes. `today` stands for the date of information that has none.
///
/// # Errors
/// The first portion that is no marking, and why.
pub fn rollup_ism(portions: &[Attributes], today: Day) -> Result<IsmRollup, IsmRollupError> {
    let numbered = portions.iter().enumerate();
    let parts = numbered.map(|(at, from)| part(at, from, today)).collect::<Result<Vec<_>, _>>()?;
    let whole = rollup_document(&parts).map_err(IsmRollupError::Declassification)?;
    let mut ism = whole.rollup.banner.attributes();
    let counted =
        || portions.iter().filter(|from| !is_true(from.text(Attribute::ExcludeFromRollup)));
    let programs = union(counted(), Attribute::SarIdentifier);
    if !programs.is_empty() {
        ism.set(Attribute::SarIdentifier, programs);
    }
    let nato_alone = whole.rollup.banner.ownership.is_nato();
    if let Some(level) = counted().filter_map(high_water).max().filter(|_| !nato_alone) {
        ism.set(Attribute::HighWaterNato, format!("NATO-{}", level.portion()));
    }
    if let Some(declassify) = &whole.declassify {
        declassify.set_in(&mut ism);
    }
    Ok(IsmRollup { rollup: whole.rollup, ism })
}

/// Why a declared banner is refused.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DeclaredError {
    /// It is no marking.
    #[error("the banner: {0}")]
    Banner(ConvertError),
    /// It is not what a compilation may make of the portions.
    #[error(transparent)]
    Compilation(CompilationError),
}

impl IsmRollup {
    /// The banner that a document declares, with its `compilationReason` (see
    /// [`Rollup::compiled`]).
    ///
    /// # Errors
    /// When it is no marking, protects less than the portions require, or more without a reason.
    pub fn compiled(self, declared: &Attributes) -> Result<Self, DeclaredError> {
        let banner = Marking::from_ism(declared).map_err(DeclaredError::Banner)?;
        let reason = declared.text(Attribute::CompilationReason);
        let rollup = self.rollup.compiled(&banner, reason).map_err(DeclaredError::Compilation)?;
        let mut ism = self.ism;
        for (attribute, value) in declared.iter() {
            ism.set(attribute, value);
        }
        Ok(Self { rollup, ism })
    }
}

fn part(at: usize, from: &Attributes, today: Day) -> Result<Part, IsmRollupError> {
    let refused = |reason| IsmRollupError::Portion { portion: at, reason };
    let marking = Marking::from_ism(from).map_err(refused)?;
    let created = match from.text(Attribute::CreateDate) {
        None => None,
        Some(text) => Some(
            day(text).ok_or_else(|| IsmRollupError::Date { portion: at, text: text.to_owned() })?,
        ),
    };
    let said = Instruction::of(from, &marking.seldom.aea, created.unwrap_or(today));
    let declassify = said.map_err(|reason| IsmRollupError::Authority { portion: at, reason })?;
    let excluded = is_true(from.text(Attribute::ExcludeFromRollup));
    Ok(Part { marking, created, declassify, excluded })
}

fn day(text: &str) -> Option<Day> {
    Day::parse_iso(text.trim().get(..10)?)
}

/// Every token once, ascending. The authority of a program stands in the attribute alone.
fn union<'a>(portions: impl Iterator<Item = &'a Attributes>, of: Attribute) -> String {
    let mut tokens: Vec<&str> = portions.flat_map(|from| from.tokens(of)).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens.join(" ")
}

/// How high the information of NATO in a portion is, where the banner will not say it.
fn high_water(from: &Attributes) -> Option<Level> {
    let stated = from.text(Attribute::HighWaterNato).map(str::trim);
    let stated = stated.map(|text| text.strip_prefix("NATO-").unwrap_or(text));
    let owned = || {
        let nato = |owner: &str| owner == "NATO" || owner.starts_with("NATO:");
        let held = from.tokens(Attribute::OwnerProducer).any(nato);
        from.text(Attribute::Classification).filter(|_| held)
    };
    stated.or_else(owned).and_then(Level::of_token)
}
