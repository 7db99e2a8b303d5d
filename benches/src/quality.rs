//! Known items: somebody remembers a report badly, and looks for it. Beside raw tantivy's default query
//! over the same reports.
//!
//! Of a report its subject, a distinctive sentence, or people's names with some words, degraded by seed:
//! words are left out, and of a name a letter is wrong. A query counts by whether the report is among the
//! ten best, and where.

use std::collections::HashMap;

use index::{Ease, Order, Reading, Thesaurus, Visible, Wanted};
use model::Purpose;
use serde_json::{Value, json};
use server::{Caller, Clearinghouse};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{Searcher, TantivyDocument};

use crate::corpus::{Corpus, texts_of};
use crate::figure::{print, rounded};
use crate::views::mixed;

type Failure = Box<dyn std::error::Error>;

/// Asks both the same, kind by kind.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let folder = corpus.data("quality")?;
    let house = corpus.ingest(&folder, index::Budget { threads: 2, bytes: 160_000_000 })?;
    let (visible, known) = most(&house)?;
    let reports: Vec<Value> = corpus.reports()?;
    let seen: Vec<(u64, &Value)> = reports
        .iter()
        .filter_map(|report| Some((*known.get(report["serial"].as_str()?)?, report)))
        .collect();
    let raw = Raw::of(&seen)?;
    let items = Items::of(&seen);
    for (kind, names) in [("subject", false), ("sentence", false), ("name", false), ("name", true)]
    {
        let (mut ours, mut theirs) = (Score::default(), Score::default());
        for (seq, report) in items.drawn() {
            let Some(query) = items.query(kind, seq, report) else { continue };
            ours.add(place(&found(&house, &visible, &query, names)?, seq));
            theirs.add(place(&raw.found(&query)?, seq));
            if ours.asked == QUERIES {
                break;
            }
        }
        print(&json!({
            "bench": "quality", "corpus": corpus.name, "reports": seen.len(), "query": kind,
            "words_as_names": names, "queries": ours.asked,
            "peer": "raw tantivy 0.27, default analyser and query",
            "recall_at_10": thousandth(ours.recall()), "peer_recall_at_10": thousandth(theirs.recall()),
            "mrr": thousandth(ours.mrr()), "peer_mrr": thousandth(theirs.mrr()),
            "recall_times_peer": rounded(ours.recall() / theirs.recall()),
            "mrr_times_peer": rounded(ours.mrr() / theirs.mrr()),
            "bar": if kind == "name" { 1.2 } else { 1.0 },
        }));
    }
    Ok(())
}

/// What the recipient sees who sees most, and under which numbers, by serial.
fn most(house: &Clearinghouse) -> Result<(Visible, HashMap<String, u64>), Failure> {
    let mut best = None;
    for recipient in house.community().recipients.values() {
        let by = Caller { recipient, purpose: Purpose::Analysis, matter: None, by: None };
        let count = house.visible_count(by)?;
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, house.visible(by)));
        }
    }
    let (_, visible) = best.ok_or("the community has no recipients")?;
    let mut known = HashMap::new();
    let all = Wanted { count: 1_000_000, order: Order::Newest, ..Wanted::default() };
    let everything = index::read("*", Reading::default(), &Thesaurus::default());
    let everything = everything.map_err(index::Error::from)?;
    let snapshot = house.index().snapshot();
    let query = snapshot.lower(&everything, &visible)?;
    for hit in snapshot.search(&*query, &visible, &all)?.best {
        if let Some(report) = house.store().report_at(hit.seq)? {
            known.insert(report.id().serial.as_str().to_owned(), hit.seq);
        }
    }
    Ok((visible, known))
}

fn found(
    house: &Clearinghouse,
    visible: &Visible,
    query: &str,
    names: bool,
) -> Result<Vec<u64>, Failure> {
    let parsed = index::read(query, Reading { names }, &Thesaurus::default());
    let parsed = parsed.map_err(index::Error::from)?;
    let snapshot = house.index().snapshot();
    let ten = Wanted { count: 10, ..Wanted::default() };
    // As the clearinghouse asks.
    for query in Ease::ALL.into_iter().filter_map(|ease| parsed.eased(ease)) {
        let lowered = snapshot.lower(&query, visible)?;
        let hits = snapshot.search(&*lowered, visible, &ten)?.best;
        if !hits.is_empty() {
            return Ok(hits.iter().map(|hit| hit.seq).collect());
        }
    }
    Ok(Vec::new())
}

/// The same texts under the engine's defaults.
struct Raw {
    searcher: Searcher,
    parser: QueryParser,
    seq: tantivy::schema::Field,
}

impl Raw {
    fn of(reports: &[(u64, &Value)]) -> Result<Self, Failure> {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let seq = schema.add_u64_field("seq", STORED);
        let engine = tantivy::Index::create_in_ram(schema.build());
        let mut writer = engine.writer_with_num_threads(1, 200_000_000)?;
        for (number, report) in reports {
            let mut document = TantivyDocument::new();
            document.add_u64(seq, *number);
            texts_of(report).iter().for_each(|value| document.add_text(text, value));
            writer.add_document(document)?;
        }
        writer.commit()?;
        let parser = QueryParser::for_index(&engine, vec![text]);
        Ok(Self { searcher: engine.reader()?.searcher(), parser, seq })
    }

