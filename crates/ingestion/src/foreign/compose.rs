//! From what a reader found to a line of report format 1, by the source's mapping.

use marking::Marking;
use model::{Kind, Serial, Timestamp};
use serde_json::{Map, Value, json};

use super::country_name::trigraph;
use super::item::{Item, Outcome};
use super::mapping::{Mapping, Mappings};
use super::normal::{normal, one_line};
use super::record::{Authority, Entity, Label, Part, Record, Spot};
use super::source::Source;
use crate::{LINE_BYTES_MAX, Quarantine};

/// Puts a record into format 1, or sets it aside with what could be put together.
pub(crate) fn compose(
    record: Record,
    doubt: Option<Quarantine>,
    mappings: &Mappings,
    source: &Source<'_>,
) -> Item {
    let mut item = Item {
        place: record.place.clone(),
        format: source.format,
        originator: record.originator.clone().unwrap_or_default(),
        serial: record.id.clone().unwrap_or_default(),
        notes: record.notes.clone(),
        outcome: Outcome::Report(String::new()),
    };
    item.notes.push(source.provenance.to_owned());
    let mut report = Map::new();
    let written = match mappings.choose(source.format, source.file, record.originator.as_deref()) {
        Ok(mapping) => {
            let composer = Composer { mapping, source, notes: Vec::new(), caveats: Vec::new() };
            composer.write(record, doubt, &mut report, &mut item)
        }
        Err(reason) => Err(reason),
    };
    let mut report = Value::Object(report);
    report.sort_all_objects();
    let text = report.to_string();
    item.outcome = match written.and_then(|()| sound(&text)) {
        Ok(()) => Outcome::Report(text),
        Err(reason) => Outcome::Aside {
            reason: reason.name().to_owned(),
            text: reason.to_string(),
            submitted: text,
        },
    };
    item
}

/// A translation must be what anybody could have submitted.
fn sound(text: &str) -> Result<(), Quarantine> {
    if text.len() > LINE_BYTES_MAX {
        let limit = LINE_BYTES_MAX as u64;
        return Err(Quarantine::Limit { what: "bytes of one report", limit, name: "" });
    }
    match crate::read(text.as_bytes()) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(Quarantine::NotFormat1(refusal.message)),
    }
}

struct Composer<'m> {
    mapping: &'m Mapping,
    source: &'m Source<'m>,
    notes: Vec<String>,
    caveats: Vec<String>,
}

