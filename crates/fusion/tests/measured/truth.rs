//! Reading the truth, splitting it, and measuring pairs against it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use fusion::{Fusion, MentionId, Record, Sighting, Weights};
use model::{AgencyId, ReportId, Serial};

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

/// FNV-1a, which is the same everywhere and always.
pub(crate) fn fixed_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The training half (`false`) or the test half (`true`) of a cluster: by a hash of its name, so that
/// nothing about records decides.
pub(crate) fn is_test(cluster: &str) -> bool {
    (fixed_hash(cluster) >> 17) & 1 == 1
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

/// The entities of records for somebody who sees all, as a label for each record.
pub(crate) fn resolved(records: &[Record], weights: &Weights) -> Vec<usize> {
    let mut fusion = Fusion::new(weights.clone());
    let report = ReportId {
        originator: AgencyId::new("TRUTH").unwrap(),
        serial: Serial::new("1").unwrap(),
        version: 1,
    };
    let sightings = records.iter().zip(0..).map(|(record, number)| {
        let id = MentionId { report: report.clone(), number };
        let record = record.clone();
        Sighting {
            id,
            record,
            written: String::new(),
            role: None,
            portion: None,
            at: None,
            needs: Vec::new(),
        }
    });
    fusion.add_all(sightings.collect()).unwrap();
    let mut labels = vec![0; records.len()];
    for (label, entity) in fusion.seen(&|_| true).entities().iter().enumerate() {
        for mention in &entity.mentions {
            labels[mention.id.number as usize] = label;
        }
    }
    labels
}
