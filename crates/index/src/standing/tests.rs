//! The law of standing queries: one matches a report exactly when running it finds the report.

use dissemination::ViewId;
use proptest::prelude::*;
use tantivy::TantivyDocument;

use super::StandingQueries;
use crate::index::{Budget, Index};
use crate::query::{Reading, read};
use crate::wanted::Wanted;
use crate::{Incoming, Parsed, Thesaurus, Visible};

/// A report: its view, and numbers of words and of names.
#[derive(Clone, Debug)]
struct Doc {
    seq: u64,
    view: u32,
    words: Vec<usize>,
    name: usize,
}

const WORDS: [&str; 10] = [
    "passport",
    "passports",
    "pasaporte",
    "smuggled",
    "smuggling",
    "Kissinger",
    "Kisinger",
    "border",
    "boarder",
    "the",
];
const NAMES: [&str; 5] = [
    "Juan Perez",
    "Perez Juan",
    "Ioann Peres",
    "\u{418}\u{432}\u{430}\u{43d} \u{41f}\u{435}\u{440}\u{435}\u{441}",
    "Sea Star",
];

/// Every form that the language has, and some that no word speaks for.
const QUERIES: [&str; 28] = [
    "passport",
    "smuggling border",
    "smuggling OR border",
    "(passport OR kissinger) -border",
    "\"smuggled passports\"",
    "\"passports smuggled\"~3",
    "=passports",
    "=\"smuggled passports\"",
    "passp*",
    "bo?rder",
    "pa*te",
    "kissinger~1",
    "boarder~2",
    "~kissinger",
    "~kisinger border",
    "*",
    "* -passport",
    "* NOT (passport border)",
    "person:\"Juan Perez\"",
    "person:=Perez",
    "person:Peres",
    "person:\"Ivan Perez\" OR smuggled",
    "originator:CIA",
    "originator:C* passport",
    "originator:NSA OR smuggled",
    "id:r*",
    "issued:1970",
    "near:0,0,50 OR border",
];

fn index() -> (Index, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let budget = Budget { threads: 1, bytes: 15_000_000 };
    (Index::open(folder.path(), 1, budget).unwrap().0, folder)
}

fn document(index: &Index, doc: &Doc) -> TantivyDocument {
    let fields = index.fields();
    let mut document = TantivyDocument::new();
    document.add_u64(fields.seq, doc.seq);
    document.add_u64(fields.view, u64::from(doc.view));
    document.add_u64(fields.tie, doc.seq);
    document.add_text(fields.id, format!("r{}", doc.seq));
    document.add_text(fields.originator, ["CIA", "STATE"][doc.words.len() % 2]);
    document.add_i64(fields.issued, if doc.view > 6 { 40_000_000 } else { 5 });
    let text: Vec<&str> = doc.words.iter().map(|word| WORDS[*word]).collect();
    document.add_text(fields.text, text.join(" "));
    document.add_text(fields.person, NAMES[doc.name]);
    document
}

fn query(text: &str) -> Parsed {
    read(text, Reading::default(), &Thesaurus::default()).unwrap()
}

fn sees(views: &[u32]) -> Visible {
    let name = views.iter().fold(1, |name, view| name * 13 + u64::from(*view) + 1);
    Visible::new(name, views.iter().copied().map(ViewId))
}

fn standing(index: &Index, queries: &[&str]) -> StandingQueries {
    let mut standing = StandingQueries::default();
    for (key, text) in (0..).zip(queries) {
        standing.insert(key, query(text), index).unwrap();
    }
    standing
}

fn incoming(index: &Index, docs: &[Doc]) -> Incoming {
    Incoming::of(index, docs.iter().map(|doc| document(index, doc)).collect())
}

fn docs(count: usize) -> impl Strategy<Value = Vec<Doc>> {
    let words = prop::collection::vec(0..WORDS.len(), 1..12);
    let docs = prop::collection::vec((0_u32..12, words, 0..NAMES.len()), 1..count);
    docs.prop_map(|docs| {
        let of = |(seq, (view, words, name))| Doc { seq, view, words, name };
        (0_u64..).zip(docs).map(of).collect()
    })
}

