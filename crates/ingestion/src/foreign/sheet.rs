//! Spreadsheets: every sheet is a table.

use std::io::Cursor;

use calamine::{Data, DataType as _, Ods, Reader, Xls, Xlsb, Xlsx};

use super::decode::decode_xml;
use super::limits::Budget;
use super::package::Package;
use super::paper::Line;
use super::table::Table;
use super::xml::{Node, Nodes};
use crate::Quarantine;

/// The tables of a workbook, and the headers and footers that its pages are printed with.
pub(crate) struct Workbook {
    pub(crate) tables: Vec<Table>,
    pub(crate) headers: Vec<Line>,
    pub(crate) footers: Vec<Line>,
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], budget: &mut Budget<'_>) -> Result<Workbook, Quarantine> {
    let mut workbook = Workbook { tables: Vec::new(), headers: Vec::new(), footers: Vec::new() };
    if bytes.starts_with(b"PK") {
        let mut package = Package::open(bytes, NAME)?;
        if let Some(place) = package.program() {
            return Err(Quarantine::Program { format: NAME, place });
        }
        package.sound(budget)?;
        edges(&mut package, budget, &mut workbook)?;
    }
    let from = Cursor::new(bytes);
    let has = |name| Package::open(bytes, NAME).is_ok_and(|package| package.has(name));
    match () {
        () if !bytes.starts_with(b"PK") => tables(Xls::new(from), budget, &mut workbook)?,
        () if has("xl/workbook.bin") => tables(Xlsb::new(from), budget, &mut workbook)?,
        () if has("content.xml") => tables(Ods::new(from), budget, &mut workbook)?,
        () => tables(Xlsx::new(from), budget, &mut workbook)?,
    }
    Ok(workbook)
}

/// The cells of every sheet, in any of the formats.
fn tables<'b, R>(
    opened: Result<R, R::Error>,
    budget: &Budget<'_>,
    workbook: &mut Workbook,
) -> Result<(), Quarantine>
where
    R: Reader<Cursor<&'b [u8]>>,
    R::Error: std::fmt::Display,
{
    let mut book = opened.map_err(|error| {
        let text = error.to_string();
        let is_locked = text.to_ascii_lowercase().contains("password");
        if is_locked { Quarantine::Encrypted(NAME) } else { Quarantine::unreadable(NAME, text) }
    })?;
    if book.vba_project().ok().flatten().is_some() {
        return Err(Quarantine::Program { format: NAME, place: "a VBA project".to_owned() });
    }
    let mut cells = budget.limits.cells;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name);
        let range = range.map_err(|error| Quarantine::unreadable(NAME, error))?;
        let (height, width) = range.get_size();
        let size = (height as u64).saturating_mul(width as u64);
        let beyond = Quarantine::Limit { what: "cells", limit: budget.limits.cells, name: "cells" };
        cells = cells.checked_sub(size).ok_or(beyond)?;
        let rows = range.rows().map(|row| row.iter().map(shown).collect()).collect();
        workbook.tables.push(Table { name, rows });
    }
    Ok(())
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::DateTime(_) => dated(cell),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::Error(error) => error.to_string(),
    }
}

/// A day, or a day and time, as ISO 8601 has it; days count from 30 December 1899.
fn dated(cell: &Data) -> String {
    let Some(days) = cell.as_f64() else { return cell.to_string() };
    let seconds = (days * SECONDS_OF_DAY).round();
    let at = time::Date::from_calendar_date(1899, time::Month::December, 30).ok();
    let at = at
        .filter(|_| (0.0..SECONDS_MAX).contains(&seconds))
        .and_then(|day| day.midnight().checked_add(time::Duration::seconds_f64(seconds)));
    match at {
        None => days.to_string(),
        Some(at) if at.time() == time::Time::MIDNIGHT && days >= 1.0 => at.date().to_string(),
        Some(at) => {
            let time = at.time();
            let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
            if days < 1.0 { clock } else { format!("{}T{clock}", at.date()) }
        }
    }
}

/// Headers and footers for printing, which the cells do not show.
fn edges(
    package: &mut Package<'_>,
    budget: &mut Budget<'_>,
    workbook: &mut Workbook,
) -> Result<(), Quarantine> {
    for name in package.names() {
        if !name.starts_with("xl/worksheets/sheet") || !name.ends_with(".xml") {
            continue;
        }
        let text = decode_xml(&package.part(&name, budget)?, NAME)?;
        if !text.contains("<headerFooter") {
            continue;
        }
        let mut nodes = Nodes::new(&text, NAME, budget.limits.nesting);
        let mut value = String::new();
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(_) => value.clear(),
                Node::Text(text) => value.push_str(&text),
                Node::Close(name) => {
                    let into = match name.as_str() {
                        "oddHeader" | "evenHeader" | "firstHeader" => &mut workbook.headers,
                        "oddFooter" | "evenFooter" | "firstFooter" => &mut workbook.footers,
                        _other => continue,
                    };
                    let place = format!("{name} of a sheet");
                    into.extend(printed(&value).map(|text| Line { place: place.clone(), text }));
                }
            }
        }
    }
    Ok(())
}

/// The texts of a header without its codes: `&CSECRET&R&P` (ECMA-376, 18.3.1.46).
fn printed(code: &str) -> impl Iterator<Item = String> + use<> {
    let mut texts = vec![String::new()];
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '&' {
            texts.last_mut().into_iter().for_each(|text| text.push(letter));
            continue;
        }
        match letters.next() {
            Some('&') => texts.last_mut().into_iter().for_each(|text| text.push('&')),
            Some('L' | 'C' | 'R') => texts.push(String::new()),
            Some('"') => drop(letters.by_ref().find(|letter| *letter == '"')),
            Some('K') => drop(letters.by_ref().nth(5)),
            Some(digit) if digit.is_ascii_digit() => {
                while letters.next_if(char::is_ascii_digit).is_some() {}
            }
            Some(_) | None => {}
        }
    }
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

const NAME: &str = "spreadsheet";
const SECONDS_OF_DAY: f64 = 86_400.0;
/// The year 9999.
const SECONDS_MAX: f64 = 2_958_466.0 * SECONDS_OF_DAY;
