//! Whether the time of an answer says how much there is that the viewer may not see.

use dissemination::ViewId;
use index::{Index, Visible};
use serde_json::json;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::made::{Portion, fill, generation, open, ours as begun, word};
use super::{FACETED, TOP, ours};
use crate::figure::{median, print, rounded, timed};

/// The same visible reports, with no hidden ones and with a hundred thousand that all match.
pub(crate) fn run() -> crate::Outcome {
    let folder = tempfile::tempdir()?;
    let (bare, full) = (folder.path().join("bare"), folder.path().join("full"));
    let words: Vec<String> = [2, 40, 300].into_iter().map(word).collect();
    for (path, hidden) in [(&bare, 0), (&full, HIDDEN)] {
        let schemas = begun(path)?;
        let seen = (0..SEEN).map(|number| Portion { view: number % 7, ..Portion::of(number, 7) });
        let matching = words.join(" ");
        let hidden = (0..hidden).map(|number| {
            let text = format!("{matching} {}", Portion::of(number + SEEN, 1).text);
            Portion { number: SEEN + number, view: 7 + number % 3, text }
        });
        // By one thread, so that the visible ones stand in the same order.
        fill(&generation(path)?, &schemas, 1, seen.chain(hidden))?;
    }
    let (bare, full) = (open(&bare)?, open(&full)?);
    let visible = Visible::new(1, (0..7).map(ViewId));
    for index in [&bare, &full] {
        assert_eq!(index.snapshot().visible_count(&visible)?, SEEN, "the index is as it was made");
    }
    for (what, terms) in [("word", words.get(..1)), ("and", words.get(1..)), ("or", words.get(1..))]
    {
        let (left, right) = (query(what, &bare, terms)?, query(what, &full, terms)?);
        for (how, wanted) in [("top 10", &TOP), ("with count and facets", &FACETED)] {
            let (mut without, mut with) = (Vec::new(), Vec::new());
            for _ in 0..REPEATS {
                without.push(timed(|| ours(&bare, &*left, &visible, wanted)).1.as_secs_f64() * 1e6);
                with.push(timed(|| ours(&full, &*right, &visible, wanted)).1.as_secs_f64() * 1e6);
            }
            let (without, with) = (median(without), median(with));
            print(&json!({
                "bench": "views", "what": "what hidden matches add to a search", "query": what,
                "how": how, "visible": SEEN, "hidden": HIDDEN,
                "without_us": rounded(without), "with_us": rounded(with),
                "differs_percent": rounded((with / without - 1.0) * 100.0), "bar_percent": 5,
            }));
        }
    }
    Ok(())
}

fn query(
    what: &str,
    index: &Index,
    words: Option<&[String]>,
) -> Result<Box<dyn Query>, Box<dyn std::error::Error>> {
    let field = index.engine().schema().get_field("text")?;
    let words = words.unwrap_or_default().iter().map(|word| {
        let term = Term::from_field_text(field, &format!("={word}"));
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>
    });
    let mut words: Vec<_> = words.collect();
    Ok(match what {
        "word" => words.remove(0),
        "and" => Box::new(BooleanQuery::intersection(words)),
        _ => Box::new(BooleanQuery::union(words)),
    })
}

const SEEN: u64 = 200_000;
const HIDDEN: u64 = 100_000;
const REPEATS: usize = 401;
