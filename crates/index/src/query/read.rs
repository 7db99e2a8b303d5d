//! Reads queries.

use std::ops::Range;

use super::ast::{Leaf, Manner, Node, Parsed, What};
use super::attribute;
use super::fault::Fault;
use super::scan::{Lexeme, Piece, Scan, Term};
use super::thesaurus::Thesaurus;
use crate::analysis::words;

/// How a query is to be read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Reading {
    /// Every word without a sign is compared as a name.
    pub names: bool,
}

/// Reads a query by what the community says about words.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read(query: &str, reading: Reading, thesaurus: &Thesaurus) -> Result<Parsed, Fault> {
    if let Some((at, _)) = query.char_indices().nth(QUERY_CHARS_MAX) {
        let message =
            format!("a query may have {QUERY_CHARS_MAX} characters; leave out what is behind");
        return Err(Fault::new(query, at..query.len(), message));
    }
    let pieces = Scan::pieces(query)?;
    let mut reader = Reader { query, pieces: &pieces, next: 0, terms: 0, reading, thesaurus };
    let root = reader.any(0)?;
    if let Some(Piece { at, .. }) = reader.peek() {
        return Err(reader.fault(at.clone(), "there is no opening bracket to this one"));
    }
    Ok(Parsed { text: query.to_owned(), root })
}

struct Reader<'q> {
    query: &'q str,
    pieces: &'q [Piece],
    next: usize,
    /// Things to look for so far.
    terms: usize,
    reading: Reading,
    thesaurus: &'q Thesaurus,
}

impl<'q> Reader<'q> {
    fn peek(&self) -> Option<&'q Piece> {
        self.pieces.get(self.next)
    }

    fn is_next(&mut self, wanted: &Lexeme) -> bool {
        let is_next = self.peek().is_some_and(|piece| piece.what == *wanted);
        self.next += usize::from(is_next);
        is_next
    }

    fn fault(&self, at: Range<usize>, message: impl Into<String>) -> Fault {
        Fault::new(self.query, at, message)
    }

    /// The place of the next piece, or the end.
    fn here(&self) -> Range<usize> {
        self.peek().map_or(self.query.len()..self.query.len(), |piece| piece.at.clone())
    }

    fn any(&mut self, depth: usize) -> Result<Node, Fault> {
        let mut sides = vec![self.every(depth)?];
        while self.is_next(&Lexeme::Or) {
            sides.push(self.every(depth)?);
        }
        Ok(one_or(sides, Node::Any))
    }

    fn every(&mut self, depth: usize) -> Result<Node, Fault> {
        let from = self.here().start;
        let mut parts = Vec::new();
        loop {
            match self.peek().map(|piece| &piece.what) {
                Some(Lexeme::Open | Lexeme::Not | Lexeme::Term(_)) => {
                    parts.push(self.one(depth)?);
                }
                Some(Lexeme::And) if !parts.is_empty() => {
                    let and = self.here();
                    self.next += 1;
                    let follows = matches!(
                        self.peek().map(|piece| &piece.what),
                        Some(Lexeme::Open | Lexeme::Not | Lexeme::Term(_))
                    );
                    if !follows {
                        return Err(
                            self.fault(and, "something to look for must stand behind `AND`")
                        );
                    }
                }
                Some(Lexeme::And | Lexeme::Or | Lexeme::Close) | None => break,
            }
        }
        if parts.is_empty() {
            let message = match self.peek().map(|piece| &piece.what) {
                Some(Lexeme::And | Lexeme::Or) => "something to look for must stand before this",
                Some(Lexeme::Close) if depth == 0 => "there is no opening bracket to this one",
                _ if self.query.trim().is_empty() => "say what to look for; `*` is everything",
                _ => "something to look for must stand here",
            };
            return Err(self.fault(self.here(), message));
        }
        if parts.iter().all(|part| matches!(part, Node::Not(_))) {
            let message = "this says only what not to find; add something to find, or `*`";
            let to = self.pieces.get(self.next.wrapping_sub(1)).map_or(from, |last| last.at.end);
            return Err(self.fault(from..to, message));
        }
        Ok(one_or(parts, Node::Every))
    }

    fn one(&mut self, depth: usize) -> Result<Node, Fault> {
        let Some(piece) = self.peek() else {
            return Err(self.fault(self.here(), "something to look for must stand here"));
        };
        if depth == DEPTH_MAX {
            let message = format!("brackets may be {DEPTH_MAX} deep");
            return Err(self.fault(piece.at.clone(), message));
        }
        self.next += 1;
        match &piece.what {
            Lexeme::Not => {
                let negated = self.one(depth + 1)?;
                Ok(match negated {
                    Node::Not(twice) => *twice,
                    once @ (Node::All | Node::Every(_) | Node::Any(_) | Node::Leaf(_)) => {
                        Node::Not(Box::new(once))
                    }
                })
            }
            Lexeme::Open => {
                let inner = self.any(depth + 1)?;
                if self.is_next(&Lexeme::Close) {
                    return Ok(inner);
                }
                Err(self.fault(piece.at.clone(), "a bracket is not closed"))
            }
            Lexeme::Term(term) => self.term(piece.at.clone(), term),
            Lexeme::Close | Lexeme::And | Lexeme::Or => {
                let message = "something to look for must stand before this";
                Err(self.fault(piece.at.clone(), message))
            }
        }
    }

    fn term(&mut self, at: Range<usize>, term: &Term) -> Result<Node, Fault> {
        self.terms += 1;
        if self.terms > TERMS_MAX {
            let message = format!("a query may look for {TERMS_MAX} things; leave out this one");
            return Err(self.fault(at, message));
        }
        if let Some(field) = &term.field {
            return attribute::leaf(self.query, &at, field, term, self.thesaurus);
        }
        if term.text == "*" && !term.quoted {
            return Ok(Node::All);
        }
        let what = self.what(&at, term)?;
        let leaf = Node::Leaf(Leaf { at: at.clone(), what });
        let asks_for_itself = term.before.is_some() || term.tilde.is_some();
        if asks_for_itself || is_pattern(term) {
            return Ok(leaf);
        }
        let others = self.thesaurus.synonyms_of(&term.text).map(|text| {
            let what = What::Text { text: text.to_owned(), manner: Manner::Stem };
            Node::Leaf(Leaf { at: at.clone(), what })
        });
        Ok(one_or(std::iter::once(leaf).chain(others).collect(), Node::Any))
    }

    fn what(&self, at: &Range<usize>, term: &Term) -> Result<What, Fault> {
        let text = term.text.clone();
        let manner = match term.before {
            Some('=') => Manner::Exact,
            Some(_) => Manner::Name,
            None if self.reading.names => Manner::Name,
            None => Manner::Stem,
        };
        if is_pattern(term) {
            pattern(self.query, &term.text_at, &text)?;
            return Ok(What::Pattern(text));
        }
        let count = words(&text).count();
        if count == 0 {
            return Err(self.fault(at.clone(), "there is no letter and no digit in this"));
        }
        match (term.tilde, term.quoted) {
            (None, _) => Ok(What::Text { text, manner }),
            (Some(apart), true) => {
                let apart = apart.unwrap_or(APART_USUAL);
                if apart > APART_MAX {
                    let message = format!("words can be looked for up to {APART_MAX} words apart");
                    return Err(self.fault(at.clone(), message));
                }
                Ok(What::Near { text, apart, manner })
            }
            (Some(edits), false) => {
                let edits = edits.unwrap_or(EDITS_USUAL);
                if edits == 0 || edits > EDITS_MAX {
                    let message = format!("one or {EDITS_MAX} letters of a word may differ");
                    return Err(self.fault(at.clone(), message));
                }
                if count > 1 {
                    return Err(self.fault(at.clone(), "letters may differ in one word alone"));
                }
                Ok(What::Fuzzy { word: text, edits })
            }
        }
    }
}

