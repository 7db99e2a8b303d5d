//! Looking for somebody or something by a name or a number.

use std::collections::{BTreeMap, BTreeSet};

use crate::score::score_at_least;
use crate::words::{as_a_whole, of_text};
use crate::{Entity, Kind, MentionId, Record, Seen};

/// How well an entity fits what is looked for, the best first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Fit {
    /// It has the number, or is the place.
    Whole,
    /// All words stand in its names.
    Words,
    /// A name of it is likely another spelling.
    Alike,
}

impl<'f> Seen<'f> {
    /// The entities that a text may mean: those that have it as a number, then those in whose names all its
    /// words stand, then those whose names are likely spellings of it. Of equals those with more mentions
    /// come first.
    pub fn find(&self, text: &str, most: usize) -> Vec<Entity<'f>> {
        let mut fits: BTreeMap<u32, Fit> = BTreeMap::new();
        let mut fit = |form: u32, fit: Fit| {
            let known = fits.entry(form).or_insert(fit);
            *known = fit.min(*known);
        };
        for whole in as_a_whole(text) {
            self.fusion.with_word(&whole).iter().for_each(|form| fit(*form, Fit::Whole));
        }
        self.with_all_words(text).into_iter().for_each(|form| fit(form, Fit::Words));
        self.alike(text).into_iter().for_each(|form| fit(form, Fit::Alike));
        let mut best: BTreeMap<MentionId, Fit> = BTreeMap::new();
        for (form, fit) in fits {
            let members = self.fusion.form_at(form).map(|form| form.members.as_slice());
            let own = members.unwrap_or_default().iter().filter(|number| self.has(**number));
            for id in own.filter_map(|number| self.entity_id(*number)) {
                let known = best.entry(id).or_insert(fit);
                *known = fit.min(*known);
            }
        }
        let entities = best.into_iter().filter_map(|(id, fit)| Some((fit, self.entity(&id)?)));
        let mut entities: Vec<(Fit, Entity<'f>)> = entities.collect();
        entities.sort_by(|(one_fit, one), (other_fit, other)| {
            let more = other.mentions.len().cmp(&one.mentions.len());
            one_fit.cmp(other_fit).then(more).then_with(|| one.id().cmp(&other.id()))
        });
        entities.into_iter().take(most).map(|(_, entity)| entity).collect()
    }

    fn with_all_words(&self, text: &str) -> BTreeSet<u32> {
        let mut words = of_text(text).into_iter();
        let Some(first) = words.next() else { return BTreeSet::new() };
        let mut forms: BTreeSet<u32> = self.fusion.with_word(&first).iter().copied().collect();
        for word in words {
            let also: BTreeSet<u32> = self.fusion.with_word(&word).iter().copied().collect();
            forms.retain(|form| also.contains(form));
        }
        forms
    }

    /// The forms whose names somebody would be asked about, were the text a mention.
    fn alike(&self, text: &str) -> Vec<u32> {
        let weights = self.fusion.weights();
        let kinds = [Kind::Person, Kind::Organization, Kind::Vessel];
        let found = kinds.into_iter().flat_map(|kind| {
            let asked = Record::new(kind).named(text);
            let near = self.fusion.candidates().of_record(&asked);
            let is_alike = |form: &u32| {
                let form = self.fusion.form_at(*form);
                let enough = weights.thresholds.ask;
                form.and_then(|form| score_at_least(&asked, &form.record, weights, enough))
                    .is_some()
            };
            near.into_iter().filter(is_alike).collect::<Vec<_>>()
        });
        found.collect()
    }
}
