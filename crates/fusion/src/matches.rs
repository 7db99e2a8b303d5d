//! Entries of lists that somebody looks out for, matched when a mention arrives.

use model::ReportId;

use crate::score::score_at_least;
use crate::{Evidence, MentionId, Seen, Weight, explain};

/// An entry of a list that a mention may be of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Match {
    /// The entry: lists are reports, and their entries mentions.
    pub entry: MentionId,
    /// What all evidence weighs.
    pub weight: Weight,
    /// Whether it is enough by itself; else a person is asked.
    pub enough: bool,
    /// The evidence, the weightiest first.
    pub evidence: Vec<Evidence>,
}

impl Seen<'_> {
    /// The entries of lists that a mention may be of, among those that the viewer has: the likeliest first,
    /// equals in their order. What somebody decided to be another is none.
    pub fn matches(&self, of: &MentionId, is_list: &dyn Fn(&ReportId) -> bool) -> Vec<Match> {
        let Some(record) = self.number(of).and_then(|number| self.record(number)) else {
            return Vec::new();
        };
        let weights = self.fusion.weights();
        let mut found = Vec::new();
        for form in self.fusion.candidates().of_record(record) {
            let Some(form) = self.fusion.form_at(form) else { continue };
            let least = weights.thresholds.ask;
            let Some(weight) = score_at_least(record, &form.record, weights, least) else {
                continue;
            };
            let members = form.members.iter().filter(|member| self.has(**member));
            let entries = members.filter_map(|member| Some(&self.fusion.sighting(*member)?.id));
            let listed = entries.filter(|id| id.report != of.report && is_list(&id.report));
            for entry in listed.filter(|entry| !self.is_apart(of, entry)) {
                let evidence = explain(record, &form.record, weights).1;
                let enough = weight >= weights.thresholds.link;
                found.push(Match { entry: entry.clone(), weight, enough, evidence });
            }
        }
        found.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.entry.cmp(&b.entry)));
        found
    }

    /// Whether somebody decided that two mentions are of two.
    fn is_apart(&self, one: &MentionId, other: &MentionId) -> bool {
        self.judgements().any(|judgement| judgement.ruling.parts(one, other))
    }
}
