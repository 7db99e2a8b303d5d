//! Everything together: open a data folder, take submissions, answer questions.

mod acting;
mod advising;
mod answers;
mod archiving;
mod auditing;
mod chartering;
mod collecting;
mod condition;
mod consenting;
mod contracting;
mod corresponding;
mod covering;
mod duplicates;
mod fanning;
mod feed_reading;
mod feeding;
mod foresee;
mod fusing;
mod heading;
mod judging;
mod looking_out;
mod noting;
mod opening;
mod originals;
mod past;
mod picturing;
mod prove;
mod purging;
mod quarantining;
mod reaching;
mod recalling;
mod receivable;
mod receiving;
mod reindexing;
mod reliance;
mod requesting;
mod searching;
mod slices;
mod sources;
mod standing;
mod step;
mod undoing;
mod versions;

pub use acting::Officer;
pub(crate) use advising::Told;
pub use answers::Caller;
pub use auditing::{AuditFilter, Events};
pub use chartering::InForce;
pub use collecting::{Collected, Manifest};
pub use condition::{Condition, FeedLag, Witnessed};
pub use consenting::ConsentAsked;
pub use contracting::{Brought, ShadowRun};
pub use corresponding::{FoundCorrelations, ShownCorrelation};
pub use covering::{Coverage, ReportCoverage, Standing, Word};
pub use duplicates::Duplicate;
pub(crate) use duplicates::Sample;
pub use feed_reading::{Fed, FeedPage, FeedPageItem};
pub use foresee::{Foreseeing, Intended};
pub use fusing::{
    FoundEntities, NamedEntity, ShownAssociate, ShownEntity, ShownPlace, ShownStatement,
    ShownTogether,
};
pub use judging::NewJudgement;
pub use looking_out::{FoundMatches, ShownMatch};
pub use noting::note_beside;
pub use opening::Started;
pub use picturing::{ShownGraph, ShownTie};
pub use quarantining::Worker;
pub use reaching::{FeedReach, ForeseenFeed};
pub use receivable::Receivable;
pub use receiving::Owed;
pub use requesting::{Approval, Approved};
pub use searching::{Found, FoundReport, Search, Sort, facets};
pub use standing::{AlertPage, FoundAlert, NewSearch};
pub use undoing::UndoneJudgement;
pub use versions::TwoVersions;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use dissemination::{IndexedView, ViewId};
use fusion::Gazetteer;
use index::{Addition, Index, Thesaurus};
use ingestion::CodeWords;
use ledger::{CosignatureKey, SigningKey};
use model::{Community, Recipient, RecipientId};
use store::{Fresh, Outcome, Prepared, Store};

use crate::book::{Book, book};
use crate::catalogue::Catalogues;
use crate::config::Config;
use crate::digest::Digest;
use crate::feeds::Feeds;
use crate::fused::Fused;
use crate::kept_pages::KeptPages;
use crate::reading::Reading;
use crate::sights::Sights;
use crate::standing_searches::StandingSearches;
use crate::steady_clock::SteadyClock;
use crate::{Error, Result};

/// A running clearinghouse over one data folder, which it holds alone.
pub struct Clearinghouse {
    config: Config,
    community: Arc<Community>,
    reading: Reading,
    thesaurus: Thesaurus,
    code_words: CodeWords,
    gazetteer: OnceLock<Gazetteer>,
    store: Store,
    index: Index,
    /// The first journal entry that is not searchable yet, and the first that is not indexed.
    searchable: AtomicU64,
    indexed: AtomicU64,
    ledger: Arc<Mutex<Book>>,
    key: SigningKey,
    /// The first entry that saved searches have not looked at.
    alerted: AtomicU64,
    standing: Mutex<StandingSearches>,
    /// Held while saved searches look.
    alerting: Mutex<()>,
    /// Held while feeds are brought what came.
    feeds: Mutex<Feeds>,
    /// How often something came into a feed, or a contract came into force or ended.
    feed_moves: AtomicU64,
    /// What feeds have as collections.
    catalogues: Catalogues,
    /// Pages of them that were given.
    kept_pages: KeptPages,
    /// Who is who, out of every view of every report.
    fused: RwLock<Fused>,
    /// Held from when something is stored until it is fed to the index: in the same order, and all of it
    /// before the index says up to where it goes.
    feeding: Mutex<()>,
    /// Recipients that witness the ledger, with their keys.
    witnesses: Vec<(String, CosignatureKey)>,
    sights: Sights,
    clock: SteadyClock,
    /// Whether the machine's clock was behind at the last look.
    clock_behind: AtomicBool,
    /// What was done beside, and is not recorded yet.
    unrecorded: PathBuf,
    /// Written while an act comes into force, read while something is decided and given or taken in.
    acting: RwLock<()>,
    /// Held while a step is taken with what is set aside.
    quarantining: Mutex<()>,
    /// Held while the index is made anew.
    reindexing: Mutex<()>,
    /// Held while the index that serves is committed, or replaced.
    committing: Mutex<()>,
    /// Whether the index failed.
    index_damaged: AtomicBool,
    /// The operator's wish that it be made anew.
    reindex_asked: PathBuf,
}

