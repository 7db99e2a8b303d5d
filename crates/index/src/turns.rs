//! Searches take turns: no more run at once than there are cores, in the order in which they came.
//!
//! Where every search of a crowd runs at once, each is put aside for all the others, again and again; a
//! short one then takes as long as the crowd needs for all.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Thread;

/// Gives turns.
#[derive(Debug)]
pub(crate) struct Turns {
    at_once: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    running: usize,
    waiting: VecDeque<Arc<Waiting>>,
}

#[derive(Debug)]
struct Waiting {
    thread: Thread,
    is_called: AtomicBool,
}

/// A turn, until it is dropped.
pub(crate) struct Turn<'t>(&'t Turns);

impl Turns {
    /// So many at once, at least one.
    pub(crate) fn new(at_once: usize) -> Self {
        Self { at_once: at_once.max(1), state: Mutex::default() }
    }

    /// Waits for its turn.
    pub(crate) fn wait(&self) -> Turn<'_> {
        let mut state = self.state();
        if state.running < self.at_once {
            state.running += 1;
            return Turn(self);
        }
        let thread = std::thread::current();
        let waiting = Arc::new(Waiting { thread, is_called: AtomicBool::new(false) });
        state.waiting.push_back(Arc::clone(&waiting));
        drop(state);
        while !waiting.is_called.load(Ordering::Acquire) {
            std::thread::park();
        }
        Turn(self)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        // Handed on, so that nobody who has just come takes it.
        match state.waiting.pop_front() {
            Some(next) => {
                next.is_called.store(true, Ordering::Release);
                next.thread.unpark();
            }
            None => state.running -= 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[test]
    fn no_more_run_at_once_than_may_and_everyone_has_a_turn() {
        let turns = Turns::new(2);
        let (running, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let _turn = turns.wait();
                        most.fetch_max(
                            running.fetch_add(1, Ordering::SeqCst) + 1,
                            Ordering::SeqCst,
                        );
                        std::thread::yield_now();
                        running.fetch_sub(1, Ordering::SeqCst);
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 2);
        assert_eq!(done.into_inner(), 4_000);
        assert_eq!(turns.state().running, 0);
    }

    #[test]
    fn turns_are_given_in_the_order_of_coming() {
        let turns = Turns::new(1);
        let order = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            let first = turns.wait();
            for number in 0..5 {
                let (turns, order) = (&turns, &order);
                scope.spawn(move || {
                    let _turn = turns.wait();
                    order.lock().unwrap().push(number);
                });
                while turns.state().waiting.len() <= number {
                    std::thread::yield_now();
                }
            }
            drop(first);
        });
        assert_eq!(order.into_inner().unwrap(), [0, 1, 2, 3, 4]);
    }
}
