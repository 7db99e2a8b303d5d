//! Input that was made to harm, and input that is broken: an answer each time, and no crash.

use std::io::Write;

use super::kit::rules;
use super::made;
use crate::{Item, Limits, Outcome, Rules, read_file};

fn reasons(items: &[Item]) -> Vec<&str> {
    let reason = |item: &Item| match &item.outcome {
        Outcome::Report(_) => None,
        Outcome::Aside { reason, .. } => Some(reason.clone()),
    };
    items
        .iter()
        .map(|item| reason(item).map_or("read", |reason| Box::leak(reason.into_boxed_str())))
        .collect()
}

fn small() -> Rules {
    let limits = Limits {
        unpacked_bytes: 1 << 20,
        entries: 20,
        depth: 3,
        nesting: 50,
        cells: 1000,
        reports: 50,
        ..Limits::default()
    };
    Rules { limits, ..rules(&[]) }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![b'a'; 4 << 20]).unwrap();
    let bomb = encoder.finish().unwrap();
    assert_eq!(reasons(&read_file("bomb.gz", &bomb, &small())), ["limit"]);
    let text = "a".repeat(2 << 20);
    let zipped = made::zip(&[("a.txt", &text), ("b.txt", "b")]);
    assert_eq!(reasons(&read_file("bomb.zip", &zipped, &small())), ["limit"]);
    let book = made::zip(&[("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", &text)]);
    assert_eq!(reasons(&read_file("bomb.xlsx", &book, &small())), ["limit"]);
}

#[test]
fn archives_in_archives_end() {
    let mut bytes = b"UNCLASSIFIED\n\nText.".to_vec();
    for _ in 0..6 {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&bytes).unwrap();
        bytes = encoder.finish().unwrap();
    }
    assert_eq!(reasons(&read_file("deep.gz", &bytes, &small())), ["limit"]);
}

#[test]
fn many_files_and_many_reports_are_too_many() {
    let names: Vec<String> = (0..30).map(|number| format!("{number}.txt")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    assert_eq!(reasons(&read_file("many.zip", &made::zip(&parts), &small())), ["limit"]);
    let objects: Vec<String> = (0..60)
        .map(|number| format!("{{\"type\": \"tool\", \"id\": \"tool--{number}\"}}"))
        .collect();
    let bundle = format!("{{\"type\": \"bundle\", \"objects\": [{}]}}", objects.join(","));
    assert_eq!(
        reasons(&read_file("many.json", bundle.as_bytes(), &small())).last(),
        Some(&"limit")
    );
}

#[test]
fn names_that_lead_out_of_an_archive_are_set_aside() {
    for name in ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt"] {
        let items = read_file("slip.zip", &made::zip(&[(name, "UNCLASSIFIED\n\nText.")]), &small());
        assert_eq!(reasons(&items), ["unsafe-name"], "{name}");
    }
}

#[test]
fn depth_is_bounded_in_every_format_that_nests() {
    let deep = 100_000;
    let json = format!("{{\"type\": \"bundle\", \"objects\": {}", "[".repeat(deep));
    let html = format!("<html>{}", "<div>".repeat(deep / 100));
    let rtf = format!("{{\\rtf1 {}", "{".repeat(deep));
    let xml =
        format!("<r xmlns:i=\"urn:us:gov:ic:ism\" i:classification=\"U\">{}", "<a>".repeat(deep));
    for (name, text, reason) in [
        ("a.json", json, "unreadable"),
        ("a.html", html, "limit"),
        ("a.rtf", rtf, "limit"),
        ("a.xml", xml, "limit"),
    ] {
        assert_eq!(reasons(&read_file(name, text.as_bytes(), &small())), [reason], "{name}");
    }
}

#[test]
fn entities_are_not_expanded() {
    let text = include_str!("files/entities.xml");
    assert_eq!(reasons(&read_file("a.xml", text.as_bytes(), &small())), ["unreadable"]);
}

#[test]
fn a_pdf_at_which_its_parser_panics_cannot_be_read_and_nothing_else_is_lost() {
    let files = made::files();
    let (name, sound) = files.iter().find(|(name, _)| name.ends_with(".pdf")).unwrap();
    let broken = String::from_utf8(sound.clone()).unwrap().replace("WinAnsiEnc", "WinAnsiEnk");
    assert_eq!(reasons(&read_file(name, broken.as_bytes(), &small())), ["unreadable"]);
    let archive = made::zip(&[("a.pdf", &broken), ("b.txt", "UNCLASSIFIED\n\nText.")]);
    let rules = rules(&[include_str!("files/documents.mapping")]);
    assert_eq!(reasons(&read_file("a.zip", &archive, &rules)), ["unreadable", "read"]);
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    let rules = Rules { limits, ..rules(&[]) };
    assert_eq!(reasons(&read_file("a.txt", b"UNCLASSIFIED\n\nText.", &rules)), ["limit"]);
}

#[test]
fn prefixes_cuts_and_flipped_bits_crash_nothing() {
    let mut seeds = made::files();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/files");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        seeds.push((path.display().to_string(), std::fs::read(&path).unwrap()));
    }
    let rules = rules(&[include_str!("files/mapping.mapping")]);
    let mut random = 2004_u64;
    let mut next = |below: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % below.max(1)
    };
    for (name, seed) in seeds {
        for round in 0..60 {
            let mut bytes = seed.clone();
            match round % 3 {
                0 => bytes.truncate(next(seed.len())),
                1 => drop(bytes.drain(..next(seed.len()))),
                _ => {
                    for _ in 0..=round / 10 {
                        let at = next(seed.len());
                        bytes[at] ^= 1 << next(8);
                    }
                }
            }
            let items = read_file(&name, &bytes, &rules);
            // A mailbox or a list of which nothing is left is nothing; any other file says something.
            assert!(!reasons(&items).contains(&"crashed"), "{name} round {round}: {items:?}");
            assert!(!items.is_empty(), "{name} round {round}");
        }
    }
}
