//! The objects of a collection (TAXII 2.1, sections 5.3 to 5.8).

use axum::extract::{Path, State};
use exchange::stix::Object;
use model::Recipient;
use serde::Serialize;

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::site::Site;
use super::collections::{find, no_object};
use super::filter::{self, wanted};
use super::media::{Answer, OBJECT_TYPE, Taxii, dated, time, written};
use crate::{Clearinghouse, Collected, Listed, Manifest, WantedObjects, WrittenPage};

/// The envelope resource (section 3.7).
#[derive(Debug, Default, Serialize)]
struct Envelope {
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objects: Vec<Object>,
}

/// The manifest resource (section 5.3.1), with `next` as clients and Medallion know it.
#[derive(Debug, Default, Serialize)]
struct Listing {
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objects: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    id: String,
    date_added: String,
    version: String,
    media_type: &'static str,
}

/// The versions resource (section 5.8.1).
#[derive(Debug, Default, Serialize)]
struct Versions {
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<String>,
}

/// `GET .../objects/`.
pub(in crate::http) async fn objects(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path(collection): Path<String>,
    params: Params,
) -> Answer {
    let (_, page) = collect(&site, viewer, collection, wanted(&params)?).await?;
    written(page)
}

/// `GET .../objects/{object}/`.
pub(in crate::http) async fn object(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path((collection, object)): Path<(String, String)>,
    params: Params,
) -> Answer {
    let wanted = wanted(&params)?.map(|all| WantedObjects { ids: vec![object], ..all });
    let is_filtered = wanted.as_ref().is_none_or(is_filtered);
    match collect(&site, viewer, collection, wanted).await? {
        (true, _) if !is_filtered => Err(no_object().into()),
        (_, page) => written(page),
    }
}

/// `GET .../manifest/`.
pub(in crate::http) async fn manifest(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path(collection): Path<String>,
    params: Params,
) -> Answer {
    let Manifest { listed, more } = list(&site, viewer, collection, wanted(&params)?).await?;
    let (added, next) = (ends(&listed), next(&listed, more));
    let entries = listed.into_iter().map(|of| Entry {
        date_added: time(of.added),
        version: version(&of),
        media_type: OBJECT_TYPE,
        id: of.id,
    });
    dated(&Listing { more: more.then_some(true), next, objects: entries.collect() }, added)
}

/// `GET .../objects/{object}/versions/`.
pub(in crate::http) async fn versions(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path((collection, object)): Path<(String, String)>,
    params: Params,
) -> Answer {
    let wanted = wanted(&params)?.map(|all| WantedObjects { ids: vec![object], ..all });
    let is_filtered = wanted.as_ref().is_none_or(is_filtered);
    let Manifest { listed, more } = list(&site, viewer, collection, wanted).await?;
    if listed.is_empty() && !is_filtered {
        return Err(no_object().into());
    }
    let (added, next) = (ends(&listed), next(&listed, more));
    let versions = listed.iter().map(version).collect();
    dated(&Versions { more: more.then_some(true), next, versions }, added)
}

/// As the object itself says it; what says no time, when it was added.
fn version(of: &Listed) -> String {
    of.version.map_or_else(|| time(of.added), exchange::millis)
}

/// Whether something is asked besides which object: an object that is there may then be left out.
fn is_filtered(wanted: &WantedObjects) -> bool {
    let WantedObjects { added_after, behind, ids: _, kinds, versions, limit: _ } = wanted;
    added_after.is_some() || behind.is_some() || !kinds.is_empty() || !versions.is_empty()
}

/// As an envelope.
fn page(found: Collected) -> crate::Result<WrittenPage> {
    let Collected { objects, added, next } = found;
    let next = next.map(filter::next);
    let envelope = Envelope { more: next.is_some().then_some(true), next, objects };
    let body = serde_json::to_vec(&envelope)
        .map_err(|error| crate::Error::Page { what: error.to_string() })?;
    Ok(WrittenPage { body: body.into(), added })
}

fn next(listed: &[Listed], more: bool) -> Option<String> {
    listed.last().filter(|_| more).map(|last| filter::next(last.place))
}

fn ends(listed: &[Listed]) -> Option<(model::Timestamp, model::Timestamp)> {
    listed.first().zip(listed.last()).map(|(first, last)| (first.added, last.added))
}

/// A page, and whether nothing is on it.
async fn collect(
    site: &Site,
    viewer: Viewer,
    collection: String,
    wanted: Option<WantedObjects>,
) -> Result<(bool, WrittenPage), Problem> {
    let found = asked(site, viewer, collection, wanted, |house, recipient, name, wanted| {
        Ok(Some(house.collect(recipient, name, wanted, page)?))
    });
    let found = match found.await? {
        Some(page) => page,
        None => page(Collected::default())?,
    };
    Ok((found.added.is_none(), found))
}

async fn list(
    site: &Site,
    viewer: Viewer,
    collection: String,
    wanted: Option<WantedObjects>,
) -> Result<Manifest, Problem> {
    asked(site, viewer, collection, wanted, Clearinghouse::manifest).await
}

/// What is found in one of the viewer's collections; nothing where nothing can be wanted.
async fn asked<T: Default + Send + 'static>(
    site: &Site,
    viewer: Viewer,
    collection: String,
    wanted: Option<WantedObjects>,
    of: fn(&Clearinghouse, &Recipient, &str, &WantedObjects) -> crate::Result<T>,
) -> Result<T, Problem> {
    let found = site.run(move |house| {
        let name = find(house, &viewer, &collection)?.contract.name;
        let recipient = house.recipient(&viewer.0)?;
        wanted.map_or_else(|| Ok(T::default()), |wanted| of(house, recipient, &name, &wanted))
    });
    found.await
}
