//! Outlook messages (MS-OXMSG): a compound file with a stream a property.

mod properties;

use std::io::Cursor;

use cfb::CompoundFile;

use super::html;
use super::letter::{Attached, Content, Letter};
use super::limits::Budget;
use super::mapping::Mapping;
use super::paper::Paper;
use super::plain::paragraphs;
use super::rtf;
use crate::Quarantine;
use properties::Properties;

/// Reads a message.
pub(crate) fn read(
    bytes: &[u8],
    mapping: &Mapping,
    budget: &mut Budget<'_>,
) -> Result<Letter, Quarantine> {
    let file = CompoundFile::open(Cursor::new(bytes));
    let mut file = file.map_err(|error| Quarantine::unreadable(NAME, error))?;
    letter(&mut file, "/", mapping, budget, 0)
}

fn letter(
    file: &mut CompoundFile<Cursor<&[u8]>>,
    at: &str,
    mapping: &Mapping,
    budget: &mut Budget<'_>,
    depth: u32,
) -> Result<Letter, Quarantine> {
    if depth > budget.limits.depth {
        let limit = budget.limits.depth.into();
        return Err(Quarantine::Limit { what: "messages in one another", limit, name: "depth" });
    }
    let mut properties = Properties::read(file, at, budget)?;
    let from = ["5D01", "5D02", "0C1F", "0C1A", "0042"];
    let from = from.iter().filter_map(|id| properties.text(id));
    // An address in the sender's own directory says nothing here.
    let from = from.into_iter().find(|from| !from.to_ascii_lowercase().starts_with("/o="));
    let lists = ["0E04", "0E03"].iter().filter_map(|id| properties.text(id)).collect::<Vec<_>>();
    let to = lists.iter().flat_map(|list| list.split(';')).map(|to| to.trim().to_owned());
    let mut letter = Letter {
        to: to.filter(|to| !to.is_empty()).collect(),
        from,
        issued: properties.time("0039").or_else(|| properties.time("0E06")),
        subject: properties.text("0037"),
        id: properties.text("1035").map(|id| id.trim_matches(['<', '>']).to_owned()),
        body: body(&mut properties, mapping, budget)?,
        ..Letter::default()
    };
    for attachment in properties::attachments(file, at)? {
        budget.entry()?;
        let mut properties = Properties::read(file, &attachment, budget)?;
        let name = ["3707", "3704", "3001"].iter().find_map(|id| properties.text(id));
        let inner = format!("{attachment}/__substg1.0_3701000D");
        let content = if file.is_storage(&inner) {
            Content::Letter(Box::new(self::letter(file, &inner, mapping, budget, depth + 1)?))
        } else {
            Content::Bytes(properties.bytes("3701").unwrap_or_default())
        };
        let number = letter.attachments.len() + 1;
        let name = name.unwrap_or_else(|| number.to_string());
        letter.attachments.push(Attached { name, content });
    }
    Ok(letter)
}

/// The text: plain, else HTML, else the compressed RTF.
fn body(
    properties: &mut Properties,
    mapping: &Mapping,
    budget: &Budget<'_>,
) -> Result<Paper, Quarantine> {
    let mut paper = Paper::default();
    if let Some(text) = properties.text("1000").filter(|text| !text.trim().is_empty()) {
        paragraphs(&mut paper, &text.replace("\r\n", "\n"), 0);
        return Ok(paper);
    }
    if let Some(page) = properties.bytes("1013") {
        return html::read(&page, mapping, budget.limits.nesting);
    }
    if let Some(compressed) = properties.bytes("1009").filter(|bytes| bytes.len() >= 16) {
        let text = compressed_rtf::decompress_rtf(&compressed);
        let text = text.map_err(|error| Quarantine::unreadable(NAME, error))?;
        return rtf::read(text.as_bytes(), mapping, budget.limits.nesting);
    }
    Ok(paper)
}

const NAME: &str = "Outlook message";
