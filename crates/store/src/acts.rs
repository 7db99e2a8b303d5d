//! What is in force: the community's file with every act on top, and the requests. A fold of the
//! journal that is kept in memory, since acts are few.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Act, Community, Leaf, LeafKind, Request, Timestamp};

use crate::contracts::Contracts;
use crate::standing::Standing;
use crate::{Event, Fanned, Place, Served};

/// An act as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedAct {
    /// Its id, which tells nothing.
    pub id: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was decided, with the end that it has by now.
    pub act: Act,
    /// The request that it answers.
    pub request: Option<String>,
    /// Why.
    pub reason: String,
    /// Who ended it before its time, when and why.
    pub ended: Option<(Timestamp, String, String)>,
}

/// The fold.
#[derive(Debug)]
pub(crate) struct Acts {
    file: Arc<Community>,
    in_force: Arc<Community>,
    recorded: Vec<RecordedAct>,
    requests: BTreeMap<String, Request>,
    /// The files that the community had, with when each began to hold.
    files: Vec<(Timestamp, Place)>,
    standing: Standing,
    contracts: Contracts,
}

impl Acts {
    pub(crate) fn of(file: Arc<Community>) -> Self {
        let in_force = Arc::clone(&file);
        let (recorded, requests, files) = (Vec::new(), BTreeMap::new(), Vec::new());
        let (standing, contracts) = (Standing::default(), Contracts::default());
        Self { file, in_force, recorded, requests, files, standing, contracts }
    }

    /// Whether an event changes what is kept here.
    pub(crate) fn has_say(event: &Event) -> bool {
        match event {
            Event::Acted { .. }
            | Event::Ended { .. }
            | Event::Asked(_)
            | Event::Stepped { .. }
            | Event::Saving(_)
            | Event::Contracting(_)
            | Event::Community { .. } => true,
            Event::Accepted { .. }
            | Event::Quarantined(_)
            | Event::Quarantining(_)
            | Event::Kept(_)
            | Event::Served(_)
            | Event::Fanned(_)
            | Event::Withdrawing(_)
            | Event::Administered { .. } => false,
        }
    }

    /// Takes an entry, and gives the reports whose handling classes it changes.
    pub(crate) fn take(&mut self, leaf: &Leaf, place: Place, event: &Event) -> Vec<String> {
        match event {
            Event::Acted { act, request, reason } => {
                let unnamed = |cited: &&str| !self.in_force.names_report(cited);
                let named = act.reports().filter(unnamed).map(str::to_owned).collect();
                if let Some(request) = request.as_ref().and_then(|id| self.requests.get_mut(id)) {
                    // What the journal has, happened; a step that a closed request could not take
                    // was refused before it was written.
                    let _ = request.take(model::Step::Approved, leaf.at);
                }
                Arc::make_mut(&mut self.in_force).record(act.clone());
                self.recorded.push(RecordedAct {
                    id: id(leaf),
                    at: leaf.at,
                    by: leaf.actor.clone(),
                    act: act.clone(),
                    request: request.clone(),
                    reason: reason.clone(),
                    ended: None,
                });
                return named;
            }
            Event::Ended { act, reason } => self.end(leaf, act, reason),
            Event::Asked(asked) => {
                let request = Request::new(id(leaf), asked.clone(), leaf.actor.clone(), leaf.at);
                self.requests.insert(request.id.clone(), request);
            }
            Event::Stepped { request, step } => {
                if let Some(request) = self.requests.get_mut(request) {
                    let _ = request.take(step.clone(), leaf.at);
                }
            }
            Event::Community { .. } => self.files.push((leaf.at, place)),
            Event::Saving(saving) => self.standing.take(leaf, saving),
            Event::Contracting(event) => self.contracts.take(leaf, event),
            Event::Served(served) => drop(self.take_answer(leaf, served)),
            Event::Fanned(fanned) => self.take_fanned(leaf, fanned),
            Event::Accepted { .. }
            | Event::Quarantined(_)
            | Event::Quarantining(_)
            | Event::Kept(_)
            | Event::Withdrawing(_)
            | Event::Administered { .. } => {}
        }
        Vec::new()
    }

    /// Takes what came into feeds.
    pub(crate) fn take_fanned(&mut self, leaf: &Leaf, fanned: &Fanned) {
        self.contracts.take_fanned(leaf, fanned);
    }

    /// Takes an answer, and says whether it changes what is kept here: an alert, or what is read from a
    /// feed for the first time.
    pub(crate) fn take_answer(&mut self, leaf: &Leaf, served: &Served) -> bool {
        // What is given again was read before.
        if served.again.is_some() {
            return false;
        }
        let Some(asker) = &served.query else { return false };
        if leaf.kind == LeafKind::Alerted {
            self.standing.alerted(served);
            return true;
        }
        let Some(feed) = self.contracts.feed_of(asker) else { return false };
        if leaf.kind == LeafKind::Received {
            return feed.note_received(served);
        }
        leaf.kind == LeafKind::Released && feed.note_read(served)
    }

    fn end(&mut self, leaf: &Leaf, act: &str, reason: &str) {
        let Some(recorded) = self.recorded.iter_mut().find(|known| known.id == act) else { return };
        recorded.act = recorded.act.clone().ended(leaf.at);
        recorded.ended = Some((leaf.at, leaf.actor.clone(), reason.to_owned()));
        let mut in_force = (*self.file).clone();
        self.recorded.iter().for_each(|known| in_force.record(known.act.clone()));
        self.in_force = Arc::new(in_force);
    }

    pub(crate) fn in_force(&self) -> Arc<Community> {
        Arc::clone(&self.in_force)
    }

    pub(crate) fn recorded(&self) -> &[RecordedAct] {
        &self.recorded
    }

    pub(crate) fn requests(&self) -> impl Iterator<Item = &Request> {
        self.requests.values()
    }

    pub(crate) fn request(&self, id: &str) -> Option<&Request> {
        self.requests.get(id)
    }

    pub(crate) fn contracts(&self) -> &Contracts {
        &self.contracts
    }

    pub(crate) fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The file that held at a time.
    pub(crate) fn file_at(&self, at: Timestamp) -> Option<Place> {
        let before = self.files.iter().rev().find(|(from, _)| *from <= at);
        before.map(|(_, place)| *place)
    }

    /// The file that holds now.
    pub(crate) fn last_file(&self) -> Option<Place> {
        self.files.last().map(|(_, place)| *place)
    }

    /// What was in force at a time under the file of that time: the acts that were recorded by then,
    /// with the ends that they had.
    pub(crate) fn at(&self, at: Timestamp, file: &Community) -> Community {
        let mut community = file.clone();
        let known = self.recorded.iter().filter(|known| known.at <= at);
        known.for_each(|known| community.record(known.act.clone()));
        community
    }
}

/// The id of what an entry began: the beginning of its commitment, which nobody can guess or count.
pub(crate) fn id(leaf: &Leaf) -> String {
    leaf.commitment.hex().chars().take(ID_CHARS).collect()
}

const ID_CHARS: usize = 12;
