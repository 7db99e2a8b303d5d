//! A clock that never goes back, whatever the machine's does.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use model::{Clock, Timestamp};

/// The machine's clock, held at the latest time that was given out while the machine's is behind.
///
/// What has ended never begins again, and the entries' times never fall. While it stands, nothing
/// ends that is yet to end, so that a clock that was far ahead must be waited for, or the journal
/// kept from before.
pub(crate) struct SteadyClock {
    machine: Arc<dyn Clock>,
    latest: AtomicI64,
}

impl SteadyClock {
    /// Never before a time.
    pub(crate) fn from(machine: Arc<dyn Clock>, latest: Timestamp) -> Self {
        Self { machine, latest: AtomicI64::new(latest.micros()) }
    }

    /// The time now, and never one before what was given out.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.machine.now().micros();
        Timestamp::from_micros(self.latest.fetch_max(now, Ordering::AcqRel).max(now))
    }

    /// How many whole seconds the machine's clock is behind what was given out, if that is more
    /// than threads that ask at once make.
    pub(crate) fn behind_s(&self) -> Option<i64> {
        let behind = self.latest.load(Ordering::Acquire) - self.machine.now().micros();
        let seconds = behind / MICROS;
        (seconds >= BEHIND_S_MIN).then_some(seconds)
    }
}

const MICROS: i64 = 1_000_000;
const BEHIND_S_MIN: i64 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    struct Set(AtomicI64);

    impl Clock for Set {
        fn now(&self) -> Timestamp {
            Timestamp::from_micros(self.0.load(Ordering::Relaxed))
        }
    }

    #[test]
    fn time_stands_while_the_machine_is_behind_and_goes_on_once_it_has_caught_up() {
        let machine = Arc::new(Set(AtomicI64::new(50 * MICROS)));
        let known: Arc<dyn Clock> = Arc::clone(&machine) as Arc<dyn Clock>;
        let clock = SteadyClock::from(known, Timestamp::from_micros(60 * MICROS));
        let read = |seconds: i64| {
            machine.0.store(seconds * MICROS, Ordering::Relaxed);
            (clock.now().micros() / MICROS, clock.behind_s())
        };
        assert_eq!(read(50), (60, Some(10)));
        assert_eq!(read(59), (60, None));
        assert_eq!(read(70), (70, None));
        assert_eq!(read(40), (70, Some(30)));
        assert_eq!(read(71), (71, None));
    }
}
