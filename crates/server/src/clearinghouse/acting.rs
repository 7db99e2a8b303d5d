//! Acts: what originators and the Steering Group decide about material that is stored already.

use std::sync::{Arc, PoisonError, RwLockReadGuard};

use model::{Act, AgencyId, Community, Function, LeafKind, Recipient, Timestamp};
use store::{Event, RecordedAct, Store, Withdrawing};

use super::Clearinghouse;
use crate::{Error, Result, community};

/// An officer who decides, and who acts in its name, if not itself.
#[derive(Clone, Copy, Debug)]
pub struct Officer<'a> {
    /// The officer.
    pub recipient: &'a Recipient,
    /// `operator` on the machine.
    pub by: Option<&'a str>,
}

impl Officer<'_> {
    /// Whom entries name.
    pub(super) fn actor(&self) -> &str {
        self.by.unwrap_or(self.recipient.id.as_str())
    }

    /// Whether it decides about releases of an organisation's material.
    pub(super) fn decides_for(&self, originator: &AgencyId) -> bool {
        let Recipient { functions, admin_organization, duty_organization, .. } = self.recipient;
        functions.contains(&Function::ReleaseAuthority)
            && [admin_organization, duty_organization].iter().any(|own| originator.is_within(own))
    }

    /// Acts that are the officer's to decide and not over, none of them back-dated.
    pub(super) fn sound(&self, acts: Vec<Act>, now: Timestamp) -> Result<Vec<Act>> {
        if acts.is_empty() {
            return Err(Error::Act { what: "there is no act in it".to_owned() });
        }
        let sound = |act: Act| {
            self.may(&act)?;
            match act.until().filter(|until| *until <= now) {
                Some(until) => {
                    let what = format!("it would have ended at {}, which is over", until.minute());
                    Err(Error::Act { what })
                }
                None => Ok(act.not_before(now)),
            }
        };
        acts.into_iter().map(sound).collect()
    }

    /// Whether somebody may know of an act: who decides about it, or audits its originator or its partner.
    pub(super) fn may_know(&self, act: &Act) -> bool {
        let reader = self.recipient;
        let audits = reader.functions.contains(&Function::Auditor);
        let own = match act.originator() {
            Some(originator) => audits && originator.is_within(&reader.duty_organization),
            // A grant is the Steering Group's, and its partner's to know.
            None => audits && grants_to(act, &reader.duty_organization),
        };
        own || self.may(act).is_ok()
    }

    fn may(&self, act: &Act) -> Result<()> {
        let (holds, needed) = match act.originator() {
            Some(originator) => {
                let needed = format!("`release-authority` in {originator}");
                (self.decides_for(originator), needed)
            }
            None => {
                let group = Function::SteeringGroup;
                (self.recipient.functions.contains(&group), "`steering-group`".to_owned())
            }
        };
        if holds {
            return Ok(());
        }
        let what = format!("this takes the function {needed}, which {} has not", self.recipient.id);
        Err(Error::NotYours { what })
    }
}

/// While this is held no act comes into force.
pub(super) type Deciding<'a> = RwLockReadGuard<'a, ()>;

impl Clearinghouse {
    /// Records acts, all or none; returns their ids once they are in force. None is back-dated: one
    /// that would begin earlier begins now.
    ///
    /// # Errors
    /// When one is not the officer's to decide, is over already, or cannot be recorded.
    pub fn record_acts(
        &self,
        officer: Officer<'_>,
        acts: Vec<Act>,
        reason: &str,
    ) -> Result<Vec<String>> {
        let now = self.clock.now();
        if reason.trim().is_empty() {
            let what = "say why, with `reason`: the entry holds it".to_owned();
            return Err(Error::Act { what });
        }
        self.unclassified(&[("reason", reason)])?;
        let mut entries = Vec::new();
        for act in officer.sound(acts, now)? {
            self.unclassified(&texts(&act))?;
            let (kind, subject) = (kind(&act), subject(&act));
            let event = Event::Acted { act, request: None, reason: reason.trim().to_owned() };
            entries.push((kind, subject, event));
        }
        self.act(officer.actor(), entries, now)
    }

    /// Ends an act before its time.
    ///
    /// # Errors
    /// When there is none of that id that the officer may decide about, or it is over, or the end
    /// cannot be recorded.
    pub fn end_act(&self, officer: Officer<'_>, id: &str, reason: &str) -> Result<()> {
        let now = self.clock.now();
        let known = self.act_to_end(officer, id, now)?;
        if reason.trim().is_empty() {
            return Err(Error::Act { what: "say why: the entry holds it".to_owned() });
        }
        self.unclassified(&[("reason", reason)])?;
        let (act, reason) = (id.to_owned(), reason.trim().to_owned());
        let entry = (LeafKind::Ended, subject(&known.act), Event::Ended { act, reason });
        self.act(officer.actor(), vec![entry], now)?;
        Ok(())
    }

    /// An act that the officer may end.
    pub(super) fn act_to_end(
        &self,
        officer: Officer<'_>,
        id: &str,
        now: Timestamp,
    ) -> Result<RecordedAct> {
        let known = self.store.recorded_acts().into_iter().find(|known| known.id == id);
        let unknown = || Error::Act { what: format!("no act of yours has the id `{id}`") };
        let known = known.filter(|known| officer.may(&known.act).is_ok()).ok_or_else(unknown)?;
        match known.act.until().filter(|until| *until <= now) {
            Some(until) => {
                let what = format!("the act `{id}` ended at {} already", until.minute());
                Err(Error::Act { what })
            }
            None => Ok(known),
        }
    }

