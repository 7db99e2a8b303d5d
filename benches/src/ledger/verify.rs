//! The whole log verified from an export by the real binary, beside bare hashing of its leaves.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ledger::{Checkpoint, ExportWriter, Hash, SigningKey, Tree};
use model::{BlindedLeaf, Commitment, Leaf, LeafKind, TagSet, Timestamp};
use serde_json::json;

use crate::figure::{print, rounded, timed};

pub(super) fn run() -> crate::Outcome {
    let size = super::entries();
    let folder = tempfile::tempdir()?;
    let key = SigningKey::from_seed("bench.example", &[1; 32])?;
    for name in ["export.tar", "export"] {
        let path = folder.path().join(name);
        let (bytes, wrote) = timed(|| write(&path, &key, size));
        let bytes = bytes?;
        let (peer, took) = timed(|| hashed(size));
        let (peer, made) = peer?;
        let peer_s = took.as_secs_f64() - made;
        let (peak_mb, took_s) = verified(&path, key.verifying_key().text())?;
        print(&json!({
            "bench": "ledger-verify", "form": name, "entries": size, "leaf_mb": bytes / 1_000_000,
            "entries_a_second": (size as f64 / took_s).round(), "bar": 1_000_000,
            "peak_mb": rounded(peak_mb), "bar_mb": 200,
            "peer": "SHA-256 of the leaves and of the tree over them, in memory", "root": peer.hex(),
            "peer_a_second": (size as f64 / peer_s).round(), "of_peer": rounded(peer_s / took_s),
            "written_s": rounded(wrote.as_secs_f64()),
        }));
        match path.is_dir() {
            true => std::fs::remove_dir_all(&path)?,
            false => std::fs::remove_file(&path)?,
        }
    }
    Ok(())
}

/// Writes an export: how many bytes its leaves have.
fn write(path: &Path, key: &SigningKey, size: u64) -> Result<usize, ledger::Error> {
    let mut tree = Tree::new();
    (0..size).for_each(|seq| tree.push(Hash::of_leaf(&leaf(seq))));
    let text = Checkpoint::of("bench.example", &tree).sign(key)?;
    drop(tree);
    let mut writer = ExportWriter::begin(path, &text)?;
    let mut bytes = 0;
    for seq in 0..size {
        let leaf = leaf(seq);
        bytes += leaf.len();
        writer.entry(&leaf, &tags(seq))?;
    }
    writer.finish()?;
    Ok(bytes)
}

/// The root over the leaves, and how long making them took.
fn hashed(size: u64) -> Result<(Hash, f64), ledger::Error> {
    let mut tree = Tree::new();
    let mut made = Duration::ZERO;
    let mut leaves = Vec::with_capacity(CHUNK);
    let mut seq = 0;
    while seq < size {
        let from = Instant::now();
        leaves.clear();
        leaves.extend((seq..size).take(CHUNK).map(leaf));
        made += from.elapsed();
        leaves.iter().for_each(|leaf| tree.push(Hash::of_leaf(leaf)));
        seq += leaves.len() as u64;
    }
    Ok((tree.root(), made.as_secs_f64()))
}

/// Verifies with the binary that was built beside this one: peak memory, and seconds.
fn verified(path: &Path, key: &str) -> Result<(f64, f64), Box<dyn std::error::Error>> {
    let binary = std::env::current_exe()?.with_file_name("tearline");
    let from = Instant::now();
    let mut command = Command::new(binary);
    command.args(["ledger", "verify"]).arg(path).args(["--key", key]);
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let mut peak_mb = 0.0_f64;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak_mb = peak_mb.max(peak(child.id()).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(2));
    };
    let took_s = from.elapsed().as_secs_f64();
    if status.success() { Ok((peak_mb, took_s)) } else { Err("the export does not verify".into()) }
}

fn peak(pid: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok().map(|kib: f64| kib / 1024.0)
}

fn leaf(seq: u64) -> Vec<u8> {
    let at = Timestamp::from_micros(1_089_378_000_000_000 + seq.cast_signed());
    let commitment = Commitment::of(&[7; 32], &seq.to_le_bytes());
    let (actor, subject) = ("castellanos".to_owned(), format!("CIA TD-314/{seq:05} v1"));
    let header = Leaf { seq, at, kind: LeafKind::Viewed, actor, subject, commitment };
    let tags = TagSet::from_bytes(&tags(seq)).unwrap_or_default();
    BlindedLeaf::of(&header, tags.digest()).to_bytes()
}

/// Two tags an entry.
fn tags(seq: u64) -> Vec<u8> {
    [seq.to_be_bytes(), [0; 8], seq.to_be_bytes(), [1; 8]].concat()
}

const CHUNK: usize = 10_000;
