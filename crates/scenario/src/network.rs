//! A network: its people, vessels, papers, houses, money and phones.

mod possessions;

use crate::member::Member;
use crate::person::person;
use crate::prng::Prng;
use crate::region::{REGIONS, Region};

/// One network with everybody and everything in it, in the order of [`ROLES`].
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) number: u64,
    pub(crate) region: &'static Region,
    members: Vec<Member>,
}

/// Every role a text can name, people first. The last two exist in maritime regions only.
pub(crate) const ROLES: [&str; 28] = [
    "lead",
    "deputy",
    "recruiter",
    "recruiter2",
    "driver",
    "driver2",
    "guide",
    "forger",
    "keeper",
    "financier",
    "official",
    "skipper",
    "traveller",
    "receiver",
    "org",
    "front",
    "vehicle",
    "vehicle2",
    "series",
    "house",
    "house2",
    "account",
    "bank",
    "phone",
    "phone2",
    "phone3",
    "vessel",
    "vessel2",
];

/// How many of [`ROLES`] are people.
const PEOPLE: u64 = 14;
const LEAD: usize = 0;
const DEPUTY: usize = 1;
const DRIVER: usize = 4;
const FORGER: usize = 7;

impl Network {
    /// Network `number` of the world of this seed.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        let region = Region::of(number);
        let mut members = own_people(seed, number);
        if let Some(elder) = number.checked_sub(REGIONS) {
            inherit(seed, number, elder, &mut members);
        }
        let mut prng = Prng::of(seed, POSSESSIONS, number);
        possessions::acquire(&mut prng, region, number, &mut members);
        Self { number, region, members }
    }

    /// Its id in the truth.
    pub(crate) fn id(&self) -> String {
        id(self.number)
    }

    /// Who or what fills a role.
    pub(crate) fn member(&self, role: &str) -> Option<&Member> {
        self.members.get(ROLES.iter().position(|known| *known == role)?)
    }

    /// All members, borrowed ones included.
    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    /// The members that belong here first of all, so that every true entity is listed once.
    pub(crate) fn into_own(self) -> impl Iterator<Item = Member> {
        let own = self.id();
        self.members.into_iter().filter(move |member| member.network == own)
    }
}

/// The people of a network before it takes any from an elder one.
fn own_people(seed: u64, number: u64) -> Vec<Member> {
    let region = Region::of(number);
    let people = ROLES.iter().zip(0..PEOPLE);
    people
        .map(|(role, place)| {
            let count = number * PEOPLE + place;
            let mut prng = Prng::of(seed, PERSONS, count);
            let mut member = person(&mut prng, region.culture, count + 1, role);
            member.us_person = Some(*role == "receiver" && number.is_multiple_of(2));
            member.network = id(number);
            member
        })
        .collect()
}

/// Ties between networks of one region: a shared forger, a deputy who set up alone, a namesake.
fn inherit(seed: u64, number: u64, elder: u64, members: &mut [Member]) {
    let generation = number / REGIONS;
    let mut elders = own_people(seed, elder);
    if generation % 2 == 1
        && let (Some(forger), Some(shared)) = (members.get_mut(FORGER), elders.get(FORGER))
    {
        *forger = shared.clone();
    }
    if generation % 4 == 2
        && let (Some(driver), Some(other)) = (members.get_mut(DRIVER), elders.get(DRIVER))
    {
        driver.name.clone_from(&other.name);
        driver.names.clone_from(&other.names);
        driver.namesake_of = Some(other.id.clone());
    }
    if generation % 4 == 3 && elders.len() > DEPUTY {
        let deputy = elders.swap_remove(DEPUTY);
        if let Some(lead) = members.get_mut(LEAD) {
            *lead = deputy;
        }
    }
}

fn id(number: u64) -> String {
    format!("network-{number:03}")
}

const PERSONS: u64 = 1;
const POSSESSIONS: u64 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_filled_and_ids_are_unique() {
        let mut ids = std::collections::HashSet::new();
        for number in 0..64 {
            let network = Network::of(3, number);
            let roles = if network.region.maritime() { ROLES.len() } else { ROLES.len() - 2 };
            assert_eq!(network.members().len(), roles);
            for member in network.into_own() {
                assert!(ids.insert(member.id.clone()), "{}", member.id);
            }
        }
    }

    #[test]
    fn some_people_work_for_two_networks_and_some_share_a_name() {
        let members: Vec<Member> =
            (0..64).flat_map(|number| Network::of(3, number).members).collect();
        assert!(members.iter().any(|member| member.namesake_of.is_some()));
        let forgers = members.iter().filter(|member| member.role == "forger");
        let ids: std::collections::HashSet<_> = forgers.map(|member| &member.id).collect();
        assert!(ids.len() < 64);
    }
}
