//! A document as it lies on the desk: headers, footers, paragraphs, pages.

use super::record::{Label, Spot};

/// The text of a document in its order, and what stands around it.
#[derive(Debug, Default)]
pub(crate) struct Paper {
    /// The title that the file itself names.
    pub(crate) title: Option<String>,
    /// When it was issued, RFC 3339 or less.
    pub(crate) issued: Option<String>,
    /// Lines of the headers of its pages, with where they stand.
    pub(crate) headers: Vec<Line>,
    /// Lines of the footers.
    pub(crate) footers: Vec<Line>,
    pub(crate) blocks: Vec<Block>,
    /// Labels in the file's own properties, such as ISM attributes.
    pub(crate) labels: Vec<Label>,
    pub(crate) places: Vec<Spot>,
    pub(crate) notes: Vec<String>,
}

/// A line of a header or footer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Line {
    pub(crate) place: String,
    pub(crate) text: String,
}

/// A paragraph, a heading, or a cell or row of a table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Block {
    pub(crate) text: String,
    /// The page, from 1, where pages are known.
    pub(crate) page: u32,
    pub(crate) is_heading: bool,
    /// Labels in the file's own terms.
    pub(crate) labels: Vec<Label>,
}

impl Paper {
    /// Adds a paragraph, if there is anything in it.
    pub(crate) fn paragraph(&mut self, text: &str, page: u32) {
        self.block(Block { text: text.to_owned(), page, ..Block::default() });
    }

    /// Adds a block, if there is anything in it.
    pub(crate) fn block(&mut self, block: Block) {
        let text = block.text.trim();
        if !text.is_empty() {
            let text = text.to_owned();
            self.blocks.push(Block { text, ..block });
        }
    }

    /// Adds a row of a table, cells parted by bars. A mark in the first cell alone is the row's; where
    /// other cells have marks, each is that of its cell, and cells without one stand by themselves.
    pub(crate) fn row(&mut self, cells: &[String], page: u32, is_mark: impl Fn(&str) -> bool) {
        let cells = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let marked = cells.map(|cell| (cell, cell.lines().any(&is_mark)));
        let marked: Vec<(&str, bool)> = marked.collect();
        if !marked.iter().skip(1).any(|(_, is_marked)| *is_marked) {
            let texts: Vec<&str> = marked.iter().map(|(cell, _)| *cell).collect();
            return self.paragraph(&texts.join(" | "), page);
        }
        for cells in marked.chunk_by(|(_, one), (_, other)| !one && !other) {
            let texts: Vec<&str> = cells.iter().map(|(cell, _)| *cell).collect();
            self.paragraph(&texts.join(" | "), page);
        }
    }

    /// Whether no text was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}
