//! Saved searches, and the alerts that they give about new reports.
//!
//! An alert is an answer: decided about, and recorded before it is shown.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dissemination::{Granted, Released};
use index::{Incoming, Parsed, Reading};
use model::{AgencyId, LeafKind, Manner, Recipient};
use store::{Event, Fresh, SavedSearch, Saving, StandingSearch};

use super::answers::{Caller, ask};
use super::fusing::Behind;
use super::looking_out::FoundMatches;
use super::{Clearinghouse, cut};
use crate::release_log::{Basis, Log, Serving};
use crate::standing_searches::StandingSearches;
use crate::{Error, Result};

/// A search that is to be saved.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NewSearch {
    /// What its recipient calls it; another of that name ends.
    pub name: String,
    /// The query.
    pub query: String,
    /// Whether words are compared as names.
    pub names: bool,
    /// In the place of a query: to look out for whom and what the lists of these originators name, of all
    /// where it names none.
    pub lists: Option<Vec<AgencyId>>,
}

/// A report that a saved search found when it was new.
#[derive(Debug)]
pub struct FoundAlert {
    /// The saved search's name.
    pub name: String,
    /// The report, as far as it may go now.
    pub released: Released,
    /// Which entries of lists it was found for, as they are now.
    pub matches: FoundMatches,
    /// Whether its recipient has not said that they looked at it.
    pub is_new: bool,
}

/// Some alerts, and whether there are more.
#[derive(Debug)]
pub struct AlertPage {
    /// The newest first.
    pub alerts: Vec<FoundAlert>,
    /// Whether older ones follow.
    pub more: bool,
}

