//! A hundred thousand saved searches, and reports that come one at a time: how long until everybody is
//! told. Beside running every search over each report.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use model::{Purpose, RecipientId};
use serde_json::{Value, json};
use server::{Caller, Clearinghouse, DataFolder, NewSearch, Source, SystemClock};
use tantivy::collector::Count;
use tantivy::query::{Query, QueryParser};
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::corpus::{Corpus, Nobody, texts_of};
use crate::figure::{median, print, quantile, rounded, timed};

/// Saves the searches, takes reports in, and prints the times.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let told = std::env::var("STANDING").ok().and_then(|text| text.parse().ok());
    let recipients = told.unwrap_or(STANDING).div_ceil(EACH);
    let reports = corpus.reports()?;
    let (stored, coming) = reports.split_at(reports.len() - COMING.min(reports.len() / 2));
    let house = opened(corpus, recipients, stored)?;
    let words = Words::of(stored);
    let queries: Vec<String> = (0..recipients * EACH).filter_map(|at| words.query(at)).collect();
    // What is stored gives no alert.
    house.alert()?;
    let ((), saving) = timed(|| save(&house, &queries));
    let (mut ours, mut alerts) = (Vec::new(), 0);
    for report in coming {
        let before = house.store().journal().next_seq();
        ingest(&house, corpus, std::slice::from_ref(report))?;
        let (told, took) = timed(|| house.alert());
        told?;
        // Its acceptance is an entry, and each alert is one.
        alerts += house.store().journal().next_seq() - before - 1;
        ours.push(took.as_secs_f64() * 1e3);
    }
    let mut peers = Vec::new();
    let raw = raw_queries(&queries)?;
    for report in coming.iter().take(PEERS) {
        let (found, took) = timed(|| raw.matching(report));
        found?;
        peers.push(took.as_secs_f64() * 1e3);
    }
    let slowest = ours.iter().copied().fold(0.0, f64::max);
    print(&json!({
        "bench": "alerts", "corpus": corpus.name, "standing": queries.len(),
        "recipients": recipients, "reports": coming.len(), "alerts": alerts,
        "saved_a_second": rounded(queries.len() as f64 / saving.as_secs_f64()),
        "report_ms": rounded(median(ours.clone())), "report_p99_ms": rounded(quantile(ours, 0.99)),
        "slowest_ms": rounded(slowest), "bar_ms": 1_000,
        "peer": "every query over raw tantivy 0.27 of the one report",
        "peer_ms": rounded(median(peers)),
    }));
    Ok(())
}

/// A clearinghouse of so many readers that has some reports.
fn opened(
    corpus: &Corpus,
    recipients: usize,
    stored: &[Value],
) -> Result<Clearinghouse, Box<dyn std::error::Error>> {
    let mut community = corpus.community.clone();
    let agency = community.lines().find_map(|line| line.strip_prefix("id = ")).unwrap_or_default();
    let agency = agency.to_owned();
    let clearances = ["UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET"];
    for (at, clearance) in (0..recipients).zip(clearances.iter().cycle()) {
        write!(
            community,
            "\n[[recipient]]\nid = \"{}\"\nname = \"Reader {at}\"\nkind = \"person\"\n\
             clearance = \"{}\"\naccesses = []\ncountries = [\"USA\"]\n\
             admin_organization = {agency}\nduty_organization = {agency}\n\
             entity_type = \"government\"\nfunctions = [\"analyst\"]\n",
            name(at),
            clearance,
        )?;
    }
    let folder = DataFolder::new(corpus.folder.path().join("alerts"));
    let any = "127.0.0.1:0".parse()?;
    let source = std::path::Path::new("community.toml");
    server::init(&folder, &community, source, (any, any), &SystemClock)?;
    let budget = index::Budget { threads: 1, bytes: 80_000_000 };
    let (house, _) = Clearinghouse::open(&folder, Arc::new(SystemClock), budget)?;
    ingest(&house, corpus, stored)?;
    house.make_searchable()?;
    Ok(house)
}

fn ingest(house: &Clearinghouse, corpus: &Corpus, reports: &[Value]) -> crate::Outcome {
    let path = corpus.folder.path().join("coming.jsonl");
    let lines: String = reports.iter().map(|report| format!("{report}\n")).collect();
    std::fs::write(&path, lines)?;
    let taken = server::ingest(house, &[Source::File(path)], "operator", None, &mut Nobody)?;
    assert_eq!(taken.accepted, reports.len() as u64, "{taken:?}");
    Ok(())
}

