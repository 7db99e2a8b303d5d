//! Answers are folded together, some time after they were recorded: whoever is answered waits for the
//! journal alone. Whatever reads their rows has them folded first, and after a crash the journal has them.

use std::sync::PoisonError;

use super::Store;
use crate::catalog::Fold;
use crate::fold::At;
use crate::{Error, Event, Result, Stamp};

/// What the catalog does not have yet of answers that are recorded.
#[derive(Debug, Default)]
pub(super) struct Late {
    fold: Fold,
    /// Which entries these are: from each first until before each second.
    entries: Vec<(u64, u64)>,
    /// Why the catalog did not take something: what it lacks then is folded at the next start, and until
    /// then nothing is told from it as if it were all.
    broken: Option<Error>,
}

impl Late {
    fn check(&self) -> Result<()> {
        self.broken.clone().map_or(Ok(()), Err)
    }

    fn is_full(&self) -> bool {
        self.entries.len() >= ENTRIES_MAX || self.fold.audit_bytes() >= BYTES_MAX
    }
}

impl Store {
    /// Folds what is recorded with what else waits: answers, what came into feeds, and entries that only
    /// move the mark.
    pub(super) fn fold_late(&self, stamps: &[Stamp], event: &Event) -> Result<()> {
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        late.check()?;
        for stamp in stamps {
            let place = At { leaf: &stamp.leaf, place: stamp.place };
            self.fold_answer(&mut late.fold, place, event);
            late.entries.push((stamp.seq, stamp.seq + 1));
        }
        if late.is_full() { self.settle(&mut late) } else { Ok(()) }
    }

    /// Folds all answers that are recorded, so that their rows can be read.
    pub(super) fn fold_answers(&self) -> Result<()> {
        self.settle(&mut self.late.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn settle(&self, late: &mut Late) -> Result<()> {
        late.check()?;
        let (fold, entries) = (std::mem::take(&mut late.fold), std::mem::take(&mut late.entries));
        self.put(late, fold, entries)
    }

    /// Puts what was made of some entries into the catalog, and moves the mark. Where that fails, no later
    /// mark may say that it is there.
    pub(super) fn put(
        &self,
        late: &mut Late,
        mut fold: Fold,
        entries: impl IntoIterator<Item = (u64, u64)>,
    ) -> Result<()> {
        let mut folded = self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        let next = entries.into_iter().map(|(from, until)| folded.cover(from, until)).last();
        let Some(next) = next else { return Ok(()) };
        fold.folded(next);
        let put = self.catalog.apply(fold);
        late.broken = put.as_ref().err().cloned();
        put
    }
}

/// Answers that wait to be folded, and bytes of their rows.
const ENTRIES_MAX: usize = 256;
const BYTES_MAX: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use marking::Level;
    use model::{
        Community, Contract, LeafKind, Purpose, RecipientId, SliceKeys, Timestamp, WantedReports,
    };

    use super::*;
    use crate::{Contracting, FolderLock, Salt, Served, ServedReport};

    struct Sevens;

    impl Salt for Sevens {
        fn salt(&self) -> [u8; 32] {
            [7; 32]
        }
    }

    fn open(folder: &Path) -> Store {
        let lock = FolderLock::take(folder).unwrap();
        let made: (Box<dyn Salt>, _) = (Box::new(Sevens), Arc::new(SliceKeys::of([1; 32])));
        let (none, at) = (Arc::new(Community::default()), Timestamp::from_micros(1));
        let opened = Store::open::<Error>(&lock, made, Box::new(|_| {}), |_| Ok(()), none, at);
        opened.unwrap().0
    }

    fn answer(store: &Store) -> Result<Stamp> {
        let (originator, serial, outcome) = ("CIA".into(), "R-1".into(), "release".into());
        let went =
            ServedReport { originator, serial, version: 1, outcome, ..ServedReport::withheld() };
        let event = Event::Served(Served {
            recipient: "alvarez".to_owned(),
            purpose: "analysis".to_owned(),
            reports: vec![went],
            ..Served::default()
        });
        let at = Timestamp::from_micros(2);
        store.record(LeafKind::Viewed, "alvarez", "CIA R-1 v1", &event, at)
    }

    fn told(store: &Store) -> usize {
        store.events_of("CIA R-1").unwrap().len()
    }

    #[test]
    fn answers_are_there_for_whoever_reads_them_and_after_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        (0..3).for_each(|_| drop(answer(&store).unwrap()));
        assert_eq!(told(&store), 3);
        (0..ENTRIES_MAX + 5).for_each(|_| drop(answer(&store).unwrap()));
        // It is dropped with some that are not folded.
        assert!(!store.late.lock().unwrap().entries.is_empty());
        drop(store);
        assert_eq!(told(&open(folder.path())), 3 + ENTRIES_MAX + 5);
    }

    #[test]
    fn where_the_catalog_broke_nothing_is_told_from_it_and_the_next_start_has_all() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        (0..2).for_each(|_| drop(answer(&store).unwrap()));
        let (file, what) = ("the catalog".to_owned(), "the disk is gone".to_owned());
        *store.late.lock().unwrap() =
            Late { broken: Some(Error::Catalog { file, what }), ..Late::default() };
        let refused = |error: Error| assert!(error.to_string().contains("the disk is gone"));
        refused(answer(&store).unwrap_err());
        refused(store.events_of("CIA R-1").unwrap_err());
        refused(store.sync().unwrap_err());
        drop(store);
        assert_eq!(told(&open(folder.path())), 3);
    }

    #[test]
    fn what_was_folded_ahead_of_the_mark_is_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let contract = Contract {
            recipient: RecipientId::new("ice-feed").unwrap(),
            name: "all".to_owned(),
            purpose: Purpose::Analysis,
            matter: None,
            wanted: WantedReports::default(),
            level_max: Level::Secret,
            from: Timestamp::from_micros(5),
            until: Timestamp::from_micros(9),
        };
        let proposed = Event::Contracting(Contracting::Proposed(contract));
        let seq = store.journal().next_seq();
        let at = Timestamp::from_micros(2);
        store.act("operator", vec![(LeafKind::Contracted, String::new(), proposed)], at).unwrap();
        let mut behind = Fold::default();
        behind.folded(seq);
        store.catalog.apply(behind).unwrap();
        store.sync().unwrap();
        drop(store);
        assert_eq!(open(folder.path()).contracts().len(), 1);
    }
}
