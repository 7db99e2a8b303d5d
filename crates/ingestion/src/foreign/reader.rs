//! Reading a file with everything in it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::desk::marked;
use super::format::Shape;
use super::item::{Item, Outcome, provenance, said, sha256};
use super::letter::Letter;
use super::limits::{Budget, Limits};
use super::mapping::Mapping;
use super::paper::Paper;
use super::record::{Part, Record};
use super::sniff::sniff;
use super::source::{Rules, Source};
use super::table::{Table, add_rows};
use super::{
    Format, archive, compose::compose, csaf, docx, htcds, html, ism_xml, mail, message, misp, msg,
    odt, ofac, pdf, plain, pptx, rtf, separated, sheet, stix, table, un_list,
};
use crate::Quarantine;

/// Reads a file of any format: each report in it, and each piece that must be set aside, with the
/// reason. A file gives at least one of them, whatever its bytes are.
///
/// A parser that panics is caught; what no one can catch (a stack that overflows, memory without end)
/// is up to the caller, who reads formats that are [`Format::is_apart`] in a process of their own.
pub fn read_file(file: &str, bytes: &[u8], rules: &Rules) -> Vec<Item> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut reader = Reader { rules, budget: Budget::new(&rules.limits), items: Vec::new() };
        if bytes.len() as u64 > rules.limits.file_bytes {
            let limit = rules.limits.file_bytes;
            let reason = Quarantine::Limit { what: "bytes", limit, name: "file_bytes" };
            reader.items.push(Item::aside("", Format::Unknown, &reason, b""));
        } else {
            reader.piece(file, "", bytes, 0);
        }
        if reader.items.is_empty() {
            let reason = Quarantine::NoText("file");
            reader.items.push(Item::aside("", Format::Unknown, &reason, bytes));
        }
        reader.items
    }));
    read.unwrap_or_else(|panic| {
        let reason = Quarantine::Crashed(said(&*panic));
        vec![Item::aside("", Format::Unknown, &reason, bytes)]
    })
}

/// What is read so far of one file.
pub(crate) struct Reader<'r> {
    rules: &'r Rules,
    budget: Budget<'r>,
    items: Vec<Item>,
}

/// Records with a reason to set each aside, if there is one.
type Records = Vec<(Record, Option<Quarantine>)>;

