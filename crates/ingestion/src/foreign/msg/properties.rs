//! The properties of a message or attachment (MS-OXPROPS, by their numbers).

use std::collections::HashMap;
use std::io::Cursor;

use cfb::CompoundFile;

use super::super::limits::Budget;
use super::NAME;
use crate::Quarantine;

/// Values by number and type: `1000001F`.
pub(super) struct Properties {
    streams: HashMap<String, Vec<u8>>,
    fixed: Vec<u8>,
}

impl Properties {
    /// Reads the streams of one storage.
    pub(super) fn read(
        file: &mut CompoundFile<Cursor<&[u8]>>,
        at: &str,
        budget: &mut Budget<'_>,
    ) -> Result<Self, Quarantine> {
        let failed = |error| Quarantine::unreadable(NAME, error);
        let entries = file.read_storage(at).map_err(failed)?;
        let entries = entries.filter(cfb::Entry::is_stream);
        let names: Vec<String> = entries.map(|entry| entry.name().to_owned()).collect();
        let mut properties = Self { streams: HashMap::new(), fixed: Vec::new() };
        for name in names {
            let stream = file.open_stream(format!("{}/{name}", at.trim_end_matches('/')));
            let bytes = budget.unpack(stream.map_err(failed)?, NAME)?;
            match name.strip_prefix("__substg1.0_") {
                Some(id) => drop(properties.streams.insert(id.to_ascii_uppercase(), bytes)),
                None if name == "__properties_version1.0" => properties.fixed = bytes,
                None => {}
            }
        }
        Ok(properties)
    }

    /// A text: Unicode, or in the code page of Western Europe.
    pub(super) fn text(&self, id: &str) -> Option<String> {
        let unicode = self.streams.get(&format!("{id}001F")).map(|bytes| {
            let (text, _, _) = encoding_rs::UTF_16LE.decode(bytes);
            text.into_owned()
        });
        let text = unicode.or_else(|| {
            let bytes = self.streams.get(&format!("{id}001E"))?;
            Some(super::super::decode::decode(bytes, None).text)
        });
        let text = text.map(|text| text.trim_end_matches('\0').trim().to_owned());
        text.filter(|text| !text.is_empty())
    }

    /// Bytes, or a text's bytes.
    pub(super) fn bytes(&mut self, id: &str) -> Option<Vec<u8>> {
        let found =
            ["0102", "001E"].iter().find_map(|kind| self.streams.remove(&format!("{id}{kind}")));
        found.or_else(|| self.text(id).map(String::into_bytes)).filter(|bytes| !bytes.is_empty())
    }

    /// A time of the fixed properties: entries of sixteen bytes behind a header.
    pub(super) fn time(&self, id: &str) -> Option<String> {
        let id = u16::from_str_radix(id, 16).ok()?;
        let tag = [0x40, 0x00, id.to_le_bytes()[0], id.to_le_bytes()[1]];
        let entry = [32, 24, 8].iter().find_map(|header| {
            let entries = self.fixed.get(*header..)?.chunks_exact(16);
            entries.into_iter().find(|entry| entry.starts_with(&tag))
        })?;
        let ticks = u64::from_le_bytes(entry.get(8..16)?.try_into().ok()?);
        let seconds =
            i64::try_from(ticks / 10_000_000).ok()?.checked_sub(SECONDS_FROM_1601_TO_1970)?;
        let at = time::OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        Some(model::Timestamp::from_micros(at.unix_timestamp().checked_mul(1_000_000)?).rfc3339())
    }
}

/// The storages of the attachments of a message.
pub(super) fn attachments(
    file: &CompoundFile<Cursor<&[u8]>>,
    at: &str,
) -> Result<Vec<String>, Quarantine> {
    let entries = file.read_storage(at).map_err(|error| Quarantine::unreadable(NAME, error))?;
    let entries =
        entries.filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_"));
    Ok(entries.map(|entry| format!("{}/{}", at.trim_end_matches('/'), entry.name())).collect())
}

const SECONDS_FROM_1601_TO_1970: i64 = 11_644_473_600;
