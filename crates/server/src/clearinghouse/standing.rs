//! Saved searches, and the alerts that they give about new reports.
//!
//! An alert is an answer: decided about, and recorded before it is shown. What looks at new reports is
//! one function, [`Clearinghouse::newly_found`].

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use dissemination::{Granted, Released};
use index::{Parsed, Reading};
use model::{LeafKind, Manner, Recipient};
use store::{Event, SavedSearch, Saving, StandingSearch};

use super::Clearinghouse;
use super::answers::{Caller, ask};
use crate::release_log::{Basis, Log};
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
}

/// A report that a saved search found when it was new.
#[derive(Debug)]
pub struct FoundAlert {
    /// The saved search's name.
    pub name: String,
    /// The report, as far as it may go now.
    pub released: Released,
}

impl Clearinghouse {
    /// Saves a search under a name, from now on.
    ///
    /// # Errors
    /// When the query cannot be read, the name is none, or too many are saved.
    pub fn save_search(&self, by: Caller<'_>, new: &NewSearch) -> Result<()> {
        let Caller { recipient, purpose, matter, by } = by;
        let NewSearch { name, query, names } = new;
        let name = name.trim().to_owned();
        let chars = name.chars().count();
        if chars == 0 || chars > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            let what = format!("a saved search has a name of at most {NAME_CHARS_MAX} characters");
            return Err(Error::Act { what });
        }
        index::read(query, Reading { names: *names }, self.thesaurus())
            .map_err(index::Error::from)?;
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
        let own = self.store.saved_searches(|known| known.search.recipient == recipient.id);
        own.into_iter().map(|known| known.search).collect()
    }

    /// Lets every saved search look at what became searchable since the last look.
    ///
    /// # Errors
    /// When an alert cannot be recorded; then it is given at the next look.
    pub fn alert(&self) -> Result<()> {
        let searchable = self.searchable.load(Ordering::Acquire);
        let looked = self.alerted.load(Ordering::Acquire);
        if searchable <= looked {
            return Ok(());
        }
        for standing in self.store.saved_searches(|_| true) {
            // What came before it was saved is for a search, and not for an alert.
            let since = looked.max(standing.seq);
            if since < searchable {
                self.alert_one(&standing, since)?;
            }
        }
        self.alerted.fetch_max(searchable, Ordering::AcqRel);
        Ok(())
    }

    /// What a recipient was alerted about and may still have, for the purpose that is said, the newest
    /// first. It is recorded again, as everything that is shown.
    ///
    /// # Errors
    /// When it could not be recorded; then nothing is shown.
    pub fn alerts(&self, by: Caller<'_>, manner: Manner, count: usize) -> Result<Vec<FoundAlert>> {
        let mut alerts = self.store.alerts(&by.recipient.id);
        let saved = self.saved_searches(by.recipient);
        let is_for_this =
            |of: &SavedSearch| of.purpose == by.purpose && of.matter.as_deref() == by.matter;
        alerts.retain(|alert| saved.iter().any(|of| of.name == alert.name && is_for_this(of)));
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let (mut names, mut granted, mut bases) = (Vec::new(), Vec::new(), BTreeMap::new());
        for alert in alerts.iter().rev() {
            if names.len() == count {
                break;
            }
            let Some(report) = self.store.report(&alert.report)? else { continue };
            // A later version has an alert of its own, if it matches.
            if report.id().version != alert.version {
                continue;
            }
            let (id, acts) = (report.id().clone(), reliance.acts(&report, ask));
            let Ok(grant) = report.decide(ask) else { continue };
            bases.insert(id, Basis::of(grant.decision(), acts));
            granted.push(grant);
            names.push(alert.name.clone());
        }
        let log = Log { bases, ..self.log(serving, LeafKind::Searched) };
        let released = Granted::release_all(granted, &log)?;
        let found = names.into_iter().zip(released);
        Ok(found.map(|(name, released)| FoundAlert { name, released }).collect())
    }

    fn alert_one(&self, standing: &StandingSearch, since: u64) -> Result<()> {
        let StandingSearch { id, seq: _, search } = standing;
        let Some(recipient) = self.community.recipients.get(&search.recipient) else {
            return Ok(());
        };
        let reading = Reading { names: search.names };
        let Ok(query) = index::read(&search.query, reading, self.thesaurus()) else {
            return Ok(());
        };
        let matter = search.matter.as_deref();
        let by = Caller { recipient, purpose: search.purpose, matter, by: None };
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, Manner::Search);
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let (mut granted, mut bases) = (Vec::new(), BTreeMap::new());
        for seq in self.newly_found(by, &query, since)?.into_iter() {
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
        if !granted.is_empty() {
            let query = Some(id.clone());
            let log = Log { query, bases, ..self.log(serving, LeafKind::Alerted) };
            Granted::release_all(granted, &log)?;
        }
        Ok(())
    }

    /// The reports from an entry on that a query finds among what somebody may see, the oldest first.
    fn newly_found(&self, by: Caller<'_>, query: &Parsed, since: u64) -> Result<Vec<u64>> {
        let snapshot = self.index.snapshot();
        let visible = self.visible(by);
        match snapshot.found_since(query, &visible, since) {
            // Too many words begin so by now: whoever searches is told, an alert has nobody to tell.
            Err(index::Error::Query(_)) => Ok(Vec::new()),
            found => self.heed(found),
        }
    }

    fn record_saving(&self, actor: &str, saving: Saving) -> Result<()> {
        let entry = (LeafKind::Saved, String::new(), Event::Saving(saving));
        self.store.act(actor, vec![entry], self.clock.now())?;
        Ok(())
    }
}

const NAME_CHARS_MAX: usize = 80;
const SAVED_MAX: usize = 100;
