//! `/api/v1/audit`: what became of the auditor's organisation's material.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use model::Function;
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::limits::AUDIT_ROWS_MAX;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::{Answer, needs};
use crate::{AuditFilter, Events, csv_line, wire};

/// `GET`: the events that the parameters name, newest first, a page at a time.
pub(in crate::http) async fn audit(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<Value>> {
    let filter = filter(&params)?;
    let limit = params.number("limit", AUDIT_ROWS_MAX, AUDIT_ROWS_MAX)?;
    let after = params.said("after");
    let Events { events, next } = page(&site, &viewer, filter, after, limit).await?;
    Ok(Json(json!({ "events": events, "next": next })))
}

/// `GET .../period`: the caveat audit of a period, as JSON or as a table.
pub(in crate::http) async fn period(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Response> {
    let filter = filter(&params)?;
    let changed = params.get("changed") == "true";
    let is_table = match params.get("format") {
        "" | "json" => false,
        "csv" => true,
        _ => return Err(Problem::new(Code::BadRequest, "`format` is `json` or `csv`")),
    };
    needs(site.house.recipient(&viewer.0)?, Function::Auditor)?;
    let audit = site.run(move |house| {
        let auditor = house.recipient(&viewer.0)?;
        let audit = house.caveat_audit(auditor, &filter, changed)?;
        if is_table {
            house.note_audit_export(auditor, None)?;
        }
        Ok(audit)
    });
    let audit = audit.await?;
    if !is_table {
        return Ok(Json(audit).into_response());
    }
    let mut table = csv_line(&wire::CaveatAudit::COLUMNS) + "\r\n";
    for line in audit.lines() {
        table += &csv_line(&line.each_ref().map(String::as_str));
        table += "\r\n";
    }
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response())
}

/// The audit of a period for a page, which is looked at and not taken away.
pub(in crate::http) async fn whole(
    site: &Site,
    viewer: &Viewer,
    filter: AuditFilter,
) -> Result<wire::CaveatAudit, Problem> {
    needs(site.house.recipient(&viewer.0)?, Function::Auditor)?;
    let id = viewer.0.clone();
    site.run(move |house| house.caveat_audit(house.recipient(&id)?, &filter, false)).await
}

/// Some of the events, the newest first, and where the next begin.
pub(in crate::http) async fn page(
    site: &Site,
    viewer: &Viewer,
    filter: AuditFilter,
    after: Option<String>,
    limit: usize,
) -> Result<Events, Problem> {
    needs(site.house.recipient(&viewer.0)?, Function::Auditor)?;
    let id = viewer.0.clone();
    let found = site.run(move |house| {
        house.audit_events(house.recipient(&id)?, &filter, after.as_deref(), limit)
    });
    found.await
}

/// What the parameters ask about.
pub(in crate::http) fn filter(params: &Params) -> Result<AuditFilter, Problem> {
    let (from, to) = (params.said("from"), params.said("to"));
    let (from, to) = AuditFilter::period(from.as_deref(), to.as_deref())?;
    Ok(AuditFilter {
        originator: params.said("originator"),
        from,
        to,
        report: params.said("report"),
        recipient: params.said("recipient"),
        authorization: params.said("authorization"),
    })
}
