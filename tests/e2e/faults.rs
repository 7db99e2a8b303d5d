//! What a person is told about a faulty community, a line that is no report, and a report that is
//! set aside.

use std::path::Path;

use kit::cases::{compare, lines};
use kit::world::Worlds;
use serde_json::{Value, json};

#[test]
fn a_faulty_community_says_what_is_wrong_in_which_line() {
    compare(&lines("community-faults.txt"), |input| {
        let added = input.replace("; ", "\n");
        let text = format!("{SOUND}{added}\n");
        let before = SOUND.lines().count();
        match server::read_community(&text, Path::new("c")) {
            Ok(_) => "sound".to_owned(),
            Err(server::Error::Community { faults, .. }) => {
                let shown = faults.iter().map(|fault| {
                    let rest = fault.strip_prefix("c:").unwrap();
                    let (line, what) = rest.split_once(": ").unwrap();
                    let line: usize = line.parse().unwrap();
                    format!("{}: {}", line.saturating_sub(before), what.replace('\n', " "))
                });
                shown.collect::<Vec<_>>().join("; ")
            }
            Err(other) => other.to_string(),
        }
    });
}

#[test]
fn a_line_that_is_no_report_says_where() {
    compare(&lines("bad-lines.txt"), |input| {
        let line = input.replace("OK", NEEDED);
        match ingestion::read(line.as_bytes()) {
            Ok(_) => "read".to_owned(),
            Err(refusal) => format!("{}: {}", refusal.column, refusal.message),
        }
    });
}

#[test]
fn a_report_that_is_set_aside_says_why() {
    let worlds = Worlds::center();
    compare(&lines("quarantine.txt"), |input| {
        let fields: Vec<&str> = input.split('|').map(str::trim).collect();
        let part = |mark: &str| match mark.trim() {
            "-" => json!({"text": "x"}),
            mark => json!({"marking": mark, "text": "x"}),
        };
        let parts: Vec<Value> = fields[2].split(';').map(part).collect();
        let mut report: Value = serde_json::from_str(&format!("{{{}}}", fields[3])).unwrap();
        let base = json!({
            "format": "tearline.report/1", "originator": fields[0], "serial": "R-1",
            "kind": "report", "banner": fields[1], "title": parts[0], "portions": parts[1..],
        });
        let members = base.as_object().unwrap().clone();
        report.as_object_mut().unwrap().extend(members);
        let draft = ingestion::read(report.to_string().as_bytes()).unwrap();
        match ingestion::Marker::new(&worlds.community).mark(draft) {
            Ok(_) => "accepted".to_owned(),
            Err(reason) => format!("{}: {reason}", reason.name()),
        }
    });
}

const NEEDED: &str = r#""format": "tearline.report/1", "originator": "CIA", "serial": "x", "kind": "report", "title": {"text": "t"}, "portions": [{"text": "p"}]"#;

const SOUND: &str = r#"format = "tearline.community/1"
name = "C"
[leads_only]
open = ["analysis"]
[[agency]]
id = "A"
name = "a"
nation = "USA"
[[agency]]
id = "P"
name = "p"
nation = "GBR"
"#;
