//! Files that are not lines of format 1: read whole, each piece of them a submission.

use std::io::{self, BufRead, Read};

use ingestion::{Format, Item, Rules, read_file, sniff_beginning};

use super::apart::read_apart;
use crate::reading::Reading;

/// A file of another format, whole.
#[derive(Debug)]
pub(super) struct Foreign {
    file: String,
    format: Format,
    bytes: Vec<u8>,
}

impl Foreign {
    /// Takes a stream that is not lines of format 1; `None` for one that is, of which nothing is
    /// used up.
    pub(super) fn of(
        file: &str,
        stream: &mut Box<dyn BufRead + Send>,
        rules: &Rules,
    ) -> io::Result<Option<Self>> {
        let mut beginning = Vec::new();
        let placeholder: Box<dyn BufRead + Send> = Box::new(io::empty());
        let mut from = std::mem::replace(stream, placeholder);
        let begun = (&mut from).take(BEGINNING_BYTES).read_to_end(&mut beginning);
        let format = sniff_beginning(&beginning);
        // Lines that came before a stream broke off are taken all the same.
        let failing = io::BufReader::new(Failing(begun.err()));
        let mut whole = io::Cursor::new(beginning).chain(failing).chain(from);
        if format == Format::Report {
            *stream = Box::new(whole);
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let most = rules.limits.file_bytes.saturating_add(1);
        (&mut whole).take(most).read_to_end(&mut bytes)?;
        Ok(Some(Self { file: file.to_owned(), format, bytes }))
    }

    /// Its bytes, as they came.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Reads it, where that can do no harm.
    pub(super) fn read(&self, reading: &Reading, rules: &Rules) -> Vec<Item> {
        match reading.apart() {
            Some(binary) if self.format.is_apart() || self.bytes.len() > BESIDE_BYTES_MAX => {
                read_apart(binary, &self.file, &self.bytes, self.format, rules)
            }
            Some(_) | None => read_file(&self.file, &self.bytes, rules),
        }
    }
}

/// Says once what went wrong.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Larger files are read apart whatever they are: a tree of them takes many times the memory.
const BESIDE_BYTES_MAX: usize = 32 << 20;
/// Bytes that tell what a file is.
const BEGINNING_BYTES: u64 = 64 << 10;
