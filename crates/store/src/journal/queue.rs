//! Group commit: appends that wait while a sync runs share the next one.
//!
//! There is no writer thread. The first to wait leads: it takes everything queued, commits it,
//! hands out the outcomes, and lets the next one lead.

use std::collections::{HashMap, VecDeque};
use std::mem;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::journal::limits::BATCH_BYTES_MAX;
use crate::journal::prepared::Batch;
use crate::{Error, Result, Stamp};

/// Batches that wait and outcomes that were not yet fetched.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    settled: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<(u64, Batch)>,
    outcomes: HashMap<u64, Result<Vec<Stamp>>>,
    tickets: u64,
    led: bool,
}

/// What a waiting append has to do.
pub(super) enum Turn<'q> {
    /// Commit a group for everybody in it, then ask again.
    Lead(Group<'q>),
    /// Nothing more: this came of it.
    Settled(Result<Vec<Stamp>>),
}

/// Batches to be committed together, in order.
pub(super) struct Group<'q> {
    queue: &'q Queue,
    tickets: Vec<u64>,
    batches: Vec<Batch>,
}

impl Queue {
    /// Queues a batch.
    pub(super) fn submit(&self, batch: Batch) -> u64 {
        let mut state = self.lock();
        let ticket = state.tickets;
        state.tickets += 1;
        state.waiting.push_back((ticket, batch));
        ticket
    }

    /// Waits until the batch is settled or somebody must lead.
    pub(super) fn turn(&self, ticket: u64) -> Turn<'_> {
        let mut state = self.lock();
        loop {
            if let Some(outcome) = state.outcomes.remove(&ticket) {
                return Turn::Settled(outcome);
            }
            if !state.led {
                state.led = true;
                return Turn::Lead(self.group(&mut state));
            }
            state = self.settled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Batches that wait.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    fn group(&self, state: &mut State) -> Group<'_> {
        let (mut tickets, mut batches, mut bytes) = (Vec::new(), Vec::new(), 0);
        while let Some((ticket, batch)) = state.waiting.pop_front() {
            bytes += batch.bytes;
            if bytes > BATCH_BYTES_MAX && !batches.is_empty() {
                state.waiting.push_front((ticket, batch));
                break;
            }
            tickets.push(ticket);
            batches.push(batch);
        }
        Group { queue: self, tickets, batches }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Group<'_> {
    /// The batches, to be committed.
    pub(super) fn batches(&mut self) -> Vec<Batch> {
        mem::take(&mut self.batches)
    }

    /// Hands out what came of each batch, in the same order.
    pub(super) fn settle(mut self, outcome: Result<Vec<Vec<Stamp>>>) {
        let tickets = mem::take(&mut self.tickets).into_iter();
        let mut state = self.queue.lock();
        match outcome {
            Ok(stamps) => state.outcomes.extend(tickets.zip(stamps.into_iter().map(Ok))),
            Err(error) => {
                state.outcomes.extend(tickets.map(|ticket| (ticket, Err(error.clone()))));
            }
        }
        // Dropping the group lets the next one lead.
    }
}

impl Drop for Group<'_> {
    fn drop(&mut self) {
        // Tickets are left only if the leader panicked: nobody knows what came of them.
        let tickets = mem::take(&mut self.tickets);
        let mut state = self.queue.lock();
        for ticket in tickets {
            state.outcomes.insert(ticket, Err(abandoned()));
        }
        state.led = false;
        self.queue.settled.notify_all();
    }
}

/// A panic while records were written or observed.
pub(super) fn abandoned() -> Error {
    Error::Poisoned {
        file: "the journal".to_owned(),
        why: "a thread stopped in the middle of a write".to_owned(),
    }
}
