//! A report before it is submitted: who would get what, and which change would reach more.

use std::collections::BTreeSet;
use std::sync::Arc;

use marking::{Code, Dissem, Level, Marking};
use model::{Community, Manner, Portion, Purpose, Recipient, Report, Timestamp};

use crate::condition::{Condition, Everybody};
use crate::judge::{judge_for, permits};
use crate::who::Who;
use crate::{Ask, Classes, Crowd, Extent, Given, Handling, HandlingId, Provenance, Verdict};

/// A draft in its community. Every answer is decided as for a stored report; nothing is guessed.
#[derive(Debug)]
pub struct Prospect<'c> {
    report: &'c Report,
    provenance: &'c Provenance,
    community: &'c Community,
    crowd: Crowd<'c>,
    handlings: Vec<Handling>,
    classes: Classes<HandlingId>,
}

/// Recipients who would get the same.
#[derive(Clone, Debug)]
pub struct Share<'c> {
    /// Who.
    pub recipients: Vec<&'c Recipient>,
    /// What, and whether US persons are named in it.
    pub extent: Extent,
}

/// What one condition costs: who would get more without it.
#[derive(Clone, Debug)]
pub struct Cost<'c> {
    /// The condition.
    pub condition: Condition,
    /// As a person would say it.
    pub printed: String,
    /// The rules that deny because of it, by their stable names.
    pub rules: BTreeSet<&'static str>,
    /// Who would get more.
    pub more: Vec<&'c Recipient>,
    /// How many of them get nothing now.
    pub from_nothing: usize,
}

/// A tear line that the originator could add: who would get it that now gets less.
#[derive(Clone, Debug)]
pub struct TearLineOffer<'c> {
    /// How it would be marked.
    pub marking: Marking,
    /// Who would get more than now.
    pub more: Vec<&'c Recipient>,
    /// How many of them get nothing now.
    pub from_nothing: usize,
}

impl<'c> Prospect<'c> {
    /// Of a report that is marked and not stored, and its sources.
    pub fn of(
        report: &'c Report,
        provenance: &'c Provenance,
        community: &'c Community,
        matter: Option<&'c str>,
        at: Timestamp,
    ) -> Self {
        let (handlings, classes) = Classes::distinct(report, provenance, community);
        let crowd = Crowd::of(community, handlings.iter(), matter, at);
        Self { report, provenance, community, crowd, handlings, classes }
    }

