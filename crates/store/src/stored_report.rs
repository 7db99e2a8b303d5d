//! A report as the journal keeps it: JSON, with a version of its own.
//!
//! Conversion is by hand and exhaustive, so that a new field of the report breaks the build here.

use marking::Marking;
use model::{
    About, AgencyId, Authority, CaveatId, Dated, Kind, Mention, NeedToKnow, Place, Portion,
    Precedence, Report, ReportId, Serial, Timestamp, Topic,
};
use serde::{Deserialize, Serialize};

/// The stored form of a report.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoredReport {
    v: u32,
    originator: String,
    serial: String,
    version: u32,
    kind: String,
    precedence: String,
    issued: Option<String>,
    title: StoredPortion,
    banner: String,
    banner_written: String,
    portions: Vec<StoredPortion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    caveats: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addressees: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    need_to_know: Vec<(String, Vec<String>)>,
    leads_only: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tearlines: Vec<StoredPortion>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pointer: Option<StoredPortion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    occurred: Option<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<StoredPlace>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    references: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    derived_from: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    authority: Option<StoredAuthority>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original_marking: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<StoredMention>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredPortion {
    /// Canonical portion mark; absent when it inherits the banner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    /// The mark as written, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<String>,
    text: String,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredPlace {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    position: Option<(f64, f64)>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredMention {
    kind: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ids: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    portion: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    us_person: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredAuthority {
    classified_by: Option<String>,
    derived_from: Option<String>,
    declassify_on: Option<String>,
    reason: Option<String>,
}

impl StoredReport {
    pub(crate) fn of(report: &Report) -> Self {
        let Report {
            id: ReportId { originator, serial, version },
            kind,
            precedence,
            issued,
            title,
            banner,
            banner_written,
            portions,
            caveats,
            addressees,
            need_to_know,
            leads_only,
            tearlines,
            pointer,
            about,
            mentions,
        } = report;
        let About {
            topics,
            occurred,
            places,
            references,
            derived_from,
            authority,
            source_url,
            original_marking,
        } = about;
        Self {
            v: VERSION,
            originator: originator.to_string(),
            serial: serial.to_string(),
            version: *version,
            kind: kind.name().to_owned(),
            precedence: precedence.name().to_owned(),
            issued: issued.as_ref().map(|issued| issued.written.clone()),
            title: portion(title),
            banner: banner.banner(),
            banner_written: banner_written.clone(),
            portions: portions.iter().map(portion).collect(),
            caveats: caveats.iter().map(CaveatId::to_string).collect(),
            addressees: addressees.clone(),
            need_to_know: need_to_know.iter().map(need).collect(),
            leads_only: *leads_only,
            tearlines: tearlines.iter().map(portion).collect(),
            pointer: pointer.as_ref().map(portion),
            topics: topics.iter().map(Topic::to_string).collect(),
            occurred: occurred.as_ref().map(|(a, b)| (a.written.clone(), b.written.clone())),
            places: places.iter().map(place).collect(),
            references: references.clone(),
            derived_from: derived_from.clone(),
            authority: authority.as_ref().map(stored_authority),
            source_url: source_url.clone(),
            original_marking: original_marking.clone(),
            mentions: mentions.iter().map(mention).collect(),
        }
    }

    /// The report again, or the name of the field that does not read.
    pub(crate) fn report(self) -> Result<Report, &'static str> {
        if self.v != VERSION {
            return Err("v");
        }
        let banner = marking(&self.banner)?;
        let own = |stored: StoredPortion| read_portion(stored, &banner);
        Ok(Report {
            id: ReportId {
                originator: AgencyId::new(&self.originator).map_err(|_| "originator")?,
                serial: Serial::new(&self.serial).map_err(|_| "serial")?,
                version: self.version,
            },
            kind: Kind::parse(&self.kind).ok_or("kind")?,
            precedence: Precedence::parse(&self.precedence).ok_or("precedence")?,
            issued: self.issued.map(dated).transpose()?,
            title: own(self.title)?,
            portions: self.portions.into_iter().map(own).collect::<Result<_, _>>()?,
            tearlines: self.tearlines.into_iter().map(own).collect::<Result<_, _>>()?,
            pointer: self.pointer.map(own).transpose()?,
            banner_written: self.banner_written,
            caveats: read_all(&self.caveats, CaveatId::new, "caveats")?,
            addressees: self.addressees,
            need_to_know: self
                .need_to_know
                .into_iter()
                .map(|(profile, values)| NeedToKnow { profile, values })
                .collect(),
            leads_only: self.leads_only,
            about: About {
                topics: read_all(&self.topics, Topic::new, "topics")?,
                occurred: self.occurred.map(period).transpose()?,
                places: self.places.into_iter().map(read_place).collect(),
                references: self.references,
                derived_from: self.derived_from,
                authority: self.authority.map(read_authority),
                source_url: self.source_url,
                original_marking: self.original_marking,
            },
            mentions: self.mentions.into_iter().map(read_mention).collect(),
            banner,
        })
    }
}

fn marking(text: &str) -> Result<Marking, &'static str> {
    Marking::parse(text).map(|parsed| parsed.marking).map_err(|_| "marking")
}

fn portion(portion: &Portion) -> StoredPortion {
    let Portion { marking, written, text } = portion;
    let mark = written.as_ref().map(|_| marking.portion());
    let written = written.clone().filter(|written| Some(written) != mark.as_ref());
    StoredPortion { mark, written, text: text.clone() }
}

fn read_portion(stored: StoredPortion, banner: &Marking) -> Result<Portion, &'static str> {
    let StoredPortion { mark, written, text } = stored;
    match mark {
        None => Ok(Portion { marking: banner.clone(), written: None, text }),
        Some(mark) => {
            let marking = marking(&mark)?;
            Ok(Portion { marking, written: Some(written.unwrap_or(mark)), text })
        }
    }
}

