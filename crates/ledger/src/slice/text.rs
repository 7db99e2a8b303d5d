//! The text form of a slice.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use model::{Opening, Party, TagSet};

use super::{Slice, SliceEntry};
use crate::{Error, Hash, MapProof, Result, lines};

impl Slice {
    /// The text form.
    pub fn text(&self) -> String {
        let Self { party, from, frontier, entries, map, log, since, checkpoint } = self;
        let contents = entries.iter().flat_map(|entry| &entry.parts).map(|part| part.content.len());
        let bytes = contents.sum::<usize>() + entries.len() * ENTRY_BYTES + log.len() * 32;
        let mut out = String::with_capacity(bytes / 3 * 4 + ENTRY_BYTES);
        out += &format!("{FIRST_LINE}\nparty {}\nfrom {from}\nfrontier ", party.text());
        put_hashes(&mut out, frontier);
        out += "\nmap ";
        put_hashes(&mut out, &map.beside);
        if let Some((index, value)) = &map.other {
            out += "\nother ";
            put(&mut out, &[*index, *value].concat());
        }
        out += "\nlog ";
        put_hashes(&mut out, log);
        if let Some((size, hashes)) = since {
            out += &format!("\nold {size} ");
            put_hashes(&mut out, hashes);
        }
        for SliceEntry { header, tags, parts } in entries {
            out += "\nentry ";
            put(&mut out, header);
            out += " ";
            put(&mut out, &tags.to_bytes());
            for Opening { index, salt, content, path } in parts {
                out += "\npart ";
                out += &index.to_string();
                out += " ";
                put(&mut out, salt);
                out += " ";
                put(&mut out, content);
                out += " ";
                put(&mut out, path.as_flattened());
            }
        }
        out += "\n\n";
        out + checkpoint
    }

    /// Whether a text begins as one.
    pub fn is_begun_by(text: &str) -> bool {
        text.lines().next() == Some(FIRST_LINE)
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// [`Error::MalformedText`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(wrong("the empty line before the checkpoint is missing"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(wrong("its first line is not `tearline.org/slice/1`"));
        }
        let mut next = |name: &str, why| {
            let line = lines.next_if(|line| line.starts_with(name));
            line.and_then(|line| line.strip_prefix(name)?.strip_prefix(' ')).ok_or(wrong(why))
        };
        let party = next("party", "the line `party` is missing")?;
        let party = Party::parse(party).ok_or(wrong("its party is none"))?;
        let from = lines::number(next("from", "the line `from` is missing")?, WHAT)?;
        let frontier = hashes(next("frontier", "the line `frontier` is missing")?)?;
        let beside = hashes(next("map", "the line `map` is missing")?)?;
        let other = match next("other", "") {
            Ok(other) => Some(pair(&hashes(other)?)?),
            Err(_) => None,
        };
        let log = hashes(next("log", "the line `log` is missing")?)?;
        let since = match next("old", "") {
            Ok(old) => {
                let (size, old) = old.split_once(' ').ok_or(wrong("the line `old` is cut off"))?;
                Some((lines::number(size, WHAT)?, hashes(old)?))
            }
            Err(_) => None,
        };
        let mut entries: Vec<SliceEntry> = Vec::new();
        for line in lines {
            match (line.split_once(' '), entries.last_mut()) {
                (Some(("entry", rest)), _) => entries.push(entry(rest)?),
                (Some(("part", rest)), Some(entry)) => entry.parts.push(part(rest)?),
                (Some(_) | None, _) => return Err(wrong("a line is neither entry nor part")),
            }
        }
        let (map, checkpoint) = (MapProof { beside, other }, checkpoint.to_owned());
        Ok(Self { party, from, frontier, entries, map, log, since, checkpoint })
    }
}

fn entry(rest: &str) -> Result<SliceEntry> {
    let (header, tags) = rest.split_once(' ').ok_or(wrong("an entry is cut off"))?;
    let tags = TagSet::from_bytes(&bytes(tags)?).ok_or(wrong("an entry's tags are no set"))?;
    Ok(SliceEntry { header: bytes(header)?, tags, parts: Vec::new() })
}

fn part(rest: &str) -> Result<Opening> {
    let mut words = rest.split(' ');
    let mut next = || words.next().ok_or(wrong("a part is cut off"));
    let index = u32::try_from(lines::number(next()?, WHAT)?);
    let index = index.map_err(|_| wrong("a part's number is too great"))?;
    let salt = bytes(next()?)?;
    let salt = salt.try_into().map_err(|_| wrong("a part's salt does not have 32 bytes"))?;
    let (content, path) = (bytes(next()?)?, hashes(next()?)?);
    let path = path.iter().map(|hash| *hash.bytes()).collect();
    match words.next() {
        None => Ok(Opening { index, salt, content, path }),
        Some(_) => Err(wrong("a part goes on behind its path")),
    }
}

fn put(out: &mut String, bytes: &[u8]) {
    BASE64_STANDARD.encode_string(bytes, out);
}

fn put_hashes(out: &mut String, hashes: &[Hash]) {
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.bytes()).collect();
    put(out, &bytes);
}

fn bytes(text: &str) -> Result<Vec<u8>> {
    BASE64_STANDARD.decode(text).map_err(|_| wrong("a word is not base64"))
}

fn hashes(text: &str) -> Result<Vec<Hash>> {
    let bytes = bytes(text)?;
    let (hashes, rest) = bytes.as_chunks::<32>();
    match rest {
        [] => Ok(hashes.iter().map(|bytes| Hash::from_bytes(*bytes)).collect()),
        _ => Err(wrong("a word is not whole hashes")),
    }
}

fn pair(hashes: &[Hash]) -> Result<([u8; 32], [u8; 32])> {
    match hashes {
        [index, value] => Ok((*index.bytes(), *value.bytes())),
        _ => Err(wrong("the line `other` is not two words of 32 bytes")),
    }
}

fn wrong(why: &'static str) -> Error {
    Error::MalformedText { what: WHAT, why }
}

const FIRST_LINE: &str = "tearline.org/slice/1";
const WHAT: &str = "slice";

/// Bytes of an entry besides its content, about.
const ENTRY_BYTES: usize = 600;
