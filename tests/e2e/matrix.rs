//! Who gets what in typical situations, and what they are told with it, as tables that a person can
//! review: every recipient of the Center's community and some more, every purpose, with the rules that deny.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dissemination::{Conditions, Decision, Provenance, Sources, Verdict, decide};
use kit::random::marked;
use kit::workspace::{golden, read, root};
use kit::world::{Worlds, display};
use model::{Purpose, Report, Timestamp};
use serde_json::{Value, json};

#[test]
fn the_release_matrix_is_as_reviewed() {
    golden("release-matrix.txt", &in_each_situation(outcome));
}

/// Who is given something and not what goes with it may do what its originator forbade.
#[test]
fn what_is_told_with_what_is_given_is_as_reviewed() {
    golden("labels.txt", &in_each_situation(labels));
}

fn in_each_situation(said: fn(&Decision) -> Option<String>) -> String {
    let golden_folder = root().join("tests/golden");
    let center = read(&root().join("config/community.toml"));
    let worlds = Worlds::of(&(center + &read(&golden_folder.join("recipients.toml"))));
    let situations = read(&golden_folder.join("situations.txt"));
    let mut matrix = String::new();
    let mut count = 0;
    let mut sources: Vec<Report> = Vec::new();
    for (at, line) in situations.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let report = marked(&situation(line), &worlds.community)
            .unwrap_or_else(|| panic!("situations.txt:{}: set aside", at + 1));
        writeln!(matrix, "== {}", line.trim_end_matches(['|', ' '])).unwrap();
        matrix.push_str(&table(&report, &worlds, &sources, said));
        count += 1;
        sources.retain(|other| other.id.cited() != report.id.cited());
        sources.push(report);
    }
    assert!(count >= 40, "{count} situations");
    matrix
}

fn situation(line: &str) -> Value {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let person = |portion: usize| json!({"type": "person", "name": "Quincy Adams", "us_person": true, "portion": portion});
    let part = |mark: &str| json!({"marking": mark.trim(), "text": "text"});
    let mut report = json!({
        "format": "tearline.report/1", "originator": fields[0], "serial": "R-1",
        "kind": "report", "title": part("U"), "banner": fields[1],
        "portions": fields[2].split(';').map(part).collect::<Vec<_>>(),
    });
    // A title of the United States would make the document theirs.
    if fields[1].starts_with("//") {
        report["title"] = json!({"text": "text"});
    }
    // A setting reaches to the next one, since marks have blanks.
    let mut settings: Vec<String> = Vec::new();
    for word in fields[3].split_whitespace() {
        match settings.last_mut().filter(|_| !word.contains('=')) {
            Some(setting) => *setting += &format!(" {word}"),
            None => settings.push(word.to_owned()),
        }
    }
    for setting in &settings {
        let (name, value) = setting.split_once('=').unwrap();
        let list: Vec<&str> = value.split(',').collect();
        match name {
            "serial" => report["serial"] = json!(value),
            "from" => report["derived_from"] = json!(list),
            "caveats" => report["caveats"] = json!(list),
            "to" => report["addressees"] = json!(list),
            "topics" => report["topics"] = json!(list),
            "tear" => report["tearlines"] = json!([part(value)]),
            "pointer" => report["pointer"] = part(value),
            "us" => {
                let portion: usize = value.parse().unwrap();
                report["portions"][portion]["text"] = json!("text about Quincy Adams");
                report["entities"] = json!([person(portion)]);
            }
            "leads" => report["leads_only"] = json!(value == "yes"),
            "part" => {
                let (portion, from) = value.split_once('+').unwrap();
                let portion: usize = portion.parse().unwrap();
                let from: Vec<&str> = from.split('+').filter(|name| !name.is_empty()).collect();
                report["portions"][portion]["derived_from"] = json!(from);
            }
            "need" => {
                let mut values = value.split('+');
                let profile = values.next().unwrap();
                let values: Vec<_> = values.collect();
                report["need_to_know"] = json!([{"profile": profile, "values": values}]);
            }
            _ => panic!("{setting}"),
        }
    }
    report
}

/// Recipients and purposes with the same answer stand in one line.
fn table(
    report: &Report,
    worlds: &Worlds,
    sources: &[Report],
    said: fn(&Decision) -> Option<String>,
) -> String {
    let find = |cited: &str| {
        let found = sources.iter().find(|source| source.id.cited() == cited);
        Ok::<_, std::convert::Infallible>(found.map(|source| Conditions::of(source, None)))
    };
    let sources = Sources::trace(report, find).unwrap();
    let provenance = Provenance { accepted: None, sources };
    let at = Timestamp::parse("2004-07-09T13:00:00Z").unwrap();
    let mut rows: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
    for recipient in worlds.community.recipients.values() {
        let mut answers: BTreeMap<String, Vec<Purpose>> = BTreeMap::new();
        for purpose in Purpose::ALL {
            let ask = display(recipient, *purpose, at, &worlds.community);
            if let Some(said) = said(&decide(report, &provenance, ask)) {
                answers.entry(said).or_default().push(*purpose);
            }
        }
        for (said, purposes) in answers {
            rows.entry((said, together(&purposes))).or_default().insert(recipient.id.as_str());
        }
    }
    let mut text = String::new();
    for ((said, purposes), recipients) in rows {
        let everybody: BTreeSet<_> =
            worlds.community.recipients.keys().map(|r| r.as_str()).collect();
        let rest: Vec<_> = everybody.difference(&recipients).copied().collect();
        let names: Vec<_> = recipients.into_iter().collect();
        let names = match rest.len() {
            0 => "everybody".to_owned(),
            few if few < names.len() => format!("all but {}", rest.join(" ")),
            _ => names.join(" "),
        };
        writeln!(text, "{said} | {purposes} | {names}").unwrap();
    }
    text
}

/// The form, and the rules that deny.
fn outcome(decision: &Decision) -> Option<String> {
    let denials = decision.reasons.iter().filter(|reason| reason.verdict == Verdict::Deny);
    let rules: BTreeSet<_> = denials.map(|reason| reason.rule).collect();
    let rules: Vec<_> = rules.into_iter().collect();
    Some(format!("{:8} {}", decision.outcome(), rules.join(" ")).trim_end().to_owned())
}

/// What goes with what is given, by the names of the rules that say so.
fn labels(decision: &Decision) -> Option<String> {
    decision.form.as_ref()?;
    let told = decision.obligations.iter().map(|obligation| obligation.name);
    let told: BTreeSet<_> =
        told.chain(decision.leads_only.then_some("(gives leads only)")).collect();
    Some(match told.is_empty() {
        true => "nothing".to_owned(),
        false => told.into_iter().collect::<Vec<_>>().join(" "),
    })
}

fn together(purposes: &[Purpose]) -> String {
    let legal = Purpose::ALL.iter().filter(|purpose| purpose.is_legal());
    let whole = legal.clone().all(|purpose| purposes.contains(purpose));
    if purposes.len() == Purpose::ALL.len() {
        return "all".to_owned();
    }
    let named = purposes.iter().filter(|purpose| !whole || !purpose.is_legal());
    let names: Vec<_> = named.map(|p| p.name()).chain(whole.then_some("legal")).collect();
    names.join(" ")
}
