//! Case records of the Human Trafficking Case Data Standard: columns `prs_…` say of the person,
//! `vic_…` of what was done to them, `cas_…` of the case.

use super::record::{Entity, Label, Part, Record, Spot};
use super::table::Table;

/// Whether the headings are the standard's.
pub(crate) fn is_cases(rows: &[Vec<String>]) -> bool {
    let heading = rows.first().map(Vec::as_slice).unwrap_or_default();
    let ours = heading.iter().filter(|name| prefix(name).is_some()).count();
    ours >= 3 && ours * 2 > heading.len()
}

/// A record for each row.
pub(crate) fn records(table: &Table) -> Vec<Record> {
    let mut rows = table.rows.iter().enumerate();
    let Some((_, heading)) = rows.next() else { return Vec::new() };
    let filled = rows.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    filled.map(|(at, row)| record(heading, row, at + 1)).collect()
}

fn record(heading: &[String], row: &[String], number: usize) -> Record {
    let cell = |names: &[&str]| {
        let at = heading.iter().position(|known| names.contains(&plain(known).as_str()))?;
        row.get(at).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty())
    };
    let parts = parts(heading, row);
    let first = cell(&["prsfirstname", "prsname"]);
    let name = [first, cell(&["prssecondname", "prslastname"])];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let number_of_case = cell(&[
        "cascasenumber",
        "cascaseid",
        "casid",
        "caseid",
        "casenumber",
        "instanceid",
        "uuid",
    ]);
    let marking = heading.iter().position(|name| is_marking(name)).and_then(|at| row.get(at));
    let marking = marking.filter(|cell| !cell.trim().is_empty());
    let country = cell(&["viclocationofexploitation"]);
    let ids = [
        ("phone", cell(&["prsmobilephone"])),
        ("phone", cell(&["prshomephone"])),
        ("email", cell(&["prsemail"])),
    ];
    let person = Entity {
        kind: "person".to_owned(),
        name: name.clone(),
        ids: ids.into_iter().filter_map(|(scheme, id)| Some((scheme.to_owned(), id?))).collect(),
        portion: Some(0),
        role: Some("victim".to_owned()),
        ..Entity::default()
    };
    let title = match &number_of_case {
        Some(number) => format!("Case {number}"),
        None => "Case record".to_owned(),
    };
    Record {
        place: format!("row {number}"),
        originator: cell(&["casreferringorganisation"]),
        id: number_of_case,
        issued: cell(&["casincomingreferraldate"]),
        title: Part::plain(title.clone()),
        labels: marking.map(|cell| Label::Words(cell.trim().to_owned())).into_iter().collect(),
        places: country
            .map(|name| Spot { country: Some(name.clone()), name, position: None })
            .into_iter()
            .collect(),
        entities: if name.is_empty() { Vec::new() } else { vec![person] },
        parts: if parts.is_empty() { vec![Part::plain(title)] } else { parts },
        is_list: true,
        ..Record::default()
    }
}

/// A portion for each table of the standard, and one for what is beside it.
fn parts(heading: &[String], row: &[String]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (prefix, title) in PREFIXES {
        let lines: Vec<String> = heading
            .iter()
            .zip(row)
            .filter(|(name, cell)| self::prefix(name) == Some(prefix) && !cell.trim().is_empty())
            .map(|(name, cell)| format!("{name}: {}", cell.trim()))
            .collect();
        if !lines.is_empty() {
            parts.push(Part::plain(format!("{title}\n{}", lines.join("\n"))));
        }
    }
    let others = heading.iter().zip(row).filter(|(name, cell)| {
        prefix(name).is_none() && !cell.trim().is_empty() && !is_marking(name)
    });
    let others: Vec<String> =
        others.map(|(name, cell)| format!("{name}: {}", cell.trim())).collect();
    if !others.is_empty() {
        parts.push(Part::plain(others.join("\n")));
    }
    parts
}

fn prefix(name: &str) -> Option<&'static str> {
    let name = name.trim().to_ascii_lowercase();
    PREFIXES.iter().map(|(prefix, _)| *prefix).find(|prefix| name.starts_with(prefix))
}

/// A heading without what its writers vary: case, underscores, blanks.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.collect::<String>().to_ascii_lowercase()
}

fn is_marking(name: &str) -> bool {
    ["marking", "classification", "banner", "tlp"].contains(&plain(name).as_str())
}

const PREFIXES: &[(&str, &str)] = &[("prs_", "Person"), ("vic_", "Exploitation"), ("cas_", "Case")];
