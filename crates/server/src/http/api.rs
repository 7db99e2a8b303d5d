//! The JSON interface.

pub(super) mod acts;
pub(super) mod audit;
pub(super) mod contracts;
pub(super) mod decide;
pub(super) mod entities;
pub(super) mod feeds;
pub(super) mod ledger;
pub(super) mod me;
pub(super) mod quarantine;
pub(super) mod recalls;
pub(super) mod report;
pub(super) mod requests;
pub(super) mod search;
pub(super) mod slices;
pub(super) mod standing;
pub(super) mod streaming;
pub(super) mod submit;
pub(super) mod whatif;

use model::{Function, Recipient};

use super::problem::{Code, Problem};

/// What handlers give.
type Answer<T> = Result<T, Problem>;

/// Refuses those who have not a function.
pub(super) fn needs(recipient: &Recipient, function: Function) -> Answer<()> {
    if recipient.functions.contains(&function) {
        return Ok(());
    }
    let text = format!("This needs the function `{}`, which you do not have.", function.name());
    Err(Problem::new(Code::NotYourFunction, text))
}