    /// What each recipient would get for a purpose in a manner, in groups of the same answer for the
    /// same reasons.
    pub fn shares(&self, purpose: Purpose, manner: Manner) -> Vec<Share<'c>> {
        let asks = self.crowd.asks_in(purpose, manner);
        let groups = self.crowd.groups().iter().zip(asks);
        let share = |(group, ask): (&Vec<&'c Recipient>, Ask<'c>)| {
            let extent = Extent::best(&permitted(&self.handlings, &self.classes, ask));
            Share { recipients: group.clone(), extent }
        };
        groups.map(share).collect()
    }

    /// The conditions that keep recipients from getting more, those that keep most first: each is
    /// taken away alone, and all is decided anew. What only two conditions together keep out is
    /// in neither's count.
    pub fn costs(&self, purpose: Purpose) -> Vec<Cost<'c>> {
        let now = self.given(&self.handlings, &self.classes, purpose);
        let everybody = Everybody::of(self.community, self.report);
        let asks = self.crowd.asks(purpose);
        let mut costs = Vec::new();
        for condition in Condition::all(self.handlings.iter()) {
            let lifted = |handling| condition.lifted(handling, &everybody, self.community);
            let lifted: Vec<Handling> = self.handlings.iter().map(lifted).collect();
            let then = self.given(&lifted, &self.classes, purpose);
            let more =
                |at: usize| now.get(at).zip(then.get(at)).is_some_and(|(now, then)| then > now);
            let reached = self.reached(&now, more);
            if reached.0.is_empty() {
                continue;
            }
            let asks = asks.iter().enumerate().filter(|(at, _)| more(*at));
            let rules = asks.flat_map(|(_, ask)| self.relieved(&lifted, *ask)).collect();
            let printed = condition.printed(self.handlings.iter());
            let (more, from_nothing) = reached;
            costs.push(Cost { condition, printed, rules, more, from_nothing });
        }
        costs.sort_by(|one, other| {
            (other.more.len(), &one.printed).cmp(&(one.more.len(), &other.printed))
        });
        costs
    }

    /// The tear lines that would reach more, by how far each is from the banner, the nearest first:
    /// the banner as it is (caveats do not bind a tear line), released to partners, its level alone,
    /// lower levels, and unclassified ones.
    pub fn tear_lines(&self, purpose: Purpose) -> Vec<TearLineOffer<'c>> {
        let now = self.given(&self.handlings, &self.classes, purpose);
        let mut offers: Vec<TearLineOffer<'c>> = Vec::new();
        for marking in self.markings() {
            let mut report = self.report.clone();
            report.tearlines.push(Portion {
                marking: Arc::new(marking.clone()),
                written: Some(marking.portion()),
                text: String::new(),
            });
            let (handlings, classes) = Classes::distinct(&report, self.provenance, self.community);
            let then = self.given(&handlings, &classes, purpose);
            // A tear line beside a whole reaches nobody new.
            let more = |at: usize| {
                now.get(at).zip(then.get(at)).is_some_and(|(now, then)| then.is_better_form(now))
            };
            let (more, from_nothing) = self.reached(&now, more);
            // A greater change for the same readers is no offer; an unclassified one always is.
            let nearer = offers.iter().any(|offer| is_within(&more, &offer.more));
            if more.is_empty() || (nearer && marking.is_classified()) {
                continue;
            }
            offers.push(TearLineOffer { marking, more, from_nothing });
        }
        offers
    }

    /// What each group gets under some classes.
    fn given(
        &self,
        handlings: &[Handling],
        classes: &Classes<HandlingId>,
        purpose: Purpose,
    ) -> Vec<Given> {
        let asks = self.crowd.asks(purpose).into_iter();
        asks.map(|ask| Given::best(&permitted(handlings, classes, ask))).collect()
    }

    /// The recipients of the groups that get more, and how many of them get nothing now.
    fn reached(&self, now: &[Given], more: impl Fn(usize) -> bool) -> (Vec<&'c Recipient>, usize) {
        let (mut reached, mut from_nothing) = (Vec::new(), 0);
        for (at, group) in self.crowd.groups().iter().enumerate().filter(|(at, _)| more(*at)) {
            reached.extend(group.iter().copied());
            if now.get(at).is_some_and(|given| given.form().is_none()) {
                from_nothing += group.len();
            }
        }
        reached.sort_by_key(|recipient| &recipient.id);
        (reached, from_nothing)
    }

    /// The rules that deny some class and deny it no longer once a condition is lifted.
    fn relieved(&self, lifted: &[Handling], ask: Ask<'_>) -> BTreeSet<&'static str> {
        let who = Who::of(ask.recipient, ask.community);
        let denying = |handling: &Handling| -> BTreeSet<&'static str> {
            let reasons = judge_for(handling, ask, who).reasons.into_iter();
            reasons.filter(|r| r.verdict == Verdict::Deny).map(|r| r.rule).collect()
        };
        let pairs = self.handlings.iter().zip(lifted);
        pairs.flat_map(|(now, then)| &denying(now) - &denying(then)).collect()
    }

    /// Markings for a tear line, the nearest to the banner first.
    fn markings(&self) -> Vec<Marking> {
        let banner = &*self.report.banner;
        let partners = partners(self.community);
        let mut candidates = vec![banner.clone()];
        let mut lists: Vec<Vec<Code>> = partners.iter().map(|nation| vec![*nation]).collect();
        if partners.len() > 1 {
            lists.push(partners.iter().copied().collect());
        }
        let mut levels = Level::ALL.into_iter().rev().filter(|level| {
            level.is_classified() && *level <= banner.level() && *level != Level::Restricted
        });
        candidates.extend(lists.iter().map(|list| banner.released_to(list)));
        for level in levels.by_ref() {
            let plain = Marking::parse(level.banner()).map(|parsed| parsed.marking);
            let Ok(plain) = plain else { continue };
            let noforn = Marking::parse(&format!("{}//NOFORN", level.banner()));
            candidates.extend(noforn.map(|parsed| parsed.marking));
            candidates.extend(lists.iter().map(|list| plain.released_to(list)));
        }
        let unclassified = ["U//FOUO", "U"].into_iter();
        candidates.extend(unclassified.filter_map(|text| Some(Marking::parse(text).ok()?.marking)));
        let used: Vec<_> = self.report.tearlines.iter().map(|t| &*t.marking).collect();
        let mut chosen: Vec<Marking> = Vec::new();
        for candidate in candidates {
            if !used.contains(&&candidate)
                && self.is_sound(&candidate)
                && !chosen.contains(&candidate)
            {
                chosen.push(candidate);
            }
        }
        chosen
    }

    /// Whether the register lets a marking stand.
    fn is_sound(&self, marking: &Marking) -> bool {
        // A community's own controls go with what they meant in the banner.
        let read = Marking::parse_by(&marking.portion(), &self.community.register);
        read.is_ok_and(|parsed| parsed.errors().next().is_none() && parsed.marking == *marking)
            && (!marking.has(Dissem::Fouo) || !marking.is_classified())
    }
}

/// What of a report under some classes somebody may have.
fn permitted(handlings: &[Handling], classes: &Classes<HandlingId>, ask: Ask<'_>) -> Classes<bool> {
    let who = Who::of(ask.recipient, ask.community);
    let permitted: Vec<bool> =
        handlings.iter().map(|one| permits(one, ask, who).permitted).collect();
    classes.map(|id| {
        let at = usize::try_from(id.0).ok();
        at.and_then(|at| permitted.get(at)).copied().unwrap_or(false)
    })
}

fn is_within(some: &[&Recipient], of: &[&Recipient]) -> bool {
    some.iter().all(|one| of.iter().any(|other| other.id == one.id))
}

/// The nations of partners: those other than the United States that recipients work for.
fn partners(community: &Community) -> BTreeSet<Code> {
    let employers = community.recipients.values().map(|one| &one.admin_organization);
    let nations = employers.filter_map(|id| Some(community.agencies.get(id)?.nation));
    nations.filter(|nation| *nation != Code::USA).collect()
}
