//! Forms for acts. A form becomes a file of acts, so that there is one way in which acts are read.

use marking::Level;
use maud::{Markup, html};
use model::{Consent, Function, ProcedureForm, Purpose};
use toml::{Table, Value};

use super::super::super::params::Params;
use super::super::frame::Frame;
use super::super::marks::words;
use super::super::work::unmarked;
use super::foreseen::preview;

/// A form for each kind that an originator decides about, and one for whole files.
pub(super) fn deciding(frame: &Frame<'_>) -> Markup {
    let form = |kind: &str, summary: &str, fields: Markup| {
        html! {
            details {
                summary { (summary) }
                (frame.form("/acts", &html! {
                    input type="hidden" name="kind" value=(kind);
                    (fields)
                }))
            }
        }
    };
    let functions = &frame.recipient.functions;
    html! {
        h2 { "Decide" }
        @if functions.contains(&Function::SteeringGroup) {
            (form("grant", "A grant: a foreign authority may have topics, up to a level", grant(frame)))
        }
        @if functions.contains(&Function::ReleaseAuthority) {
            (form("authorization", "An authorization: an exception for somebody, a purpose, a matter, a time", authorization(frame)))
            (form("procedure", "A procedure: how your material goes to field offices", procedure(frame)))
            (form("embargo", "An embargo: your material goes to nobody else for a time", embargo(frame)))
        }
        (form("file", "A file of acts", html! {
            p { label { "In TOML, as docs/acts.md has it"
                textarea name="file" rows="10" spellcheck="false" required { "format = \"tearline.acts/1\"\nreason = \"\"\n" }
            } }
            (record())
        }))
    }
}

fn authorization(frame: &Frame<'_>) -> Markup {
    html! {
        p.fields {
            (originators(frame))
            label { "For " input name="party" list="parties" required autocomplete="off"; }
            label { "Matter " input name="matter_of_act" maxlength="100"; }
        }
        datalist #parties {
            @for recipient in frame.site.house.community().recipients.values() {
                option value=(recipient.id) { (recipient.name) }
            }
            @for agency in frame.site.house.community().agencies.values() {
                option value=(agency.id) { (agency.name) }
            }
        }
        fieldset {
            legend { "Purposes" }
            @for purpose in Purpose::ALL {
                label { input type="checkbox" name="purpose_of_act" value=(purpose.name()); " " (words(purpose.name())) }
            }
        }
        fieldset {
            legend { "What it lifts" }
            @for consent in Consent::ALL {
                label { input type="checkbox" name="consent" value=(consent.name()); " " (words(consent.name())) }
            }
        }
        (reports())
        (times(true))
        p { label { (unmarked("Conditions")) " " input name="conditions" maxlength="2000" dir="auto"; } }
        (why())
    }
}

fn procedure(frame: &Frame<'_>) -> Markup {
    html! {
        p.fields {
            (originators(frame))
            label { "At most " select name="form" { @for form in ProcedureForm::ALL {
                option value=(form.name()) { (words(form.name())) }
            } } }
            label { "After hours " input.short name="delay_hours" type="number" min="0" value="0"; }
        }
        p { label { (unmarked("Statement that goes along")) " " input name="statement" maxlength="2000" dir="auto"; } }
        (times(false))
        (why())
    }
}

fn embargo(frame: &Frame<'_>) -> Markup {
    html! { p.fields { (originators(frame)) } (reports()) (times(false)) (why()) }
}

fn grant(frame: &Frame<'_>) -> Markup {
    let community = frame.site.house.community();
    // Those of other nations than the Center's own.
    let own = community.agencies.get(&frame.recipient.duty_organization).map(|of| &of.nation);
    let foreign = community.agencies.values().filter(|of| Some(&of.nation) != own);
    html! {
        p.fields {
            label { "Foreign authority "
                select name="partner" required {
                    @for agency in foreign { option value=(agency.id) { (agency.id) ", " (agency.name) } }
                }
            }
            label { "Up to "
                select name="level" { @for level in LEVELS {
                    option value=(level.banner()) { (level.banner()) }
                } }
            }
        }
        p { label { "Topics, parted by commas "
            input name="topics" required maxlength="1000" placeholder="migrant-smuggling, false-documents";
        } }
        (times(false))
        p { label { (unmarked("Conditions")) " " input name="conditions" maxlength="2000" dir="auto"; } }
        p.hint { "A grant takes the place of no releasability marking: both are needed." }
        (why())
    }
}

fn originators(frame: &Frame<'_>) -> Markup {
    let own = [&frame.recipient.duty_organization, &frame.recipient.admin_organization];
    let agencies = frame.site.house.community().agencies.keys();
    html! {
        label { "Originator "
            select name="originator" {
                @for id in agencies.filter(|id| own.iter().any(|own| id.is_within(own))) {
                    option value=(id) { (id) }
                }
            }
        }
    }
}

fn reports() -> Markup {
    html! {
        p { label { "Reports, a line each; without any, all of the originator's"
            textarea name="reports" rows="2" placeholder="CIA TD-314/00123-04" spellcheck="false" {}
        } }
    }
}

fn times(must_end: bool) -> Markup {
    html! {
        p.fields {
            label { "From " input name="from" type="date"; }
            label { "Until, exclusive " input name="until" type="date" required[must_end]; }
        }
    }
}

fn why() -> Markup {
    html! {
        p { label { (unmarked("Why; the entry holds it")) " " input name="reason" required maxlength="2000" dir="auto"; } }
        (record())
    }
}

/// Look first, then record.
fn record() -> Markup {
    html! { p.fields { (preview()) button { "Record" } } }
}

