//! All mentions, and the links between them. Nothing here is anybody's view: that is [`crate::Seen`].

use std::collections::BTreeMap;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use dissemination::HandlingId;
use model::ReportId;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::name::token::Tokens;
use crate::score::{score, score_at_least};
use crate::words::Words;
use crate::{
    Candidates, Error, Held, Identifier, Kind, MentionId, Record, Result, Seen, Sighting, Weight,
    Weights,
};

/// Mentions and links: a fold of what was reported.
///
/// Mentions that say exactly the same share a form, and links are kept between forms: a thousand reports
/// that name somebody in ten ways make ten forms. A link depends on its two forms alone, so that it is the
/// same whatever else is held.
#[derive(Clone, Debug, Default)]
pub struct Fusion {
    weights: Weights,
    sightings: Vec<Option<Held>>,
    form_of: Vec<u32>,
    forms: Vec<Form>,
    forms_by_hash: FxHashMap<u64, u32>,
    candidates: Candidates,
    numbers: BTreeMap<MentionId, u32>,
    by_identifier: FxHashMap<Identifier, Vec<u32>>,
    words: Words,
    tokens: Tokens,
    texts: FxHashSet<Arc<str>>,
}

/// What some mentions say alike.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) record: Record,
    /// The mentions that say it.
    pub(crate) members: Vec<u32>,
    /// Other forms that it is one with by the evidence, and how much that weighs.
    pub(crate) links: Vec<(u32, Weight)>,
    /// What two mentions that say this weigh.
    pub(crate) alone: Weight,
}

impl Fusion {
    /// With nothing held yet.
    pub fn new(weights: Weights) -> Self {
        Self { weights, ..Self::default() }
    }

    /// The weights in force.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Takes a mention in and links it.
    ///
    /// # Errors
    /// Where its place is taken.
    pub fn add(&mut self, sighting: Sighting) -> Result<()> {
        if self.numbers.contains_key(&sighting.id) {
            return Err(Error::Known(sighting.id));
        }
        let (held, mut record) = Held::of(sighting);
        record.share(&mut self.tokens, &mut self.texts);
        let form = self.form(record);
        self.take_in(held, form);
        Ok(())
    }

    fn take_in(&mut self, held: Held, at: u32) {
        let number = u32::try_from(self.sightings.len()).unwrap_or(u32::MAX);
        if let Some(form) = self.forms.get_mut(at as usize) {
            form.members.push(number);
            for identifier in &form.record.identifiers {
                self.by_identifier.entry(identifier.clone()).or_default().push(number);
            }
        }
        self.numbers.insert(held.id.clone(), number);
        self.sightings.push(Some(held));
        self.form_of.push(at);
    }

    /// Takes many mentions in at once, sooner than one by one; what comes of it is the same.
    ///
    /// # Errors
    /// Where the place of one is taken; nothing is taken in then.
    pub fn add_all(&mut self, sightings: Vec<Sighting>) -> Result<()> {
        let mut places = FxHashSet::default();
        let taken = |sighting: &&Sighting| {
            self.numbers.contains_key(&sighting.id) || !places.insert(sighting.id.clone())
        };
        if let Some(sighting) = sightings.iter().find(taken) {
            return Err(Error::Known(sighting.id.clone()));
        }
        let first = self.forms.len();
        for sighting in sightings {
            let (held, mut record) = Held::of(sighting);
            record.share(&mut self.tokens, &mut self.texts);
            let hash = FxBuildHasher.hash_one(&record);
            let form = match self.known_form(hash, &record) {
                Some(known) => known,
                None => self.push_form(hash, record, Vec::new()),
            };
            self.take_in(held, form);
        }
        let new: Vec<&Record> = self.forms.iter().skip(first).map(|form| &form.record).collect();
        let enough = self.weights.thresholds.link;
        let mut links = Vec::new();
        let from = u32::try_from(first).unwrap_or(u32::MAX);
        self.candidates.add_all(&new, from, |one, other| {
            let record = |at: u32| self.forms.get(at as usize).map(|form| &form.record);
            if let (Some(a), Some(b)) = (record(one), record(other)) {
                let weight = score_at_least(a, b, &self.weights, enough);
                links.extend(weight.map(|weight| (one, other, weight)));
            }
        });
        for (one, other, weight) in links {
            for (at, to) in [(one, other), (other, one)] {
                if let Some(form) = self.forms.get_mut(at as usize) {
                    form.links.push((to, weight));
                }
            }
        }
        Ok(())
    }

    /// Forgets all of a report: it is recalled, replaced or purged.
    pub fn forget(&mut self, report: &ReportId) {
        let from = MentionId { report: report.clone(), number: 0 };
        let of = self.numbers.range(from..).take_while(|(id, _)| id.report == *report);
        let gone: Vec<(MentionId, u32)> = of.map(|(id, number)| (id.clone(), *number)).collect();
        for (id, number) in gone {
            self.numbers.remove(&id);
            if let Some(sighting) = self.sightings.get_mut(number as usize) {
                *sighting = None;
            }
            if let Some(form) = self.form_of.get(number as usize).copied() {
                self.unnumber(form, number);
                self.leave(form, number);
            }
        }
    }

