//! The signed head of a feed: by it a recipient proves that it holds all that it should, and nothing else.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use ledger::FeedHead;
use model::{Manner, Recipient};

use super::Clearinghouse;
use super::answers::ask;
use super::feeding::is_same;
use crate::{Error, Result};

impl Clearinghouse {
    /// States what whoever has read all of a recipient's feed holds, signed with the ledger's key: how many
    /// positions there are, how many reports are held, and a hash of their names, versions and forms.
    ///
    /// # Errors
    /// When there is no such feed, or it is being brought something: then it is asked again in a moment.
    pub fn feed_head(&self, recipient: &Recipient, name: &str) -> Result<String> {
        let reader = self.reader((recipient, None), name)?;
        let contract = &reader.known.contract;
        let (origin, at) = (self.config.origin.clone(), self.clock.now());
        let (positions, held) = {
            let _alone = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
            let _deciding = self.deciding();
            let in_force = self.store.in_force();
            let ask = ask(self.serving(reader.caller(), Manner::Extract), &in_force);
            let mut held = BTreeSet::new();
            for item in self.store.all_fed(contract) {
                let Some(report) = self.store.report(&item.report)? else {
                    return Err(moving(name));
                };
                let id = report.id().clone();
                match report.decide(ask) {
                    Ok(grant) if is_same(&item, &id, &grant) => {
                        let outcome = grant.decision().outcome();
                        held.insert(FeedHead::line(&item.report, item.version, outcome));
                    }
                    Ok(_) | Err(_) => return Err(moving(name)),
                }
            }
            (self.store.feed_len(contract), held)
        };
        let head = FeedHead::of(&origin, (recipient.id.as_str(), name), (positions, at), &held);
        Ok(head.sign(&self.key)?)
    }
}

fn moving(name: &str) -> Error {
    Error::Moving { name: name.to_owned() }
}