impl Composer<'_> {
    /// Writes as much as can be written; the first thing that is missing is the reason.
    fn write(
        mut self,
        record: Record,
        doubt: Option<Quarantine>,
        report: &mut Map<String, Value>,
        item: &mut Item,
    ) -> Result<(), Quarantine> {
        let mut reasons = Vec::new();
        let serial = self.serial(&record);
        let mut set = |name: &str, value: Value| drop(report.insert(name.to_owned(), value));
        set("format", json!("tearline.report/1"));
        match self.banner(&record.labels, record.is_list) {
            Ok(Some(banner)) => set("banner", json!(banner)),
            // Of banners that differ none is taken.
            Ok(None) if matches!(doubt, Some(Quarantine::BannersDiffer { .. })) => {}
            Ok(None) => reasons.push(Quarantine::NoBanner),
            Err(reason) => reasons.push(reason),
        }
        reasons.extend(doubt);
        match self.mapping.whose(record.originator.as_deref()) {
            Some(originator) => {
                item.originator.clone_from(&originator);
                set("originator", json!(originator));
            }
            None => reasons.push(Quarantine::NoOriginator),
        }
        match serial {
            Ok(serial) => {
                item.serial.clone_from(&serial);
                set("serial", json!(serial));
            }
            Err(reason) => reasons.push(reason),
        }
        let kind = self.mapping.kind.as_deref().and_then(Kind::parse).or(record.kind);
        set("kind", json!(kind.unwrap_or(Kind::Report).name()));
        let optional = [
            ("version", record.version.map(|version| json!(version))),
            ("precedence", record.precedence.map(|precedence| json!(precedence.name()))),
            ("leads_only", self.mapping.leads_only.map(|leads_only| json!(leads_only))),
            ("source_url", record.source_url.map(|url| json!(url))),
            ("original_marking", record.original_marking.map(|text| json!(text))),
            ("classification", authority(record.authority)),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                set(name, value);
            }
        }
        if let Some(issued) = self.issued(record.issued.as_deref()) {
            set("issued", json!(issued));
        }
        match self.part(record.title, "the title") {
            Ok(title) => set("title", title),
            Err(reason) => reasons.push(reason),
        }
        set("portions", self.portions(record.parts, &mut reasons));
        let lists = [
            ("caveats", self.caveats.iter().map(|id| json!(id)).collect()),
            ("addressees", record.addressees.iter().map(|to| json!(to)).collect()),
            ("topics", self.mapping.topics.iter().map(|topic| json!(topic)).collect()),
            ("places", record.places.into_iter().map(spot).collect()),
            ("references", record.references.iter().map(|text| json!(text)).collect()),
            ("entities", record.entities.into_iter().map(entity).collect::<Vec<_>>()),
        ];
        for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            set(name, Value::Array(list));
        }
        item.notes.append(&mut self.notes);
        Quarantine::all(reasons)
    }

    fn serial(&self, record: &Record) -> Result<String, Quarantine> {
        let serial = match &self.mapping.serial {
            Some(template) => self.filled(template, record)?,
            None => record.id.clone().ok_or(Quarantine::NoSerial)?,
        };
        let serial = one_line(&serial);
        match Serial::new(&serial) {
            Ok(_) => Ok(serial),
            Err(error) => Err(Quarantine::NotFormat1(error.to_string())),
        }
    }

    /// A serial scheme with what the document says in it; what it does not say is not made up.
    fn filled(&self, template: &str, record: &Record) -> Result<String, Quarantine> {
        let mut parts = template.split('{');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (field, rest) = part.split_once('}').unwrap_or((part, ""));
            let value = match field {
                "id" => record.id.clone(),
                "title" => Some(record.title.text.clone()),
                "file" => Some(
                    self.source.file.rsplit(['/', '\\', '!']).next().unwrap_or_default().to_owned(),
                ),
                "date" => record.issued.clone(),
                "place" => Some(record.place.clone()),
                "sha256" => Some(self.source.sha256.to_owned()),
                _other => None,
            };
            let value = value.filter(|value| !value.trim().is_empty());
            text.push_str(&value.ok_or(Quarantine::NoSerial)?);
            text.push_str(rest);
        }
        Ok(text)
    }

    fn issued(&mut self, text: Option<&str>) -> Option<String> {
        let text = one_line(text?);
        if Timestamp::parse(&text).is_ok() {
            return Some(text);
        }
        self.notes
            .push(format!("the time of issue `{text}` is no time that is read; it is left out"));
        None
    }

    fn banner(&mut self, labels: &[Label], is_list: bool) -> Result<Option<String>, Quarantine> {
        if let Some(marking) = self.marking(labels)? {
            return Ok(Some(marking));
        }
        let supplied = self.mapping.unlabelled.clone().filter(|_| is_list);
        let Some(meaning) = supplied else { return Ok(None) };
        self.note_caveats(meaning.caveats());
        let name = self.mapping.called();
        self.notes.push(format!("the list has no label; the marking is what {name} says"));
        Ok(meaning.marking().map(str::to_owned))
    }

    fn portions(&mut self, parts: Vec<Part>, reasons: &mut Vec<Quarantine>) -> Value {
        let mut portions = Vec::with_capacity(parts.len());
        for (at, part) in parts.into_iter().enumerate() {
            match self.part(part, &format!("portion {at}")) {
                Ok(portion) => portions.push(portion),
                Err(reason) => reasons.push(reason),
            }
        }
        Value::Array(portions)
    }

    fn part(&mut self, part: Part, called: &str) -> Result<Value, Quarantine> {
        let marking = self.marking(&part.labels)?;
        let text = normal(&part.text, called, &mut self.notes);
        Ok(match marking {
            Some(marking) => json!({"marking": marking, "text": text}),
            None => json!({"text": text}),
        })
    }

    /// What labels say together, `None` where they say nothing.
    fn marking(&mut self, labels: &[Label]) -> Result<Option<String>, Quarantine> {
        let mut markings: Vec<String> = Vec::new();
        for label in labels {
            let (text, unmapped) = match label {
                Label::Words(text) => (text, Some(text.clone())),
                Label::Register(text) => {
                    push_new(&mut markings, text.clone());
                    continue;
                }
                Label::Foreign(text) => (text, None),
            };
            match (self.mapping.meaning(text).cloned(), unmapped) {
                (Some(meaning), _) => {
                    self.note_caveats(meaning.caveats());
                    if let Some(marking) = meaning.marking() {
                        push_new(&mut markings, marking.to_owned());
                    }
                }
                (None, Some(words)) => push_new(&mut markings, words),
                (None, None) => {
                    let by = self.mapping.called().to_owned();
                    return Err(Quarantine::Unmapped { label: one_line(text), by });
                }
            }
        }
        together(markings)
    }

    fn note_caveats(&mut self, caveats: &[String]) {
        for caveat in caveats {
            push_new(&mut self.caveats, caveat.clone());
        }
    }
}

