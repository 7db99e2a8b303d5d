//! Which acts an answer relied on: those without which less would have gone.

use dissemination::{Ask, Given, Guarded, Naming};
use model::{Act, Authorization, Community, Grant, Party};

use super::Clearinghouse;

/// The exceptions that are in force for whoever asks, and the community without them.
#[derive(Debug, Default)]
pub(super) struct Reliance {
    /// Each with its id: an act's, or `community-file:N`.
    candidates: Vec<(String, Act)>,
    without: Community,
}

impl Clearinghouse {
    /// The exceptions that may bear on what somebody is given.
    pub(super) fn reliance(&self, ask: Ask<'_>) -> Reliance {
        let file = self.community.authorizations.iter().cloned().map(Act::Authorization);
        let file = file.chain(self.community.grants.iter().cloned().map(Act::Grant));
        let file = (1_usize..).zip(file).map(|(nth, act)| (format!("community-file:{nth}"), act));
        let recorded = self.store.recorded_acts().into_iter().map(|known| (known.id, known.act));
        let candidates: Vec<_> = file.chain(recorded).filter(|(_, act)| bears(act, ask)).collect();
        if candidates.is_empty() {
            return Reliance::default();
        }
        let mut without = ask.community.clone();
        without.authorizations.retain(|given| !bears_as(given, ask));
        without.grants.retain(|grant| !reaches(grant, ask));
        Reliance { candidates, without }
    }
}

impl Reliance {
    /// The ids of the acts that open something of a report that would stay closed without all of
    /// them; where none does so alone, they do it together.
    pub(super) fn acts(&self, report: &Guarded, ask: Ask<'_>) -> Vec<String> {
        if self.candidates.is_empty() {
            return Vec::new();
        }
        let given = |community: &Community| -> (Given, Naming) {
            let decision = report.ponder(Ask { community, ..ask });
            (Given::of(&decision), decision.naming)
        };
        let base = given(&self.without);
        if given(ask.community) == base {
            return Vec::new();
        }
        let opens = |act: &Act| {
            let mut with = self.without.clone();
            with.record(act.clone());
            given(&with) != base
        };
        let mut acts: Vec<&(String, Act)> = self.candidates.iter().collect();
        if acts.len() > 1 {
            acts.retain(|(_, act)| opens(act));
        }
        if acts.is_empty() {
            acts = self.candidates.iter().collect();
        }
        acts.into_iter().map(|(id, _)| id.clone()).collect()
    }
}

fn bears(act: &Act, ask: Ask<'_>) -> bool {
    match act {
        Act::Authorization(given) => bears_as(given, ask),
        Act::Grant(grant) => reaches(grant, ask),
        Act::Embargo(_) | Act::Procedure(_) => false,
    }
}

fn bears_as(given: &Authorization, ask: Ask<'_>) -> bool {
    let names = match &given.party {
        Party::Recipient(id) => *id == ask.recipient.id,
        Party::Organization(id) => {
            *id == ask.recipient.admin_organization || *id == ask.recipient.duty_organization
        }
    };
    names && given.from <= ask.at && ask.at < given.until && given.purposes.contains(&ask.purpose)
}

fn reaches(grant: &Grant, ask: Ask<'_>) -> bool {
    let organizations = [&ask.recipient.admin_organization, &ask.recipient.duty_organization];
    organizations.iter().any(|own| own.is_within(&grant.partner))
        && grant.from <= ask.at
        && grant.until.is_none_or(|until| ask.at < until)
}
