//! The law of explanations: what they name is the score.

use dissemination::ViewId;
use model::Timestamp;
use tantivy::TantivyDocument;

use crate::index::{Budget, Index};
use crate::query::{Reading, read};
use crate::wanted::{Cursor, Order, Wanted, Weighted};
use crate::{Parsed, Thesaurus, Visible};

const WORDS: [&str; 9] = [
    "passport",
    "passports",
    "smuggled",
    "smuggling",
    "border",
    "boarder",
    "Kissinger",
    "the",
    "boat",
];

const QUERIES: [&str; 12] = [
    "passport",
    "smuggling border",
    "border OR boat OR kissinger",
    "passport -boat",
    "-boat passport border",
    "\"smuggled passports\" OR the",
    "\"border boat\"~4 OR passport",
    "pass* OR boat",
    "bo?rder OR =passports",
    "originator:CIA boat OR border",
    "(passport OR boat) (smuggled OR the)",
    "~kisinger OR boat",
];

const TODAY: Timestamp = Timestamp::from_micros(1_100_000_000_000_000);

/// Words by a fixed rule; the first half is seen, the rest is not, or comes later.
fn made(count: u64) -> (Index, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let budget = Budget { threads: 1, bytes: 15_000_000 };
    let (index, _) = Index::open(folder.path(), 1, budget).unwrap();
    for seq in 0..count {
        index.live().writer().add_document(document(&index, seq)).unwrap();
    }
    index.commit(1).unwrap();
    (index, folder)
}

fn document(index: &Index, seq: u64) -> TantivyDocument {
    let fields = index.fields();
    let mut document = TantivyDocument::new();
    document.add_u64(fields.seq, seq);
    document.add_u64(fields.view, seq % 3);
    document.add_u64(fields.tie, seq);
    document.add_text(fields.id, format!("r{seq}"));
    document.add_text(fields.originator, ["CIA", "STATE"][usize::try_from(seq % 2).unwrap()]);
    document.add_i64(fields.issued, TODAY.micros() / 1_000_000 - 86_400 * (seq as i64 % 90));
    document.add_u64(fields.precedence, seq % 4);
    let words =
        (0..4 + seq % 7).map(|at| WORDS[usize::try_from((seq * 7 + at * at * 5) % 9).unwrap()]);
    document.add_text(fields.text, words.collect::<Vec<_>>().join(" "));
    document
}

fn parsed(text: &str) -> Parsed {
    read(text, Reading::default(), &Thesaurus::default()).unwrap()
}

/// Whether each hit is explained by parts that are its score; how many hits there were.
fn holds(index: &Index, text: &str, wanted: &Wanted<'_>) -> (usize, Option<Cursor>) {
    let visible = Visible::new(9, [0, 1].map(ViewId).into_iter());
    let snapshot = index.snapshot();
    let query = parsed(text);
    let lowered = snapshot.lower(&query, &visible).unwrap();
    let answer = snapshot.search(&*lowered, &visible, wanted).unwrap();
    let seqs: Vec<u64> = answer.best.iter().map(|hit| hit.seq).collect();
    let explained = snapshot.explain(&query, &visible, &seqs, wanted).unwrap();
    for (hit, explained) in answer.best.iter().zip(&explained) {
        let parts: f32 = explained.parts.iter().map(|part| part.score).sum();
        let sum = parts + explained.freshness + explained.precedence;
        let near = (sum - hit.place.score).abs() <= hit.place.score.abs() * 1e-4;
        assert!(near, "{text}: {sum} is not {}: {explained:?}", hit.place.score);
    }
    let last = answer.best.last().map(|hit| hit.place);
    let statistics = answer.statistics;
    (answer.best.len(), last.map(|place| Cursor { statistics, place }))
}

#[test]
fn what_a_score_is_said_to_be_made_of_is_the_score_with_and_without_gains() {
    let (index, _folder) = made(300);
    let weighted = Weighted { freshness: 2.0, half_life_days: 30.0, now: TODAY, precedence: 0.5 };
    for text in QUERIES {
        for order in [Order::Relevance, Order::Weighted(weighted)] {
            let (hits, _) = holds(&index, text, &Wanted { count: 10, order, ..Wanted::default() });
            assert!(hits > 0, "{text}");
        }
    }
}

/// Else a second page would name what was not counted.
#[test]
fn a_later_page_is_explained_by_the_statistics_of_the_first() {
    let ((before, _one), (after, _other)) = (made(200), made(400));
    for text in QUERIES {
        let first = Wanted { count: 5, ..Wanted::default() };
        let (_, cursor) = holds(&before, text, &first);
        let (hits, _) = holds(&after, text, &Wanted { after: cursor, ..first });
        assert!(hits > 0, "{text}");
    }
}

#[test]
fn a_word_of_a_text_in_another_language_tells_no_more_than_the_word() {
    let (index, _folder) = made(0);
    let english = "Kissinger went with the others to the station and waited for the last train";
    let spanish = "Kissinger fue con los otros a la estaci\u{f3}n y esper\u{f3} el \u{fa}ltimo tren de la noche, \
                   pero nadie lleg\u{f3} a la ciudad y los traficantes no estaban en la casa de su hermano";
    for seq in 0..40 {
        let (fields, mut document) = (index.fields(), TantivyDocument::new());
        document.add_u64(fields.seq, seq);
        document.add_u64(fields.view, 0);
        document.add_u64(fields.tie, seq);
        document.add_text(fields.id, format!("r{seq}"));
        document.add_text(fields.text, if seq == 39 { spanish } else { english });
        index.live().writer().add_document(document).unwrap();
    }
    index.commit(1).unwrap();
    let (query, visible) = (parsed("kissinger"), Visible::new(1, (0..3).map(ViewId)));
    let snapshot = index.snapshot();
    let lowered = snapshot.lower(&query, &visible).unwrap();
    let all = Wanted { count: 40, ..Wanted::default() };
    let answer = snapshot.search(&*lowered, &visible, &all).unwrap();
    let found: Vec<(u64, f32)> = answer.best.iter().map(|hit| (hit.seq, hit.place.score)).collect();
    // It is the longest, and by itself its stem would tell the most.
    assert_eq!((found.len(), found.last().unwrap().0), (40, 39), "{found:?}");
    assert!(found.last().unwrap().1 > 0.0, "{found:?}");
    holds(&index, "kissinger", &all);
}