    /// The acts that an officer or an auditor of an organisation may know of.
    pub fn acts_of(&self, reader: &Recipient) -> Vec<RecordedAct> {
        let officer = Officer { recipient: reader, by: None };
        let mut acts = self.store.recorded_acts();
        acts.retain(|known| officer.may_know(&known.act));
        acts
    }

    /// Records what changes who may have what. While it does, nothing is decided; when it returns,
    /// search, feeds and pages decide by it.
    pub(super) fn act(
        &self,
        actor: &str,
        entries: Vec<(LeafKind, String, Event)>,
        at: Timestamp,
    ) -> Result<Vec<String>> {
        self.act_by(actor, at, |_| Ok(entries))
    }

    /// The same with entries that are made once nothing is decided any more.
    pub(super) fn act_by(
        &self,
        actor: &str,
        at: Timestamp,
        entries: impl FnOnce(&Store) -> Result<Vec<(LeafKind, String, Event)>>,
    ) -> Result<Vec<String>> {
        let _alone = self.acting.write().unwrap_or_else(PoisonError::into_inner);
        let before = self.store.in_force();
        let entries = entries(&self.store)?;
        let recalled = recalled(&entries);
        let (ids, fresh) = self.store.act(actor, entries, at)?;
        self.feed(&fresh, |_| true)?;
        for report in &recalled {
            self.unfeed(report)?;
        }
        let after = self.store.in_force();
        // Requests change no decision, so that nobody makes others wait by asking.
        if !Arc::ptr_eq(&before, &after) {
            self.sights.renew(&after);
        }
        if !fresh.is_empty() || !recalled.is_empty() {
            let next = self.store.journal().next_seq();
            self.indexed.store(next, std::sync::atomic::Ordering::Release);
            self.make_searchable()?;
        }
        Ok(ids)
    }

    /// Held while something is decided and given, so that no act comes between the two.
    pub(super) fn deciding(&self) -> Deciding<'_> {
        self.acting.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was in force at a time that is over, or is in force now.
    pub(super) fn in_force_at(&self, at: Timestamp) -> Result<Arc<Community>> {
        if at >= self.clock.now() {
            return Ok(self.store.in_force());
        }
        let file = match self.store.community_file(Some(at))? {
            Some(text) => community::read(&text, &self.config.community)?,
            // Before the first entry there was no community.
            None => Community::default(),
        };
        Ok(Arc::new(self.store.in_force_at(at, &file)))
    }

    /// Notes that another community file holds from now on, if it does.
    pub(super) fn note_community(&self, text: &str) -> Result<()> {
        if self.store.community_file(None)?.as_deref() == Some(text) {
            return Ok(());
        }
        let event = Event::Community { text: text.to_owned() };
        let entry = (LeafKind::Administered, String::new(), event);
        self.store.act("operator", vec![entry], self.clock.now())?;
        Ok(())
    }
}

/// The reports that entries take back.
fn recalled(entries: &[(LeafKind, String, Event)]) -> Vec<String> {
    let of = |(_, _, event): &(LeafKind, String, Event)| match event {
        Event::Withdrawing(Withdrawing::Recalled(recall)) => Some(recall.report.clone()),
        Event::Withdrawing(
            Withdrawing::Acknowledged(_) | Withdrawing::Purged(_) | Withdrawing::Reminded(_),
        )
        | Event::Accepted { .. }
        | Event::Acted { .. }
        | Event::Administered { .. }
        | Event::Asked(_)
        | Event::Saving(_)
        | Event::Contracting(_)
        | Event::Community { .. }
        | Event::Ended { .. }
        | Event::Quarantined(_)
        | Event::Quarantining(_)
        | Event::Kept(_)
        | Event::Served(_)
        | Event::Fanned(_)
        | Event::Stepped { .. } => None,
    };
    entries.iter().filter_map(of).collect()
}

fn grants_to(act: &Act, partner: &AgencyId) -> bool {
    match act {
        Act::Grant(grant) => grant.partner.is_within(partner),
        Act::Authorization(_) | Act::Embargo(_) | Act::Procedure(_) => false,
    }
}

/// What an act says to whom it concerns.
fn texts(act: &Act) -> Vec<(&'static str, &str)> {
    let (name, text) = match act {
        Act::Authorization(given) => ("conditions", &given.conditions),
        Act::Grant(grant) => ("conditions", &grant.conditions),
        Act::Procedure(procedure) => ("statement", &procedure.statement),
        Act::Embargo(_) => return Vec::new(),
    };
    text.iter().map(|text| (name, text.as_str())).collect()
}

/// What the ledger calls an act.
pub(super) fn kind(act: &Act) -> LeafKind {
    match act {
        Act::Authorization(_) => LeafKind::Authorized,
        Act::Embargo(_) => LeafKind::Embargoed,
        Act::Grant(_) => LeafKind::Granted,
        Act::Procedure(_) => LeafKind::Procedure,
    }
}

/// What an entry is about: the one report, where it is about one.
pub(super) fn subject(act: &Act) -> String {
    let mut reports = act.reports();
    match (reports.next(), reports.next()) {
        (Some(report), None) => report.to_owned(),
        (Some(_) | None, _) => String::new(),
    }
}
