//! PDF: the text of each page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::item::said;
use super::paper::Paper;
use super::plain::paragraphs;
use crate::Quarantine;

/// Reads a document. The parser was not written for hostile input: it runs where it can do no
/// harm. Of fonts, encodings and references that it does not know it panics, which says no more than that
/// this file cannot be read: what it came with is read all the same.
pub(crate) fn read(bytes: &[u8]) -> Result<Paper, Quarantine> {
    let read = AssertUnwindSafe(|| pdf_extract::extract_text_from_mem_by_pages(bytes));
    let read = catch_unwind(read).map_err(|panic| Quarantine::unreadable(NAME, said(&*panic)))?;
    let pages = read.map_err(|error| {
        let text = error.to_string();
        let is_locked = bytes.windows(ENCRYPT.len()).any(|window| window == ENCRYPT);
        if is_locked { Quarantine::Encrypted(NAME) } else { Quarantine::unreadable(NAME, text) }
    })?;
    let mut paper = Paper::default();
    for (page, text) in (1..).zip(pages) {
        paragraphs(&mut paper, &text, page);
    }
    Ok(paper)
}

const NAME: &str = "PDF";
/// The trailer's entry of a file under a password (ISO 32000-1, 7.6).
const ENCRYPT: &[u8] = b"/Encrypt";
