//! The seam between the journal and the disk, so that every fault can be played in a test.

mod faulty;
mod folder;
mod lock;

use std::fmt::Debug;
use std::io;
use std::sync::Arc;

pub use faulty::{FaultyDisk, Tear};
pub use folder::FolderDisk;
pub use lock::FolderLock;

/// One folder of files.
pub trait Disk: Debug + Send + Sync {
    /// How messages name a file.
    fn describe(&self, name: &str) -> String;

    /// The names of all files, in no order.
    ///
    /// # Errors
    /// The system's.
    fn names(&self) -> io::Result<Vec<String>>;

    /// Opens a file that exists.
    ///
    /// # Errors
    /// The system's; `NotFound` if there is none.
    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>>;

    /// Opens a file anew, empty whether or not it existed.
    ///
    /// # Errors
    /// The system's.
    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>>;

    /// Makes created names durable.
    ///
    /// # Errors
    /// The system's.
    fn sync_names(&self) -> io::Result<()>;
}

/// One open file. Reads and writes name their place; there is no cursor.
pub trait DiskFile: Debug + Send + Sync {
    /// Length in bytes.
    ///
    /// # Errors
    /// The system's.
    fn len_bytes(&self) -> io::Result<u64>;

    /// Reads up to `buffer.len()` bytes; zero means the end of the file.
    ///
    /// # Errors
    /// The system's.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes some of `bytes` and says how many.
    ///
    /// # Errors
    /// The system's; `StorageFull` on a full disk.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize>;

    /// Cuts or extends the file.
    ///
    /// # Errors
    /// The system's.
    fn resize(&self, len_bytes: u64) -> io::Result<()>;

    /// Returns once content and length are on the disk.
    ///
    /// # Errors
    /// The system's. Afterwards nobody knows what of the content is durable.
    fn sync(&self) -> io::Result<()>;
}

/// Fills `buffer` as far as the file goes, and says how far.
pub(crate) fn read_full_at(
    file: &dyn DiskFile,
    buffer: &mut [u8],
    offset: u64,
) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + filled as u64) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Writes all of `bytes`.
pub(crate) fn write_full_at(file: &dyn DiskFile, bytes: &[u8], offset: u64) -> io::Result<()> {
    let mut written = 0;
    while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
        match file.write_at(rest, offset + written as u64) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => written += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
