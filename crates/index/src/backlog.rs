//! What waits for the engine's writing threads. The engine bounds it by documents, which may be long; here
//! it is bounded by bytes, so that whoever takes in faster than can be indexed waits and does not pile up.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The bytes of texts that were handed to the engine and not begun yet.
#[derive(Debug, Default)]
pub(crate) struct Backlog {
    bytes: Mutex<usize>,
    less: Condvar,
}

impl Backlog {
    /// Takes a document in, once there is room.
    pub(crate) fn put(&self, bytes: usize) {
        let mut waiting = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        while *waiting > BYTES_MAX {
            let before = *waiting;
            let patient = self.less.wait_timeout(waiting, PATIENCE);
            let (after, timeout) = patient.unwrap_or_else(PoisonError::into_inner);
            waiting = after;
            // A writing thread that has failed takes nothing more, and one that writes a segment nothing for
            // long: the engine has a bound of its own, and says what failed.
            if timeout.timed_out() && *waiting == before {
                break;
            }
        }
        *waiting = waiting.saturating_add(bytes);
    }

    /// A document is begun.
    pub(crate) fn took(&self, bytes: usize) {
        let mut waiting = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting = waiting.saturating_sub(bytes);
        drop(waiting);
        self.less.notify_one();
    }

    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        *self.bytes.lock().unwrap()
    }
}

const BYTES_MAX: usize = 16 << 20;
const PATIENCE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn whoever_hands_over_more_than_is_taken_waits() {
        let backlog = Arc::new(Backlog::default());
        let (put, document) = (Arc::new(AtomicUsize::new(0)), BYTES_MAX / 4);
        let putting = {
            let (backlog, put) = (Arc::clone(&backlog), Arc::clone(&put));
            std::thread::spawn(move || {
                for _ in 0..50 {
                    backlog.put(document);
                    put.fetch_add(1, Ordering::SeqCst);
                }
            })
        };
        let mut taken = 0;
        while taken < 50 {
            let there = put.load(Ordering::SeqCst);
            if there > taken {
                backlog.took(document);
                taken += 1;
            }
            std::thread::yield_now();
        }
        putting.join().unwrap();
        assert_eq!(backlog.bytes(), 0);
    }

    #[test]
    fn nobody_waits_for_ever_for_a_thread_that_has_failed() {
        let backlog = Backlog::default();
        backlog.put(BYTES_MAX + 1);
        backlog.put(1);
        assert_eq!(backlog.bytes(), BYTES_MAX + 2);
    }
}
