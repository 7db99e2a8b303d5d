//! `/api/v1/ledger`: a C2SP tile log, for those who check it.
//!
//! Sizes and hashes say how much everybody does, and headers name everybody's reports: hashes, blinded
//! entries and tags are for auditors, submitters and witnesses, headers for the inspectors that the
//! configuration names.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use ledger::{Tile, TileKind};
use model::{Function, Recipient};
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::Clearinghouse;

/// The signed checkpoint with the cosignatures that are on it.
pub(in crate::http) async fn checkpoint(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<String> {
    reader(&site, &viewer)?;
    site.run(Clearinghouse::cosigned_checkpoint).await
}

/// The latest checkpoint that a witness cosigned.
pub(in crate::http) async fn cosigned(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<String> {
    reader(&site, &viewer)?;
    let witness = Some(params.get("witness").to_owned()).filter(|name| !name.is_empty());
    let found = site.run(move |house| Ok(house.latest_cosigned(witness.as_deref()))).await?;
    found.ok_or_else(|| {
        Problem::new(Code::NoSuchTile, "No witness has cosigned a checkpoint of this ledger yet.")
    })
}

/// What a witness is to look at: the body of C2SP `tlog-witness` `add-checkpoint`.
pub(in crate::http) async fn offer(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<String> {
    reader(&site, &viewer)?;
    let old = number(&params, "old")?.unwrap_or_default();
    site.run(move |house| Ok(house.offer(old)?.text())).await
}

/// A checkpoint that a witness cosigned.
pub(in crate::http) async fn cosignatures(
    State(site): State<Site>,
    viewer: Viewer,
    text: String,
) -> Answer<Json<Value>> {
    let Viewer(id) = viewer;
    let entries = site.run(move |house| house.take_cosigned(&id, &text)).await?;
    Ok(Json(json!({ "kept": true, "entries": entries })))
}

/// Proof that an entry is in the ledger: of a report, for its originator; of any, for inspectors.
pub(in crate::http) async fn proof(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<String> {
    let recipient = reader(&site, &viewer)?;
    let inspects = site.house.is_inspector(recipient);
    let organization = recipient.duty_organization.clone();
    let found = match number(&params, "entry")? {
        Some(entry) if inspects => site.run(move |house| house.prove_entry(entry)).await?,
        Some(_) => return Err(not_an_inspector()),
        None => {
            let report = params.get("report").to_owned();
            let own = (!inspects).then_some(organization);
            site.run(move |house| house.prove_report(&report, own.as_ref())).await?
        }
    };
    match found {
        Some(proof) => Ok(proof.text()),
        None => Err(Problem::not_releasable()),
    }
}

/// A tile of hashes, or a bundle of entries, tags or headers.
pub(in crate::http) async fn tile(
    State(site): State<Site>,
    viewer: Viewer,
    Path(path): Path<String>,
) -> Answer<Response> {
    let recipient = reader(&site, &viewer)?;
    let missing = || Problem::new(Code::NoSuchTile, "The ledger has no such tile, or not yet.");
    let tile = Tile::parse(&format!("tile/{path}")).ok_or_else(missing)?;
    let bytes = match tile.kind {
        TileKind::Hashes(_) => site.run(move |house| Ok(house.ledger_tile(&tile))).await?,
        TileKind::Headers if !site.house.is_inspector(recipient) => return Err(not_an_inspector()),
        TileKind::Entries | TileKind::Headers | TileKind::Tags => {
            let Viewer(id) = viewer;
            site.run(move |house| house.ledger_entries(&tile, &id)).await?
        }
    };
    let bytes = bytes.ok_or_else(missing)?;
    Ok(([(CONTENT_TYPE, "application/octet-stream")], bytes).into_response())
}

/// The recipient, if it may read hashes and sizes.
fn reader<'s>(site: &'s Site, viewer: &Viewer) -> Answer<&'s Recipient> {
    let recipient = site.house.recipient(&viewer.0)?;
    let functions = [Function::Auditor, Function::Submitter];
    let reads = functions.iter().any(|function| recipient.functions.contains(function))
        || site.house.is_witness(recipient)
        || site.house.is_inspector(recipient);
    if reads {
        return Ok(recipient);
    }
    let text = "The ledger is for auditors, submitters and its witnesses.";
    Err(Problem::new(Code::NotYourFunction, text))
}

fn not_an_inspector() -> Problem {
    let text = "Headers name everybody's reports; they are for the ledger's inspectors.";
    Problem::new(Code::NotYourFunction, text)
}

/// A number, if one is given.
pub(super) fn number(params: &Params, name: &str) -> Answer<Option<u64>> {
    let text = params.get(name);
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().map(Some);
    number.map_err(|_| Problem::new(Code::BadRequest, format!("`{name}` must be a number")))
}
