//! `/api/v1`: what machines ask.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use model::{AgencyId, Function, LeafKind, Recipient, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::identity::{For, SignedIn, purpose};
use super::problem::{Code, Problem};
use super::state::Shared;
use crate::wire;
use crate::{Caller, Listener, Receipt, Source};

type Answer = Result<Json<Value>, Problem>;

pub(super) async fn me(who: SignedIn) -> Json<Value> {
    let Recipient { id, name, clearance, accesses, functions, duty_organization, .. } =
        &who.recipient;
    let functions: Vec<_> = functions.iter().map(|function| function.name()).collect();
    Json(json!({
        "id": id.as_str(), "name": name, "clearance": clearance.banner(), "accesses": accesses,
        "functions": functions, "duty_organization": duty_organization.as_str(),
    }))
}

#[derive(Deserialize)]
pub(super) struct SearchQuery {
    q: String,
    #[serde(default = "ten")]
    limit: usize,
}

pub(super) async fn search(
    State(shared): State<Shared>,
    who: SignedIn,
    For(purpose): For,
    Query(SearchQuery { q, limit }): Query<SearchQuery>,
) -> Answer {
    if limit > LIMIT_MAX {
        return Err(Problem::bad(format_args!("the limit is at most {LIMIT_MAX}")));
    }
    let found = shared
        .run(move |house| {
            let found = house.search(who.caller(purpose), &q, limit)?;
            Ok(wire::Search::of(&found, &q))
        })
        .await?;
    json_of(&found)
}

pub(super) async fn report(
    State(shared): State<Shared>,
    who: SignedIn,
    For(purpose): For,
    Path(id): Path<String>,
) -> Answer {
    let shown = shared
        .run(move |house| {
            let shown = house.show(who.caller(purpose), &id, LeafKind::Released)?;
            Ok(shown.map(|released| wire::Report::of(released.rendition())))
        })
        .await?;
    json_of(&shown.ok_or_else(|| Problem::new(Code::NotReleasable))?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionRequest {
    report: String,
    recipient: Option<String>,
    purpose: String,
    at: Option<String>,
}

/// Anybody may ask about themselves, and learns no more than by asking for the report; an
/// originator's auditor or release authority may ask about its own material and anybody.
pub(super) async fn decide(
    State(shared): State<Shared>,
    who: SignedIn,
    Json(request): Json<DecisionRequest>,
) -> Answer {
    let DecisionRequest { report, recipient, purpose: text, at } = request;
    let purpose = purpose(&text)?;
    let at = at.map(|at| Timestamp::parse(&at)).transpose().map_err(Problem::bad)?;
    let own = recipient.as_deref().is_none_or(|id| id == who.recipient.id.as_str());
    if !own && !may_ask_about(&who, &report) {
        return Err(Problem::new(Code::NotReleasable));
    }
    if own && at.is_some() {
        // Otherwise somebody could learn of a hidden report that it will open one day.
        return Err(Problem::bad("only an originator may ask about another time"));
    }
    let decision = shared
        .run(move |house| {
            let other = recipient.as_deref().map(|id| house.recipient(id)).transpose()?;
            let recipient = other.unwrap_or(&who.recipient);
            let by = (!own).then_some(who.recipient.id.as_str());
            let decision = house.decide(Caller { recipient, purpose, by }, &report, at)?;
            let told = decision.filter(|decision| !own || decision.form.is_some());
            let told = told.map(|decision| wire::Decision::of(&decision));
            Ok(if own { told.map(wire::Decision::for_oneself) } else { told })
        })
        .await?;
    json_of(&decision.ok_or_else(|| Problem::new(Code::NotReleasable))?)
}

fn may_ask_about(who: &SignedIn, report: &str) -> bool {
    let originator = report.split_once(' ').and_then(|(id, _)| AgencyId::new(id).ok());
    (who.has(Function::Auditor) || who.has(Function::ReleaseAuthority))
        && originator
            .is_some_and(|id| organizations(&who.recipient).iter().any(|o| id.is_within(o)))
}

fn organizations(recipient: &Recipient) -> [AgencyId; 2] {
    [recipient.admin_organization.clone(), recipient.duty_organization.clone()]
}

pub(super) async fn submit(State(shared): State<Shared>, who: SignedIn, body: Bytes) -> Answer {
    who.needs(Function::Submitter)?;
    let taken = shared
        .run(move |house| {
            let mut receipts = Receipts::default();
            let sources = [Source::Bytes("the submission".to_owned(), Arc::from(body.as_ref()))];
            let of = organizations(&who.recipient);
            let actor = who.recipient.id.as_str();
            let summary = crate::ingest(house, &sources, actor, Some(&of), &mut receipts)?;
            let receipts: Vec<_> = receipts.0.iter().map(wire::receipt).collect();
            Ok(json!({ "receipts": receipts, "summary": wire::summary(&summary) }))
        })
        .await?;
    Ok(Json(taken))
}

#[derive(Default)]
struct Receipts(Vec<Receipt>);

impl Listener for Receipts {
    fn read(&mut self, _: u64) {}

    fn settled(&mut self, receipt: &Receipt) {
        self.0.push(receipt.clone());
    }
}

pub(super) async fn audit(State(shared): State<Shared>, who: SignedIn) -> Answer {
    who.needs(Function::Auditor)?;
    let rows = shared
        .run(move |house| house.audit(&who.recipient.duty_organization, AUDIT_ROWS_MAX))
        .await?;
    let events: Vec<_> = rows.iter().map(wire::audit_event).collect();
    Ok(Json(json!({ "events": events })))
}

pub(super) async fn checkpoint(
    State(shared): State<Shared>,
    _: SignedIn,
) -> Result<impl IntoResponse, Problem> {
    shared.run(crate::Clearinghouse::checkpoint).await
}

fn json_of<T: serde::Serialize>(value: &T) -> Answer {
    serde_json::to_value(value).map(Json).map_err(|e| Problem::new(Code::Failed).because(e))
}

const fn ten() -> usize {
    10
}

const LIMIT_MAX: usize = 100;
pub(super) const AUDIT_ROWS_MAX: usize = 200;
