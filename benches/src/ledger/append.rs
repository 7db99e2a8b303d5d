//! Durable appends to the journal in batches, beside bare writes and syncs of the same bytes.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Hash, Tree};
use model::{AgencyId, LeafKind, Party, RecipientId, Roster, SliceKeys, Timestamp};
use serde_json::json;
use store::{Entry, FolderDisk, FolderLock, Journal, Stamp};

use crate::figure::{median, print, rounded, timed};

pub(super) fn run() -> crate::Outcome {
    let folder = tempfile::tempdir()?;
    let lock = FolderLock::take(folder.path())?;
    let tree = Arc::new(Mutex::new(Tree::new()));
    let grown = Arc::clone(&tree);
    let observer = Box::new(move |stamps: &[Stamp]| {
        let mut tree = grown.lock().unwrap_or_else(PoisonError::into_inner);
        stamps.iter().for_each(|stamp| tree.push(Hash::from_bytes(stamp.leaf_hash)));
    });
    let disk = Box::new(FolderDisk::open(&lock, "journal")?);
    let (journal, _) = Journal::open(disk, Box::new(server::Entropy), observer)?;
    let parties = [
        Party::Organization(AgencyId::new("CIA")?),
        Party::Recipient(RecipientId::new("castellanos")?),
    ];
    let roster = Roster::of(parties.into(), &SliceKeys::of([1; 32]));
    let bare = File::create(folder.path().join("bare"))?;
    let mut bench = Bench { folder: folder.path(), journal, roster, bare, batches: 0 };
    bench.one_at_a_time()?;
    bench.two_in_turn()
}

/// A journal, and a bare file beside it.
struct Bench<'f> {
    folder: &'f Path,
    journal: Journal,
    roster: Roster,
    bare: File,
    batches: u64,
}

impl Bench<'_> {
    /// Each batch once the one before it is durable.
    fn one_at_a_time(&mut self) -> crate::Outcome {
        let (mut ours, mut peers, mut bytes) = (Vec::new(), Vec::new(), 0);
        for _ in 0..BATCHES {
            let entries = self.entries();
            let (stamps, took) = timed(|| self.journal.append(entries));
            ours.push(took.as_secs_f64() * 1e3);
            let written = written(self.folder, &stamps?)?;
            bytes += written.len();
            peers.push(self.bare(&[written])?);
        }
        let ratios = peers.iter().zip(&ours).map(|(peer, ours)| peer / ours).collect();
        print(&json!({
            "bench": "ledger-append", "batches": BATCHES, "batch": BATCH, "bytes": bytes,
            "ours_ms": rounded(median(ours.clone())),
            "peer": "bare write and fdatasync of the same bytes",
            "peer_ms": rounded(median(peers.clone())),
            "of_peer": rounded(median(ratios)),
            "of_peer_in_all": rounded(total(&peers) / total(&ours)),
            "bar": 0.6, "entries_a_second": ((BATCHES * BATCH) as f64 * 1e3 / total(&ours)).round(),
            "bytes_an_entry": bytes as u64 / (BATCHES * BATCH),
        }));
        Ok(())
    }

    /// Two appenders, of whom one prepares a batch while the other's becomes durable.
    fn two_in_turn(&mut self) -> crate::Outcome {
        let (mut ours, mut peers) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let of_each = BATCHES / ROUNDS / 2;
            let mut both = [(); 2].map(|()| Vec::new());
            for of_one in &mut both {
                of_one.extend((0..of_each).map(|_| self.entries()));
            }
            let journal = &self.journal;
            let (stamps, took) = timed(|| {
                let append = |batches: Vec<Vec<Entry>>| -> store::Result<Vec<Vec<Stamp>>> {
                    batches.into_iter().map(|batch| journal.append(batch)).collect()
                };
                std::thread::scope(|scope| {
                    let working = both.map(|batches| scope.spawn(move || append(batches)));
                    working.map(|of_one| of_one.join().unwrap_or_else(|_| Ok(Vec::new())))
                })
            });
            ours.push(took.as_secs_f64() * 1e3);
            let mut bytes = Vec::new();
            for of_one in stamps {
                for batch in of_one? {
                    bytes.push(written(self.folder, &batch)?);
                }
            }
            peers.push(self.bare(&bytes)?);
        }
        let ratios = peers.iter().zip(&ours).map(|(peer, ours)| peer / ours).collect();
        print(&json!({
            "bench": "ledger-append-two", "rounds": ROUNDS, "batches": BATCHES, "batch": BATCH,
            "peer": "bare write and fdatasync of the same batches, one after the other",
            "of_peer": rounded(median(ratios)),
            "of_peer_in_all": rounded(total(&peers) / total(&ours)),
            "bar": 0.6, "entries_a_second": ((BATCHES * BATCH) as f64 * 1e3 / total(&ours)).round(),
        }));
        Ok(())
    }

    /// The next batch.
    fn entries(&mut self) -> Vec<Entry> {
        let from = self.batches * BATCH;
        self.batches += 1;
        (from..from + BATCH).map(|number| entry(number, &self.roster)).collect()
    }

    /// How long batches take that are written and synced one after the other, in milliseconds.
    fn bare(&mut self, batches: &[Vec<u8>]) -> std::io::Result<f64> {
        let bare = &mut self.bare;
        let mut write = |bytes: &Vec<u8>| bare.write_all(bytes).and_then(|()| bare.sync_data());
        let (written, took) = timed(|| batches.iter().try_for_each(&mut write));
        written.map(|()| took.as_secs_f64() * 1e3)
    }
}

fn total(times: &[f64]) -> f64 {
    times.iter().sum()
}

/// The bytes of a batch as the journal has them.
fn written(data: &Path, stamps: &[Stamp]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for stamp in stamps {
        bytes.resize(bytes.len() + stamp.place.len as usize, 0);
    }
    let Some(first) = stamps.first() else { return Ok(bytes) };
    let segment = data.join(format!("journal/{:020}.seg", first.place.segment));
    // A batch that goes on in the next segment is rare, and its last bytes are zeros here.
    let read = File::open(segment)?.read_at(&mut bytes, first.place.offset)?;
    debug_assert!(read > 0);
    Ok(bytes)
}

/// An answer of one report: a part for all, one for the originator, and two parties.
fn entry(number: u64, roster: &Roster) -> Entry {
    let content = format!("{number:08}").repeat(CONTENT_BYTES / 8).into_bytes();
    Entry {
        at: Timestamp::from_micros(1_089_378_000_000_000 + number.cast_signed()),
        kind: LeafKind::Viewed,
        actor: "castellanos".to_owned(),
        subject: format!("CIA TD-314/{number:05} v1"),
        roster: roster.clone(),
        content,
        parts: PARTS_BYTES.to_vec(),
    }
}

const BATCHES: u64 = 300;
const BATCH: u64 = 1_000;
/// Of the batches of two appenders.
const ROUNDS: u64 = 10;
/// As long as the entry of a search with ten hits.
const CONTENT_BYTES: usize = 800;

/// Of these, for all and for the originator.
const PARTS_BYTES: [u32; 2] = [200, 600];
