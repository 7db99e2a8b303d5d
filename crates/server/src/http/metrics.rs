//! Figures for whoever watches the server: on the operator's listener, in the text form of Prometheus.

use std::fmt::Write as _;

use crate::{Clearinghouse, Coverage, Result};

/// What was counted, and how long that took.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Gauges {
    contracts: usize,
    wanted: usize,
    ready: usize,
    received: usize,
    lacking: usize,
    owed: usize,
    entries: u64,
}

impl Gauges {
    /// Counts anew, over everything that is stored.
    ///
    /// # Errors
    /// When the store or the index cannot be read.
    pub(super) fn count(house: &Clearinghouse) -> Result<Self> {
        let coverage = house.coverage()?;
        let sum = |of: fn(&Coverage) -> usize| coverage.iter().map(of).sum();
        Ok(Self {
            contracts: coverage.len(),
            wanted: sum(|of| of.wanted),
            ready: sum(|of| of.ready),
            received: sum(|of| of.received),
            lacking: sum(|of| of.lacking.len()),
            owed: house.owed_of_late()?,
            entries: house.store().journal().next_seq(),
        })
    }

    /// The text.
    pub(super) fn text(&self) -> String {
        let Self { contracts, wanted, ready, received, lacking, owed, entries } = *self;
        let mut text = String::new();
        for (name, what, value) in [
            ("feed_contracts", "Contracts in force.", contracts as u64),
            (
                "feed_wanted",
                "Reports that recipients want and may have, over all contracts.",
                wanted as u64,
            ),
            ("feed_ready", "Those of them that stand in the feed as they may go.", ready as u64),
            ("feed_received", "Those of them that the recipient says it has.", received as u64),
            (
                "feed_lacking",
                "Those of them that the feed lacks. The target is none.",
                lacking as u64,
            ),
            ("feed_word_owed", "Words owed for longer than a day.", owed as u64),
            ("ledger_entries", "Entries of the ledger.", entries),
        ] {
            // Writing into a string cannot fail.
            let _ = writeln!(
                text,
                "# HELP tearline_{name} {what}\n# TYPE tearline_{name} gauge\ntearline_{name} {value}"
            );
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_has_a_name_a_meaning_and_a_value() {
        let text = Gauges { lacking: 3, ..Gauges::default() }.text();
        assert!(
            text.contains("# TYPE tearline_feed_lacking gauge\ntearline_feed_lacking 3\n"),
            "{text}"
        );
        assert_eq!(text.lines().count(), 21);
    }
}
