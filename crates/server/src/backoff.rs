//! How long to wait before something that failed is tried again.

use std::time::Duration;

/// The wait before the next try, after so many that failed: doubled each time, up to an hour.
pub(crate) fn wait(failed: u32) -> Duration {
    let doubled = 1_u64.checked_shl(failed.saturating_sub(1)).unwrap_or(u64::MAX);
    Duration::from_millis(doubled.saturating_mul(FIRST_MS).min(HOUR_MS))
}

/// Whether it failed so often that a person should look.
pub(crate) fn is_dead(failed: u32) -> bool {
    failed >= TRIES
}

const FIRST_MS: u64 = 250;
const HOUR_MS: u64 = 60 * 60 * 1_000;
/// The waits before them last nearly two hours together.
const TRIES: u32 = 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour_and_a_person_is_told_when_hours_are_over() {
        let seconds = |failed| wait(failed).as_secs_f64();
        assert_eq!([1, 2, 3, 5].map(seconds), [0.25, 0.5, 1.0, 4.0]);
        assert_eq!([20, 64, u32::MAX].map(seconds), [3600.0; 3]);
        let before: f64 = (1..TRIES).map(seconds).sum();
        assert!((3600.0..2.0 * 3600.0).contains(&before), "{before}");
        assert_eq!([TRIES - 1, TRIES].map(is_dead), [false, true]);
    }
}
