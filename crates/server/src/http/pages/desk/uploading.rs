//! `POST /desk/upload`: files of any format that is read, each item with what became of it.

use axum::extract::{Request, State};
use marking::Marking;
use maud::{Markup, html};
use model::Function;

use super::super::super::api::needs;
use super::super::super::api::submit::{sent, take};
use super::super::super::identity::Viewer;
use super::super::super::params::Params;
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::Answer;
use super::super::frame::Frame;
use super::{most, opened, receipt_of, sheet};
use crate::{Source, wire};

/// Takes in what is sent, as the interface does.
pub(in crate::http) async fn upload(
    State(site): State<Site>,
    viewer: Viewer,
    request: Request,
) -> Answer {
    needs(site.house.recipient(&viewer.0)?, Function::Submitter)?;
    let _turn = site.submissions.acquire().await.map_err(Problem::internal)?;
    let (mut files, params) = sent(request).await?;
    let frame = opened(&site, &viewer, &params)?;
    // A form without a file sends an empty one.
    files.retain(|file| !is_empty(file));
    if files.is_empty() {
        return Err(Problem::new(Code::BadRequest, "Choose one file or several.").into());
    }
    let taken = take(&site, &viewer, files, true).await?;
    let told = told(&frame, &taken);
    // What is said of what was not taken may have words of it.
    let summary = &taken.summary;
    let all = taken.receipts.len() as u64 + taken.unlisted;
    let banner = match summary.accepted + summary.repeated == all {
        true => Marking::default(),
        false => most(&frame),
    };
    Ok(frame.page("Submit a report", &banner, &sheet(&frame, &Params::default(), &told)))
}

fn is_empty(file: &Source) -> bool {
    matches!(file, Source::Bytes(_, bytes) if bytes.is_empty())
}

fn told(frame: &Frame<'_>, taken: &wire::Submission) -> Markup {
    let wire::Submission { receipts, unlisted, .. } = taken;
    // What asks for work stands first.
    let is_in = |of: &&wire::Receipt| ["accepted", "repeated"].contains(&of.outcome.as_str());
    let (is_in, others): (Vec<&wire::Receipt>, Vec<_>) = receipts.iter().partition(is_in);
    let more = (receipts.len() as u64 + unlisted).saturating_sub(SHOWN_MAX as u64);
    html! {
        h2 { "What became of it" }
        p.meta { (is_in.len()) " taken in or known, " (others.len()) " not." }
        @for receipt in others.into_iter().chain(is_in).take(SHOWN_MAX) {
            p.meta { (receipt.source) ", line " (receipt.line) }
            (receipt_of(frame, receipt))
        }
        @if more > 0 { p.meta { "And " (more) " more." } }
    }
}

/// The form for it, for those who may submit.
pub(super) fn uploading(frame: &Frame<'_>) -> Markup {
    html! {
        @if frame.recipient.functions.contains(&Function::Submitter) {
            details {
                summary { "Send files" }
                form method="post" action="/desk/upload" enctype="multipart/form-data" {
                    (frame.along())
                    p { label { "Files of any format that is read, plain or compressed "
                        input name="file" type="file" multiple required;
                    } }
                    button { "Send" }
                    p.hint { "Each item is taken in, set aside or refused by itself, and you are told which." }
                }
            }
        }
    }
}

/// Items that a page tells of.
const SHOWN_MAX: usize = 200;
