//! How well mentions are found, measured on text that was marked by hand (crates/fusion/tests/golden), and whose
//! they are.

#![expect(
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and says what it measured"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use dissemination::{Classes, HandlingId, Identities};
use fusion::{Gazetteer, Sort, extract, mentions};
use model::{About, AgencyId, Kind, Mention, Portion, Precedence, Report, ReportId, Serial};

/// A text without its marks, and what was marked.
fn marked(line: &str) -> (String, BTreeSet<(Sort, usize, usize)>) {
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

/// Counts a file, and says what is wrong in it.
fn measured(file: &str) -> BTreeMap<Sort, Count> {
    let path = format!("{}/tests/golden/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut counts: BTreeMap<Sort, Count> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (text, marks) = marked(line);
        let found = extract(&text, Gazetteer::common());
        let found: BTreeSet<_> = found
            .iter()
            .filter(|found| found.sort != Sort::Route)
            .map(|found| (found.sort, found.span.start, found.span.end))
            .collect();
        for (sort, from, to) in &found {
            counts.entry(*sort).or_default().found += 1;
            let right = marks.contains(&(*sort, *from, *to));
            counts.entry(*sort).or_default().right += usize::from(right);
            if !right {
                println!(
                    "{file}: not marked: {sort:?} `{}` in: {text}",
                    text.get(*from..*to).unwrap()
                );
            }
        }
        for (sort, from, to) in &marks {
            counts.entry(*sort).or_default().is += 1;
            if !found.contains(&(*sort, *from, *to)) {
                println!(
                    "{file}: not found: {sort:?} `{}` in: {text}",
                    text.get(*from..*to).unwrap()
                );
            }
        }
    }
    counts
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

#[test]
fn mentions_are_found_as_they_were_marked() {
    for (file, least) in [("a.txt", 0.95), ("b.txt", 0.9)] {
        let counts = measured(file);
        for (sort, count) in &counts {
            println!(
                "{file} {sort:?}: precision {:.3} recall {:.3} of {}",
                count.precision(),
                count.recall(),
                count.is
            );
        }
        let all = total(&counts);
        println!(
            "{file}: precision {:.3} recall {:.3} of {}",
            all.precision(),
            all.recall(),
            all.is
        );
        assert!(all.precision() >= least && all.recall() >= least, "{file}");
    }
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
