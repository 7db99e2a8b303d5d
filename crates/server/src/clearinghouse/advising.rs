//! Advice that depends on who asks: what they may know of is all that they are told of.

use fusion::Gazetteer;
use ingestion::Beyond;
use model::Recipient;

use super::Clearinghouse;
use super::duplicates::Sample;
use crate::Result;
use crate::advice::{beyond, gazetteer, nearly_the_same, unknown_reference};
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

    /// What is said of reports that say nearly the same as one that was submitted. Each is named to a
    /// recipient alone, as far as that may have it; the operator asks in the name of one.
    ///
    /// # Errors
    /// When the index fails, or it could not be recorded.
    pub(crate) fn alike(&self, told: Told<'_>, submitted: &Sample) -> Result<Vec<Advice>> {
        let Told::Recipient(recipient) = told else { return Ok(Vec::new()) };
        let near = self.near_submitted(recipient, submitted)?;
        Ok(near.iter().map(nearly_the_same).collect())
    }

    /// The places that everybody knows, and the community's; put together when they are first asked for.
    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(|| gazetteer(&self.community))
    }
}

/// References of one report that are looked up.
const REFERENCES_MAX: usize = 20;
