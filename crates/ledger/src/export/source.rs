//! Reading an export, whichever form it has.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use model::{BlindedLeaf, TAG_BYTES};

use crate::Result;
use crate::folder::wrong;
use crate::tile::{TILE_WIDTH, Tile, TileKind, unbundle};

/// An export to read from.
#[derive(Debug)]
pub struct ExportSource {
    path: PathBuf,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Folder,
    Archive {
        file: File,
        /// Where each file's bytes begin, and how many there are.
        places: HashMap<String, (u64, u64)>,
        /// Names that stand in the archive again.
        repeated: Vec<String>,
        /// Why the archive could not be read to its end.
        damage: Option<String>,
    },
}

impl ExportSource {
    /// Opens a folder or an archive. A damaged archive opens as far as it can be read.
    ///
    /// # Errors
    /// The system's.
    pub fn open(path: &Path) -> Result<Self> {
        let form = if path.is_dir() { Form::Folder } else { archive(path)? };
        Ok(Self { path: path.to_owned(), form })
    }

    /// Hands every entry's leaf and tags to `visit`, of an export of `size` entries that was examined
    /// and is complete.
    ///
    /// # Errors
    /// The system's.
    pub fn scan(&self, size: u64, mut visit: impl FnMut(&[u8], &[u8])) -> Result<()> {
        for index in 0..size.div_ceil(u64::from(TILE_WIDTH)) {
            let Some(tile) = Tile::at(TileKind::Entries, index, size) else { break };
            let bundle = self.read(&tile.path())?.unwrap_or_default();
            let tags =
                self.read(&Tile { kind: TileKind::Tags, ..tile }.path())?.unwrap_or_default();
            let mut rest = tags.as_slice();
            for leaf in unbundle(&bundle).0 {
                let count = BlindedLeaf::tag_count_of(leaf).unwrap_or_default() as usize;
                let count = count.saturating_mul(TAG_BYTES);
                let (own, behind) = rest.split_at_checked(count).unwrap_or((rest, &[]));
                rest = behind;
                visit(leaf, own);
            }
        }
        Ok(())
    }

    /// A file's bytes, as many as are there; `None` if there is no such file.
    ///
    /// # Errors
    /// The system's.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match &self.form {
            Form::Folder => {
                let path = self.path.join(name);
                match fs::read(&path) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if is_absence(&error) => Ok(None),
                    Err(error) => Err(wrong("read", &path)(error)),
                }
            }
            Form::Archive { file, places, .. } => {
                let Some((at, len)) = places.get(name) else { return Ok(None) };
                let mut bytes = vec![0; usize::try_from(*len).unwrap_or(usize::MAX)];
                let mut filled = 0;
                while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
                    match file.read_at(rest, at + filled as u64) {
                        Ok(0) => break,
                        Ok(count) => filled += count,
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        Err(error) => return Err(wrong("read", &self.path)(error)),
                    }
                }
                bytes.truncate(filled);
                Ok(Some(bytes))
            }
        }
    }

    /// The names of all files, in order.
    ///
    /// # Errors
    /// The system's.
    pub fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        match &self.form {
            Form::Folder => walk(&self.path, "", &mut names)?,
            Form::Archive { places, .. } => names.extend(places.keys().cloned()),
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Names that stand in an archive more than once.
    pub(super) fn repeated(&self) -> &[String] {
        match &self.form {
            Form::Folder => &[],
            Form::Archive { repeated, .. } => repeated,
        }
    }

    /// Why an archive could not be read to its end.
    pub(super) fn damage(&self) -> Option<&str> {
        match &self.form {
            Form::Folder => None,
            Form::Archive { damage, .. } => damage.as_deref(),
        }
    }
}

fn archive(path: &Path) -> Result<Form> {
    let file = File::open(path).map_err(wrong("open", path))?;
    let bytes = file.metadata().map_err(wrong("measure", path))?.len();
    let reader = file.try_clone().map_err(wrong("open", path))?;
    let (mut places, mut repeated, mut damage) = (HashMap::new(), Vec::new(), None);
    let mut archive = tar::Archive::new(BufReader::new(reader));
    let entries = archive.entries_with_seek().map_err(wrong("read", path))?;
    for entry in entries {
        let read = entry.and_then(|entry| {
            let name = String::from_utf8(entry.path_bytes().into_owned());
            let name = name.map_err(|_| io::Error::other("a name in it is no text"))?;
            let name = name.strip_prefix("./").map(str::to_owned).unwrap_or(name);
            Ok((name, entry.raw_file_position(), entry.size(), entry.header().entry_type()))
        });
        match read {
            Ok((name, at, len, kind)) if kind.is_file() => {
                let there = len.min(bytes.saturating_sub(at));
                if places.insert(name.clone(), (at, there)).is_some() {
                    repeated.push(name);
                }
            }
            Ok((_, _, _, kind)) if kind.is_dir() => {}
            Ok((name, ..)) => repeated.push(name),
            Err(error) => {
                damage = Some(error.to_string());
                break;
            }
        }
    }
    // An archive that ends inside a file, or before its end, was cut off.
    let end = places.values().map(|(at, len)| (at + len).next_multiple_of(512)).max();
    if damage.is_none() && bytes < end.unwrap_or_default() + END_BYTES {
        damage = Some("it ends before the end of an archive".to_owned());
    }
    Ok(Form::Archive { file, places, repeated, damage })
}

fn walk(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(wrong("list", folder))? {
        let entry = entry.map_err(wrong("list", folder))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(wrong("list", folder))?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

fn is_absence(error: &io::Error) -> bool {
    [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory, io::ErrorKind::IsADirectory]
        .contains(&error.kind())
}

/// An archive ends with two empty blocks.
const END_BYTES: u64 = 1_024;
