//! Reading the truth, splitting it, and measuring pairs against it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use fusion::{Candidates, Record, Weight, Weights, score};

/// Where a file of the truth is, if it is there; else the test says so.
pub(crate) fn found(what: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(what);
    let there = std::env::var_os("TEARLINE_TRUTH").map(|root| Path::new(&root).join(what));
    let path = there.unwrap_or(path);
    if !path.exists() {
        println!("skipped: {what} is not there");
        return None;
    }
    Some(path)
}

/// The training half (`false`) or the test half (`true`) of a cluster: by a fixed hash (FNV-1a) of its
/// name, so that nothing about records decides.
pub(crate) fn is_test(cluster: &str) -> bool {
    let hash = cluster.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 17) & 1 == 1
}

/// Pairs found, against pairs true.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measured {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) is: usize,
}

impl Measured {
    pub(crate) fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    pub(crate) fn recall(self) -> f64 {
        self.right as f64 / self.is.max(1) as f64
    }

    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        2.0 * p * r / (p + r)
    }

    pub(crate) fn print(self, what: &str) {
        println!(
            "{what}: precision {:.4} recall {:.4} F1 {:.4} ({} right of {} found, {} true)",
            self.precision(),
            self.recall(),
            self.f1(),
            self.right,
            self.found,
            self.is
        );
    }
}

/// Pairwise: groups found against groups true, both as a label for each record.
pub(crate) fn pairwise(found: &[usize], truth: &[String]) -> Measured {
    let pairs = |sizes: &HashMap<String, usize>| sizes.values().map(|n| n * (n - 1) / 2).sum();
    let mut by_found: HashMap<String, usize> = HashMap::new();
    let mut by_truth: HashMap<String, usize> = HashMap::new();
    let mut by_both: HashMap<String, usize> = HashMap::new();
    for (found, truth) in found.iter().zip(truth) {
        *by_found.entry(found.to_string()).or_default() += 1;
        *by_truth.entry(truth.clone()).or_default() += 1;
        *by_both.entry(format!("{found} {truth}")).or_default() += 1;
    }
    Measured { right: pairs(&by_both), found: pairs(&by_found), is: pairs(&by_truth) }
}

/// The links between records, weighed.
pub(crate) fn links(records: &[Record], weights: &Weights) -> (Vec<(u32, u32, Weight)>, usize) {
    let pairs = Candidates::of(records).pairs();
    let candidates = pairs.len();
    let at = |number: u32| &records[number as usize];
    let weighed = pairs.into_iter().map(|(a, b)| (a, b, score(at(a), at(b), weights)));
    (weighed.filter(|(_, _, weight)| *weight >= weights.thresholds.link).collect(), candidates)
}

/// The connected components, as a label for each record.
pub(crate) fn components(records: usize, links: &[(u32, u32, Weight)]) -> Vec<usize> {
    let mut label: Vec<usize> = (0..records).collect();
    fn root(label: &mut [usize], mut at: usize) -> usize {
        while label[at] != at {
            label[at] = label[label[at]];
            at = label[at];
        }
        at
    }
    for (a, b, _) in links {
        let (a, b) = (root(&mut label, *a as usize), root(&mut label, *b as usize));
        label[a.max(b)] = a.min(b);
    }
    (0..records).map(|at| root(&mut label, at)).collect()
}
