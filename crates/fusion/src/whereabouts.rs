//! Where somebody may have been: places that reports name together with them.

use std::collections::BTreeMap;

use model::{ReportId, Timestamp};

use crate::{Entity, MentionId, Seen};

/// A place that a report names together with an entity.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Whereabouts {
    /// When what is reported happened, or when it was reported.
    pub at: Option<Timestamp>,
    /// The report.
    pub report: ReportId,
    /// Which of its mentions the place is.
    pub mention: MentionId,
    /// The place, as it is written.
    pub place: String,
    /// The portion it stands in; none where it counts as the banner.
    pub portion: Option<u32>,
}

impl<'f> Seen<'f> {
    /// The places that reports name together with an entity, in order of time, each once a report.
    pub fn whereabouts(&self, entity: &Entity<'f>) -> Vec<Whereabouts> {
        let reports = entity.mentions.iter().map(|mention| &mention.id.report);
        let mut found: BTreeMap<(&ReportId, &str), Whereabouts> = BTreeMap::new();
        for report in reports {
            for number in self.fusion.of_report(report).filter(|number| self.has(*number)) {
                let is_place = self.record(number).is_some_and(|record| record.is_place());
                let Some(held) = self.fusion.sighting(number).filter(|_| is_place) else {
                    continue;
                };
                found.entry((report, &held.written)).or_insert_with(|| Whereabouts {
                    at: held.at,
                    report: report.clone(),
                    mention: held.id.clone(),
                    place: held.written.to_string(),
                    portion: held.portion,
                });
            }
        }
        let mut all: Vec<Whereabouts> = found.into_values().collect();
        all.sort();
        all
    }
}
