//! The law of the index: a viewer is answered as by an index that holds what they may see alone.

use dissemination::ViewId;
use model::Timestamp;
use proptest::prelude::*;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::SimpleTokenizer;
use tantivy::{TantivyDocument, Term};

use crate::Visible;
use crate::analysis::WORDS;
use crate::index::{Budget, Index};
use crate::wanted::{Answer, Cursor, FacetField, Hit, Order, Wanted, Weighted};

/// One document: its view, and its text as numbers of words.
#[derive(Clone, Debug)]
pub(crate) struct Doc {
    pub(crate) name: u64,
    pub(crate) view: u32,
    pub(crate) words: Vec<u8>,
}

pub(crate) struct Made {
    pub(crate) index: Index,
    _folder: tempfile::TempDir,
}

impl Made {
    /// In so many commits; every `deleted`th document of the first is taken out at last.
    pub(crate) fn of(docs: &[Doc], commits: usize, deleted: Option<u64>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget { threads: 1, bytes: 15_000_000 };
        let (index, _) = Index::open(folder.path(), 1, budget).unwrap();
        index.engine().tokenizers().register(WORDS, SimpleTokenizer::default());
        let piece = docs.len().div_ceil(commits).max(1);
        for piece in docs.chunks(piece) {
            for doc in piece {
                index.live().writer().add_document(document(&index, doc)).unwrap();
            }
            index.commit(1).unwrap();
        }
        if let Some(every) = deleted {
            let gone = docs.iter().filter(|doc| doc.name.is_multiple_of(every));
            gone.for_each(|doc| index.remove(&format!("r{}", doc.name)));
            index.commit(1).unwrap();
        }
        Self { index, _folder: folder }
    }

    pub(crate) fn search(&self, query: &dyn Query, views: &[u32], wanted: &Wanted<'_>) -> Answer {
        let visible = Visible::new(7, views.iter().copied().map(ViewId));
        self.index.snapshot().search(query, &visible, wanted).unwrap()
    }
}

pub(crate) fn document(index: &Index, doc: &Doc) -> TantivyDocument {
    let fields = index.fields();
    let mut document = TantivyDocument::new();
    document.add_u64(fields.seq, doc.name);
    document.add_u64(fields.view, u64::from(doc.view));
    document.add_u64(fields.tie, doc.name.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 64);
    document.add_text(fields.id, format!("r{}", doc.name));
    document.add_text(fields.text, text(&doc.words));
    document.add_i64(fields.issued, issued(doc.name));
    if let Some(precedence) = precedence(doc.name) {
        document.add_u64(fields.precedence, precedence);
    }
    document
}

/// Up to four months before [`TODAY`], some of them at the same second.
fn issued(name: u64) -> i64 {
    let days = i64::try_from(name.wrapping_mul(37) % 120).unwrap();
    TODAY.micros() / 1_000_000 - days * 86_400
}

/// Some have none.
fn precedence(name: u64) -> Option<u64> {
    (name % 5).checked_sub(1)
}

const TODAY: Timestamp = Timestamp::from_micros(1_100_000_000_000_000);

fn text(words: &[u8]) -> String {
    words.iter().map(|word| format!("w{word} ")).collect()
}

fn word(index: &Index, word: u8) -> Box<dyn Query> {
    let term = Term::from_field_text(index.fields().text, &format!("w{word}"));
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Queries of every shape over the words.
pub(crate) fn queries(index: &Index) -> Vec<Box<dyn Query>> {
    let w = |number| word(index, number);
    let phrase = |words: [u8; 2]| -> Box<dyn Query> {
        let term = |word| Term::from_field_text(index.fields().text, &format!("w{word}"));
        Box::new(PhraseQuery::new(words.map(term).to_vec()))
    };
    let any = |of: Vec<Box<dyn Query>>| -> Box<dyn Query> { Box::new(BooleanQuery::union(of)) };
    let all =
        |of: Vec<Box<dyn Query>>| -> Box<dyn Query> { Box::new(BooleanQuery::intersection(of)) };
    vec![
        w(0),
        w(3),
        w(9),
        w(77),
        any(vec![w(0), w(1)]),
        any(vec![w(9), w(0), w(4), w(2)]),
        any(vec![w(8), w(77)]),
        all(vec![w(0), w(1)]),
        all(vec![w(5), w(0), w(2), w(1)]),
        all(vec![w(0), w(77)]),
        phrase([0, 1]),
        phrase([2, 0]),
        any(vec![phrase([0, 1]), w(3), w(6)]),
        all(vec![phrase([1, 0]), any(vec![w(2), w(3), w(4)])]),
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, w(0)),
            (Occur::Should, w(7)),
            (Occur::Should, w(2)),
            (Occur::MustNot, phrase([0, 1])),
        ])),
        Box::new(BooleanQuery::with_minimum_required_clauses(
            [0, 3, 5, 6].map(|number| (Occur::Should, w(number))).into(),
            2,
        )),
        Box::new(BooleanQuery::new(vec![(Occur::MustNot, w(0))])),
    ]
}

