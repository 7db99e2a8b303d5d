//! Several tokens at the position of each word of a text.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream};

use super::word::Words;
use super::words;

/// What one word is found by.
pub(crate) type At = Arc<[Box<str>]>;

/// Says what a word is found by.
pub(crate) trait Analyse {
    /// Of a word as it is written.
    fn at(&mut self, word: &str) -> At;
}

/// The tokens of a text, word after word.
#[derive(Debug)]
pub(crate) struct Tokens<'t, A> {
    words: Words<'t>,
    analyse: A,
    token: Token,
    /// What the word at hand has left, from a place on.
    at: At,
    next: usize,
}

impl<'t, A: Analyse> Tokens<'t, A> {
    /// Of a text whose first word has a position.
    pub(crate) fn of(text: &'t str, first: usize, analyse: A) -> Self {
        let token = Token { position: first.wrapping_sub(1), ..Token::default() };
        Self { words: words(text), analyse, token, at: Arc::new([]), next: 0 }
    }
}

impl<A: Analyse> TokenStream for Tokens<'_, A> {
    fn advance(&mut self) -> bool {
        while self.next >= self.at.len() {
            let Some((word, range)) = self.words.next() else { return false };
            self.at = self.analyse.at(word);
            self.next = 0;
            self.token.position = self.token.position.wrapping_add(1);
            (self.token.offset_from, self.token.offset_to) = (range.start, range.end);
        }
        let Some(text) = self.at.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(text);
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
