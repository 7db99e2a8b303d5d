//! Reports that say nearly the same, found in what a recipient may have of both: none is dropped, and a
//! link that rests on what they may not see is not there.

use std::collections::BTreeMap;

use dissemination::{Granted, Shingles};
use index::{Explained, Likened, Wanted};
use model::{LeafKind, Manner, Purpose, Recipient, Report, ReportId};

use super::answers::{Caller, ask, without_version};
use super::{Clearinghouse, FoundReport};
use crate::Result;
use crate::release_log::{Basis, Log};

/// A report that says nearly what another says.
#[derive(Debug)]
pub struct Duplicate {
    /// As far as it may go.
    pub found: FoundReport,
    /// How much of what is shown of both is the same, from 0 to 1.
    pub likeness: f64,
}

/// What somebody submitted, to be held against what is here.
#[derive(Debug)]
pub(crate) struct Sample {
    cited: String,
    texts: Vec<String>,
    shingles: Shingles,
}

impl Sample {
    pub(crate) fn of(report: &Report) -> Self {
        let ReportId { originator, serial, version: _ } = &report.id;
        let parts = std::iter::once(&report.title).chain(&report.portions);
        Self {
            cited: format!("{originator} {serial}"),
            texts: parts.map(|portion| portion.text.clone()).collect(),
            shingles: Shingles::of_submitted(report),
        }
    }
}

impl Clearinghouse {
    /// The reports that say nearly what one says, as far as the recipient may have both, the likest
    /// first; nothing where it may not have that one.
    ///
    /// # Errors
    /// When the index fails, or it could not be recorded.
    pub fn duplicates(
        &self,
        by: Caller<'_>,
        cited: &str,
        manner: Manner,
    ) -> Result<Option<Vec<Duplicate>>> {
        let Some(shown) = self.show(by, cited, Manner::Display)? else { return Ok(None) };
        let shingles = Shingles::of(shown.rendition());
        let texts = shown.rendition().texts().map(|portion| portion.text.as_str());
        let likened = Likened { cited: without_version(cited), is_here: true };
        self.near((by, manner), texts, (likened, &shingles)).map(Some)
    }

    /// The reports that say nearly what somebody submitted, as far as its submitter may have them. It is
    /// recorded where there are any.
    ///
    /// # Errors
    /// As [`Clearinghouse::duplicates`].
    pub(crate) fn near_submitted(
        &self,
        submitter: &Recipient,
        submitted: &Sample,
    ) -> Result<Vec<Duplicate>> {
        let purpose = Purpose::Analysis;
        let by = Caller { recipient: submitter, purpose, matter: None, by: None };
        let texts = submitted.texts.iter().map(String::as_str);
        let likened = Likened { cited: &submitted.cited, is_here: false };
        self.near((by, Manner::Search), texts, (likened, &submitted.shingles))
    }

    /// What says nearly the same as some texts. Where nothing does, it is recorded where somebody asked.
    fn near<'t>(
        &self,
        (by, manner): (Caller<'_>, Manner),
        texts: impl Iterator<Item = &'t str>,
        (likened, shingles): (Likened<'_>, &Shingles),
    ) -> Result<Vec<Duplicate>> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let ask = ask(serving, &in_force);
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask, &self.store.interner());
        let query = self.heed(snapshot.similar(texts, likened, &visible))?;
        let wanted = Wanted { count: LOOKED_AT, ..Wanted::default() };
        let answer = self.heed(snapshot.search(&*query, &visible, &wanted))?;
        let reliance = self.reliance(ask);
        let mut near: Vec<(f64, f32, Granted)> = Vec::new();
        let mut bases = BTreeMap::new();
        for hit in &answer.best {
            let Some(report) = self.store.report_at(hit.seq)? else { continue };
            let (id, acts) = (report.id().clone(), reliance.acts(&report, ask));
            let Ok(granted) = report.decide(ask) else { continue };
            let likeness = granted.likeness(shingles);
            if likeness >= LIKE_FROM {
                bases.insert(id, Basis::of(granted.decision(), acts));
                near.push((likeness, hit.place.score, granted));
            }
        }
        if near.is_empty() && !likened.is_here {
            return Ok(Vec::new());
        }
        // Those alike keep the order of the search, which is the recipient's own.
        near.sort_by(|one, other| other.0.total_cmp(&one.0));
        let (told, granted): (Vec<_>, Vec<_>) =
            near.into_iter().map(|(likeness, score, granted)| ((likeness, score), granted)).unzip();
        let log = Log { bases, ..self.log(serving, LeafKind::Searched) };
        let released = Granted::release_all(granted, &log)?;
        let duplicates = released.into_iter().zip(told).map(|(released, (likeness, score))| {
            let explained = Explained::default();
            Duplicate { found: FoundReport { released, score, explained }, likeness }
        });
        Ok(duplicates.collect())
    }
}

/// Reports that are held against one: the likest by their words.
const LOOKED_AT: usize = 20;
/// From which share on two reports say nearly the same.
const LIKE_FROM: f64 = 0.5;