/// The file that says what a form says.
pub(super) fn file(kind: &str, form: &Params, today: &str) -> Result<String, String> {
    let mut act = Table::new();
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            act.insert(name.to_owned(), value);
        }
    };
    let text = |name: &str| form.said(name).map(Value::String);
    let list = |values: Vec<&str>| -> Option<Value> {
        let values: Vec<Value> =
            values.into_iter().map(|of| Value::String(of.to_owned())).collect();
        (!values.is_empty()).then_some(Value::Array(values))
    };
    let reports = form.get("reports").lines().map(str::trim).filter(|line| !line.is_empty());
    say("originator", text("originator").filter(|_| kind != "grant"));
    say("from", text("from").or_else(|| Some(Value::String(today.to_owned()))));
    say("until", text("until"));
    match kind {
        "authorization" => {
            // Recipients are written small, and organizations in capitals.
            let is_person = form.get("party").chars().any(char::is_lowercase);
            say(if is_person { "recipient" } else { "organization" }, text("party"));
            say(
                "purposes",
                list(form.all("purpose_of_act").collect()).or(Some(Value::Array(Vec::new()))),
            );
            say("consents", list(form.all("consent").collect()));
            // The page's own matter is another: what its viewer is here for.
            say("matter", text("matter_of_act"));
            say("reports", list(reports.collect()));
            say("conditions", text("conditions"));
        }
        "procedure" => {
            say("recipients", Some(Value::String("field-office".to_owned())));
            say("form", text("form"));
            say("statement", text("statement"));
            let hours = form.said("delay_hours").map(|hours| hours.parse());
            let hours = hours.transpose().map_err(|_| "`delay_hours` is a number of hours")?;
            say("delay_hours", hours.map(Value::Integer));
        }
        "embargo" => say("reports", list(reports.collect())),
        "grant" => {
            let topics = form.get("topics").split(',').map(str::trim);
            say("partner", text("partner"));
            say("topics", list(topics.filter(|topic| !topic.is_empty()).collect()));
            say("level", text("level"));
            say("conditions", text("conditions"));
        }
        _ => return Err("`kind` is authorization, procedure, embargo, grant or file".to_owned()),
    }
    let mut file = Table::new();
    file.insert("format".to_owned(), Value::String("tearline.acts/1".to_owned()));
    file.insert("reason".to_owned(), Value::String(form.get("reason").to_owned()));
    file.insert(kind.to_owned(), Value::Array(vec![Value::Table(act)]));
    toml::to_string(&file).map_err(|error| error.to_string())
}

/// What a grant may go up to.
const LEVELS: [Level; 4] =
    [Level::Unclassified, Level::Confidential, Level::Secret, Level::TopSecret];

#[cfg(test)]
mod tests {
    use model::Act;

    use super::*;

    fn acts(kind: &str, pairs: &[(&str, &str)]) -> Result<(Vec<Act>, String), String> {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let text = file(kind, &pairs.collect(), "2026-11-01")?;
        let path = std::path::Path::new("community.toml");
        let community = crate::read_community(crate::CENTER_COMMUNITY, path).unwrap();
        crate::read_acts(&text, path, &community).map_err(|error| error.to_string())
    }

    #[test]
    fn a_grant_is_said_by_a_form_with_partner_topics_level_time_and_conditions() {
        let (made, _) = acts(
            "grant",
            &[
                ("partner", "GBR_NCIS"),
                ("topics", "migrant-smuggling, false-documents,"),
                ("level", "SECRET"),
                ("until", "2027-01-01"),
                ("conditions", "Police use alone."),
                ("reason", "decided on Monday"),
            ],
        )
        .unwrap();
        let Act::Grant(grant) = &made[0] else { panic!("{made:?}") };
        assert_eq!((grant.partner.as_str(), grant.topics.len()), ("GBR_NCIS", 2));
        assert_eq!((grant.level, grant.conditions.is_some()), (Level::Secret, true));
        assert!(grant.until.is_some());
    }

    #[test]
    fn a_form_says_what_a_file_would() {
        let (made, reason) = acts(
            "authorization",
            &[
                ("originator", "CIA"),
                ("party", "alvarez"),
                ("purpose_of_act", "court"),
                ("purpose_of_act", "affidavit"),
                ("consent", "use"),
                ("matter", "05-GJ-200"),
                ("matter_of_act", "04-GJ-118"),
                ("reports", "CIA TD-314/1\r\nCIA TD-314/2\r\n"),
                ("until", "2026-12-01"),
                ("reason", "a \"case\"\nof ours"),
            ],
        )
        .unwrap();
        let Act::Authorization(given) = &made[0] else { panic!("{made:?}") };
        assert_eq!((given.purposes.len(), given.matter.as_deref()), (2, Some("04-GJ-118")));
        assert_eq!(given.reports.len(), 2);
        assert_eq!(given.from.day(), "2026-11-01");
        assert_eq!(reason, "a \"case\"\nof ours");
        let (made, _) = acts(
            "procedure",
            &[("originator", "CIA"), ("form", "redacted"), ("delay_hours", "12"), ("reason", "x")],
        )
        .unwrap();
        assert!(matches!(&made[0], Act::Procedure(of) if of.delay_hours == 12));
        let (made, _) = acts("embargo", &[("originator", "CIA"), ("reason", "x")]).unwrap();
        assert!(matches!(&made[0], Act::Embargo(of) if of.until.is_none()));
    }

    #[test]
    fn a_form_that_says_nothing_sound_is_refused_in_words() {
        let without = acts("authorization", &[("originator", "CIA"), ("party", "alvarez")]);
        assert!(without.unwrap_err().contains("until"));
        assert!(acts("pardon", &[]).unwrap_err().contains("authorization, procedure"));
        let hours = acts("procedure", &[("originator", "CIA"), ("delay_hours", "soon")]);
        assert!(hours.unwrap_err().contains("number of hours"));
    }
}
