//! `POST /report/use`: what use the viewer made of a report.

use axum::extract::State;
use maud::{Markup, html};

use super::super::super::identity::Viewer;
use super::super::super::params::Posted;
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::work::unmarked;
use super::super::{Done, Led};

/// Records it for the report's originator.
pub(in crate::http) async fn declare(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/report", &[])?;
    let (report, text) = (form.get("report").to_owned(), form.get("use").to_owned());
    let cited = report.clone();
    site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.declare_use((recipient, None), &cited, &text)
    })
    .await?;
    Ok(Led(frame.link("/report", &[("id", &report), ("done", "used")])))
}

/// The form for it.
pub(super) fn using(frame: &Frame<'_>, report: &str) -> Markup {
    frame.form(
        "/report/use",
        &html! {
            input type="hidden" name="report" value=(report);
            p { label { (unmarked("What you did with it; its originator reads this"))
                textarea name="use" required rows="3" maxlength="2000" dir="auto" {}
            } }
            button.main { "Declare it" }
        },
    )
}
