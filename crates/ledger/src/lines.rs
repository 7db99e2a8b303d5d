//! The text forms around a checkpoint: lines of hashes, an empty line, the note.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::{Error, Hash, Result};

/// Hashes as lines of base64.
pub(crate) fn of_hashes(hashes: &[Hash]) -> String {
    hashes.iter().map(|hash| of_hash(hash) + "\n").collect()
}

/// A hash in base64.
pub(crate) fn of_hash(hash: &Hash) -> String {
    BASE64_STANDARD.encode(hash.bytes())
}

/// Reads lines of base64, each one hash.
pub(crate) fn hashes(lines: &str, what: &'static str) -> Result<Vec<Hash>> {
    if lines.lines().count() > HASHES_MAX {
        return Err(Error::MalformedText { what, why: "it has more hashes than any proof" });
    }
    lines.lines().map(|line| hash(line, what)).collect()
}

/// Reads one hash.
pub(crate) fn hash(line: &str, what: &'static str) -> Result<Hash> {
    let bytes = BASE64_STANDARD.decode(line).ok();
    let bytes: Option<[u8; 32]> = bytes.and_then(|bytes| bytes.try_into().ok());
    bytes
        .map(Hash::from_bytes)
        .ok_or(Error::MalformedText { what, why: "a line is not the base64 of a hash" })
}

/// Reads a number without zeros in front.
pub(crate) fn number(text: &str, what: &'static str) -> Result<u64> {
    let number = text.parse().ok().filter(|number: &u64| number.to_string() == text);
    number.ok_or(Error::MalformedText { what, why: "its number is not one" })
}

/// The longest proof of C2SP `tlog-witness`.
const HASHES_MAX: usize = 63;