/// Saves them on as many threads as a busy morning has, since each waits for the disk.
fn save(house: &Clearinghouse, queries: &[String]) {
    let own = |at: usize| RecipientId::new(&name(at)).ok();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                let shares = queries.chunks(EACH).enumerate().skip(thread).step_by(THREADS);
                for (at, share) in shares {
                    let Some(id) = own(at) else { continue };
                    let Some(recipient) = house.community().recipients.get(&id) else { continue };
                    let by =
                        Caller { recipient, purpose: Purpose::Analysis, matter: None, by: None };
                    for (nth, query) in share.iter().enumerate() {
                        let (name, query) = (format!("search {nth}"), query.clone());
                        let saved = house
                            .save_search(by, &NewSearch { name, query, names: false, lists: None });
                        assert!(saved.is_ok(), "{saved:?}");
                    }
                }
            });
        }
    });
}

/// What analysts would save: two of a report's less usual words, and every tenth time a phrase.
struct Words<'r> {
    reports: &'r [Value],
    frequencies: HashMap<String, usize>,
}

impl<'r> Words<'r> {
    fn of(reports: &'r [Value]) -> Self {
        let mut frequencies = HashMap::new();
        for report in reports {
            for word in words(report).into_iter().collect::<BTreeSet<String>>() {
                *frequencies.entry(word).or_default() += 1;
            }
        }
        Self { reports, frequencies }
    }

    fn query(&self, at: usize) -> Option<String> {
        let report = self.reports.get(at.wrapping_mul(2_654_435_761) % self.reports.len())?;
        let words = words(report);
        let unusual = |word: &&String| self.frequencies.get(*word).is_some_and(|of| *of < UNUSUAL);
        let unusual: Vec<&String> =
            words.iter().filter(|word| word.len() > 4).filter(unusual).collect();
        let from = at.wrapping_mul(40_503) % unusual.len().max(1);
        let first = *unusual.get(from)?;
        let second = *unusual.get((from + unusual.len() / 2) % unusual.len())?;
        if at.is_multiple_of(10) {
            let place = words.iter().position(|word| word == first)?;
            return words.get(place + 1).map(|next| format!("\"{first} {next}\""));
        }
        Some(format!("{first} {second}"))
    }
}

fn words(report: &Value) -> Vec<String> {
    let texts = texts_of(report).join(" ").to_lowercase();
    let words = texts.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn name(at: usize) -> String {
    format!("reader-{at}")
}

/// The same queries for the engine alone.
struct Raw {
    index: Index,
    queries: Vec<Box<dyn Query>>,
}

fn raw_queries(queries: &[String]) -> Result<Raw, Box<dyn std::error::Error>> {
    let mut builder = Schema::builder();
    let text = builder.add_text_field("text", TEXT);
    let index = Index::create_in_ram(builder.build());
    let mut parser = QueryParser::for_index(&index, vec![text]);
    parser.set_conjunction_by_default();
    let queries = queries.iter().map(|query| parser.parse_query(query));
    let queries = queries.collect::<Result<_, _>>()?;
    Ok(Raw { index, queries })
}

impl Raw {
    /// How many match a report.
    fn matching(&self, report: &Value) -> tantivy::Result<usize> {
        let mut writer: IndexWriter = self.index.writer_with_num_threads(1, 15_000_000)?;
        writer.delete_all_documents()?;
        let mut document = TantivyDocument::default();
        let text = self.index.schema().get_field("text")?;
        texts_of(report).iter().for_each(|portion| document.add_text(text, portion));
        writer.add_document(document)?;
        writer.commit()?;
        let searcher = self.index.reader()?.searcher();
        let mut matching = 0;
        for query in &self.queries {
            matching += searcher.search(query, &Count)?;
        }
        Ok(matching)
    }
}

/// A word that fewer reports have than these of 18,700.
const UNUSUAL: usize = 100;
const STANDING: usize = 100_000;
/// Searches of one recipient.
const EACH: usize = 100;
/// Reports that come.
const COMING: usize = 500;
const PEERS: usize = 5;
const THREADS: usize = 8;
