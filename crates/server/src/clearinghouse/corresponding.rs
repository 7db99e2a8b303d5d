//! Correlation notices: two originators hold the same person or thing. Each is told where each may know of the
//! other's report; else those of the Center alone, who have the function `fusion`.

use std::collections::BTreeSet;

use dissemination::{Granted, Released};
use fusion::{Entity, MentionId, Seen};
use index::Visible;
use model::{AgencyId, Community, Function, LeafKind, Manner, Recipient, Timestamp};

use super::answers::{Caller, ask};
use super::{Clearinghouse, fusing::Behind, fusing::NamedEntity};
use crate::Result;
use crate::fused::Fused;
use crate::release_log::{Log, Serving};

/// Entities that several originators hold.
#[derive(Debug)]
pub struct FoundCorrelations {
    /// Those that were seen last first.
    pub notices: Vec<ShownCorrelation>,
    /// Whether there are more.
    pub more: bool,
    /// The reports that it is known from, as far as they may go.
    pub sources: Vec<Released>,
}

/// An entity that several originators hold.
#[derive(Clone, Debug)]
pub struct ShownCorrelation {
    /// The entity.
    pub entity: NamedEntity,
    /// Its originators.
    pub originators: Vec<AgencyId>,
    /// Those who are told of it too: whose people may know that the others hold it.
    pub told: Vec<AgencyId>,
}

impl Clearinghouse {
    /// The entities that several originators hold and of which something came since a time. Who has not the
    /// function `fusion` is told of those that their own organisation holds, where the others are told too.
    ///
    /// # Errors
    /// When what is stored cannot be read, or it could not be recorded.
    pub fn correlations(
        &self,
        by: Caller<'_>,
        since: Timestamp,
        manner: Manner,
        count: usize,
    ) -> Result<FoundCorrelations> {
        self.with_seen(by, manner, |fused, seen, (serving, visible)| {
            let in_force = self.store.in_force();
            let center = by.recipient.functions.contains(&Function::Fusion);
            let own = &by.recipient.duty_organization;
            let mut notices = Vec::new();
            for entity in arrived(fused, seen, visible, since) {
                let originators = originators(&entity);
                if originators.len() < 2 || !(center || originators.contains(own)) {
                    continue;
                }
                let told = self.told_of((fused, visible), &entity, (serving, &in_force));
                if (center || told.len() == originators.len())
                    && let Some(entity) = NamedEntity::of(seen, &entity)
                {
                    let originators = originators.into_iter().collect();
                    notices.push(ShownCorrelation { entity, originators, told });
                }
            }
            notices.sort_by(|one, other| {
                let last = |of: &ShownCorrelation| of.entity.profile.last_seen;
                last(other).cmp(&last(one)).then_with(|| one.entity.id.cmp(&other.entity.id))
            });
            let more = notices.len() > count;
            notices.truncate(count);
            let reports = notices.iter().flat_map(|notice| notice.entity.reports()).collect();
            let behind = self.behind(serving, (fused, visible), reports)?;
            let (notices, Behind { granted, bases }) = match behind {
                Some(behind) => (notices, behind),
                // What cannot be given is not told of either.
                None => (Vec::new(), Behind::default()),
            };
            let log = Log { bases, ..self.log(serving, LeafKind::Searched) };
            let sources = Granted::release_all(granted, &log)?;
            Ok(FoundCorrelations { notices, more, sources })
        })
    }

    /// The time so many days ago.
    pub fn days_ago(&self, days: i64) -> Timestamp {
        let now = self.clock.now().micros();
        Timestamp::from_micros(now.saturating_sub(days.saturating_mul(DAY_MICROS)))
    }

    /// The originators of an entity of whom somebody may know that each of the others holds it.
    fn told_of(
        &self,
        (fused, visible): (&Fused, &Visible),
        entity: &Entity<'_>,
        (serving, in_force): (Serving<'_>, &Community),
    ) -> Vec<AgencyId> {
        let all = originators(entity);
        let may_know = |person: &Recipient| {
            let theirs = Serving { recipient: person, matter: None, by: None, ..serving };
            let theirs = self.sights.visible(ask(theirs, in_force), &self.store.interner());
            all.iter().all(|of| {
                let reports = entity.mentions.iter().map(|held| &held.id.report);
                let mut own = reports.filter(|report| report.originator == *of);
                own.any(|report| fused.covers(report, &theirs, visible))
            })
        };
        let people = |own: &AgencyId| {
            let people = self.community.recipients.values();
            let mut people = people.filter(|person| person.duty_organization == *own);
            people.any(may_know)
        };
        all.iter().filter(|own| people(own)).cloned().collect()
    }
}

/// The entities of which something came since a time, but places.
fn arrived<'f>(
    fused: &'f Fused,
    seen: &Seen<'f>,
    visible: &Visible,
    since: Timestamp,
) -> Vec<Entity<'f>> {
    let mut met: BTreeSet<MentionId> = BTreeSet::new();
    let mut all = Vec::new();
    for report in fused.arrived_since(since, visible) {
        for mention in fused.mentions_of(report, visible) {
            if seen.is_place(&mention) || met.contains(&mention) {
                continue;
            }
            if let Some(entity) = seen.entity(&mention) {
                met.extend(entity.mentions.iter().map(|held| held.id.clone()));
                all.push(entity);
            }
        }
    }
    all
}

fn originators(entity: &Entity<'_>) -> BTreeSet<AgencyId> {
    entity.mentions.iter().map(|held| held.id.report.originator.clone()).collect()
}

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;
