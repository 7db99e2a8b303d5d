//! What changed from one version of a report to the next.
//!
//! A later version takes the place of the earlier one, and may say other things of who may have it. So an
//! earlier one is shown to those alone who may have the newest whole, and that one too.

use std::collections::BTreeMap;

use dissemination::{Form, Given, Granted, Naming, Released};
use model::{LeafKind, Manner};

use super::Clearinghouse;
use super::answers::{Caller, ask, unknown, without_version};
use crate::Result;
use crate::release_log::{Basis, Log, served};

/// Two versions of a report.
#[derive(Debug)]
pub struct TwoVersions {
    /// The later one.
    pub later: Released,
    /// What it took the place of.
    pub earlier: Released,
}

impl Clearinghouse {
    /// A version of a report, the newest where none is said, and the one before it; `None` where there
    /// are no two, or where one of them or the newest may not go whole. Either is recorded first.
    ///
    /// # Errors
    /// When it could not be recorded; then nothing is shown.
    pub fn two_versions(
        &self,
        by: Caller<'_>,
        cited: &str,
        later: Option<u32>,
    ) -> Result<Option<TwoVersions>> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, Manner::Display);
        let ask = ask(serving, &in_force);
        let name = without_version(cited);
        let reliance = self.reliance(ask);
        let mut bases = BTreeMap::new();
        let mut whole = |guarded: dissemination::Guarded| {
            let (id, acts) = (guarded.id().clone(), reliance.acts(&guarded, ask));
            let granted = guarded.decide(ask).ok()?;
            if granted.decision().form != Some(Form::Whole) {
                return None;
            }
            bases.insert(id, Basis::of(granted.decision(), acts));
            Some(granted)
        };
        let newest = self.store.report(name)?;
        let id = newest.as_ref().map(|newest| newest.id().clone());
        let mut pair = Vec::new();
        if let (Some(newest), Some(number)) = (newest, id.as_ref().map(|id| id.version))
            && let Some(newest) = whole(newest)
        {
            let later = later.filter(|later| *later < number);
            pair.extend(Some(newest).filter(|_| later.is_none()));
            // One that may not go is passed over, as one that is not there.
            for version in self.store.versions(name)? {
                let is_wanted = match later {
                    None => version < number,
                    Some(later) => version <= later,
                };
                if !is_wanted || pair.len() == 2 {
                    continue;
                }
                // The later one is that which was asked for.
                if pair.is_empty() && later != Some(version) {
                    break;
                }
                let of = self.store.version_before(name, version.saturating_add(1))?;
                pair.extend(of.and_then(&mut whole));
            }
        }
        if pair.len() < 2 {
            let report = id.map_or_else(
                || unknown(cited),
                |id| served(&id, &Given::default(), Naming::Nobody),
            );
            let refused = vec!["no-two-versions".to_owned()];
            self.log(serving, LeafKind::Withheld).without(report, refused)?;
            return Ok(None);
        }
        let log = Log { bases, ..self.log(serving, LeafKind::Viewed) };
        let mut released = Granted::release_all(pair, &log)?.into_iter();
        Ok(released
            .next()
            .zip(released.next())
            .map(|(later, earlier)| TwoVersions { later, earlier }))
    }

    /// The versions of a report that a recipient may have whole, the newest first; none where the newest is
    /// not among them. Of what they say nothing is given.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn versions(&self, by: Caller<'_>, cited: &str) -> Result<Vec<u32>> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let ask = ask(self.serving(by, Manner::Display), &in_force);
        let name = without_version(cited);
        let mut seen = Vec::new();
        for version in self.store.versions(name)? {
            let of = self.store.version_before(name, version.saturating_add(1))?;
            let is_whole = of.is_some_and(|of| of.ponder(ask).form == Some(Form::Whole));
            if is_whole {
                seen.push(version);
            } else if seen.is_empty() {
                break;
            }
        }
        seen.truncate(VERSIONS_MAX);
        Ok(seen)
    }
}

/// Versions that are listed.
const VERSIONS_MAX: usize = 50;
