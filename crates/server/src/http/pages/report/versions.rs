//! The versions of a report that its reader may have whole.

use maud::{Markup, html};

use super::super::frame::Frame;

/// Each with the way to what it says otherwise than the one before; nothing where there is one alone.
pub(super) fn versions(frame: &Frame<'_>, report: &str, versions: &[u32]) -> Markup {
    let pairs = versions.iter().zip(versions.iter().skip(1));
    html! {
        @if versions.len() > 1 {
            h2 { "Versions" }
            ul.facet {
                @for (later, earlier) in pairs {
                    @let number = later.to_string();
                    li {
                        a href=(frame.link("/report/changes", &[("id", report), ("version", &number)])) {
                            "What changed from version " (earlier) " to version " (later)
                        }
                    }
                }
            }
        }
    }
}
