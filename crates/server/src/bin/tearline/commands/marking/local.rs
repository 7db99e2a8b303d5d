//! By a local scheme.

use marking::{Scheme, SchemeMarking};
use serde_json::json;

use super::check::{Checked, Said, of_problem, refused};
use super::{Answered, Asked};

/// Checks a marking, and says what it equals in the register.
pub(super) fn check(asked: &Asked<'_>, scheme: &Scheme, line: &str) -> Answered {
    let mut equal = None;
    let checked = match scheme.parse(line) {
        Err(error) => refused("scheme", error.to_string(), error.at),
        Ok(parsed) => {
            let mut problems: Vec<Said> = parsed.problems.iter().map(of_problem).collect();
            if parsed.errors().next().is_none() {
                match equals(asked, &parsed.marking) {
                    Ok(banner) => equal = Some(banner),
                    Err(reason) => problems.push(Said::of_line("scheme", reason, line)),
                }
            }
            let portion = format!("({})", parsed.marking.portion());
            Checked { banner: Some(parsed.marking.banner()), portion: Some(portion), problems }
        }
    };
    let valid = checked.is_valid();
    let text = if asked.json {
        let mut json = checked.json(line);
        if let (Some(equal), Some(members)) = (&equal, json.as_object_mut()) {
            members.insert("equals".to_owned(), json!(equal));
        }
        json.to_string()
    } else {
        let equal = equal.map(|banner| format!("\n  equals {banner}")).unwrap_or_default();
        format!("{}{equal}", checked.text(line))
    };
    Answered { text, valid }
}

/// Rolls up the portion marks of a line, separated by TAB.
pub(super) fn rollup(asked: &Asked<'_>, scheme: &Scheme, line: &str) -> Answered {
    let rolled = roll_up(scheme, line);
    let (banner, equal, notes) = match rolled {
        Err(why) => (None, None, vec![why]),
        Ok(banner) => match equals(asked, &banner) {
            Ok(equal) => (Some(banner.banner()), Some(equal), Vec::new()),
            Err(reason) => (Some(banner.banner()), None, vec![reason]),
        },
    };
    let valid = banner.is_some();
    let text = if asked.json {
        let mut json = json!({ "input": line, "banner": banner, "notes": notes });
        if let (Some(equal), Some(members)) = (&equal, json.as_object_mut()) {
            members.insert("equals".to_owned(), json!(equal));
        }
        json.to_string()
    } else {
        let first = banner.unwrap_or_else(|| "no banner".to_owned());
        let equal = equal.map(|banner| format!("  equals {banner}"));
        let notes = notes.iter().map(|note| format!("  {note}"));
        std::iter::once(first).chain(equal).chain(notes).collect::<Vec<_>>().join("\n")
    };
    Answered { text, valid }
}

fn roll_up<'s>(scheme: &'s Scheme, line: &str) -> Result<SchemeMarking<'s>, String> {
    let mut portions = Vec::new();
    for mark in line.split('\t') {
        let parsed = scheme.parse(mark).map_err(|error| format!("`{mark}`: {error}"))?;
        portions.push(parsed.marking);
    }
    scheme.rollup(&portions).ok_or_else(|| "there is no portion to roll up".to_owned())
}

fn equals(asked: &Asked<'_>, marking: &SchemeMarking<'_>) -> Result<String, String> {
    let equal = marking.equivalent(&asked.register).map_err(|error| error.to_string())?;
    Ok(equal.marking.banner())
}
