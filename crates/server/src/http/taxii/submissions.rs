//! Objects that partners post (TAXII 2.1, sections 4.3, 5.5 and 5.7): they are taken in like any
//! submission, and deleting one takes the report back.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use model::{AgencyId, Clock as _, Function, Recipient};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::api::submit::body;
use super::super::identity::Viewer;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::collections::{id_of, no_object, not_yours};
use super::media::{Answer, MEDIA_TYPE, Taxii, answer, takes, time};
use crate::{Fate, Listener, Receipt, Source, SystemClock, ingest};

/// What became of posted objects, for those who ask again: the latest, in memory.
#[derive(Clone, Debug, Default)]
pub(in crate::http) struct Statuses(Arc<Mutex<VecDeque<(String, Uuid, Value)>>>);

impl Statuses {
    fn keep(&self, whose: &str, id: Uuid, status: Value) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((whose.to_owned(), id, status));
        let objects = |(_, _, status): &(String, Uuid, Value)| {
            status.get("total_count").and_then(Value::as_u64).unwrap_or_default()
        };
        let mut held: u64 = kept.iter().map(objects).sum();
        while kept.len() > STATUSES_MAX || (kept.len() > 1 && held > STATUS_OBJECTS_MAX) {
            held -= kept.pop_front().as_ref().map_or(0, objects);
        }
    }

    fn find(&self, whose: &str, id: Uuid) -> Option<Value> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = |(of, known, _): &&(String, Uuid, Value)| of == whose && *known == id;
        kept.iter().find(own).map(|(_, _, status)| status.clone())
    }
}

/// The collection to which a submitter posts, as it is described; nobody else has one.
pub(super) fn described(recipient: &Recipient) -> Option<Value> {
    recipient.functions.contains(&Function::Submitter).then(|| {
        json!({
            "id": id_of(recipient.id.as_str(), ALIAS).to_string(),
            "title": "Submissions",
            "description": "Post what your organisation releases; it is marked, checked and kept",
            "alias": ALIAS,
            "can_read": false,
            "can_write": true,
            "media_types": [super::media::OBJECT_TYPE],
        })
    })
}

/// Whether a collection is the recipient's own for submissions.
pub(super) fn is_own(recipient: &Recipient, collection: &str) -> bool {
    let id = id_of(recipient.id.as_str(), ALIAS);
    let named = collection == ALIAS || collection.parse::<Uuid>() == Ok(id);
    named && recipient.functions.contains(&Function::Submitter)
}

/// `POST .../objects/`.
pub(in crate::http) async fn post(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path(collection): Path<String>,
    request: Request,
) -> Answer {
    let recipient = site.house.recipient(&viewer.0).map_err(Problem::from)?;
    if !is_own(recipient, &collection) {
        return Err(not_yours(&site.house, &viewer, &collection).into());
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| takes(kind) && !kind.contains('*')) {
        let what = format!("Send objects as `{MEDIA_TYPE}`: say so in `Content-Type`.");
        return Err(Problem::new(Code::OtherMediaType, what).into());
    }
    let _turn = site.submissions.acquire().await.map_err(Problem::internal)?;
    let sent: Bytes = body(request).await?;
    let objects = objects(&sent)?;
    let agencies = [recipient.admin_organization.clone(), recipient.duty_organization.clone()];
    let (actor, at) = (viewer.0.clone(), SystemClock.now());
    let receipts = site.run(move |house| {
        let sources = [Source::Bytes(SOURCE.to_owned(), Arc::from(&*sent))];
        let mut kept = Kept::default();
        ingest(house, &sources, &actor, Some(&agencies), &mut kept)?;
        Ok(kept.0)
    });
    let id = drawn(&viewer.0, at.micros(), &objects);
    let mut status = status(&objects, &receipts.await?);
    if let Some(members) = status.as_object_mut() {
        members.insert("id".to_owned(), json!(id.to_string()));
        members.insert("request_timestamp".to_owned(), json!(time(at)));
    }
    site.statuses.keep(&viewer.0, id, status.clone());
    Ok((StatusCode::ACCEPTED, answer(&status)?).into_response())
}

/// `GET .../status/{id}/`.
pub(in crate::http) async fn found(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Answer {
    let known = id.parse().ok().and_then(|id| site.statuses.find(&viewer.0, id));
    match known {
        Some(status) => answer(&status),
        None => Err(Problem::new(Code::NoSuchObject, "There is no such status for you.").into()),
    }
}

/// `DELETE .../objects/{object}/`: the report is recalled.
pub(in crate::http) async fn delete(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path((collection, object)): Path<(String, String)>,
) -> Answer {
    let recipient = site.house.recipient(&viewer.0).map_err(Problem::from)?;
    if !is_own(recipient, &collection) {
        return Err(not_yours(&site.house, &viewer, &collection).into());
    }
    let done = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let own = [&recipient.admin_organization, &recipient.duty_organization];
        let is_own = |id: &&AgencyId| own.iter().any(|of| id.is_within(of));
        for agency in house.community().agencies.keys().filter(is_own) {
            if house.withdraw_own(recipient, &format!("{agency} {object}"))? {
                return Ok(true);
            }
        }
        Ok(false)
    });
    match done.await? {
        true => answer(&json!({})),
        false => Err(no_object().into()),
    }
}

