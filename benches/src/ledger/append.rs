//! Durable appends to the journal in batches, beside bare writes and syncs of the same bytes.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
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
    let mut bare = File::create(folder.path().join("bare"))?;
    let (mut ours, mut peers, mut bytes) = (Vec::new(), Vec::new(), 0);
    for batch in 0..BATCHES {
        let entries: Vec<Entry> = (0..BATCH).map(|at| entry(batch * BATCH + at, &roster)).collect();
        let (stamps, took) = timed(|| journal.append(entries));
        ours.push(took.as_secs_f64() * 1e3);
        let written = written(folder.path(), &stamps?)?;
        bytes += written.len();
        let (synced, took) = timed(|| bare.write_all(&written).and_then(|()| bare.sync_data()));
        synced?;
        peers.push(took.as_secs_f64() * 1e3);
    }
    let ratios = peers.iter().zip(&ours).map(|(peer, ours)| peer / ours).collect();
    let total = |times: &[f64]| times.iter().sum::<f64>();
    print(&json!({
        "bench": "ledger-append", "batches": BATCHES, "batch": BATCH, "bytes": bytes,
        "ours_ms": rounded(median(ours.clone())),
        "peer": "bare write and fdatasync of the same bytes", "peer_ms": rounded(median(peers.clone())),
        "of_peer": rounded(median(ratios)), "of_peer_in_all": rounded(total(&peers) / total(&ours)),
        "bar": 0.6, "entries_a_second": ((BATCHES * BATCH) as f64 * 1e3 / total(&ours)).round(),
        "bytes_an_entry": bytes as u64 / (BATCHES * BATCH),
    }));
    Ok(())
}

/// The bytes of a batch as the journal has them.
fn written(data: &std::path::Path, stamps: &[Stamp]) -> std::io::Result<Vec<u8>> {
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
/// As long as the entry of a search with ten hits.
const CONTENT_BYTES: usize = 800;

/// Of these, for all and for the originator.
const PARTS_BYTES: [u32; 2] = [200, 600];
