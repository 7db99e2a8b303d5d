//! Watchlists: lists are reports of kind `watchlist`, handled as their originators mark them. Whoever looks
//! out for them is alerted when somebody arrives who may be on one, or a list arrives that may have somebody
//! who is known.

use std::collections::{BTreeMap, BTreeSet};

use dissemination::{Granted, Released};
use fusion::{Match, MentionId, Seen};
use index::Visible;
use model::{AgencyId, LeafKind, Manner, ReportId};
use store::{Fresh, StandingSearch};

use super::answers::{Caller, ask};
use super::{Clearinghouse, fusing::Behind};
use crate::fused::{Fused, name_of};
use crate::release_log::{Basis, Log};
use crate::{Error, Result};

/// A mention and an entry of a list that it may be of.
#[derive(Clone, Debug)]
pub struct ShownMatch {
    /// What the mention is called.
    pub mention: String,
    /// Its name, as the report writes it.
    pub name: String,
    /// What the entry is called.
    pub entry: String,
    /// The entry's name, as the list writes it.
    pub entry_name: String,
    /// What the evidence weighs, and whether it is enough by itself.
    pub found: Match,
}

/// What an alert is about, and the reports that it is known from.
#[derive(Debug, Default)]
pub struct FoundMatches {
    /// The likeliest first.
    pub matches: Vec<ShownMatch>,
    /// The lists or reports, as far as they may go.
    pub sources: Vec<Released>,
}

impl Clearinghouse {
    /// Checks what somebody wants to look out for.
    pub(super) fn check_lists(&self, query: &str, lists: &[AgencyId]) -> Result<()> {
        if !query.is_empty() {
            let what = "a search looks out for entries of lists or has a query, not both";
            return Err(Error::Act { what: what.to_owned() });
        }
        let known = &self.community.agencies;
        let unknown = lists.iter().find(|of| !known.contains_key(*of));
        unknown.map_or(Ok(()), |of| {
            Err(Error::Act { what: format!("`{of}` is no agency of the community") })
        })
    }

    /// Lets those who look out for entries of lists look at reports that have just come.
    pub(super) fn look_out(&self, new: &[Fresh]) -> Result<()> {
        let watches = self.standing().watches();
        watches.iter().try_for_each(|watch| self.watch(watch, new))
    }

    fn watch(&self, watch: &StandingSearch, new: &[Fresh]) -> Result<()> {
        let StandingSearch { id, seq: since, search } = watch;
        let Some(recipient) = self.community.recipients.get(&search.recipient) else {
            return Ok(());
        };
        let matter = search.matter.as_deref();
        let by = Caller { recipient, purpose: search.purpose, matter, by: None };
        let lists = search.lists.as_deref().unwrap_or_default();
        self.with_seen(by, Manner::Search, |fused, seen, (serving, visible)| {
            let in_force = self.store.in_force();
            let ask = ask(serving, &in_force);
            let reliance = self.reliance(ask);
            let (mut granted, mut bases) = (Vec::new(), BTreeMap::new());
            // What came before it was saved is not looked at.
            for fresh in new.iter().filter(|fresh| fresh.seq > *since) {
                let name = fresh.report.id();
                let was_alerted = self.store.was_alerted(id, &name.cited(), name.version);
                if was_alerted || found(fused, seen, visible, name, lists).is_empty() {
                    continue;
                }
                let Some(report) = self.store.report_at(fresh.seq)? else { continue };
                let acts = reliance.acts(&report, ask);
                if let Ok(grant) = report.decide(ask)
                    && fused.rests_on(name, grant.decision(), visible)
                {
                    bases.insert(name.clone(), Basis::of(grant.decision(), acts));
                    granted.push(grant);
                }
            }
            self.give_alert(serving, id, Behind { granted, bases })
        })
    }

    /// Why somebody was alerted about a report, as it is now. Recorded with the lists.
    pub(super) fn matches_of(
        &self,
        (by, manner): (Caller<'_>, Manner),
        report: &ReportId,
        lists: &[AgencyId],
    ) -> Result<FoundMatches> {
        self.with_seen(by, manner, |fused, seen, (serving, visible)| {
            let mut all = found(fused, seen, visible, report, lists);
            all.truncate(MATCHES_MAX);
            let reports: BTreeSet<ReportId> = all
                .iter()
                .flat_map(|(mention, found)| [&mention.report, &found.entry.report])
                .cloned()
                .collect();
            let Some(Behind { granted, bases }) =
                self.behind(serving, (fused, visible), reports)?
            else {
                return Ok(FoundMatches::default());
            };
            let log = Log { bases, ..self.log(serving, LeafKind::Searched) };
            let sources = Granted::release_all(granted, &log)?;
            let matches = all.into_iter().filter_map(|(mention, found)| {
                Some(ShownMatch {
                    name: fused.written(&mention)?.1.to_owned(),
                    entry_name: fused.written(&found.entry)?.1.to_owned(),
                    mention: name_of(&mention),
                    entry: name_of(&found.entry),
                    found,
                })
            });
            Ok(FoundMatches { matches: matches.collect(), sources })
        })
    }
}

/// The mentions of a report that entries of lists may be of; of a list, whom its entries may be of. The
/// likeliest first, each pair of reports once for each name.
fn found(
    fused: &Fused,
    seen: &Seen<'_>,
    visible: &Visible,
    report: &ReportId,
    lists: &[AgencyId],
) -> Vec<(MentionId, Match)> {
    let wanted = |of: &ReportId| lists.is_empty() || lists.contains(&of.originator);
    let own_is_list = fused.is_list(report);
    if own_is_list && !wanted(report) {
        return Vec::new();
    }
    let other = |of: &ReportId| match own_is_list {
        true => !fused.is_list(of),
        false => fused.is_list(of) && wanted(of),
    };
    let mentions = fused.mentions_of(report, visible).into_iter();
    let pairs = mentions.flat_map(|mention| {
        let found = seen.matches(&mention, &other).into_iter();
        found.map(move |found| (mention.clone(), found))
    });
    let mut pairs: Vec<(MentionId, Match)> = pairs.collect();
    pairs.sort_by(|(one_id, one), (other_id, other)| {
        other
            .weight
            .cmp(&one.weight)
            .then_with(|| (one_id, &one.entry).cmp(&(other_id, &other.entry)))
    });
    let mut told = BTreeSet::new();
    pairs.retain(|(mention, found)| {
        let name = |id: &MentionId| fused.written(id).map(|(_, name)| name.to_owned());
        told.insert((name(mention), name(&found.entry), found.entry.report.clone()))
    });
    pairs
}

/// Matches that one alert tells.
const MATCHES_MAX: usize = 20;