    fn found(&self, query: &str) -> Result<Vec<u64>, Failure> {
        let query = self.parser.parse_query(query)?;
        let hits = self.searcher.search(&query, &TopDocs::with_limit(10).order_by_score())?;
        let seq = |(_, at): (f32, tantivy::DocAddress)| -> Result<u64, Failure> {
            let document: TantivyDocument = self.searcher.doc(at)?;
            let value = document.get_first(self.seq);
            Ok(value.and_then(|value| tantivy::schema::Value::as_u64(&value)).unwrap_or(u64::MAX))
        };
        hits.into_iter().map(seq).collect()
    }
}

/// What is remembered of reports.
struct Items<'r> {
    reports: &'r [(u64, &'r Value)],
    /// In how many reports a word stands.
    frequencies: HashMap<String, u32>,
    /// How many reports have a title.
    titles: HashMap<String, u32>,
}

impl<'r> Items<'r> {
    fn of(reports: &'r [(u64, &'r Value)]) -> Self {
        let (mut frequencies, mut titles) = (HashMap::new(), HashMap::new());
        for (_, report) in reports {
            let mut words: Vec<String> = texts_of(report).iter().flat_map(|of| words(of)).collect();
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *frequencies.entry(word).or_default() += 1);
            *titles.entry(title(report)).or_default() += 1;
        }
        Self { reports, frequencies, titles }
    }

    /// Every report, in an order that says nothing.
    fn drawn(&self) -> impl Iterator<Item = (u64, &'r Value)> {
        let mut order: Vec<(u64, u64, &Value)> =
            self.reports.iter().map(|(seq, report)| (mixed(*seq), *seq, *report)).collect();
        order.sort_unstable_by_key(|(by, ..)| *by);
        order.into_iter().map(|(_, seq, report)| (seq, report))
    }

    fn query(&self, kind: &str, seq: u64, report: &Value) -> Option<String> {
        let kept = match kind {
            "subject" => {
                let title = title(report);
                if self.titles.get(&title) != Some(&1) {
                    return None;
                }
                degraded(words(&title), seq)
            }
            "sentence" => degraded(words(&self.sentence(report)?), seq),
            _ => {
                let listed = report["entities"].as_array()?;
                let people = listed.iter().filter(|of| of["type"] == "person");
                let surnames = people.filter_map(|of| of["name"].as_str()?.split(',').next());
                let text = texts_of(report).join(" ");
                let mut named: Vec<&str> = surnames
                    .filter(|name| {
                        name.chars().count() > 4 && name.chars().all(char::is_alphabetic)
                    })
                    .filter(|name| text.contains(name))
                    .collect();
                named.sort_unstable_by_key(|name| self.frequencies.get(&name.to_lowercase()));
                named.truncate(2);
                let with = degraded(words(&self.sentence(report)?), seq);
                let with = with
                    .into_iter()
                    .filter(|word| !named.iter().any(|n| n.eq_ignore_ascii_case(word)));
                let with: Vec<String> = with.take(3).collect();
                let wrong = named.iter().map(|name| misspelt(&name.to_lowercase(), seq));
                if named.is_empty() {
                    return None;
                }
                wrong.chain(with).collect()
            }
        };
        (kept.len() >= 3).then(|| kept.join(" "))
    }

    /// The sentence whose words are rarest together, among those of a usual length.
    fn sentence(&self, report: &Value) -> Option<String> {
        let texts = texts_of(report);
        let sentences = texts.iter().skip(1).flat_map(|text| text.split(['.', ';']));
        let telling = |sentence: &str| -> Option<f64> {
            let words = words(sentence);
            let rarity = |word: &String| 1.0 / f64::from(*self.frequencies.get(word).unwrap_or(&1));
            (8..=25).contains(&words.len()).then(|| words.iter().map(rarity).sum())
        };
        let told = sentences.filter_map(|sentence| Some((telling(sentence)?, sentence)));
        Some(told.max_by(|(a, _), (b, _)| a.total_cmp(b))?.1.to_owned())
    }
}

fn title(report: &Value) -> String {
    let text = report.pointer("/title/text").and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// Words in small letters, of letters and digits alone: no language has signs for them.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
    words.map(str::to_lowercase).collect()
}

/// What is left when two words of five are forgotten.
fn degraded(words: Vec<String>, seq: u64) -> Vec<String> {
    let kept = words.into_iter().zip(0_u64..).filter(|(_, at)| mixed(seq ^ (at << 32)) % 5 > 1);
    kept.map(|(word, _)| word).collect()
}

/// With a letter behind the first left out, doubled or another.
fn misspelt(name: &str, seq: u64) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let draw = |of: usize| usize::try_from(mixed(seq) % 1_000_003).unwrap_or_default() % of.max(1);
    let at = 1 + draw(letters.len().saturating_sub(1));
    match draw(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters.get(at).copied().unwrap_or('x')),
        _ => {
            if let Some(letter) = letters.get_mut(at) {
                *letter = if *letter == 'e' { 'a' } else { 'e' };
            }
        }
    }
    letters.into_iter().collect()
}

fn thousandth(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}

fn place(found: &[u64], seq: u64) -> Option<usize> {
    found.iter().position(|hit| *hit == seq)
}

#[derive(Default)]
struct Score {
    asked: u32,
    found: u32,
    reciprocal: f64,
}

impl Score {
    fn add(&mut self, place: Option<usize>) {
        self.asked += 1;
        if let Some(place) = place {
            self.found += 1;
            self.reciprocal += 1.0 / (f64::from(u32::try_from(place).unwrap_or(u32::MAX)) + 1.0);
        }
    }

    fn recall(&self) -> f64 {
        f64::from(self.found) / f64::from(self.asked.max(1))
    }

    fn mrr(&self) -> f64 {
        self.reciprocal / f64::from(self.asked.max(1))
    }
}

const QUERIES: u32 = 500;