fn is_pattern(term: &Term) -> bool {
    !term.quoted && term.text.contains(['*', '?'])
}

/// What must hold of a word with `*` and `?`.
pub(super) fn pattern(query: &str, at: &Range<usize>, text: &str) -> Result<(), Fault> {
    let fault = |message: String| Err(Fault::new(query, at.clone(), message));
    let literal = text.split(['*', '?']).next().unwrap_or_default();
    if literal.chars().count() < PATTERN_LETTERS_MIN {
        return fault(format!(
            "{PATTERN_LETTERS_MIN} letters must stand before the first `*` or `?`"
        ));
    }
    let parts = text.split(['*', '?']).filter(|part| !part.is_empty());
    if parts.clone().any(|part| words(part).map(|(word, _)| word).ne([part])) {
        return fault("`*` and `?` stand in one word of letters and digits".to_owned());
    }
    Ok(())
}

/// One thing alone, or several together.
fn one_or(mut parts: Vec<Node>, together: impl Fn(Vec<Node>) -> Node) -> Node {
    match (parts.pop(), parts.is_empty()) {
        (Some(one), true) => one,
        (Some(last), false) => {
            parts.push(last);
            together(parts)
        }
        (None, _) => Node::All,
    }
}

const QUERY_CHARS_MAX: usize = 1_000;
const TERMS_MAX: usize = 64;
const DEPTH_MAX: usize = 16;
const APART_USUAL: usize = 5;
const APART_MAX: usize = 50;
const EDITS_USUAL: usize = 1;
const EDITS_MAX: usize = 2;
const PATTERN_LETTERS_MIN: usize = 2;

#[cfg(test)]
mod tests;
