//! PDF: the text of each page.

use super::paper::Paper;
use super::plain::paragraphs;
use crate::Quarantine;

/// Reads a document. The parser was not written for hostile input: it runs where it can do no
/// harm.
pub(crate) fn read(bytes: &[u8]) -> Result<Paper, Quarantine> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).map_err(|error| {
        let text = error.to_string();
        let locked = ["encrypt", "password", "decrypt"];
        if locked.iter().any(|word| text.to_ascii_lowercase().contains(word)) {
            return Quarantine::Encrypted(NAME);
        }
        Quarantine::unreadable(NAME, text)
    })?;
    let mut paper = Paper::default();
    for (page, text) in (1..).zip(pages) {
        paragraphs(&mut paper, &text, page);
    }
    Ok(paper)
}

const NAME: &str = "PDF";
