//! What would change for what is stored: by acts, the end of one, an approval, or another community file.

use std::path::Path as FilePath;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, StringRejection};
use axum::extract::{Path, State};
use model::Purpose;

use super::super::super::identity::Viewer;
use super::super::super::params::Params;
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::Answer;
use super::asked;
use crate::wire::{Difference, RequestStep};
use crate::{Intended, Officer, community};

/// `POST /api/v1/whatif/acts?purpose=P,..&matter=`: a file of acts before it is recorded.
pub(in crate::http) async fn acts(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
    text: Result<String, StringRejection>,
) -> Answer<Json<Difference>> {
    let text = sent(text)?;
    let (purposes, matter) = asked(&params, &[])?;
    let found = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let (acts, _) = community::read_acts(&text, FilePath::new("body"), house.community())?;
        let (officer, acts) = (Officer { recipient, by: None }, Intended::Record(acts));
        house.foresee_acts(officer, acts, &purposes, matter.as_deref())
    });
    Ok(Json(found.await?))
}

/// The file that was sent.
fn sent(text: Result<String, StringRejection>) -> Answer<String> {
    text.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))
}

/// `POST /api/v1/whatif/acts/{id}/end?purpose=P,..&matter=`: the end of an act.
pub(in crate::http) async fn end(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer<Json<Difference>> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let (purposes, matter) = asked(&params, &[])?;
    let found = site.run(move |house| {
        let officer = Officer { recipient: house.recipient(&viewer.0)?, by: None };
        house.foresee_acts(officer, Intended::End(id), &purposes, matter.as_deref())
    });
    Ok(Json(found.await?))
}

/// `POST /api/v1/whatif/requests/{id}`: an approval of a request, as it would be sent.
pub(in crate::http) async fn approval(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    step: Result<Json<RequestStep>, JsonRejection>,
) -> Answer<Json<Difference>> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let Json(step) = step.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let found = site.run(move |house| {
        let officer = Officer { recipient: house.recipient(&viewer.0)?, by: None };
        house.foresee_approval(officer, &id, step)
    });
    Ok(Json(found.await?))
}

/// `POST /api/v1/whatif/community?purpose=P,..&matter=`: another community file, for the operator.
pub(in crate::http) async fn community(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
    text: Result<String, StringRejection>,
) -> Answer<Json<Difference>> {
    let text = sent(text)?;
    let (purposes, matter) = asked(&params, &[Purpose::Analysis])?;
    let found = site.run(move |house| {
        let officer = Officer { recipient: house.recipient(&viewer.0)?, by: None };
        house.foresee_community(officer, &text, &purposes, matter.as_deref())
    });
    Ok(Json(found.await?))
}
