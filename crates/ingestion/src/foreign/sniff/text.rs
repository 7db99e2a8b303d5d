//! Formats that are text.

use super::super::Format;
use super::super::decode::decode;
use super::super::message::is_message;
use super::super::{htcds, ofac, separated};
use super::json_keys::json_keys;

/// The format of a text by its beginning.
pub(super) fn format(bytes: &[u8]) -> Format {
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or(bytes);
    if !is_text(head) {
        return Format::Unknown;
    }
    let text = decode(head, None).text;
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    match start.chars().next() {
        None => Format::Unknown,
        Some('{' | '[') => json(start),
        Some('<') => markup(start),
        Some(_) => prose(&text, start),
    }
}

/// Whether bytes are text in some code page: hardly any control characters.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let controls =
        bytes.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0c\x1b".contains(byte)).count();
    wide || controls * 200 <= bytes.len() || super::super::decode::is_utf_16(bytes)
}

/// JSON of a known kind. Of another, it is taken for lines of format 1, which say what is wrong,
/// where the first line is whole.
fn json(text: &str) -> Format {
    let keys = json_keys(text);
    let has = |name: &str| keys.iter().any(|(known, _)| known == name);
    let value =
        |name: &str| keys.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let is_stix = value("type") == Some("bundle")
        || has("objects") && !has("format")
        || has("type") && value("id").is_some_and(|id| id.contains("--"));
    match () {
        () if value("format").is_some_and(|format| format.starts_with("tearline.")) => {
            Format::Report
        }
        () if is_stix => Format::Stix,
        () if has("Event") || has("response") || has("Orgc") && has("info") => Format::Misp,
        () if has("document")
            && (text.contains("csaf_version") || has("vulnerabilities") || has("product_tree")) =>
        {
            Format::Csaf
        }
        () if is_line(text) => Format::Report,
        () => Format::Unknown,
    }
}

/// Whether the first line may be a record by itself: it closes what it opens, or is all there is.
fn is_line(text: &str) -> bool {
    match text.trim_end().split_once('\n') {
        None => true,
        Some((first, _)) => first.trim_end().ends_with(['}', ']']) && first.trim().len() > 2,
    }
}

fn markup(text: &str) -> Format {
    let lower = text
        .get(..text.len().min(4096))
        .map_or_else(|| text.to_ascii_lowercase(), str::to_ascii_lowercase);
    let html = ["<!doctype html", "<html", "<head", "<body", "<table", "<p>", "<p ", "<div", "<h1"];
    match () {
        () if text.contains("<CONSOLIDATED_LIST") => Format::UnList,
        () if text.contains(marking::Attributes::NAMESPACE) => Format::Ism,
        () if html.iter().any(|tag| lower.contains(tag)) => Format::Html,
        () if lower.starts_with("<?xml") => Format::Unknown,
        () => Format::Text,
    }
}

fn prose(text: &str, start: &str) -> Format {
    if is_message(text) {
        return Format::Message;
    }
    if start.starts_with("From ")
        && start.split_once('\n').is_some_and(|(_, rest)| is_mail(rest, 1))
    {
        return Format::Mbox;
    }
    if is_mail(start, 2) {
        return Format::Mail;
    }
    if separated::separator(start).is_none() {
        return Format::Text;
    }
    let Ok((table, _)) = separated::read(start.as_bytes()) else { return Format::Csv };
    // The last row may be cut off.
    let rows = match table.rows.split_last() {
        Some((_, rows)) if table.rows.len() > 1 && text.len() >= LOOKED_AT - 4 => rows,
        Some(_) | None => &table.rows,
    };
    match () {
        () if ofac::is_list(rows) => Format::Ofac,
        () if htcds::is_cases(rows) => Format::Htcds,
        () => Format::Csv,
    }
}

/// Header fields of mail from the first line on, so many of them well known.
fn is_mail(text: &str, least: usize) -> bool {
    let mut known = 0;
    for line in text.lines().take(HEADER_LINES_MAX) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty()
            || name.contains(|letter: char| letter.is_whitespace() || !letter.is_ascii_graphic())
        {
            return false;
        }
        known += usize::from(FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name)));
    }
    known >= least
}

const FIELDS: &[&str] = &[
    "From",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Date",
    "Received",
    "Message-ID",
    "MIME-Version",
    "Return-Path",
    "Content-Type",
    "Delivered-To",
    "Reply-To",
    "Sender",
    "Content-Transfer-Encoding",
    "X-Mailer",
];
const HEADER_LINES_MAX: usize = 200;
/// Bytes that tell what a text is.
const LOOKED_AT: usize = 64 << 10;
