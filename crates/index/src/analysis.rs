//! How texts become what can be found: words, their stems, how names sound.
//!
//! Everything stands at the position of its word, so that phrases work on all of it alike:
//! the stem (`passport`), the word itself where it has other forms (`=passports`), the stem of another
//! language (`es:pasaport`), and of what may be a name how it sounds (`&PSPRT`).

mod concordance;
mod fold;
mod foreign;
mod language;
mod names;
mod plain;
mod sound;
mod stemmed;
mod tokens;
mod vocabulary;
mod word;
mod word_tokenizer;

pub(crate) use concordance::{ConcordancePool, Concordances};
pub(crate) use fold::{folded, lower, transliterated};
pub use language::language_code;
pub(crate) use language::{Language, language_of};
pub(crate) use names::NameTokenizer;
pub(crate) use plain::is_plain;
pub(crate) use sound::sounds;
pub(crate) use stemmed::{exact, may_be_a_name, stem};
pub(crate) use word::words;
pub(crate) use word_tokenizer::WordTokenizer;

use std::sync::Arc;

use tantivy::tokenizer::TokenizerManager;

use crate::backlog::Backlog;

/// The tokenizers of texts and of names, under the names that the schema has. Whatever changes in what
/// they make needs other names, so that an index that was made before is made anew.
pub(crate) const WORDS: &str = "words-2";
pub(crate) const NAMES: &str = "names-1";

/// Positions between two texts of a report. Nothing that is looked for near something else is looked
/// for as far away, so that no phrase reaches from one portion into another.
pub(crate) const APART: usize = 64;

/// The tokenizers that the schema needs. Documents that they begin leave the backlog.
pub(crate) fn tokenizers(backlog: Option<Arc<Backlog>>) -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, WordTokenizer::behind(backlog));
    manager.register(NAMES, NameTokenizer);
    manager
}
