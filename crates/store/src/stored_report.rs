//! A report as the journal keeps it: JSON, with a version of its own.
//!
//! Conversion is by hand and exhaustive, so that a new field of the report breaks the build here.

use std::borrow::Cow;
use std::sync::Arc;

use marking::{Marking, Register};
use model::{
    About, AgencyId, Authority, CaveatId, Dated, Kind, Mention, Place, Portion, Precedence, Report,
    ReportId, Serial, Timestamp, Topic,
};
use serde::{Deserialize, Serialize};

use crate::stored_made_from::StoredMadeFrom;
use crate::stored_need::StoredNeed;

/// The stored form of a report.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoredReport<'a> {
    v: u32,
    originator: Cow<'a, str>,
    serial: Cow<'a, str>,
    version: u32,
    kind: Cow<'a, str>,
    precedence: Cow<'a, str>,
    issued: Option<Cow<'a, str>>,
    title: StoredPortion<'a>,
    banner: String,
    banner_written: Cow<'a, str>,
    portions: Vec<StoredPortion<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    caveats: Vec<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addressees: Vec<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    need_to_know: Vec<StoredNeed>,
    leads_only: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tearlines: Vec<StoredPortion<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pointer: Option<StoredPortion<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    occurred: Option<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<StoredPlace<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    references: Vec<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    derived_from: Vec<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "StoredMadeFrom::is_unsaid")]
    made_from: StoredMadeFrom,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    authority: Option<StoredAuthority>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source_url: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original_marking: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<StoredMention<'a>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredPortion<'a> {
    /// Canonical portion mark; absent when it inherits the banner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    /// The mark as written, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<Cow<'a, str>>,
    text: Cow<'a, str>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredPlace<'a> {
    name: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    position: Option<(f64, f64)>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredMention<'a> {
    kind: Cow<'a, str>,
    name: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ids: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    portion: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    us_person: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Cow<'a, str>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredAuthority {
    classified_by: Option<String>,
    derived_from: Option<String>,
    declassify_on: Option<String>,
    reason: Option<String>,
}

impl<'a> StoredReport<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
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
            made_from,
            authority,
            source_url,
            original_marking,
        } = about;
        Self {
            v: VERSION,
            originator: originator.as_str().into(),
            serial: serial.as_str().into(),
            version: *version,
            kind: kind.name().into(),
            precedence: precedence.name().into(),
            issued: issued.as_ref().map(|issued| issued.written.as_str().into()),
            title: portion(title),
            banner: banner.banner(),
            banner_written: banner_written.into(),
            portions: portions.iter().map(portion).collect(),
            caveats: caveats.iter().map(|caveat| caveat.as_str().into()).collect(),
            addressees: borrowed(addressees),
            need_to_know: need_to_know.iter().map(StoredNeed::of).collect(),
            leads_only: *leads_only,
            tearlines: tearlines.iter().map(portion).collect(),
            pointer: pointer.as_ref().map(portion),
            topics: topics.iter().map(|topic| topic.as_str().into()).collect(),
            occurred: occurred.as_ref().map(|(a, b)| (a.written.clone(), b.written.clone())),
            places: places.iter().map(place).collect(),
            references: borrowed(references),
            derived_from: borrowed(derived_from),
            made_from: StoredMadeFrom::of(made_from),
            authority: authority.as_ref().map(stored_authority),
            source_url: source_url.as_deref().map(Cow::from),
            original_marking: original_marking.as_deref().map(Cow::from),
            mentions: mentions.iter().map(mention).collect(),
        }
    }

    /// The report again, its markings read by the community's register, or the name of the field
    /// that does not read.
    pub(crate) fn report(self, register: &Register) -> Result<Report, &'static str> {
        if self.v != VERSION {
            return Err("v");
        }
        let banner = Arc::new(marking(&self.banner, register)?);
        let own = |stored: StoredPortion<'_>| read_portion(stored, &banner, register);
        Ok(Report {
            id: ReportId {
                originator: AgencyId::new(&self.originator).map_err(|_| "originator")?,
                serial: Serial::new(&self.serial).map_err(|_| "serial")?,
                version: self.version,
            },
            kind: Kind::parse(&self.kind).ok_or("kind")?,
            precedence: Precedence::parse(&self.precedence).ok_or("precedence")?,
            issued: self.issued.map(|issued| dated(issued.into_owned())).transpose()?,
            title: own(self.title)?,
            portions: self.portions.into_iter().map(own).collect::<Result<_, _>>()?,
            tearlines: self.tearlines.into_iter().map(own).collect::<Result<_, _>>()?,
            pointer: self.pointer.map(own).transpose()?,
            banner_written: self.banner_written.into_owned(),
            caveats: read_all(&self.caveats, CaveatId::new, "caveats")?,
            addressees: owned(self.addressees),
            need_to_know: self.need_to_know.into_iter().map(StoredNeed::read).collect(),
            leads_only: self.leads_only,
            about: About {
                topics: read_all(&self.topics, Topic::new, "topics")?,
                occurred: self.occurred.map(period).transpose()?,
                places: self.places.into_iter().map(read_place).collect(),
                references: owned(self.references),
                derived_from: owned(self.derived_from),
                made_from: self.made_from.read(),
                authority: self.authority.map(read_authority),
                source_url: self.source_url.map(Cow::into_owned),
                original_marking: self.original_marking.map(Cow::into_owned),
            },
            mentions: self.mentions.into_iter().map(read_mention).collect(),
            banner,
        })
    }
}

