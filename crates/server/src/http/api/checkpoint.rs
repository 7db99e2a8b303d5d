//! `GET /api/v1/ledger/checkpoint`: the ledger's signed head, as text.

use axum::extract::State;

use super::super::identity::Viewer;
use super::super::site::Site;
use super::Answer;
use crate::Clearinghouse;

pub(in crate::http) async fn checkpoint(State(site): State<Site>, _: Viewer) -> Answer<String> {
    site.run(Clearinghouse::checkpoint).await
}
