//! Who is who, as far as a recipient may have what says so: found by name or number, and shown with every
//! statement's sources. Whatever is told was worked out from views that the recipient has; the reports
//! behind it are decided about again, and recorded, before it is given.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use dissemination::{Granted, HandlingId, Released};
use fusion::{
    Entity, Gazetteer, Held, Joined, MentionId, Profile, Seen, Statement, Tie, Together,
    Whereabouts, view_needed,
};
use index::Visible;
use model::{Judged, LeafKind, Manner, ReportId, Timestamp};

use super::answers::{Caller, ask, unknown};
use super::searching::salted;
use super::{Clearinghouse, cut};
use crate::Result;
use crate::fused::{Coming, Fused, name_of};
use crate::release_log::{Basis, Log, Serving};

/// An entity by what it is called.
#[derive(Clone, Debug)]
pub struct NamedEntity {
    /// By what the recipient can ask for it: `ORIGINATOR SERIAL#N`.
    pub id: String,
    /// What is said of it.
    pub profile: Profile,
    /// The judgements about it.
    pub judgements: Vec<ReportId>,
    /// In which of the texts of their reports its mentions stand; of the others the banner says what they are.
    pub texts: BTreeMap<MentionId, usize>,
}

/// The entities that were found, and what they are known from.
#[derive(Debug)]
pub struct FoundEntities {
    /// The best first.
    pub entities: Vec<NamedEntity>,
    /// The reports, as far as they may go.
    pub sources: Vec<Released>,
}

/// An entity with what it is known from.
#[derive(Debug)]
pub struct ShownEntity {
    /// The entity.
    pub entity: NamedEntity,
    /// What is said of it.
    pub statements: Vec<ShownStatement>,
    /// Why its mentions are taken to be of one.
    pub joined: Vec<Joined>,
    /// What people decided about it, by the reports that say so.
    pub judgements: Vec<(ReportId, Judged)>,
    /// In how many mentions it was seen, by month.
    pub months: BTreeMap<String, usize>,
    /// Where reports that name it say that something was, in order of time.
    pub places: Vec<ShownPlace>,
    /// Whom and what it was seen with on several days.
    pub together: Vec<ShownTogether>,
    /// Whom and what it goes with, those with the most ties first.
    pub associates: Vec<ShownAssociate>,
    /// Whether it goes with more.
    pub more_associates: bool,
    /// The reports that all of this is known from, as far as they may go.
    pub sources: Vec<Released>,
}

/// An entity that another goes with.
#[derive(Clone, Debug)]
pub struct ShownAssociate {
    /// The other.
    pub entity: NamedEntity,
    /// Reports that name both, and numbers that both have.
    pub ties: Vec<Tie>,
}

/// Something that is said of an entity.
#[derive(Clone, Debug)]
pub struct ShownStatement {
    /// What is said.
    pub of: Statement,
    /// Whether all that say so came since the time that was asked about.
    pub new: bool,
}

/// A place that a report names together with an entity.
#[derive(Clone, Debug)]
pub struct ShownPlace {
    /// What the report says.
    pub of: Whereabouts,
    /// Its country's code, where the gazetteer has it.
    pub country: Option<String>,
    /// Latitude and longitude in degrees, where the gazetteer has them.
    pub position: Option<(f64, f64)>,
}

/// Whom or what an entity was seen with.
#[derive(Clone, Debug)]
pub struct ShownTogether {
    /// The other.
    pub entity: NamedEntity,
    /// The days, each with the reports that have both.
    pub days: BTreeMap<String, BTreeSet<ReportId>>,
}

/// What is to be released with an answer.
#[derive(Default)]
pub(super) struct Behind {
    pub(super) granted: Vec<Granted>,
    pub(super) bases: BTreeMap<ReportId, Basis>,
}

impl Clearinghouse {
    /// Finds entities by a name or a number, among what a recipient may have. Recorded as a search is.
    ///
    /// # Errors
    /// When what is stored cannot be read, or it could not be recorded.
    pub fn find_entities(
        &self,
        by: Caller<'_>,
        text: &str,
        manner: Manner,
        count: usize,
    ) -> Result<FoundEntities> {
        self.with_seen(by, manner, |fused, seen, (serving, visible)| {
            let found = seen.find(text, count);
            let named = found.iter().filter_map(|entity| NamedEntity::of(seen, entity));
            let mut entities: Vec<NamedEntity> = named.collect();
            let reports = entities.iter().flat_map(NamedEntity::reports).collect();
            let behind = self.behind(serving, (fused, visible), reports)?.unwrap_or_else(|| {
                // What cannot be given is not told of either.
                entities.clear();
                Behind { granted: Vec::new(), bases: BTreeMap::new() }
            });
            let query = Some(salted(text)?);
            let log = Log { query, bases: behind.bases, ..self.log(serving, LeafKind::Searched) };
            let sources = Granted::release_all(behind.granted, &log)?;
            Ok(FoundEntities { entities, sources })
        })
    }

