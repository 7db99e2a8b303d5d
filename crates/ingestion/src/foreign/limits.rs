//! How much a file may ask of the machine, and what is left of that while it is read.

use std::io::Read;

use serde::Deserialize;

use crate::Quarantine;

/// Limits for one file with everything in it. They are configuration; the defaults hold any
/// document that people read, and stop what is made to harm.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of all that is unpacked or decompressed from it, together.
    pub unpacked_bytes: u64,
    /// Files in it: entries of archives, attachments, messages of a mailbox.
    pub entries: u64,
    /// Archives in archives, messages in messages.
    pub depth: u32,
    /// Elements in elements of XML and HTML, groups in groups of RTF.
    pub nesting: u32,
    /// Cells of a spreadsheet.
    pub cells: u64,
    /// Reports that one file may become.
    pub reports: u64,
    /// Seconds of processor time for a file that is read in a process of its own.
    pub seconds: u64,
    /// Bytes of memory for that process.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            unpacked_bytes: 512 << 20,
            entries: 10_000,
            depth: 5,
            nesting: 200,
            cells: 2_000_000,
            reports: 200_000,
            seconds: 60,
            memory_bytes: 2 << 30,
        }
    }
}

/// What a file may still use.
#[derive(Debug)]
pub(crate) struct Budget<'l> {
    pub(crate) limits: &'l Limits,
    unpacked: u64,
    entries: u64,
}

impl<'l> Budget<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, unpacked: limits.unpacked_bytes, entries: limits.entries }
    }

    /// Counts one more file in the file.
    pub(crate) fn entry(&mut self) -> Result<(), Quarantine> {
        self.entries = self.entries.checked_sub(1).ok_or(Quarantine::Limit {
            what: "files in one file",
            limit: self.limits.entries,
            name: "entries",
        })?;
        Ok(())
    }

    /// Reads a decompressing stream to its end, or to the end of what may be unpacked.
    pub(crate) fn unpack(
        &mut self,
        from: impl Read,
        format: &'static str,
    ) -> Result<Vec<u8>, Quarantine> {
        let mut bytes = Vec::new();
        let read = from.take(self.unpacked.saturating_add(1)).read_to_end(&mut bytes);
        let beyond = Quarantine::Limit {
            what: "bytes unpacked from one file",
            limit: self.limits.unpacked_bytes,
            name: "unpacked_bytes",
        };
        self.unpacked = self.unpacked.checked_sub(bytes.len() as u64).ok_or(beyond)?;
        read.map_err(|error| Quarantine::unreadable(format, error))?;
        Ok(bytes)
    }
}
