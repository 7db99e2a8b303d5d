//! Rows and columns: from CSV and spreadsheets, to a document or, by the source's columns, to a
//! report a row.

use super::mapping::{Columns, Mapping};
use super::mark;
use super::paper::Paper;
use super::record::{Label, Part, Record};

/// A table with its name: a sheet, or nothing.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Adds the rows to a document; each is a portion.
pub(crate) fn add_rows(table: &Table, page: u32, mapping: &Mapping, paper: &mut Paper) {
    for row in &table.rows {
        paper.row(row, page, |cell| mark::portion(cell, mapping).is_some());
    }
}

/// Each row as a record, where the source says which column is what.
pub(crate) fn records(table: &Table, columns: &Columns) -> Vec<Record> {
    let mut rows = table.rows.iter().enumerate();
    let Some((_, heading)) = rows.next() else { return Vec::new() };
    let heading: Vec<String> = heading.iter().map(|name| name.trim().to_owned()).collect();
    let place = |at: usize| match table.name.as_str() {
        "" => format!("row {}", at + 1),
        sheet => format!("sheet {sheet} row {}", at + 1),
    };
    let filled = rows.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    filled.map(|(at, row)| record(&heading, row, columns, place(at))).collect()
}

fn record(heading: &[String], row: &[String], columns: &Columns, place: String) -> Record {
    let named: Vec<&String> =
        [&columns.marking, &columns.serial, &columns.title, &columns.issued, &columns.originator]
            .into_iter()
            .flatten()
            .collect();
    let cell = |name: &Option<String>| {
        let at = heading.iter().position(|known| Some(known) == name.as_ref())?;
        row.get(at).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty())
    };
    let is_text = |name: &String| match columns.text.is_empty() {
        true => !named.contains(&name),
        false => columns.text.contains(name),
    };
    let pairs = heading.iter().zip(row).filter(|(name, _)| is_text(name));
    let filled = pairs.filter(|(_, cell)| !cell.trim().is_empty());
    let parts: Vec<Part> =
        filled.map(|(name, cell)| Part::plain(format!("{name}: {}", cell.trim()))).collect();
    let title = cell(&columns.title).map(Part::plain);
    let title = title.or_else(|| parts.first().cloned()).unwrap_or_default();
    Record {
        place,
        originator: cell(&columns.originator),
        id: cell(&columns.serial),
        issued: cell(&columns.issued),
        labels: cell(&columns.marking).map(Label::Words).into_iter().collect(),
        parts: if parts.is_empty() { vec![title.clone()] } else { parts },
        title,
        is_list: columns.marking.is_none(),
        ..Record::default()
    }
}
