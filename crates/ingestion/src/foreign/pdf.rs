//! PDF: the text of each page.

use super::paper::Paper;
use super::plain::paragraphs;
use crate::Quarantine;

/// Reads a document. The parser was not written for hostile input: it runs where it can do no
/// harm.
pub(crate) fn read(bytes: &[u8]) -> Result<Paper, Quarantine> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).map_err(|error| {
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
