//! Bytes of unknown code page to text.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Quarantine;

/// A text, and the note that its code page was taken for granted.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) note: Option<String>,
}

/// Reads what a byte order mark, a name or UTF-8 says; else Windows-1252, which is noted.
pub(crate) fn decode(bytes: &[u8], named: Option<&str>) -> Decoded {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return by(encoding, bytes.get(skip..).unwrap_or_default());
    }
    if let Some(encoding) = named.and_then(|name| Encoding::for_label(name.as_bytes())) {
        return by(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), note: None };
    }
    if let Some(encoding) = zeroes(bytes) {
        return by(encoding, bytes);
    }
    let mut decoded = by(WINDOWS_1252, bytes);
    decoded.note =
        Some("the text is not UTF-8 and names no code page; it is read as windows-1252".to_owned());
    decoded
}

/// Decodes XML, whose declaration names its code page.
pub(crate) fn decode_xml(bytes: &[u8], format: &'static str) -> Result<String, Quarantine> {
    let head: String = bytes.iter().take(200).map(|byte| char::from(*byte)).collect();
    let declaration =
        head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let named = declaration.and_then(|text| text.split_once("encoding=")).and_then(|(_, rest)| {
        let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        rest.split(quote).nth(1).map(str::to_owned)
    });
    let named = named.as_deref().unwrap_or("utf-8");
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = encoding.or_else(|| Encoding::for_label(named.as_bytes()));
    let encoding = encoding.ok_or_else(|| {
        Quarantine::unreadable(format, format_args!("the code page `{named}` is not known"))
    })?;
    let (text, _, faulty) = encoding.decode(bytes);
    if faulty {
        let name = encoding.name();
        return Err(Quarantine::unreadable(format, format_args!("the text is not {name}")));
    }
    Ok(text.into_owned())
}

fn by(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, used, faulty) = encoding.decode(bytes);
    let note =
        faulty.then(|| format!("some bytes are not {}; they are shown as \u{FFFD}", used.name()));
    Decoded { text: text.into_owned(), note }
}

/// Whether bytes are UTF-16 without a mark.
pub(crate) fn is_utf_16(bytes: &[u8]) -> bool {
    zeroes(bytes).is_some()
}

/// UTF-16 without a mark: every other byte of Latin text is zero.
fn zeroes(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(512))?;
    let zeroes_at = |odd: usize| {
        let at = head.iter().enumerate().filter(|(at, byte)| at % 2 == odd && **byte == 0);
        at.count() * 4 > head.len()
    };
    let utf_16 = [(0, UTF_16BE), (1, UTF_16LE)];
    let found = utf_16.iter().find(|(odd, _)| zeroes_at(*odd) && !zeroes_at(1 - odd));
    found.map(|(_, encoding)| *encoding)
}
