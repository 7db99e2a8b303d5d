//! Files of binary formats, made here.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// One of each, by name.
pub(super) fn files() -> Vec<(String, Vec<u8>)> {
    let files = [
        ("document.docx", docx()),
        (
            "macros.docx",
            zip(&[
                ("[Content_Types].xml", "<x/>"),
                ("word/document.xml", "<x/>"),
                ("word/vbaProject.bin", "x"),
            ]),
        ),
        ("document.odt", odt()),
        ("slides.pptx", pptx()),
        ("book.xlsx", xlsx()),
        ("document.pdf", pdf()),
        ("message.msg", msg()),
        ("archive.zip", archive()),
        ("archive.tar.gz", tar_gz()),
    ];
    files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

/// A zip container of texts.
pub(super) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn docx() -> Vec<u8> {
    let cell = |text| format!("<w:tc>{}</w:tc>", paragraph(text));
    let body = format!(
        "<w:document {W}><w:body>{}{}<w:tbl><w:tr>{}{}</w:tr></w:tbl>{}\
         <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:body></w:document>",
        r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>A heading</w:t></w:r></w:p>"#,
        "<w:p><w:r><w:t>(S//</w:t></w:r><w:r><w:t>NF) Split over</w:t></w:r><w:r><w:tab/><w:t>runs.</w:t></w:r></w:p>",
        cell("(U) a"),
        cell("(S//NF) b"),
        paragraph("Without a mark.")
    );
    let header = format!("<w:hdr {W}>{}</w:hdr>", paragraph("SECRET//NOFORN"));
    let footer = format!("<w:ftr {W}>{}</w:ftr>", paragraph("SECRET//NOFORN"));
    let core = r#"<c:p xmlns:c="c" xmlns:d="d"><d:title>A document</d:title><d:modified>2024-01-02T03:04:05Z</d:modified></c:p>"#;
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &body),
        ("word/header1.xml", &header),
        ("word/footer1.xml", &footer),
        ("docProps/core.xml", core),
    ])
}

fn odt() -> Vec<u8> {
    let spaces = r#"xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="b" xmlns:dc="d""#;
    let content = format!(
        "<office:document-content {spaces}><office:body><office:text>\
         <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
         <text:h>A heading</text:h><text:p>(C)<text:s text:c=\"2\"/>One<text:tab/>two.</text:p>\
         <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
         <table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>\
         </office:text></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {spaces}><style:header><text:p>CONFIDENTIAL</text:p></style:header>\
         <style:footer><text:p>CONFIDENTIAL</text:p></style:footer></office:document-styles>"
    );
    let meta = format!("<office:meta {spaces}><dc:title>An ODT (U)</dc:title></office:meta>");
    let mime = "application/vnd.oasis.opendocument.text";
    zip(&[
        ("mimetype", mime),
        ("content.xml", &content),
        ("styles.xml", &styles),
        ("meta.xml", &meta),
    ])
}

fn pptx() -> Vec<u8> {
    let slide = |texts: &[&str]| {
        let texts = texts.iter().map(|text| format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"));
        format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\">{}</p:sld>", texts.collect::<String>())
    };
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("ppt/slides/slide10.xml", &slide(&["UNCLASSIFIED", "(U) Ten", "UNCLASSIFIED"])),
        ("ppt/slides/slide2.xml", &slide(&["UNCLASSIFIED", "(U) Two", "UNCLASSIFIED"])),
    ])
}

fn xlsx() -> Vec<u8> {
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
         <row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>12.5</v></c></row></sheetData>\
         <headerFooter><oddHeader>&amp;C&amp;\"Arial,Bold\"CONFIDENTIAL&amp;RPage &amp;P</oddHeader></headerFooter>\
         </worksheet>",
        cell("A1", "Name"),
        cell("B1", "Sum"),
        cell("A2", "(U) A")
    );
    let workbook = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
        <sheet name=\"Cases\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let root = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"xl/workbook.xml\"/></Relationships>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
        Target=\"worksheets/sheet1.xml\"/></Relationships>";
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", root),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn pdf() -> Vec<u8> {
    let lines = ["SECRET", "(U) The first paragraph.", "(S) The second.", "SECRET"];
    let shown = lines.iter().enumerate().map(|(at, line)| {
        let line = line.replace('(', "\\(").replace(')', "\\)");
        format!("BT /F1 12 Tf 72 {} Td ({line}) Tj ET\n", 700 - at * 60)
    });
    let stream: String = shown.collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}endstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let start = text.len();
    text.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in offsets {
        text.push_str(&format!("{offset:010} 00000 n \n"));
    }
    text.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    text.into_bytes()
}

fn msg() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut put =
        |path: &str, bytes: &[u8]| file.create_stream(path).unwrap().write_all(bytes).unwrap();
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut fixed = vec![0; 32];
    // PidTagClientSubmitTime: 2024-01-02T03:04:05Z.
    fixed.extend([0x40, 0x00, 0x39, 0x00, 6, 0, 0, 0]);
    fixed.extend(133_486_382_450_000_000_u64.to_le_bytes());
    put("/__properties_version1.0", &fixed);
    put("/__substg1.0_0037001F", &utf_16("A message (U)"));
    put("/__substg1.0_5D01001F", &utf_16("desk@cia.example"));
    put("/__substg1.0_0E04001F", &utf_16("ops@state.example; b@state.example"));
    put("/__substg1.0_1035001F", &utf_16("<4@cia.example>"));
    put("/__substg1.0_1000001F", &utf_16("CONFIDENTIAL\r\n\r\n(U) The body.\r\n\r\nCONFIDENTIAL"));
    file.create_storage("/__attach_version1.0_#00000000").unwrap();
    let mut put =
        |path: &str, bytes: &[u8]| file.create_stream(path).unwrap().write_all(bytes).unwrap();
    put("/__attach_version1.0_#00000000/__properties_version1.0", &[0; 8]);
    put("/__attach_version1.0_#00000000/__substg1.0_3707001F", &utf_16("note.txt"));
    put(
        "/__attach_version1.0_#00000000/__substg1.0_37010102",
        b"UNCLASSIFIED\n\n(U) In the note.\n",
    );
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn archive() -> Vec<u8> {
    zip(&[
        ("folder/plain.txt", include_str!("files/plain.txt")),
        ("../outside.txt", "UNCLASSIFIED\n\nNo."),
        (
            "reports.jsonl",
            "{\"format\": \"tearline.report/1\", \"originator\": \"CIA\", \"serial\": \"Z-1\", \"kind\": \"cable\", \"title\": {\"text\": \"A\"}, \"banner\": \"U\", \"portions\": [{\"text\": \"B\"}]}\n",
        ),
    ])
}

fn tar_gz() -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let text = include_str!("files/weak.txt");
    let mut header = tar::Header::new_ustar();
    header.set_size(text.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    builder.append_data(&mut header, "weak.txt", text.as_bytes()).unwrap();
    let mut link = tar::Header::new_ustar();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    link.set_cksum();
    builder.append_link(&mut link, "link.txt", "/etc/passwd").unwrap();
    let bytes = builder.into_inner().unwrap();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&bytes).unwrap();
    encoder.finish().unwrap()
}
