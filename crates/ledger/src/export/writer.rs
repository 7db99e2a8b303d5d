//! Writing an export, entry by entry, in bounded memory.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::export::CHECKPOINT_NAME;
use crate::export::levels::{Levels, bytes_of};
use crate::folder::{sync_folder, wrong};
use crate::frontier::Frontier;
use crate::tile::{TILE_WIDTH, Tile, TileKind, append_entry};
use crate::{Error, Hash, Result};

/// An export in the making. It stands under another name until it is whole.
#[derive(Debug)]
pub struct ExportWriter {
    sink: Sink,
    target: PathBuf,
    bundle: Vec<u8>,
    tags: Vec<u8>,
    levels: Levels,
    frontier: Frontier,
}

enum Sink {
    Folder(PathBuf),
    Archive(PathBuf, Box<tar::Builder<BufWriter<File>>>),
}

impl ExportWriter {
    /// Begins an export of what a signed checkpoint covers: one tar archive if the name ends in
    /// `.tar`, else a folder.
    ///
    /// # Errors
    /// [`Error::Exists`] if there is something of that name, or the system's.
    pub fn begin(target: &Path, checkpoint: &str) -> Result<Self> {
        if target.exists() {
            return Err(Error::Exists { file: target.display().to_string() });
        }
        let mut fresh = target.as_os_str().to_owned();
        fresh.push(".new");
        let fresh = PathBuf::from(fresh);
        let mut sink = if target.extension().is_some_and(|extension| extension == "tar") {
            let file = File::create(&fresh).map_err(wrong("create", &fresh))?;
            let file = BufWriter::with_capacity(BUFFER_BYTES, file);
            Sink::Archive(fresh, Box::new(tar::Builder::new(file)))
        } else {
            // What an export that was interrupted left.
            if fresh.exists() {
                fs::remove_dir_all(&fresh).map_err(wrong("delete", &fresh))?;
            }
            fs::create_dir_all(&fresh).map_err(wrong("create", &fresh))?;
            Sink::Folder(fresh)
        };
        sink.put(CHECKPOINT_NAME, checkpoint.as_bytes())?;
        let (bundle, tags, levels, frontier) = Default::default();
        Ok(Self { sink, target: target.to_owned(), bundle, tags, levels, frontier })
    }

    /// Takes the next entry's leaf, in its canonical bytes, and its tags, one after the other.
    ///
    /// # Errors
    /// The system's, or [`Error::EntryTooLong`].
    pub fn entry(&mut self, bytes: &[u8], own_tags: &[u8]) -> Result<()> {
        let Self { sink, target: _, bundle, tags, levels, frontier } = self;
        tags.extend(own_tags);
        append_entry(bundle, frontier.size(), bytes)?;
        let hash = Hash::of_leaf(bytes);
        frontier.push(hash, |_| {});
        let size = frontier.size();
        levels.push(0, hash, |tile, hashes| sink.put(&tile.path(), &bytes_of(hashes)))?;
        if size.is_multiple_of(u64::from(TILE_WIDTH)) {
            let index = size / u64::from(TILE_WIDTH) - 1;
            let tile = Tile { kind: TileKind::Entries, index, width: TILE_WIDTH };
            sink.put(&tile.path(), bundle)?;
            bundle.clear();
            sink.put(&Tile { kind: TileKind::Tags, ..tile }.path(), tags)?;
            tags.clear();
        }
        Ok(())
    }

    /// Entries so far.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root of the entries so far.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Adds the tiles of the right edge, and gives the export its name.
    ///
    /// # Errors
    /// The system's; then there is no export of that name.
    pub fn finish(mut self) -> Result<()> {
        let Self { sink, target, bundle, tags, levels, frontier } = &mut self;
        levels.finish(|tile, hashes| sink.put(&tile.path(), &bytes_of(hashes)))?;
        let index = frontier.size() / u64::from(TILE_WIDTH);
        if let Some(tile) = Tile::at(TileKind::Entries, index, frontier.size()) {
            sink.put(&tile.path(), bundle)?;
            sink.put(&Tile { kind: TileKind::Tags, ..tile }.path(), tags)?;
        }
        let fresh = match sink {
            Sink::Folder(fresh) => fresh.clone(),
            Sink::Archive(fresh, archive) => {
                let failed = wrong("write", fresh);
                archive.finish().map_err(&failed)?;
                let file = archive.get_mut();
                file.flush().and_then(|()| file.get_ref().sync_all()).map_err(&failed)?;
                fresh.clone()
            }
        };
        fs::rename(&fresh, &*target).map_err(wrong("name", target))?;
        let around = target.parent().filter(|around| !around.as_os_str().is_empty());
        sync_folder(around.unwrap_or(Path::new(".")))
    }
}

impl Sink {
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Folder(folder) => {
                let file = folder.join(name);
                if let Some(around) = file.parent() {
                    fs::create_dir_all(around).map_err(wrong("create", around))?;
                }
                fs::write(&file, bytes).map_err(wrong("write", &file))
            }
            Self::Archive(file, archive) => {
                let mut header = tar::Header::new_ustar();
                header.set_size(bytes.len() as u64);
                header.set_mode(0o644);
                archive.append_data(&mut header, name, bytes).map_err(wrong("write", file))
            }
        }
    }
}

impl std::fmt::Debug for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
            Self::Archive(file, _) => f.debug_tuple("Archive").field(file).finish(),
        }
    }
}

const BUFFER_BYTES: usize = 1 << 20;