impl Clearinghouse {
    /// Stores submissions; when it returns they are durable. They are searchable after
    /// [`Clearinghouse::make_searchable`].
    ///
    /// # Errors
    /// When nothing could be stored.
    pub fn submit(&self, submissions: Vec<Prepared>, actor: &str) -> Result<Vec<Outcome>> {
        // What is made from them may go otherwise at once, as when an act says so.
        // Whatever is stored is fed to the index that serves: none may take its place in between.
        let (_alone, _together) = match self.store.has_products(&submissions)? {
            true => (Some(self.acting.write().unwrap_or_else(PoisonError::into_inner)), None),
            false => (None, Some(self.acting.read().unwrap_or_else(PoisonError::into_inner))),
        };
        let _feeding = self.feeding.lock().unwrap_or_else(PoisonError::into_inner);
        let (outcomes, fresh) = self.store.submit(submissions, actor, self.clock.now())?;
        self.feed(&fresh, |fresh| fresh.anew || fresh.report.id().version > 1)?;
        self.indexed.store(self.store.journal().next_seq(), Ordering::Release);
        if fresh.iter().any(|fresh| fresh.anew) {
            self.make_searchable()?;
        }
        Ok(outcomes)
    }

    /// Makes everything that is stored searchable, and the folds durable.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn make_searchable(&self) -> Result<()> {
        let _committing = self.committing.lock().unwrap_or_else(PoisonError::into_inner);
        let next = self.indexed.load(Ordering::Acquire);
        // The two write different files, and the disk can take both at once.
        let (committed, synced) = std::thread::scope(|scope| {
            let synced = scope.spawn(|| self.store.sync());
            (self.index.commit(next), synced.join())
        });
        committed?;
        self.searchable.store(next, Ordering::Release);
        match synced {
            Ok(synced) => Ok(synced?),
            Err(_) => {
                // The catalog is a fold: at worst the next start makes it anew.
                tracing::error!("the catalog failed while it was made durable; restart");
                Ok(())
            }
        }
    }

    /// Whether something is stored that is not searchable yet.
    pub fn is_behind(&self) -> bool {
        self.indexed.load(Ordering::Acquire) > self.searchable.load(Ordering::Acquire)
    }

    /// Signs a checkpoint of the ledger as it is, and keeps it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn checkpoint(&self) -> Result<String> {
        book(&self.ledger).sign(&self.config.origin, &self.key)
    }

    /// Whether the ledger has grown since its last checkpoint.
    pub fn is_unsigned(&self) -> bool {
        let ledger = book(&self.ledger);
        ledger.is_unsigned()
    }

    /// A recipient of the community.
    ///
    /// # Errors
    /// When there is none of that id.
    pub fn recipient(&self, id: &str) -> Result<&Recipient> {
        RecipientId::new(id)
            .ok()
            .and_then(|id| self.community.recipients.get(&id))
            .ok_or_else(|| Error::UnknownRecipient { id: id.chars().take(80).collect() })
    }

    /// The community, as its file has it.
    pub fn community(&self) -> &Community {
        &self.community
    }

    /// What the community's file says about words.
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    /// Sends every feed that goes by mail, or those of a recipient or of a name; gives how many positions
    /// each letter had, and what became of it.
    ///
    /// # Errors
    /// When no mail server is configured.
    pub fn send_digests(
        &self,
        is_due: impl Fn(&Digest) -> bool,
    ) -> Result<Vec<(String, Result<usize>)>> {
        let Some(mail) = &self.config.mail else {
            let what = "no mail server is configured: say [mail] in tearline.toml".to_owned();
            return Err(Error::Mail { what });
        };
        let due = self.config.digests.iter().filter(|digest| is_due(digest));
        Ok(due
            .map(|digest| {
                (format!("{}/{}", digest.recipient, digest.feed), digest.send(self, mail))
            })
            .collect())
    }

    /// Where it is written which deliveries webhooks did not take.
    pub fn undelivered_file(&self) -> PathBuf {
        self.unrecorded.with_file_name(UNDELIVERED)
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The words that are protected themselves.
    pub(crate) fn code_words(&self) -> &CodeWords {
        &self.code_words
    }

    /// How files of other formats are read.
    pub(crate) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// From now on files whose formats were not written for hostile input are read in processes of
    /// this binary, under limits of their own.
    pub fn read_apart(&self, binary: PathBuf) {
        self.reading.read_apart(binary);
    }

    /// The store, for the operator's commands and for tests.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The index, for benchmarks against its engine.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Makes everything durable and signed, before the process ends.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn close(&self) -> Result<()> {
        if self.is_behind() {
            self.make_searchable()?;
        }
        self.alert()?;
        self.bring_feeds()?;
        self.store.sync()?;
        self.checkpoint()?;
        Ok(())
    }
}

/// A report's views, as the index takes them.
fn cut(fresh: &Fresh) -> impl Iterator<Item = (ViewId, IndexedView<'_>)> {
    fresh.views.iter().map(|(id, view)| (*id, fresh.report.cut_for_index(view)))
}

/// Reports as the index takes them.
fn additions(
    fresh: &[Fresh],
    replaces_earlier: impl Fn(&Fresh) -> bool,
) -> Vec<Addition<impl Iterator<Item = (ViewId, IndexedView<'_>)> + Send>> {
    let addition = |fresh| {
        let replaces_earlier = replaces_earlier(fresh);
        Addition { seq: fresh.seq, replaces_earlier, views: cut(fresh) }
    };
    fresh.iter().map(addition).collect()
}

impl std::fmt::Debug for Clearinghouse {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Clearinghouse").finish_non_exhaustive()
    }
}

/// In the data folder.
pub const UNDELIVERED: &str = "undelivered.json";
