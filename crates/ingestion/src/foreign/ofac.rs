//! OFAC's lists of Specially Designated Nationals as CSV: entries, other names, addresses.
//!
//! The files have no headings; `-0-` is an empty field; other names and addresses refer to entries by
//! their numbers (OFAC, "SDN data formats").

use std::collections::BTreeMap;

use super::normal::one_line;
use super::record::{Entity, Part, Record, Spot};
use super::table::Table;

/// Whether rows are one of these lists.
pub(crate) fn is_list(rows: &[Vec<String>]) -> bool {
    let looked = rows.iter().take(20);
    let mut widths = looked.clone().map(Vec::len);
    let width = widths.next().unwrap_or_default();
    let is_number = |cell: Option<&String>| {
        cell.is_some_and(|cell| !cell.is_empty() && cell.trim().bytes().all(|b| b.is_ascii_digit()))
    };
    let numbered =
        looked.clone().all(|row| is_number(row.first()) && (width == 12 || is_number(row.get(1))));
    [5, 6, 12].contains(&width)
        && widths.all(|other| other == width)
        && numbered
        && looked.flatten().any(|cell| cell.trim() == EMPTY)
}

/// Reads entries, or what belongs to entries of another file.
pub(crate) fn records(table: &Table) -> Vec<Record> {
    match table.rows.first().map(Vec::len) {
        Some(12) => table.rows.iter().map(|row| entry(row)).collect(),
        Some(_) => added(table),
        None => Vec::new(),
    }
}

fn entry(row: &[String]) -> Record {
    let field = |at: usize| {
        row.get(at).map(|cell| one_line(cell)).filter(|cell| cell != EMPTY && !cell.is_empty())
    };
    let number = field(0).unwrap_or_default();
    let name = field(1).unwrap_or_default();
    let remarks = field(11).unwrap_or_default();
    let kind = match field(2).as_deref() {
        Some("individual") => "person",
        Some("vessel") => "vessel",
        Some("aircraft") => "aircraft",
        Some(_) | None => "organization",
    };
    let named =
        NAMES.iter().enumerate().filter_map(|(at, name)| Some(format!("{name}: {}", field(at)?)));
    let (aliases, ids) = remarked(&remarks);
    let call_sign = field(5).map(|sign| ("call-sign".to_owned(), sign));
    Record {
        place: format!("entry {number}"),
        id: Some(format!("SDN-{number}")),
        title: Part::plain(name.clone()),
        parts: vec![Part::plain(named.collect::<Vec<_>>().join("\n"))],
        entities: vec![Entity {
            kind: kind.to_owned(),
            name,
            aliases,
            ids: ids.into_iter().chain(call_sign).collect(),
            portion: Some(0),
            role: field(4),
        }],
        is_list: true,
        ..Record::default()
    }
}

/// Other names, and numbers by their scheme, from the remarks: `a.k.a. 'X'; Passport 1 (Iran)`.
fn remarked(remarks: &str) -> (Vec<String>, Vec<(String, String)>) {
    let (mut aliases, mut ids) = (Vec::new(), Vec::new());
    for remark in remarks.split(';').map(|remark| remark.trim().trim_end_matches('.')) {
        let quoted = ["a.k.a. '", "f.k.a. '"].iter().find_map(|sign| remark.strip_prefix(sign));
        if let Some(alias) = quoted {
            aliases.push(alias.trim_end_matches('\'').to_owned());
        }
        for (name, scheme) in SCHEMES {
            if let Some(number) =
                remark.strip_prefix(name).and_then(|rest| rest.split_whitespace().next())
            {
                ids.push(((*scheme).to_owned(), number.to_owned()));
            }
        }
    }
    (aliases, ids)
}

/// Other names or addresses, one record for each entry that they belong to.
fn added(table: &Table) -> Vec<Record> {
    let mut entries: BTreeMap<(usize, String), Vec<&Vec<String>>> = BTreeMap::new();
    for row in &table.rows {
        let number = row.first().map(|cell| one_line(cell)).unwrap_or_default();
        entries.entry((number.len(), number)).or_default().push(row);
    }
    let is_names = table.rows.first().is_some_and(|row| row.len() == 5);
    let what = if is_names { "Other names" } else { "Addresses" };
    let suffix = if is_names { "ALT" } else { "ADD" };
    let record = |((_, number), rows): ((usize, String), Vec<&Vec<String>>)| {
        let shown = |row: &&Vec<String>| {
            let cells = row.iter().skip(2).map(|cell| one_line(cell));
            cells.filter(|cell| cell != EMPTY && !cell.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let mut record = Record {
            place: format!("entry {number}"),
            id: Some(format!("SDN-{number}-{suffix}")),
            title: Part::plain(format!("{what} of SDN entry {number}")),
            parts: rows
                .iter()
                .map(|row| Part::plain(shown(row)))
                .filter(|part| !part.text.is_empty())
                .collect(),
            is_list: true,
            ..Record::default()
        };
        if !is_names {
            record.places = rows.iter().filter_map(|row| place(row)).collect();
        }
        if record.parts.is_empty() {
            record.parts.push(record.title.clone());
        }
        record
    };
    entries.into_iter().map(record).collect()
}

fn place(row: &[String]) -> Option<Spot> {
    let field = |at: usize| {
        row.get(at).map(|cell| one_line(cell)).filter(|cell| cell != EMPTY && !cell.is_empty())
    };
    let country = field(4);
    let name = field(3).or_else(|| country.clone())?;
    Some(Spot { name, country, position: None })
}

const EMPTY: &str = "-0-";
const NAMES: &[&str] = &[
    "Number",
    "Name",
    "Type",
    "Program",
    "Title",
    "Call sign",
    "Vessel type",
    "Tonnage",
    "Gross registered tonnage",
    "Flag",
    "Owner",
    "Remarks",
];
const SCHEMES: &[(&str, &str)] = &[
    ("Passport ", "passport"),
    ("National ID No. ", "national-id"),
    ("Tax ID No. ", "tax-id"),
    ("Vessel Registration Identification IMO ", "imo"),
    ("SSN ", "ssn"),
];