impl<'r> Reader<'r> {
    pub(crate) fn limits(&self) -> &'r Limits {
        &self.rules.limits
    }

    pub(crate) fn too_deep(&self) -> Quarantine {
        let limit = self.limits().depth.into();
        Quarantine::Limit { what: "files in one another", limit, name: "depth" }
    }

    /// Reads a file, or a file in a file.
    fn piece(&mut self, file: &str, place: &str, bytes: &[u8], depth: u32) {
        let format = match sniff(bytes) {
            Ok(format) => format,
            Err(reason) => {
                return self.items.push(Item::aside(place, Format::Unknown, &reason, bytes));
            }
        };
        if let Err(reason) = self.piece_of(format, file, place, bytes, depth) {
            self.items.push(Item::aside(place, format, &reason, bytes));
        }
    }

    fn piece_of(
        &mut self,
        format: Format,
        file: &str,
        place: &str,
        bytes: &[u8],
        depth: u32,
    ) -> Result<(), Quarantine> {
        if depth > self.limits().depth {
            return Err(self.too_deep());
        }
        match format.shape() {
            Shape::Archive => return self.archive(format, file, place, bytes, depth),
            Shape::Lines => {
                self.lines(place, bytes);
                return Ok(());
            }
            Shape::Mailbox => return self.mailbox(file, place, bytes, depth),
            Shape::Document
            | Shape::Feed
            | Shape::Letter
            | Shape::Message
            | Shape::Nothing
            | Shape::Table => {}
        }
        let hash = sha256(bytes);
        let provenance = provenance(format, bytes, &hash);
        let source = Source { file, format, sha256: &hash, provenance: &provenance };
        let records = self.records(format, file, bytes, depth)?;
        let beyond =
            Quarantine::Limit { what: "reports", limit: self.limits().reports, name: "reports" };
        if records.is_empty() {
            return Err(Quarantine::NoText(format.name()));
        }
        for (mut record, reason) in records {
            if self.items.len() as u64 >= self.limits().reports {
                return Err(beyond);
            }
            record.place = joined(place, &record.place);
            let item = compose(record, reason, &self.rules.mappings, &source);
            self.items.push(item);
        }
        Ok(())
    }

    fn archive(
        &mut self,
        format: Format,
        file: &str,
        place: &str,
        bytes: &[u8],
        depth: u32,
    ) -> Result<(), Quarantine> {
        for (name, content) in archive::entries(format, bytes, &mut self.budget)? {
            let (file, place) = (joined(file, &name), joined(place, &name));
            match content {
                Ok(bytes) => self.piece(&file, &place, &bytes, depth + 1),
                Err(reason) => self.items.push(Item::aside(&place, format, &reason, b"")),
            }
        }
        Ok(())
    }

    fn mailbox(
        &mut self,
        file: &str,
        place: &str,
        bytes: &[u8],
        depth: u32,
    ) -> Result<(), Quarantine> {
        for (number, message) in (1..).zip(mail::messages(bytes)) {
            self.budget.entry()?;
            let place = joined(place, &format!("message {number}"));
            match message {
                Ok(bytes) => self.piece(file, &place, &bytes, depth + 1),
                Err(reason) => {
                    self.items.push(Item::aside(&place, Format::Mbox, &reason, b""));
                }
            }
        }
        Ok(())
    }

    /// Lines of format 1 in an archive are submissions as they are.
    fn lines(&mut self, place: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            self.items.push(Item {
                place: joined(place, &format!("line {number}")),
                format: Format::Report,
                originator: String::new(),
                serial: String::new(),
                notes: Vec::new(),
                outcome: Outcome::Report(line.to_owned()),
            });
        }
    }

    fn records(
        &mut self,
        format: Format,
        file: &str,
        bytes: &[u8],
        depth: u32,
    ) -> Result<Records, Quarantine> {
        let mappings = &self.rules.mappings;
        Ok(match format.shape() {
            Shape::Feed => {
                self.feed(format, bytes)?.into_iter().map(|record| (record, None)).collect()
            }
            Shape::Message => {
                let stated = message::stated(bytes);
                let mapping = mappings.choose(format, file, stated.as_deref())?;
                vec![message::read(bytes, mapping)]
            }
            Shape::Letter => {
                let stated = if format == Format::Mail { mail::stated(bytes) } else { None };
                let mapping = mappings.choose(format, file, stated.as_deref())?;
                vec![self.letter(format, bytes, mapping)?.record(mapping, self, depth)]
            }
            Shape::Table => self.tables(format, file, bytes)?,
            Shape::Archive | Shape::Document | Shape::Lines | Shape::Mailbox | Shape::Nothing => {
                let mapping = mappings.choose(format, file, None)?;
                vec![self.document(format, bytes, mapping)?]
            }
        })
    }

    fn feed(&self, format: Format, bytes: &[u8]) -> Result<Vec<Record>, Quarantine> {
        let nesting = self.limits().nesting;
        let table = || separated::read(bytes).map(|(table, _)| table);
        if format == Format::Stix {
            return stix::read(bytes);
        } else if format == Format::Misp {
            return misp::read(bytes);
        } else if format == Format::UnList {
            return un_list::read(bytes, nesting);
        } else if format == Format::Ofac {
            return Ok(ofac::records(&table()?));
        } else if format == Format::Htcds {
            return Ok(htcds::records(&table()?));
        }
        let one =
            if format == Format::Csaf { csaf::read(bytes) } else { ism_xml::read(bytes, nesting) };
        one.map(|record| vec![record])
    }

    fn letter(
        &mut self,
        format: Format,
        bytes: &[u8],
        mapping: &Mapping,
    ) -> Result<Letter, Quarantine> {
        if format == Format::Msg {
            return msg::read(bytes, mapping, &mut self.budget);
        }
        mail::read(bytes, mapping, self.limits().nesting)
    }

    fn tables(&mut self, format: Format, file: &str, bytes: &[u8]) -> Result<Records, Quarantine> {
        let mapping = self.rules.mappings.choose(format, file, None)?;
        let Some(columns) = &mapping.columns else {
            return Ok(vec![self.document(format, bytes, mapping)?]);
        };
        let tables = match format == Format::Csv {
            true => vec![separated::read(bytes)?.0],
            false => sheet::read(bytes, &mut self.budget)?.tables,
        };
        let records = tables.iter().flat_map(|table| table::records(table, columns));
        Ok(records.map(|record| (record, None)).collect())
    }

    /// Reads a document and its markings.
    fn document(
        &mut self,
        format: Format,
        bytes: &[u8],
        mapping: &Mapping,
    ) -> Result<(Record, Option<Quarantine>), Quarantine> {
        let paper = self.paper(format, bytes, mapping)?;
        if paper.is_empty() && paper.headers.is_empty() {
            return Err(Quarantine::NoText(format.name()));
        }
        Ok(marked(paper, mapping))
    }

    fn paper(
        &mut self,
        format: Format,
        bytes: &[u8],
        mapping: &Mapping,
    ) -> Result<Paper, Quarantine> {
        let nesting = self.limits().nesting;
        if format == Format::Html {
            return html::read(bytes, mapping, nesting);
        } else if format == Format::Rtf {
            return rtf::read(bytes, mapping, nesting);
        } else if format == Format::Docx {
            return docx::read(bytes, mapping, &mut self.budget);
        } else if format == Format::Pptx {
            return pptx::read(bytes, mapping, &mut self.budget);
        } else if format == Format::Odt {
            return odt::read(bytes, mapping, &mut self.budget);
        } else if format == Format::Pdf {
            return pdf::read(bytes);
        } else if format == Format::Csv {
            let (table, note) = separated::read(bytes)?;
            let mut paper = Paper { notes: note.into_iter().collect(), ..Paper::default() };
            add_rows(&table, 0, mapping, &mut paper);
            return Ok(paper);
        } else if format == Format::Sheet {
            let book = sheet::read(bytes, &mut self.budget)?;
            let mut paper =
                Paper { headers: book.headers, footers: book.footers, ..Paper::default() };
            for (page, table) in (1..).zip(&book.tables) {
                add_rows(&named(table), page, mapping, &mut paper);
            }
            return Ok(paper);
        }
        Ok(plain::read(bytes))
    }

    /// Reads what came with a letter as a part of it. What is a feed of its own is taken in beside it.
    pub(crate) fn attachment(
        &mut self,
        name: &str,
        bytes: &[u8],
        mapping: &Mapping,
        depth: u32,
    ) -> Result<(Record, Option<Quarantine>), Quarantine> {
        if depth > self.limits().depth {
            return Err(self.too_deep());
        }
        self.budget.entry()?;
        let format = sniff(bytes)?;
        match format.shape() {
            Shape::Letter => Ok(self.letter(format, bytes, mapping)?.record(mapping, self, depth)),
            Shape::Message => Ok(message::read(bytes, mapping)),
            Shape::Archive | Shape::Feed | Shape::Lines | Shape::Mailbox => {
                self.piece(name, &joined("attachment", name), bytes, depth);
                Ok((beside(name), None))
            }
            Shape::Document | Shape::Nothing | Shape::Table => {
                self.document(format, bytes, mapping)
            }
        }
    }
}

fn beside(name: &str) -> Record {
    Record {
        parts: vec![Part::plain(format!("{name} was taken in by itself"))],
        ..Record::default()
    }
}

/// A sheet's name is its first row, unless the sheet is empty.
fn named(table: &Table) -> Table {
    let mut rows = table.rows.clone();
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    Table { name: table.name.clone(), rows }
}

/// Where something stands in what it is in.
fn joined(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        ("", inner) => inner.to_owned(),
        (outer, "") => outer.to_owned(),
        (outer, inner) => format!("{outer}!{inner}"),
    }
}
