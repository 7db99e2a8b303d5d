//! The page that says what went wrong.

use axum::response::Html;
use maud::html;

use super::super::problem::Code;
use super::frame;

/// The page of a problem. It says nothing about whoever asked.
pub(in crate::http) fn page(code: Code, public: &str) -> Html<String> {
    let title = title(code);
    let body = html! {
        section.notice {
            h1 { (title) }
            p { (public) }
            @if code == Code::NotReleasable {
                p {
                    "If you know its name, you may " a href="/requests" { "ask its originator for it" }
                    ", whether or not there is such a report."
                }
            }
            @if [Code::BadRequest, Code::BadQuery].contains(&code) {
                p.hint { "Go back to correct what you typed: it is still there." }
            }
            p { a href="/" { "To the search" } }
        }
    };
    frame::bare(title, &body)
}

fn title(code: Code) -> &'static str {
    match code {
        Code::BadRequest => "This cannot be read",
        Code::BadQuery => "The query cannot be read",
        Code::BadPurpose => "There is no such purpose",
        Code::SignInNeeded => "Sign in first",
        Code::NotARecipient => "You are not a recipient",
        Code::NotYourFunction => "Not your function",
        Code::FromElsewhere => "Not from there",
        Code::NotReleasable => "Not releasable to you, or not there",
        Code::NoSuchAddress => "No such page",
        Code::LinkUsed => "This link no longer works",
        Code::MethodNotAllowed => "Not this way",
        Code::TooSlow => "Too slow",
        Code::TooLarge => "Too large",
        Code::Internal => "The server failed",
        Code::CannotRecord => "Nothing can be recorded",
        Code::Disagreement => "Another history",
        Code::NoSuchTile => "Not in the ledger, or not yet",
        Code::FeedMoving => "In a moment",
        Code::NoSuchFeed => "No such feed",
        Code::NoSuchObject => "No such object",
        Code::OtherMediaType => "Not in this form",
        Code::NotAcceptable => "Not in this form",
        Code::DiskFull => "The disk is full",
    }
}
