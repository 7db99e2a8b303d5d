//! A letter by mail, from whichever format: who, to whom, when, the text, what is attached.

use model::Kind;

use super::desk::marked;
use super::mapping::Mapping;
use super::mark;
use super::normal::one_line;
use super::paper::{Line, Paper};
use super::reader::Reader;
use super::record::{Label, Part, Record};
use crate::Quarantine;

/// A message as its format has it.
#[derive(Debug, Default)]
pub(crate) struct Letter {
    /// The sender's address.
    pub(crate) from: Option<String>,
    pub(crate) to: Vec<String>,
    pub(crate) issued: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) references: Vec<String>,
    /// Header fields that classify it, by their names.
    pub(crate) classified: Vec<(String, String)>,
    pub(crate) body: Paper,
    pub(crate) attachments: Vec<Attached>,
}

/// Something that came with a letter.
#[derive(Debug)]
pub(crate) struct Attached {
    pub(crate) name: String,
    pub(crate) content: Content,
}

#[derive(Debug)]
pub(crate) enum Content {
    Bytes(Vec<u8>),
    Letter(Box<Letter>),
}

impl Letter {
    /// The letter with what is attached: each attachment is one or more portions.
    pub(crate) fn record(
        self,
        mapping: &Mapping,
        reader: &mut Reader<'_>,
        depth: u32,
    ) -> (Record, Option<Quarantine>) {
        let mut paper = self.body;
        paper.title = self.subject.map(|subject| one_line(&subject));
        for (name, value) in self.classified {
            // A field that classifies is a label whatever it says.
            match mark::banner(&value, mapping) {
                Some(_) => {
                    let place = format!("header field {name}");
                    paper.headers.push(Line { place, text: value });
                }
                None => paper.labels.push(Label::Words(value)),
            }
        }
        let (mut record, mut reason) = marked(paper, mapping);
        record.kind = Some(Kind::Letter);
        record.originator = self.from;
        record.addressees = self.to;
        record.issued = self.issued.or(record.issued);
        record.id = self.id;
        record.references = self.references;
        for attached in self.attachments {
            let name = attached.name;
            let read = match attached.content {
                Content::Letter(letter) if depth < reader.limits().depth => {
                    let (inner, doubt) = letter.record(mapping, reader, depth + 1);
                    Ok((inner, doubt))
                }
                Content::Letter(_) => Err(reader.too_deep()),
                Content::Bytes(bytes) => reader.attachment(&name, &bytes, mapping, depth + 1),
            };
            match read {
                Ok((inner, doubt)) => {
                    reason = reason.or(doubt);
                    enclose(&name, inner, &mut record);
                }
                Err(why) if is_harmless(&why) => {
                    let text = format!("Attachment {name} was not read: {why}");
                    record.notes.push(text.clone());
                    record.parts.push(Part::plain(text));
                }
                Err(why) => reason = reason.or(Some(why)),
            }
        }
        if record.parts.is_empty() {
            record.parts.push(record.title.clone());
        }
        (record, reason)
    }
}

/// Puts a document into the letter that it came with: its banner is the mark of what has none.
fn enclose(name: &str, inner: Record, record: &mut Record) {
    let Record { labels, parts, title, notes, entities, places, .. } = inner;
    let mark = |part: Part| match part.labels.is_empty() {
        true => Part { labels: labels.clone(), ..part },
        false => part,
    };
    // Where nothing names a title, it is how the text begins.
    let begins = parts.first().is_some_and(|first| {
        one_line(&first.text).starts_with(title.text.trim_end_matches('\u{2026}'))
    });
    let heading = match begins || title.text.is_empty() {
        true => Part { labels: labels.clone(), text: format!("Attachment {name}") },
        false => {
            let title = mark(title);
            Part { text: format!("Attachment {name}: {}", title.text), ..title }
        }
    };
    let at = record.parts.len() + 1;
    record.parts.push(heading);
    record.parts.extend(parts.into_iter().map(mark));
    record.notes.extend(notes.into_iter().map(|note| format!("attachment {name}: {note}")));
    record.places.extend(places);
    record.entities.extend(entities.into_iter().map(|mut entity| {
        entity.portion = entity.portion.map(|portion| portion + at);
        entity
    }));
}

/// What cannot be read, and can do no harm: the letter goes on and says so.
fn is_harmless(why: &Quarantine) -> bool {
    ["unknown-format", "unreadable", "no-text"].contains(&why.name())
}
