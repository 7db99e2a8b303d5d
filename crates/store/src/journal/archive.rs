//! Old segments on cheaper storage: a segment that is full never changes but by a purge, so it may
//! stand in another folder, with a symbolic link where it was.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::disk::FolderLock;
use crate::journal::segment;
use crate::{Error, Result};

/// What was moved.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Archived {
    /// Segments.
    pub segments: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Moves every segment but the last from the journal of a locked data folder to another folder.
///
/// A copy is durable and read back before the link takes the segment's place, in one step: whenever it
/// is cut off, each segment is in one place or the other, and the next run goes on.
///
/// # Errors
/// [`Error::OtherSegment`] when the folder has another segment of that name, or the system's.
pub fn archive(lock: &FolderLock, to: &Path) -> Result<Archived> {
    let journal = lock.folder().join("journal");
    fs::create_dir_all(to).map_err(wrong("create", to))?;
    let to = to.canonicalize().map_err(wrong("find", to))?;
    let mut archived = Archived::default();
    for name in full_segments(&journal)? {
        archived.bytes += move_segment(&journal.join(&name), &to.join(&name))?;
        archived.segments += 1;
    }
    Ok(archived)
}

/// The names of the segments that are full and still stand in the journal's folder.
fn full_segments(journal: &Path) -> Result<Vec<String>> {
    let mut here = Vec::new();
    let mut last = None;
    for entry in fs::read_dir(journal).map_err(wrong("list", journal))? {
        let entry = entry.map_err(wrong("list", journal))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(first_seq) = segment::first_seq_of(&name) else { continue };
        last = last.max(Some(first_seq));
        let is_link = entry.file_type().map_err(wrong("list", journal))?.is_symlink();
        if !is_link {
            here.push((first_seq, name));
        }
    }
    here.retain(|(first_seq, _)| Some(*first_seq) != last);
    here.sort_unstable();
    Ok(here.into_iter().map(|(_, name)| name).collect())
}

fn move_segment(from: &Path, to: &Path) -> Result<u64> {
    if to.exists() {
        // A run that was cut off, or the archive of another journal.
        if !same(from, to)? {
            let (file, other) = (from.display().to_string(), to.display().to_string());
            return Err(Error::OtherSegment { file, other });
        }
    } else {
        let part = beside(to, ".part");
        copy(from, &part)?;
        if !same(from, &part)? {
            return Err(wrong("copy", &part)(io::Error::other("it reads back otherwise")));
        }
        fs::rename(&part, to).map_err(wrong("name", to))?;
    }
    sync_folder_of(to)?;
    let link = beside(from, ".link");
    if link.is_symlink() {
        fs::remove_file(&link).map_err(wrong("remove", &link))?;
    }
    symlink(to, &link).map_err(wrong("link", &link))?;
    fs::rename(&link, from).map_err(wrong("link", from))?;
    sync_folder_of(from)?;
    Ok(to.metadata().map_err(wrong("measure", to))?.len())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let mut source = File::open(from).map_err(wrong("read", from))?;
    let mut target = File::create(to).map_err(wrong("create", to))?;
    io::copy(&mut source, &mut target)
        .and_then(|_| target.flush())
        .and_then(|()| target.sync_all())
        .map_err(wrong("write", to))
}

/// Whether two files have the same bytes.
fn same(one: &Path, other: &Path) -> Result<bool> {
    let open = |path: &Path| File::open(path).map(io::BufReader::new).map_err(wrong("read", path));
    let (mut first, mut second) = (open(one)?, open(other)?);
    let (mut a, mut b) = (vec![0; COMPARED_BYTES], vec![0; COMPARED_BYTES]);
    loop {
        let count = read_full(&mut first, &mut a).map_err(wrong("read", one))?;
        if count != read_full(&mut second, &mut b).map_err(wrong("read", other))?
            || a.get(..count) != b.get(..count)
        {
            return Ok(false);
        }
        if count < COMPARED_BYTES {
            return Ok(true);
        }
    }
}

fn read_full(from: &mut impl io::Read, to: &mut Vec<u8>) -> io::Result<usize> {
    to.clear();
    let count = from.take(COMPARED_BYTES as u64).read_to_end(to)?;
    to.resize(COMPARED_BYTES, 0);
    Ok(count)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn sync_folder_of(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(wrong("make durable", folder))
}

fn wrong(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let file = path.display().to_string();
    move |error| Error::io(doing, file, error)
}

/// Bytes that are compared at once.
const COMPARED_BYTES: usize = 1 << 20;
