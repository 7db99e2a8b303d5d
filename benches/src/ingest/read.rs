//! Reading alone: format 1 beside bare `serde_json` into the same structs, bundles of STIX by the object,
//! and a stream without an end in constant memory.

use std::sync::Arc;

use ingestion::{Draft, Mapping, Mappings, Marker, Outcome, Rules, read_file};
use serde_json::json;
use server::{Clearinghouse, Source, Streamed, SystemClock};

use crate::corpus::{Corpus, Nobody};
use crate::figure::{median, print, rounded, timed};

/// Lines parsed and validated, beside the same lines parsed.
pub(crate) fn lines(corpus: &Corpus) -> crate::Outcome {
    let lines: Vec<Vec<u8>> =
        corpus.reports()?.iter().map(|report| report.to_string().into_bytes()).collect();
    let community = server::read_community(&corpus.community, "bench.toml".as_ref())?;
    let bytes: usize = lines.iter().map(Vec::len).sum();
    let (mut ours, mut peers, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (read, took) = timed(|| {
            let mut marker = Marker::new(&community);
            let drafts = lines.iter().filter_map(|line| ingestion::read(line).ok());
            drafts.filter_map(|draft| marker.mark(draft).ok()).count()
        });
        let ours_s = took.as_secs_f64();
        let (parsed, took) = timed(|| {
            lines.iter().filter(|line| serde_json::from_slice::<Draft>(line).is_ok()).count()
        });
        let peer_s = took.as_secs_f64();
        assert!(read > 0 && parsed >= read, "{read} of {parsed}");
        ratios.push(peer_s / ours_s);
        ours.push(ours_s);
        peers.push(peer_s);
    }
    print(&json!({
        "bench": "parse and validate", "corpus": corpus.name, "reports": lines.len(),
        "mb": bytes / 1_000_000, "ours_s": rounded(median(ours)),
        "peer": "serde_json into the same structs", "peer_s": rounded(median(peers)),
        "of_peer": rounded(median(ratios)), "bar": 0.5,
    }));
    Ok(())
}

/// Objects of a bundle, put into reports.
pub(crate) fn stix() -> crate::Outcome {
    let marked = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9";
    let objects: Vec<_> = (0..STIX_OBJECTS)
        .map(|number| {
            json!({
                "type": "indicator", "spec_version": "2.1",
                "id": format!("indicator--00000000-0000-4000-8000-{number:012}"),
                "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
                "name": format!("Host {number}"), "pattern_type": "stix",
                "pattern": format!("[domain-name:value = 'h{number}.example']"),
                "valid_from": "2026-01-01T00:00:00Z", "object_marking_refs": [marked],
            })
        })
        .collect();
    let bundle = json!({ "type": "bundle", "id": "bundle--1", "objects": objects }).to_string();
    let mapping = Mapping::read(
        "format = \"tearline.mapping/1\"\nname = \"x\"\nformats = [\"stix\"]\noriginator = \"CIA\"\n[labels]\n\
         \"TLP:CLEAR\" = \"U\"\n",
    )?;
    let rules = Rules { mappings: Mappings::new(vec![mapping]), ..Rules::default() };
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        let (items, took) = timed(|| read_file("bundle.json", bundle.as_bytes(), &rules));
        let read = items.iter().filter(|item| matches!(item.outcome, Outcome::Report(_))).count();
        assert!(read > 0, "{:?}", items.first());
        rates.push(f64::from(STIX_OBJECTS) / took.as_secs_f64());
    }
    print(&json!({
        "bench": "stix", "objects": STIX_OBJECTS, "objects_per_s": median(rates).round(),
        "bar": 50_000,
    }));
    Ok(())
}

