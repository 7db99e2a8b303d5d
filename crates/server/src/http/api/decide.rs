//! `POST /api/v1/decisions`: what somebody would get of a report, without giving it.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use model::{AgencyId, Function, Manner, Recipient, Timestamp};
use serde::Deserialize;

use super::super::identity::Viewer;
use super::super::params::{matter, purpose};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::{Caller, Intent, wire};

/// The question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Question {
    report: String,
    recipient: Option<String>,
    purpose: String,
    matter: Option<String>,
    manner: Option<String>,
    at: Option<String>,
}

pub(in crate::http) async fn decide(
    State(site): State<Site>,
    viewer: Viewer,
    question: Result<Json<Question>, JsonRejection>,
) -> Answer<Json<wire::Decision>> {
    let Json(question) =
        question.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let Question { report, recipient, purpose: wanted, matter: said, manner, at } = question;
    let matter = matter(said.as_deref().unwrap_or_default())?;
    let wanted = Intent { purpose: purpose(&wanted)?, matter };
    let manner = manner.as_deref().map_or(Ok(Manner::Display), |text| {
        let unknown = || format!("`manner`: `{text}` is none of {}", Manner::names());
        Manner::parse(text).ok_or_else(|| Problem::new(Code::BadRequest, unknown()))
    })?;
    let at = at.as_deref().map(Timestamp::parse).transpose();
    let at = at.map_err(|error| Problem::new(Code::BadRequest, format!("`at`: {error}")))?;
    let caller = site.house.recipient(&viewer.0)?;
    let is_officer = speaks_for_originator(caller, &report);
    let other = recipient.filter(|id| *id != viewer.0);
    if at.is_some() && !is_officer {
        // Otherwise somebody could learn of a hidden report that it will open one day.
        let text = "only the originator's officers may ask about another time".to_owned();
        return Err(Problem::new(Code::BadRequest, text));
    }
    let decision = match other {
        None => {
            site.ask(&viewer, wanted, move |house, by| house.decide(by, &report, manner, at))
                .await?
        }
        Some(_) if !is_officer => None,
        Some(other) => {
            let officer = viewer.0.clone();
            site.run(move |house| {
                let recipient = house.recipient(&other)?;
                let by = Some(officer.as_str());
                house.decide(
                    Caller {
                        recipient,
                        purpose: wanted.purpose,
                        matter: wanted.matter.as_deref(),
                        by,
                    },
                    &report,
                    manner,
                    at,
                )
            })
            .await?
        }
    };
    let decision = decision.ok_or_else(Problem::not_releasable)?;
    if is_officer {
        return Ok(Json(wire::Decision::of(&decision)));
    }
    if decision.form.is_none() {
        return Err(Problem::not_releasable());
    }
    Ok(Json(wire::Decision::to_its_recipient(&decision)))
}

/// Whether the caller is an auditor or release authority of the organisation whose report it is.
/// The id alone says so, whether or not there is such a report.
fn speaks_for_originator(caller: &Recipient, report: &str) -> bool {
    let officer = [Function::Auditor, Function::ReleaseAuthority];
    let originator = report.split(' ').find(|part| !part.is_empty()).map(AgencyId::new);
    let Some(Ok(originator)) = originator else { return false };
    let own = [&caller.admin_organization, &caller.duty_organization];
    officer.iter().any(|function| caller.functions.contains(function))
        && own.iter().any(|organization| originator.is_within(organization))
}
