//! The one instruction for a document of several sources.

use super::{AuthorityError, Declassify, Instruction, Origin};

/// The instruction that protects longest (register E, pages 32 and 33, the hierarchy).
///
/// The hierarchy goes by kind first: an exemption at 25 years that has its own end goes before one
/// whose end was calculated, and anything that a source says before what was calculated for a
/// source without guidance. `None` when there is no source.
pub fn longest(sources: &[Instruction]) -> Result<Option<Declassify>, AuthorityError> {
    let top = sources.iter().map(place).max();
    let mut values = sources.iter().filter(|of| Some(place(of)) == top).map(|of| &of.value);
    let Some(first) = values.next() else { return Ok(None) };
    let mut best = first.clone();
    for value in values {
        best = longer(best, value)?;
    }
    Ok(Some(best))
}

/// The longer of two values of one kind.
fn longer(one: Declassify, two: &Declassify) -> Result<Declassify, AuthorityError> {
    if let (Declassify::NotApplicable(held), Declassify::NotApplicable(more)) = (&one, two) {
        return Ok(Declassify::NotApplicable(held.union(*more)));
    }
    match one.partial_cmp(two) {
        Some(std::cmp::Ordering::Less) => Ok(two.clone()),
        Some(std::cmp::Ordering::Equal | std::cmp::Ordering::Greater) => Ok(one),
        None => Err(AuthorityError::Undecided { first: one.to_string(), second: two.to_string() }),
    }
}

/// The place in the hierarchy, finer than by value alone.
fn place(of: &Instruction) -> u8 {
    match of.origin {
        Origin::NoGuidance => 0,
        Origin::Undated => 2 * of.value.tier(),
        Origin::Stated | Origin::Retired(_) => 2 * of.value.tier() + 1,
    }
}
