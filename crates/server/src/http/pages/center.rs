//! `GET /center`: what the Center made of what it holds, and the charter's rules as they are in force.

mod rules;

use axum::extract::State;
use index::FacetField;
use marking::rollup;
use maud::{Markup, html};
use model::{AgencyId, Manner};

use super::super::identity::Viewer;
use super::super::limits::PAGE_HITS;
use super::super::params::Params;
use super::super::site::Site;
use super::Answer;
use super::frame::Frame;
use super::hit::hit;
use super::marks::count;
use super::search::banner::of_found;
use super::work;
use crate::{Found, Search, Sort};

/// The Center's reports that the viewer may have, found as any search finds them, and the rules.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let cursor = params.said("cursor");
    let frame = Frame::of(&site, &viewer, &params, "/center", &[])?;
    let Viewer(id) = viewer.clone();
    let in_force = site.run(move |house| Ok(house.in_force_for(house.recipient(&id)?))).await?;
    let query = query(in_force.center.iter());
    let found = match &query {
        None => None,
        Some(query) => {
            let facets = vec![FacetField::Marking];
            let search =
                Search { sort: Sort::Newest, cursor, facets, ..Search::of(query, PAGE_HITS) };
            let found = site.ask(&viewer, frame.intent.clone(), move |house, by| {
                house.search(by, &search, Manner::Search)
            });
            Some(found.await?)
        }
    };
    let rules = rules::rules(&frame, &in_force);
    let of_rules = work::banner(&frame, rules.texts.iter().map(String::as_str));
    let of_hits = found.as_ref().map(|found| of_found(&frame, found, &[])).unwrap_or_default();
    let banner = rollup([&of_rules, &of_hits].into_iter()).banner;
    let body = html! {
        h1 { "The Center" }
        h2 { "Assessments and other reports" }
        @match (&found, &query) {
            (Some(found), Some(query)) => (assessments(&frame, query, found)),
            _ => p.empty { "Nobody of this community fuses for the others." },
        }
        (rules.shown)
    };
    Ok(frame.page("The Center", &banner, &body))
}

/// What a search for the Center's own reports asks; what decides who is who alone is on the entities' pages.
fn query<'a>(center: impl Iterator<Item = &'a AgencyId>) -> Option<String> {
    let own: Vec<String> =
        center.map(|id| format!("originator:\"{id}\" OR originator:{id}/*")).collect();
    (!own.is_empty()).then(|| format!("({}) -kind:judgement", own.join(" OR ")))
}

fn assessments(frame: &Frame<'_>, query: &str, found: &Found) -> Markup {
    html! {
        @if found.total == 0 {
            p.empty { "Nothing of the Center's own that is releasable to you." }
        } @else {
            p.meta {
                (count(found.total, "report", "reports")) " of the Center, the newest first · "
                a href=(frame.link("/search", &[("q", query)])) { "search in them" }
            }
        }
        section.hits aria-label="Reports of the Center" {
            @for report in &found.reports {
                (hit(frame, report.released.rendition(), None, &html! {}))
            }
        }
        @if let Some(next) = &found.next {
            p.next { a rel="next" href=(frame.link("/center", &[("cursor", next)])) { "More reports" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_centers_reports_are_asked_for_in_the_language_of_queries() {
        let center = ["HSTC", "X_1"].map(|id| AgencyId::new(id).unwrap());
        let asked = query(center.iter()).unwrap();
        let read = index::read(&asked, index::Reading::default(), &index::Thesaurus::default());
        assert!(read.is_ok(), "{asked}");
        assert_eq!(query([].iter()), None);
    }
}
