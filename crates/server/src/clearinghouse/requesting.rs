//! Requests for release: asked, routed, answered, reminded, expired; each step an entry.

use std::collections::BTreeSet;

use model::{
    Act, AgencyId, Asked, Authorization, Consent, LeafKind, Party, Recipient, Request,
    RequestState, Serial, Step, Timestamp,
};
use store::Event;

use super::acting::{Officer, kind, subject};
use super::answers::without_version;
use super::{Caller, Clearinghouse};
use crate::{Error, Result};

/// With what an originator approves a request.
#[derive(Clone, Debug, Default)]
pub struct Approval {
    /// Until when it may be used, exclusive.
    pub until: Timestamp,
    /// What it lifts; where nothing is named, what is the originator's to lift, without the identities
    /// of US persons, and without limits of use when the request names no matter.
    pub consents: BTreeSet<Consent>,
    /// What the recipient must observe.
    pub conditions: Option<String>,
}

/// The authorization that an approval is.
#[derive(Clone, Debug)]
pub struct Approved {
    /// The id of the act.
    pub authorization: String,
    /// What it lifts.
    pub lifts: BTreeSet<Consent>,
}

impl Clearinghouse {
    /// Asks an originator for release of a report. Whether there is such a report plays no part.
    ///
    /// # Errors
    /// When the name is of no originator, no reason is given, or it cannot be recorded.
    pub fn request(&self, by: Caller<'_>, cited: &str, reason: &str, days: u32) -> Result<Request> {
        let Caller { recipient, purpose, matter, by } = by;
        let named = without_version(cited).split_once(' ');
        let named = named
            .and_then(|(of, serial)| Some((AgencyId::new(of).ok()?, Serial::new(serial).ok()?)));
        let known = named.filter(|(of, _)| self.community.agencies.contains_key(of));
        let nobody = || {
            let shown: String = cited.chars().take(80).collect();
            let what = format!("`{shown}` is no report of an originator, as `ORIGINATOR SERIAL`");
            Error::Act { what }
        };
        let (originator, serial) = known.ok_or_else(nobody)?;
        let report = format!("{originator} {serial}");
        let open = |request: &Request| {
            request.asked.recipient == recipient.id && request.state == RequestState::Open
        };
        if self.store.requests(open).len() >= OPEN_MAX {
            let what = format!(
                "{OPEN_MAX} of your requests are open: wait for answers, or take some back"
            );
            return Err(Error::Act { what });
        }
        let reason = reason.trim().chars().take(REASON_CHARS_MAX).collect::<String>();
        if reason.is_empty() {
            let what = "say why it is needed: the originator decides by that".to_owned();
            return Err(Error::Act { what });
        }
        if days == 0 || days > DAYS_MAX {
            let what = format!("a request stands for 1 to {DAYS_MAX} days, not {days}");
            return Err(Error::Act { what });
        }
        let now = self.clock.now();
        let asked = Asked {
            recipient: recipient.id.clone(),
            report,
            originator,
            purpose,
            matter: matter.map(str::to_owned),
            reason,
            expires: now.plus_hours(days.saturating_mul(24)),
        };
        let entry = (LeafKind::Requested, asked.report.clone(), Event::Asked(asked));
        let ids = self.act(by.unwrap_or(recipient.id.as_str()), vec![entry], now)?;
        let made = ids.first().and_then(|id| self.store.request(id));
        made.ok_or_else(|| Error::Act { what: "the request was not kept".to_owned() })
    }

    /// The requests that somebody made, and those that are its organisation's to answer or that it
    /// may follow.
    pub fn requests_of(&self, reader: &Recipient) -> (Vec<Request>, Vec<Request>) {
        let officer = Officer { recipient: reader, by: None };
        let own = self.store.requests(|request| request.asked.recipient == reader.id);
        let follows = |request: &Request| {
            officer.decides_for(&request.with) || officer.decides_for(&request.asked.originator)
        };
        (own, self.store.requests(follows))
    }

    /// Approves a request: the authorization for exactly what was asked. One entry is both. Of a product
    /// an officer of a source's originator consents to what is its own in it.
    ///
    /// # Errors
    /// When it is not the officer's to answer, is closed, there is no such report, the end is over,
    /// or use is to be lifted and the request names no matter.
    pub fn approve(&self, officer: Officer<'_>, id: &str, approval: Approval) -> Result<Approved> {
        let request = match self.open_request(officer, id) {
            Ok(request) => request,
            Err(error) => return self.consent(officer, id, approval)?.ok_or(error),
        };
        let now = self.clock.now();
        let (given, lifts) = self.authorization(&request, approval, now)?;
        let act = Act::Authorization(given);
        let (kind, subject) = (kind(&act), subject(&act));
        let reason = request.asked.reason;
        let event = Event::Acted { act, request: Some(id.to_owned()), reason };
        let ids = self.act(officer.actor(), vec![(kind, subject, event)], now)?;
        Ok(Approved { authorization: ids.into_iter().next().unwrap_or_default(), lifts })
    }