/// A stream of a gigabyte: how much memory it takes behind its first tenth.
pub(crate) fn stream(corpus: &Corpus) -> crate::Outcome {
    let folder = corpus.data("stream")?;
    let budget = index::Budget { threads: 1, bytes: 40_000_000 };
    let (house, _) = Clearinghouse::open(&folder, Arc::new(SystemClock), budget)?;
    let originator = house.community().agencies.keys().next().ok_or("no agency")?.to_string();
    let (into, streamed) = Streamed::channel();
    let feeding = std::thread::spawn(move || {
        let text = "Nobody knows which lantern it was. ".repeat(STREAM_LINE_BYTES / 35);
        let (mut sent, mut number, mut early) = (0, 0_u64, None);
        while sent < STREAM_BYTES {
            let line = json!({
                "format": "tearline.report/1", "originator": originator, "kind": "report",
                "serial": format!("S-{number}"), "title": {"text": "A lantern"},
                "banner": "UNCLASSIFIED", "portions": [{"text": text}],
            });
            let line = format!("{line}\n").into_bytes();
            sent += line.len();
            number += 1;
            if into.blocking_send(Ok(line)).is_err() {
                break;
            }
            if sent > STREAM_BYTES / 10 && early.is_none() {
                early = Some(resident_mb());
            }
        }
        (number, early.unwrap_or_default())
    });
    let sources = [Source::Stream("stream".to_owned(), streamed)];
    let (taken, took) = timed(|| server::ingest(&house, &sources, "operator", None, &mut Nobody));
    let accepted = taken?.accepted;
    let (sent, early) = feeding.join().map_err(|_| "the sender failed")?;
    let late = resident_mb();
    assert_eq!(sent, accepted, "each line became a report");
    house.close()?;
    std::fs::remove_dir_all(folder.path())?;
    print(&json!({
        "bench": "stream", "gb": STREAM_BYTES / 1_000_000_000, "reports": accepted,
        "seconds": rounded(took.as_secs_f64()), "resident_mb_at_a_tenth": early,
        "resident_mb_at_the_end": late,
    }));
    Ok(())
}

/// Very many small reports: how much memory each of them leaves behind, once all is searchable.
pub(crate) fn small(corpus: &Corpus) -> crate::Outcome {
    let folder = corpus.data("small")?;
    let budget = index::Budget { threads: 1, bytes: 40_000_000 };
    let (house, _) = Clearinghouse::open(&folder, Arc::new(SystemClock), budget)?;
    let originator = house.community().agencies.keys().next().ok_or("no agency")?.to_string();
    // The first fill what is bounded: caches, buffers, pools.
    let mut held = Vec::new();
    for (from, until) in [(0, SMALL_EARLY), (SMALL_EARLY, SMALL_REPORTS)] {
        let (into, streamed) = Streamed::channel();
        let originator = originator.clone();
        let feeding = std::thread::spawn(move || {
            for number in from..until {
                let line = json!({
                    "format": "tearline.report/1", "originator": originator, "kind": "report",
                    "serial": format!("S-{number}"), "title": {"text": format!("Lantern {number}")},
                    "banner": "UNCLASSIFIED", "portions": [{"text": "Nobody knows which it was."}],
                });
                if into.blocking_send(Ok(format!("{line}\n").into_bytes())).is_err() {
                    break;
                }
            }
        });
        let sources = [Source::Stream("small".to_owned(), streamed)];
        let taken = server::ingest(&house, &sources, "operator", None, &mut Nobody)?;
        feeding.join().map_err(|_| "the sender failed")?;
        assert_eq!(taken.accepted, until - from, "each line became a report");
        house.make_searchable()?;
        held.push(resident_kb());
    }
    house.close()?;
    std::fs::remove_dir_all(folder.path())?;
    let [early, late] = held.as_slice() else { return Err("nothing was measured".into()) };
    let grown = late.saturating_sub(*early) * 1_024 / (SMALL_REPORTS - SMALL_EARLY);
    print(&json!({
        "bench": "many small reports", "reports": SMALL_REPORTS, "resident_mb_early": early / 1_024,
        "resident_mb_at_the_end": late / 1_024, "bytes_a_report": grown,
    }));
    Ok(())
}

/// What this process has in memory of its own; what it maps of files the system may take back.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default()
}

fn resident_mb() -> u64 {
    resident_kb() / 1_024
}

const ROUNDS: usize = 5;
const STIX_OBJECTS: u32 = 50_000;
const STREAM_BYTES: usize = 1_000_000_000;
const STREAM_LINE_BYTES: usize = 20_000;
const SMALL_REPORTS: u64 = 400_000;
const SMALL_EARLY: u64 = 100_000;
