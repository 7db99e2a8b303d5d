//! What the engine makes of a document's texts.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::tokenizer::Tokenizer;

use super::concordance::{Concordances, Reading, is_written};
use crate::backlog::Backlog;

/// Reads concordances; of a plain text it makes one first.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordTokenizer {
    concordances: Concordances,
    /// Where what was handed over is counted until it is begun.
    backlog: Option<Arc<Backlog>>,
}

impl WordTokenizer {
    pub(crate) fn behind(backlog: Option<Arc<Backlog>>) -> Self {
        Self { concordances: Concordances::default(), backlog }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'t> = Reading<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Self::TokenStream<'t> {
        if !is_written(text) {
            return Reading::of(Cow::Owned(self.concordances.of(std::iter::once(text))));
        }
        if let Some(backlog) = &self.backlog {
            backlog.took(text.len());
        }
        Reading::of(Cow::Borrowed(text))
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::TokenStream as _;

    use super::*;

    #[test]
    fn a_plain_text_is_read_as_its_concordance_is() {
        let mut tokenizer = WordTokenizer::default();
        let text = "Passports of the smugglers, and of Kissinger.";
        let written = Concordances::default().of(std::iter::once(text));
        let mut read = |text: &str| {
            let (mut stream, mut found) = (tokenizer.token_stream(text), Vec::new());
            stream.process(&mut |token| found.push((token.position, token.text.clone())));
            found
        };
        assert_eq!(read(text), read(&written));
        assert!(read(text).len() > 10);
    }

    #[test]
    fn what_was_handed_over_leaves_the_backlog_when_it_is_begun_and_nothing_else_does() {
        let backlog = Arc::new(Backlog::default());
        let mut tokenizer = WordTokenizer::behind(Some(Arc::clone(&backlog)));
        let written = Concordances::default().of(std::iter::once("a lantern"));
        backlog.put(written.len() + 7);
        drop(tokenizer.token_stream("plain"));
        assert_eq!(backlog.bytes(), written.len() + 7);
        drop(tokenizer.token_stream(&written));
        assert_eq!(backlog.bytes(), 7);
    }
}
