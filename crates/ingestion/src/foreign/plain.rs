//! Plain text: paragraphs parted by blank lines, pages by form feeds.

use super::decode::decode;
use super::paper::Paper;

/// Reads plain text, marked as Markdown or not.
pub(crate) fn read(bytes: &[u8]) -> Paper {
    let decoded = decode(bytes, None);
    let mut paper = Paper { notes: decoded.note.into_iter().collect(), ..Paper::default() };
    for (page, text) in
        (1..).zip(decoded.text.replace("\r\n", "\n").replace('\r', "\n").split('\u{c}'))
    {
        paragraphs(&mut paper, text, page);
    }
    paper
}

/// Adds the paragraphs of a page.
pub(crate) fn paragraphs(paper: &mut Paper, text: &str, page: u32) {
    let mut paragraph = String::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            paper.paragraph(&paragraph, page);
            paragraph.clear();
            continue;
        }
        if !paragraph.is_empty() {
            paragraph.push('\n');
        }
        paragraph.push_str(line.trim_end());
    }
    paper.paragraph(&paragraph, page);
}
