//! Advice that depends on who asks: what they may know of is all that they are told of.

use ingestion::Beyond;
use model::Recipient;

use super::Clearinghouse;
use crate::Result;
use crate::advice::{beyond, unknown_reference};
use crate::wire::Advice;

/// Who is told: the operator, who may know all, or a recipient.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told<'a> {
    /// Whoever runs it all.
    Operator,
    /// A recipient.
    Recipient(&'a Recipient),
}

impl Clearinghouse {
    /// Who is told of what a submission makes: the operator, where it was taken in on the machine itself.
    pub(crate) fn advised(&self, actor: &str, is_local: bool) -> Option<Told<'_>> {
        match is_local {
            true => Some(Told::Operator),
            false => self.recipient(actor).ok().map(Told::Recipient),
        }
    }

    /// What is said of a report's protected words and of its references. A word is told to those alone
    /// who are read in to what it stands for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) fn hints(
        &self,
        told: Told<'_>,
        found: &[Beyond],
        references: &[String],
    ) -> Result<Vec<Advice>> {
        let may_know = |access: &str| match told {
            Told::Operator => true,
            Told::Recipient(recipient) => recipient.accesses.contains(access),
        };
        let words = found.iter().filter(|of| may_know(&of.word.access));
        let mut hints: Vec<Advice> = words.map(beyond).collect();
        for cited in references.iter().take(REFERENCES_MAX) {
            let is_known = match told {
                Told::Operator => {
                    let report = super::answers::without_version(cited);
                    self.store.receipt(report, None)?.is_some()
                        && self.store.absence(report)?.is_none()
                }
                Told::Recipient(recipient) => self.may_know_of(recipient, cited)?,
            };
            if !is_known {
                hints.push(unknown_reference(cited));
            }
        }
        Ok(hints)
    }
}

/// References of one report that are looked up.
const REFERENCES_MAX: usize = 20;
