//! Ingest, durable and searchable, beside raw tantivy indexing of the same text by as many threads.

mod read;

use serde_json::json;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::corpus::Corpus;
use crate::figure::{median, print, rounded, timed};

/// Runs both in turn and prints medians.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let texts = corpus.texts()?;
    let characters: usize = texts.iter().flatten().map(String::len).sum();
    let (mut ours, mut peers, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let folder = corpus.data(&format!("ingest-{round}"))?;
        let budget = index::Budget { threads: THREADS, bytes: HEAP_BYTES };
        let (house, took) = timed(|| corpus.ingest(&folder, budget));
        drop(house?);
        let ours_s = took.as_secs_f64();
        std::fs::remove_dir_all(folder.path())?;
        let path = corpus.folder.path().join(format!("raw-{round}"));
        std::fs::create_dir_all(&path)?;
        let (done, took) = timed(|| raw(&path, &texts));
        done?;
        let peer_s = took.as_secs_f64();
        ratios.push(peer_s / ours_s);
        ours.push(ours_s);
        peers.push(peer_s);
        std::fs::remove_dir_all(&path)?;
    }
    let (ours_s, peer_s) = (median(ours), median(peers));
    print(&json!({
        "bench": "ingest", "corpus": corpus.name, "reports": texts.len(),
        "text_mb": characters / 1_000_000, "threads": THREADS,
        "ours_s": rounded(ours_s), "peer": "raw tantivy 0.27", "peer_s": rounded(peer_s),
        "of_peer": rounded(median(ratios)), "bar": 0.6,
    }));
    Ok(())
}

/// What reading alone costs.
pub(crate) fn read(corpus: &Corpus) -> crate::Outcome {
    read::lines(corpus)?;
    read::stix()?;
    read::stream(corpus)?;
    read::small(corpus)
}

fn raw(path: &std::path::Path, texts: &[Vec<String>]) -> tantivy::Result<()> {
    let mut builder = Schema::builder();
    let text = builder.add_text_field("text", TEXT);
    let index = Index::create_in_dir(path, builder.build())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, HEAP_BYTES)?;
    for report in texts {
        let mut document = TantivyDocument::default();
        report.iter().for_each(|portion| document.add_text(text, portion));
        writer.add_document(document)?;
    }
    writer.commit()?;
    Ok(())
}

const ROUNDS: usize = 9;
/// Of the index's writer, ours and the peer's.
const THREADS: usize = 1;
const HEAP_BYTES: usize = 160_000_000;
