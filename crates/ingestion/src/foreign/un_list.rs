//! The consolidated list of the United Nations Security Council: a report an entry.

use super::decode::decode_xml;
use super::normal::one_line;
use super::record::{Entity, Part, Record, Spot};
use super::xml::{Node, Nodes};
use crate::Quarantine;

/// Reads every individual and entity.
pub(crate) fn read(bytes: &[u8], depth_max: u32) -> Result<Vec<Record>, Quarantine> {
    let text = decode_xml(bytes, NAME)?;
    let mut nodes = Nodes::new(&text, NAME, depth_max);
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    let mut entry: Option<Vec<(String, String)>> = None;
    let mut records = Vec::new();
    while let Some(node) = nodes.next()? {
        match node {
            Node::Open(element) => {
                if ["INDIVIDUAL", "ENTITY"].contains(&element.name.as_str()) {
                    entry = Some(Vec::new());
                    path.clear();
                }
                path.push(element.name);
                value.clear();
            }
            Node::Text(text) => value.push_str(&text),
            Node::Close(name) => {
                let said = value.trim().to_owned();
                value.clear();
                if let Some(fields) = entry.as_mut().filter(|_| !said.is_empty()) {
                    let names: Vec<&str> = path.iter().skip(1).map(String::as_str).collect();
                    fields.push((names.join("/"), said));
                }
                path.pop();
                if path.is_empty()
                    && let Some(fields) = entry.take()
                {
                    records.push(record(&name, &fields));
                }
            }
        }
    }
    Ok(records)
}

fn record(kind: &str, fields: &[(String, String)]) -> Record {
    let all = |ends: &str| -> Vec<String> {
        let found = fields.iter().filter(|(path, _)| path.ends_with(ends));
        found.map(|(_, value)| one_line(value)).collect()
    };
    let one = |path: &str| {
        fields.iter().find(|(known, _)| known == path).map(|(_, value)| one_line(value))
    };
    let names = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
    let name = names.iter().filter_map(|part| one(part)).collect::<Vec<_>>().join(" ");
    let is_person = kind == "INDIVIDUAL";
    let id = one("REFERENCE_NUMBER").or_else(|| one("DATAID"));
    let text = fields.iter().filter(|(path, _)| !NOT_SAID.contains(&path.as_str()));
    let lines =
        text.map(|(path, value)| format!("{}: {value}", path.replace('_', " ").to_lowercase()));
    let documents = all("INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT").into_iter();
    let documents = documents.map(|kind| kind.to_lowercase().replace(' ', "-"));
    let countries = all("COUNTRY").into_iter().chain(all("NATIONALITY/VALUE"));
    let mut places: Vec<Spot> = Vec::new();
    for country in countries {
        let spot = Spot { name: country.clone(), country: Some(country), position: None };
        if !places.contains(&spot) {
            places.push(spot);
        }
    }
    Record {
        place: format!("entry {}", id.as_deref().unwrap_or_default()),
        id,
        version: one("VERSIONNUM")
            .and_then(|version| version.parse().ok())
            .filter(|version| *version > 0),
        issued: one("LISTED_ON"),
        title: Part::plain(name.clone()),
        parts: vec![Part::plain(lines.collect::<Vec<_>>().join("\n"))],
        places,
        entities: vec![Entity {
            kind: if is_person { "person" } else { "organization" }.to_owned(),
            name,
            aliases: all("ALIAS_NAME"),
            ids: documents.zip(all("INDIVIDUAL_DOCUMENT/NUMBER")).collect(),
            portion: Some(0),
            role: one("DESIGNATION/VALUE"),
        }],
        is_list: true,
        ..Record::default()
    }
}

const NAME: &str = "list of the United Nations";
/// Fields for machines.
const NOT_SAID: &[&str] = &["DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD"];
