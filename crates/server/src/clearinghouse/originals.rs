//! Files as they came, beside the reports that were read from them.

use model::{LeafKind, Manner};
use sha2::{Digest as _, Sha256};
use store::{Original, ServedReport};

use super::answers::{ask, without_version};
use super::{Caller, Clearinghouse, Worker};
use crate::{Fate, Receipt, Result};

impl Clearinghouse {
    /// Keeps a file of which something was taken in, unless it is kept already. What was set aside of
    /// it counts with what was accepted.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub(crate) fn keep_original(
        &self,
        actor: &str,
        file: &str,
        bytes: &[u8],
        receipts: &[Receipt],
    ) -> Result<()> {
        let sha256 = hex::encode(Sha256::digest(bytes));
        let (mut reports, mut has_nameless) = (Vec::new(), false);
        for receipt in receipts {
            let is_refused = matches!(receipt.fate, Fate::Refused { .. });
            let named = receipt.report.as_deref().filter(|name| name.contains(' '));
            match named {
                Some(name) if !is_refused => reports.push(without_version(name).to_owned()),
                Some(_) | None => has_nameless = true,
            }
        }
        if reports.is_empty() || self.store.is_kept(&sha256)? {
            return Ok(());
        }
        reports.sort();
        reports.dedup();
        let pieces = bytes.chunks(PIECE_BYTES);
        let of = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
        for (nth, piece) in (0..).zip(pieces) {
            let original = Original {
                sha256: sha256.clone(),
                file: file.to_owned(),
                submitter: actor.to_owned(),
                nth,
                of,
                reports: reports.clone(),
                has_nameless,
                bytes: piece.to_vec(),
            };
            self.store.keep(original, actor, self.clock.now())?;
        }
        Ok(())
    }

    /// The file that a report was read from, with its name: for those alone whose everything in it is,
    /// or who audit them, or who have the right to work on what is set aside, and who may have a copy of
    /// every part of every report in it. To others it is not there. Either is recorded first.
    ///
    /// # Errors
    /// When it cannot be read, or not be recorded.
    pub fn original(&self, by: Caller<'_>, cited: &str) -> Result<Option<(String, Vec<u8>)>> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let ask = ask(self.serving(by, Manner::Copy), &in_force);
        let worker = Worker { recipient: by.recipient, by: by.by };
        let cited = without_version(cited);
        let (originator, serial) = cited.split_once(' ').unwrap_or((cited, ""));
        let named = |outcome: &str| ServedReport {
            originator: originator.to_owned(),
            serial: serial.to_owned(),
            outcome: outcome.to_owned(),
            ..ServedReport::withheld()
        };
        let found = self.store.original(cited)?;
        let granted = found.and_then(|(name, of)| Some((name, of.decide(ask)?)));
        let Some((name, granted)) = granted else {
            self.note_shown(worker, LeafKind::Withheld, vec![named("withhold")])?;
            return Ok(None);
        };
        let record = |_| self.note_shown(worker, LeafKind::Examined, vec![named("original")]);
        Ok(Some((name, granted.release(record)?)))
    }
}

/// Bytes of a file that are kept in one entry.
const PIECE_BYTES: usize = 24 << 20;
