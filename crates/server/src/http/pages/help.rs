//! `GET /help`: the query language and the keys, on one page.

use axum::extract::State;
use marking::Marking;
use maud::html;

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::site::Site;
use super::Answer;
use super::frame::Frame;
use super::keys::table;

/// All of it.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/help", &[])?;
    let body = html! {
        h1 { "Help" }
        h2 { "Asking" }
        dl.asking {
            @for (write, finds) in LANGUAGE { div { dt { code { (write) } } dd { (finds) } } }
        }
        h2 { "Where" }
        dl.asking {
            @for (path, what) in PLACES {
                div { dt { a href=(frame.link(path, &[])) { (path) } } dd { (what) } }
            }
        }
        h2 { "Keys" }
        p.hint { "With the script switched off everything works with Tab and Enter alone." }
        (table())
        h2 { "What you see" }
        p {
            "The banner above and below is what the whole page rolls up to. A mark in brackets stands \
             before the text that it governs. What you see depends on who you are and on the purpose \
             that stands below the banner; nothing on a page tells how much there is besides. Another \
             purpose counts once you press Change."
        }
        p {
            "Text of the work itself, such as why you ask or recall, is UNCLASSIFIED: what carries a \
             mark of more is refused."
        }
    };
    Ok(frame.page("Help", &Marking::default(), &body))
}

/// What is not in everybody's navigation is for those who have it there.
const PLACES: [(&str, &str); 8] = [
    ("/", "search; each report leads to its versions, to what is like it and to what refers to it"),
    ("/entity", "who is who: people, firms, vessels and numbers, with all that is said of them"),
    ("/entity/notices", "whom and what several originators hold"),
    ("/alerts", "what saved searches found"),
    ("/requests", "asking originators for release"),
    ("/recalls", "what was taken back of what you had"),
    ("/feeds", "what contracts bring"),
    ("/center", "what the Center made of it all, and the rules that are in force"),
];

const LANGUAGE: [(&str, &str); 24] = [
    ("smuggled passports", "both words, in any form"),
    ("forged OR false", "either"),
    ("passport -visa", "leaves out"),
    ("(forged OR false) passport", "brackets group"),
    ("\"forged passports\"", "next to one another, in any form"),
    ("\"passports forged\"~5", "in any order, with at most 5 other words between"),
    ("=passports", "exactly so"),
    ("passp* · pa?sport", "any letters · one letter"),
    ("Kisinger~1", "with a letter wrong, missing or too much"),
    ("~Kisinger", "as a name: spelt nearly so, or sounding alike, in any script"),
    ("originator:CIA · originator:STATE/*", "whose; with * its components"),
    ("kind:cable · precedence:flash", "what it is"),
    ("topic:false-documents", "subjects"),
    ("marking:noforn", "words of the banner of what you see of it"),
    ("person:\"Juan Perez\"", "who is listed, by spelling and sound"),
    ("named:\"Sea Star\"", "whatever else is listed"),
    ("place:Tapachula", "where"),
    ("near:Tapachula,50 · near:14.9,-92.3,50", "within so many kilometres"),
    ("box:14,-93,15,-92", "between south, west, north, east"),
    ("issued:2004-01..2004-06", "when it was issued"),
    ("occurred:2004-06", "when what it reports happened"),
    ("id:TD-314/*", "the report itself"),
    (
        "refers:\"CIA TD-314/1\" · derived:\"CIA TD-314/1\"",
        "reports that refer to one · that are made from it",
    ),
    ("has:tearline", "also pointer, place, occurred, person"),
];
