//! Entries about the running of it all: who signed in, what the operator did, what the clock did.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::sync::atomic::Ordering;

use model::LeafKind;
use store::Event;

use super::Clearinghouse;
use crate::config::DataFolder;
use crate::{Error, Result};

impl Clearinghouse {
    /// Records that a recipient signed in, and how.
    ///
    /// # Errors
    /// When it cannot be recorded; then nobody is let in.
    pub fn note_sign_in(&self, recipient: &str, how: &str) -> Result<()> {
        let event = Event::Administered { act: format!("signed in with {how}") };
        self.store.record(LeafKind::SignedIn, recipient, "", &event, self.clock.now())?;
        Ok(())
    }

    /// Records what the operator did.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub fn note_administered(&self, act: &str) -> Result<()> {
        let event = Event::Administered { act: act.to_owned() };
        let kind = LeafKind::Administered;
        self.store.record(kind, "operator", "", &event, self.clock.now())?;
        Ok(())
    }

    /// Records what was done beside the clearinghouse, and whether the machine's clock went back.
    /// After a crash something may be recorded twice, never not at all.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub fn take_unrecorded(&self) -> Result<()> {
        self.note_clock()?;
        if !self.unrecorded.exists() {
            return Ok(());
        }
        let wrong = |doing| Error::io(doing, &self.unrecorded);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&self.unrecorded)
            .map_err(wrong("open"))?;
        file.lock().map_err(wrong("lock"))?;
        let mut acts = String::new();
        file.read_to_string(&mut acts).map_err(wrong("read"))?;
        acts.lines().try_for_each(|act| self.note_administered(act))?;
        file.set_len(0).and_then(|()| file.sync_all()).map_err(wrong("empty"))
    }

    fn note_clock(&self) -> Result<()> {
        let behind = self.clock.behind_s();
        let was_behind = self.clock_behind.swap(behind.is_some(), Ordering::AcqRel);
        match behind {
            Some(seconds) if !was_behind => {
                tracing::error!(
                    seconds,
                    "the machine's clock went back: times stand still until it has caught up"
                );
                let act = format!("the machine's clock is {seconds} s behind the last entry");
                self.note_administered(&act)
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// Notes durably what is done beside the clearinghouse, perhaps while a server holds the folder:
/// that server records it at once, or the next start does.
///
/// # Errors
/// When it cannot be written; then it must not be done.
pub fn note_beside(folder: &DataFolder, act: &str) -> Result<()> {
    let path = folder.join(UNRECORDED);
    let wrong = |doing| Error::io(doing, &path);
    let mut options = OpenOptions::new();
    let mut file = options.append(true).create(true).open(&path).map_err(wrong("open"))?;
    file.lock().map_err(wrong("lock"))?;
    let act = act.replace(char::is_control, " ");
    writeln!(file, "{act}").and_then(|()| file.sync_all()).map_err(wrong("write"))
}

/// The file in the data folder.
pub(super) const UNRECORDED: &str = "unrecorded";
