//! Which keys do what: a sheet over any page with `?`, and the same on the help page.

use maud::{Markup, html};

use super::navigation::DESTINATIONS;

/// The sheet that `?` opens. Without the script it stays closed, and the help page has the same.
pub(super) fn sheet() -> Markup {
    html! {
        dialog #keys aria-labelledby="keys-title" {
            h2 #keys-title { "Keys" }
            (table())
            form method="dialog" {
                label { input #keys-on type="checkbox" checked; " Single keys do this" }
                button { "Close" }
            }
        }
    }
}

/// Every key.
pub(super) fn table() -> Markup {
    html! {
        dl.keys {
            @for (key, what) in KEYS {
                div { dt { @for key in key.split(' ') { kbd { (key) } " " } } dd { (what) } }
            }
            @for to in &DESTINATIONS {
                div { dt { kbd { "g" } " " kbd { (to.key) } } dd { (to.label) } }
            }
        }
    }
}

const KEYS: [(&str, &str); 8] = [
    ("/", "to the search box"),
    ("j k", "to the next hit or portion, and back"),
    ("Enter", "open what is in focus"),
    ("n", "more reports"),
    ("c", "copy the portion in focus, or the citation, with its marking and source"),
    ("a", "ask for release"),
    ("p", "to the purpose"),
    ("?", "this sheet"),
];
