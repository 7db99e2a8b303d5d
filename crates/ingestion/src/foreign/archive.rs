//! Archives: what is in them, name by name, within the limits.

use std::io::{Cursor, Read};

use super::Format;
use super::limits::Budget;
use super::package::Package;
use crate::Quarantine;

/// One file of an archive, or why it is not read.
pub(crate) type Entry = (String, Result<Vec<u8>, Quarantine>);

/// Unpacks an archive or a compressed file.
pub(crate) fn entries(
    format: Format,
    bytes: &[u8],
    budget: &mut Budget<'_>,
) -> Result<Vec<Entry>, Quarantine> {
    if format == Format::Gzip {
        let unpacked = budget.unpack(flate2::read::MultiGzDecoder::new(bytes), "gzip file")?;
        return Ok(vec![(String::new(), Ok(unpacked))]);
    }
    if format == Format::Zstd {
        let decoder = zstd::stream::read::Decoder::with_buffer(bytes);
        let decoder = decoder.map_err(|error| Quarantine::unreadable("Zstandard file", error))?;
        let unpacked = budget.unpack(decoder, "Zstandard file")?;
        return Ok(vec![(String::new(), Ok(unpacked))]);
    }
    if format == Format::Tar { tar_entries(bytes, budget) } else { zip_entries(bytes, budget) }
}

fn zip_entries(bytes: &[u8], budget: &mut Budget<'_>) -> Result<Vec<Entry>, Quarantine> {
    let mut package = Package::open(bytes, "zip archive")?;
    let mut entries = Vec::new();
    for name in package.names() {
        if name.ends_with(['/', '\\']) {
            continue;
        }
        budget.entry()?;
        let content = match is_safe(&name) {
            true => package.part(&name, budget),
            false => Err(Quarantine::UnsafeName(name.clone())),
        };
        match content {
            Err(limit @ Quarantine::Limit { .. }) => return Err(limit),
            content => entries.push((name, content)),
        }
    }
    Ok(entries)
}

fn tar_entries(bytes: &[u8], budget: &mut Budget<'_>) -> Result<Vec<Entry>, Quarantine> {
    let failed = |error| Quarantine::unreadable("tar archive", error);
    let mut archive = tar::Archive::new(Cursor::new(bytes));
    let mut entries = Vec::new();
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if kind.is_dir() || kind.is_pax_global_extensions() {
            continue;
        }
        budget.entry()?;
        if !is_safe(&name) || !(kind.is_file() || kind.is_contiguous()) {
            entries.push((name.clone(), Err(Quarantine::UnsafeName(name))));
            continue;
        }
        let content = budget.unpack(entry.by_ref(), "tar archive")?;
        entries.push((name, Ok(content)));
    }
    Ok(entries)
}

/// Whether a name stays inside the archive, wherever that is unpacked. Nothing is unpacked to the
/// disk here; but such a name was made to harm, and what stands under it is not trusted.
fn is_safe(name: &str) -> bool {
    let drive = name.get(1..2) == Some(":");
    let parts = name.split(['/', '\\']);
    !name.starts_with(['/', '\\'])
        && !drive
        && !name.contains('\0')
        && parts.into_iter().all(|part| part != "..")
}
