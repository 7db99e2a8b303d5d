//! Report format 1: one JSON object a line, unknown fields refused.

use std::borrow::Cow;

use model::{Kind, Precedence, Serial, Timestamp, Topic};
use serde::{Deserialize, Deserializer};

/// A report as submitted, read but not marked. Nothing may be done with it but mark it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    #[serde(rename = "format", deserialize_with = "format")]
    _format: (),
    pub(crate) originator: String,
    #[serde(deserialize_with = "serial")]
    pub(crate) serial: Serial,
    #[serde(default = "first", deserialize_with = "version")]
    pub(crate) version: u32,
    #[serde(deserialize_with = "kind")]
    pub(crate) kind: Kind,
    #[serde(default = "routine", deserialize_with = "precedence")]
    pub(crate) precedence: Precedence,
    #[serde(default, deserialize_with = "time")]
    pub(crate) issued: Option<(Timestamp, String)>,
    pub(crate) title: DraftPortion,
    #[serde(default)]
    pub(crate) banner: Option<String>,
    #[serde(deserialize_with = "portions")]
    pub(crate) portions: Vec<DraftPortion>,
    #[serde(default)]
    pub(crate) caveats: Vec<String>,
    #[serde(default)]
    pub(crate) addressees: Vec<String>,
    #[serde(default)]
    pub(crate) need_to_know: Vec<DraftNeed>,
    #[serde(default)]
    pub(crate) leads_only: Option<bool>,
    #[serde(default)]
    pub(crate) tearlines: Vec<DraftPortion>,
    #[serde(default)]
    pub(crate) pointer: Option<DraftPortion>,
    #[serde(default, deserialize_with = "topics")]
    pub(crate) topics: Vec<Topic>,
    #[serde(default)]
    pub(crate) occurred: Option<DraftPeriod>,
    #[serde(default)]
    pub(crate) places: Vec<DraftPlace>,
    #[serde(default)]
    pub(crate) entities: Vec<DraftEntity>,
    #[serde(default)]
    pub(crate) references: Vec<String>,
    #[serde(default)]
    pub(crate) derived_from: Vec<String>,
    #[serde(default)]
    pub(crate) classification: Option<DraftAuthority>,
    #[serde(default)]
    pub(crate) source_url: Option<String>,
    #[serde(default)]
    pub(crate) original_marking: Option<String>,
    /// What its originator should know of how it was read.
    #[serde(skip)]
    pub(crate) notes: Vec<String>,
}