/// The objects of an envelope, with what each holds.
fn objects(sent: &[u8]) -> Result<Vec<Value>, Problem> {
    let wrong = |what: String| Problem::new(Code::BadRequest, what);
    let envelope: Value = serde_json::from_slice(sent)
        .map_err(|error| wrong(format!("the envelope is no JSON: {error}")))?;
    let objects = envelope.get("objects").and_then(Value::as_array).cloned();
    let objects = objects.filter(|objects| !objects.is_empty());
    let objects = objects.ok_or_else(|| {
        wrong("an envelope has `objects`, a list that is not empty (section 3.7)".to_owned())
    })?;
    match objects.iter().position(|object| object.get("id").and_then(Value::as_str).is_none()) {
        Some(at) => Err(wrong(format!("object {} of the envelope has no id", at + 1))),
        None => Ok(objects),
    }
}

#[derive(Default)]
struct Kept(Vec<Receipt>);

impl Listener for Kept {
    fn read(&mut self, _: u64) {}

    fn settled(&mut self, receipt: &Receipt) {
        self.0.push(receipt.clone());
    }
}

/// What became of each object: its own receipt says it, or that of what holds it.
fn status(objects: &[Value], receipts: &[Receipt]) -> Value {
    let mut fates: BTreeMap<&str, Result<(), String>> = BTreeMap::new();
    let mut whole: Option<String> = None;
    for receipt in receipts {
        let fate = match &receipt.fate {
            Fate::Accepted { .. } | Fate::Repeated { .. } => Ok(()),
            Fate::Quarantined { reason, text, .. } => Err(format!("set aside, {reason}: {text}")),
            Fate::Refused { text, .. } => Err(text.clone()),
        };
        match receipt.source.rsplit('!').find(|part| part.contains("--")) {
            Some(id) => drop(fates.insert(id, fate)),
            None => whole = whole.or(fate.err()),
        }
    }
    let (mut successes, mut failures) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for object in objects {
        let Some(id) = object.get("id").and_then(Value::as_str) else { continue };
        let version = ["modified", "created"].iter().find_map(|name| object.get(*name));
        let version = version.cloned().unwrap_or_else(|| json!("1970-01-01T00:00:00.000Z"));
        if !seen.insert((id, version.to_string())) {
            continue;
        }
        let fate = fates.get(id).cloned().unwrap_or_else(|| held(id, objects, &fates));
        match fate.and_then(|()| whole.clone().map_or(Ok(()), Err)) {
            Ok(()) => successes.push(json!({"id": id, "version": version})),
            Err(why) => failures.push(json!({"id": id, "version": version, "message": why})),
        }
    }
    json!({
        "status": "complete",
        "total_count": successes.len() + failures.len(),
        "success_count": successes.len(), "successes": successes,
        "failure_count": failures.len(), "failures": failures,
        "pending_count": 0,
    })
}

/// The fate of what has no receipt: with one of those that hold it, if any was taken.
fn held(
    id: &str,
    objects: &[Value],
    fates: &BTreeMap<&str, Result<(), String>>,
) -> Result<(), String> {
    let refers = |object: &&Value| {
        let refs = object.get("object_refs").and_then(Value::as_array);
        refs.is_some_and(|refs| refs.iter().any(|of| of.as_str() == Some(id)))
    };
    let holders = objects.iter().filter(refers).filter_map(|object| object.get("id"));
    let known = holders.filter_map(|holder| fates.get(holder.as_str()?));
    let known: Vec<_> = known.collect();
    match known.iter().any(|fate| fate.is_ok()) {
        true => Ok(()),
        false => known.first().map_or(Ok(()), |fate| (*fate).clone()),
    }
}

/// An id that nobody else's submission has.
fn drawn(whose: &str, micros: i64, objects: &[Value]) -> Uuid {
    let ids: Vec<&Value> = objects.iter().filter_map(|object| object.get("id")).collect();
    id_of(&format!("{whose} {micros} {}", json!(ids)), "status")
}

/// What a submitter's collection is called.
const ALIAS: &str = "submissions";
const SOURCE: &str = "taxii";
/// Statuses that are kept, and the objects that they list together.
const STATUSES_MAX: usize = 1_000;
const STATUS_OBJECTS_MAX: u64 = 200_000;