fn marking(text: &str, register: &Register) -> Result<Marking, &'static str> {
    let read = Marking::parse_by(text, register);
    // It was printed by what read it, so only a register that lost something does not read it.
    read.map(|parsed| parsed.marking).map_err(|_| {
        "a marking is not in the register; put back what was taken from the community's [register]"
    })
}

fn portion(portion: &Portion) -> StoredPortion<'_> {
    let Portion { marking, written, text } = portion;
    let mark = written.as_ref().map(|_| marking.portion());
    let differs = written.as_ref().filter(|written| Some(*written) != mark.as_ref());
    let written = differs.map(|written| written.as_str().into());
    StoredPortion { mark, written, text: text.into() }
}

fn read_portion(
    stored: StoredPortion<'_>,
    banner: &Arc<Marking>,
    register: &Register,
) -> Result<Portion, &'static str> {
    let StoredPortion { mark, written, text } = stored;
    let text = text.into_owned();
    match mark {
        None => Ok(Portion { marking: Arc::clone(banner), written: None, text }),
        Some(mark) => {
            let marking = Arc::new(marking(&mark, register)?);
            Ok(Portion { marking, written: Some(written.map_or(mark, Cow::into_owned)), text })
        }
    }
}

fn dated(written: String) -> Result<Dated, &'static str> {
    Ok(Dated { at: Timestamp::parse(&written).map_err(|_| "date")?, written })
}

fn period((from, to): (String, String)) -> Result<(Dated, Dated), &'static str> {
    Ok((dated(from)?, dated(to)?))
}

fn place(place: &Place) -> StoredPlace<'_> {
    let Place { name, country, position } = place;
    let country = country.as_deref().map(Cow::from);
    StoredPlace { name: name.into(), country, position: *position }
}

fn read_place(stored: StoredPlace<'_>) -> Place {
    let StoredPlace { name, country, position } = stored;
    Place { name: name.into_owned(), country: country.map(Cow::into_owned), position }
}

fn mention(mention: &Mention) -> StoredMention<'_> {
    let Mention { kind, name, aliases, ids, portion, us_person, role } = mention;
    StoredMention {
        kind: kind.into(),
        name: name.into(),
        aliases: borrowed(aliases),
        ids: ids.iter().map(|(scheme, value)| (scheme.into(), value.into())).collect(),
        portion: *portion,
        us_person: *us_person,
        role: role.as_deref().map(Cow::from),
    }
}

fn read_mention(stored: StoredMention<'_>) -> Mention {
    let StoredMention { kind, name, aliases, ids, portion, us_person, role } = stored;
    Mention {
        kind: kind.into_owned(),
        name: name.into_owned(),
        aliases: owned(aliases),
        ids: ids.into_iter().map(|(scheme, value)| (scheme.into(), value.into())).collect(),
        portion,
        us_person,
        role: role.map(Cow::into_owned),
    }
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
    texts: &[Cow<'_, str>],
    read: fn(&str) -> Result<T, E>,
    field: &'static str,
) -> Result<Vec<T>, &'static str> {
    texts.iter().map(|text| read(text).map_err(|_| field)).collect()
}

fn borrowed(texts: &[String]) -> Vec<Cow<'_, str>> {
    texts.iter().map(Cow::from).collect()
}

fn owned(texts: Vec<Cow<'_, str>>) -> Vec<String> {
    texts.into_iter().map(Cow::into_owned).collect()
}

/// Version of the stored form.
const VERSION: u32 = 1;
