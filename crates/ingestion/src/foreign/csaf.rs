//! CSAF 2 advisories.

use model::Kind;
use serde_json::Value;

use super::json::{self, list, plain, shown, text};
use super::record::{Entity, Label, Part, Record};
use crate::Quarantine;

/// Reads an advisory: notes, vulnerabilities, products and references are portions.
pub(crate) fn read(bytes: &[u8]) -> Result<Record, Quarantine> {
    let value = json::read(bytes, "CSAF advisory")?;
    let Some(document) = value.get("document") else {
        return Err(Quarantine::unreadable("CSAF advisory", "it has no `document`"));
    };
    let tracking = document.get("tracking").unwrap_or(&Value::Null);
    let publisher = document.get("publisher").unwrap_or(&Value::Null);
    let distribution = document.get("distribution").unwrap_or(&Value::Null);
    let tlp = distribution.get("tlp").and_then(|tlp| text(tlp, "label"));
    let revisions = list(tracking, "revision_history").count();
    let mut record = Record {
        originator: text(publisher, "name").map(str::to_owned),
        id: text(tracking, "id").map(str::to_owned),
        version: u32::try_from(revisions).ok().filter(|version| *version > 0),
        kind: Some(Kind::EarlyWarning),
        issued: text(tracking, "current_release_date").map(str::to_owned),
        title: Part::plain(text(document, "title").unwrap_or_default()),
        labels: tlp.map(|label| Label::Foreign(format!("TLP:{label}"))).into_iter().collect(),
        original_marking: text(distribution, "text").map(str::to_owned),
        ..Record::default()
    };
    let mut references: Vec<String> = Vec::new();
    for reference in list(document, "references") {
        let summary = text(reference, "summary").unwrap_or_default();
        references.push(format!("{summary}: {}", text(reference, "url").unwrap_or_default()));
        if text(reference, "category") == Some("self") && record.source_url.is_none() {
            record.source_url = text(reference, "url").map(str::to_owned);
        }
    }
    record.parts.extend(list(document, "notes").map(|note| Part::plain(titled(note))));
    for vulnerability in list(&value, "vulnerabilities") {
        add_vulnerability(vulnerability, &mut record);
    }
    let mut products = Vec::new();
    if let Some(tree) = value.get("product_tree") {
        product_names(tree, &mut products);
    }
    let lists = [("Products", products), ("References", references), ("Thanks", thanks(document))];
    for (name, lines) in lists.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        record.parts.push(Part::plain(format!("{name}\n{}", lines.join("\n"))));
    }
    if record.parts.is_empty() {
        record.parts.push(record.title.clone());
    }
    Ok(record)
}

fn titled(note: &Value) -> String {
    let title = text(note, "title").or_else(|| text(note, "category")).unwrap_or_default();
    format!("{title}: {}", text(note, "text").unwrap_or_default())
}

fn add_vulnerability(vulnerability: &Value, record: &mut Record) {
    let cve = text(vulnerability, "cve");
    let title = text(vulnerability, "title").unwrap_or_default();
    let mut lines = vec![[cve.unwrap_or_default(), title].join(" ").trim().to_owned()];
    lines.extend(list(vulnerability, "notes").map(titled));
    let members = vulnerability.as_object().into_iter().flatten();
    let rest = members.filter(|(name, _)| !["cve", "title", "notes"].contains(&name.as_str()));
    lines.extend(rest.map(|(name, value)| format!("{name}: {}", shown(value))));
    if let Some(cve) = cve {
        record.entities.push(Entity {
            kind: "vulnerability".to_owned(),
            name: cve.to_owned(),
            ids: vec![("CVE".to_owned(), cve.to_owned())],
            portion: Some(record.parts.len()),
            ..Entity::default()
        });
    }
    record.parts.push(Part::plain(lines.join("\n")));
}

/// The names of all products, wherever they stand in the tree.
fn product_names(tree: &Value, names: &mut Vec<String>) {
    match tree {
        Value::Object(members) => {
            if members.contains_key("product_id") {
                names.extend(text(tree, "name").map(str::to_owned));
            }
            members.values().for_each(|inner| product_names(inner, names));
        }
        Value::Array(items) => items.iter().for_each(|inner| product_names(inner, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn thanks(document: &Value) -> Vec<String> {
    let whom = |entry: &Value| {
        let names = entry.get("names").map(shown);
        let parts = [names, plain(entry, "organization"), plain(entry, "summary")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    list(document, "acknowledgments").map(whom).collect()
}
