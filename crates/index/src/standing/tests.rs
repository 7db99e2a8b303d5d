//! The law of standing queries: one matches a report exactly when running it finds the report.

use dissemination::ViewId;
use proptest::prelude::*;
use tantivy::query::{AllQuery, Query};

use super::StandingQueries;
use crate::search::tests::{Doc, Made, docs, document, queries};
use crate::wanted::Wanted;
use crate::{Incoming, Visible};

/// Every shape of query, and one that no word speaks for.
fn every(made: &Made) -> Vec<Box<dyn Query>> {
    let mut all = queries(&made.index);
    all.push(Box::new(AllQuery));
    all
}

fn sees(views: &[u32]) -> Visible {
    let name = views.iter().fold(1, |name, view| name * 13 + u64::from(*view) + 1);
    Visible::new(name, views.iter().copied().map(ViewId))
}

/// The keys that find a report in an index that holds it alone.
fn run_each(all: &[Box<dyn Query>], doc: &Doc, views: &[u32]) -> Vec<u64> {
    let alone = Made::of(std::slice::from_ref(doc), 1, None);
    let total = Wanted { total: true, ..Wanted::default() };
    let keys = (0_u64..).zip(all);
    let found = keys.filter(|(_, query)| alone.search(&***query, views, &total).total == Some(1));
    found.map(|(key, _)| key).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_matches_what_running_it_finds(
        docs in docs(6),
        views in prop::collection::vec(0_u32..12, 0..12),
        frequent in 0_u64..100,
    ) {
        let made = Made::of(&docs, 1, None);
        let all = every(&made);
        let mut standing = StandingQueries::default();
        for (key, query) in (0_u64..).zip(&all) {
            // Whichever words are held for rare, the same match.
            standing.insert(key, &**query, &|term| {
                term.serialized_value_bytes().iter().map(|byte| u64::from(*byte) * frequent % 31).sum()
            });
        }
        let incoming = Incoming::of(&made.index, docs.iter().map(|doc| document(&made.index, doc)).collect());
        let found = standing.matching(&incoming, |_| Some(sees(&views))).unwrap();
        for doc in &docs {
            let has = |(key, seqs): &(u64, Vec<u64>)| seqs.contains(&doc.name).then_some(*key);
            let keys: Vec<u64> = found.iter().filter_map(has).collect();
            prop_assert_eq!(keys, run_each(&all, doc, &views));
        }
    }
}

#[test]
fn only_queries_with_a_word_in_the_report_are_run() {
    let doc = Doc { name: 1, view: 0, words: vec![0, 3] };
    let made = Made::of(&[doc.clone()], 1, None);
    let mut standing = StandingQueries::default();
    let all = queries(&made.index);
    let word = |at: usize| &*all[at];
    standing.insert(1, word(0), &|_| 1);
    standing.insert(2, word(2), &|_| 1);
    // All of two words of which the rarer is absent.
    standing.insert(3, word(9), &|term| {
        if term.serialized_value_bytes().ends_with(b"77") { 0 } else { 9 }
    });
    let incoming = Incoming::of(&made.index, vec![document(&made.index, &doc)]);
    assert_eq!(standing.candidates(&incoming).unwrap(), [1]);
}

#[test]
fn a_query_that_was_let_go_matches_no_more_and_one_that_changed_by_its_new_words() {
    let doc = Doc { name: 1, view: 0, words: vec![0] };
    let made = Made::of(&[doc.clone()], 1, None);
    let all = queries(&made.index);
    let incoming = Incoming::of(&made.index, vec![document(&made.index, &doc)]);
    let mut standing = StandingQueries::default();
    let keys = |standing: &StandingQueries| {
        let found = standing.matching(&incoming, |_| Some(sees(&[0]))).unwrap();
        found.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    };
    standing.insert(1, &*all[0], &|_| 1);
    standing.insert(2, &*all[1], &|_| 1);
    assert_eq!(keys(&standing), [1]);
    standing.insert(2, &*all[0], &|_| 1);
    standing.remove(1);
    assert_eq!(keys(&standing), [2]);
    standing.remove(2);
    assert!(keys(&standing).is_empty() && standing.is_empty());
}

#[test]
fn a_query_without_a_viewer_or_of_one_who_may_not_see_the_report_matches_nothing() {
    let doc = Doc { name: 1, view: 4, words: vec![0] };
    let made = Made::of(&[doc.clone()], 1, None);
    let all = queries(&made.index);
    let incoming = Incoming::of(&made.index, vec![document(&made.index, &doc)]);
    let mut standing = StandingQueries::default();
    standing.insert(1, &*all[0], &|_| 1);
    assert!(standing.matching(&incoming, |_| None).unwrap().is_empty());
    assert!(standing.matching(&incoming, |_| Some(sees(&[3, 5]))).unwrap().is_empty());
    assert_eq!(standing.matching(&incoming, |_| Some(sees(&[4]))).unwrap(), [(1, vec![1])]);
}
