//! Lines of standard input, each of bounded length, and what kind of marking each is.

use std::io::{BufRead, BufReader, Read};

use marking::{Attributes, ConvertError, Tlp, TlpParsed};
use serde_json::Value;

/// Reads lines one at a time.
pub(super) struct Lines<R> {
    from: BufReader<R>,
    line: Vec<u8>,
}

/// What the next line is.
pub(super) enum Reading<'l> {
    /// Nothing to answer.
    Blank,
    /// A line of text.
    Line(&'l str),
    /// A line that is no text or has no end, with its beginning.
    Unreadable { shown: String, why: String },
}

impl<R: Read> Lines<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from: BufReader::new(from), line: Vec::new() }
    }

    /// Whether reading on would wait for the writer.
    pub(super) fn is_drained(&self) -> bool {
        self.from.buffer().is_empty()
    }

    /// The next line; `None` after the last.
    pub(super) fn next_line(&mut self) -> std::io::Result<Option<Reading<'_>>> {
        self.line.clear();
        let limit = u64::try_from(LINE_BYTES_MAX + 1).unwrap_or(u64::MAX);
        if self.from.by_ref().take(limit).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        if self.line.last() != Some(&b'\n') && self.line.len() > LINE_BYTES_MAX {
            let why = format!("a line of more than {LINE_BYTES_MAX} bytes is no marking; split it");
            self.from.skip_until(b'\n')?;
            return Ok(Some(Reading::Unreadable { shown: self.beginning(), why }));
        }
        while matches!(self.line.last(), Some(b'\n' | b'\r')) {
            self.line.pop();
        }
        let shown = || self.beginning();
        Ok(Some(match std::str::from_utf8(&self.line) {
            Ok(text) if text.trim().is_empty() => Reading::Blank,
            Ok(text) => Reading::Line(text),
            Err(error) => {
                let at = error.valid_up_to();
                let why = format!("byte {at} is not UTF-8; send the line in UTF-8");
                Reading::Unreadable { shown: shown(), why }
            }
        }))
    }

    fn beginning(&self) -> String {
        let end = self.line.len().min(SHOWN_BYTES_MAX);
        String::from_utf8_lossy(self.line.get(..end).unwrap_or_default()).trim_end().to_owned()
    }
}

/// What a line is taken for.
pub(super) enum Kind {
    /// A banner or a portion mark.
    Mark,
    /// A label of the Traffic Light Protocol.
    Tlp(Result<TlpParsed, ConvertError>),
    /// A JSON object.
    Json(Result<Value, String>),
}

/// Takes a line for what it begins like.
pub(super) fn kind_of(line: &str) -> Kind {
    let text = line.trim();
    if text.starts_with('{') {
        return Kind::Json(serde_json::from_str(text).map_err(|error| error.to_string()));
    }
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    if inner.trim_start().get(..3).is_some_and(|head| head.eq_ignore_ascii_case("TLP")) {
        return Kind::Tlp(Tlp::parse(inner.trim()));
    }
    Kind::Mark
}

/// An element in JSON.
pub(super) fn attributes(json: &Value) -> Result<Attributes, ConvertError> {
    Attributes::from_json(json)
}

/// Longest line that is read: a document of some thousand portions.
const LINE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How much of an unreadable line is shown.
const SHOWN_BYTES_MAX: usize = 120;
