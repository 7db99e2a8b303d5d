//! Which objects a request wants (TAXII 2.1, sections 3.4 and 3.5).

use model::Timestamp;

use super::super::limits::{OBJECTS, OBJECTS_MAX};
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use crate::{Place, WantedObjects};

/// Which objects are wanted; `None` where there can be none.
pub(super) fn wanted(params: &Params) -> Result<Option<WantedObjects>, Problem> {
    let all = |name: &str| -> Vec<String> {
        let said = params.get(name).split(',').map(str::trim);
        said.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let specs = all("match[spec_version]");
    let mut versions = Vec::new();
    let mut any_version = false;
    for version in all("match[version]") {
        match version.as_str() {
            // A collection has one version of an object.
            "all" | "first" | "last" => any_version = true,
            text => versions.push(at("match[version]", text)?),
        }
    }
    if any_version {
        versions.clear();
    }
    let wanted = WantedObjects {
        added_after: match params.get("added_after") {
            "" => None,
            text => Some(at("added_after", text)?),
        },
        behind: match params.get("next") {
            "" => None,
            text => Some(place(text)?),
        },
        ids: all("match[id]"),
        kinds: all("match[type]"),
        versions,
        limit: limit(params.get("limit"))?,
    };
    Ok((specs.is_empty() || specs.iter().any(|spec| spec == "2.1")).then_some(wanted))
}

/// What says where the next page begins.
pub(super) fn next(place: Place) -> String {
    format!("{}-{}", place.position, place.place)
}

fn place(text: &str) -> Result<Place, Problem> {
    let read = |text: &str| {
        let (position, place) = text.split_once('-')?;
        Some(Place { position: position.parse().ok()?, place: place.parse().ok()? })
    };
    read(text).ok_or_else(|| {
        let what = "`next` is what the page before said as `next`, unchanged";
        Problem::new(Code::BadRequest, what)
    })
}

fn limit(text: &str) -> Result<usize, Problem> {
    let limit = if text.is_empty() { Some(OBJECTS) } else { text.parse().ok() };
    let limit = limit
        .filter(|limit| *limit > 0)
        .ok_or_else(|| Problem::new(Code::BadRequest, "`limit` is a whole number above zero"))?;
    // A server may give fewer than a client would take.
    Ok(limit.min(OBJECTS_MAX))
}

fn at(name: &str, text: &str) -> Result<Timestamp, Problem> {
    Timestamp::parse(text).map_err(|_| {
        let what = format!("`{name}` is a time such as `2026-01-31T12:00:00.000000Z`");
        Problem::new(Code::BadRequest, what)
    })
}
