//! `tearline marking explain`: what each entry of a marking means.

use marking::{Explained, Marking, Tlp};
use serde_json::{Value, json};

use super::check::check;
use super::line::{self, Kind, kind_of};
use super::{Answered, Asked};

pub(super) fn answer(asked: &Asked<'_>, line: &str) -> Answered {
    let checked = check(asked, line);
    let parts = parts(asked, line);
    let text = if asked.json {
        let mut json = checked.json(line);
        if let Some(members) = json.as_object_mut() {
            members.insert("entries".to_owned(), parts.iter().map(entry).collect());
        }
        json.to_string()
    } else {
        let widest = parts.iter().map(|part| part.entry.chars().count()).max().unwrap_or(0);
        let said = parts.iter().map(|Explained { entry, meaning, source }| {
            format!("  {entry:widest$}  {meaning} ({source})")
        });
        std::iter::once(checked.text(line)).chain(said).collect::<Vec<_>>().join("\n")
    };
    Answered { text, valid: checked.is_valid() }
}

fn parts(asked: &Asked<'_>, line: &str) -> Vec<Explained> {
    let marking = match kind_of(line) {
        Kind::Mark => Marking::parse_by(line, &asked.register).ok().map(|read| read.marking),
        Kind::Json(json) => json
            .ok()
            .and_then(|json| line::attributes(&json).ok())
            .and_then(|element| Marking::from_ism(&element).ok()),
        Kind::Tlp(read) => {
            let label = read.ok().map(|read| read.tlp);
            return label.map(of_tlp).into_iter().collect();
        }
    };
    marking.map(|marking| marking.explain()).unwrap_or_default()
}

fn of_tlp(tlp: Tlp) -> Explained {
    Explained {
        entry: tlp.label().to_owned(),
        meaning: tlp.meaning().to_owned(),
        source: "TLP 2.0",
    }
}

fn entry(Explained { entry, meaning, source }: &Explained) -> Value {
    json!({ "entry": entry, "meaning": meaning, "source": source })
}
