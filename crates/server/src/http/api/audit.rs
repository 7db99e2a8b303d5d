//! `GET /api/v1/audit`.

use axum::Json;
use axum::extract::State;
use model::Function;
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::limits::AUDIT_ROWS_MAX;
use super::super::problem::Problem;
use super::super::site::Site;
use super::{Answer, needs};
use crate::wire;

pub(in crate::http) async fn audit(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<Value>> {
    Ok(Json(json!({ "events": events(&site, &viewer).await? })))
}

/// The newest events of the auditor's organisation's material.
pub(in crate::http) async fn events(
    site: &Site,
    viewer: &Viewer,
) -> Result<Vec<wire::AuditEvent>, Problem> {
    let auditor = site.house.recipient(&viewer.0)?;
    needs(auditor, Function::Auditor)?;
    let organization = auditor.duty_organization.clone();
    let rows = site.run(move |house| house.audit(&organization, AUDIT_ROWS_MAX)).await?;
    Ok(rows.iter().map(wire::AuditEvent::of).collect())
}
