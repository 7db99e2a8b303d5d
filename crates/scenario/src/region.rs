//! The parts of the world in which the networks work, each with routes, nationalities and posts.

mod americas;
mod asia;
mod europe_africa;

use crate::culture::{BALKAN, CHINESE, Culture, HISPANIC, HORN, MAGHREB, MEKONG};
use crate::originator::*;
use crate::place::Place;

/// One region.
#[derive(Debug)]
pub(crate) struct Region {
    pub(crate) name: &'static str,
    pub(crate) culture: &'static Culture,
    /// Where journeys begin, pass, cross and end.
    pub(crate) from: &'static [Place],
    pub(crate) via: &'static [Place],
    pub(crate) border: &'static [Place],
    pub(crate) to: &'static [Place],
    pub(crate) nationalities: &'static [&'static str],
    /// Nations whose passports are altered or stolen here.
    pub(crate) passports: &'static [&'static str],
    /// Endings that a street address takes.
    pub(crate) streets: &'static [&'static str],
    pub(crate) calling_code: &'static str,
    /// Lowest and highest fare, in hundreds of dollars.
    pub(crate) fares: (u64, u64),
    pub(crate) money: &'static [&'static str],
    /// Words of vessel names; empty where the routes are on land.
    pub(crate) vessel_words: [&'static [&'static str]; 2],
    pub(crate) vessel_registry: &'static str,
    pub(crate) trafficking: bool,
    pub(crate) terrorist_travel: bool,
    pub(crate) posts: &'static [&'static Originator],
    pub(crate) partners: &'static [&'static Originator],
}

impl Region {
    /// The region of a network.
    pub(crate) fn of(network: u64) -> &'static Self {
        match network % REGIONS {
            0 => &americas::CENTRAL_AMERICA,
            1 => &europe_africa::SAHEL,
            2 => &americas::ECUADOR,
            3 => &europe_africa::BALKANS,
            4 => &europe_africa::HORN_AND_GULF,
            5 => &asia::SOUTHEAST_ASIA,
            6 => &asia::FUJIAN,
            _ => &americas::CARIBBEAN,
        }
    }

    /// Whether its networks own vessels.
    pub(crate) const fn maritime(&self) -> bool {
        let [first, _] = self.vessel_words;
        !first.is_empty()
    }
}

/// How many there are; networks of one region are this far apart.
pub(crate) const REGIONS: u64 = 8;