fn push_new(into: &mut Vec<String>, text: String) {
    if !into.contains(&text) {
        into.push(text);
    }
}

/// Several markings at one place are what all of them require.
fn together(markings: Vec<String>) -> Result<Option<String>, Quarantine> {
    if markings.len() < 2 {
        return Ok(markings.into_iter().next());
    }
    let parsed: Result<Vec<Marking>, _> =
        markings.iter().map(|text| Marking::parse(text).map(|read| read.marking)).collect();
    match parsed {
        Ok(parsed) => Ok(Some(marking::rollup(parsed.iter()).banner.banner())),
        Err(_) => Err(Quarantine::TwoMarkings { markings }),
    }
}

fn authority(block: Authority) -> Option<Value> {
    if block.is_empty() {
        return None;
    }
    let Authority { classified_by, derived_from, declassify_on, reason } = block;
    let lines = [
        ("classified_by", classified_by),
        ("derived_from", derived_from),
        ("declassify_on", declassify_on),
        ("reason", reason),
    ];
    let said = lines.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text?))));
    Some(Value::Object(said.collect()))
}

fn spot(spot: Spot) -> Value {
    let Spot { name, country, position } = spot;
    let mut value = Map::new();
    value.insert("name".to_owned(), json!(name));
    if let Some(country) = country.as_deref().and_then(trigraph) {
        value.insert("country".to_owned(), json!(country));
    }
    let on_earth = |(lat, lon): &(f64, f64)| lat.abs() <= 90.0 && lon.abs() <= 180.0;
    if let Some((lat, lon)) = position.filter(on_earth) {
        value.insert("lat".to_owned(), json!(lat));
        value.insert("lon".to_owned(), json!(lon));
    }
    Value::Object(value)
}

fn entity(entity: Entity) -> Value {
    let Entity { kind, name, aliases, ids, portion, role } = entity;
    let ids: Vec<Value> =
        ids.into_iter().map(|(scheme, value)| json!({"scheme": scheme, "value": value})).collect();
    let mut value = Map::new();
    value.insert("type".to_owned(), json!(kind));
    value.insert("name".to_owned(), json!(name));
    if !aliases.is_empty() {
        value.insert("aliases".to_owned(), json!(aliases));
    }
    if !ids.is_empty() {
        value.insert("ids".to_owned(), Value::Array(ids));
    }
    if let Some(portion) = portion {
        value.insert("portion".to_owned(), json!(portion));
    }
    if let Some(role) = role {
        value.insert("role".to_owned(), json!(role));
    }
    Value::Object(value)
}
