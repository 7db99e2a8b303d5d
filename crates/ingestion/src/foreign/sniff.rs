//! Finding out the format by the content, never by the name.

mod json_keys;
mod text;

use std::io::Cursor;

use super::Format;
use super::package::Package;
use crate::Quarantine;

/// The format of a file by its beginning, for whoever must not read it whole to know where to read
/// it. What a container is depends on its parts, so that one may turn out another in the end.
pub fn sniff_beginning(beginning: &[u8]) -> Format {
    by_signature(beginning).unwrap_or_else(|| text::format(beginning))
}

/// The format of a whole file.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Format, Quarantine> {
    let signed = by_signature(bytes);
    if signed == Some(Format::Zip) {
        return Ok(container(bytes));
    }
    if signed == Some(Format::Msg) {
        return compound(bytes);
    }
    let found = signed.unwrap_or_else(|| text::format(bytes));
    if found == Format::Unknown { Err(Quarantine::UnknownFormat(shown(bytes))) } else { Ok(found) }
}

fn by_signature(bytes: &[u8]) -> Option<Format> {
    let signatures: &[(&[u8], Format)] = &[
        (b"\x1f\x8b", Format::Gzip),
        (b"\x28\xb5\x2f\xfd", Format::Zstd),
        (b"PK\x03\x04", Format::Zip),
        (b"PK\x05\x06", Format::Zip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::Msg),
        (b"{\\rtf", Format::Rtf),
        (b"%PDF-", Format::Pdf),
    ];
    let found = signatures.iter().find(|(signature, _)| bytes.starts_with(signature));
    let found = found.map(|(_, format)| *format);
    let tar = || (bytes.get(257..262) == Some(b"ustar")).then_some(Format::Tar);
    // Readers allow something in front of a PDF.
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let pdf = || head.windows(5).any(|window| window == b"%PDF-").then_some(Format::Pdf);
    found.or_else(tar).or_else(|| pdf().filter(|_| !text::is_text(head)))
}

/// Office files are zip containers with parts of known names.
fn container(bytes: &[u8]) -> Format {
    let Ok(mut package) = Package::open(bytes, "zip archive") else { return Format::Zip };
    let names = package.names();
    let any = |start: &str| names.iter().any(|name| name.starts_with(start));
    if any("[Content_Types].xml") {
        let kinds = [("word/", Format::Docx), ("ppt/", Format::Pptx), ("xl/", Format::Sheet)];
        if let Some((_, format)) = kinds.iter().find(|(folder, _)| any(folder)) {
            return *format;
        }
    }
    // The part `mimetype` of an OpenDocument file is its type (ISO/IEC 26300-3, 3.3).
    let head = package.beginning("mimetype", 200);
    let head = String::from_utf8_lossy(&head);
    match () {
        () if head.contains("application/vnd.oasis.opendocument.spreadsheet") => Format::Sheet,
        () if head.contains("application/vnd.oasis.opendocument") => Format::Odt,
        () if any("content.xml") && any("META-INF/manifest.xml") => Format::Odt,
        () => Format::Zip,
    }
}

/// What a compound file holds: a message, a workbook, or something encrypted.
fn compound(bytes: &[u8]) -> Result<Format, Quarantine> {
    let name = "compound file";
    let file = cfb::CompoundFile::open(Cursor::new(bytes));
    let file = file.map_err(|error| Quarantine::unreadable(name, error))?;
    if file.is_stream("/__properties_version1.0") {
        return Ok(Format::Msg);
    }
    if file.exists("/EncryptedPackage") {
        return Err(Quarantine::Encrypted("office file"));
    }
    if file.is_stream("/Workbook") || file.is_stream("/Book") {
        return Ok(Format::Sheet);
    }
    let what = match file.is_stream("/WordDocument") {
        true => "a Word document of before 2007",
        false => "a compound file that is no message and no workbook",
    };
    Err(Quarantine::UnknownFormat(what.to_owned()))
}

/// The beginning of a file, for a person.
fn shown(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "nothing: it is empty".to_owned();
    }
    let shown: String =
        bytes.iter().take(12).flat_map(|byte| byte.escape_ascii()).map(char::from).collect();
    format!("`{shown}`")
}
