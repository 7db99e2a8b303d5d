//! Texts as `OpenDocument` (ISO/IEC 26300): body, headers and footers of the page styles.

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
    if package.has(MANIFEST) {
        let manifest = package.part(MANIFEST, budget)?;
        if decode_xml(&manifest, NAME)?.contains("encryption-data") {
            return Err(Quarantine::Encrypted(NAME));
        }
    }
    if let Some(place) = package.program() {
        return Err(Quarantine::Program { format: NAME, place });
    }
    let mut reading = Reading {
        mapping,
        paper: Paper::default(),
        text: Vec::new(),
        rows: Vec::new(),
        edge: None,
        left_out: 0,
    };
    office::core(&mut package, budget, NAME, &mut reading.paper)?;
    reading.paper.notes.extend(office::not_read(&package));
    for part in ["content.xml", "styles.xml"] {
        if package.has(part) {
            let text = decode_xml(&package.part(part, budget)?, NAME)?;
            reading.part(&text, part == "content.xml", budget)?;
        }
    }
    Ok(reading.paper)
}

struct Reading<'m> {
    mapping: &'m Mapping,
    paper: Paper,
    /// Texts that are open, innermost last: of paragraphs, cells and what floats in them.
    text: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Whether a header or a footer is being read.
    edge: Option<&'static str>,
    left_out: u32,
}

impl Reading<'_> {
    fn part(&mut self, text: &str, is_body: bool, budget: &Budget<'_>) -> Result<(), Quarantine> {
        let mut nodes = Nodes::new(text, NAME, budget.limits.nesting);
        while let Some(node) = nodes.next()? {
            match node {
                Node::Open(element) => self.open(&element),
                Node::Close(name) => self.close(&name, is_body),
                Node::Text(said) if self.left_out == 0 => {
                    if let Some(text) = self.text.last_mut() {
                        text.push_str(&said);
                    }
                }
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) {
        let name = element.name.as_str();
        if self.left_out > 0 || name == "tracked-changes" {
            self.left_out += 1;
            return;
        }
        match name {
            "p" | "h" | "table-cell" | "covered-table-cell" => self.text.push(String::new()),
            "table-row" => self.rows.push(Vec::new()),
            "header" | "header-first" | "header-left" => self.edge = Some("header"),
            "footer" | "footer-first" | "footer-left" => self.edge = Some("footer"),
            "tab" => self.sign("\t"),
            "line-break" => self.sign("\n"),
            "s" => {
                let count =
                    element.value("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.sign(&" ".repeat(count.min(100)));
            }
            _other => {}
        }
    }

    fn close(&mut self, name: &str, is_body: bool) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "p" | "h" => {
                let text = self.text.pop().unwrap_or_default();
                self.paragraph(text, name == "h", is_body);
            }
            "table-cell" | "covered-table-cell" => {
                let cell = self.text.pop().unwrap_or_default();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            "table-row" => {
                let row = self.rows.pop().unwrap_or_default();
                match self.text.last_mut() {
                    Some(outer) => outer.push_str(&row.join(" | ")),
                    None => {
                        let mapping = self.mapping;
                        self.paper.row(&row, 0, |cell| mark::portion(cell, mapping).is_some());
                    }
                }
            }
            "header" | "header-first" | "header-left" | "footer" | "footer-first"
            | "footer-left" => {
                self.edge = None;
            }
            _other => {}
        }
    }

    fn paragraph(&mut self, text: String, is_heading: bool, is_body: bool) {
        if let Some(outer) = self.text.last_mut() {
            // In a cell, or floating in another paragraph.
            if !outer.is_empty() && !text.is_empty() {
                outer.push('\n');
            }
            outer.push_str(&text);
            return;
        }
        let line = |place: &str| Line { place: place.to_owned(), text: text.trim().to_owned() };
        match self.edge {
            _any if text.trim().is_empty() => {}
            Some("header") => self.paper.headers.push(line("header")),
            Some(_) => self.paper.footers.push(line("footer")),
            None if is_body => {
                self.paper.block(Block { text, is_heading, ..Block::default() });
            }
            None => {}
        }
    }

    fn sign(&mut self, sign: &str) {
        if let Some(text) = self.text.last_mut() {
            text.push_str(sign);
        }
    }
}

const NAME: &str = "OpenDocument text";
const MANIFEST: &str = "META-INF/manifest.xml";
