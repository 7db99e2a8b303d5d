//! What was made of a release, to be given again under the same decision.

use crate::{Release, ReleaseLog};

/// Something that was made of releases and may be given again for as long as they would be decided alike,
/// which whoever keeps it finds out. Each time it is recorded first.
///
/// It cannot be had without:
/// ```compile_fail,E0616
/// fn take(kept: dissemination::Renewable<String>) -> String { kept.made }
/// ```
/// It is given through a ledger:
/// ```
/// fn give<L: dissemination::ReleaseLog>(kept: &dissemination::Renewable<String>, log: &L) -> Result<usize, L::Error> {
///     Ok(kept.again(log)?.len())
/// }
/// ```
#[derive(Clone)]
pub struct Renewable<T> {
    releases: Vec<Release>,
    made: T,
}

impl<T> Renewable<T> {
    /// Keeps what was made of some releases.
    pub fn new(releases: Vec<Release>, made: T) -> Self {
        Self { releases, made }
    }

    /// Records the releases again, then gives what was made of them.
    ///
    /// # Errors
    /// When the ledger entry could not be made durable; then nothing is given.
    pub fn again<L: ReleaseLog>(&self, log: &L) -> Result<&T, L::Error> {
        log.record(&self.releases)?;
        Ok(&self.made)
    }
}

impl<T> std::fmt::Debug for Renewable<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Renewable").field("releases", &self.releases).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Takes so many entries, and then no more.
    struct Full(Cell<u32>);

    impl ReleaseLog for Full {
        type Error = &'static str;

        fn record(&self, _: &[Release]) -> Result<(), Self::Error> {
            let left = self.0.get().checked_sub(1).ok_or("full")?;
            self.0.set(left);
            Ok(())
        }
    }

    #[test]
    fn nothing_is_given_again_that_is_not_recorded_again() {
        let (kept, log) = (Renewable::new(Vec::new(), "page"), Full(Cell::new(2)));
        let given = [0; 3].map(|_| kept.again(&log).copied());
        assert_eq!(given, [Ok("page"), Ok("page"), Err("full")]);
        assert_eq!(format!("{kept:?}"), "Renewable { releases: [], .. }");
    }
}
