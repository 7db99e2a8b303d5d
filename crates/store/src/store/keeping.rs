//! Files as they came: kept, and handed out guarded.

use dissemination::{AsideAbout, Guarded, GuardedAside, GuardedOriginal};
use model::{AgencyId, LeafKind, Timestamp};

use super::Store;
use crate::{Event, Original, Result};

impl Store {
    /// Keeps a piece of a file.
    ///
    /// # Errors
    /// When the journal cannot take it.
    pub fn keep(&self, original: Original, actor: &str, at: Timestamp) -> Result<()> {
        let entry = (LeafKind::Kept, String::new(), Event::Kept(original));
        self.act(actor, vec![entry], at)?;
        Ok(())
    }

    /// Whether a file is kept already, by its hash.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn is_kept(&self, sha256: &str) -> Result<bool> {
        self.catalog.is_kept(sha256)
    }

    /// The file that a report was last read from, with its name, guarded as everything in it together;
    /// `None` where none is kept whole, or a report of it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn original(&self, cited: &str) -> Result<Option<(String, GuardedOriginal)>> {
        let mut pieces: Vec<Original> = Vec::new();
        for (_, place) in self.catalog.originals(cited)?.into_iter().rev() {
            let record = self.journal.read(place)?;
            let Some(content) = &record.content else { continue };
            let event = self.event(record.leaf.kind, record.leaf.seq, content)?;
            let Some(Event::Kept(piece)) = event else { continue };
            let is_other = pieces.first().is_some_and(|first| first.sha256 != piece.sha256);
            if is_other {
                break;
            }
            if !pieces.iter().any(|known| known.nth == piece.nth) {
                pieces.push(piece);
            }
        }
        pieces.sort_by_key(|piece| piece.nth);
        let Some(first) = pieces.first() else { return Ok(None) };
        if pieces.len() != usize::try_from(first.of).unwrap_or(usize::MAX) {
            return Ok(None);
        }
        let mut originators: Vec<Option<AgencyId>> = first
            .reports
            .iter()
            .map(|report| report.split(' ').next().and_then(|of| AgencyId::new(of).ok()))
            .collect();
        originators.sort();
        originators.dedup();
        if first.has_nameless && !originators.contains(&None) {
            originators.push(None);
        }
        let about = |originator| AsideAbout { submitter: first.submitter.clone(), originator };
        let abouts = originators.into_iter().map(about).collect();
        let (name, mut reports) = (first.file.clone(), Vec::new());
        for report in &first.reports {
            if self.absence(report)?.is_some() {
                return Ok(None);
            }
            reports.extend(self.every_version(report)?);
        }
        let bytes = pieces.into_iter().flat_map(|piece| piece.bytes).collect();
        Ok(Some((name, GuardedOriginal::new(GuardedAside::new(abouts, bytes), reports))))
    }

    /// Every version of a report: which of them was read from a file is not kept.
    fn every_version(&self, cited: &str) -> Result<Vec<Guarded>> {
        let mut found = Vec::new();
        for (version, _) in self.catalog.numbered_versions(cited)? {
            found.extend(self.past_version(cited, version)?);
        }
        Ok(found)
    }
}
