//! Containers of other files: the bytes are what is in them, so that what finds its way is a sound container.

use std::io::{Cursor, Write as _};

use ingestion::{Outcome, Rules, read_file};

use crate::foreign::check;

/// Word, presentation and `OpenDocument` texts, of which the bytes are a part.
///
/// # Panics
/// As [`crate::feeds`].
pub fn office(bytes: &[u8]) {
    let types = ("[Content_Types].xml", &b"<Types/>"[..]);
    let mime = ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]);
    let document = [b"<w:document xmlns:w=\"w\"><w:body>", bytes].concat();
    let slide = [b"<p:sld xmlns:p=\"p\" xmlns:a=\"a\">", bytes].concat();
    let content = [b"<o:document-content xmlns:o=\"o\" xmlns:text=\"t\"><o:body>", bytes].concat();
    check("a.docx", &zipped(&[types, ("word/document.xml", bytes)]));
    check(
        "a.docx",
        &zipped(&[types, ("word/document.xml", &document), ("word/header1.xml", bytes)]),
    );
    check("a.pptx", &zipped(&[types, ("ppt/slides/slide1.xml", &slide)]));
    check("a.odt", &zipped(&[mime, ("content.xml", &content), ("styles.xml", bytes)]));
}

/// Outlook messages, of which the bytes are properties.
///
/// # Panics
/// As [`crate::feeds`].
pub fn outlook(bytes: &[u8]) {
    for body in ["10130102", "10090102", "1000001F"] {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
        let mut put = |name: &str, bytes: &[u8]| {
            let stream = file.create_stream(format!("/__{name}"));
            stream.and_then(|mut stream| stream.write_all(bytes)).expect("in memory");
        };
        put("properties_version1.0", bytes);
        for id in ["0037001F", "0E04001F", body] {
            put(&format!("substg1.0_{id}"), bytes);
        }
        file.flush().expect("in memory");
        check("a.msg", &file.into_inner().into_inner());
    }
}

/// Archives: the first line is the name of a file in one, the rest is in it. Whatever leads out of it is
/// set aside.
///
/// # Panics
/// As [`crate::feeds`], and where a name that leads out of an archive is read.
pub fn archive(bytes: &[u8]) {
    let cut = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (name, content) = bytes.split_at(cut);
    let name = String::from_utf8_lossy(name);
    let zip = zipped(&[(&name, content)]);
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    // A name that tar does not carry is no file of this.
    if builder.append_data(&mut header, &*name, content).is_ok() {
        check("a.tar", &builder.into_inner().expect("in memory"));
    }
    check("a.zip", bytes);
    check("a.zip", &zip);
    let leads_out = name.split(['/', '\\']).any(|part| part == "..") || name.starts_with('/');
    let items = read_file("a.zip", &zip, &Rules::default());
    let is_read = |outcome: &Outcome| matches!(outcome, Outcome::Report(_));
    assert!(!leads_out || !items.iter().any(|item| is_read(&item.outcome)), "{name} was read");
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // A name that is too long is no part.
        if writer.start_file(*name, zip::write::SimpleFileOptions::default()).is_ok() {
            writer.write_all(bytes).expect("in memory");
        }
    }
    writer.finish().expect("in memory").into_inner()
}
