//! Files of other formats: whatever their bytes are, they become something that can be said.

use ingestion::{Format, Outcome, Rules, read_file};

/// Files of JSON: STIX, MISP, CSAF.
///
/// # Panics
/// If one crashes its reader, becomes nothing, or becomes something else the next time.
pub fn feeds(bytes: &[u8]) {
    read("feed.json", bytes, b"{\"type\": \"bundle\", \"objects\": [");
}

/// Files of XML: ISM's attributes, lists of sanctions.
///
/// # Panics
/// As [`feeds`].
pub fn lists(bytes: &[u8]) {
    read("list.xml", bytes, b"<?xml version=\"1.0\"?>");
}

/// Military message text, plain text, letters.
///
/// # Panics
/// As [`feeds`].
pub fn message(bytes: &[u8]) {
    read("message.txt", bytes, b"P 091300Z JUL 04\nFM CIA\nTO STATE\nBT\nUNCLAS\n");
}

/// Rich text.
///
/// # Panics
/// As [`feeds`].
pub fn rtf(bytes: &[u8]) {
    read("letter.rtf", bytes, b"{\\rtf1\\ansi ");
}

/// Tables: case records, lists of sanctions, any other.
///
/// # Panics
/// As [`feeds`].
pub fn tables(bytes: &[u8]) {
    read("cases.csv", bytes, b"prs_name,vic_age,cas_id,Marking\n");
}

/// HTML.
///
/// # Panics
/// As [`feeds`].
pub fn html(bytes: &[u8]) {
    read("page.html", bytes, b"<!DOCTYPE html><html><body>");
}

/// Mail and mailboxes.
///
/// # Panics
/// As [`feeds`].
pub fn mail(bytes: &[u8]) {
    let head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: A\r\nMIME-Version: 1.0\r\n";
    read("letter.eml", bytes, head);
    let mailbox = [b"From a@b.example Fri Jul  9 13:00:00 2004\n", head.as_slice(), bytes].concat();
    check("box.mbox", &mailbox);
}

/// Reads the bytes as they are, and behind a beginning that makes them of the format.
fn read(name: &str, bytes: &[u8], beginning: &[u8]) {
    for bytes in [bytes.to_vec(), [beginning, bytes].concat()] {
        check(name, &bytes);
    }
}

/// Reads a file without a mapping file.
pub(crate) fn check(name: &str, bytes: &[u8]) {
    check_by(name, bytes, &Rules::default());
}

/// Reads a file twice, and looks at what becomes of it.
pub(crate) fn check_by(name: &str, bytes: &[u8], rules: &Rules) {
    let items = read_file(name, bytes, rules);
    assert!(!items.is_empty(), "{name} vanished");
    for item in &items {
        match &item.outcome {
            // Lines of format 1 in an archive are submissions as they are.
            Outcome::Report(line) => assert!(
                item.format == Format::Report || ingestion::read(line.as_bytes()).is_ok(),
                "no report: {line}"
            ),
            Outcome::Aside { reason, text, .. } => assert_ne!(reason, "crashed", "{text}"),
        }
    }
    assert_eq!(items, read_file(name, bytes, rules), "read otherwise the second time");
}
