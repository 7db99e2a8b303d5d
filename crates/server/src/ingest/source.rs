//! Where reports come from: files, folders and standard input, plain or compressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::streamed::Streamed;
use crate::{Error, Result};

/// One stream of reports.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes that came with a request, under a name.
    Bytes(String, Arc<[u8]>),
    /// A file that somebody put into a watched folder, under the name that it had there.
    Picked(String, PathBuf),
    /// Lines of report format 1 that come over the network, under a name.
    Stream(String, Streamed),
}

impl Source {
    /// The name, for messages.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "standard input".to_owned(),
            Self::Bytes(name, _) | Self::Picked(name, _) | Self::Stream(name, _) => name.clone(),
        }
    }

    /// Its size in bytes, where that is known.
    pub fn bytes(&self) -> Option<u64> {
        match self {
            Self::File(path) | Self::Picked(_, path) => {
                std::fs::metadata(path).ok().map(|metadata| metadata.len())
            }
            Self::Stdin | Self::Stream(..) => None,
            Self::Bytes(_, bytes) => Some(bytes.len() as u64),
        }
    }

    /// Nothing more of it is taken in.
    pub(super) fn stop(&self) {
        match self {
            Self::Stream(_, streamed) => streamed.stop(),
            Self::File(_) | Self::Stdin | Self::Bytes(..) | Self::Picked(..) => {}
        }
    }

    /// Opens the stream, decompressed. `read_bytes` counts what is read of it, compressed.
    pub(super) fn open(&self, read_bytes: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead + Send>> {
        let plain: Box<dyn Read + Send> = match self {
            Self::File(path) | Self::Picked(_, path) => Box::new(File::open(path)?),
            Self::Stdin => Box::new(io::stdin()),
            // It is read line by line as it comes, and by nobody else.
            Self::Stream(..) => Box::new(io::empty()),
            Self::Bytes(_, bytes) => Box::new(io::Cursor::new(Arc::clone(bytes))),
        };
        let counted = Counted { from: plain, bytes: Arc::clone(read_bytes) };
        let stream = decompressed(counted)?;
        Ok(match self {
            Self::File(_) | Self::Stdin | Self::Stream(..) => stream,
            // Whoever sends something from outside may not make work without end.
            Self::Bytes(..) | Self::Picked(..) => {
                let bounded = Bounded { from: stream, left: DECOMPRESSED_BYTES_MAX };
                Box::new(BufReader::with_capacity(BUFFER_BYTES, bounded))
            }
        })
    }
}

/// The content says what it is, so that standard input may be compressed too.
fn decompressed(counted: Counted) -> io::Result<Box<dyn BufRead + Send>> {
    let mut buffered = BufReader::with_capacity(BUFFER_BYTES, counted);
    let start = buffered.fill_buf()?;
    if start.starts_with(GZIP_MAGIC) {
        let gzip = flate2::bufread::MultiGzDecoder::new(buffered);
        return Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, gzip)));
    }
    if start.starts_with(ZSTD_MAGIC) {
        let zstd = zstd::stream::read::Decoder::with_buffer(buffered)?;
        return Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, zstd)));
    }
    Ok(Box::new(buffered))
}

/// The sources that paths name: `-` is standard input, a folder is every file in it, in order of
/// name, but those whose names begin with a dot.
///
/// # Errors
/// A path that does not exist or cannot be read, or a folder without files.
pub fn sources(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            found.push(Source::Stdin);
            continue;
        }
        let metadata = std::fs::metadata(path).map_err(Error::io("read", path))?;
        if !metadata.is_dir() {
            found.push(Source::File(path.clone()));
            continue;
        }
        let before = found.len();
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(|error| Error::io("read", path)(error.into()))?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type().is_file() && !is_hidden {
                found.push(Source::File(entry.into_path()));
            }
        }
        if found.len() == before {
            let none = io::Error::new(io::ErrorKind::NotFound, "there is no file in it");
            return Err(Error::io("find reports in", path)(none));
        }
    }
    Ok(found)
}

struct Counted {
    from: Box<dyn Read + Send>,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A stream that fails when it gives more than it may.
struct Bounded<R> {
    from: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            let mebibytes = DECOMPRESSED_BYTES_MAX >> 20;
            io::Error::other(format!("it has more than {mebibytes} MiB when decompressed"))
        })?;
        Ok(count)
    }
}

/// Bytes of a request, decompressed.
const DECOMPRESSED_BYTES_MAX: u64 = 1 << 30;
const GZIP_MAGIC: &[u8] = b"\x1f\x8b";
const ZSTD_MAGIC: &[u8] = b"\x28\xb5\x2f\xfd";
const BUFFER_BYTES: usize = 256 << 10;
