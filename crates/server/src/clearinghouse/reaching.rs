//! What of all that a recipient may take away its feeds ask for, what none of them does, and what a proposal
//! of theirs would bring.

use std::collections::{BTreeMap, BTreeSet};

use dissemination::{Granted, Released};
use index::{Facet, FacetField, Parsed, Reading, Visible, Wanted};
use model::{LeafKind, Manner, Recipient};
use store::RecordedContract;

use super::answers::{Caller, ask};
use super::contracting::{Brought, ShadowRun, no_contract};
use super::{Clearinghouse, searching::salted};
use crate::Result;
use crate::release_log::{Basis, Log};

/// What a recipient's feeds ask for of what it may take away.
#[derive(Clone, Debug, Default)]
pub struct FeedReach {
    /// How many reports it may take away.
    pub total: u64,
    /// How many of them each contract asks for.
    pub contracts: Vec<(RecordedContract, u64)>,
    /// The values of fields that no contract asks for, with how many of these reports have them.
    pub unserved: Vec<Facet>,
    /// The distinct banners of all that was counted.
    pub banners: Vec<String>,
}

/// What a proposal would bring, as far as its recipient may have it.
#[derive(Debug)]
pub struct ForeseenFeed {
    /// The contract.
    pub known: RecordedContract,
    /// All of it, in names.
    pub run: ShadowRun,
    /// The first of what it adds.
    pub adds: Vec<Released>,
    /// The first of what it removes.
    pub removes: Vec<Released>,
}

impl Clearinghouse {
    /// What a recipient's contracts in force ask for of all that it may take away for a purpose. The values
    /// are of reports, so that it is recorded as a search is.
    ///
    /// # Errors
    /// When the index fails, or it could not be recorded.
    pub fn feed_reach(&self, by: Caller<'_>) -> Result<FeedReach> {
        let all = index::read("*", Reading::default(), self.thesaurus());
        let all = all.map_err(index::Error::from)?;
        let contracts = self.feeds_of(by.recipient);
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, Manner::Extract);
        let visible = self.sights.visible(ask(serving, &in_force), &self.store.interner());
        let (total, mut facets) = self.counted(&all, &visible)?;
        let mut reach = FeedReach { total, ..FeedReach::default() };
        let mut served: BTreeMap<FacetField, BTreeSet<String>> = BTreeMap::new();
        for known in contracts {
            let Ok(query) = self.query_of(&known.contract) else { continue };
            let (count, own) = self.counted(&query, &visible)?;
            for Facet { field, counts } in own {
                served.entry(field).or_default().extend(counts.into_iter().map(|(of, _)| of));
            }
            reach.contracts.push((known, count));
        }
        let banners = facets.iter().filter(|facet| facet.field == FacetField::Marking);
        let banners = banners.flat_map(|facet| facet.counts.iter().map(|(of, _)| of.clone()));
        reach.banners = banners.collect();
        facets.retain(|facet| facet.field != FacetField::Marking);
        for facet in &mut facets {
            let own = served.get(&facet.field);
            facet.counts.retain(|(value, _)| own.is_none_or(|own| !own.contains(value)));
        }
        reach.unserved = facets;
        let query = Some(salted("*")?);
        let log = Log { query, ..self.log(serving, LeafKind::Searched) };
        Granted::release_all(Vec::new(), &log)?;
        Ok(reach)
    }

    fn counted(&self, query: &Parsed, visible: &Visible) -> Result<(u64, Vec<Facet>)> {
        let snapshot = self.index.snapshot();
        let lowered = self.heed(snapshot.lower(query, visible))?;
        let wanted = Wanted { total: true, facets: &COUNTED, ..Wanted::default() };
        let answer = self.heed(snapshot.search(&*lowered, visible, &wanted))?;
        Ok((answer.total.unwrap_or_default(), answer.facets))
    }

    /// What a recipient's own proposal would bring beside what is brought already, the first of it with what
    /// it says. That is recorded before it is given.
    ///
    /// # Errors
    /// When it has no such contract, or it could not be recorded.
    pub fn foresee_feed(
        &self,
        (own, by): (&Recipient, Option<&str>),
        id: &str,
    ) -> Result<ForeseenFeed> {
        let known = self.store.contract(id).filter(|known| known.contract.recipient == own.id);
        let Some(known) = known else { return Err(no_contract(id)) };
        let run = self.shadow_run(&known.contract)?;
        let recipient = known.contract.capped(own);
        let contract = &known.contract;
        let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
        let by = Caller { recipient: &recipient, purpose, matter, by };
        let adds = self.give_first(by, &run.adds)?;
        let removes = self.give_first(by, &run.removes)?;
        Ok(ForeseenFeed { adds, removes, run, known })
    }

    /// The first of some reports, as far as they may go.
    fn give_first(&self, by: Caller<'_>, brought: &[Brought]) -> Result<Vec<Released>> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, Manner::Extract);
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let (mut granted, mut bases) = (Vec::new(), BTreeMap::new());
        for of in brought.iter().take(SHOWN_MAX) {
            let Some(report) = self.store.report(&of.report)? else { continue };
            let (id, acts) = (report.id().clone(), reliance.acts(&report, ask));
            let Ok(grant) = report.decide(ask) else { continue };
            bases.insert(id, Basis::of(grant.decision(), acts));
            granted.push(grant);
        }
        if granted.is_empty() {
            return Ok(Vec::new());
        }
        let log = Log { bases, ..self.log(serving, LeafKind::Searched) };
        Granted::release_all(granted, &log)
    }
}

const COUNTED: [FacetField; 4] =
    [FacetField::Originator, FacetField::Kind, FacetField::Topic, FacetField::Marking];
/// Reports that are shown of what a proposal adds, and of what it removes.
const SHOWN_MAX: usize = 20;
