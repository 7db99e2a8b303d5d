//! Acts and requests: what changes who may have what is already stored.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLockReadGuard};

use dissemination::Guarded;
use model::{Community, Contract, LeafKind, RecipientId, Request, Timestamp};

use super::Store;
use crate::acts::{self, Acts};
use crate::catalog::Fold;
use crate::feeds::{Feed, ReadForm};
use crate::fold::{self, At, Fresh};
use crate::standing::{Alert, StandingSearch};
use crate::withdrawing::Withdrawing;
use crate::{Event, FeedItem, Interner, RecordedAct, RecordedContract, Result, fold_acts};

impl Store {
    /// What is in force: the community's file with every act on top.
    pub fn in_force(&self) -> Arc<Community> {
        self.acts().in_force()
    }

    /// Records acts, ends of some, requests, steps of some, recalls or another community file, each with its
    /// kind and subject; returns their ids once they are durable and in force, and the reports that
    /// are handled otherwise by them, which the index must take again.
    ///
    /// # Errors
    /// When the journal cannot take them; then nothing has changed.
    pub fn act(
        &self,
        actor: &str,
        events: Vec<(LeafKind, String, Event)>,
        at: Timestamp,
    ) -> Result<(Vec<String>, Vec<Fresh>)> {
        let _alone = self.submitting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries = Vec::new();
        for (kind, subject, event) in &events {
            entries.push(self.entry((*kind, subject.as_str()), event, actor, at)?);
        }
        let stamps = self.journal.append(entries)?;
        let mut fold = Fold::default();
        let mut fresh = Vec::new();
        {
            let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
            let before = interner.lengths();
            for (stamp, (_, _, event)) in stamps.iter().zip(&events) {
                let place = At { leaf: &stamp.leaf, place: stamp.place };
                fresh.extend(self.take(&mut fold, &mut interner, place, event)?);
            }
            fold.interned(&interner, before);
        }
        self.fold(fold, &stamps)?;
        Ok((stamps.iter().map(|stamp| acts::id(&stamp.leaf)).collect(), fresh))
    }

    /// Every act, in the order of recording.
    pub fn recorded_acts(&self) -> Vec<RecordedAct> {
        self.acts().recorded().to_vec()
    }

    /// Every request that a condition holds for, by id.
    pub fn requests(&self, which: impl Fn(&Request) -> bool) -> Vec<Request> {
        self.acts().requests().filter(|request| which(request)).cloned().collect()
    }

    /// One request.
    pub fn request(&self, id: &str) -> Option<Request> {
        self.acts().request(id).cloned()
    }

