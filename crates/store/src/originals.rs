//! Files as they came, whole or in pieces, beside the reports that were read from them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::event_parts::{Written, read};

/// A file, or a piece of one that is larger than an entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Original {
    /// The hash of the whole file, in hexadecimal.
    pub sha256: String,
    /// The name under which it came.
    pub file: String,
    /// Who submitted it.
    pub submitter: String,
    /// Which piece, from 0.
    pub nth: u32,
    /// Of how many.
    pub of: u32,
    /// The reports that were read from it, `ORIGINATOR SERIAL`.
    pub reports: Vec<String>,
    /// Whether something in it does not say whose it is.
    pub has_nameless: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What every party sees.
#[derive(Deserialize, Serialize)]
struct Kept {
    kept: String,
    submitter: String,
    nth: u32,
    of: u32,
}

/// What nobody sees: whose else's reports were in it, and what the file was called.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Behind {
    Names { file: String, names: Vec<String>, has_nameless: bool },
    Bytes(String),
}

impl Original {
    /// The bytes to keep, in parts.
    pub(crate) fn written(&self) -> serde_json::Result<Written> {
        let Self { sha256: kept, file, submitter, nth, of, reports: names, .. } = self.clone();
        let mut written = Written::default();
        written.put(&Kept { kept, submitter, nth, of })?;
        written.put(&Behind::Names { file, names, has_nameless: self.has_nameless })?;
        written.put(&Behind::Bytes(STANDARD.encode(&self.bytes)))?;
        Ok(written)
    }

    /// Reads an entry back; `None` where a part is missing or is none.
    pub(crate) fn read(content: &[u8]) -> serde_json::Result<Option<Self>> {
        let (Kept { kept: sha256, submitter, nth, of }, behind) = read(content)?;
        let (mut named, mut held) = (None, None);
        for part in behind {
            match part {
                Behind::Names { file, names, has_nameless } => {
                    named = Some((file, names, has_nameless));
                }
                Behind::Bytes(text) => held = STANDARD.decode(text).ok(),
            }
        }
        Ok(named.zip(held).map(|((file, reports, has_nameless), bytes)| Self {
            sha256,
            file,
            submitter,
            nth,
            of,
            reports,
            has_nameless,
            bytes,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_reads_back_and_parties_see_neither_its_name_nor_whose_else_it_is() {
        let original = Original {
            sha256: "00".to_owned(),
            file: "secret-name.zip".to_owned(),
            submitter: "cia-submitter".to_owned(),
            nth: 0,
            of: 1,
            reports: vec!["CIA 1".to_owned(), "NSA 2".to_owned()],
            has_nameless: true,
            bytes: vec![0, 255, 10],
        };
        let written = original.written().unwrap();
        assert_eq!(Original::read(&written.content).unwrap(), Some(original));
        let first = usize::try_from(written.parts[0]).unwrap();
        let seen = String::from_utf8_lossy(&written.content[..first]).into_owned();
        assert!(!seen.contains("NSA") && !seen.contains("secret-name"), "{seen}");
    }
}
