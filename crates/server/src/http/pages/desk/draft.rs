//! What was written on the desk, as a line of report format 1.

use serde_json::{Map, Value, json};

use super::super::super::params::Params;
use super::listing;

/// The line. What was left empty is not in it, so that it is missed where it must be.
pub(super) fn line(form: &Params) -> Value {
    let mut line = Map::new();
    line.insert("format".to_owned(), json!("tearline.report/1"));
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            line.insert(name.to_owned(), value);
        }
    };
    for name in ["originator", "serial", "kind", "precedence", "issued", "banner"] {
        say(name, form.said(name).map(Value::String));
    }
    let version = form.said("version");
    say("version", version.map(|text| text.parse::<u32>().map_or(json!(text), |of| json!(of))));
    say("title", Some(part(form.get("title"))));
    say("portions", Some(parts(form.get("text")).collect()));
    let tearlines: Vec<Value> = parts(form.get("tearline")).collect();
    say("tearlines", (!tearlines.is_empty()).then_some(Value::Array(tearlines)));
    say("pointer", form.said("pointer").map(|text| part(&text)));
    for name in ["caveats", "addressees", "topics", "references", "derived_from"] {
        let values: Vec<&str> = listed(form.get(name)).collect();
        say(name, (!values.is_empty()).then(|| json!(values)));
    }
    let lines = |name: &str| -> Vec<String> {
        let lines = form.get(name).lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let entities: Vec<Value> = lines("entities").iter().map(|line| listing::entity(line)).collect();
    say("entities", (!entities.is_empty()).then_some(Value::Array(entities)));
    let places: Vec<Value> = lines("places").iter().map(|line| listing::place(line)).collect();
    say("places", (!places.is_empty()).then_some(Value::Array(places)));
    let occurred = ["from", "to"].map(|name| {
        form.said(&format!("occurred_{name}")).map(|said| (name.to_owned(), json!(said)))
    });
    let occurred: Map<String, Value> = occurred.into_iter().flatten().collect();
    say("occurred", (!occurred.is_empty()).then_some(Value::Object(occurred)));
    say("leads_only", form.said("leads_only").map(|text| json!(text == "yes")));
    let authority = ["classified_by", "derived_from", "declassify_on"].map(|name| {
        let said = form.said(&format!("authority_{name}"));
        said.map(|said| (name.to_owned(), json!(said)))
    });
    let authority: Map<String, Value> = authority.into_iter().flatten().collect();
    say("classification", (!authority.is_empty()).then_some(Value::Object(authority)));
    Value::Object(line)
}

/// The paragraphs of a text, parted by empty lines.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim_end) {
        match (line.trim().is_empty(), paragraphs.last_mut()) {
            (false, Some(last)) if last.is_empty() => last.push_str(line.trim_start()),
            (false, Some(last)) => {
                last.push('\n');
                last.push_str(line);
            }
            (true, _) => paragraphs.push(String::new()),
            (false, None) => {}
        }
    }
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty())
}

/// The mark before a paragraph, and the paragraph. What stands in brackets at the beginning in capitals
/// is meant as a mark, so that one with a slip in it is told and never printed as text.
pub(super) fn marked(paragraph: &str) -> (Option<&str>, &str) {
    let Some((mark, text)) = paragraph.strip_prefix('(').and_then(|rest| rest.split_once(')'))
    else {
        return (None, paragraph);
    };
    let begins = mark.starts_with(|first: char| first.is_ascii_uppercase() || first == '/');
    match begins && !mark.chars().any(char::is_lowercase) {
        true => (Some(mark), text.trim_start()),
        false => (None, paragraph),
    }
}

fn parts(text: &str) -> impl Iterator<Item = Value> {
    paragraphs(text).map(|paragraph| part(&paragraph))
}

fn part(paragraph: &str) -> Value {
    match marked(paragraph) {
        (Some(mark), text) => json!({ "marking": mark, "text": text }),
        (None, text) => json!({ "text": text }),
    }
}

/// Values parted by commas or lines.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '\n']).map(str::trim).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Params {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn paragraphs_are_portions_with_the_mark_before_them() {
        let line = line(&form(&[
            ("originator", "CIA"),
            ("serial", "X-1"),
            ("version", "2"),
            ("title", "(U) A house"),
            (
                "text",
                "(S//NF) One line\r\nand another.\r\n\r\n \r\nNo mark (yet).\n\n(see above) text",
            ),
            ("tearline", ""),
            ("caveats", "CIA:NO-DISSEM-ABROAD, "),
            ("leads_only", "yes"),
            ("authority_declassify_on", "20290709"),
        ]));
        let expected = json!({
            "format": "tearline.report/1", "originator": "CIA", "serial": "X-1", "version": 2,
            "title": {"marking": "U", "text": "A house"},
            "portions": [
                {"marking": "S//NF", "text": "One line\nand another."},
                {"text": "No mark (yet)."},
                {"text": "(see above) text"},
            ],
            "caveats": ["CIA:NO-DISSEM-ABROAD"], "leads_only": true,
            "classification": {"declassify_on": "20290709"},
        });
        assert_eq!(line, expected);
    }

    #[test]
    fn a_mark_with_a_slip_is_a_mark_and_a_remark_is_text() {
        assert_eq!(marked("(S//NFX) x"), (Some("S//NFX"), "x"));
        assert_eq!(marked("(UN) observers"), (Some("UN"), "observers"));
        assert_eq!(marked("(//GBR S) x"), (Some("//GBR S"), "x"));
        for text in ["(see above) x", "(2 June) x", "() x", "(S", "S) x"] {
            assert_eq!(marked(text), (None, text));
        }
    }
}