/// Sixteen words, the first far more frequent; short and long documents in the same index.
pub(crate) fn docs(count: usize) -> impl Strategy<Value = Vec<Doc>> {
    let word = prop_oneof![4 => 0_u8..3, 2 => 3_u8..8, 1 => 8_u8..16];
    let words = prop_oneof![
        3 => prop::collection::vec(word.clone(), 1..12),
        1 => prop::collection::vec(word, 40..120),
    ];
    let docs = prop::collection::vec((0_u32..12, words), 1..count);
    docs.prop_map(|docs| {
        let named = (0_u64..).zip(docs);
        named.map(|(name, (view, words))| Doc { name, view, words }).collect()
    })
}

fn wanted(count: usize, total: bool) -> Wanted<'static> {
    Wanted { count, total, ..Wanted::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_viewer_is_answered_as_by_an_index_of_what_they_see_alone(
        docs in docs(1_500),
        views in prop::collection::vec(0_u32..12, 0..12),
        commits in 1_usize..4,
        deleted in prop::option::of(2_u64..6),
    ) {
        let seen = |doc: &&Doc| views.contains(&doc.view);
        let gone = |doc: &&Doc| deleted.is_none_or(|every| !doc.name.is_multiple_of(every));
        let alone: Vec<Doc> = docs.iter().filter(seen).filter(gone).cloned().collect();
        let (all, alone) = (Made::of(&docs, commits, deleted), Made::of(&alone, 1, None));
        for (query, same) in queries(&all.index).iter().zip(&queries(&alone.index)) {
            for wanted in [wanted(3, false), wanted(10, false), wanted(10, true), wanted(0, true)] {
                let ours = all.search(&**query, &views, &wanted);
                let theirs = alone.search(&**same, &views, &wanted);
                prop_assert_eq!(&ours, &theirs, "{:?} of {:?}", wanted, query);
            }
        }
    }

    #[test]
    fn what_is_left_unread_was_no_hit(docs in docs(3_000), views in prop::collection::vec(0_u32..12, 1..12)) {
        let made = Made::of(&docs, 1, None);
        for query in queries(&made.index) {
            // To count all, every one is looked at and scored.
            let all = made.search(&*query, &views, &wanted(docs.len(), true));
            let few = made.search(&*query, &views, &wanted(5, false));
            prop_assert_eq!(all.total, Some(all.best.len() as u64));
            prop_assert_eq!(&few.best[..], &all.best[..all.best.len().min(5)], "{:?}", query);
        }
    }

    /// Gains are worked out here from what each document was given.
    #[test]
    fn newness_and_urgency_raise_a_score_by_what_they_say_and_nothing_is_passed_over(
        docs in docs(2_000),
        views in prop::collection::vec(0_u32..12, 1..12),
        freshness in 0_u8..4,
        precedence_gain in 0_u8..4,
    ) {
        let made = Made::of(&docs, 2, None);
        let (freshness, urgency) = (f32::from(freshness), f32::from(precedence_gain));
        let order = Order::Weighted(Weighted {
            freshness,
            half_life_days: 30.0,
            now: TODAY,
            precedence: urgency,
        });
        let gain = |name: u64| {
            let days = (TODAY.micros() / 1_000_000 - issued(name)) / 86_400;
            let left = 0.5_f32.powf(days as f32 / 30.0);
            let step = precedence(name).unwrap_or(0).min(3) as f32;
            1.0 + freshness * left + urgency * step / 3.0
        };
        for query in queries(&made.index) {
            let plain = made.search(&*query, &views, &wanted(docs.len(), false));
            let mut expected: Vec<(f32, u64)> =
                plain.best.iter().map(|hit| (hit.place.score * gain(hit.seq), hit.seq)).collect();
            expected.sort_by(|(a, _), (b, _)| b.total_cmp(a));
            let few = made.search(&*query, &views, &Wanted { order, ..wanted(7, false) });
            prop_assert_eq!(few.best.len(), expected.len().min(7));
            for (hit, (score, _)) in few.best.iter().zip(&expected) {
                let near = (hit.place.score - score).abs() <= score.abs() * 1e-5;
                prop_assert!(near, "{} is not {score} of {query:?}", hit.place.score);
                let own = expected.iter().find(|(_, seq)| *seq == hit.seq).unwrap().0;
                prop_assert!((own - score).abs() <= score.abs() * 1e-5, "{query:?}");
            }
        }
    }

    #[test]
    fn pages_put_together_are_the_whole(docs in docs(400)) {
        let views = [0, 1, 2, 3, 4, 5, 6];
        let made = Made::of(&docs, 2, None);
        for (query, order) in queries(&made.index).iter().flat_map(|query| {
            [(query, Order::Relevance), (query, Order::Newest)]
        }) {
            let first = Wanted { count: 7, order, ..Wanted::default() };
            let all = made.search(&**query, &views, &Wanted { count: 1_000, ..first.clone() });
            let mut pages: Vec<Hit> = Vec::new();
            let mut answer = made.search(&**query, &views, &first);
            while let Some(last) = answer.best.last() {
                pages.extend(&answer.best);
                let (statistics, place) = (answer.statistics.clone(), last.place);
                let after = Some(Cursor { statistics, place });
                answer = made.search(&**query, &views, &Wanted { after, ..first.clone() });
            }
            // Equals of one tie in this test's small range cannot be told apart by a cursor.
            let key = |hit: &Hit| (hit.place.score.to_bits(), hit.place.issued, hit.place.tie);
            let mut distinct: Vec<_> = all.best.iter().map(key).collect();
            distinct.dedup();
            let mut given: Vec<_> = pages.iter().map(key).collect();
            given.dedup();
            prop_assert_eq!(given, distinct);
        }
    }
}