/// The keys that find a report in an index that holds it alone.
fn run_each(doc: &Doc, visible: &Visible) -> Vec<u64> {
    let (index, _folder) = index();
    index.live().writer().add_document(document(&index, doc)).unwrap();
    index.commit(1).unwrap();
    let snapshot = index.snapshot();
    let total = Wanted { total: true, ..Wanted::default() };
    let finds = |text: &str| {
        let lowered = snapshot.lower(&query(text), visible).unwrap();
        snapshot.search(&*lowered, visible, &total).unwrap().total == Some(1)
    };
    (0..).zip(QUERIES).filter(|(_, text)| finds(text)).map(|(key, _)| key).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_matches_what_running_it_finds(
        docs in docs(6),
        // Whichever words are rare, the same match.
        known in docs(6),
        views in prop::collection::vec(0_u32..12, 0..12),
    ) {
        let (index, _folder) = index();
        for doc in &known {
            index.live().writer().add_document(document(&index, doc)).unwrap();
        }
        index.commit(1).unwrap();
        let standing = standing(&index, &QUERIES);
        let visible = sees(&views);
        let found = standing.matching(&incoming(&index, &docs), |_| Some(visible.clone())).unwrap();
        for doc in &docs {
            let has = |(key, seqs): &(u64, Vec<u64>)| seqs.contains(&doc.seq).then_some(*key);
            let keys: Vec<u64> = found.iter().filter_map(has).collect();
            prop_assert_eq!(keys, run_each(doc, &visible));
        }
    }
}

fn doc(view: u32, words: &[usize]) -> Doc {
    Doc { seq: 1, view, words: words.to_vec(), name: 0 }
}

#[test]
fn only_queries_with_a_word_in_the_report_are_run() {
    let (index, _folder) = index();
    let runs = |queries: &[&str]| {
        let found = standing(&index, queries).candidates(&incoming(&index, &[doc(0, &[0, 3])]));
        found
            .unwrap()
            .into_iter()
            .map(|key| queries[usize::try_from(key).unwrap()].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        runs(&["passport", "border", "smuggled", "kissinger OR border"]),
        ["passport", "smuggled"]
    );
    assert_eq!(
        runs(&["~kisinger", "kissinger~1", "bord*", "passportt~1", "pass*"]),
        ["passportt~1", "pass*"]
    );
    assert_eq!(
        runs(&["person:Peres", "person:Nobody", "originator:NSA", "originator:N*"]),
        ["person:Peres"]
    );
    assert_eq!(
        runs(&["* -passport", "passport issued:1999"]),
        ["* -passport", "passport issued:1999"]
    );
}

#[test]
fn a_query_that_was_let_go_matches_no_more_and_one_that_changed_by_its_new_words() {
    let (index, _folder) = index();
    let incoming = incoming(&index, &[doc(0, &[0])]);
    let mut standing = StandingQueries::default();
    let keys = |standing: &StandingQueries| {
        let found = standing.matching(&incoming, |_| Some(sees(&[0]))).unwrap();
        found.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    };
    standing.insert(1, query("passport"), &index).unwrap();
    standing.insert(2, query("~border"), &index).unwrap();
    assert_eq!(keys(&standing), [1]);
    standing.insert(2, query("~pasport"), &index).unwrap();
    standing.remove(1);
    assert_eq!(keys(&standing), [2]);
    standing.remove(2);
    assert!(keys(&standing).is_empty() && standing.is_empty());
}

#[test]
fn a_query_without_a_viewer_or_of_one_who_may_not_see_the_report_matches_nothing() {
    let (index, _folder) = index();
    let incoming = incoming(&index, &[doc(4, &[0])]);
    let standing = standing(&index, &["passport"]);
    assert!(standing.matching(&incoming, |_| None).unwrap().is_empty());
    assert!(standing.matching(&incoming, |_| Some(sees(&[3, 5]))).unwrap().is_empty());
    assert_eq!(standing.matching(&incoming, |_| Some(sees(&[4]))).unwrap(), [(0, vec![1])]);
}
