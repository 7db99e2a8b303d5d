//! What a viewer may see is what a search costs: a million portions under 200 handling classes,
//! beside raw, unfiltered tantivy on the same text.

mod crowd;
mod hidden;
mod made;
mod queries;

use dissemination::ViewId;
use index::{FacetField, Index, Visible, Wanted};
use serde_json::json;
use tantivy::Searcher;
use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query;

use crate::figure::{median, print, quantile, rounded, timed};
use made::{CLASSES, Made, VIEWS_PER_CLASS};

pub(crate) use made::mixed;
use queries::Asked;

/// Builds both indexes, and prints every figure.
pub(crate) fn run() -> crate::Outcome {
    let portions = std::env::var("PORTIONS").ok().and_then(|n| n.parse().ok());
    let made = Made::of(portions.unwrap_or(PORTIONS))?;
    let asked = queries::of(&made)?;
    for (share, classes) in [("50 %", 100), ("5 %", 10), ("0.5 %", 1)] {
        compare(&made, &asked, share, &seen(classes, NEXT + classes))?;
    }
    first_queries(&made, &asked)?;
    accesses(&made, &asked)?;
    crowd::run(&made, &asked)
}

/// What hidden matches cost whoever may not see them.
pub(crate) fn hidden() -> crate::Outcome {
    hidden::run()
}

/// Some classes, spread evenly.
fn seen(classes: u64, entitlement: u64) -> Visible {
    let step = CLASSES / classes;
    let views = (0..classes).flat_map(move |at| {
        let from = (at * step + step / 2) * VIEWS_PER_CLASS;
        from..from + VIEWS_PER_CLASS
    });
    Visible::new(entitlement, views.filter_map(|view| u32::try_from(view).ok()).map(ViewId))
}

fn compare(made: &Made, asked: &[Asked], share: &str, visible: &Visible) -> crate::Outcome {
    let snapshot = made.index.snapshot();
    let seen = snapshot.visible_count(visible)?;
    assert!(seen > 0, "the index is as it was made");
    let mut kinds: Vec<&str> = asked.iter().map(|asked| asked.kind).collect();
    kinds.dedup();
    for kind in kinds {
        let queries: Vec<&Asked> = asked.iter().filter(|asked| asked.kind == kind).collect();
        let mut top = Pairs::default();
        let mut faceted = Pairs::default();
        for asked in &queries {
            top.add(
                || raw_top(&made.raw, &*asked.raw),
                || ours(&made.index, &*asked.ours, visible, &TOP),
            );
            faceted.add(
                || raw_facets(&made.raw, &*asked.raw),
                || ours(&made.index, &*asked.ours, visible, &FACETED),
            );
        }
        let bars = bars(kind, share);
        print(&json!({
            "bench": "views", "portions": made.portions, "classes": CLASSES, "seen": share,
            "visible": seen, "query": kind, "queries": queries.len(),
            "peer": "raw tantivy 0.27, unfiltered, same text",
            "peer_us": rounded(median(top.theirs.clone())), "ours_us": rounded(median(top.ours.clone())),
            "times_peer": rounded(top.ratio()), "bar": bars.0,
            "faceted_peer_us": rounded(median(faceted.theirs.clone())),
            "faceted_ours_us": rounded(median(faceted.ours.clone())),
            "faceted_times_peer": rounded(faceted.ratio()), "faceted_bar": bars.1,
        }));
    }
    Ok(())
}

/// Of the issue: for the ten best, and for the ten best with an exact count and three facets.
fn bars(kind: &str, share: &str) -> (f64, f64) {
    let is_word = kind.starts_with("word");
    match share {
        "50 %" => (if is_word { 1.3 } else { 1.2 }, 1.3),
        "5 %" => (if is_word { 1.5 } else { 0.5 }, 1.0),
        _ => (if is_word { 0.8 } else { 0.15 }, 1.0),
    }
}

/// Medians of both sides, query by query, each repeated in turn.
#[derive(Default)]
struct Pairs {
    theirs: Vec<f64>,
    ours: Vec<f64>,
}

impl Pairs {
    fn add<T, U>(&mut self, mut theirs: impl FnMut() -> T, mut ours: impl FnMut() -> U) {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        theirs();
        ours();
        for _ in 0..REPEATS {
            a.push(timed(&mut theirs).1.as_secs_f64() * 1e6);
            b.push(timed(&mut ours).1.as_secs_f64() * 1e6);
        }
        self.theirs.push(median(a));
        self.ours.push(median(b));
    }

    fn ratio(&self) -> f64 {
        median(self.theirs.iter().zip(&self.ours).map(|(theirs, ours)| ours / theirs).collect())
    }
}

