//! The telling: reports one after the other, each with its truth, none of them held.

use crate::case::Case;
use crate::composer::{Composer, Subject, Truth};
use crate::network::Network;
use crate::prng::Prng;
use crate::report::{Portion, Report};
use crate::story::{STEPS_PER_CASE, Story, is_turning_point, open_situation, situation};

/// A report and the truth about it, each one line of JSON.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Told {
    /// The report, in report format 1.
    pub line: String,
    /// Who and what it really speaks of.
    pub truth: String,
}

/// Tells a story.
#[derive(Debug)]
pub(crate) struct Telling {
    story: Story,
    composer: Composer,
    lanes: Vec<Lane>,
    /// The lanes of this round still to come.
    round: Vec<u64>,
    told: u64,
}

/// What a lane follows.
#[derive(Debug)]
struct Lane {
    network: Network,
    case: Case,
    /// A report that will be corrected at the lane's next turn.
    mistaken: Option<(Report, Truth)>,
}

impl Telling {
    /// From the beginning.
    pub(crate) fn new(story: Story) -> Self {
        let lanes = (0..story.lanes).map(|lane| Lane::begun(&story, lane, 0)).collect();
        Self { composer: Composer::new(story.seed), story, lanes, round: Vec::new(), told: 0 }
    }

    /// The next lane to speak; a new round has a new order.
    fn lane(&mut self) -> u64 {
        if let Some(lane) = self.round.pop() {
            return lane;
        }
        self.round = (0..self.story.round_size()).collect();
        let number = self.told / self.story.round_size();
        Prng::of(self.story.seed, ROUNDS, number).shuffle(&mut self.round);
        self.round.pop().unwrap_or(0)
    }

    /// A report on what a lane follows.
    fn tell_case(&mut self, prng: &mut Prng, lane: u64) -> Option<(Report, Truth)> {
        let round = self.told / self.story.round_size();
        let issued = self.story.moment(self.told);
        let standing = self.story.standing(lane, round);
        let place = usize::try_from(lane).ok()?;
        let followed = self.lanes.get_mut(place)?;
        if !is_turning_point(standing.step)
            && let Some((report, truth)) = followed.mistaken.take()
        {
            return Some(corrected(prng, report, truth, issued.rfc3339()));
        }
        let turn = standing.step / STEPS_PER_CASE;
        if followed.network.number != standing.network {
            *followed = Lane::begun(&self.story, lane, round);
        } else if followed.case.turn != turn {
            followed.continue_with(&self.story, lane, round, turn);
        }
        let situation = situation(prng, followed.network.region, standing.step);
        let (network, case) = (&followed.network, &followed.case);
        let subject = Subject { network, case, situation, issued };
        let (report, truth) = self.composer.compose(prng, &subject);
        followed.case.told.push(truth.report.clone());
        if prng.below(50) == 0 {
            followed.mistaken = Some((report.clone(), truth.clone()));
        }
        Some((report, truth))
    }

    /// A report on law, policy, contacts or outreach.
    fn tell_open(&mut self, prng: &mut Prng) -> Option<(Report, Truth)> {
        let issued = self.story.moment(self.told);
        let followed = self.lanes.get(prng.position(self.lanes.len()))?;
        let (network, case) = (&followed.network, &followed.case);
        let subject = Subject { network, case, situation: open_situation(prng), issued };
        Some(self.composer.compose(prng, &subject))
    }
}

impl Iterator for Telling {
    type Item = Told;

    fn next(&mut self) -> Option<Told> {
        if self.told >= self.story.reports {
            return None;
        }
        let lane = self.lane();
        let mut prng = Prng::of(self.story.seed, REPORTS, self.told);
        let (report, truth) = if lane < self.story.lanes {
            self.tell_case(&mut prng, lane)?
        } else {
            self.tell_open(&mut prng)?
        };
        self.told += 1;
        let line = serde_json::to_string(&report).ok()?;
        let truth = serde_json::to_string(&truth).ok()?;
        Some(Told { line, truth })
    }
}

impl Lane {
    /// At the start of the network that the lane follows in a round.
    fn begun(story: &Story, lane: u64, round: u64) -> Self {
        let standing = story.standing(lane, round);
        let turn = standing.step / STEPS_PER_CASE;
        let network = Network::of(story.seed, standing.network);
        let case = Case::of(story.seed, &network, turn, story.taken(standing, turn));
        Self { network, case, mistaken: None }
    }

    /// The next case refers back to the last report of the one before.
    fn continue_with(&mut self, story: &Story, lane: u64, round: u64, turn: u64) {
        let standing = story.standing(lane, round);
        let last = self.case.told.pop();
        self.case = Case::of(story.seed, &self.network, turn, story.taken(standing, turn));
        self.case.told.extend(last);
    }
}

/// The second version of a report, issued later.
fn corrected(
    prng: &mut Prng,
    mut report: Report,
    mut truth: Truth,
    issued: String,
) -> (Report, Truth) {
    report.version = 2;
    truth.version = 2;
    report.issued = issued;
    let reason = prng.word(CORRECTIONS);
    if let Some(Portion { text, .. }) = report.portions.last_mut() {
        text.push(' ');
        text.push_str(reason);
    }
    (report, truth)
}

const CORRECTIONS: &[&str] = &[
    "Correction: this version replaces the first, in which a date was given wrongly.",
    "Corrected copy: the size of the group was restated after a recount.",
    "Correction: the earlier version misplaced a sighting; the map reference is withdrawn.",
    "Corrected copy: the spelling of a name was checked against the travel document.",
    "Correction: the sum reported first was in local currency and has been converted.",
    "Corrected copy: the first version omitted an addressee and a reference.",
];
const ROUNDS: u64 = 4;
const REPORTS: u64 = 5;
