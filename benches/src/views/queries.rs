//! Queries of each kind over the portions.

use tantivy::Term;
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::made::{Made, Portion, mixed, word};

/// One query, for both.
pub(crate) struct Asked {
    pub(crate) kind: &'static str,
    pub(crate) ours: Box<dyn Query>,
    pub(crate) raw: Box<dyn Query>,
}

/// Some of each kind; a kind's stand together.
pub(crate) fn of(made: &Made) -> Result<Vec<Asked>, Box<dyn std::error::Error>> {
    let ours = made.index.engine().schema().get_field("text")?;
    let raw = made.raw.schema().get_field("text")?;
    let mut asked = Vec::new();
    for kind in KINDS {
        for number in 0..QUERIES {
            let words = words(kind, number, made.portions);
            asked.push(Asked {
                kind,
                ours: query(kind, ours, &words),
                raw: query(kind, raw, &words),
            });
        }
    }
    Ok(asked)
}

/// Words by how frequent they are: the common in more than a twentieth of all, the middle ones in a
/// hundredth, the rare in less.
fn words(kind: &str, number: u64, portions: u64) -> Vec<String> {
    let draw = |at: u64, low: u64, high: u64| word(low + mixed(number * 31 + at) % (high - low));
    match kind {
        "word, common" => vec![draw(0, 0, 60)],
        "word, middle" => vec![draw(1, 100, 400)],
        "word, rare" => vec![draw(2, 1_000, 20_000)],
        "phrase" => {
            let portion = Portion::of(mixed(number) % portions, 1);
            let mut words = portion.text.split_whitespace().map(str::to_owned);
            let skip = usize::try_from(number % 20).unwrap_or_default();
            words.by_ref().skip(skip).take(2).collect()
        }
        _ => vec![draw(3, 0, 400), draw(4, 100, 3_000)],
    }
}

fn query(kind: &str, field: Field, words: &[String]) -> Box<dyn Query> {
    let terms: Vec<Term> =
        words.iter().map(|word| Term::from_field_text(field, &format!("={word}"))).collect();
    if kind == "phrase" {
        return Box::new(PhraseQuery::new(terms));
    }
    let word =
        |term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) };
    let mut words: Vec<Box<dyn Query>> = terms.into_iter().map(word).collect();
    match (kind, words.len()) {
        ("and", _) => Box::new(BooleanQuery::intersection(words)),
        (_, 1) => words.remove(0),
        (_, _) => Box::new(BooleanQuery::union(words)),
    }
}

const KINDS: [&str; 6] = ["word, common", "word, middle", "word, rare", "and", "or", "phrase"];
const QUERIES: u64 = 40;
