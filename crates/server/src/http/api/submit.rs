//! `POST /api/v1/reports`: submissions as JSON lines, plain or compressed.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::StatusCode;
use model::Function;

use super::super::identity::Viewer;
use super::super::limits::{RECEIPTS_MAX, SUBMISSION_BYTES_MAX, SUBMISSION_TIME_MAX};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::{Answer, needs};
use crate::{Listener, Receipt, Source, ingest, wire};

pub(in crate::http) async fn submit(
    State(site): State<Site>,
    viewer: Viewer,
    request: Request,
) -> Answer<Json<wire::Submission>> {
    needs(site.house.recipient(&viewer.0)?, Function::Submitter)?;
    let _turn = site.submissions.acquire().await.map_err(Problem::internal)?;
    let bytes = body(request).await?;
    Ok(Json(take(&site, &viewer, bytes).await?))
}

/// Takes in what a submitter sends, of its own organisations alone.
pub(in crate::http) async fn take(
    site: &Site,
    viewer: &Viewer,
    bytes: Bytes,
) -> Answer<wire::Submission> {
    let submitter = site.house.recipient(&viewer.0)?;
    needs(submitter, Function::Submitter)?;
    let agencies = [submitter.admin_organization.clone(), submitter.duty_organization.clone()];
    let actor = viewer.0.clone();
    let (listed, taken) = site
        .run(move |house| {
            let sources = [Source::Bytes("request".to_owned(), Arc::from(&*bytes))];
            let mut listed = Listed::default();
            let taken = ingest(house, &sources, &actor, Some(&agencies), &mut listed);
            Ok((listed, taken))
        })
        .await?;
    let Listed { receipts, unlisted, settled } = listed;
    let summary = taken.map_err(|error| {
        let mut problem = Problem::from(error);
        problem.public = format!(
            "{} {settled} lines were settled before and stand; send all of it again later, what \
             was taken is recognised.",
            problem.public
        );
        problem
    })?;
    Ok(wire::Submission { receipts, unlisted, summary: wire::Summary::of(&summary) })
}

/// What is sent, within its limits.
pub(in crate::http) async fn body(request: Request) -> Answer<Bytes> {
    let read = tokio::time::timeout(SUBMISSION_TIME_MAX, Bytes::from_request(request, &()));
    let slow = |_| {
        let seconds = SUBMISSION_TIME_MAX.as_secs();
        Problem::new(Code::TooSlow, format!("The body must arrive within {seconds} seconds."))
    };
    match read.await.map_err(slow)? {
        Ok(bytes) => Ok(bytes),
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let mebibytes = SUBMISSION_BYTES_MAX >> 20;
            let text =
                format!("The body may have {mebibytes} MiB: send it in parts, or compressed.");
            Err(Problem::new(Code::TooLarge, text))
        }
        Err(_) => Err(Problem::new(Code::BadRequest, "The body broke off.")),
    }
}

/// Keeps receipts, as many as one answer lists.
#[derive(Default)]
struct Listed {
    receipts: Vec<wire::Receipt>,
    unlisted: u64,
    settled: u64,
}

impl Listener for Listed {
    fn read(&mut self, _: u64) {}

    fn settled(&mut self, receipt: &Receipt) {
        self.settled += 1;
        if self.receipts.len() < RECEIPTS_MAX {
            self.receipts.push(wire::Receipt::of(receipt));
        } else {
            self.unlisted += 1;
        }
    }
}
