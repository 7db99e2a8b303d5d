//! Two lists of sanctions that overlap: the Treasury's of the United States, and the United Nations'.

use std::collections::BTreeMap;
use std::io::Read as _;

use fusion::{Candidates, Day, Identifier, Kind, Record, Weights, country_code, score};
use quick_xml::events::Event;

use crate::truth::{fixed_hash, found};

struct Entry {
    id: String,
    record: Record,
    told: String,
}

fn text(what: &str) -> Option<String> {
    let path = found(&format!("sanctions/{what}.gz"))?;
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap())
        .read_to_end(&mut bytes)
        .unwrap();
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// A line of comma-separated values with quotation marks.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().unwrap().push(other),
        }
    }
    fields
        .into_iter()
        .map(|field| field.trim().trim_start_matches("-0-").trim().to_owned())
        .collect()
}

/// The Treasury's list.
fn treasury() -> Option<Vec<Entry>> {
    let (list, aliases) = (text("sdn.csv")?, text("alt.csv")?);
    let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in aliases.lines().map(fields).filter(|line| line.len() > 3) {
        others.entry(line[0].clone()).or_default().push(line[3].clone());
    }
    let lines = list.lines().map(fields).filter(|line| line.len() > 11);
    Some(
        lines
            .filter_map(|line| {
                let kind = match &*line[2] {
                    "individual" => Kind::Person,
                    "" => Kind::Organization,
                    _ => return None,
                };
                let mut record = Record::new(kind).named(&line[1]);
                let names = others.get(&line[0]).cloned().unwrap_or_default();
                for name in &names {
                    record = record.named(name);
                }
                for remark in line[11].split([';', '.']).map(str::trim) {
                    record = remarked(record, remark);
                }
                Some(Entry {
                    id: line[0].clone(),
                    record,
                    told: format!("{} {names:?} {}", line[1], line[11]),
                })
            })
            .collect(),
    )
}

fn remarked(record: Record, remark: &str) -> Record {
    let remark = remark.trim_start_matches("alt ");
    let (first, rest) = remark.split_once(' ').unwrap_or((remark, ""));
    match first {
        "DOB" => Day::read(rest).map_or(record.clone(), |day| record.born(day)),
        "nationality" | "citizen" => {
            country_code(rest).map_or(record.clone(), |code| record.of_country(code))
        }
        "Passport" => number(record, "passport", rest),
        "National" => number(
            record,
            "national-document",
            rest.trim_start_matches("ID No ").trim_start_matches("ID "),
        ),
        _ => record,
    }
}

fn number(record: Record, scheme: &str, rest: &str) -> Record {
    let value = rest.split(' ').next().unwrap_or_default();
    Identifier::read(scheme, value)
        .map_or(record.clone(), |identifier| record.identified(identifier))
}

/// The United Nations' list.
fn united_nations() -> Option<Vec<Entry>> {
    let xml = text("UN_consolidated.xml")?;
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut entries, mut path, mut values) =
        (Vec::new(), Vec::<String>::new(), Vec::<(String, String)>::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => path.push(start.name().as_ref().to_owned()),
            Event::Text(text) => values.push((
                path.join("/"),
                text.xml_content(quick_xml::XmlVersion::Explicit1_0).trim().to_owned(),
            )),
            Event::End(_) => {
                let ended = path.pop().unwrap();
                if ended == "INDIVIDUAL" || ended == "ENTITY" {
                    entries.push(entry(&ended, &std::mem::take(&mut values)));
                }
            }
            Event::Eof => break,
            Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    Some(entries)
}

fn entry(kind: &str, values: &[(String, String)]) -> Entry {
    let of = |end: &str| -> Vec<&str> {
        values
            .iter()
            .filter(|(path, text)| path.ends_with(end) && !text.is_empty())
            .map(|(_, text)| text.as_str())
            .collect()
    };
    let names: Vec<&str> = ["/FIRST_NAME", "/SECOND_NAME", "/THIRD_NAME", "/FOURTH_NAME"]
        .iter()
        .flat_map(|part| of(part))
        .collect();
    let kind = if kind == "INDIVIDUAL" { Kind::Person } else { Kind::Organization };
    let mut record = Record::new(kind).named(&names.join(" "));
    for alias in of("/ALIAS_NAME") {
        for alias in alias.split(';') {
            record = record.named(alias);
        }
    }
    for day in
        of("_DATE_OF_BIRTH/YEAR").into_iter().chain(of("_DATE_OF_BIRTH/DATE")).filter_map(Day::read)
    {
        record = record.born(day);
    }
    for code in of("/NATIONALITY/VALUE").into_iter().filter_map(country_code) {
        record = record.of_country(code);
    }
    for value in of("_DOCUMENT/NUMBER") {
        for scheme in ["passport", "national-document"] {
            record = number(record, scheme, value);
        }
    }
    let told = format!(
        "{} {:?} {:?} {:?} {:?}",
        names.join(" "),
        of("/ALIAS_NAME"),
        of("_DATE_OF_BIRTH/DATE"),
        of("/YEAR"),
        of("/NATIONALITY/VALUE")
    );
    Entry { id: of("/REFERENCE_NUMBER").join(""), record, told }
}

#[test]
fn entries_of_two_lists_are_linked() {
    let (Some(treasury), Some(nations)) = (treasury(), united_nations()) else { return };
    let weights = Weights::default();
    let candidates = Candidates::of(treasury.iter().map(|entry| &entry.record));
    let mut links = Vec::new();
    let mut linked = 0;
    for nation in &nations {
        let before = links.len();
        for number in candidates.of_record(&nation.record) {
            let entry = &treasury[number as usize];
            let weight = score(&nation.record, &entry.record, &weights);
            if weight >= weights.thresholds.link {
                links.push((weight, nation, entry));
            }
        }
        linked += usize::from(links.len() > before);
    }
    println!(
        "{} of the Treasury, {} of the United Nations; {} links, {linked} of the latter linked",
        treasury.len(),
        nations.len(),
        links.len()
    );
    links.sort_by_key(|(_, nation, entry)| fixed_hash(&format!("{} {}", nation.id, entry.id)));
    let judged = judged();
    let (mut right, mut known) = (0, 0);
    for (weight, nation, entry) in links.iter().take(SAMPLE) {
        match judged.get(&(nation.id.clone(), entry.id.clone())) {
            Some(is) => {
                known += 1;
                right += usize::from(*is);
            }
            None => println!(
                "not judged: {} {} {weight}\n  {}\n  {}",
                nation.id, entry.id, nation.told, entry.told
            ),
        }
    }
    let precision =
        f64::from(u32::try_from(right).unwrap()) / f64::from(u32::try_from(known).unwrap());
    println!(
        "United Nations to Treasury: precision {precision:.4} ({right} right of {known} judged in a sample of {SAMPLE})"
    );
    assert!(
        known >= SAMPLE * 9 / 10,
        "judge those that are printed above, in tests/golden/fusion/ofac-un.tsv"
    );
    assert!(precision >= 0.95);
}

/// What was judged by hand.
fn judged() -> BTreeMap<(String, String), bool> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/fusion/ofac-un.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let told = lines.map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    told.map(|told| ((told[0].clone(), told[1].clone()), told[2] == "yes")).collect()
}

/// So many links are looked at.
const SAMPLE: usize = 200;
