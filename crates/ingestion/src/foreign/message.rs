//! Message text as armed forces and foreign ministries send it (ACP 127, its kin and its forms
//! with names).

mod date_time_group;
mod heading;

use model::Kind;

use super::decode::decode;
use super::desk::marked;
use super::mapping::Mapping;
use super::paper::Paper;
use super::plain::paragraphs;
use super::record::Record;
use crate::Quarantine;
use heading::Heading;

/// Whether a text is a message: a date-time group and a line that says from whom, near the top.
pub(crate) fn is_message(text: &str) -> bool {
    let heading = Heading::read(text);
    heading.is_dated && heading.from.is_some()
}

/// Who a message says it is from.
pub(crate) fn stated(bytes: &[u8]) -> Option<String> {
    Heading::read(&decode(bytes, None).text).from
}

/// Reads a message.
pub(crate) fn read(bytes: &[u8], mapping: &Mapping) -> (Record, Option<Quarantine>) {
    let decoded = decode(bytes, None);
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let heading = Heading::read(&text);
    let mut paper = Paper { notes: decoded.note.into_iter().collect(), ..Paper::default() };
    let lines = text.lines().skip(heading.lines);
    if let Some(line) = &heading.classification {
        paper.paragraph(line, 1);
    }
    let mut body = String::new();
    for line in lines {
        if is_end(line) {
            continue;
        }
        // Each numbered paragraph is a portion, whether a blank line parts it or not.
        if begins_paragraph(line) {
            body.push('\n');
        }
        body.push_str(line);
        body.push('\n');
    }
    paragraphs(&mut paper, &body, 1);
    let (mut record, reason) = marked(paper, mapping);
    record.kind = Some(Kind::Cable);
    record.originator = heading.from;
    record.precedence = heading.precedence;
    record.issued = heading.issued;
    record.id = heading.serial;
    record.addressees = heading.to.into_iter().chain(heading.info).collect();
    record.references = heading.references;
    record.notes.extend(heading.notes);
    (record, reason)
}

/// `BT`, the message's number and `NNNN` say where a message ends, and nothing else.
fn is_end(line: &str) -> bool {
    let line = line.trim();
    let number = line.strip_prefix('#');
    line == "BT"
        || line == "NNNN"
        || number.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

fn begins_paragraph(line: &str) -> bool {
    let digits = line.trim_start().split('.').next().unwrap_or_default();
    let is_number =
        !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit());
    is_number && line.contains('.')
        || ["SUBJ", "REF", "A. ", "TAGS"].iter().any(|word| line.starts_with(word))
}