    /// Shows the entity that a mention is of; `None` where the recipient has no such mention, whether it is
    /// hidden or not there. Either is recorded first.
    ///
    /// # Errors
    /// When what is stored cannot be read, or it could not be recorded.
    pub fn entity(
        &self,
        by: Caller<'_>,
        id: &str,
        since: Option<Timestamp>,
        manner: Manner,
    ) -> Result<Option<ShownEntity>> {
        self.with_seen(by, manner, |fused, seen, (serving, visible)| {
            let mention = fused.mention(id, visible);
            let shown = mention.and_then(|mention| ShownEntity::of(seen, &mention)).map(|shown| {
                let judged = |id: &ReportId| Some((id.clone(), fused.judged(id, visible)?.clone()));
                let judgements = shown.entity.judgements.iter().filter_map(judged).collect();
                let statements = statements(fused, &shown.entity.profile, since);
                ShownEntity { judgements, statements, ..shown }
            });
            let behind = match &shown {
                Some(shown) => self.behind(serving, (fused, visible), shown.reports())?,
                None => None,
            };
            let Some((shown, behind)) = shown.zip(behind) else {
                self.no_entity(serving, id)?;
                return Ok(None);
            };
            let sources = self.release_behind(serving, behind)?;
            Ok(Some(ShownEntity { sources, ..shown }))
        })
    }

    /// Records that somebody asked for an entity that is hidden from them, or not there.
    pub(super) fn no_entity(&self, serving: Serving<'_>, id: &str) -> Result<()> {
        let cited = id.rsplit_once('#').map_or(id, |(cited, _)| cited);
        let log = self.log(serving, LeafKind::Withheld);
        log.without(unknown(cited), vec![NO_SUCH_ENTITY.to_owned()])
    }

    /// Records what an answer rests on, and releases it.
    pub(super) fn release_behind(
        &self,
        serving: Serving<'_>,
        behind: Behind,
    ) -> Result<Vec<Released>> {
        let Behind { granted, bases } = behind;
        let kept = serving.manner.is_kept();
        let kind = if kept { LeafKind::Released } else { LeafKind::Viewed };
        Granted::release_all(granted, &Log { bases, ..self.log(serving, kind) })
    }

    /// Does something with what a recipient sees of who is who, as it is now.
    pub(super) fn with_seen<T>(
        &self,
        by: Caller<'_>,
        manner: Manner,
        work: impl FnOnce(&Fused, &Seen<'_>, (Serving<'_>, &Visible)) -> Result<T>,
    ) -> Result<T> {
        self.fuse_ahead()?;
        let _deciding = self.deciding();
        self.fuse(self.stored_until())?;
        let fused = self.fused.read().unwrap_or_else(PoisonError::into_inner);
        let (serving, visible) = self.entity_sight(by, manner);
        let sees = |class: HandlingId| visible.has(view_needed(class));
        let judgements = fused.judgements(&visible);
        work(&fused, &fused.fusion.seen(&sees).judged(&judgements), (serving, &visible))
    }

    /// Takes in what there is to be taken in while others decide and act: at the first question after a
    /// start that is everything.
    fn fuse_ahead(&self) -> Result<()> {
        let until = {
            let _deciding = self.deciding();
            self.stored_until()
        };
        self.fuse(until)
    }

    /// The first entry that may not be wholly stored yet. The caller holds what acts wait for, so that
    /// those before are in force.
    fn stored_until(&self) -> u64 {
        let _feeding = self.feeding.lock().unwrap_or_else(PoisonError::into_inner);
        self.store.journal().next_seq()
    }

    /// Takes into the mentions whatever came, changed or was taken back since the last look. What comes
    /// after `until` meanwhile is looked at again the next time.
    fn fuse(&self, until: u64) -> Result<()> {
        let mut fused = self.fused.write().unwrap_or_else(PoisonError::into_inner);
        if until <= fused.next {
            return Ok(());
        }
        let mut coming = Coming::default();
        for fresh in self.store.fresh_from(fused.next) {
            let fresh = fresh?;
            coming.add(&fresh, cut(&fresh));
            if coming.len() >= TOGETHER_MAX {
                fused.take(std::mem::take(&mut coming))?;
            }
        }
        fused.take(coming)?;
        for cited in self.store.withdrawn()? {
            fused.forget(&cited);
        }
        fused.next = until;
        Ok(())
    }

    /// Who is served, and which views they have.
    fn entity_sight<'a>(&self, by: Caller<'a>, manner: Manner) -> (Serving<'a>, Visible) {
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let visible = self.sights.visible(ask(serving, &in_force), &self.store.interner());
        (serving, visible)
    }

    /// Decides about every report behind an answer again; nothing where one does not give what the answer
    /// was worked out from.
    pub(super) fn behind(
        &self,
        serving: Serving<'_>,
        (fused, visible): (&Fused, &Visible),
        reports: BTreeSet<ReportId>,
    ) -> Result<Option<Behind>> {
        let in_force = self.store.in_force();
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let mut behind = Behind { granted: Vec::new(), bases: BTreeMap::new() };
        for id in reports {
            let report = self.store.report_version(&id.cited(), id.version)?;
            let Some(report) = report else { return Ok(None) };
            let acts = reliance.acts(&report, ask);
            match report.decide(ask) {
                Ok(granted) if fused.rests_on(&id, granted.decision(), visible) => {
                    behind.bases.insert(id, Basis::of(granted.decision(), acts));
                    behind.granted.push(granted);
                }
                Ok(_) | Err(_) => {
                    tracing::error!(report.id = %id, "mentions were taken from what is not given");
                    return Ok(None);
                }
            }
        }
        Ok(Some(behind))
    }
}

