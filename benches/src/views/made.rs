//! A million portions with words as rare as words are, indexed with views and without.

use std::path::{Path, PathBuf};

use index::{Budget, Index};
use serde_json::json;
use tantivy::index::IndexSettings;
use tantivy::schema::{FAST, Field, Schema, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index as Engine, IndexWriter, ReloadPolicy, Searcher, TantivyDocument};

use crate::figure::{median, print, rounded, timed};

pub(crate) const CLASSES: u64 = 200;
/// So that a class may be cut into accesses.
pub(crate) const VIEWS_PER_CLASS: u64 = 10;

type Failure = Box<dyn std::error::Error>;

/// Both indexes of the same portions.
pub(crate) struct Made {
    pub(crate) portions: u64,
    pub(crate) index: Index,
    pub(crate) raw: Searcher,
    _folder: tempfile::TempDir,
}

impl Made {
    pub(crate) fn of(portions: u64) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let views = folder.path().join("views");
        let schemas = ours(&views)?;
        compare_indexing(&schemas, portions / 5)?;
        let all = || (0..portions).map(|number| Portion::of(number, VIEWS_PER_CLASS * CLASSES));
        fill(&generation(&views)?, &schemas, THREADS, all())?;
        let engine = plain(&folder.path().join("plain"), &schemas, all())?;
        let raw =
            engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        Ok(Self { portions, index: open(&views)?, raw, _folder: folder })
    }
}

/// Indexing with views beside raw indexing of the same text with the same analysers, in turn.
fn compare_indexing(schemas: &Schemas, portions: u64) -> Result<(), Failure> {
    let all = || (0..portions).map(|number| Portion::of(number, VIEWS_PER_CLASS * CLASSES));
    let (mut with_views, mut without) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let folder = tempfile::tempdir()?;
        let (views, raw) = (folder.path().join("views"), folder.path().join("plain"));
        ours(&views)?;
        let views = generation(&views)?;
        let (made, took) = timed(|| fill(&views, schemas, THREADS, all()));
        made?;
        with_views.push(took.as_secs_f64());
        let (made, took) = timed(|| plain(&raw, schemas, all()));
        made?;
        without.push(took.as_secs_f64());
    }
    let rates = without.iter().zip(&with_views).map(|(raw, ours)| raw / ours);
    print(&json!({
        "bench": "views", "what": "indexing with views, and raw indexing of the same text, in turn",
        "portions": portions, "threads": THREADS, "turns": TURNS,
        "rate_of_peer": rounded(median(rates.collect())), "bar": 0.6,
        "ours_s": rounded(median(with_views)), "peer_s": rounded(median(without)),
    }));
    Ok(())
}

/// A raw index of portions.
fn plain(
    folder: &Path,
    (ours, tokenizers): &Schemas,
    portions: impl Iterator<Item = Portion>,
) -> Result<Engine, Failure> {
    std::fs::create_dir_all(folder)?;
    let directory = tantivy::directory::MmapDirectory::open(folder)?;
    let raw = raw_schema(ours)?;
    Engine::create(directory, raw.clone(), IndexSettings::default())?;
    fill(folder, &(raw, tokenizers.clone()), THREADS, portions)?;
    Ok(Engine::open_in_dir(folder)?)
}

/// Where the index of a folder is.
pub(crate) fn generation(folder: &Path) -> Result<PathBuf, Failure> {
    Ok(folder.join(std::fs::read_to_string(folder.join("current"))?.trim()))
}

/// A schema and its analysers.
pub(crate) type Schemas = (Schema, TokenizerManager);

/// An index of ours, opened; one that was written before must be as it was written.
pub(crate) fn open(folder: &Path) -> Result<Index, Failure> {
    Ok(Index::open(folder, EPOCH, Budget { threads: 1, bytes: 20_000_000 })?.0)
}

/// Begins an index of ours; its schema and its analysers.
pub(crate) fn ours(folder: &Path) -> Result<Schemas, Failure> {
    let index = open(folder)?;
    // What opens it later asks for the mark of a commit.
    index.commit(1)?;
    Ok((index.engine().schema(), index.engine().tokenizers().clone()))
}

