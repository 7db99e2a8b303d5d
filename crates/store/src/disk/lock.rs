//! One process at a time in a data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::{Error, Result};

/// Proof that this process alone uses a data folder; held until the last clone is dropped.
///
/// The system lets go of it when the process ends, however it ends.
#[derive(Clone, Debug)]
pub struct FolderLock {
    held: Arc<Held>,
}

#[derive(Debug)]
struct Held {
    folder: PathBuf,
    /// The system's lock lives as long as the open file.
    _file: File,
}

impl FolderLock {
    /// Takes the folder, which must exist.
    ///
    /// # Errors
    /// [`Error::Held`] with the number of the process that has it, or the system's error.
    pub fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        let shown = path.display().to_string();
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| Error::io("open", shown.clone(), error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Held { path: folder.to_owned(), by: holder(&mut file) });
            }
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", shown, error)),
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(|error| Error::io("write", shown, error))?;
        Ok(Self { held: Arc::new(Held { folder: folder.to_owned(), _file: file }) })
    }

    /// The locked folder.
    pub fn folder(&self) -> &Path {
        &self.held.folder
    }
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// The lock's file in the data folder.
const NAME: &str = "LOCK";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_folder_is_refused_with_the_holder_named() {
        let folder = tempfile::tempdir().unwrap();
        let lock = FolderLock::take(folder.path()).unwrap();
        let text = FolderLock::take(folder.path()).unwrap_err().to_string();
        let expected = format!(
            "the data folder `{}` is in use by process {}; stop it, or use --server",
            folder.path().display(),
            std::process::id()
        );
        assert_eq!(text, expected);
        let second = lock.clone();
        drop(lock);
        assert!(FolderLock::take(folder.path()).is_err());
        drop(second);
        assert!(FolderLock::take(folder.path()).is_ok());
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = FolderLock::take(Path::new("/nonexistent/here")).unwrap_err();
        assert!(error.to_string().contains("/nonexistent/here/LOCK"), "{error}");
    }
}
