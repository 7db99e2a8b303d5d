//! Who is who, as the caller may know it.

use std::collections::BTreeSet;

use dissemination::Released;
use fusion::{Joined, PlacePart, Said, Statement, Whereabouts};
use marking::rollup;
use model::{Judged, Named, ReportId, Timestamp};
use serde::{Deserialize, Serialize};

use super::Obligation;
use super::entity_graph::parted;
use crate::fused::name_of;
use crate::{
    FoundEntities, NamedEntity, ShownAssociate, ShownEntity, ShownPlace, ShownStatement,
    ShownTogether,
};

/// The entities that were found.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Entities {
    /// The banner of all that is told.
    pub banner: String,
    /// The best first.
    pub entities: Vec<EntityName>,
    /// The reports that it is known from.
    pub sources: Vec<EntitySource>,
}

/// An entity in a list.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityName {
    /// By what it is asked for.
    pub id: String,
    /// `person`, `organization`, `vessel`, `aircraft`, `vehicle` or `thing`.
    pub kind: String,
    /// The name that most mentions have.
    pub name: String,
    /// How many mentions it has.
    pub mentions: usize,
    /// The first time that one speaks of.
    pub first_seen: Option<String>,
    /// The last time.
    pub last_seen: Option<String>,
}

/// An entity with all that is said of it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Entity {
    /// The banner of all that is told.
    pub banner: String,
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityName,
    /// What is said of it, each with who says so.
    pub statements: Vec<EntityStatement>,
    /// Why its mentions are taken to be of one.
    pub joined: Vec<EntityJoin>,
    /// What people decided about it.
    pub judgements: Vec<EntityJudgement>,
    /// In how many mentions it was seen, by month.
    pub months: Vec<EntityMonth>,
    /// Where reports that name it say that something was, in order of time.
    pub places: Vec<EntityPlace>,
    /// Whom and what it was seen with on several days.
    pub together: Vec<SeenTogether>,
    /// Whom and what it goes with, those with the most ties first.
    pub associates: Vec<Associate>,
    /// Whether it goes with more.
    pub more_associates: bool,
    /// The reports that all of this is known from.
    pub sources: Vec<EntitySource>,
}

/// A statement with its sources.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityStatement {
    /// `name`, `role`, `born`, `number`, `country` or `place`.
    pub what: String,
    /// What is said.
    pub value: String,
    /// The reports that say so.
    pub reports: Vec<String>,
    /// The first time that one speaks of.
    pub first: Option<String>,
    /// The last time.
    pub last: Option<String>,
    /// Whether all that say so came since the time that was asked about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new: bool,
}

/// What somebody decided about an entity.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityJudgement {
    /// The report that it is.
    pub report: String,
    /// When, as written.
    pub issued: Option<String>,
    /// `same`, `different` or `apart`.
    pub verdict: String,
    /// About whom or what, each with the report that names it.
    pub about: Vec<JudgedMention>,
    /// Why.
    pub because: Vec<String>,
}

/// A mention that a judgement is about.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct JudgedMention {
    /// The report.
    pub report: String,
    /// The name there.
    pub name: String,
}

/// A month, and in how many mentions an entity was seen in it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityMonth {
    /// The month.
    pub month: String,
    /// How many.
    pub mentions: usize,
}

/// A place that a report names together with an entity.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityPlace {
    /// When what is reported happened, or when it was reported.
    pub at: Option<String>,
    /// The place.
    pub place: String,
    /// Its country's code.
    pub country: Option<String>,
    /// Its latitude in degrees.
    pub lat: Option<f64>,
    /// Its longitude in degrees.
    pub lon: Option<f64>,
    /// The report.
    pub report: String,
}

/// Whom or what an entity was seen with.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct SeenTogether {
    /// The other.
    #[serde(flatten)]
    pub entity: EntityName,
    /// On which days.
    pub days: Vec<String>,
    /// The reports that have both.
    pub reports: Vec<String>,
}

/// A mention and the one that it goes with.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityJoin {
    /// The mention.
    pub mention: String,
    /// The one that it goes with.
    pub with: String,
    /// What the evidence weighs, in bits.
    pub weight: String,
    /// The evidence, the weightiest first.
    pub evidence: Vec<String>,
    /// Whether somebody confirmed it.
    pub confirmed: bool,
}

/// Whom or what an entity goes with.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Associate {
    /// The other.
    #[serde(flatten)]
    pub entity: EntityName,
    /// The reports that name both.
    pub reports: Vec<String>,
    /// The numbers that both have.
    pub numbers: Vec<String>,
}

/// A report that something is known from.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntitySource {
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Its version.
    pub version: u32,
    /// When it was issued, as written.
    pub issued: Option<String>,
    /// The banner of what the caller may have of it.
    pub banner: String,
    /// In which form.
    pub outcome: String,
    /// Whether it gives leads only, not evidence.
    pub leads_only: bool,
    /// What the caller owes for it.
    pub obligations: Vec<Obligation>,
}

impl Entities {
    /// The wire form.
    pub fn of(found: &FoundEntities) -> Self {
        let FoundEntities { entities, sources } = found;
        Self {
            banner: banner(sources),
            entities: entities.iter().map(EntityName::of).collect(),
            sources: sources.iter().map(EntitySource::of).collect(),
        }
    }
}

