//! A report as one recipient may have it.

use dissemination::Rendition;
use model::{About, MadeFrom};
use serde::{Deserialize, Serialize};

use super::Obligation;

/// What is left of a report for the caller.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Report {
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Whose.
    pub originator: String,
    /// Its number there.
    pub serial: String,
    /// Its version.
    pub version: u32,
    /// What kind of report.
    pub kind: String,
    /// How fast it must go.
    pub precedence: String,
    /// When it was issued, as written.
    pub issued: Option<String>,
    /// `release`, `redact`, `tearline` or `pointer`.
    pub outcome: String,
    /// The banner of what is given.
    pub banner: String,
    /// The title, if permitted.
    pub title: Option<Portion>,
    /// The permitted portions.
    pub portions: Vec<Portion>,
    /// The tear lines.
    pub tearlines: Vec<Portion>,
    /// Whom to ask, when nothing else may go.
    pub pointer: Option<Portion>,
    /// The originator's caveats.
    pub caveats: Vec<String>,
    /// Whether it gives leads only, not evidence.
    pub leads_only: bool,
    /// What the recipient owes.
    pub obligations: Vec<Obligation>,
    /// The distribution list, with the whole alone.
    pub addressees: Vec<String>,
    /// Who and what is named in what is given.
    pub entities: Vec<Mention>,
    /// Subjects, with the whole alone, as is everything below.
    pub topics: Vec<String>,
    /// When what is reported happened.
    pub occurred: Option<Period>,
    /// Where.
    pub places: Vec<Place>,
    /// Reports it refers to.
    pub references: Vec<String>,
    /// Reports it is made from.
    pub derived_from: Vec<String>,
    /// The classification authority block.
    pub classification: Option<Authority>,
    /// Where it is published.
    pub source_url: Option<String>,
    /// The marking as printed on the original, where it differs.
    pub original_marking: Option<String>,
}

/// A paragraph, title or tear line with its mark.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Portion {
    /// The portion mark, without parentheses.
    pub marking: String,
    /// The text.
    pub text: String,
    /// Reports it is made from, where it says so; with the whole alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<Vec<String>>,
}

/// From when until when, as written.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Period {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

/// A place.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its country's trigraph.
    pub country: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
}

/// The classification authority block.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Authority {
    /// Who classified.
    pub classified_by: Option<String>,
    /// From what.
    pub derived_from: Option<String>,
    /// Until when.
    pub declassify_on: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Somebody or something that is named.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Mention {
    /// Person, organization, vessel and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Identity numbers.
    pub ids: Vec<Number>,
    /// The given portion that names it, from 0.
    pub portion: Option<usize>,
    /// Whether it is a US person, where the originator said.
    pub us_person: Option<bool>,
    /// What part it plays.
    pub role: Option<String>,
}

/// An identity number.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Number {
    /// What kind of number.
    pub scheme: String,
    /// The number.
    pub value: String,
}

impl Report {
    /// A rendition as the caller gets it.
    pub fn of(rendition: &Rendition) -> Self {
        let Rendition {
            id,
            kind,
            precedence,
            issued,
            banner,
            title,
            portions,
            tearlines,
            pointer,
            caveats,
            leads_only,
            about,
            addressees,
            mentions,
            obligations,
            outcome,
        } = rendition;
        let About {
            topics,
            occurred,
            places,
            references,
            derived_from,
            made_from,
            authority,
            source_url,
            original_marking,
        } = about.clone().unwrap_or_default();
        let MadeFrom { title: title_from, portions: portions_from, tearlines: tearlines_from } =
            made_from;
        let all = |portions: &[model::Portion], made_from: Vec<Option<Vec<String>>>| {
            let made_from = made_from.into_iter().chain(std::iter::repeat(None));
            let said = portions.iter().zip(made_from);
            said.map(|(portion, made_from)| Portion::made_from(portion, made_from)).collect()
        };
        Self {
            report: id.cited(),
            originator: id.originator.to_string(),
            serial: id.serial.to_string(),
            version: id.version,
            kind: kind.name().to_owned(),
            precedence: precedence.name().to_owned(),
            issued: issued.as_ref().map(|issued| issued.written.clone()),
            outcome: (*outcome).to_owned(),
            banner: banner.banner(),
            title: title.as_ref().map(|title| Portion::made_from(title, title_from)),
            portions: all(portions, portions_from),
            tearlines: all(tearlines, tearlines_from),
            pointer: pointer.as_ref().map(Portion::of),
            caveats: caveats.iter().map(ToString::to_string).collect(),
            leads_only: *leads_only,
            obligations: obligations.iter().map(Obligation::of).collect(),
            addressees: addressees.clone(),
            entities: mentions.iter().map(Mention::of).collect(),
            topics: topics.iter().map(ToString::to_string).collect(),
            occurred: occurred.map(|(from, to)| Period { from: from.written, to: to.written }),
            places: places.iter().map(Place::of).collect(),
            references,
            derived_from,
            classification: authority.map(Authority::of),
            source_url,
            original_marking,
        }
    }
}

impl Portion {
    pub(super) fn of(portion: &model::Portion) -> Self {
        let model::Portion { marking, written: _, text } = portion;
        Self { marking: marking.portion(), text: text.clone(), derived_from: None }
    }

    /// With what it is made from, where it says so.
    fn made_from(portion: &model::Portion, derived_from: Option<Vec<String>>) -> Self {
        Self { derived_from, ..Self::of(portion) }
    }
}

impl Place {
    fn of(place: &model::Place) -> Self {
        let model::Place { name, country, position } = place.clone();
        Self { name, country, lat: position.map(|p| p.0), lon: position.map(|p| p.1) }
    }
}

impl Authority {
    fn of(authority: model::Authority) -> Self {
        let model::Authority { classified_by, derived_from, declassify_on, reason } = authority;
        Self { classified_by, derived_from, declassify_on, reason }
    }
}

impl Mention {
    fn of(mention: &model::Mention) -> Self {
        let model::Mention { kind, name, aliases, ids, portion, us_person, role } = mention.clone();
        let ids = ids.into_iter().map(|(scheme, value)| Number { scheme, value }).collect();
        Self { kind, name, aliases, ids, portion, us_person, role }
    }
}
