//! The pages that there are, and who has use for which.

use maud::{Markup, html};
use model::{Function, Recipient};

use super::super::site::Site;
use super::frame::Frame;

/// A page of the navigation.
pub(super) struct Destination {
    pub(super) path: &'static str,
    pub(super) label: &'static str,
    /// What is typed behind `g` to go there.
    pub(super) key: char,
    is_for: fn(&Site, &Recipient) -> bool,
}

/// Every page that is gone to by itself, in the order of the navigation.
pub(super) const DESTINATIONS: [Destination; 12] = [
    Destination { path: "/", label: "Search", key: 's', is_for: |_, _| true },
    Destination { path: "/entity", label: "Who is who", key: 'e', is_for: |_, _| true },
    Destination { path: "/alerts", label: "Alerts", key: 'l', is_for: |_, _| true },
    Destination { path: "/requests", label: "Requests", key: 'r', is_for: |_, _| true },
    Destination { path: "/recalls", label: "Recalls", key: 'c', is_for: |_, _| true },
    Destination { path: "/feeds", label: "Feeds", key: 'f', is_for: |_, _| true },
    Destination { path: "/center", label: "Center", key: 'n', is_for: |_, _| true },
    Destination { path: "/desk", label: "Submit", key: 'd', is_for: |_, of| may_submit(of) },
    Destination {
        path: "/quarantine",
        label: "Quarantine",
        key: 'q',
        is_for: |_, of| works_on_what_is_set_aside(of),
    },
    Destination { path: "/acts", label: "Acts", key: 'a', is_for: |_, of| may_follow_acts(of) },
    Destination {
        path: "/audit",
        label: "Audit",
        key: 'u',
        is_for: |_, of| of.functions.contains(&Function::Auditor),
    },
    Destination { path: "/operations", label: "Operations", key: 'o', is_for: sees_the_ledger },
];

/// The navigation of a page.
pub(super) fn navigation(frame: &Frame<'_>) -> Markup {
    let shown = DESTINATIONS.iter().filter(|to| (to.is_for)(frame.site, frame.recipient));
    html! {
        nav aria-label="Main" {
            ul {
                @for Destination { path, label, key, .. } in shown {
                    li {
                        a href=(frame.link(path, &[])) data-key=(key)
                            aria-current=[current(frame.path, path)] {
                            (label)
                        }
                    }
                }
            }
        }
    }
}

/// Whether a page is the one that is gone to, or one below it.
fn current(path: &str, destination: &str) -> Option<&'static str> {
    let is_below = path.strip_prefix(destination).is_some_and(|rest| rest.starts_with('/'));
    match path == destination || (path == "/search" && destination == "/") {
        true => Some("page"),
        false => is_below.then_some("true"),
    }
}

/// Whether somebody submits for an originator, or may ask what would become of a draft.
pub(super) fn may_submit(recipient: &Recipient) -> bool {
    let functions = [Function::Submitter, Function::ReleaseAuthority];
    functions.iter().any(|function| recipient.functions.contains(function))
}

fn works_on_what_is_set_aside(recipient: &Recipient) -> bool {
    let functions = [Function::Quarantine, Function::Submitter];
    functions.iter().any(|function| recipient.functions.contains(function))
}

fn may_follow_acts(recipient: &Recipient) -> bool {
    let functions = [Function::ReleaseAuthority, Function::SteeringGroup, Function::Auditor];
    functions.iter().any(|function| recipient.functions.contains(function))
}

/// Whether somebody operates the system, or may read checkpoints of its ledger.
pub(super) fn sees_the_ledger(site: &Site, recipient: &Recipient) -> bool {
    let functions = [Function::Operator, Function::Auditor, Function::Submitter];
    functions.iter().any(|function| recipient.functions.contains(function))
        || site.house.is_witness(recipient)
        || site.house.is_inspector(recipient)
}
