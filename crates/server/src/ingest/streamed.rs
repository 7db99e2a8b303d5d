//! Lines that come one after the other over the network, without an end in sight: each is settled when
//! it is there, and nothing is read that cannot be settled yet.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ingestion::LINE_BYTES_MAX;
use tokio::sync::mpsc::{Receiver, Sender, WeakSender, channel};

use super::lines::Line;

/// Bytes as they come, or why no more do.
pub type Chunk = io::Result<Vec<u8>>;

/// The end of a stream at which it is taken in. It is read once.
#[derive(Clone, Debug)]
pub struct Streamed {
    chunks: Arc<Mutex<Receiver<Chunk>>>,
    /// The other end, which closes when its holder lets go of it.
    into: WeakSender<Chunk>,
    is_stopped: Arc<AtomicBool>,
}

impl PartialEq for Streamed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.chunks, &other.chunks)
    }
}

impl Eq for Streamed {}

impl Streamed {
    /// A stream: what is put into the one end is taken in at the other. Whoever puts waits while as
    /// much waits to be taken in as may.
    pub fn channel() -> (Sender<Chunk>, Self) {
        let (into, from) = channel(CHUNKS_MAX);
        let streamed = Self {
            chunks: Arc::new(Mutex::new(from)),
            into: into.downgrade(),
            is_stopped: Arc::default(),
        };
        (into, streamed)
    }

    /// Nothing more of it is taken in: whoever waits for more of it, waits no longer.
    pub(super) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Release);
        // Where as much waits as may, nobody waits for more.
        let stopped = Err(io::ErrorKind::Interrupted.into());
        let _ = self.into.upgrade().map(|into| into.try_send(stopped));
    }

    /// Sends lines on as they come: those that are there already together, and none waits for more.
    /// The last lines come with why the stream broke off, if it did.
    pub(super) fn lines(
        &self,
        (lines_max, bytes_max): (usize, usize),
        mut send: impl FnMut(Vec<(u64, Line)>, Option<(io::Error, u64)>) -> bool,
    ) -> bool {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut splitter = Splitter::default();
        while let Some(first) = chunks.blocking_recv() {
            if self.is_stopped.load(Ordering::Acquire) {
                return false;
            }
            let mut bytes = 0;
            let mut next = Some(first);
            while let Some(chunk) = next {
                match chunk {
                    Ok(chunk) => {
                        bytes += chunk.len();
                        splitter.take(&chunk);
                    }
                    Err(error) => {
                        let last = splitter.number;
                        return send(splitter.ready, Some((error, last)));
                    }
                }
                let is_full = splitter.ready.len() >= lines_max || bytes >= bytes_max;
                next = if is_full { None } else { chunks.try_recv().ok() };
            }
            if !splitter.ready.is_empty() && !send(std::mem::take(&mut splitter.ready), None) {
                return false;
            }
        }
        splitter.end();
        splitter.ready.is_empty() || send(splitter.ready, None)
    }
}

/// Puts lines together out of chunks, none longer than any report.
#[derive(Default)]
struct Splitter {
    pending: Vec<u8>,
    is_too_long: bool,
    number: u64,
    ready: Vec<(u64, Line)>,
}

impl Splitter {
    fn take(&mut self, chunk: &[u8]) {
        for piece in chunk.split_inclusive(|byte| *byte == b'\n') {
            let (text, is_end) = match piece.strip_suffix(b"\n") {
                Some(text) => (text, true),
                None => (piece, false),
            };
            self.is_too_long |= self.pending.len() + text.len() > LINE_BYTES_MAX;
            if self.is_too_long {
                self.pending.clear();
            } else {
                self.pending.extend_from_slice(text);
            }
            if is_end {
                self.settle();
            }
        }
    }

    /// The last line may have no end.
    fn end(&mut self) {
        if self.is_too_long || !self.pending.is_empty() {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.number += 1;
        let mut text = std::mem::take(&mut self.pending);
        if std::mem::take(&mut self.is_too_long) {
            return self.ready.push((self.number, Line::TooLong));
        }
        if self.number == 1 && text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        if !text.iter().all(u8::is_ascii_whitespace) {
            self.ready.push((self.number, Line::Text(text)));
        }
    }
}

/// Chunks that wait to be taken in.
const CHUNKS_MAX: usize = 8;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

#[cfg(test)]
mod tests {
    use super::*;

    type Told = (Vec<(u64, Line)>, Option<u64>);

    /// What becomes of chunks, the end told too.
    fn told(chunks: Vec<Chunk>) -> Vec<Told> {
        let (into, from) = Streamed::channel();
        let fed = std::thread::spawn(move || {
            chunks.into_iter().for_each(|chunk| into.blocking_send(chunk).unwrap());
        });
        let mut batches = Vec::new();
        from.lines((512, 1 << 20), |lines, broken| {
            batches.push((lines, broken.map(|(_, last)| last)));
            true
        });
        fed.join().unwrap();
        batches
    }

    fn text(line: &str) -> Line {
        Line::Text(line.as_bytes().to_vec())
    }

    #[test]
    fn lines_are_put_together_across_chunks_and_keep_their_numbers() {
        let chunks = ["\u{feff}on", "e\n\n tw", "o \r\nthree"];
        let batches = told(chunks.iter().map(|chunk| Ok(chunk.as_bytes().to_vec())).collect());
        let lines: Vec<_> = batches.into_iter().flat_map(|(lines, _)| lines).collect();
        let expected = [(1, text("one")), (3, text(" two \r")), (4, text("three"))];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_stream_that_breaks_off_says_after_which_line() {
        let chunks = vec![Ok(b"one\ntw".to_vec()), Err(io::ErrorKind::TimedOut.into())];
        let batches = told(chunks);
        assert_eq!(batches.last().unwrap().1, Some(1));
        let lines: Vec<_> = batches.into_iter().flat_map(|(lines, _)| lines).collect();
        assert_eq!(lines, [(1, text("one"))]);
    }

    #[test]
    fn a_stream_that_is_stopped_ends_though_its_sender_says_nothing() {
        let (into, from) = Streamed::channel();
        let read = from.clone();
        let (heard, hears) = std::sync::mpsc::channel();
        let reading = std::thread::spawn(move || {
            read.lines((512, 1 << 20), |lines, _| heard.send(lines.len()).is_ok())
        });
        into.blocking_send(Ok(b"one\n".to_vec())).unwrap();
        assert_eq!(hears.recv(), Ok(1));
        from.stop();
        assert!(!reading.join().unwrap(), "it says that nothing more is taken");
        drop(into);
    }

    #[test]
    fn a_line_without_end_is_passed_over_and_holds_no_memory() {
        let mut splitter = Splitter::default();
        for _ in 0..20 {
            splitter.take(&vec![b'x'; 1 << 20]);
            assert!(splitter.pending.capacity() <= 2 * LINE_BYTES_MAX);
        }
        splitter.take(b"x\nnext\n");
        assert_eq!(splitter.ready, [(1, Line::TooLong), (2, text("next"))]);
    }
}
