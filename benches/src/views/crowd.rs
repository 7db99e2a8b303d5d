//! Fifty viewers at once.

use serde_json::json;

use super::made::{CLASSES, Made, mixed};
use super::queries::Asked;
use super::{FACETED, ours, seen};
use crate::figure::{median, print, quantile, rounded, timed};

/// Each asks its own queries, one after another, with an exact count and three facets.
pub(crate) fn run(made: &Made, asked: &[Asked]) -> crate::Outcome {
    let viewers = (0..VIEWERS).map(|viewer| {
        let classes = [100, 40, 10, 4, 1];
        let at = usize::try_from(viewer).unwrap_or_default() % classes.len();
        (viewer, seen(classes.get(at).copied().unwrap_or(1).min(CLASSES), CROWD + viewer))
    });
    let viewers: Vec<_> = viewers.collect();
    let times: Vec<f64> = std::thread::scope(|scope| {
        let threads: Vec<_> = viewers
            .iter()
            .map(|(viewer, visible)| {
                scope.spawn(move || {
                    let mut times = Vec::new();
                    for number in 0..QUERIES {
                        let at = usize::try_from(mixed(viewer * 977 + number)).unwrap_or_default();
                        let Some(asked) = asked.get(at % asked.len().max(1)) else { continue };
                        let search = || ours(&made.index, &*asked.ours, visible, &FACETED);
                        times.push(timed(search).1.as_secs_f64() * 1e3);
                    }
                    times
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    print(&json!({
        "bench": "views", "what": "50 viewers at once, each without a pause, count and three facets",
        "portions": made.portions, "searches": times.len(),
        "median_ms": rounded(median(times.clone())), "p99_ms": rounded(quantile(times, 0.99)),
        "bar_p99_ms": 100,
    }));
    Ok(())
}

const VIEWERS: u64 = 50;
const QUERIES: u64 = 40;
const CROWD: u64 = 50_000;
