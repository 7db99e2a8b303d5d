//! Who is who, as the caller may know it.

use dissemination::Released;
use fusion::{Joined, Kind, PlacePart, Said, Statement, Tie};
use marking::rollup;
use model::Timestamp;
use serde::{Deserialize, Serialize};

use super::Obligation;
use crate::fused::name_of;
use crate::{FoundEntities, NamedEntity, ShownAssociate, ShownEntity};

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
        let ShownEntity { entity, joined, associates, more_associates, sources } = shown;
        Self {
            banner: banner(sources),
            statements: entity.profile.statements.iter().map(EntityStatement::of).collect(),
            entity: EntityName::of(entity),
            joined: joined.iter().map(EntityJoin::of).collect(),
            associates: associates.iter().map(Associate::of).collect(),
            more_associates: *more_associates,
            sources: sources.iter().map(EntitySource::of).collect(),
        }
    }
}

impl EntityName {
    fn of(entity: &NamedEntity) -> Self {
        let NamedEntity { id, profile } = entity;
        Self {
            id: id.clone(),
            kind: kind(profile.kind).to_owned(),
            name: profile.name.clone(),
            mentions: profile.mentions,
            first_seen: profile.first_seen.map(Timestamp::rfc3339),
            last_seen: profile.last_seen.map(Timestamp::rfc3339),
        }
    }
}

impl EntityStatement {
    fn of(statement: &Statement) -> Self {
        let Statement { said, sources, first, last } = statement;
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
        let (mut reports, mut numbers) = (Vec::new(), Vec::new());
        for tie in ties {
            match tie {
                Tie::Report(report) => reports.push(report.cited()),
                Tie::Shared(number) => numbers.push(number.to_string()),
            }
        }
        Self { entity: EntityName::of(entity), reports, numbers }
    }
}

impl EntitySource {
    fn of(released: &Released) -> Self {
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
fn banner(sources: &[Released]) -> String {
    rollup(sources.iter().map(|released| &released.rendition().banner)).banner.banner()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organization => "organization",
        Kind::Vessel => "vessel",
        Kind::Aircraft => "aircraft",
        Kind::Vehicle => "vehicle",
        Kind::Thing => "thing",
    }
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
