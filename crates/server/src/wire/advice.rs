//! What a submitter is told of a report besides what becomes of it.

use serde::{Deserialize, Serialize};

/// One piece of advice.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Advice {
    /// What it is about: `sensitive`, `reference`, `topic`, `entity`, `number`, `place`, `language`.
    pub about: String,
    /// Which part; empty for the report as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// In words.
    pub text: String,
}

impl Advice {
    pub(crate) fn of(about: &str, part: &str, text: String) -> Self {
        Self { about: about.to_owned(), part: part.to_owned(), text }
    }

    /// In a sentence, with its part.
    pub fn told(&self) -> String {
        let Self { about: _, part, text } = self;
        if part.is_empty() { text.clone() } else { format!("{part} {text}") }
    }
}
