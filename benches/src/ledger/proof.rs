//! Inclusion proofs from a tree in memory, made and checked.

use std::hint::black_box;

use ledger::{Hash, Tree};
use serde_json::json;

use crate::figure::{median, print, quantile, rounded, timed};

pub(super) fn run() -> crate::Outcome {
    let size = super::entries();
    let mut tree = Tree::new();
    let ((), grew) = timed(|| (0..size).for_each(|seq| tree.push(leaf(seq))));
    let (mut made, mut checked) = (Vec::new(), Vec::new());
    let root = tree.root();
    let mut seq = 2_004;
    for _ in 0..PROOFS {
        seq = (seq * 6_364_136_223_846_793_005_u128 + 1_442_695_040_888_963_407) % u128::from(size);
        let seq = u64::try_from(seq)?;
        let (proof, took) = timed(|| black_box(tree.prove_inclusion(seq, size)));
        made.push(took.as_secs_f64() * 1e6);
        let proof = proof?;
        let (held, took) = timed(|| proof.check(leaf(seq), root));
        held?;
        checked.push(took.as_secs_f64() * 1e6);
    }
    print(&json!({
        "bench": "ledger-proof", "entries": size, "proofs": PROOFS,
        "made_us": rounded(median(made.clone())), "made_us_90": rounded(quantile(made, 0.9)),
        "bar_us": 50, "checked_us": rounded(median(checked)),
        "grown_a_second": (size as f64 / grew.as_secs_f64()).round(),
    }));
    Ok(())
}

fn leaf(seq: u64) -> Hash {
    Hash::of_leaf(&seq.to_le_bytes())
}

const PROOFS: usize = 10_000;
