//! How well mentions are found, measured on text that was marked by hand (crates/fusion/tests/golden), and whose
//! they are.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and says what it measured"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use dissemination::{Classes, HandlingId, Identities};
use fusion::{Gazetteer, Sort, extract, mentions};
use model::{About, AgencyId, Kind, Mention, Portion, Precedence, Report, ReportId, Serial};

/// What was marked in a text: the sort, and from where to where.
type Marks = BTreeSet<(Sort, usize, usize)>;

/// A text without its marks, and what was marked.
fn marked(line: &str) -> (String, Marks) {
    let (mut text, mut marks) = (String::new(), BTreeSet::new());
    let mut rest = line;
    while let Some((before, mark)) = rest.split_once('[') {
        let (mark, after) = mark.split_once(']').unwrap();
        let (sort, inner) = mark.split_once('|').unwrap();
        text += before;
        marks.insert((sort_of(sort), text.len(), text.len() + inner.len()));
        text += inner;
        rest = after;
    }
    (text + rest, marks)
}

fn sort_of(name: &str) -> Sort {
    let all = [
        Sort::Person,
        Sort::Organization,
        Sort::Phone,
        Sort::Mail,
        Sort::Account,
        Sort::Document,
        Sort::Vehicle,
        Sort::Vessel,
        Sort::Aircraft,
        Sort::Address,
        Sort::Coordinates,
        Sort::Place,
        Sort::Date,
        Sort::Money,
    ];
    *all.iter().find(|sort| format!("{sort:?}").to_lowercase() == name).unwrap()
}

#[derive(Default)]
struct Count {
    right: usize,
    found: usize,
    is: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.is.max(1) as f64
    }
}

/// Counts a file, and says what is wrong in it; a line with `#` names the report of those that follow.
fn measured(file: &str) -> Halves {
    let mut halves = Halves::default();
    let text = std::fs::read_to_string(golden(file)).unwrap();
    let mut report = "";
    for line in text.lines() {
        match line.strip_prefix("# ") {
            Some(name) => report = name,
            None => {
                let (text, marks) = marked(line);
                count(report, &text, &marks, &mut halves);
            }
        }
    }
    halves
}

/// What was looked at while rules were made, and what was counted only: by a fixed hash of the report.
type Halves = [Counts; 2];

fn fixed_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn is_only_counted(report: &str) -> bool {
    (fixed_hash(report) >> 17) & 1 == 1
}

fn golden(file: &str) -> String {
    format!("{}/tests/golden/{file}", env!("CARGO_MANIFEST_DIR"))
}

type Counts = BTreeMap<Sort, Count>;

/// Counts what is found in a text against what was marked in it.
fn count(of: &str, text: &str, marks: &Marks, halves: &mut Halves) {
    let only_counted = is_only_counted(of);
    let counts = &mut halves[usize::from(only_counted)];
    let found = extract(text, Gazetteer::common());
    let found: BTreeSet<_> = found
        .iter()
        .filter(|found| found.sort != Sort::Route)
        .map(|found| (found.sort, found.span.start, found.span.end))
        .collect();
    let told = |from: usize, to: usize| text.get(from..to).unwrap();
    for (sort, from, to) in &found {
        counts.entry(*sort).or_default().found += 1;
        let right = marks.contains(&(*sort, *from, *to));
        counts.entry(*sort).or_default().right += usize::from(right);
        if !right && !only_counted {
            println!(
                "{of}: not marked: {sort:?} `{}` in: {}",
                told(*from, *to),
                around(text, *from, *to)
            );
        }
    }
    for (sort, from, to) in marks {
        counts.entry(*sort).or_default().is += 1;
        if !found.contains(&(*sort, *from, *to)) && !only_counted {
            println!(
                "{of}: not found: {sort:?} `{}` in: {}",
                told(*from, *to),
                around(text, *from, *to)
            );
        }
    }
}

