//! Whom an entry concerns: whose material it is about, who was given it, who decided.

use std::collections::BTreeSet;

use model::{Act, AgencyId, Community, LeafKind, Party, RecipientId};

use crate::acts::Acts;
use crate::contracts::Contracting;
use crate::recalls::Recalls;
use crate::standing::Saving;
use crate::withdrawing::Withdrawing;
use crate::{Event, Quarantining, Served, SetAside};

/// The parties of an event. An agency is one by its name in the material; one that is only named,
/// by somebody who asks for what is not there or submits what is set aside, must be of the community.
pub(crate) fn parties(
    kind: LeafKind,
    event: &Event,
    acts: &Acts,
    recalls: &Recalls,
) -> BTreeSet<Party> {
    match event {
        Event::Accepted { report, .. } => originators([report.id.originator.clone()]),
        Event::Quarantined(aside) => of_aside(aside, &acts.in_force()),
        Event::Served(served) => of_served(kind, served, &acts.in_force()),
        // What only lies ready in a feed is not given yet, and may be taken back before anybody reads it.
        Event::Fanned(fanned) => {
            let own = fanned.owners.keys().map(|originator| AgencyId::new(originator));
            originators(own.filter_map(Result::ok))
        }
        Event::Acted { act, request, .. } => {
            let mut parties = of_act(act);
            let asked = request.as_ref().and_then(|id| acts.request(id));
            parties.extend(asked.map(|request| recipient(&request.asked.recipient)));
            parties
        }
        Event::Ended { act, .. } => {
            let ended = acts.recorded().iter().find(|known| known.id == *act);
            ended.map(|known| of_act(&known.act)).unwrap_or_default()
        }
        Event::Asked(asked) => {
            let mut parties = originators([asked.originator.clone()]);
            parties.insert(recipient(&asked.recipient));
            parties
        }
        Event::Stepped { request, step } => {
            let Some(request) = acts.request(request) else { return BTreeSet::new() };
            let mut parties = originators([request.asked.originator.clone(), request.with.clone()]);
            if let model::Step::Delegated { to } = step {
                parties.insert(Party::Organization(to.clone()));
            }
            parties.insert(recipient(&request.asked.recipient));
            parties
        }
        Event::Withdrawing(event) => of_withdrawing(event, recalls),
        Event::Kept(original) => {
            original.reports.iter().flat_map(|report| of_report(report)).collect()
        }
        Event::Quarantining(event) => of_step(event, &acts.in_force()),
        // A search is its recipient's own.
        Event::Saving(Saving::Saved(search)) => [recipient(&search.recipient)].into(),
        Event::Saving(
            Saving::Dropped { recipient: of, .. } | Saving::Seen { recipient: of, .. },
        ) => [recipient(of)].into(),
        // What a feed is to bring is its recipient's business until something is delivered.
        Event::Contracting(Contracting::Proposed(of)) => [recipient(&of.recipient)].into(),
        Event::Contracting(
            Contracting::Approved { recipient: of, .. } | Contracting::Closed { recipient: of, .. },
        ) => [recipient(of)].into(),
        Event::Community { .. } | Event::Administered { .. } => BTreeSet::new(),
    }
}

/// Who is told of a recall is told on its own page: the entry names what they need not have had.
fn of_withdrawing(event: &Withdrawing, recalls: &Recalls) -> BTreeSet<Party> {
    match event {
        Withdrawing::Recalled(recall) => of_report(&recall.report),
        Withdrawing::Reminded(reminder) => of_recall(&reminder.recall, recalls),
        Withdrawing::Acknowledged(said) => {
            let of_recalls = said.recalls.iter().flat_map(|known| of_report(&known.originator));
            let mut parties: BTreeSet<Party> = of_recalls.chain(of_report(&said.report)).collect();
            parties.extend(RecipientId::new(&said.recipient).ok().map(Party::Recipient));
            parties
        }
        Withdrawing::Purged(purge) => of_report(&purge.report),
    }
}

/// The originator of a report, by its name.
fn of_report(cited: &str) -> BTreeSet<Party> {
    let originator = cited.split(' ').next().map(AgencyId::new);
    originators(originator.and_then(Result::ok))
}

fn of_recall(id: &str, recalls: &Recalls) -> BTreeSet<Party> {
    let known = recalls.recorded().iter().find(|known| known.id == id);
    known.map(|known| of_report(&known.recall.report)).unwrap_or_default()
}

/// The originator of a submission that was set aside, if it is one.
pub(crate) fn of_aside(aside: &SetAside, community: &Community) -> BTreeSet<Party> {
    let named = AgencyId::new(&aside.originator).ok();
    originators(named.filter(|of| community.agencies.contains_key(of)))
}

/// Whose submission it was, and who submitted it.
fn of_step(event: &Quarantining, community: &Community) -> BTreeSet<Party> {
    let named = AgencyId::new(&event.originator).ok();
    let mut parties = originators(named.filter(|of| community.agencies.contains_key(of)));
    let submitter = RecipientId::new(&event.submitter).ok();
    let known = submitter.filter(|id| community.recipients.contains_key(id));
    parties.extend(known.map(Party::Recipient));
    parties
}

pub(crate) fn originators(of: impl IntoIterator<Item = AgencyId>) -> BTreeSet<Party> {
    of.into_iter().map(Party::Organization).collect()
}

/// Of an answer: the originators, and who was given it. A decision that somebody only asked about is
/// not for its recipient to see, but for whoever asked.
fn of_served(kind: LeafKind, served: &Served, community: &Community) -> BTreeSet<Party> {
    let mut parties = BTreeSet::new();
    for report in &served.reports {
        let there = report.version > 0;
        let of = AgencyId::new(&report.originator).ok();
        let of = of.filter(|of| there || community.agencies.contains_key(of));
        parties.extend(of.map(Party::Organization));
    }
    let again = served.again.iter().flat_map(|again| &again.originators);
    parties.extend(again.filter_map(|of| AgencyId::new(of).ok()).map(Party::Organization));
    let whom = match (kind, &served.by) {
        (LeafKind::Decided, Some(by)) => by,
        _ => &served.recipient,
    };
    let whom = RecipientId::new(whom).ok();
    parties.extend(whom.filter(|id| community.recipients.contains_key(id)).map(Party::Recipient));
    parties
}

/// An act is its originator's; a grant is for its partner to know.
fn of_act(act: &Act) -> BTreeSet<Party> {
    match act {
        Act::Grant(grant) => originators([grant.partner.clone()]),
        Act::Authorization(_) | Act::Embargo(_) | Act::Procedure(_) => {
            originators(act.originator().cloned())
        }
    }
}

fn recipient(id: &RecipientId) -> Party {
    Party::Recipient(id.clone())
}
