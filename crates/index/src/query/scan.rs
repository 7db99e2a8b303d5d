//! The pieces of a query, and where they stand.

use std::ops::Range;

use super::fault::Fault;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) at: Range<usize>,
    pub(super) what: Lexeme,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme {
    Open,
    Close,
    And,
    Or,
    /// `NOT` or a minus.
    Not,
    /// Something to look for.
    Term(Term),
}

/// Something to look for, in its parts: `field:`, `=` or `~` before it, the text, `~5` behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Term {
    pub(super) field: Option<String>,
    pub(super) before: Option<char>,
    pub(super) text: String,
    /// Where the text stands.
    pub(super) text_at: Range<usize>,
    pub(super) quoted: bool,
    /// The number behind `~`; `Some(None)` where there is none.
    pub(super) tilde: Option<Option<usize>>,
}

/// Reads pieces one after the other.
pub(super) struct Scan<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Scan<'q> {
    pub(super) fn pieces(query: &'q str) -> Result<Vec<Piece>, Fault> {
        let mut scan = Self { query, at: 0 };
        let mut pieces = Vec::new();
        while let Some(piece) = scan.piece()? {
            pieces.push(piece);
        }
        Ok(pieces)
    }

    fn rest(&self) -> &'q str {
        self.query.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Steps over a character if it is the next.
    fn take(&mut self, wanted: char) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.at += wanted.len_utf8();
        }
        is_next
    }

    fn piece(&mut self) -> Result<Option<Piece>, Fault> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let from = self.at;
        let Some(first) = self.peek() else { return Ok(None) };
        let what = if self.take('(') {
            Lexeme::Open
        } else if self.take(')') {
            Lexeme::Close
        } else if (first == '-' || first == '+') && self.is_sign() {
            self.at += first.len_utf8();
            if first == '+' {
                return self.piece();
            }
            Lexeme::Not
        } else {
            match self.bare() {
                "AND" => self.step("AND", Lexeme::And),
                "OR" => self.step("OR", Lexeme::Or),
                "NOT" => self.step("NOT", Lexeme::Not),
                _ => Lexeme::Term(self.term()?),
            }
        };
        Ok(Some(Piece { at: from..self.at, what }))
    }

    /// Whether a minus or plus has something behind it.
    fn is_sign(&self) -> bool {
        self.rest().chars().nth(1).is_some_and(|next| !next.is_whitespace())
    }

    fn step(&mut self, word: &str, what: Lexeme) -> Lexeme {
        self.at += word.len();
        what
    }

    /// What stands until the next blank, quote or bracket.
    fn bare(&self) -> &'q str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')'));
        end.and_then(|end| rest.get(..end)).unwrap_or(rest)
    }

    fn term(&mut self) -> Result<Term, Fault> {
        let mut term = Term::default();
        if let Some((field, _)) = self.bare().split_once(':')
            && !field.is_empty()
            && field.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        {
            self.at += field.len() + 1;
            term.field = Some(field.to_owned());
        }
        for sign in ['=', '~'] {
            if term.before.is_none() && self.take(sign) {
                term.before = Some(sign);
            }
        }
        let open = self.at;
        if self.take('"') {
            self.quoted(&mut term, open)?;
        } else {
            let bare = self.bare();
            let (text, behind) = bare.split_once('~').map_or((bare, None), |(t, b)| (t, Some(b)));
            term.text_at = self.at..self.at + text.len();
            text.clone_into(&mut term.text);
            let behind_at = self.at + text.len() + 1;
            self.at += bare.len();
            if let Some(behind) = behind {
                term.tilde = Some(number(self.query, behind_at, behind)?);
            }
        }
        Ok(term)
    }

    fn quoted(&mut self, term: &mut Term, open: usize) -> Result<(), Fault> {
        let Some(length) = self.rest().find('"') else {
            let message = "a quotation mark is not closed";
            return Err(Fault::new(self.query, open..open + 1, message));
        };
        term.quoted = true;
        term.text_at = self.at..self.at + length;
        term.text = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at += length + 1;
        // `near:"San Diego",50`: the number belongs to the place.
        if term.field.as_deref() == Some("near") && self.peek() == Some(',') {
            let behind = self.bare();
            term.text.push_str(behind);
            self.at += behind.len();
            term.text_at.end = self.at;
        }
        if self.take('~') {
            let behind = self.bare();
            term.tilde = Some(number(self.query, self.at, behind)?);
            self.at += behind.len();
        }
        Ok(())
    }
}

fn number(query: &str, at: usize, text: &str) -> Result<Option<usize>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |_| Fault::new(query, at..at + text.len(), "a number must stand behind `~`");
    text.parse().map(Some).map_err(wrong)
}
