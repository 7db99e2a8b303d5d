//! The file or piece of a file that is being read.

use super::{Format, Limits, Mappings};

/// What is read, and under which name it came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'s> {
    /// The name or path, for mapping files and for people; never for finding out the format.
    pub(crate) file: &'s str,
    pub(crate) format: Format,
    /// The hash of its bytes.
    pub(crate) sha256: &'s str,
    pub(crate) provenance: &'s str,
}

/// What reading goes by.
#[derive(Clone, Debug, Default, serde::Deserialize, serde::Serialize)]
pub struct Rules {
    /// The sources' mapping files.
    pub mappings: Mappings,
    /// How much a file may ask of the machine.
    pub limits: Limits,
}
