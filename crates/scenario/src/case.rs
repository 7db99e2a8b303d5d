//! A case: one stretch of a network's story, from the first warning to its end.

use crate::calendar::Moment;
use crate::network::Network;
use crate::place::Place;
use crate::prng::Prng;

/// The facts that all reports of a case agree on.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) thread: String,
    /// The code name that agencies use for it.
    pub(crate) name: String,
    /// Which case of its network: 0, 1, ...
    pub(crate) turn: u64,
    pub(crate) from: &'static Place,
    pub(crate) via: &'static Place,
    pub(crate) border: &'static Place,
    pub(crate) to: &'static Place,
    pub(crate) nationality: &'static str,
    pub(crate) group: u64,
    pub(crate) women: u64,
    pub(crate) price: u64,
    pub(crate) amount: u64,
    /// The day of the interdiction.
    pub(crate) taken: Moment,
    /// Reports told so far, newest last.
    pub(crate) told: Vec<String>,
}

impl Case {
    /// Case `turn` of a network, which will come to its head at `taken`.
    pub(crate) fn of(seed: u64, network: &Network, turn: u64, taken: Moment) -> Self {
        let number = network.number * CASES_PER_NETWORK + turn;
        let mut prng = Prng::of(seed, CASES, number);
        let region = network.region;
        let group = prng.between(6, if region.maritime() { 130 } else { 48 });
        let (low, high) = region.fares;
        let price = prng.between(low, high) * 100;
        Self {
            thread: format!("thread-{:04}", number + 1),
            name: format!("{} {}", prng.word(FIRST), prng.word(SECOND)),
            turn,
            from: prng.choose(region.from).unwrap_or(&NOWHERE),
            via: prng.choose(region.via).unwrap_or(&NOWHERE),
            border: prng.choose(region.border).unwrap_or(&NOWHERE),
            to: prng.choose(region.to).unwrap_or(&NOWHERE),
            nationality: prng.word(region.nationalities),
            group,
            women: prng.between(1, group / 2),
            price,
            amount: price * prng.between(4, 30) + prng.between(0, 99),
            taken,
            told: Vec::new(),
        }
    }
}

/// More than a network ever has.
const CASES_PER_NETWORK: u64 = 8;
const CASES: u64 = 3;
static NOWHERE: Place = Place::at("an unknown place", "USA", 0.0, 0.0);

const FIRST: &[&str] = &[
    "COPPER", "QUIET", "HOLLOW", "AMBER", "NORTHERN", "BROKEN", "SILVER", "PAPER", "DISTANT",
    "IRON", "SLOW", "CEDAR", "BLUE", "WINTER", "CROOKED", "STONE", "EVENING", "SALT", "COLD",
    "RED", "GLASS", "LONG", "DRY", "SECOND", "FALLEN", "WHITE", "LEADEN", "OPEN", "HIDDEN",
    "EASTERN", "SHALLOW", "OLD",
];
const SECOND: &[&str] = &[
    "LANTERN",
    "HARBOR",
    "FERRY",
    "MERIDIAN",
    "ORCHARD",
    "CAUSEWAY",
    "SPARROW",
    "LEDGER",
    "COMPASS",
    "TERRACE",
    "ANVIL",
    "CURRENT",
    "PASSAGE",
    "HERON",
    "MARKET",
    "BRIDGE",
    "NEEDLE",
    "GATE",
    "VALLEY",
    "SIGNAL",
    "HARVEST",
    "STAIRCASE",
    "WINDOW",
    "CARAVAN",
    "TIDE",
    "QUARRY",
    "THREAD",
    "WELL",
    "MASK",
    "ANCHOR",
    "FENCE",
    "TURNPIKE",
];
