//! How well mentions are found, measured on text that was marked by hand (tests/golden/mentions), and whose
//! they are.

#![expect(
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and says what it measured"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fusion::{Gazetteer, Sort, extract};

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
    let path = format!("{}/../../tests/golden/mentions/{file}", env!("CARGO_MANIFEST_DIR"));
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
                println!("{file}: not marked: {sort:?} `{}` in: {text}", &text[*from..*to]);
            }
        }
        for (sort, from, to) in &marks {
            counts.entry(*sort).or_default().is += 1;
            if !found.contains(&(*sort, *from, *to)) {
                println!("{file}: not found: {sort:?} `{}` in: {text}", &text[*from..*to]);
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
