//! Saved searches: one is saved from a search, and ended from the list of them.

use axum::extract::State;
use maud::{Markup, html};

use super::super::super::api::standing::originators;
use super::super::super::identity::Viewer;
use super::super::super::params::Posted;
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::{Done, Led};
use crate::{NewSearch, Search};

/// The form that saves what was just searched for.
pub(super) fn form(frame: &Frame<'_>, search: &Search) -> Markup {
    let body = html! {
        p.fields {
            input type="hidden" name="q" value=(search.query);
            @if search.reading.names { input type="hidden" name="names" value="on"; }
            label { "Name " input name="name" required maxlength="80" autocomplete="off"; }
            button { "Save" }
        }
        p.hint { "It looks at each report that comes, for the purpose that stands above." }
    };
    html! {
        details.saving {
            summary { "Save this search, for alerts" }
            (frame.form("/search/saved", &body))
        }
    }
}

/// `POST /search/saved`.
pub(in crate::http) async fn save(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/alerts", &[])?;
    let names = form.is_on("names")?;
    let (name, query) = (form.get("name").to_owned(), form.get("q").to_owned());
    // From the page of alerts: in the place of a query, whose lists.
    let lists = match form.is_on("watch")? {
        true => {
            let named: Vec<String> =
                form.get("lists").split_whitespace().map(str::to_owned).collect();
            Some(originators(&named)?)
        }
        false => None,
    };
    let new = NewSearch { name, query, names, lists };
    let saved =
        site.ask(&viewer, frame.intent.clone(), move |house, by| house.save_search(by, &new));
    saved.await?;
    Ok(Led(frame.link("/alerts", &[("done", "saved")])))
}

/// `POST /search/saved/drop`.
pub(in crate::http) async fn drop(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/alerts", &[])?;
    let (Viewer(id), name) = (viewer.clone(), form.get("name").to_owned());
    site.run(move |house| house.drop_search(house.recipient(&id)?, None, &name)).await?;
    Ok(Led(frame.link("/alerts", &[("done", "dropped")])))
}
