//! HTML: paragraphs, tables, headings, the header and footer of a page.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::decode::decode;
use super::mapping::Mapping;
use super::mark;
use super::paper::{Block, Line, Paper};
use crate::Quarantine;

/// Reads a page.
pub(crate) fn read(bytes: &[u8], mapping: &Mapping, nesting: u32) -> Result<Paper, Quarantine> {
    let decoded = decode(bytes, charset(bytes).as_deref());
    let mut paper = read_text(&decoded.text, mapping, nesting)?;
    paper.notes.extend(decoded.note);
    Ok(paper)
}

/// Reads the text of a page.
pub(crate) fn read_text(text: &str, mapping: &Mapping, nesting: u32) -> Result<Paper, Quarantine> {
    let page = Html::parse_document(text);
    let mut reading = Reading {
        mapping,
        paper: Paper::default(),
        text: String::new(),
        open: Vec::new(),
        row: Vec::new(),
    };
    // Walked without recursion: how deep a page is, is up to whoever wrote it.
    for edge in page.root_element().traverse() {
        match edge {
            Edge::Open(node) => reading.open(node.value(), nesting)?,
            Edge::Close(node) => reading.close(node.value()),
        }
    }
    reading.flush();
    Ok(reading.paper)
}

struct Reading<'m> {
    mapping: &'m Mapping,
    paper: Paper,
    text: String,
    open: Vec<String>,
    row: Vec<String>,
}

impl Reading<'_> {
    fn open(&mut self, node: &Node, nesting: u32) -> Result<(), Quarantine> {
        match node {
            Node::Element(element) => {
                let name = element.name();
                if self.open.len() as u64 >= u64::from(nesting) {
                    let limit = nesting.into();
                    return Err(Quarantine::Limit {
                        what: "elements in one another",
                        limit,
                        name: "nesting",
                    });
                }
                if name == "br" {
                    self.text.push('\n');
                } else if is_block(name) {
                    self.flush();
                }
                self.open.push(name.to_owned());
            }
            Node::Text(text) if !self.is_within(UNSEEN) => {
                let keeps = self.is_within(&["pre", "textarea"]);
                for (at, word) in text
                    .split(|letter: char| letter.is_whitespace() && !(keeps && letter == '\n'))
                    .enumerate()
                {
                    if at > 0 && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                    self.text.push_str(word);
                }
            }
            Node::Text(_)
            | Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => {}
        }
        Ok(())
    }

    fn close(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        let name = element.name();
        if ["td", "th"].contains(&name) {
            self.row.push(std::mem::take(&mut self.text).trim().to_owned());
        } else if name == "tr" {
            let mapping = self.mapping;
            let row = std::mem::take(&mut self.row);
            self.paper.row(&row, 0, |cell| mark::portion(cell, mapping).is_some());
        } else if is_block(name) {
            self.flush();
        }
        self.open.pop();
    }

    /// What has come is a paragraph, a heading, the title, or a line of header or footer.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.is_within(&["td", "th"]) {
            // A paragraph in a cell stays in it.
            self.text = format!("{text}\n");
            return;
        }
        if self.is_within(&["title"]) {
            if self.paper.title.is_none() {
                self.paper.title = Some(text.to_owned());
            } else {
                self.paper.paragraph(text, 0);
            }
            return;
        }
        let edges = [("header", true), ("footer", false)];
        for (name, is_header) in edges {
            if self.is_within(&[name]) && mark::banner(text, self.mapping).is_some() {
                let line = Line { place: name.to_owned(), text: text.to_owned() };
                if is_header {
                    self.paper.headers.push(line)
                } else {
                    self.paper.footers.push(line)
                }
                return;
            }
        }
        let is_heading = self.is_within(&["h1", "h2", "h3", "h4", "h5", "h6"]);
        self.paper.block(Block { text: text.to_owned(), is_heading, ..Block::default() });
    }

    fn is_within(&self, names: &[&str]) -> bool {
        self.open.iter().any(|open| names.contains(&open.as_str()))
    }
}

fn is_block(name: &str) -> bool {
    !INLINE.contains(&name)
}

/// The code page that a page names for itself in its first bytes.
fn charset(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(1024).map(|byte| char::from(*byte)).collect();
    let (_, rest) = head.split_once("charset=")?;
    let name = rest.trim_start_matches(['"', '\'']);
    let end =
        name.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:".contains(letter))?;
    name.get(..end).map(str::to_owned)
}

/// Elements whose content is for machines.
const UNSEEN: &[&str] = &["script", "style", "template", "object", "svg", "math"];
/// Elements that do not end a paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "script", "style",
];
