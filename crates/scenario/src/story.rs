//! The shape of the story: how many networks at once, who reports when, what comes after what.

use crate::calendar::{BEGINNING, Moment, SPAN_SECONDS};
use crate::prng::Prng;
use crate::region::Region;
use crate::situation::Situation;

/// The plan. Reports come in rounds; in a round every lane tells one report, in changing order.
/// A lane follows one network after another; the last lanes follow none.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) seed: u64,
    pub(crate) reports: u64,
    /// Lanes that follow networks.
    pub(crate) lanes: u64,
    /// Lanes that tell of law, policy, contacts and outreach.
    pub(crate) open_lanes: u64,
}

/// Where a lane stands in a round.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Standing {
    pub(crate) network: u64,
    /// How many reports the network has had.
    pub(crate) step: u64,
    /// The round in which the network was first told of.
    pub(crate) first_round: u64,
}

impl Story {
    /// The plan for so many reports.
    pub(crate) fn new(seed: u64, reports: u64) -> Self {
        let lanes = (reports / REPORTS_PER_LANE).clamp(LANES_MIN, LANES_MAX);
        Self { seed, reports, lanes, open_lanes: lanes / 10 + 1 }
    }

    /// How many reports a round has.
    pub(crate) const fn round_size(&self) -> u64 {
        self.lanes + self.open_lanes
    }

    /// How many networks there are in all.
    pub(crate) fn networks(&self) -> u64 {
        let last_round = self.reports.saturating_sub(1) / self.round_size();
        let furthest = |lane| self.standing(lane, last_round).network;
        (0..self.lanes).map(furthest).max().map_or(0, |number| number + 1)
    }

    /// Where a lane stands. Lanes are staggered, so that networks do not all begin together.
    pub(crate) const fn standing(&self, lane: u64, round: u64) -> Standing {
        let offset = lane * STEPS_PER_NETWORK / self.lanes;
        let position = round + offset;
        let generation = position / STEPS_PER_NETWORK;
        let first_round = (generation * STEPS_PER_NETWORK).saturating_sub(offset);
        Standing { network: generation * self.lanes + lane, step: round - first_round, first_round }
    }

    /// When report `count` of all is issued.
    pub(crate) fn moment(&self, count: u64) -> Moment {
        BEGINNING.plus_seconds(count.saturating_mul(SPAN_SECONDS) / self.reports.max(1))
    }

    /// The day on which case `turn` of a network comes to its head.
    pub(crate) fn taken(&self, standing: Standing, turn: u64) -> Moment {
        let round = standing.first_round + turn * STEPS_PER_CASE + STEP_TAKEN;
        self.moment(round * self.round_size()).minus_days(1)
    }
}

/// What a case is about at a step: warning, sightings, the interdiction, what follows, the end.
pub(crate) fn situation(prng: &mut Prng, region: &Region, step: u64) -> Situation {
    let stage: &[Situation] = match step % STEPS_PER_CASE {
        0 => &[Situation::Warning],
        1..=3 => &[Situation::Recruiter, Situation::Partner, Situation::Cable, Situation::Warning],
        4..STEP_TAKEN => GATHERING,
        STEP_TAKEN => &[Situation::LandInterdiction],
        14 => &[Situation::LandInterdiction, Situation::Debriefing],
        15..=19 => AFTERMATH,
        20..=22 => &[
            Situation::Arrests,
            Situation::Update,
            Situation::Official,
            Situation::Victims,
            Situation::Arrests,
            Situation::Cable,
        ],
        23 => &[Situation::Update, Situation::Arrests],
        _ => &[Situation::Assessment],
    };
    let chosen = prng.choose(stage).copied().unwrap_or(Situation::Update);
    if chosen == Situation::LandInterdiction && region.maritime() {
        Situation::SeaInterdiction
    } else if chosen == Situation::Vessel && !region.maritime() {
        Situation::SafeHouse
    } else if chosen == Situation::Traveller && !region.terrorist_travel && prng.chance(80) {
        Situation::Phones
    } else {
        chosen
    }
}

/// Whether the case needs this step: its first warning, the interdiction, its last assessment.
pub(crate) const fn is_turning_point(step: u64) -> bool {
    matches!(step % STEPS_PER_CASE, 0 | STEP_TAKEN | 24)
}

/// What the lanes that follow no network tell of.
pub(crate) fn open_situation(prng: &mut Prng) -> Situation {
    let all = [
        Situation::Law,
        Situation::Policy,
        Situation::Policy,
        Situation::Contacts,
        Situation::Outreach,
        Situation::Outreach,
    ];
    prng.choose(&all).copied().unwrap_or(Situation::Outreach)
}

const GATHERING: &[Situation] = &[
    Situation::Recruiter,
    Situation::Vessel,
    Situation::Vessel,
    Situation::SafeHouse,
    Situation::Phones,
    Situation::Phones,
    Situation::Money,
    Situation::Document,
    Situation::Official,
    Situation::Traveller,
    Situation::Partner,
];
const AFTERMATH: &[Situation] = &[
    Situation::Debriefing,
    Situation::Debriefing,
    Situation::Victims,
    Situation::Document,
    Situation::Money,
    Situation::Phones,
    Situation::Cable,
    Situation::Partner,
    Situation::Traveller,
];

/// How many reports a network gets, and a case of it.
const STEPS_PER_NETWORK: u64 = 100;
/// Four cases to a network.
pub(crate) const STEPS_PER_CASE: u64 = 25;
/// The step of the interdiction.
pub(crate) const STEP_TAKEN: u64 = 13;
const REPORTS_PER_LANE: u64 = 150;
const LANES_MIN: u64 = 8;
const LANES_MAX: u64 = 1_024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_follows_one_network_after_another_without_gaps() {
        let story = Story::new(1, 2_400);
        for lane in 0..story.lanes {
            let mut last = story.standing(lane, 0);
            assert_eq!(last.step, 0);
            for round in 1..300 {
                let now = story.standing(lane, round);
                let continued = now.network == last.network && now.step == last.step + 1;
                let begun = now.network == last.network + story.lanes && now.step == 0;
                assert!(continued || begun);
                last = now;
            }
        }
    }

    #[test]
    fn the_world_grows_with_the_reports() {
        assert!(Story::new(1, 100_000).networks() > 10 * Story::new(1, 2_400).networks());
    }
}
