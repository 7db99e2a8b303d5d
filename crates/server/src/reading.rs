//! How files of other formats are read: by which mapping files, within which limits, and where.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ingestion::{Limits, Mapping, Mappings, Rules};
use serde::Deserialize;

use crate::{Error, Result};

/// What the configuration says about reading files of other formats (docs/formats.md).
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadingConfig {
    /// The folder of the sources' mapping files, `*.toml`.
    pub sources: PathBuf,
    /// How much a file may ask of the machine.
    pub limits: Limits,
    /// Whether files are kept as they came, beside what was read from them.
    pub originals: bool,
}

impl Default for ReadingConfig {
    fn default() -> Self {
        Self { sources: PathBuf::from("sources"), limits: Limits::default(), originals: true }
    }
}

/// The rules, and the binary that reads apart what was not written for hostile input.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) rules: Rules,
    apart: OnceLock<PathBuf>,
}

impl Reading {
    /// Reads the mapping files. A folder that is not there holds none.
    ///
    /// # Errors
    /// The file that is wrong, and what is wrong with it.
    pub(crate) fn load(config: &ReadingConfig) -> Result<Self> {
        let mappings = Mappings::new(mappings(&config.sources)?);
        let rules = Rules { mappings, limits: config.limits.clone() };
        Ok(Self { rules, apart: OnceLock::new() })
    }

    /// From now on such formats are read in a process of this binary.
    pub(crate) fn read_apart(&self, binary: PathBuf) {
        // Once it is known it stays the same.
        drop(self.apart.set(binary));
    }

    /// The binary, where one is known; else files are read in this process.
    pub(crate) fn apart(&self) -> Option<&Path> {
        self.apart.get().map(PathBuf::as_path)
    }
}

fn mappings(folder: &Path) -> Result<Vec<Mapping>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut mappings: Vec<Mapping> = Vec::new();
    for entry in walkdir::WalkDir::new(folder).max_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::io("read", folder)(error.into()))?;
        let file = entry.path();
        if file.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(file).map_err(Error::io("read", file))?;
        let wrong = |what| Error::Config { file: file.to_owned(), what };
        let mapping = Mapping::read(&text).map_err(wrong)?;
        if mappings.iter().any(|known| known.name == mapping.name) {
            return Err(wrong(format!(
                "another file is called `{}` too; rename one",
                mapping.name
            )));
        }
        mappings.push(mapping);
    }
    Ok(mappings)
}