/// The text with its analysers and what facets need: nothing of views.
fn raw_schema(ours: &Schema) -> Result<Schema, Failure> {
    let mut builder = Schema::builder();
    let text = ours.get_field_entry(ours.get_field("text")?);
    builder.add_field(text.clone());
    builder.add_u64_field("seq", FAST);
    for name in ["originator", "kind", "topic"] {
        builder.add_text_field(name, TextOptions::default().set_fast("raw"));
    }
    Ok(builder.build())
}

/// Indexes portions in the fields that a schema has.
pub(crate) fn fill(
    folder: &Path,
    (schema, tokenizers): &Schemas,
    threads: usize,
    portions: impl Iterator<Item = Portion>,
) -> Result<(), Failure> {
    let mut engine = Engine::open_in_dir(folder)?;
    engine.set_tokenizers(tokenizers.clone());
    let mut writer: IndexWriter = engine.writer_with_num_threads(threads, HEAP_BYTES)?;
    let fields = Fields::of(schema)?;
    for portion in portions {
        writer.add_document(fields.document(&portion))?;
    }
    let mark = engine.load_metas()?.payload;
    let mut commit = writer.prepare_commit()?;
    mark.iter().for_each(|mark| commit.set_payload(mark));
    commit.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

struct Fields {
    text: Field,
    seq: Field,
    facets: [Field; 3],
    views: Option<[Field; 3]>,
}

impl Fields {
    fn of(schema: &Schema) -> Result<Self, Failure> {
        let field = |name| schema.get_field(name);
        let views =
            field("view").ok().map(|view| Ok::<_, Failure>([view, field("tie")?, field("id")?]));
        Ok(Self {
            text: field("text")?,
            seq: field("seq")?,
            facets: [field("originator")?, field("kind")?, field("topic")?],
            views: views.transpose()?,
        })
    }

    fn document(&self, portion: &Portion) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.seq, portion.number);
        document.add_text(self.text, &portion.text);
        for (field, values) in self.facets.iter().zip([300, 19, 40]) {
            let value = mixed(portion.number ^ (values << 32)) % values;
            document.add_text(*field, format!("v{}", value * value / values));
        }
        if let Some([view, tie, id]) = self.views {
            document.add_u64(view, portion.view);
            document.add_u64(tie, mixed(portion.number));
            document.add_text(id, format!("A {}", portion.number));
        }
        document
    }
}

/// One portion.
pub(crate) struct Portion {
    pub(crate) number: u64,
    pub(crate) view: u64,
    pub(crate) text: String,
}

impl Portion {
    /// The portion of a number: the same each time.
    pub(crate) fn of(number: u64, views: u64) -> Self {
        let words = 40 + mixed(number ^ 0xA5) % 80;
        let mut text = String::with_capacity(700);
        for at in 0..words {
            text.push_str(&word(rank(mixed(number.wrapping_mul(257).wrapping_add(at)))));
            text.push(' ');
        }
        Self { number, view: mixed(number ^ 0x5A5A) % views, text }
    }
}

/// A word by how frequent it is, 0 the most: letters that no analyser takes apart.
pub(crate) fn word(rank: u64) -> String {
    let mut text = String::from("q");
    let mut rest = rank + 1;
    while rest > 0 {
        for letters in [b"bdgkmpt", b"aeiouxz"] {
            let at = usize::try_from(rest % 7).unwrap_or_default();
            text.push(char::from(letters.get(at).copied().unwrap_or(b'a')));
            rest /= 7;
        }
    }
    text
}

/// Zipf's law over 50,000 words: as many draws between each power of the rank and the next.
fn rank(drawn: u64) -> u64 {
    let part = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
    let rank = WORDS.powf(part) - 1.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of words"
    )]
    let rank = rank as u64;
    rank
}

/// `SplitMix64`: the same on every machine.
pub(crate) const fn mixed(number: u64) -> u64 {
    let z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const EPOCH: u64 = 1;
const THREADS: usize = 2;
const TURNS: usize = 5;
const HEAP_BYTES: usize = 800_000_000;
const WORDS: f64 = 50_000.0;
