//! Top-10 search of a viewer who may see half, beside raw unfiltered tantivy on the same index.

use dissemination::ViewId;
use index::{Parsed, Reading, Thesaurus, Visible, Wanted};
use model::{Purpose, Recipient};
use serde_json::json;
use server::{Caller, Clearinghouse};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query;

use crate::corpus::Corpus;
use crate::figure::{median, print, quantile, rounded, timed};

/// Runs every query in turn on both, and prints medians of the ratios.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let folder = corpus.data("search")?;
    let house = corpus.ingest(&folder, index::Budget { threads: 2, bytes: 160_000_000 })?;
    let searcher = house.index().engine().reader()?.searcher();
    let all: u64 = searcher.segment_readers().iter().map(|s| u64::from(s.num_docs())).sum();
    let thesaurus = Thesaurus::default();
    let mut queries = Vec::new();
    for text in queries_of(&corpus.texts()?) {
        queries
            .push(index::read(&text, Reading::default(), &thesaurus).map_err(index::Error::from)?);
    }
    compare(corpus, &house, "half of the views", &half(&house)?, &queries)?;
    let (viewer, visible) = nearest(&house, all)?;
    compare(corpus, &house, &viewer, &visible, &queries)
}

fn compare(
    corpus: &Corpus,
    house: &Clearinghouse,
    viewer: &str,
    visible: &Visible,
    queries: &[Parsed],
) -> crate::Outcome {
    let searcher = house.index().engine().reader()?.searcher();
    let snapshot = house.index().snapshot();
    let seen = snapshot.visible_count(visible)?;
    let top = TopDocs::with_limit(10).order_by_score();
    let peer = |query: &dyn Query| searcher.search(query, &top).map(|hits| hits.len());
    let ten = Wanted { count: 10, ..Wanted::default() };
    let counted = Wanted { total: true, ..ten.clone() };
    let ours = |query: &dyn Query| snapshot.search(query, visible, &ten).map(|a| a.best.len());
    let (mut first, mut warm, mut peers) = (Vec::new(), Vec::new(), Vec::new());
    let (mut first_of, mut warm_of, mut counted_of) = (Vec::new(), Vec::new(), Vec::new());
    for query in queries {
        let query = &snapshot.lower(query, visible)?;
        peer(&**query)?;
        let (hits, cold) = timed(|| ours(&**query));
        hits?;
        let (mut a, mut b, mut c, mut d) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..REPEATS {
            a.push(timed(|| peer(&**query)).1.as_secs_f64() * 1e6);
            b.push(timed(|| ours(&**query)).1.as_secs_f64() * 1e6);
            let both = (TopDocs::with_limit(10).order_by_score(), Count);
            c.push(timed(|| searcher.search(&**query, &both)).1.as_secs_f64());
            d.push(timed(|| snapshot.search(&**query, visible, &counted)).1.as_secs_f64());
        }
        let (a, b) = (median(a), median(b));
        let cold = cold.as_secs_f64() * 1e6;
        first.push(cold);
        warm.push(b);
        peers.push(a);
        first_of.push(cold / a);
        warm_of.push(b / a);
        counted_of.push(median(d) / median(c));
    }
    print(&json!({
        "bench": "search", "corpus": corpus.name, "queries": queries.len(),
        "documents": searcher.num_docs(), "viewer": viewer, "visible": seen,
        "peer": "raw tantivy 0.27, unfiltered top-10, same index",
        "peer_us": rounded(median(peers)), "ours_us": rounded(median(warm)),
        "ours_first_us": rounded(median(first)),
        "times_peer": rounded(median(warm_of.clone())), "times_peer_p90": rounded(quantile(warm_of, 0.9)),
        "times_peer_first": rounded(median(first_of)),
        "with_total_times_peer": rounded(median(counted_of)), "bar": 1.6,
    }));
    Ok(())
}

/// The recipient of the community who sees the share of documents that is nearest to half, and what
/// that recipient sees.
fn nearest(
    house: &Clearinghouse,
    all: u64,
) -> Result<(String, Visible), Box<dyn std::error::Error>> {
    let mut best: Option<(u64, &Recipient)> = None;
    for recipient in house.community().recipients.values() {
        let off = house.visible_count(analyst(recipient))?.abs_diff(all / 2);
        if best.is_none_or(|(before, _)| off < before) {
            best = Some((off, recipient));
        }
    }
    let (_, recipient) = best.ok_or("the community has no recipients")?;
    Ok((recipient.id.to_string(), house.visible(analyst(recipient))))
}

fn analyst(recipient: &Recipient) -> Caller<'_> {
    Caller { recipient, purpose: Purpose::Analysis, matter: None, by: None }
}

/// Exactly half of the documents, which no recipient sees: every other view, until it is half.
fn half(house: &Clearinghouse) -> Result<Visible, Box<dyn std::error::Error>> {
    let views = u32::try_from(house.store().interner().views().len())?;
    let snapshot = house.index().snapshot();
    let everything = Visible::new(u64::MAX, (0..views).map(ViewId));
    let all = snapshot.visible_count(&everything)?;
    let mut chosen = Vec::new();
    let (mut seen, mut entitlement) = (0, u64::MAX - 1);
    // A fixed stride spreads the choice over levels and originators.
    for at in 0..views {
        let view = ViewId(at.wrapping_mul(STRIDE) % views);
        let with = chosen.iter().copied().chain([view]);
        let count = snapshot.visible_count(&Visible::new(entitlement, with))?;
        entitlement -= 1;
        if count <= all / 2 {
            chosen.push(view);
            seen = count;
        }
        if seen * 100 >= all * 49 {
            break;
        }
    }
    Ok(Visible::new(entitlement, chosen.into_iter()))
}

/// Two hundred queries as analysts type them: words and phrases that stand in the reports.
fn queries_of(texts: &[Vec<String>]) -> Vec<String> {
    let mut queries = Vec::new();
    let step = (texts.len() / QUERIES).max(1);
    for number in 0..QUERIES {
        // The first report from there on that has words.
        let mut bodies = texts.iter().skip(number * step).map(|report| body(report));
        let Some((body, words)) = bodies.find_map(|body| Some(body).zip(words(body))) else {
            break;
        };
        let from = number % words.len();
        let Some(first) = words.get(from) else { continue };
        let next = words.get(from + 1).unwrap_or(first);
        let query = match number % 4 {
            0 => (*first).to_owned(),
            1 => format!("{first} {next}"),
            2 => format!("{first} OR {next}"),
            _ => phrase(body, first).unwrap_or_else(|| (*first).to_owned()),
        };
        queries.push(query);
    }
    queries
}

fn body(report: &[String]) -> &str {
    report.get(1).or(report.first()).map_or("", String::as_str)
}

/// The words that somebody might search for; `None` where there are none.
fn words(body: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = body
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() > 4 && word.chars().all(char::is_alphabetic))
        .collect();
    (!words.is_empty()).then_some(words)
}

/// Two words that follow one another in the text.
fn phrase(body: &str, first: &str) -> Option<String> {
    let words: Vec<&str> = body.split_whitespace().collect();
    let pair = words.windows(2).find(|pair| pair.first() == Some(&first))?;
    let plain = |word: &&str| word.chars().all(char::is_alphanumeric);
    pair.iter().all(plain).then(|| format!("\"{}\"", pair.join(" ")))
}

const QUERIES: usize = 200;
const REPEATS: usize = 15;
const STRIDE: u32 = 7_919;