/// What stands around a mention.
fn around(text: &str, from: usize, to: usize) -> &str {
    let from = text.floor_char_boundary(from.saturating_sub(60));
    let to = text.ceil_char_boundary((to + 60).min(text.len()));
    text.get(from..to).unwrap()
}

/// Says how well mentions were found, of each sort and of all.
fn say(of: &str, counts: &Counts) -> Count {
    let all = total(counts);
    let named = counts.iter().map(|(sort, count)| (format!("{sort:?}"), count));
    for (name, count) in named.chain([("all".to_owned(), &all)]) {
        println!(
            "{of} {name}: precision {:.3} recall {:.3} of {}",
            count.precision(),
            count.recall(),
            count.is
        );
    }
    all
}

/// The texts of real reports, by report and portion, where they lie beside the repository.
fn real_texts() -> Option<BTreeMap<String, Vec<String>>> {
    let beside = PathBuf::from(format!("{}/../../../shared/data", env!("CARGO_MANIFEST_DIR")));
    let root = std::env::var_os("TEARLINE_TRUTH").map_or(beside, PathBuf::from);
    let path = root.join("frus/reports.jsonl.gz");
    let Ok(file) = std::fs::File::open(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let lines = BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    let texts = lines.map(|line| {
        let report: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let of = |key: &str| report[key].as_str().unwrap().to_owned();
        let portions = report["portions"].as_array().unwrap().iter();
        let portions = portions.map(|portion| portion["text"].as_str().unwrap().to_owned());
        (format!("{} {}", of("originator"), of("serial")), portions.collect())
    });
    Some(texts.collect())
}

/// All sorts together.
fn total(counts: &BTreeMap<Sort, Count>) -> Count {
    let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum();
    Count {
        right: sum(|count| count.right),
        found: sum(|count| count.found),
        is: sum(|count| count.is),
    }
}

/// Says how well mentions were found in both halves, and holds each to what it was.
fn hold(of: &str, halves: &Halves, least: [(f64, f64); 2]) {
    for ((name, counts), (precision, recall)) in
        ["looked at", "only counted"].iter().zip(halves).zip(least)
    {
        let all = say(&format!("{of}, {name}"), counts);
        assert!(all.precision() >= precision && all.recall() >= recall, "{of}, {name}");
    }
}

#[test]
fn mentions_are_found_as_they_were_marked() {
    for (file, least) in [("a.txt", 0.95), ("b.txt", 0.9)] {
        let [looked_at, counted] = measured(file);
        let mut all = looked_at;
        for (sort, count) in counted {
            let known = all.entry(sort).or_default();
            known.right += count.right;
            known.found += count.found;
            known.is += count.is;
        }
        let all = say(file, &all);
        assert!(all.precision() >= least && all.recall() >= least, "{file}");
    }
    hold("scenario.txt", &measured("scenario.txt"), [(0.92, 0.89), (0.87, 0.88)]);
}

#[test]
fn mentions_are_found_in_real_reports_as_they_were_marked() {
    let Some(texts) = real_texts() else { return };
    let gold = std::fs::read_to_string(golden("frus.tsv")).unwrap();
    let mut marks: BTreeMap<(&str, usize), Marks> = BTreeMap::new();
    let mut report = "";
    for line in gold.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["report", name, hash] => {
                report = name;
                let all = texts[*name].join("\n");
                let now = fixed_hash(&all);
                assert_eq!(format!("{now:016x}"), *hash, "{name} is not what was marked");
            }
            [portion, start, sort, text] => {
                let (portion, start) = (portion.parse().unwrap(), start.parse::<usize>().unwrap());
                let own = marks.entry((report, portion)).or_default();
                own.insert((sort_of(sort), start, start + text.len()));
            }
            _ => panic!("{line}"),
        }
    }
    let reports: BTreeSet<&str> = marks.keys().map(|(report, _)| *report).collect();
    assert_eq!(reports.len(), 100);
    let (mut halves, none) = (Halves::default(), BTreeSet::new());
    for name in reports {
        for (at, text) in texts[name].iter().enumerate() {
            count(name, text, marks.get(&(name, at)).unwrap_or(&none), &mut halves);
        }
    }
    hold("frus.tsv", &halves, [(0.88, 0.78), (0.81, 0.71)]);
}

