//! `POST /api/v1/reports/stream`: lines of report format 1 for as long as they come, each with its
//! receipt as soon as it is settled. No more is read than can be settled.

use std::convert::Infallible;
use std::io;

use axum::body::{Body, BodyDataStream};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use futures_util::{StreamExt as _, stream};
use model::Function;
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc::{Sender, channel};

use super::super::identity::Viewer;
use super::super::limits::{RECEIPTS_WAITING_MAX, STREAM_IDLE_MAX};
use super::super::problem::Problem;
use super::super::site::Site;
use super::{Answer, needs};
use crate::{Chunk, Listener, Receipt, Source, Streamed, ingest, wire};

pub(in crate::http) async fn stream(
    State(site): State<Site>,
    viewer: Viewer,
    request: Request,
) -> Answer<Response> {
    let submitter = site.house.recipient(&viewer.0)?;
    needs(submitter, Function::Submitter)?;
    let agencies = [submitter.admin_organization.clone(), submitter.duty_organization.clone()];
    let turn = site.streams.clone().acquire_owned().await.map_err(Problem::internal)?;
    let (into, streamed) = Streamed::channel();
    tokio::spawn(pass_on(request.into_body().into_data_stream(), into));
    let (told, receipts) = channel(RECEIPTS_WAITING_MAX);
    let actor = viewer.0.clone();
    tokio::spawn(async move {
        let mut telling = Telling { into: told.clone() };
        let taken = site.run(move |house| {
            let sources = [Source::Stream("stream".to_owned(), streamed)];
            ingest(house, &sources, &actor, Some(&agencies), &mut telling)
        });
        let last = match taken.await {
            Ok(summary) => json!({ "summary": wire::Summary::of(&summary) }),
            Err(problem) => {
                let text = format!(
                    "{} What has a receipt stands; send the rest again later, what was taken is \
                     recognised.",
                    problem.public
                );
                tracing::error!(cause = problem.cause, "a stream of submissions failed");
                json!({ "error": { "code": problem.code.name(), "message": text } })
            }
        };
        // Whoever has gone away is told nothing.
        let _ = told.send(line(&last)).await;
        drop(turn);
    });
    let lines = stream::unfold(receipts, |mut receipts| async {
        let line = receipts.recv().await?;
        Some((Ok::<_, Infallible>(line), receipts))
    });
    Ok(([(CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response())
}

/// Passes on what comes; it waits while nothing more can be taken in.
async fn pass_on(mut body: BodyDataStream, into: Sender<Chunk>) {
    loop {
        let next = tokio::select! {
            next = tokio::time::timeout(STREAM_IDLE_MAX, body.next()) => next,
            // Nothing more is taken in.
            () = into.closed() => return,
        };
        let chunk = match next {
            Ok(None) => return,
            Ok(Some(Ok(bytes))) => Ok(bytes.to_vec()),
            Ok(Some(Err(error))) => Err(io::Error::other(error.to_string())),
            Err(_) => {
                let seconds = STREAM_IDLE_MAX.as_secs();
                let text = format!("nothing came for {seconds} seconds");
                Err(io::Error::new(io::ErrorKind::TimedOut, text))
            }
        };
        let is_end = chunk.is_err();
        if into.send(chunk).await.is_err() || is_end {
            return;
        }
    }
}

/// Tells each receipt as it is given.
struct Telling {
    into: Sender<Vec<u8>>,
}

impl Listener for Telling {
    fn read(&mut self, _: u64) {}

    fn is_advised(&self) -> bool {
        true
    }

    fn settled(&mut self, receipt: &Receipt) {
        // What is settled stands, whether or not somebody still listens.
        let _ = self.into.blocking_send(line(&wire::Receipt::of(receipt)));
    }
}

fn line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}
