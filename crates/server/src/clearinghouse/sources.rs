//! Who may know what a derived product is made from.

use dissemination::{Ask, Guarded};
use model::{Manner, Purpose, Recipient};

use super::answers::without_version;
use super::{Caller, Clearinghouse};
use crate::Result;

impl Clearinghouse {
    /// A product with its sources told as far as whoever reads the reasons may know of them. The
    /// operator may know all.
    pub(super) fn told_to(&self, guarded: Guarded, by: Caller<'_>) -> Result<Guarded> {
        let reader = match by.by {
            Some("operator") => return Ok(guarded),
            Some(officer) => self.recipient(officer)?,
            None => by.recipient,
        };
        guarded.telling(|cited| self.may_know_of(reader, cited))
    }

    /// Whether a recipient may have anything of a report for any purpose.
    pub(super) fn may_know_of(&self, reader: &Recipient, cited: &str) -> Result<bool> {
        let Some(guarded) = self.store.report(without_version(cited))? else { return Ok(false) };
        let community = self.store.in_force();
        let at = self.clock.now();
        Ok(Purpose::ALL.iter().any(|purpose| {
            let (manner, matter) = (Manner::Display, None);
            let ask = Ask {
                recipient: reader,
                purpose: *purpose,
                matter,
                manner,
                at,
                community: &community,
            };
            guarded.ponder(ask).form.is_some()
        }))
    }
}