    fn unnumber(&mut self, form: u32, number: u32) {
        let Some(form) = self.forms.get(form as usize) else { return };
        for identifier in &form.record.identifiers {
            if let Some(with) = self.by_identifier.get_mut(identifier) {
                with.retain(|known| *known != number);
                if with.is_empty() {
                    self.by_identifier.remove(identifier);
                }
            }
        }
    }

    fn leave(&mut self, at: u32, number: u32) {
        let Some(form) = self.forms.get_mut(at as usize) else { return };
        form.members.retain(|member| *member != number);
        if !form.members.is_empty() {
            return;
        }
        let record = std::mem::take(&mut form.record);
        let links = std::mem::take(&mut form.links);
        self.words.remove(&record, at);
        // The form stays, empty: its place among those of its hash leads on to others.
        self.candidates.remove(&record, at);
        for (other, _) in links {
            if let Some(other) = self.forms.get_mut(other as usize) {
                other.links.retain(|(linked, _)| *linked != at);
            }
        }
    }

    /// What a viewer sees of it, who may have the classes that `sees` says, by the evidence alone.
    pub fn seen<'f>(&'f self, sees: &'f dyn Fn(HandlingId) -> bool) -> Seen<'f> {
        Seen::of(self, sees)
    }

    /// How many mentions are held.
    pub fn mentions(&self) -> usize {
        self.numbers.len()
    }

    /// The forms that a record is one with by the evidence, and how much that weighs.
    fn alike(&self, record: &Record) -> Vec<(u32, Weight)> {
        let (found, enough) = (self.candidates.of_record(record), self.weights.thresholds.link);
        let weighed = found.into_iter().filter_map(|number| {
            let form = self.forms.get(number as usize)?;
            Some((number, score_at_least(record, &form.record, &self.weights, enough)?))
        });
        weighed.collect()
    }

    /// The form of a record, made and linked if it is new.
    fn form(&mut self, record: Record) -> u32 {
        let hash = FxBuildHasher.hash_one(&record);
        if let Some(known) = self.known_form(hash, &record) {
            return known;
        }
        let number = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        let links = self.alike(&record);
        for (other, weight) in &links {
            if let Some(other) = self.forms.get_mut(*other as usize) {
                other.links.push((number, *weight));
            }
        }
        self.candidates.add(&record, number);
        self.push_form(hash, record, links)
    }

    /// Forms of one hash stand under the numbers that follow it.
    fn known_form(&self, mut hash: u64, record: &Record) -> Option<u32> {
        loop {
            let at = *self.forms_by_hash.get(&hash)?;
            if self.forms.get(at as usize).is_some_and(|form| form.record == *record) {
                return Some(at);
            }
            hash = hash.wrapping_add(1);
        }
    }

    fn push_form(&mut self, hash: u64, record: Record, links: Vec<(u32, Weight)>) -> u32 {
        let number = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        let mut hash = hash;
        while self.forms_by_hash.contains_key(&hash) {
            hash = hash.wrapping_add(1);
        }
        self.forms_by_hash.insert(hash, number);
        let alone = score(&record, &record, &self.weights);
        self.words.add(&record, number);
        self.forms.push(Form { record, members: Vec::new(), links, alone });
        number
    }

    /// The forms that have a word.
    pub(crate) fn with_word(&self, word: &str) -> &[u32] {
        self.words.with(word)
    }

    pub(crate) fn candidates(&self) -> &Candidates {
        &self.candidates
    }

    pub(crate) fn form_at(&self, at: u32) -> Option<&Form> {
        self.forms.get(at as usize)
    }

    pub(crate) fn form_of(&self, sighting: u32) -> Option<u32> {
        self.form_of.get(sighting as usize).copied()
    }

    pub(crate) fn sighting(&self, at: u32) -> Option<&Held> {
        self.sightings.get(at as usize)?.as_ref()
    }

    pub(crate) fn number(&self, id: &MentionId) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub(crate) fn numbers(&self) -> impl Iterator<Item = (&MentionId, u32)> {
        self.numbers.iter().map(|(id, number)| (id, *number))
    }

    /// The mentions of a report in a range of numbers, each with what it is and its name as written.
    pub fn within<'f>(
        &'f self,
        report: &ReportId,
        numbers: std::ops::Range<u32>,
    ) -> impl Iterator<Item = (&'f MentionId, Kind, &'f str)> {
        let id = |number| MentionId { report: report.clone(), number };
        let of = self.numbers.range(id(numbers.start)..id(numbers.end));
        of.filter_map(|(id, number)| {
            let kind = self.form_at(self.form_of(*number)?)?.record.kind();
            Some((id, kind, &*self.sighting(*number)?.written))
        })
    }

    pub(crate) fn of_report<'f>(&'f self, report: &'f ReportId) -> impl Iterator<Item = u32> + 'f {
        let from = MentionId { report: report.clone(), number: 0 };
        let of = self.numbers.range(from..).take_while(move |(id, _)| id.report == *report);
        of.map(|(_, number)| *number)
    }

    /// The mentions that have a number.
    pub(crate) fn with_identifier(&self, identifier: &Identifier) -> impl Iterator<Item = u32> {
        self.by_identifier.get(identifier).into_iter().flatten().copied()
    }
}
