//! Real files in a real folder.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::disk::{Disk, DiskFile, FolderLock};
use crate::{Error, Result};

/// A folder inside a locked data folder.
#[derive(Debug)]
pub struct FolderDisk {
    path: PathBuf,
    /// Nobody else may write here while this lives.
    _lock: FolderLock,
}

impl FolderDisk {
    /// Opens the folder `name` in the locked data folder, and makes it first if it is not there.
    ///
    /// # Errors
    /// The system's.
    pub fn open(lock: &FolderLock, name: &str) -> Result<Self> {
        let path = lock.folder().join(name);
        let shown = path.display().to_string();
        fs::create_dir_all(&path).map_err(|error| Error::io("create", shown, error))?;
        File::open(lock.folder()).and_then(|folder| folder.sync_all()).map_err(|error| {
            Error::io("make durable", lock.folder().display().to_string(), error)
        })?;
        Ok(Self { path, _lock: lock.clone() })
    }
}

impl Disk for FolderDisk {
    fn describe(&self, name: &str) -> String {
        self.path.join(name).display().to_string()
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        let file = OpenOptions::new().read(true).write(true).open(self.path.join(name))?;
        Ok(Arc::new(RealFile(file)))
    }

    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        Ok(Arc::new(RealFile(options.open(self.path.join(name))?)))
    }

    fn sync_names(&self) -> io::Result<()> {
        File::open(&self.path)?.sync_all()
    }
}

#[derive(Debug)]
struct RealFile(File);

impl DiskFile for RealFile {
    fn len_bytes(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        FileExt::read_at(&self.0, buffer, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        FileExt::write_at(&self.0, bytes, offset)
    }

    fn resize(&self, len_bytes: u64) -> io::Result<()> {
        self.0.set_len(len_bytes)
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }
}
