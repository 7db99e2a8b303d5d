//! Broken and hostile files of every format, each in a process of its own under limits: none takes more
//! than two seconds of processor time or grows beyond 200 MB, and none breaks its reader.
//!
//! Each seed and a few of its mutations are read; `HOSTILE_ROUNDS=100 cargo test -p tests --test e2e
//! hostile` reads as many of each.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use ingestion::{Limits, Rules};
use kit::binary;
use kit::rounds::rounds;
use kit::stage::shared;
use kit::workspace::root;
use serde_json::{Value, json};

/// What a reader may take; the growth comes on top of what the process has when it begins.
const SECONDS: u64 = 2;
const GROWTH_BYTES: u64 = 200 << 20;
const BEGUN_BYTES: u64 = 64 << 20;
const SEEDS: usize = 200;
const SEED_BYTES_MAX: u64 = 512 << 10;

/// The files of a folder up to a size, in order.
fn files(folder: &Path, bytes_max: u64) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = walk.map(|entry| entry.unwrap()).filter(|entry| {
        entry.file_type().is_file() && entry.metadata().unwrap().len() <= bytes_max
    });
    files.map(|file| file.into_path()).collect()
}

/// Our own small files of each format first, then as many real ones as make them two hundred, some of
/// each folder.
fn seeds() -> Vec<PathBuf> {
    let mut seeds = files(&root().join("crates/ingestion/src/tests/files"), SEED_BYTES_MAX);
    let folders = ["formats", "misp", "bulletins", "htcds", "laws", "stix", "sanctions"];
    let mut real: Vec<_> = folders
        .iter()
        .filter_map(|folder| shared(folder))
        .map(|folder| files(&folder, SEED_BYTES_MAX).into_iter())
        .collect();
    while seeds.len() < SEEDS {
        let before = seeds.len();
        seeds.extend(real.iter_mut().filter_map(Iterator::next));
        if seeds.len() == before {
            break;
        }
    }
    seeds
}

/// Reads bytes as the server does what is hostile, and says what went wrong.
fn read(name: &str, bytes: &[u8]) -> Result<(), String> {
    let memory_bytes = GROWTH_BYTES + BEGUN_BYTES;
    let limits = Limits { seconds: SECONDS, memory_bytes, ..Limits::default() };
    let order = json!({ "file": name, "rules": Rules { limits, ..Rules::default() } });
    let mut command = binary::command(Path::new("/nowhere"), &[server::READ_APART]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("MIMALLOC_ARENA_RESERVE", "0");
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let sent = [format!("{order}\n").as_bytes(), bytes].concat();
    let writer = std::thread::spawn(move || drop(input.write_all(&sent)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("its process ended: {} {said}", output.status));
    }
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.pop() != Some("end") || lines.is_empty() {
        return Err("it became nothing".to_owned());
    }
    let crashed = lines.iter().find(|line| {
        let item: Value = serde_json::from_str(line).unwrap();
        item.pointer("/outcome/aside/reason") == Some(&json!("crashed"))
    });
    crashed.map_or(Ok(()), |line| Err((*line).chars().take(300).collect()))
}

/// A seeded change: cut short, cut at the front, bits flipped, a piece of it again and again.
fn mutated(seed: &[u8], round: usize, random: &mut u64) -> Vec<u8> {
    let mut next = |below: usize| {
        *random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*random >> 33).unwrap() % below.max(1)
    };
    let mut bytes = seed.to_vec();
    match round % 4 {
        0 => bytes.truncate(next(seed.len())),
        1 => {
            for _ in 0..=next(8) {
                let at = next(seed.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << next(8);
                }
            }
        }
        2 => drop(bytes.drain(..next(seed.len()))),
        _ => {
            let from = next(seed.len());
            let until = (from + next(200)).min(seed.len());
            let piece = seed[from..until].repeat(50);
            bytes.splice(until..until, piece);
        }
    }
    bytes
}

#[test]
fn hostile_files_break_nothing_and_take_no_more_than_they_may() {
    let rounds = usize::try_from(rounds("HOSTILE_ROUNDS", 2)).unwrap();
    let seeds = seeds();
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = seeds.get(at) else { return };
                    let (name, seed) = (path.display().to_string(), std::fs::read(path).unwrap());
                    let mut random = 2004 + u64::try_from(at).unwrap();
                    for round in 0..=rounds {
                        let bytes = match round {
                            0 => seed.clone(),
                            _ => mutated(&seed, at + round, &mut random),
                        };
                        if let Err(why) = read(&name, &bytes) {
                            let mut faults = faults.lock().unwrap_or_else(PoisonError::into_inner);
                            faults.push(format!("{name}, round {round}: {why}"));
                        }
                    }
                }
            });
        }
    });
    println!("{} seeds, each whole and in {rounds} mutations", seeds.len());
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
