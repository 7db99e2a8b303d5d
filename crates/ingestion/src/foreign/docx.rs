//! Word documents (ECMA-376, WordprocessingML): body, headers, footers, notes, comments.

use super::decode::decode_xml;
use super::limits::Budget;
use super::mapping::Mapping;
use super::mark;
use super::office;
use super::package::Package;
use super::paper::{Block, Line, Paper};
use super::xml::{Element, Node, Nodes};
use crate::Quarantine;

/// Reads a document.
pub(crate) fn read(
    bytes: &[u8],
    mapping: &Mapping,
    budget: &mut Budget<'_>,
) -> Result<Paper, Quarantine> {
    let mut package = Package::open(bytes, NAME)?;
    if let Some(place) = package.program() {
        return Err(Quarantine::Program { format: NAME, place });
    }
    let mut paper = Paper::default();
    office::core(&mut package, budget, NAME, &mut paper)?;
    let mut names = package.names();
    names.sort();
    let main = names.iter().find(|name| is_main(name)).cloned();
    let main = main.ok_or_else(|| Quarantine::unreadable(NAME, "it has no word/document.xml"))?;
    let body = Body::read(&package.part(&main, budget)?, mapping, budget)?;
    paper.notes.extend(body.notes);
    paper.blocks = body.paper.blocks;
    for name in &names {
        let stem = name.rsplit('/').next().unwrap_or_default();
        let kind =
            stem.trim_end_matches(".xml").trim_end_matches(|letter: char| letter.is_ascii_digit());
        if !name.starts_with("word/") || !name.ends_with(".xml") || !EXTRA.contains(&kind) {
            continue;
        }
        let part = Body::read(&package.part(name, budget)?, mapping, budget)?;
        paper.notes.extend(part.notes);
        for block in part.paper.blocks {
            let line =
                Line { place: stem.trim_end_matches(".xml").to_owned(), text: block.text.clone() };
            match kind {
                "header" => paper.headers.push(line),
                "footer" => paper.footers.push(line),
                _other => paper.block(block),
            }
        }
    }
    paper.notes.extend(office::not_read(&package));
    if names.iter().any(|name| name.contains("afchunk")) {
        paper
            .notes
            .push("it includes another document by reference, which was not read".to_owned());
    }
    Ok(paper)
}

fn is_main(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("word/") && last.starts_with("document") && last.ends_with(".xml")
}

/// The text of one part.
struct Body<'m> {
    mapping: &'m Mapping,
    paper: Paper,
    notes: Vec<String>,
    text: String,
    is_heading: bool,
    /// Rows that are open, innermost last: their finished cells.
    rows: Vec<Vec<String>>,
    /// Text of the cells that are open.
    cells: Vec<String>,
    /// How deep inside what another part says again.
    left_out: u32,
    page: u32,
    in_text: bool,
}

impl<'m> Body<'m> {
    fn read(bytes: &[u8], mapping: &'m Mapping, budget: &Budget<'_>) -> Result<Self, Quarantine> {
        let text = decode_xml(bytes, NAME)?;
        let mut nodes = Nodes::new(&text, NAME, budget.limits.nesting);
        let mut body = Self {
            mapping,
            paper: Paper::default(),
            notes: Vec::new(),
            text: String::new(),
            is_heading: false,
            rows: Vec::new(),
            cells: Vec::new(),
            left_out: 0,
            page: 1,
            in_text: false,
        };
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(element) => body.open(&element),
                Node::Close(name) => body.close(&name),
                Node::Text(text) if body.in_text && body.left_out == 0 => body.text.push_str(&text),
                Node::Text(_) => {}
            }
        }
        body.paragraph();
        Ok(body)
    }

    fn open(&mut self, element: &Element) {
        if self.left_out > 0 || element.name == "Fallback" {
            self.left_out += 1;
            return;
        }
        match element.name.as_str() {
            "t" => self.in_text = true,
            "tab" | "ptab" => self.text.push('\t'),
            "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('\u{2011}'),
            "br" if element.value("type") == Some("page") => {
                self.paragraph();
                self.page = self.page.saturating_add(1);
            }
            "br" => self.text.push('\n'),
            "pStyle" => {
                let style = element.value("val").unwrap_or_default().to_ascii_lowercase();
                self.is_heading |= style.starts_with("heading") || style.starts_with("title");
            }
            "tr" => self.rows.push(Vec::new()),
            "tc" => self.cells.push(String::new()),
            "p" => self.paragraph(),
            "delText" => {
                let note =
                    "it has deleted text that its changes still hold; that was not read".to_owned();
                if !self.notes.contains(&note) {
                    self.notes.push(note);
                }
            }
            _other => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.paragraph(),
            "tc" => {
                let cell = self.cells.pop().unwrap_or_default();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            "tr" => self.row(),
            _other => {}
        }
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let is_heading = std::mem::take(&mut self.is_heading);
        match self.cells.last_mut() {
            Some(cell) if !text.trim().is_empty() => {
                if !cell.is_empty() {
                    cell.push('\n');
                }
                cell.push_str(&text);
            }
            Some(_) => {}
            None => {
                self.paper.block(Block { text, page: self.page, is_heading, labels: Vec::new() });
            }
        }
    }

    fn row(&mut self) {
        let row = self.rows.pop().unwrap_or_default();
        if let Some(cell) = self.cells.last_mut() {
            // A table in a cell is text of the cell.
            cell.push_str(&row.join(" | "));
            cell.push('\n');
            return;
        }
        let mapping = self.mapping;
        self.paper.row(&row, self.page, |cell| mark::portion(cell, mapping).is_some());
    }
}

const NAME: &str = "Word document";
/// Parts beside the body.
const EXTRA: &[&str] = &["header", "footer", "footnotes", "endnotes", "comments"];
