//! What a marking of a scheme is in the register, for decisions.

use super::SchemeMarking;
use crate::{CodeList, Marking, ParseError, Parsed, Register};

/// Why a marking of a scheme is none of the register. Nothing of it is dropped.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NoEquivalent {
    /// Something in it equals nothing.
    #[error(
        "`{what}` of the scheme {scheme} equals nothing in the register; state what it equals \
             in the community's file, or mark without it"
    )]
    Unstated {
        /// The level, token or code.
        what: String,
        /// The scheme.
        scheme: String,
    },
    /// What it equals does not read.
    #[error("it equals `{text}`, and {error}")]
    Unreadable {
        /// What it equals.
        text: String,
        /// Why that is no marking.
        error: ParseError,
    },
    /// What it equals breaks a rule.
    #[error("it equals `{text}`, where {message} ({rule})")]
    Broken {
        /// What it equals.
        text: String,
        /// The rule's sentence.
        message: String,
        /// The rule.
        rule: &'static str,
    },
}

impl SchemeMarking<'_> {
    /// The marking of the register that protects as much: of its level, of each token with its
    /// ancestors, and of the list. Without errors among its problems.
    ///
    /// # Errors
    /// When a part equals nothing, or the parts together are no valid marking.
    pub fn equivalent(&self, register: &Register) -> Result<Parsed, NoEquivalent> {
        let stated = |what: &str, equals: Option<&String>| {
            equals.cloned().ok_or_else(|| NoEquivalent::Unstated {
                what: what.to_owned(),
                scheme: self.scheme.name().to_owned(),
            })
        };
        let mut blocks = Vec::new();
        if let Some(level) = self.level() {
            blocks.push(stated(&level.title, level.equals.as_ref())?);
        }
        for (_, token) in self.tokens() {
            blocks.push(stated(&token.name, token.equals.as_ref())?);
        }
        let mut codes = Vec::new();
        for code in self.releasable_to() {
            codes.push(stated(&code.name, code.equals.as_ref())?);
        }
        if let Some(release) = self.scheme.release().filter(|_| !codes.is_empty()) {
            codes.extend(release.always.iter().cloned());
        }
        // What a level or token is released to, and the marking's own list, are one list.
        for block in &mut blocks {
            *block = without_release(block, &mut codes);
        }
        blocks.retain(|block| !block.is_empty());
        if !codes.is_empty() {
            let list: CodeList = codes.iter().filter_map(|code| register.code(code)).collect();
            let list: Vec<&str> = list.iter().map(|code| code.as_str()).collect();
            blocks.push(format!("REL TO {}", list.join(", ")));
        }
        let text = blocks.join("//");
        let parsed = match Marking::parse_by(&text, register) {
            Ok(parsed) => parsed,
            Err(error) => return Err(NoEquivalent::Unreadable { text, error }),
        };
        let broken = parsed
            .problems
            .iter()
            .find(|problem| problem.bars())
            .map(|problem| (problem.message.clone(), problem.rule));
        match broken {
            Some((message, rule)) => Err(NoEquivalent::Broken { text, message, rule }),
            None => Ok(parsed),
        }
    }
}

/// The blocks of a text without its lists of REL TO, whose codes go to `codes`.
fn without_release(text: &str, codes: &mut Vec<String>) -> String {
    let mut blocks = Vec::new();
    for block in text.split("//") {
        let (listed, kept): (Vec<&str>, Vec<&str>) =
            block.split('/').partition(|entry| entry.trim_start().starts_with(RELEASE));
        let lists = listed.iter().filter_map(|entry| entry.trim_start().strip_prefix(RELEASE));
        codes.extend(lists.flat_map(|list| list.split(',')).map(|code| code.trim().to_owned()));
        if !kept.is_empty() {
            blocks.push(kept.join("/"));
        }
    }
    blocks.join("//")
}

const RELEASE: &str = "REL TO ";
