//! `/api/v1/ledger/slice`: to each party every entry that concerns it.
//!
//! A slice says how much everybody does, as every proof does, and is for its own party alone.

use axum::extract::State;
use model::Party;

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use super::ledger::number;

/// The slice of an originator, for its auditors, or of whoever asks.
pub(in crate::http) async fn slice(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<String> {
    let party = party(&site, &viewer, &params)?;
    let from = number(&params, "from")?.unwrap_or_default();
    let old = number(&params, "old")?;
    site.run(move |house| Ok(house.slice(&party, from, old)?.text())).await
}

/// The key by which that party recognises its entries.
pub(in crate::http) async fn key(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<String> {
    let party = party(&site, &viewer, &params)?;
    Ok(site.house.slice_key(&party).hex() + "\n")
}

fn party(site: &Site, viewer: &Viewer, params: &Params) -> Answer<Party> {
    let recipient = site.house.recipient(&viewer.0)?;
    let found = site.house.slice_party(recipient, params.get("originator"));
    found.ok_or_else(|| {
        let text = "An originator's slice is for its own auditors.";
        Problem::new(Code::NotYourFunction, text)
    })
}