impl Clearinghouse {
    /// Saves a search under a name, from now on.
    ///
    /// # Errors
    /// When the query cannot be read, the name is none, or too many are saved.
    pub fn save_search(&self, by: Caller<'_>, new: &NewSearch) -> Result<()> {
        let Caller { recipient, purpose, matter, by } = by;
        let NewSearch { name, query, names, lists } = new;
        let name = name.trim().to_owned();
        let chars = name.chars().count();
        if chars == 0 || chars > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            let what = format!("a saved search has a name of at most {NAME_CHARS_MAX} characters");
            return Err(Error::Act { what });
        }
        match lists {
            None => {
                let reading = Reading { names: *names };
                index::read(query, reading, self.thesaurus()).map_err(index::Error::from)?;
            }
            Some(lists) => self.check_lists(query, lists)?,
        }
        let own = self.saved_searches(recipient);
        if own.len() >= SAVED_MAX && own.iter().all(|saved| saved.name != name) {
            let what = format!("{SAVED_MAX} searches can be saved; end one of them first");
            return Err(Error::Act { what });
        }
        let saved = SavedSearch {
            recipient: recipient.id.clone(),
            purpose,
            matter: matter.map(str::to_owned),
            name,
            query: query.clone(),
            names: *names,
            lists: lists.clone(),
        };
        self.record_saving(by.unwrap_or(recipient.id.as_str()), Saving::Saved(saved))
    }

    /// Ends a saved search and its alerts.
    ///
    /// # Errors
    /// When the recipient has none of that name.
    pub fn drop_search(&self, recipient: &Recipient, by: Option<&str>, name: &str) -> Result<()> {
        if !self.saved_searches(recipient).iter().any(|saved| saved.name == name) {
            let shown: String = name.chars().take(NAME_CHARS_MAX).collect();
            return Err(Error::Act { what: format!("you have no saved search `{shown}`") });
        }
        let saving = Saving::Dropped { recipient: recipient.id.clone(), name: name.to_owned() };
        self.record_saving(by.unwrap_or(recipient.id.as_str()), saving)
    }

    /// The searches that a recipient has saved, by name.
    pub fn saved_searches(&self, recipient: &Recipient) -> Vec<SavedSearch> {
        let own = self.store.saved_searches_of(&recipient.id);
        own.into_iter().map(|known| known.search).collect()
    }

    /// Lets saved searches look at the reports that came since the last look: each is run that has a word
    /// in one of them.
    ///
    /// # Errors
    /// When an alert cannot be recorded; then it is given at the next look.
    pub fn alert(&self) -> Result<()> {
        let _alone = self.alerting.lock().unwrap_or_else(PoisonError::into_inner);
        let until = self.indexed.load(Ordering::Acquire);
        let looked = self.alerted.load(Ordering::Acquire);
        if until <= looked {
            return Ok(());
        }
        if !self.standing().is_empty() {
            let mut coming = self.store.fresh_from(looked);
            loop {
                let new =
                    coming.by_ref().take(LOOKED_AT_ONCE_MAX).collect::<store::Result<Vec<_>>>()?;
                if new.is_empty() {
                    break;
                }
                // What came after the look began is looked at again, and told once.
                self.look_at(&new)?;
                self.look_out(&new)?;
            }
        }
        self.store.note_alerted(until)?;
        self.alerted.store(until, Ordering::Release);
        Ok(())
    }

    fn look_at(&self, new: &[Fresh]) -> Result<()> {
        let incoming = self.index.incoming(new.iter().map(|fresh| (fresh.seq, cut(fresh))))?;
        let mut by_recipient: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (standing, query) in self.standing().candidates(&incoming)? {
            let recipient = standing.search.recipient.clone();
            by_recipient.entry(recipient).or_default().push((standing, query));
        }
        let threads = ALERTING_THREADS.min(by_recipient.len());
        // The alerts of one recipient keep their order, whatever others get.
        let left = Mutex::new(by_recipient.into_values());
        let work = || -> Result<()> {
            loop {
                let next = left.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some(candidates) = next else { return Ok(()) };
                for (standing, query) in candidates {
                    self.alert_one(&standing, &query, &incoming)?;
                }
            }
        };
        // Each alert waits for the disk, and those that wait together share a sync.
        std::thread::scope(|scope| {
            let beside: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let own = work();
            beside.into_iter().fold(own, |so_far, thread| match thread.join() {
                Ok(done) => so_far.and(done),
                Err(panic) => std::panic::resume_unwind(panic),
            })
        })
    }

    /// What a recipient was alerted about and may still have, for the purpose that is said, the newest
    /// first. It is recorded again, as everything that is shown.
    ///
    /// # Errors
    /// When it could not be recorded; then nothing is shown.
    pub fn alerts(&self, by: Caller<'_>, manner: Manner, count: usize) -> Result<Vec<FoundAlert>> {
        Ok(self.alert_page(by, manner, (0, count))?.alerts)
    }

    /// The same, behind so many that the recipient may have, and whether there are more.
    ///
    /// # Errors
    /// As [`Clearinghouse::alerts`].
    pub fn alert_page(
        &self,
        by: Caller<'_>,
        manner: Manner,
        (from, count): (usize, usize),
    ) -> Result<AlertPage> {
        let saved = self.saved_searches(by.recipient);
        let (found, more) = self.alerts_of(by, manner, (&saved, from, count))?;
        let watched = |(alert, released): (store::Alert, Released)| {
            let store::Alert { name, is_seen, .. } = alert;
            let lists = saved.iter().find(|of| of.name == name).and_then(|of| of.lists.as_ref());
            let matches = match lists {
                Some(lists) => self.matches_of((by, manner), &released.rendition().id, lists)?,
                None => FoundMatches::default(),
            };
            Ok(FoundAlert { name, released, matches, is_new: !is_seen })
        };
        let alerts: Result<Vec<FoundAlert>> = found.into_iter().map(watched).collect();
        Ok(AlertPage { alerts: alerts?, more })
    }

    /// Records that a recipient has looked at an alert and at those before it.
    ///
    /// # Errors
    /// When it is none of theirs, or cannot be recorded.
    pub fn note_seen(
        &self,
        own: &Recipient,
        (name, report): (&str, &str),
        version: u32,
    ) -> Result<()> {
        let alerts = self.store.alerts(&own.id);
        let is_it =
            |of: &store::Alert| of.name == name && of.report == report && of.version == version;
        match alerts.iter().find(|alert| is_it(alert)) {
            None => Err(Error::Act { what: "you have no such alert".to_owned() }),
            Some(alert) if alert.is_seen => Ok(()),
            Some(_) => self.record_saving(
                own.id.as_str(),
                Saving::Seen {
                    recipient: own.id.clone(),
                    name: name.to_owned(),
                    report: report.to_owned(),
                    version,
                },
            ),
        }
    }

    fn alerts_of(
        &self,
        by: Caller<'_>,
        manner: Manner,
        (saved, from, count): (&[SavedSearch], usize, usize),
    ) -> Result<(Vec<(store::Alert, Released)>, bool)> {
        let mut alerts = self.store.alerts(&by.recipient.id);
        let is_for_this =
            |of: &SavedSearch| of.purpose == by.purpose && of.matter.as_deref() == by.matter;
        alerts.retain(|alert| saved.iter().any(|of| of.name == alert.name && is_for_this(of)));
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let (mut shown, mut granted, mut bases) = (Vec::new(), Vec::new(), BTreeMap::new());
        let (mut before, mut more) = (0, false);
        for alert in alerts.into_iter().rev() {
            let Some(report) = self.store.report(&alert.report)? else { continue };
            // A later version has an alert of its own, if it matches.
            if report.id().version != alert.version {
                continue;
            }
            if before < from || shown.len() == count {
                let may_have = report.ponder(ask).form.is_some();
                before += usize::from(may_have);
                if may_have && shown.len() == count {
                    more = true;
                    break;
                }
                continue;
            }
            let (id, acts) = (report.id().clone(), reliance.acts(&report, ask));
            let Ok(grant) = report.decide(ask) else { continue };
            bases.insert(id, Basis::of(grant.decision(), acts));
            granted.push(grant);
            shown.push(alert);
        }
        let log = Log { bases, ..self.log(serving, LeafKind::Searched) };
        let released = Granted::release_all(granted, &log)?;
        Ok((shown.into_iter().zip(released).collect(), more))
    }

    fn alert_one(
        &self,
        standing: &StandingSearch,
        query: &Parsed,
        incoming: &Incoming,
    ) -> Result<()> {
        let StandingSearch { id, seq: since, search } = standing;
        let Some(recipient) = self.community.recipients.get(&search.recipient) else {
            return Ok(());
        };
        let matter = search.matter.as_deref();
        let by = Caller { recipient, purpose: search.purpose, matter, by: None };
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, Manner::Search);
        let ask = ask(serving, &in_force);
        let visible = self.sights.visible(ask, &self.store.interner());
        let found = match incoming.matching(query, &visible) {
            // Too many words begin so: whoever searches is told, an alert has nobody to tell.
            Err(index::Error::Query(_)) => return Ok(()),
            // An index of its own: what fails in it says nothing about the one that serves.
            found => found?,
        };
        let reliance = self.reliance(ask);
        let (mut granted, mut bases) = (Vec::new(), BTreeMap::new());
        // What came before it was saved is for a search, and not for an alert.
        for seq in found.into_iter().filter(|seq| seq > since) {
            let Some(report) = self.store.report_at(seq)? else { continue };
            let name = report.id().clone();
            if self.store.was_alerted(id, &name.cited(), name.version) {
                continue;
            }
            let acts = reliance.acts(&report, ask);
            if let Ok(grant) = report.decide(ask) {
                bases.insert(name, Basis::of(grant.decision(), acts));
                granted.push(grant);
            }
        }
        self.give_alert(serving, id, Behind { granted, bases })
    }

    /// Records what a saved search found among what has come, which makes it an alert.
    pub(super) fn give_alert(
        &self,
        serving: Serving<'_>,
        search: &str,
        Behind { granted, bases }: Behind,
    ) -> Result<()> {
        if granted.is_empty() {
            return Ok(());
        }
        let query = Some(search.to_owned());
        let log = Log { query, bases, ..self.log(serving, LeafKind::Alerted) };
        Granted::release_all(granted, &log).map(|_| ())
    }

    pub(super) fn standing(&self) -> MutexGuard<'_, StandingSearches> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record_saving(&self, actor: &str, saving: Saving) -> Result<()> {
        let recipient = match &saving {
            Saving::Saved(search) => search.recipient.clone(),
            Saving::Dropped { recipient, .. } | Saving::Seen { recipient, .. } => recipient.clone(),
        };
        let entry = (LeafKind::Saved, String::new(), Event::Saving(saving));
        let mut standing = self.standing();
        self.store.act(actor, vec![entry], self.clock.now())?;
        let now = self.store.saved_searches_of(&recipient);
        standing.renew(&recipient, now, (&self.index, &self.thesaurus))
    }
}

/// Reports that are looked at together.
const LOOKED_AT_ONCE_MAX: usize = 256;
/// Mostly they wait.
const ALERTING_THREADS: usize = 8;
const NAME_CHARS_MAX: usize = 80;
const SAVED_MAX: usize = 100;
