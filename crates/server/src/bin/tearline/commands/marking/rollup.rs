//! `tearline marking rollup`: the banner that the portions of a line require.

use marking::authority::Day;
use marking::{Attributes, Marking, Rollup, Tlp, rollup_ism};
use model::Clock as _;
use serde_json::{Value, json};
use server::SystemClock;

use super::line::{self, Kind, kind_of};
use super::{Answered, Asked};

/// What portions came to.
struct Rolled {
    banner: String,
    notes: Vec<String>,
    ism: Option<Attributes>,
}

pub(super) fn answer(asked: &Asked<'_>, line: &str) -> Answered {
    let rolled = match kind_of(line) {
        Kind::Json(Ok(json)) => of_json(&json),
        Kind::Json(Err(why)) => Err(why),
        Kind::Mark | Kind::Tlp(_) => of_marks(asked, line),
    };
    let text = match (&rolled, asked.json) {
        (Ok(rolled), true) => rolled.json(line).to_string(),
        (Ok(rolled), false) => {
            let notes = rolled.notes.iter().map(|note| format!("  {note}"));
            let first = std::iter::once(rolled.banner.clone());
            first.chain(notes).collect::<Vec<_>>().join("\n")
        }
        (Err(why), true) => json!({ "input": line, "banner": null, "notes": [why] }).to_string(),
        (Err(why), false) => format!("no banner\n  {why}"),
    };
    Answered { text, valid: rolled.is_ok() }
}

impl Rolled {
    fn json(&self, input: &str) -> Value {
        let mut json = json!({ "input": input, "banner": self.banner, "notes": self.notes });
        if let (Some(ism), Some(members)) = (&self.ism, json.as_object_mut()) {
            members.insert("ism".to_owned(), ism.to_json());
        }
        json
    }
}

fn of_marks(asked: &Asked<'_>, line: &str) -> Result<Rolled, String> {
    let marks: Vec<&str> =
        line.split('\t').map(str::trim).filter(|mark| !mark.is_empty()).collect();
    let labels: Vec<Option<Tlp>> = marks.iter().map(|mark| tlp(mark)).collect();
    if let Some(stricter) = labels.iter().copied().collect::<Option<Vec<_>>>() {
        let stricter = stricter.into_iter().fold(Tlp::Clear, Tlp::join);
        let notes = vec!["the strictest label of the portions".to_owned()];
        return Ok(Rolled { banner: stricter.label().to_owned(), notes, ism: None });
    }
    let mut portions = Vec::with_capacity(marks.len());
    for (mark, label) in marks.into_iter().zip(labels) {
        if label.is_some() {
            return Err(format!("`{mark}`: TLP and classifications do not roll up together"));
        }
        let parsed = Marking::parse_by(mark, &asked.register);
        portions.push(parsed.map_err(|error| format!("`{mark}`: {error}"))?.marking);
    }
    let Rollup { banner, notes } = marking::rollup(portions.iter());
    if banner.needs_banner() {
        let why = "a portion leaves its list to the banner, and no portion writes one out";
        return Err(format!("{why}: write REL TO or JOINT with its list in one of them"));
    }
    Ok(Rolled { banner: banner.banner(), notes, ism: None })
}

fn tlp(mark: &str) -> Option<Tlp> {
    match kind_of(mark) {
        Kind::Tlp(read) => read.ok().map(|read| read.tlp),
        Kind::Mark | Kind::Json(_) => None,
    }
}

/// `{"portions": [...]}`, and if the compilation raises the banner, `"banner"` as attributes with
/// their `compilationReason`.
fn of_json(json: &Value) -> Result<Rolled, String> {
    let members = json.as_object().into_iter().flatten();
    for (name, _) in members {
        if !["portions", "banner"].contains(&name.as_str()) {
            return Err(format!(
                "`{name}` is not known; write \"portions\" and, at need, \"banner\""
            ));
        }
    }
    let listed = json.get("portions").and_then(Value::as_array);
    let listed = listed.ok_or("`portions` is missing; write a list of ISM attributes")?;
    let numbered = listed.iter().enumerate();
    let portions = numbered
        .map(|(at, portion)| {
            line::attributes(portion).map_err(|error| format!("portion {at}: {error}"))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut rolled = rollup_ism(&portions, today()).map_err(|error| error.to_string())?;
    if let Some(banner) = json.get("banner") {
        let declared = line::attributes(banner).map_err(|error| format!("banner: {error}"))?;
        rolled = rolled.compiled(&declared).map_err(|error| error.to_string())?;
    }
    let Rollup { banner, notes } = rolled.rollup;
    Ok(Rolled { banner: banner.banner(), notes, ism: Some(rolled.ism) })
}

/// Today, for information that does not say when it was created.
fn today() -> Day {
    let now = SystemClock.now().day();
    Some(now).and_then(|day| Day::parse_iso(&day)).unwrap_or(Day::EARLIEST)
}