    /// The text of the community file that held at a time, or that holds now.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn community_file(&self, at: Option<Timestamp>) -> Result<Option<String>> {
        let place = {
            let acts = self.acts();
            at.map_or_else(|| acts.last_file(), |at| acts.file_at(at))
        };
        let Some(place) = place else { return Ok(None) };
        let record = self.journal.read(place)?;
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Community { text }) => Ok(Some(text)),
            Some(_) | None => Ok(None),
        }
    }

    /// What was in force at a time, under the community file of that time.
    pub fn in_force_at(&self, at: Timestamp, file: &Community) -> Community {
        self.acts().at(at, file)
    }

    /// The version of a report that was the newest at a time, cited as `ORIGINATOR SERIAL`,
    /// unless it was taken back by then.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report_as_of(&self, cited: &str, at: Timestamp) -> Result<Option<Guarded>> {
        for (version, row) in self.catalog.numbered_versions(cited)? {
            let record = self.journal.read(row.place)?;
            if record.leaf.at <= at {
                return match self.absence_at(cited, version, at) {
                    None => self.guarded(&record, Some(at)),
                    Some(_) => Ok(None),
                };
            }
        }
        Ok(None)
    }

    /// All saved searches.
    pub fn saved_searches(&self) -> Vec<StandingSearch> {
        self.acts().standing().searches().cloned().collect()
    }

    /// The saved searches of a recipient, by name.
    pub fn saved_searches_of(&self, recipient: &RecipientId) -> Vec<StandingSearch> {
        self.acts().standing().searches_of(recipient).cloned().collect()
    }

    /// The contracts of a recipient's feeds, in the order in which they were proposed.
    pub fn contracts_of(&self, recipient: &RecipientId) -> Vec<RecordedContract> {
        self.acts().contracts().of(recipient).cloned().collect()
    }

    /// Every contract of a feed, in the order in which they were proposed.
    pub fn contracts(&self) -> Vec<RecordedContract> {
        self.acts().contracts().recorded().to_vec()
    }

    /// The contracts that are in force at a time, in the order in which they were proposed.
    pub fn contracts_at(&self, at: Timestamp) -> Vec<RecordedContract> {
        let acts = self.acts();
        let all = acts.contracts().recorded().iter();
        all.filter(|known| known.is_in_force(at)).cloned().collect()
    }

    /// A contract of a feed by its id.
    pub fn contract(&self, id: &str) -> Option<RecordedContract> {
        self.acts().contracts().known(id).cloned()
    }

    /// How often a contract was proposed, approved or closed.
    pub fn contract_changes(&self) -> u64 {
        self.acts().contracts().changes()
    }

    /// What the feeds of some contracts hold of some reports, by the contracts' ids; feeds that hold none
    /// are left out.
    pub fn held_by<'a>(
        &self,
        contracts: impl Iterator<Item = &'a str>,
        reports: &[String],
    ) -> HashMap<String, Vec<FeedItem>> {
        let contracts: Vec<&str> = contracts.collect();
        self.acts().contracts().held(contracts.into_iter(), reports)
    }

    /// The first journal entry that saved searches have not looked at.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn alerted(&self) -> Result<u64> {
        self.catalog.alerted()
    }

    /// Keeps up to where saved searches have looked; their alerts are recorded before.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub fn note_alerted(&self, next: u64) -> Result<()> {
        self.catalog.note_alerted(next)
    }

    /// The alerts that a recipient was given, in order.
    pub fn alerts(&self, recipient: &RecipientId) -> Vec<Alert> {
        self.acts().standing().of(recipient).cloned().collect()
    }

    /// Whether a saved search gave an alert about a version of a report.
    pub fn was_alerted(&self, search: &str, report: &str, version: u32) -> bool {
        self.acts().standing().was_given(search, report, version)
    }

    /// What stands in a contract's feed behind a position, and at most so many.
    pub fn feed_after(&self, of: &Contract, position: u64, count: usize) -> Vec<FeedItem> {
        let acts = self.acts();
        acts.contracts().feed(of).map_or_else(Vec::new, |feed| feed.after(position, count))
    }

    /// How many positions a contract's feed has.
    pub fn feed_len(&self, of: &Contract) -> u64 {
        self.acts().contracts().feed(of).map_or(0, Feed::len)
    }

    /// What a contract's feed holds of a report: brought, and not taken back since.
    pub fn fed(&self, of: &Contract, report: &str) -> Option<FeedItem> {
        self.acts().contracts().feed(of)?.held(report)
    }

    /// What was read of a report from a contract's feed, by version and form.
    pub fn fed_read(&self, of: &Contract, report: &str) -> Vec<ReadForm> {
        let acts = self.acts();
        acts.contracts().feed(of).map_or_else(Vec::new, |feed| feed.read(report).to_vec())
    }

    /// The last position of a contract's feed that its recipient says it has.
    pub fn feed_received(&self, of: &Contract) -> u64 {
        self.acts().contracts().feed(of).map_or(0, Feed::received)
    }

    /// How often something was read from a contract's feed when something later was about it already.
    pub fn fed_late(&self, of: &Contract) -> u64 {
        self.acts().contracts().feed(of).map_or(0, Feed::late)
    }

    /// A version of a report, also one that was replaced or taken back: to name what was given of it.
    /// Nothing is there of what was purged.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn past_version(&self, cited: &str, version: u32) -> Result<Option<Guarded>> {
        match self.catalog.version(cited, version)? {
            Some(row) => self.guarded(&self.journal.read(row.place)?, None),
            None => Ok(None),
        }
    }

    /// Everything that a contract's feed holds, by the names of the reports.
    pub fn all_fed(&self, of: &Contract) -> Vec<FeedItem> {
        let acts = self.acts();
        acts.contracts().feed(of).map_or_else(Vec::new, |feed| feed.all_held().collect())
    }

    /// Folds an answer, or what came into feeds; any other event is neither. One that is an alert, goes
    /// into a feed or is read from one is kept among the acts too.
    pub(super) fn fold_answer(&self, fold: &mut Fold, at: At<'_>, event: &Event) {
        let acts = || self.acts.write().unwrap_or_else(PoisonError::into_inner);
        let is_kept = if let Event::Served(served) = event {
            fold::served(fold, at, served);
            acts().take_answer(at.leaf, served)
        } else if let Event::Fanned(fanned) = event {
            fold::fanned(fold, at, fanned);
            acts().take_fanned(at.leaf, fanned);
            true
        } else {
            false
        };
        if is_kept {
            fold.answer(at.leaf.seq, at.place);
        }
    }

    /// Folds an entry that the acts are made of: again at start, as it was when it was new.
    pub(super) fn take(
        &self,
        fold: &mut Fold,
        interner: &mut Interner,
        at: At<'_>,
        event: &Event,
    ) -> Result<Vec<Fresh>> {
        if let Event::Kept(original) = event {
            fold.original(original, at);
            return Ok(Vec::new());
        }
        if let Event::Quarantining(event) = event {
            self.take_step(fold, at, event)?;
            return Ok(Vec::new());
        }
        if let Event::Withdrawing(event) = event {
            self.take_withdrawal(fold, at, event)?;
            // What is made from a recalled report is made from what is not here any more.
            return match event {
                Withdrawing::Recalled(recall) => self.with_products(fold, interner, &recall.report),
                Withdrawing::Acknowledged(_)
                | Withdrawing::Purged(_)
                | Withdrawing::Reminded(_) => Ok(Vec::new()),
            };
        }
        let named = {
            let mut acts = self.acts.write().unwrap_or_else(PoisonError::into_inner);
            let named = acts.take(at.leaf, at.place, event);
            if let Some((originator, row)) = fold_acts::row(at.leaf, event, &acts) {
                fold.audit(originator.as_str(), 0, &row);
            }
            named
        };
        fold.act(at.leaf.seq, at.place);
        let mut fresh = Vec::new();
        for cited in named {
            fresh.extend(self.with_products(fold, interner, &cited)?);
        }
        Ok(fresh)
    }

    /// The newest version of a report, and of whatever is made from it, by what is in force now.
    pub(super) fn with_products(
        &self,
        fold: &mut Fold,
        interner: &mut Interner,
        cited: &str,
    ) -> Result<Vec<Fresh>> {
        let mut all = self.made_from(cited)?;
        all.insert(cited.to_owned());
        let fresh = all.iter().map(|cited| self.handled_anew(fold, interner, cited));
        fresh.filter_map(Result::transpose).collect()
    }

    /// The newest version of a report by what is in force now.
    pub(super) fn handled_anew(
        &self,
        fold: &mut Fold,
        interner: &mut Interner,
        cited: &str,
    ) -> Result<Option<Fresh>> {
        let Some((version, row)) = self.catalog.newest(cited)? else { return Ok(None) };
        if self.absence_of(cited, version).is_some() {
            return Ok(None);
        }
        let record = self.journal.read(row.place)?;
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let sorted = self.sorted(&record.leaf, *report)?;
                let at = At { leaf: &record.leaf, place: row.place };
                Ok(Some(Fresh { anew: true, ..fold::report(fold, interner, at, sorted) }))
            }
            Some(_) | None => Ok(None),
        }
    }

    pub(super) fn acts(&self) -> RwLockReadGuard<'_, Acts> {
        self.acts.read().unwrap_or_else(PoisonError::into_inner)
    }
}
