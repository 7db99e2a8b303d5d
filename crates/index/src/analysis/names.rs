//! Names of people and places: in Latin letters, and how they sound.

use tantivy::tokenizer::Tokenizer;

use super::tokens::{Analyse, At, Tokens};
use super::{APART, sounds, transliterated};

/// Makes the tokens of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTokenizer;

impl Tokenizer for NameTokenizer {
    type TokenStream<'t> = Tokens<'t, Spelled>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Self::TokenStream<'t> {
        Tokens::of(text, APART, Spelled)
    }
}

/// What the words of a name become.
#[derive(Debug)]
pub(crate) struct Spelled;

impl Analyse for Spelled {
    fn at(&mut self, word: &str) -> At {
        let mut all = vec![transliterated(word)];
        all.extend(sounds(word));
        all.retain(|token| !token.is_empty());
        all.into_iter().map(String::into_boxed_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::TokenStream as _;

    use super::*;

    #[test]
    fn a_name_is_found_by_its_letters_and_by_its_sound() {
        let mut tokenizer = NameTokenizer;
        let mut stream = tokenizer.token_stream("Иван Li");
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().position - APART, stream.token().text.clone()));
        }
        assert_eq!(found, [(0, "ivan".to_owned()), (0, "&AFN".to_owned()), (1, "li".to_owned())]);
    }
}