fn raw_top(searcher: &Searcher, query: &dyn Query) -> usize {
    let top = TopDocs::with_limit(10).order_by_score();
    searcher.search(query, &top).map_or(0, |hits| hits.len())
}

fn raw_facets(searcher: &Searcher, query: &dyn Query) -> usize {
    let request: Result<Aggregations, _> = serde_json::from_value(json!({
        "originator": {"terms": {"field": "originator", "size": 10}},
        "kind": {"terms": {"field": "kind", "size": 10}},
        "topic": {"terms": {"field": "topic", "size": 10}},
    }));
    let Ok(request) = request else { return 0 };
    let facets = AggregationCollector::from_aggs(request, Default::default());
    let top = TopDocs::with_limit(10).order_by_score();
    searcher.search(query, &(top, Count, facets)).map_or(0, |found| found.1)
}

fn ours(index: &Index, query: &dyn Query, visible: &Visible, wanted: &Wanted<'_>) -> usize {
    index.snapshot().search(query, visible, wanted).map_or(0, |answer| answer.best.len())
}

/// What the first query of an entitlement that nobody had before takes, in all; what of it is because
/// it is the first; and what the slowest takes on the peer, which looks at everything.
fn first_queries(made: &Made, asked: &[Asked]) -> crate::Outcome {
    let ms = |(_, took): (usize, std::time::Duration)| took.as_secs_f64() * 1e3;
    let (mut times, mut more, mut slowest) = (Vec::new(), Vec::new(), (0.0, 0.0));
    for (asked, entitlement) in asked.iter().zip(FIRST..) {
        let visible = seen(100, entitlement);
        let ask = || ms(timed(|| ours(&made.index, &*asked.ours, &visible, &FACETED)));
        let (first, again) = (ask(), ask());
        if first > slowest.0 {
            slowest = (first, ms(timed(|| raw_facets(&made.raw, &*asked.raw))));
        }
        times.push(first);
        more.push(first - again);
    }
    print(&json!({
        "bench": "views", "what": "first query of a new entitlement, count and three facets, 50 % seen",
        "portions": made.portions, "queries": times.len(),
        "median_ms": rounded(median(times.clone())), "p99_ms": rounded(quantile(times, 0.99)),
        "slowest_ms": rounded(slowest.0), "peer_of_slowest_ms": rounded(slowest.1),
        "because_first_median_ms": rounded(median(more.clone())),
        "because_first_p99_ms": rounded(quantile(more, 0.99)), "bar_ms": 50,
    }));
    Ok(())
}

/// The same half of the documents through one access or a thousand.
fn accesses(made: &Made, asked: &[Asked]) -> crate::Outcome {
    let views = CLASSES * VIEWS_PER_CLASS;
    let mut one = Vec::new();
    for (accesses, entitlement) in [1_u64, 10, 100, 1_000].into_iter().zip(ACCESSES..) {
        // As many stretches of views, which together are half of all.
        let stretch = views / 2 / accesses;
        let views = (0..accesses).flat_map(|at| at * stretch * 2..at * stretch * 2 + stretch);
        let views = views.filter_map(|view| u32::try_from(view).ok()).map(ViewId);
        let visible = Visible::new(entitlement, views);
        let mut times = Vec::new();
        for asked in asked {
            let mut each = Vec::new();
            ours(&made.index, &*asked.ours, &visible, &TOP);
            for _ in 0..REPEATS {
                each.push(
                    timed(|| ours(&made.index, &*asked.ours, &visible, &TOP)).1.as_secs_f64() * 1e6,
                );
            }
            times.push(median(each));
        }
        let ratio = match one.is_empty() {
            true => 1.0,
            false => median(times.iter().zip(&one).map(|(time, one)| time / one).collect()),
        };
        print(&json!({
            "bench": "views", "what": "half of all seen through so many stretches of views",
            "accesses": accesses, "ours_us": rounded(median(times.clone())),
            "times_one_access": rounded(ratio),
        }));
        if one.is_empty() {
            one = times;
        }
    }
    Ok(())
}

const FACETS: [FacetField; 3] = [FacetField::Originator, FacetField::Kind, FacetField::Topic];
const TOP: Wanted<'static> = wanted(false);
const FACETED: Wanted<'static> = wanted(true);

const fn wanted(all: bool) -> Wanted<'static> {
    Wanted {
        count: 10,
        after: None,
        order: index::Order::Relevance,
        total: all,
        facets: if all { &FACETS } else { &[] },
        months: false,
    }
}

const PORTIONS: u64 = 1_000_000;
const REPEATS: usize = 9;
/// Names of entitlements.
const NEXT: u64 = 1_000;
const ACCESSES: u64 = 10_000;
const FIRST: u64 = 100_000;
