//! Folders into which others put files, and mailboxes: whatever is whole there is taken in, once, and
//! lies beside its receipts afterwards.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::Deserialize;
use serde_json::json;

use crate::{
    Clearinghouse, Error, Listener, Receipt, Result, Source, Summary, ingest, ingest_as_of, wire,
};

/// A folder that is watched.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// The folder; of a mailbox the one that has `new` in it.
    pub folder: PathBuf,
    /// The recipient in whose name everything in it is submitted, and whose organisations' it must be.
    pub submitter: String,
    /// The mapping file by which everything is read, by its name.
    pub as_of: Option<String>,
    /// Whether it is a mailbox (Maildir).
    #[serde(default)]
    pub maildir: bool,
    /// Seconds between two looks. A file is whole when it did not change between them.
    #[serde(default = "five")]
    pub every_seconds: u64,
}

fn five() -> u64 {
    5
}

/// A watched folder, with what was seen in it at the last look.
#[derive(Debug)]
pub(crate) struct Watching {
    watch: Watch,
    seen: Mutex<HashMap<String, Look>>,
}

/// What tells whether a file changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Look {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Look {
    fn of(metadata: &Metadata) -> Self {
        Self { bytes: metadata.len(), modified: metadata.modified().ok() }
    }
}

impl Watch {
    /// Makes a relative folder start in the data folder.
    pub(crate) fn within(&mut self, folder: &Path) {
        self.folder = folder.join(&self.folder);
    }
}

impl Watching {
    pub(crate) fn new(watch: Watch) -> Self {
        Self { watch, seen: Mutex::default() }
    }

    pub(crate) fn every_seconds(&self) -> u64 {
        self.watch.every_seconds.max(1)
    }

    /// Takes in what is whole; blocks. Gives how many files. What was picked up before a crash is
    /// taken in again, and recognised.
    ///
    /// # Errors
    /// When the folder cannot be used or nothing can be recorded; then the file waits.
    pub(crate) fn once(&self, house: &Clearinghouse) -> Result<usize> {
        for name in [TAKEN, DONE, FAILED] {
            let folder = self.watch.folder.join(name);
            std::fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
        }
        self.pick_up()?;
        let taken = names(&self.watch.folder.join(TAKEN))?;
        for name in &taken {
            self.take(house, name)?;
        }
        Ok(taken.len())
    }

    /// Moves what is whole out of the way of whoever puts files there, in one step each.
    fn pick_up(&self) -> Result<()> {
        let from = match self.watch.maildir {
            true => self.watch.folder.join("new"),
            false => self.watch.folder.clone(),
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::take(&mut *seen);
        for name in names(&from)? {
            let path = from.join(&name);
            // A link may lead anywhere, and what is gone meanwhile is somebody else's.
            let Ok(metadata) = std::fs::symlink_metadata(&path) else { continue };
            if !metadata.is_file() || is_in_the_making(&name) {
                continue;
            }
            let look = Look::of(&metadata);
            // A mailbox has whole letters alone in `new`.
            if !self.watch.maildir && before.get(&name) != Some(&look) {
                seen.insert(name, look);
                continue;
            }
            let to = self.watch.folder.join(TAKEN).join(&name);
            if to.exists() {
                continue;
            }
            std::fs::rename(&path, &to).map_err(Error::io("pick up", &path))?;
            let after = std::fs::symlink_metadata(&to).map_err(Error::io("read", &to))?;
            if Look::of(&after) != look {
                // Somebody still writes it.
                std::fs::rename(&to, &path).map_err(Error::io("put back", &path))?;
            }
        }
        Ok(())
    }

    /// Takes in a file that was picked up, and puts it beside its receipts.
    fn take(&self, house: &Clearinghouse, name: &str) -> Result<()> {
        let path = self.watch.folder.join(TAKEN).join(name);
        let shown = self.watch.folder.join(name).display().to_string();
        let receipts = self.watch.folder.join(TAKEN).join(format!(".{name}{RECEIPTS}"));
        let source = [Source::Picked(shown, path.clone())];
        let submitter = house.recipient(&self.watch.submitter)?;
        let own = [submitter.admin_organization.clone(), submitter.duty_organization.clone()];
        let file = File::create(&receipts).map_err(Error::io("write", &receipts))?;
        let mut noting = Noting { into: BufWriter::new(file), failed: None };
        let actor = self.watch.submitter.as_str();
        let taken = match &self.watch.as_of {
            Some(mapping) => {
                ingest_as_of(house, &source, (actor, Some(&own)), mapping, &mut noting)
            }
            None => ingest(house, &source, actor, Some(&own), &mut noting),
        };
        let summary = taken?;
        noting.end(&summary).map_err(Error::io("write", &receipts))?;
        let folder = if summary.refused == 0 { DONE } else { FAILED };
        let to = free(&self.watch.folder.join(folder), name);
        let beside = to.with_file_name(format!("{}{RECEIPTS}", file_name(&to)));
        // The receipts come first: whoever sees the file done finds them.
        std::fs::rename(&receipts, &beside).map_err(Error::io("move", &receipts))?;
        std::fs::rename(&path, &to).map_err(Error::io("move", &path))?;
        let Summary { accepted, repeated, refused, .. } = summary;
        let aside = summary.quarantined_total();
        tracing::info!(folder, accepted, repeated, aside, refused, "a watched file was taken in");
        Ok(())
    }
}

/// Writes each receipt as it is given.
struct Noting {
    into: BufWriter<File>,
    failed: Option<std::io::Error>,
}

impl Noting {
    fn write(&mut self, value: &serde_json::Value) {
        if self.failed.is_none() {
            self.failed = writeln!(self.into, "{value}").err();
        }
    }

    /// Closes them with the count, durably.
    fn end(mut self, summary: &Summary) -> std::io::Result<()> {
        self.write(&json!({ "summary": wire::Summary::of(summary) }));
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.into.flush().and_then(|()| self.into.get_ref().sync_all()),
        }
    }
}

impl Listener for Noting {
    fn read(&mut self, _: u64) {}

    fn is_advised(&self) -> bool {
        true
    }

    fn settled(&mut self, receipt: &Receipt) {
        self.write(&json!(wire::Receipt::of(receipt)));
    }
}

/// The names in a folder that are not hidden, in order. A name that is no text is passed over.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Error::io("read", folder))? {
        let entry = entry.map_err(Error::io("read", folder))?;
        let name = entry.file_name().into_string();
        names.extend(name.ok().filter(|name| !name.starts_with('.')));
    }
    names.sort();
    Ok(names)
}

/// Whether a name says that its file is not whole yet.
fn is_in_the_making(name: &str) -> bool {
    [".part", ".tmp", ".filepart", ".crdownload"].iter().any(|end| name.ends_with(end))
}

/// A path in a folder under a name that is not taken.
fn free(folder: &Path, name: &str) -> PathBuf {
    let first = folder.join(name);
    let mut others = (2..).map(|number: u64| folder.join(format!("{name}~{number}")));
    match first.exists() {
        true => others.find(|path| !path.exists()).unwrap_or(first),
        false => first,
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Folders in a watched one: what is being taken in, what was, and what was refused in part.
const TAKEN: &str = ".taken";
const DONE: &str = "done";
const FAILED: &str = "failed";
/// What stands behind a file's name for its receipts.
const RECEIPTS: &str = ".receipts.jsonl";