#[test]
fn a_page_keeps_its_scores_while_reports_arrive() {
    let doc = |name: u64, words: &[u8]| Doc { name, view: 0, words: words.to_vec() };
    let before: Vec<Doc> = (0..50).map(|name| doc(name, &[0, (name % 5) as u8 + 1, 3])).collect();
    let after: Vec<Doc> = (50..90).map(|name| doc(name, &[0, 0, 0, 1, 2])).collect();
    let both: Vec<Doc> = before.iter().chain(&after).cloned().collect();
    let (small, large) = (Made::of(&before, 1, None), Made::of(&both, 1, None));
    let query = |made: &Made| BooleanQuery::union(vec![word(&made.index, 0), word(&made.index, 2)]);
    let page = Wanted { count: 10, ..Wanted::default() };
    let whole = small.search(&query(&small), &[0], &Wanted { count: 100, ..page.clone() });
    let first = small.search(&query(&small), &[0], &page);
    let last = first.best.last().unwrap().place;
    let after = Some(Cursor { statistics: first.statistics, place: last });
    let second = large.search(&query(&large), &[0], &Wanted { count: 100, after, ..page });
    let old =
        |hits: &[Hit]| -> Vec<Hit> { hits.iter().filter(|hit| hit.seq < 50).copied().collect() };
    assert_eq!(old(&second.best), old(&whole.best[10..]));
}

#[test]
fn nothing_is_counted_for_fields_that_nobody_sees() {
    let made = Made::of(&[Doc { name: 1, view: 3, words: vec![0] }], 1, None);
    let facets = [FacetField::Originator, FacetField::Topic];
    let wanted = Wanted { total: true, facets: &facets, months: true, ..Wanted::default() };
    let answer = made.search(&*word(&made.index, 0), &[1, 2], &wanted);
    assert_eq!(answer.total, Some(0));
    assert!(answer.facets.iter().all(|facet| facet.counts.is_empty()));
    assert!(answer.months.is_empty());
}
