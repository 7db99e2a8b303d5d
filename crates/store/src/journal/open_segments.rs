//! Segment files kept open for reading.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use crate::disk::{Disk, DiskFile};
use crate::journal::limits::OPEN_SEGMENTS_MAX;
use crate::journal::segment;

/// Open files by first record, at most [`OPEN_SEGMENTS_MAX`] of them.
#[derive(Debug, Default)]
pub(super) struct OpenSegments {
    files: Mutex<BTreeMap<u64, Arc<dyn DiskFile>>>,
}

impl OpenSegments {
    pub(super) fn file(&self, disk: &dyn Disk, first_seq: u64) -> io::Result<Arc<dyn DiskFile>> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = files.get(&first_seq) {
            return Ok(Arc::clone(file));
        }
        let file = disk.open(&segment::name(first_seq))?;
        if files.len() >= OPEN_SEGMENTS_MAX {
            // The oldest are read least.
            files.pop_first();
        }
        files.insert(first_seq, Arc::clone(&file));
        Ok(file)
    }
}
