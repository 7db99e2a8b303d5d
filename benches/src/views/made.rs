//! A million portions with words as rare as words are, indexed with views and without.

use std::path::Path;

use index::{Budget, Index};
use serde_json::json;
use tantivy::index::IndexSettings;
use tantivy::schema::{FAST, Field, Schema, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index as Engine, IndexWriter, ReloadPolicy, Searcher, TantivyDocument};

use crate::figure::{print, rounded, timed};

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
        let (views, plain) = (folder.path().join("views"), folder.path().join("plain"));
        let (schema, tokenizers) = ours(&views)?;
        let all = || (0..portions).map(|number| Portion::of(number, VIEWS_PER_CLASS * CLASSES));
        let (made, with_views) = timed(|| fill(&views, &schema, Some(&tokenizers), all()));
        made?;
        std::fs::create_dir_all(&plain)?;
        let (made, without) = timed(|| {
            let settings = IndexSettings::default();
            let directory = tantivy::directory::MmapDirectory::open(&plain)?;
            Engine::create(directory, raw_schema(&schema)?, settings)?;
            fill(&plain, &raw_schema(&schema)?, Some(&tokenizers), all())
        });
        made?;
        print(&json!({
            "bench": "views", "what": "indexing with views, and raw indexing of the same text",
            "portions": portions, "threads": THREADS,
            "ours_s": rounded(with_views.as_secs_f64()), "peer_s": rounded(without.as_secs_f64()),
            "rate_of_peer": rounded(without.as_secs_f64() / with_views.as_secs_f64()), "bar": 0.6,
        }));
        let engine = Engine::open_in_dir(&plain)?;
        let raw =
            engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        Ok(Self { portions, index: open(&views)?, raw, _folder: folder })
    }
}

/// An index of ours, opened.
pub(crate) fn open(folder: &Path) -> Result<Index, Failure> {
    Ok(Index::open(folder, EPOCH, Budget { threads: 1, bytes: 20_000_000 })?.0)
}

/// Begins an index of ours; its schema and its analysers.
pub(crate) fn ours(folder: &Path) -> Result<(Schema, TokenizerManager), Failure> {
    let index = open(folder)?;
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
    schema: &Schema,
    tokenizers: Option<&TokenizerManager>,
    portions: impl Iterator<Item = Portion>,
) -> Result<(), Failure> {
    let mut engine = Engine::open_in_dir(folder)?;
    tokenizers.into_iter().for_each(|tokenizers| engine.set_tokenizers(tokenizers.clone()));
    let mut writer: IndexWriter = engine.writer_with_num_threads(THREADS, HEAP_BYTES)?;
    let fields = Fields::of(schema)?;
    for portion in portions {
        writer.add_document(fields.document(&portion))?;
    }
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&format!("{EPOCH} 1"));
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
const HEAP_BYTES: usize = 800_000_000;
const WORDS: f64 = 50_000.0;
