//! The sheet on which a report is written.

use maud::{Markup, html};
use model::{Kind, Precedence};

use super::super::super::params::Params;
use super::super::frame::Frame;
use super::super::marks::{colour, words};
use super::most;

/// The name of the form on the page.
pub(super) const FORM: &str = "writing";

/// The form, with what was written before.
pub(super) fn writing(frame: &Frame<'_>, form: &Params) -> Markup {
    let text = |name: &str, label: &str, rows: usize, hint: &str| {
        html! {
            p { label { (label)
                textarea name=(name) rows=(rows) dir="auto" placeholder=(hint) spellcheck="true" { (form.whole(name)) }
            } }
        }
    };
    let line = |name: &str, label: &str, hint: &str| {
        html! {
            p { label { (label)
                input name=(name) value=(form.whole(name)) placeholder=(hint) autocomplete="off";
            } }
        }
    };
    let has_more = MORE.iter().any(|name| form.said(name).is_some());
    // What is written and not checked may be anything that its writer may write.
    let unchecked = most(frame);
    html! {
        // The purpose and the matter are of the form, though they stand above.
        form.writing id=(FORM) method="post" action="/desk" data-live="findings"
            data-banner=(unchecked.banner()) data-colour=(colour(&unchecked)) {
            (named(frame, form))
            (line("title", "Title, behind its mark", "(U) Safe houses in Tapachula"))
            (text("text", "Text: paragraphs parted by an empty line, each behind its mark", 14,
                "(S//NF) Groups leave on Mondays."))
            (line("banner", "Banner", "left empty, the check writes what the portions require"))
            (text("tearline", "Tear line: what may travel further", 3, "(U//FOUO) Watch for new laminates."))
            details open[has_more] {
                summary { "More of it" }
                (line("pointer", "Pointer, where nothing else may go", "(U) Ask the CIA desk at the Center."))
                (line("caveats", "Caveats, parted by commas", "CIA:NO-DISSEM-ABROAD"))
                (line("addressees", "Addressees", "DHS/ICE, STATE/INR"))
                (line("topics", "Topics", "migrant-smuggling, false-documents"))
                (text("entities", "Who and what is named, a line each: type, name, and what is known, parted by semicolons", 3,
                    "person: Juan Perez; also Juan P.; passport A123; portion 1; role smuggler"))
                (text("places", "Places, a line each: name, country, latitude and longitude", 2,
                    "Tapachula; MEX; 14.9, -92.3"))
                (line("occurred_from", "Happened from", "2004-06-01"))
                (line("occurred_to", "Happened until", "2004-06-30"))
                (line("references", "Refers to", "CIA TD-314/00120-04"))
                (line("derived_from", "Made from", ""))
                (line("authority_classified_by", "Classified by", ""))
                (line("authority_derived_from", "Classification derived from", ""))
                (line("authority_declassify_on", "Declassify on", "20290709"))
                p { label { "Leads only, not evidence "
                    select name="leads_only" {
                        @for (value, label) in [("", "as the originator's reports are"), ("yes", "yes"), ("no", "no")] {
                            option value=(value) selected[form.get("leads_only") == value] { (label) }
                        }
                    }
                } }
            }
            p.fields {
                button name="do" value="check" { "Check" }
                button.main name="do" value="submit" { "Submit" }
            }
        }
    }
}

fn named(frame: &Frame<'_>, form: &Params) -> Markup {
    let own = [&frame.recipient.duty_organization, &frame.recipient.admin_organization];
    let agencies = frame.site.house.community().agencies.keys();
    let agencies = agencies.filter(|id| own.iter().any(|own| id.is_within(own)));
    let issued = form.whole("issued");
    html! {
        p.fields {
            label { "Originator "
                select name="originator" { @for id in agencies {
                    option value=(id) selected[form.get("originator") == id.as_str()] { (id) }
                } }
            }
            label { "Serial " input name="serial" value=(form.whole("serial")) required placeholder="TD-314/00131-04"; }
            label { "Version " input.short name="version" type="number" min="1" value=(form.whole("version")) placeholder="1"; }
        }
        p.fields {
            label { "Kind "
                select name="kind" { @for kind in Kind::ALL {
                    option value=(kind.name()) selected[form.get("kind") == kind.name()] { (words(kind.name())) }
                } }
            }
            label { "Precedence "
                select name="precedence" { @for of in Precedence::ALL {
                    option value=(of.name()) selected[form.get("precedence") == of.name()] { (words(of.name())) }
                } }
            }
            label { "Issued " input name="issued" value=(issued) placeholder="2004-07-09T13:00:00Z"; }
        }
    }
}

/// What is folded away while nothing of it is written.
const MORE: [&str; 10] = [
    "caveats",
    "addressees",
    "topics",
    "references",
    "derived_from",
    "pointer",
    "entities",
    "places",
    "occurred_from",
    "occurred_to",
];
