//! `/api/v1/search/saved` and `/api/v1/alerts`: searches that look at each new report.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use model::{AgencyId, Manner};

use super::super::identity::Viewer;
use super::super::limits::{HITS, HITS_MAX};
use super::super::params::{Params, matter, purpose};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire::{Alert, DroppedSearch, SavedSearch};
use crate::{Intent, NewSearch};

/// `GET`: the caller's saved searches.
pub(in crate::http) async fn list(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<Vec<SavedSearch>>> {
    let saved = site.run(move |house| Ok(house.saved_searches(house.recipient(&viewer.0)?)));
    Ok(Json(saved.await?.iter().map(SavedSearch::of).collect()))
}

/// `POST`: saves a search; another of its name ends.
pub(in crate::http) async fn save(
    State(site): State<Site>,
    viewer: Viewer,
    new: Result<Json<SavedSearch>, JsonRejection>,
) -> Answer<Json<Vec<SavedSearch>>> {
    let Json(new) = new.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let SavedSearch { name, query, purpose: for_what, matter: case, names, lists } = new;
    let intent = Intent {
        purpose: purpose(&for_what)?,
        matter: matter(case.as_deref().unwrap_or_default())?,
    };
    let lists = lists.map(|of| originators(&of)).transpose()?;
    let new = NewSearch { name, query, names, lists };
    site.ask(&viewer, intent, move |house, by| house.save_search(by, &new)).await?;
    list(State(site), viewer).await
}

/// The originators of lists.
pub(in crate::http) fn originators(names: &[String]) -> Answer<Vec<AgencyId>> {
    let one = |name: &String| {
        AgencyId::new(name).map_err(|error| {
            Problem::new(Code::BadRequest, format!("`{name}` is no originator: {error}"))
        })
    };
    names.iter().map(one).collect()
}

/// `POST .../drop`: ends a saved search.
pub(in crate::http) async fn drop(
    State(site): State<Site>,
    viewer: Viewer,
    dropped: Result<Json<DroppedSearch>, JsonRejection>,
) -> Answer<Json<Vec<SavedSearch>>> {
    let Json(DroppedSearch { name }) =
        dropped.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let Viewer(id) = viewer.clone();
    site.run(move |house| house.drop_search(house.recipient(&id)?, None, &name)).await?;
    list(State(site), viewer).await
}

/// `GET /api/v1/alerts?limit=`: what the saved searches found, the newest first.
pub(in crate::http) async fn alerts(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<Vec<Alert>>> {
    let limit = params.number("limit", HITS, HITS_MAX)?;
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| house.alerts(by, Manner::Extract, limit))
        .await?;
    Ok(Json(found.iter().map(Alert::of).collect()))
}