impl Entity {
    /// The wire form.
    pub fn of(shown: &ShownEntity) -> Self {
        let ShownEntity {
            entity,
            statements,
            joined,
            judgements,
            months,
            places,
            together,
            associates,
            more_associates,
            sources,
        } = shown;
        let month = |(month, mentions): (&String, &usize)| EntityMonth {
            month: month.clone(),
            mentions: *mentions,
        };
        Self {
            banner: banner(sources),
            statements: statements.iter().map(EntityStatement::of).collect(),
            entity: EntityName::of(entity),
            joined: joined.iter().map(EntityJoin::of).collect(),
            judgements: judgements.iter().map(|of| EntityJudgement::of(of, sources)).collect(),
            months: months.iter().map(month).collect(),
            places: places.iter().map(EntityPlace::of).collect(),
            together: together.iter().map(SeenTogether::of).collect(),
            associates: associates.iter().map(Associate::of).collect(),
            more_associates: *more_associates,
            sources: sources.iter().map(EntitySource::of).collect(),
        }
    }
}

impl EntityJudgement {
    fn of((report, judged): &(ReportId, Judged), sources: &[Released]) -> Self {
        let Judged { verdict, about } = judged;
        let released = sources.iter().map(Released::rendition).find(|of| of.id == *report);
        let texts = released.into_iter().flat_map(|of| &of.portions);
        let mention = |Named { report, name, kind: _ }: &Named| JudgedMention {
            report: report.clone(),
            name: name.clone(),
        };
        let issued = released.and_then(|of| of.issued.as_ref());
        Self {
            report: report.cited(),
            issued: issued.map(|issued| issued.written.clone()),
            verdict: verdict.name().to_owned(),
            about: about.iter().map(mention).collect(),
            because: texts.map(|portion| portion.text.clone()).collect(),
        }
    }
}

impl EntityPlace {
    fn of(shown: &ShownPlace) -> Self {
        let ShownPlace { of, country, position } = shown;
        let Whereabouts { at, report, mention: _, place, portion: _ } = of;
        Self {
            at: at.map(Timestamp::rfc3339),
            place: place.clone(),
            country: country.clone(),
            lat: position.map(|(latitude, _)| latitude),
            lon: position.map(|(_, longitude)| longitude),
            report: report.cited(),
        }
    }
}

impl SeenTogether {
    fn of(shown: &ShownTogether) -> Self {
        let ShownTogether { entity, days } = shown;
        let reports: BTreeSet<String> = days.values().flatten().map(ReportId::cited).collect();
        Self {
            entity: EntityName::of(entity),
            days: days.keys().cloned().collect(),
            reports: reports.into_iter().collect(),
        }
    }
}

impl EntityName {
    pub(super) fn of(entity: &NamedEntity) -> Self {
        let NamedEntity { id, profile, judgements: _, texts: _ } = entity;
        Self {
            id: id.clone(),
            kind: profile.kind.name().to_owned(),
            name: profile.name.clone(),
            mentions: profile.mentions,
            first_seen: profile.first_seen.map(Timestamp::rfc3339),
            last_seen: profile.last_seen.map(Timestamp::rfc3339),
        }
    }
}

impl EntityStatement {
    fn of(statement: &ShownStatement) -> Self {
        let ShownStatement { of: Statement { said, sources, first, last }, new } = statement;
        let (what, value) = match said {
            Said::Name(name) => ("name", name.clone()),
            Said::Role(role) => ("role", role.clone()),
            Said::Born(day) => ("born", day.to_string()),
            Said::Identifier(number) => ("number", number.to_string()),
            Said::Country(code) => ("country", code.clone()),
            Said::Place(part, name) => ("place", format!("{} {name}", place(*part))),
        };
        let mut reports: Vec<String> = sources.iter().map(|source| source.report.cited()).collect();
        reports.dedup();
        Self {
            what: what.to_owned(),
            value,
            reports,
            first: first.map(Timestamp::rfc3339),
            last: last.map(Timestamp::rfc3339),
            new: *new,
        }
    }
}

impl EntityJoin {
    fn of(joined: &Joined) -> Self {
        let Joined { mention, with, weight, evidence, confirmed } = joined;
        Self {
            mention: name_of(mention),
            with: name_of(with),
            weight: weight.to_string(),
            evidence: evidence.iter().map(ToString::to_string).collect(),
            confirmed: *confirmed,
        }
    }
}

impl Associate {
    fn of(associate: &ShownAssociate) -> Self {
        let ShownAssociate { entity, ties } = associate;
        let (reports, numbers) = parted(ties);
        Self { entity: EntityName::of(entity), reports, numbers }
    }
}

impl EntitySource {
    pub(super) fn of(released: &Released) -> Self {
        let rendition = released.rendition();
        Self {
            report: rendition.id.cited(),
            version: rendition.id.version,
            issued: rendition.issued.as_ref().map(|issued| issued.written.clone()),
            banner: rendition.banner.banner(),
            outcome: rendition.outcome.to_owned(),
            leads_only: rendition.leads_only,
            obligations: rendition.obligations.iter().map(Obligation::of).collect(),
        }
    }
}

/// The banner of what was taken from reports.
pub(super) fn banner(sources: &[Released]) -> String {
    rollup(sources.iter().map(|released| &released.rendition().banner)).banner.banner()
}

fn place(part: PlacePart) -> &'static str {
    match part {
        PlacePart::Building => "building",
        PlacePart::Street => "street",
        PlacePart::Locality => "locality",
        PlacePart::Postcode => "postcode",
        PlacePart::Region => "region",
    }
}
