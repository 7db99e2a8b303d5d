//! Who is who, as far as a recipient may have what says so: found by name or number, and shown with every
//! statement's sources. Whatever is told was worked out from views that the recipient has; the reports
//! behind it are decided about again, and recorded, before it is given.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use dissemination::{Granted, HandlingId, Released};
use fusion::{Joined, Kind, MentionId, Profile, Said, Seen, Tie, view_needed};
use index::Visible;
use model::{LeafKind, Manner, ReportId};

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
    /// Why its mentions are taken to be of one.
    pub joined: Vec<Joined>,
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

/// What is to be released with an answer.
struct Behind {
    granted: Vec<Granted>,
    bases: BTreeMap<ReportId, Basis>,
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
            let profiles = found.iter().filter_map(|entity| seen.profile(entity));
            let mut entities: Vec<NamedEntity> = profiles.map(NamedEntity::of).collect();
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
    pub fn entity(&self, by: Caller<'_>, id: &str, manner: Manner) -> Result<Option<ShownEntity>> {
        self.with_seen(by, manner, |fused, seen, (serving, visible)| {
            let mention = fused.mention(id, visible);
            let shown = mention.and_then(|mention| ShownEntity::of(seen, &mention));
            let behind = match &shown {
                Some(shown) => self.behind(serving, (fused, visible), shown.reports())?,
                None => None,
            };
            let Some((shown, Behind { granted, bases })) = shown.zip(behind) else {
                let cited = id.rsplit_once('#').map_or(id, |(cited, _)| cited);
                let log = self.log(serving, LeafKind::Withheld);
                log.without(unknown(cited), vec![NO_SUCH_ENTITY.to_owned()])?;
                return Ok(None);
            };
            let kind = if manner.is_kept() { LeafKind::Released } else { LeafKind::Viewed };
            let log = Log { bases, ..self.log(serving, kind) };
            let sources = Granted::release_all(granted, &log)?;
            Ok(Some(ShownEntity { sources, ..shown }))
        })
    }

    /// Does something with what a recipient sees of who is who, as it is now.
    fn with_seen<T>(
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
        work(&fused, &fused.fusion.seen(&sees), (serving, &visible))
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
    fn behind(
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
    fn of(profile: Profile) -> Self {
        Self { id: name_of(&profile.id), profile }
    }

    /// The reports that its statements are from: a name is said by every mention.
    fn reports(&self) -> impl Iterator<Item = ReportId> {
        let sources = self.profile.statements.iter().flat_map(|statement| &statement.sources);
        sources.map(|source| source.report.clone())
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
        // Where somebody was is a statement about them; a place goes with nobody.
        let associates = ties.into_iter().filter_map(|(id, ties)| {
            let profile = seen.profile(&seen.entity(&id)?).filter(|profile| !is_place(profile))?;
            let entity = NamedEntity::of(profile);
            Some(ShownAssociate { entity, ties: ties.into_iter().collect() })
        });
        let mut associates: Vec<ShownAssociate> = associates.take(ASSOCIATES_MAX + 1).collect();
        let more_associates = associates.len() > ASSOCIATES_MAX;
        associates.truncate(ASSOCIATES_MAX);
        Some(Self {
            associates,
            more_associates,
            joined: seen.joined(&entity, JOINED_MAX),
            entity: NamedEntity::of(seen.profile(&entity)?),
            sources: Vec::new(),
        })
    }

    fn reports(&self) -> BTreeSet<ReportId> {
        let others = self.associates.iter().flat_map(|associate| associate.entity.reports());
        self.entity.reports().chain(others).collect()
    }
}

/// Whether something is known by the name of a place alone.
fn is_place(profile: &Profile) -> bool {
    let of_place = |said: &Said| match said {
        Said::Identifier(number) => &*number.scheme == "place",
        Said::Name(_) | Said::Place(..) | Said::Country(_) => true,
        Said::Role(_) | Said::Born(_) => false,
    };
    profile.kind == Kind::Thing && profile.statements.iter().all(|of| of_place(&of.said))
}

/// What an entry says where there is no such entity, or a hidden one.
const NO_SUCH_ENTITY: &str = "no-such-entity";
/// Reports whose mentions are taken in together.
const TOGETHER_MAX: usize = 20_000;
/// Entities that one goes with that are shown with it.
const ASSOCIATES_MAX: usize = 12;
/// Different sayings of which it is told why they are of one.
const JOINED_MAX: usize = 50;
