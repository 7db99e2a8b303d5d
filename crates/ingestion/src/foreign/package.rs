//! Zip containers: of archives and of office files.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::Budget;
use crate::Quarantine;

/// A zip container whose parts are read by name.
pub(crate) struct Package<'p> {
    archive: ZipArchive<Cursor<&'p [u8]>>,
    names: Vec<String>,
    format: &'static str,
}

impl<'p> Package<'p> {
    pub(crate) fn open(bytes: &'p [u8], format: &'static str) -> Result<Self, Quarantine> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(format, error))?;
        let names = archive.file_names().map(|name| name.map(std::borrow::Cow::into_owned));
        let names = names.collect::<Result<_, _>>().map_err(|error| failed(format, error))?;
        Ok(Self { archive, names, format })
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The bytes of a part, within what may still be unpacked.
    pub(crate) fn part(
        &mut self,
        name: &str,
        budget: &mut Budget<'_>,
    ) -> Result<Vec<u8>, Quarantine> {
        let format = self.format;
        let part = self.archive.by_name(name).map_err(|error| failed(format, error))?;
        budget.unpack(part, format)
    }

    /// How a part begins.
    pub(crate) fn beginning(&mut self, name: &str, bytes_max: u64) -> Vec<u8> {
        let mut beginning = Vec::new();
        if let Ok(part) = self.archive.by_name(name) {
            // A part that breaks off has no more.
            drop(part.take(bytes_max).read_to_end(&mut beginning));
        }
        beginning
    }

    /// Unpacks everything once, so that what reads the container itself finds no bomb in it.
    pub(crate) fn sound(&mut self, budget: &mut Budget<'_>) -> Result<(), Quarantine> {
        for name in self.names() {
            budget.entry()?;
            self.part(&name, budget)?;
        }
        Ok(())
    }

    /// The name of a part that is a program, such as macros.
    pub(crate) fn program(&self) -> Option<String> {
        let is_program = |name: &&String| {
            let name = name.to_ascii_lowercase();
            name.ends_with("vbaproject.bin")
                || name.ends_with("vbadata.xml")
                || name.starts_with("basic/")
                || name.starts_with("scripts/")
                || name.contains("macrosheets/")
                || name.contains("activex/") && name.ends_with(".bin")
        };
        self.names.iter().find(is_program).cloned()
    }
}

fn failed(format: &'static str, error: ZipError) -> Quarantine {
    let locked =
        [ZipError::InvalidPassword, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)];
    if locked.iter().any(|known| known.to_string() == error.to_string()) {
        return Quarantine::Encrypted(format);
    }
    Quarantine::unreadable(format, error)
}
