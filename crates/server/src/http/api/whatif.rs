//! `POST /api/v1/whatif?purpose=P,..&matter=`: drafts before they are submitted, one a line; `all` is
//! every purpose. Below it acts before they are recorded, and another community file.

pub(in crate::http) mod changes;

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use model::{Function, Purpose};
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::params::{Params, matter, purpose};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::{Foreseeing, Source};

pub(in crate::http) async fn foresee(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
    body: Result<Bytes, BytesRejection>,
) -> Answer<Json<Value>> {
    let bytes = body.map_err(|error| Problem::new(Code::TooLarge, error.body_text()))?;
    let (purposes, matter) = asked(&params, &[Purpose::Analysis])?;
    let drafts = of_drafts(&site, &viewer, purposes, matter, bytes).await?;
    Ok(Json(json!({ "drafts": drafts })))
}

/// The purposes that an address names, or else others, and the matter.
fn asked(params: &Params, others: &[Purpose]) -> Answer<(Vec<Purpose>, Option<String>)> {
    let purposes = match params.get("purpose") {
        "" => others.to_vec(),
        "all" => Purpose::ALL.to_vec(),
        some => some.split(',').map(purpose).collect::<Result<_, _>>()?,
    };
    Ok((purposes, matter(params.get("matter"))?))
}

/// What would become of drafts of the viewer's own organisations.
pub(in crate::http) async fn of_drafts(
    site: &Site,
    viewer: &Viewer,
    purposes: Vec<Purpose>,
    matter: Option<String>,
    bytes: Bytes,
) -> Answer<Vec<Value>> {
    let officer = site.house.recipient(&viewer.0)?;
    let speaks = [Function::Submitter, Function::ReleaseAuthority];
    if !speaks.iter().any(|function| officer.functions.contains(function)) {
        let text = "This needs the function `submitter` or `release-authority`, which you do not \
                    have.";
        return Err(Problem::new(Code::NotYourFunction, text));
    }
    let own = [&officer.admin_organization, &officer.duty_organization];
    let originators = Some(own.map(Clone::clone).to_vec());
    let asked = Foreseeing { purposes, matter, originators, reader: Some(officer.id.clone()) };
    let source = Source::Bytes("request".to_owned(), Arc::from(&*bytes));
    site.run(move |house| house.foresee(&source, &asked)).await
}
