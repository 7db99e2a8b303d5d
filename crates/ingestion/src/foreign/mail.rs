//! Mail messages (RFC 5322, MIME) and mailboxes (RFC 4155).

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};

use super::html;
use super::letter::{Attached, Content, Letter};
use super::mapping::Mapping;
use super::paper::Paper;
use super::plain::paragraphs;
use crate::Quarantine;

/// Reads a message.
pub(crate) fn read(bytes: &[u8], mapping: &Mapping, nesting: u32) -> Result<Letter, Quarantine> {
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| Quarantine::unreadable(NAME, "it has no header fields"))?;
    letter(&message, mapping, nesting, 0)
}

/// Who a message says it is from.
pub(crate) fn stated(bytes: &[u8]) -> Option<String> {
    let message = MessageParser::default().parse(bytes)?;
    message.from().and_then(first)
}

/// The messages of a mailbox, one after the other.
pub(crate) fn messages(bytes: &[u8]) -> impl Iterator<Item = Result<Vec<u8>, Quarantine>> {
    MessageIterator::new(bytes).map(|message| match message {
        Ok(message) => Ok(message.unwrap_contents()),
        Err(_) => Err(Quarantine::unreadable("mailbox", "it does not fall into messages")),
    })
}

fn letter(
    message: &Message<'_>,
    mapping: &Mapping,
    nesting: u32,
    depth: u32,
) -> Result<Letter, Quarantine> {
    let to = [message.to(), message.cc()].into_iter().flatten();
    let to = to.flat_map(Address::iter).filter_map(|to| Some(to.address()?.to_owned()));
    let mut letter = Letter {
        from: message.from().and_then(first),
        to: to.collect(),
        issued: message.date().map(mail_parser::DateTime::to_rfc3339),
        subject: message.subject().map(str::to_owned),
        id: message.message_id().map(str::to_owned),
        references: message
            .references()
            .as_text_list()
            .into_iter()
            .flatten()
            .map(|id| id.to_string())
            .collect(),
        ..Letter::default()
    };
    for (name, value) in message.headers_raw() {
        if CLASSIFYING.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            letter.classified.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    let mut paper = Paper::default();
    for part in message.text_bodies() {
        body(&part.body, mapping, nesting, &mut paper)?;
    }
    if paper.is_empty() {
        for part in message.html_bodies() {
            body(&part.body, mapping, nesting, &mut paper)?;
        }
    }
    letter.body = paper;
    for (number, part) in message.attachments().enumerate() {
        let name = part.attachment_name().map_or_else(|| format!("{}", number + 1), str::to_owned);
        let content = match &part.body {
            PartType::Text(text) | PartType::Html(text) => Content::Bytes(text.as_bytes().to_vec()),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                Content::Bytes(bytes.to_vec())
            }
            PartType::Message(inner) if depth < DEPTH_MAX => {
                Content::Letter(Box::new(self::letter(inner, mapping, nesting, depth + 1)?))
            }
            PartType::Message(_) | PartType::Multipart(_) => continue,
        };
        letter.attachments.push(Attached { name, content });
    }
    Ok(letter)
}

fn body(
    part: &PartType<'_>,
    mapping: &Mapping,
    nesting: u32,
    paper: &mut Paper,
) -> Result<(), Quarantine> {
    match part {
        PartType::Text(text) => paragraphs(paper, &text.replace("\r\n", "\n"), 0),
        PartType::Html(text) => {
            let page = html::read_text(text, mapping, nesting)?;
            paper.headers.extend(page.headers);
            paper.footers.extend(page.footers);
            paper.blocks.extend(page.blocks);
        }
        PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => {}
    }
    Ok(())
}

fn first(address: &Address<'_>) -> Option<String> {
    address.first().and_then(|first| first.address().or_else(|| first.name())).map(str::to_owned)
}

const NAME: &str = "mail message";
/// Messages in messages, which the parser holds as a tree.
const DEPTH_MAX: u32 = 20;
/// Header fields in which systems write a classification.
const CLASSIFYING: &[&str] =
    &["Classification", "X-Classification", "Security-Label", "X-Security-Label", "X-TLP"];