    /// The authorization that an approval of a request is, and what it lifts.
    pub(super) fn authorization(
        &self,
        request: &Request,
        approval: Approval,
        now: Timestamp,
    ) -> Result<(Authorization, BTreeSet<Consent>)> {
        let Approval { until, consents, conditions } = approval;
        if until <= now {
            let what = format!("an approval until {} would be over already", until.minute());
            return Err(Error::Act { what });
        }
        let asked = request.asked.clone();
        let Asked { recipient, report, originator, purpose, matter, .. } = asked;
        if self.store.report(&report)?.is_none() {
            let what = format!("there is no report `{report}`: deny the request, or say so");
            return Err(Error::Act { what });
        }
        let lifts = lifted(consents, matter.as_deref())?;
        let given = Authorization {
            originator,
            party: Party::Recipient(recipient),
            purposes: [purpose].into(),
            consents: lifts.clone(),
            matter,
            reports: [report].into(),
            from: now,
            until,
            conditions,
        };
        Ok((given, lifts))
    }

    /// Denies a request, with what whoever asked may know of the reason.
    ///
    /// # Errors
    /// As [`Clearinghouse::approve`].
    pub fn deny(&self, officer: Officer<'_>, id: &str, why: &str) -> Result<()> {
        let request = self.open_request(officer, id)?;
        let why = why.trim().chars().take(REASON_CHARS_MAX).collect();
        self.step(officer.actor(), &request, Step::Denied { why })
    }

    /// Hands a request to another office of the originator's.
    ///
    /// # Errors
    /// When that is no office of the originator's, or as [`Clearinghouse::approve`].
    pub fn delegate(&self, officer: Officer<'_>, id: &str, to: &str) -> Result<()> {
        let request = self.open_request(officer, id)?;
        let found = AgencyId::new(to).ok().filter(|to| self.community.agencies.contains_key(to));
        let whole = request.asked.originator.as_str().split('/').next().unwrap_or_default();
        let within = |to: &AgencyId| AgencyId::new(whole).is_ok_and(|whole| to.is_within(&whole));
        let other = || Error::Act { what: format!("`{to}` is no office of {whole}") };
        let to = found.filter(within).ok_or_else(other)?;
        self.step(officer.actor(), &request, Step::Delegated { to })
    }

    /// Reminds whoever is to answer, or takes the request back: whoever asked may do either.
    ///
    /// # Errors
    /// When it is not a request of the caller's, or is closed.
    pub fn follow(&self, by: Caller<'_>, id: &str, step: Step) -> Result<()> {
        let own = self.store.request(id).filter(|known| known.asked.recipient == by.recipient.id);
        let request = own.ok_or_else(|| unknown(id))?;
        is_open(&request)?;
        self.step(by.by.unwrap_or(by.recipient.id.as_str()), &request, step)
    }

    /// Takes the steps that are due by themselves: reminders, and the end of what nobody answered.
    /// Gives how many.
    ///
    /// # Errors
    /// When one cannot be recorded.
    pub fn tend_requests(&self) -> Result<usize> {
        let now = self.clock.now();
        let open = self.store.requests(|request| request.due(now, REMIND_AFTER_HOURS).is_some());
        for request in &open {
            if let Some(step) = request.due(now, REMIND_AFTER_HOURS) {
                self.step("operator", request, step)?;
            }
        }
        Ok(open.len())
    }

    fn step(&self, actor: &str, request: &Request, step: Step) -> Result<()> {
        let event = Event::Stepped { request: request.id.clone(), step };
        let entry = (LeafKind::Requested, request.asked.report.clone(), event);
        self.act(actor, vec![entry], self.clock.now())?;
        Ok(())
    }

    pub(super) fn open_request(&self, officer: Officer<'_>, id: &str) -> Result<Request> {
        let request = self.store.request(id);
        let own = request.filter(|request| officer.decides_for(&request.with));
        let request = own.ok_or_else(|| unknown(id))?;
        is_open(&request)?;
        Ok(request)
    }
}

/// What an approval lifts. Use is opened in a matter alone (charter, function 1, note), as files of
/// acts have it; who US persons are is told only where it is named.
pub(super) fn lifted(named: BTreeSet<Consent>, matter: Option<&str>) -> Result<BTreeSet<Consent>> {
    let in_matter = matter.is_some_and(|matter| !matter.trim().is_empty());
    if named.contains(&Consent::Use) && !in_matter {
        let what = "the request names no matter, and use is lifted in a matter alone: lift \
                    something else, or deny it and have it asked again with its matter";
        return Err(Error::Act { what: what.to_owned() });
    }
    if !named.is_empty() {
        return Ok(named);
    }
    let meant = |consent: &Consent| match consent {
        Consent::Use => in_matter,
        Consent::Identities => false,
        Consent::Caveats | Consent::FieldOffice | Consent::List | Consent::NeedToKnow => true,
    };
    Ok(Consent::ALL.iter().copied().filter(meant).collect())
}

fn is_open(request: &Request) -> Result<()> {
    if request.state == RequestState::Open {
        return Ok(());
    }
    Err(Error::Act { what: model::Closed(request.state.name()).to_string() })
}

fn unknown(id: &str) -> Error {
    Error::Act { what: format!("no request of yours has the id `{id}`") }
}

/// Requests that one recipient may have open.
const OPEN_MAX: usize = 100;
const REASON_CHARS_MAX: usize = 2_000;
const DAYS_MAX: u32 = 366;
/// A reminder a week.
const REMIND_AFTER_HOURS: u32 = 7 * 24;