impl NamedEntity {
    pub(super) fn of<'f>(seen: &Seen<'f>, entity: &Entity<'f>) -> Option<Self> {
        let profile = seen.profile(entity)?;
        let judgements = seen.judgements_about(entity).into_iter();
        let judgements = judgements.map(|judgement| judgement.report.clone()).collect();
        let stands = |held: &&Held| Some((held.id.clone(), usize::try_from(held.portion?).ok()?));
        let texts = entity.mentions.iter().filter_map(stands).collect();
        Some(Self { id: name_of(&profile.id), profile, judgements, texts })
    }

    /// The reports that it is known from: a name is said by every mention.
    pub(crate) fn reports(&self) -> impl Iterator<Item = ReportId> {
        let sources = self.profile.statements.iter().flat_map(|statement| &statement.sources);
        sources.map(|source| source.report.clone()).chain(self.judgements.iter().cloned())
    }
}

impl ShownEntity {
    /// All that a viewer has of the entity that a mention is of, without its sources.
    fn of(seen: &Seen<'_>, mention: &MentionId) -> Option<Self> {
        let entity = seen.entity(mention)?;
        let mut ties: Vec<(MentionId, BTreeSet<Tie>)> =
            seen.associates(&entity).into_iter().collect();
        ties.sort_by(|(one_id, one), (other_id, other)| {
            other.len().cmp(&one.len()).then_with(|| one_id.cmp(other_id))
        });
        let associates = ties.into_iter().filter_map(|(id, ties)| {
            let entity = NamedEntity::of(seen, &seen.entity(&id)?)?;
            Some(ShownAssociate { entity, ties: ties.into_iter().collect() })
        });
        let mut associates: Vec<ShownAssociate> = associates.take(ASSOCIATES_MAX + 1).collect();
        let more_associates = associates.len() > ASSOCIATES_MAX;
        associates.truncate(ASSOCIATES_MAX);
        let mut months = BTreeMap::new();
        for at in entity.mentions.iter().filter_map(|mention| mention.at) {
            *months.entry(at.day().chars().take(MONTH_CHARS).collect()).or_default() += 1;
        }
        Some(Self {
            associates,
            more_associates,
            months,
            places: seen.whereabouts(&entity).into_iter().map(ShownPlace::of).collect(),
            together: together(seen, &entity),
            joined: seen.joined(&entity, JOINED_MAX),
            statements: Vec::new(),
            judgements: Vec::new(),
            entity: NamedEntity::of(seen, &entity)?,
            sources: Vec::new(),
        })
    }

    fn reports(&self) -> BTreeSet<ReportId> {
        let others = self.associates.iter().map(|associate| &associate.entity);
        let others = others.chain(self.together.iter().map(|together| &together.entity));
        self.entity.reports().chain(others.flat_map(NamedEntity::reports)).collect()
    }
}

/// What is said of somebody, and what of it is new.
fn statements(fused: &Fused, profile: &Profile, since: Option<Timestamp>) -> Vec<ShownStatement> {
    let came = |report: &ReportId| since.is_some_and(|since| fused.accepted(report) >= Some(since));
    let shown = |of: &Statement| ShownStatement {
        new: of.sources.iter().all(|source| came(&source.report)),
        of: of.clone(),
    };
    profile.statements.iter().map(shown).collect()
}

impl ShownPlace {
    fn of(of: Whereabouts) -> Self {
        let known = Gazetteer::common().place(&of.place);
        let country = known.map(|known| known.country.clone());
        Self { country, position: known.and_then(|known| known.position), of }
    }
}

/// Whom and what an entity was seen with on several days, the most often first.
fn together<'f>(seen: &Seen<'f>, entity: &Entity<'f>) -> Vec<ShownTogether> {
    let mut often = seen.together(entity, DAYS_MIN);
    often.sort_by_key(|of| std::cmp::Reverse(of.days.len()));
    let shown = often.into_iter().take(ASSOCIATES_MAX).filter_map(|Together { with, days }| {
        Some(ShownTogether { entity: NamedEntity::of(seen, &seen.entity(&with)?)?, days })
    });
    shown.collect()
}

/// What an entry says where there is no such entity, or a hidden one.
const NO_SUCH_ENTITY: &str = "no-such-entity";
/// Reports whose mentions are taken in together.
const TOGETHER_MAX: usize = 20_000;
/// Entities that one goes with that are shown with it.
const ASSOCIATES_MAX: usize = 12;
/// Different sayings of which it is told why they are of one.
const JOINED_MAX: usize = 50;
/// Days on which two are seen together before it is told.
const DAYS_MIN: usize = 2;
/// Of a day, what says its month.
const MONTH_CHARS: usize = 7;
