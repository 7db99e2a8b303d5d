//! A disk in memory that loses power, fills up, fails to sync and flips bits on request.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::disk::{Disk, DiskFile};

/// A disk in memory for tests. Clones share the same files.
///
/// What was not synced is lost at [`FaultyDisk::power_loss`], as far as its [`Tear`] says.
#[derive(Clone, Debug, Default)]
pub struct FaultyDisk {
    state: Arc<Mutex<State>>,
}

/// How much of what was never synced survives a loss of power.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tear {
    /// Nothing.
    Nothing,
    /// The first bytes of each file's unsynced part, by percent.
    Prefix(u8),
    /// Each unsynced sector of 512 bytes by the toss of a coin; a lost one reads as zeros.
    Sectors(u64),
    /// Everything, as when only the process dies.
    Everything,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<String, Content>,
    steps: u64,
    steps_max: Option<u64>,
    space_bytes: Option<u64>,
    syncs: u64,
    sync_failing: bool,
    resize_failing: bool,
}

#[derive(Clone, Debug, Default)]
struct Content {
    live: Vec<u8>,
    synced: Vec<u8>,
    named: bool,
}

impl FaultyDisk {
    /// An empty disk without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The power goes off after so many more changes and syncs: everything later fails.
    pub fn power_off_after(&self, steps: u64) {
        let mut state = self.lock();
        state.steps_max = Some(state.steps + steps);
    }

    /// The disk as the next start finds it.
    #[must_use]
    pub fn power_loss(&self, tear: Tear) -> Self {
        let state = self.lock();
        let mut files = BTreeMap::new();
        for (name, content) in &state.files {
            if content.named || tear == Tear::Everything {
                let kept = survivors(content, tear);
                let content = Content { live: kept.clone(), synced: kept, named: true };
                files.insert(name.clone(), content);
            }
        }
        Self { state: Arc::new(Mutex::new(State { files, ..State::default() })) }
    }

    /// Leaves so many free bytes; `None` lifts the limit.
    pub fn limit_space(&self, free_bytes: Option<u64>) {
        let mut state = self.lock();
        let used = used_bytes(&state);
        state.space_bytes = free_bytes.map(|free| used + free);
    }

    /// Lets every later sync fail, or none.
    pub fn fail_syncs(&self, failing: bool) {
        self.lock().sync_failing = failing;
    }

    /// Lets every later cut of a file fail, or none.
    pub fn fail_resizes(&self, failing: bool) {
        self.lock().resize_failing = failing;
    }

    /// Changes bits of a stored byte behind everybody's back.
    pub fn flip(&self, name: &str, offset: usize, mask: u8) {
        if let Some(content) = self.lock().files.get_mut(name) {
            for bytes in [&mut content.live, &mut content.synced] {
                if let Some(byte) = bytes.get_mut(offset) {
                    *byte ^= mask;
                }
            }
        }
    }

    /// A file's bytes.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.lock().files.get(name).map(|content| content.live.clone())
    }

    /// Puts a file's bytes behind everybody's back; `None` takes the file away.
    pub fn put(&self, name: &str, bytes: Option<Vec<u8>>) {
        let mut state = self.lock();
        match bytes {
            Some(bytes) => {
                let content = Content { live: bytes.clone(), synced: bytes, named: true };
                state.files.insert(name.to_owned(), content);
            }
            None => {
                state.files.remove(name);
            }
        }
    }

    /// Syncs of files so far.
    pub fn syncs(&self) -> u64 {
        self.lock().syncs
    }

    /// Changes and syncs so far.
    pub fn steps(&self) -> u64 {
        self.lock().steps
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn step(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.lock();
        if state.steps_max.is_some_and(|max| state.steps >= max) {
            return Err(io::Error::other("the power is off"));
        }
        state.steps += 1;
        Ok(state)
    }

    fn file(&self, name: &str) -> Arc<dyn DiskFile> {
        Arc::new(FaultyFile { disk: self.clone(), name: name.to_owned() })
    }
}

impl Disk for FaultyDisk {
    fn describe(&self, name: &str) -> String {
        name.to_owned()
    }

