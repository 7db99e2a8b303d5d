//! Lines of bounded length, with their numbers.

use std::io::{self, BufRead};

/// One line, or what stands in its place.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Line {
    /// A line, without its end.
    Text(Vec<u8>),
    /// A line that is longer than any report; it was skipped.
    TooLong,
}

/// Reads lines, none longer than a limit.
pub(super) struct Lines<R> {
    from: R,
    bytes_max: usize,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(from: R, bytes_max: usize) -> Self {
        Self { from, bytes_max, number: 0 }
    }

    /// The next line with its number, from 1; blank lines are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Line)>> {
        loop {
            let mut text = Vec::new();
            let mut too_long = false;
            if !self.fill(&mut text, &mut too_long)? {
                return Ok(None);
            }
            self.number += 1;
            if too_long {
                return Ok(Some((self.number, Line::TooLong)));
            }
            if self.number == 1 && text.starts_with(BYTE_ORDER_MARK) {
                text.drain(..BYTE_ORDER_MARK.len());
            }
            if text.last() == Some(&b'\r') {
                text.pop();
            }
            if !text.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some((self.number, Line::Text(text))));
            }
        }
    }

    /// Reads up to the end of the line; what is beyond the limit is dropped. False at the end.
    fn fill(&mut self, text: &mut Vec<u8>, too_long: &mut bool) -> io::Result<bool> {
        let mut any = false;
        loop {
            let chunk = self.from.fill_buf()?;
            if chunk.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = memchr::memchr(b'\n', chunk);
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            if text.len() + part.len() > self.bytes_max {
                *too_long = true;
                text.clear();
            }
            if !*too_long {
                text.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.from.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, Line)> {
        let mut lines = Lines::new(io::Cursor::new(text.as_bytes()), 5);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn blank_lines_count_and_are_passed_over() {
        let text = |t: &str| Line::Text(t.as_bytes().to_vec());
        assert_eq!(read("\u{feff}a\r\n\n b\nc"), [(1, text("a")), (3, text(" b")), (4, text("c"))]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_skipped_and_the_next_is_read() {
        let text = |t: &str| Line::Text(t.as_bytes().to_vec());
        assert_eq!(read("123456\n12345\n"), [(1, Line::TooLong), (2, text("12345"))]);
    }
}
