//! `POST /api/v1/reports`: a file of any format that is read, plain or compressed; or as
//! `multipart/form-data` several, each under its name.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use model::Function;

use super::super::identity::Viewer;
use super::super::limits::{PARTS_MAX, RECEIPTS_MAX, SUBMISSION_BYTES_MAX, SUBMISSION_TIME_MAX};
use super::super::params::Params;
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
    let sources = sent(request).await?.0;
    Ok(Json(take(&site, &viewer, sources, true).await?))
}

/// Takes in what a submitter sends, of its own organisations alone.
pub(in crate::http) async fn take(
    site: &Site,
    viewer: &Viewer,
    sources: Vec<Source>,
    is_advised: bool,
) -> Answer<wire::Submission> {
    let submitter = site.house.recipient(&viewer.0)?;
    needs(submitter, Function::Submitter)?;
    let agencies = [submitter.admin_organization.clone(), submitter.duty_organization.clone()];
    let actor = viewer.0.clone();
    let (listed, taken) = site
        .run(move |house| {
            let mut listed = Listed { is_advised, ..Listed::default() };
            let taken = ingest(house, &sources, &actor, Some(&agencies), &mut listed);
            Ok((listed, taken))
        })
        .await?;
    let Listed { receipts, unlisted, settled, is_advised: _ } = listed;
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

/// The files of a request; of a form besides what is no file.
pub(in crate::http) async fn sent(request: Request) -> Answer<(Vec<Source>, Params)> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        let bytes = body(request).await?;
        let source = Source::Bytes("request".to_owned(), Arc::from(&*bytes));
        return Ok((vec![source], Params::default()));
    }
    let read = tokio::time::timeout(SUBMISSION_TIME_MAX, parts(request)).await;
    read.map_err(|_| too_slow())?
}

/// Each part of a form that is a file, or else has a name. The purpose and the matter are of the page that
/// the form is on.
async fn parts(request: Request) -> Answer<(Vec<Source>, Params)> {
    let wrong = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::new(Code::BadRequest, format!("The form cannot be read: {error}.")),
    };
    let form = Multipart::from_request(request, &()).await;
    let mut form =
        form.map_err(|rejection| Problem::new(Code::BadRequest, rejection.body_text()))?;
    let (mut files, mut said) = (Vec::new(), Vec::new());
    while let Some(part) = form.next_field().await.map_err(wrong)? {
        let of_page = part.name().filter(|name| OF_PAGE.contains(name)).map(str::to_owned);
        if let Some(name) = of_page.filter(|_| part.file_name().is_none()) {
            said.push((name, part.text().await.map_err(wrong)?));
            continue;
        }
        let name = part.file_name().or_else(|| part.name()).unwrap_or("part").to_owned();
        let bytes = part.bytes().await.map_err(wrong)?;
        files.push(Source::Bytes(name, Arc::from(&*bytes)));
        if files.len() > PARTS_MAX {
            let text = format!("A form may have {PARTS_MAX} files: send them in several.");
            return Err(Problem::new(Code::TooLarge, text));
        }
    }
    Ok((files, said.into_iter().collect()))
}

/// What a form of a page carries along.
const OF_PAGE: [&str; 2] = ["purpose", "matter"];

fn too_slow() -> Problem {
    let seconds = SUBMISSION_TIME_MAX.as_secs();
    Problem::new(Code::TooSlow, format!("The body must arrive within {seconds} seconds."))
}

fn too_large() -> Problem {
    let mebibytes = SUBMISSION_BYTES_MAX >> 20;
    let text = format!("The body may have {mebibytes} MiB: send it in parts, or compressed.");
    Problem::new(Code::TooLarge, text)
}

/// What is sent, within its limits.
pub(in crate::http) async fn body(request: Request) -> Answer<Bytes> {
    let read = tokio::time::timeout(SUBMISSION_TIME_MAX, Bytes::from_request(request, &()));
    match read.await.map_err(|_| too_slow())? {
        Ok(bytes) => Ok(bytes),
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(too_large()),
        Err(_) => Err(Problem::new(Code::BadRequest, "The body broke off.")),
    }
}

/// Keeps receipts, as many as one answer lists.
#[derive(Default)]
struct Listed {
    receipts: Vec<wire::Receipt>,
    unlisted: u64,
    settled: u64,
    /// Whether the answer has the advice.
    is_advised: bool,
}

impl Listener for Listed {
    fn read(&mut self, _: u64) {}

    fn is_advised(&self) -> bool {
        self.is_advised
    }

    fn settled(&mut self, receipt: &Receipt) {
        self.settled += 1;
        if self.receipts.len() < RECEIPTS_MAX {
            self.receipts.push(wire::Receipt::of(receipt));
        } else {
            self.unlisted += 1;
        }
    }
}