fn report(portions: &[&str], listed: Vec<Mention>) -> Report {
    let portion =
        |text: &str| Portion { marking: Arc::default(), written: None, text: text.to_owned() };
    Report {
        id: ReportId {
            originator: AgencyId::new("CIA").unwrap(),
            serial: Serial::new("TD-1").unwrap(),
            version: 1,
        },
        kind: Kind::Cable,
        precedence: Precedence::Routine,
        issued: None,
        title: portion("Movement through Tapachula"),
        banner: Arc::default(),
        banner_written: String::new(),
        portions: portions.iter().map(|text| portion(text)).collect(),
        caveats: Vec::new(),
        addressees: Vec::new(),
        need_to_know: Vec::new(),
        leads_only: false,
        tearlines: vec![portion("A traveller was seen in Tapachula.")],
        pointer: None,
        about: About::default(),
        mentions: listed,
    }
}

#[test]
fn every_mention_has_the_classes_of_what_it_was_made_from() {
    let listed = vec![
        Mention {
            kind: "person".to_owned(),
            name: "Haddad, Yusuf".to_owned(),
            portion: Some(1),
            ..Mention::default()
        },
        Mention { kind: "vessel".to_owned(), name: "Amal".to_owned(), ..Mention::default() },
        Mention {
            kind: "person".to_owned(),
            name: "Pruitt, Harlan".to_owned(),
            portion: Some(0),
            us_person: Some(true),
            ..Mention::default()
        },
    ];
    let report = report(
        &["General Adam Berg saw it.", "Yusuf Haddad, passport N00451237, called +49 30 901820."],
        listed,
    );
    let identities = Identities {
        class: HandlingId(9),
        title: false,
        portions: vec![true, false],
        tearlines: vec![false],
        pointer: false,
    };
    let classes = Classes {
        whole: HandlingId(0),
        title: HandlingId(1),
        portions: vec![HandlingId(2), HandlingId(3)],
        tearlines: vec![HandlingId(4)],
        pointer: None,
        identities: Some(identities),
    };
    let told: Vec<_> = mentions(&report, &classes, Gazetteer::common())
        .into_iter()
        .map(|mention| {
            (mention.written, mention.needs.iter().map(|class| class.0).collect::<Vec<_>>())
        })
        .collect();
    let expected = [
        ("Haddad, Yusuf", vec![3]),
        ("Amal", vec![0]),
        ("Pruitt, Harlan", vec![2, 9]),
        ("Tapachula", vec![1]),
        // Its portion names a US person, and the text does not say who of those in it that is.
        ("Adam Berg", vec![2, 9]),
        ("Yusuf Haddad", vec![3]),
        ("N00451237", vec![3]),
        ("+49 30 901820", vec![3]),
        ("Tapachula", vec![4]),
    ];
    assert_eq!(told, expected.map(|(name, needs)| (name.to_owned(), needs)));
}

#[test]
fn spans_are_of_the_text_and_do_not_overlap() {
    let text = "General Adam Berg paid $40 million to İstanbul’s “Blue Heron Trading Ltd” — см. Одесса, 毛泽东 +49 30 901820.";
    let found = extract(text, Gazetteer::common());
    let mut last: Range<usize> = 0..0;
    for one in found.iter().filter(|found| found.sort != Sort::Route) {
        assert_eq!(text.get(one.span.clone()), Some(&*one.text));
        assert!(one.span.start >= last.end, "{one:?}");
        last = one.span.clone();
    }
    assert!(found.len() >= 4, "{found:?}");
}
