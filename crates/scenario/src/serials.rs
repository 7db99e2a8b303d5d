//! Serial numbers: one running count for each originator, so that they never repeat.

use crate::calendar::Moment;
use crate::originator::{ORIGINATORS, Originator, Serials};

/// The counters of all originators.
#[derive(Debug)]
pub(crate) struct Counters(Vec<u64>);

impl Counters {
    /// Counters that start somewhere in the first few hundred, as registries do.
    pub(crate) fn new(seed: u64) -> Self {
        let first = |number: usize| 11 + (seed.wrapping_mul(31) ^ (number as u64 * 97)) % 400;
        Self((0..ORIGINATORS.len()).map(first).collect())
    }

    /// The next serial of this originator.
    pub(crate) fn next(&mut self, originator: &Originator, issued: Moment) -> String {
        let count = self.0.get_mut(originator.number).map_or(0, |count| {
            *count += 1;
            *count
        });
        let year = issued.year_short();
        match originator.serials {
            Serials::Dissem => format!("TD-314/{count:05}-{year:02}"),
            Serials::Signals => format!("3/OO/{count:05}-{year:02}"),
            Serials::Information => format!("IIR 6 801 {count:04} {year:02}"),
            Serials::Telegram(post) => format!("{year:02} {post} {count:05}"),
            Serials::Prefixed(prefix) => format!("{prefix}-{year:02}-{count:05}"),
            Serials::Running(prefix) => format!("{prefix}-{count:04}-{year:02}"),
            Serials::Monthly(prefix) => {
                format!("{prefix}/{}/{count:04}", issued.month_and_year())
            }
        }
    }
}
