//! Requests that the viewer's organisation is to answer, each with the ways to answer it.

use maud::{Markup, html};
use model::{AgencyId, Consent, Function};

use super::super::acts::foreseen::preview;
use super::super::frame::Frame;
use super::super::marks::{when, words};
use super::super::turning::{Turned, turning_by};
use super::super::work::unmarked;
use super::{badge, terms};
use crate::wire::{ConsentRecord, RequestRecord};

/// Those that are open first, the oldest at the top; then what was answered.
pub(super) fn inbox(
    frame: &Frame<'_>,
    open: &Turned<'_, &RequestRecord>,
    closed: &Turned<'_, &RequestRecord>,
) -> Markup {
    let decides = frame.recipient.functions.contains(&Function::ReleaseAuthority);
    html! {
        @if decides || open.all + closed.all > 0 {
            h2 { "To be answered by " (frame.recipient.duty_organization) }
            @if open.all == 0 { p.empty { "Nothing waits for you." } }
            @for request in open.part { (waiting(frame, request)) }
            (turning_by(frame, ("What waits for you", "waiting"), open.nth, open.more))
            @if closed.all > 0 {
                details open[closed.nth > 1] {
                    summary { "Answered or over: " (closed.all) }
                    @for request in closed.part {
                        article.card {
                            h3 { (request.report) " " (badge(&request.state)) }
                            (terms(request))
                            p.meta { (request.recipient) ", asked " (when(&request.asked)) }
                        }
                    }
                    (turning_by(frame, ("What was answered", "closed"), closed.nth, closed.more))
                }
            }
        }
    }
}

fn waiting(frame: &Frame<'_>, request: &RequestRecord) -> Markup {
    let RequestRecord { id, recipient, report, with, asked, expires, reminders, .. } = request;
    let action = format!("/requests/{id}");
    let who = frame.site.house.recipient(recipient).ok();
    html! {
        article.card {
            h3 { (report) " " (badge(&request.state)) }
            p {
                b { (who.map_or(recipient.as_str(), |who| who.name.as_str())) }
                @if let Some(who) = who {
                    ", " (who.duty_organization) ", cleared for " (who.clearance.banner())
                }
            }
            (terms(request))
            p.meta {
                "asked " (when(asked)) ", with " (with) ", over " (when(expires))
                @if *reminders > 0 { ", reminded " (reminders) " times" }
            }
            details {
                summary { "Approve" }
                (frame.form(&action, &approval(request.matter.is_some())))
            }
            details {
                summary { "Deny" }
                (frame.form(&action, &html! {
                    input type="hidden" name="step" value="deny";
                    p { label { (unmarked("What whoever asked may read of the reason"))
                        textarea name="why" rows="2" maxlength="2000" dir="auto" {}
                    } }
                    button { "Deny" }
                }))
            }
            details {
                summary { "Hand on" }
                (frame.form(&action, &html! {
                    input type="hidden" name="step" value="delegate";
                    p.fields {
                        label { "Another office "
                            select name="to" { @for office in offices(frame, report) {
                                option value=(office) { (office) }
                            } }
                        }
                        button { "Hand on" }
                    }
                }))
            }
        }
    }
}

/// Requests about products of others that need the consent of the viewer's organisation too.
pub(super) fn consents(frame: &Frame<'_>, asked: &[ConsentRecord]) -> Markup {
    html! {
        @if !asked.is_empty() { h2 { "Products made from your material" } }
        @for ConsentRecord { request, consent_of, consents } in asked {
            article.card {
                h3 { (request.report) " " (badge(&request.state)) }
                p { b { (request.recipient) } " asks; it needs the consent of " b { (consent_of) }
                    " to lift " (consents.join(", ")) " in it." }
                (terms(request))
                details {
                    summary { "Consent" }
                    (frame.form(&format!("/requests/{}", request.id), &html! {
                        input type="hidden" name="step" value="approve";
                        p { label { "Until, exclusive " input name="until" type="date" required; } }
                        p { label { "Conditions that the recipient must observe"
                            textarea name="conditions" rows="2" maxlength="2000" dir="auto" {}
                        } }
                        button.main { "Consent" }
                    }))
                }
            }
        }
    }
}

/// The approval is for exactly what was asked, and lifts what is ticked. Use is lifted in a matter
/// alone.
fn approval(in_matter: bool) -> Markup {
    html! {
        input type="hidden" name="step" value="approve";
        p { label { "Until, exclusive " input name="until" type="date" required; } }
        fieldset {
            legend {
                "What it lifts; without any, all but identities"
                @if !in_matter { ", and but limits of use, as the request names no matter" }
            }
            @for consent in Consent::ALL {
                @let is_closed = *consent == Consent::Use && !in_matter;
                label {
                    input type="checkbox" name="consent" value=(consent.name()) disabled[is_closed];
                    " " (lifts(*consent))
                }
            }
        }
        p { label { (unmarked("Conditions that the recipient must observe"))
            textarea name="conditions" rows="2" maxlength="2000" dir="auto" {}
        } }
        p.fields { (preview()) button { "Approve" } }
    }
}

fn lifts(consent: Consent) -> String {
    match consent {
        Consent::Use => "leads only, and other limits of use".to_owned(),
        Consent::List => "the distribution list".to_owned(),
        Consent::Caveats => "your own caveats".to_owned(),
        Consent::FieldOffice => "the procedure for field offices".to_owned(),
        Consent::Identities => "who the US persons are".to_owned(),
        Consent::NeedToKnow => words(consent.name()),
    }
}

/// The offices of whoever a report's name says.
fn offices(frame: &Frame<'_>, report: &str) -> Vec<String> {
    let whole = report.split([' ', '/']).next().unwrap_or_default();
    let Ok(whole) = AgencyId::new(whole) else { return Vec::new() };
    let agencies = frame.site.house.community().agencies.keys();
    agencies.filter(|id| id.is_within(&whole)).map(ToString::to_string).collect()
}