fn need(need: &NeedToKnow) -> (String, Vec<String>) {
    let NeedToKnow { profile, values } = need;
    (profile.clone(), values.clone())
}

fn dated(written: String) -> Result<Dated, &'static str> {
    Ok(Dated { at: Timestamp::parse(&written).map_err(|_| "date")?, written })
}

fn period((from, to): (String, String)) -> Result<(Dated, Dated), &'static str> {
    Ok((dated(from)?, dated(to)?))
}

fn place(place: &Place) -> StoredPlace {
    let Place { name, country, position } = place;
    StoredPlace { name: name.clone(), country: country.clone(), position: *position }
}

fn read_place(stored: StoredPlace) -> Place {
    let StoredPlace { name, country, position } = stored;
    Place { name, country, position }
}

fn mention(mention: &Mention) -> StoredMention {
    let Mention { kind, name, aliases, ids, portion, us_person, role } = mention.clone();
    StoredMention { kind, name, aliases, ids, portion, us_person, role }
}

fn read_mention(stored: StoredMention) -> Mention {
    let StoredMention { kind, name, aliases, ids, portion, us_person, role } = stored;
    Mention { kind, name, aliases, ids, portion, us_person, role }
}

fn stored_authority(authority: &Authority) -> StoredAuthority {
    let Authority { classified_by, derived_from, declassify_on, reason } = authority.clone();
    StoredAuthority { classified_by, derived_from, declassify_on, reason }
}

fn read_authority(stored: StoredAuthority) -> Authority {
    let StoredAuthority { classified_by, derived_from, declassify_on, reason } = stored;
    Authority { classified_by, derived_from, declassify_on, reason }
}

fn read_all<T, E>(
    texts: &[String],
    read: fn(&str) -> Result<T, E>,
    field: &'static str,
) -> Result<Vec<T>, &'static str> {
    texts.iter().map(|text| read(text).map_err(|_| field)).collect()
}

/// Version of the stored form.
const VERSION: u32 = 1;