impl Draft {
    /// Adds what its originator should know of how it was read from another format.
    #[must_use]
    pub fn noted(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// The originator as written, for messages.
    pub fn originator(&self) -> &str {
        &self.originator
    }

    /// The serial.
    pub fn serial(&self) -> &Serial {
        &self.serial
    }

    /// The version.
    pub fn version(&self) -> u32 {
        self.version
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftPortion {
    #[serde(default)]
    pub(crate) marking: Option<String>,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) derived_from: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftProfile {
    pub(crate) profile: String,
    #[serde(default)]
    pub(crate) values: Vec<String>,
}

/// One profile, or some of which one must hold.
#[derive(Debug, Deserialize)]
#[serde(try_from = "DraftNeedFields")]
pub(crate) enum DraftNeed {
    Profile(DraftProfile),
    AnyOf(Vec<DraftProfile>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftNeedFields {
    profile: Option<String>,
    values: Option<Vec<String>>,
    any_of: Option<Vec<DraftProfile>>,
}

impl TryFrom<DraftNeedFields> for DraftNeed {
    type Error = &'static str;

    fn try_from(fields: DraftNeedFields) -> Result<Self, Self::Error> {
        match fields {
            DraftNeedFields { profile: Some(profile), values, any_of: None } => {
                let values = values.unwrap_or_default();
                Ok(Self::Profile(DraftProfile { profile, values }))
            }
            DraftNeedFields { profile: None, values: None, any_of: Some(some) }
                if !some.is_empty() =>
            {
                Ok(Self::AnyOf(some))
            }
            _other => Err("need_to_know takes `profile` with `values`, or `any_of` with profiles"),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftPeriod {
    #[serde(deserialize_with = "time")]
    pub(crate) from: Option<(Timestamp, String)>,
    #[serde(default, deserialize_with = "time")]
    pub(crate) to: Option<(Timestamp, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftPlace {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) country: Option<String>,
    #[serde(default, deserialize_with = "latitude")]
    pub(crate) lat: Option<f64>,
    #[serde(default, deserialize_with = "longitude")]
    pub(crate) lon: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftEntity {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) ids: Vec<DraftNumber>,
    #[serde(default)]
    pub(crate) portion: Option<usize>,
    #[serde(default)]
    pub(crate) us_person: Option<bool>,
    #[serde(default)]
    pub(crate) role: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftNumber {
    pub(crate) scheme: String,
    pub(crate) value: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftAuthority {
    #[serde(default)]
    pub(crate) classified_by: Option<String>,
    #[serde(default)]
    pub(crate) derived_from: Option<String>,
    #[serde(default)]
    pub(crate) declassify_on: Option<String>,
    #[serde(default)]
    pub(crate) reason: Option<String>,
}

type Text<'de> = Cow<'de, str>;

fn wrong<E: serde::de::Error>(what: impl std::fmt::Display) -> E {
    E::custom(what)
}

fn format<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    let text = Text::deserialize(from)?;
    if text == FORMAT {
        return Ok(());
    }
    Err(wrong(format_args!("the format is `{text}`, and only {FORMAT} is read")))
}

fn serial<'de, D: Deserializer<'de>>(from: D) -> Result<Serial, D::Error> {
    Serial::new(&Text::deserialize(from)?).map_err(wrong)
}

fn version<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(from)?;
    if version == 0 { Err(wrong("versions count from 1")) } else { Ok(version) }
}

fn kind<'de, D: Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
    let text = Text::deserialize(from)?;
    let names = Kind::names;
    Kind::parse(&text).ok_or_else(|| {
        wrong(format_args!("`{text}` is not a kind of report; it is one of {}", names()))
    })
}

fn precedence<'de, D: Deserializer<'de>>(from: D) -> Result<Precedence, D::Error> {
    let text = Text::deserialize(from)?;
    let names = Precedence::names;
    Precedence::parse(&text).ok_or_else(|| {
        wrong(format_args!("`{text}` is not a precedence; it is one of {}", names()))
    })
}

fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<(Timestamp, String)>, D::Error> {
    let text = Text::deserialize(from)?;
    let at = Timestamp::parse(&text).map_err(wrong)?;
    Ok(Some((at, text.into_owned())))
}

fn portions<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<DraftPortion>, D::Error> {
    let portions = Vec::<DraftPortion>::deserialize(from)?;
    match portions.len() {
        0 => Err(wrong("a report needs at least one portion")),
        n if n > PORTIONS_MAX => {
            Err(wrong(format_args!("{n} portions are more than the {PORTIONS_MAX} allowed")))
        }
        _ => Ok(portions),
    }
}

fn topics<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Topic>, D::Error> {
    let texts = Vec::<Text<'_>>::deserialize(from)?;
    texts.iter().map(|text| Topic::new(text).map_err(wrong)).collect()
}

fn latitude<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    degrees(from, 90.0, "latitude")
}

fn longitude<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    degrees(from, 180.0, "longitude")
}

fn degrees<'de, D: Deserializer<'de>>(
    from: D,
    most: f64,
    what: &str,
) -> Result<Option<f64>, D::Error> {
    let value = f64::deserialize(from)?;
    if value.abs() <= most {
        return Ok(Some(value));
    }
    Err(wrong(format_args!("a {what} lies between -{most} and {most} degrees, not at {value}")))
}

const fn first() -> u32 {
    1
}

const fn routine() -> Precedence {
    Precedence::Routine
}

/// The one format read here.
const FORMAT: &str = "tearline.report/1";
/// Most portions of one report.
const PORTIONS_MAX: usize = 10_000;
