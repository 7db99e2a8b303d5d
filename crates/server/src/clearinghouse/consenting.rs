//! Requests for products: whose sources keep a product back is asked for its consent too. Whoever asked
//! is told of nobody but the product's originator.

use std::collections::BTreeSet;

use dissemination::Remedy;
use model::{
    Act, AgencyId, Authorization, Consent, Function, Manner, Party, Recipient, Request,
    RequestState, Timestamp,
};
use store::Event;

use super::acting::{Officer, kind, subject};
use super::answers::ask;
use super::requesting::{Approval, Approved, lifted};
use super::{Caller, Clearinghouse};
use crate::{Error, Result};

/// A request about a product that an originator's consent would help to free.
#[derive(Clone, Debug)]
pub struct ConsentAsked {
    /// The request; it lies with the product's originator.
    pub request: Request,
    /// Whose sources keep the product back.
    pub originator: AgencyId,
    /// What it would have to lift.
    pub consents: BTreeSet<Consent>,
}

impl Clearinghouse {
    /// The requests about products for which the consent of somebody's organisation is needed besides
    /// the answer of the product's originator, for as long as it is needed and they stand.
    ///
    /// # Errors
    /// When a product cannot be read.
    pub fn consents_asked_of(&self, reader: &Recipient) -> Result<Vec<ConsentAsked>> {
        if !reader.functions.contains(&Function::ReleaseAuthority) {
            return Ok(Vec::new());
        }
        let (officer, now) = (Officer { recipient: reader, by: None }, self.clock.now());
        let mut asked = Vec::new();
        for request in self.store.requests(|request| stands(request, now)) {
            for (originator, consents) in self.consents_needed(&request)? {
                // What lies with the officer already is answered as it is.
                if officer.decides_for(&originator) && !officer.decides_for(&request.with) {
                    asked.push(ConsentAsked { request: request.clone(), originator, consents });
                }
            }
        }
        Ok(asked)
    }

    /// Consents to what a request asks: an authorization for what is the officer's organisation's in
    /// the product, and for nothing else of it. The request stays with the product's originator.
    ///
    /// # Errors
    /// When no consent of the officer's is asked, the end is over, or use is to be lifted in no matter.
    pub(super) fn consent(
        &self,
        officer: Officer<'_>,
        id: &str,
        approval: Approval,
    ) -> Result<Option<Approved>> {
        let asked = self.consents_asked_of(officer.recipient)?;
        let asked: Vec<_> = asked.into_iter().filter(|asked| asked.request.id == id).collect();
        if asked.is_empty() {
            return Ok(None);
        }
        let (now, Approval { until, consents, conditions }) = (self.clock.now(), approval);
        if until <= now {
            let what = format!("a consent until {} would be over already", until.minute());
            return Err(Error::Act { what });
        }
        let (mut entries, mut lifts) = (Vec::new(), BTreeSet::new());
        for ConsentAsked { request, originator, consents: needed } in asked {
            let matter = request.asked.matter;
            let named = if consents.is_empty() { needed } else { consents.clone() };
            let given = lifted(named, matter.as_deref())?;
            lifts.extend(given.iter().copied());
            let act = Act::Authorization(Authorization {
                originator,
                party: Party::Recipient(request.asked.recipient),
                purposes: [request.asked.purpose].into(),
                consents: given,
                matter,
                reports: [request.asked.report].into(),
                from: now,
                until,
                conditions: conditions.clone(),
            });
            let (kind, subject) = (kind(&act), subject(&act));
            // It is no answer to the request, which others may yet refuse.
            let event = Event::Acted { act, request: None, reason: request.asked.reason };
            entries.push((kind, subject, event));
        }
        let ids = self.act(officer.actor(), entries, now)?;
        let authorization = ids.into_iter().next().unwrap_or_default();
        Ok(Some(Approved { authorization, lifts }))
    }

    /// The originators whose consent the product that is asked for needs, with what they would lift.
    fn consents_needed(&self, request: &Request) -> Result<Vec<(AgencyId, BTreeSet<Consent>)>> {
        let asked = &request.asked;
        let Some(product) = self.store.report(&asked.report)? else { return Ok(Vec::new()) };
        let in_force = self.store.in_force();
        let Some(recipient) = in_force.recipients.get(&asked.recipient) else {
            return Ok(Vec::new());
        };
        let (purpose, matter) = (asked.purpose, asked.matter.as_deref());
        let by = Caller { recipient, purpose, matter, by: None };
        let decision = product.ponder(ask(self.serving(by, Manner::Display), &in_force));
        let consent = |remedy: Remedy| match remedy {
            Remedy::Consent { originator, consents, sources: _ } => Some((originator, consents)),
            Remedy::Cut { source: _ } => None,
        };
        Ok(decision.remedies.into_iter().filter_map(consent).collect())
    }
}

/// Whether consents are of use: it waits, or the product's originator approved already.
fn stands(request: &Request, now: Timestamp) -> bool {
    match request.state {
        RequestState::Open | RequestState::Approved => now < request.asked.expires,
        RequestState::Denied { .. } | RequestState::Expired | RequestState::Withdrawn => false,
    }
}