    fn names(&self) -> io::Result<Vec<String>> {
        Ok(self.lock().files.keys().cloned().collect())
    }

    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        match self.lock().files.contains_key(name) {
            true => Ok(self.file(name)),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        self.step()?.files.entry(name.to_owned()).or_default().live.clear();
        Ok(self.file(name))
    }

    fn sync_names(&self) -> io::Result<()> {
        let mut state = self.step()?;
        if state.sync_failing {
            return Err(io::Error::other("the folder's sync failed"));
        }
        state.files.values_mut().for_each(|content| content.named = true);
        Ok(())
    }
}

#[derive(Debug)]
struct FaultyFile {
    disk: FaultyDisk,
    name: String,
}

impl FaultyFile {
    fn with<T>(
        &self,
        mut state: MutexGuard<'_, State>,
        run: impl FnOnce(&mut Content) -> T,
    ) -> io::Result<T> {
        let content = state.files.get_mut(&self.name).ok_or(io::ErrorKind::NotFound)?;
        Ok(run(content))
    }
}

impl DiskFile for FaultyFile {
    fn len_bytes(&self) -> io::Result<u64> {
        self.with(self.disk.lock(), |content| content.live.len() as u64)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let start = index(offset)?;
        self.with(self.disk.lock(), |content| {
            let source = content.live.get(start..).unwrap_or_default();
            let count = source.len().min(buffer.len());
            if let (Some(to), Some(from)) = (buffer.get_mut(..count), source.get(..count)) {
                to.copy_from_slice(from);
            }
            count
        })
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let state = self.disk.step()?;
        let start = index(offset)?;
        let free = state.space_bytes.map(|space| space.saturating_sub(used_bytes(&state)));
        self.with(state, |content| {
            let room = free.map_or(Ok(usize::MAX), index)?.saturating_add(content.live.len());
            let count = bytes.len().min(room.saturating_sub(start));
            if count == 0 && !bytes.is_empty() {
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
            overlay(&mut content.live, start, bytes.get(..count).unwrap_or_default());
            Ok(count)
        })?
    }

    fn resize(&self, len_bytes: u64) -> io::Result<()> {
        let state = self.disk.step()?;
        if state.resize_failing {
            return Err(io::Error::other("the cut failed"));
        }
        let len = index(len_bytes)?;
        self.with(state, |content| content.live.resize(len, 0))
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.disk.step()?;
        if state.sync_failing {
            return Err(io::Error::other("the sync failed"));
        }
        state.syncs += 1;
        self.with(state, |content| content.synced.clone_from(&content.live))
    }
}

fn index(offset: u64) -> io::Result<usize> {
    usize::try_from(offset).map_err(io::Error::other)
}

fn used_bytes(state: &State) -> u64 {
    state.files.values().map(|content| content.live.len() as u64).sum()
}

fn overlay(bytes: &mut Vec<u8>, start: usize, patch: &[u8]) {
    if bytes.len() < start + patch.len() {
        bytes.resize(start + patch.len(), 0);
    }
    if let Some(target) = bytes.get_mut(start..start + patch.len()) {
        target.copy_from_slice(patch);
    }
}

/// The bytes of a file after a loss of power.
fn survivors(content: &Content, tear: Tear) -> Vec<u8> {
    let Content { live, synced, named: _ } = content;
    let common = live.iter().zip(synced).take_while(|(a, b)| a == b).count();
    match tear {
        Tear::Nothing => synced.clone(),
        Tear::Everything => live.clone(),
        Tear::Prefix(percent) => {
            let end = common + (live.len() - common) * usize::from(percent.min(100)) / 100;
            let mut kept = synced.clone();
            overlay(&mut kept, 0, live.get(..end).unwrap_or_default());
            kept
        }
        Tear::Sectors(seed) => {
            let mut kept = synced.clone();
            let mut coin = seed;
            for start in (0..live.len()).step_by(SECTOR_BYTES) {
                coin = coin.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                let end = live.len().min(start + SECTOR_BYTES);
                if end > common && coin >> 63 == 1 {
                    overlay(&mut kept, start, live.get(start..end).unwrap_or_default());
                }
            }
            kept
        }
    }
}

/// What a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;
