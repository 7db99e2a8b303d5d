//! The scenario: its reports, its cast, and the truth about who is who.

#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::network::Network;
use crate::story::Story;
use crate::told::{Telling, Told};

/// One coherent story, fixed by a seed and a number of reports.
#[derive(Clone, Debug)]
pub struct Scenario {
    story: Story,
}

/// How many reports the demo has.
pub const REPORTS_DEFAULT: u64 = 2_400;

/// What is true of a network.
#[derive(Debug, Serialize)]
struct NetworkTruth<'a> {
    network: String,
    region: &'static str,
    /// Everybody and everything in it, also what it shares with others.
    members: Vec<&'a str>,
    /// Members whose first network is another one.
    shared: Vec<&'a str>,
    /// Pairs of different people with the same name.
    namesakes: Vec<[&'a str; 2]>,
}

impl Scenario {
    /// The story of this seed, told in so many reports.
    #[must_use]
    pub fn new(seed: u64, reports: u64) -> Self {
        Self { story: Story::new(seed, reports) }
    }

    /// The reports in the order of their issue, made one by one.
    pub fn reports(&self) -> impl Iterator<Item = Told> + use<> {
        Telling::new(self.story.clone())
    }

    /// A line of JSON for each true person, organisation and thing: id, type, role, true name,
    /// every spelling and alias, numbers, network, owner, namesake.
    pub fn cast(&self) -> impl Iterator<Item = String> + use<> {
        let members = self.networks().flat_map(Network::into_own);
        members.filter_map(|member| serde_json::to_string(&member).ok())
    }

    /// A line of JSON for each network: who belongs to it, whom it shares, who only shares a name.
    pub fn truth(&self) -> impl Iterator<Item = String> + use<> {
        self.networks().filter_map(|network| {
            let members = network.members();
            let own = network.id();
            let shared = members.iter().filter(|member| member.network != own);
            let namesakes = members.iter().filter_map(|member| {
                member.namesake_of.as_deref().map(|other| [member.id.as_str(), other])
            });
            let truth = NetworkTruth {
                region: network.region.name,
                members: members.iter().map(|member| member.id.as_str()).collect(),
                shared: shared.map(|member| member.id.as_str()).collect(),
                namesakes: namesakes.collect(),
                network: own.clone(),
            };
            serde_json::to_string(&truth).ok()
        })
    }

    fn networks(&self) -> impl Iterator<Item = Network> + use<> {
        let seed = self.story.seed;
        (0..self.story.networks()).map(move |number| Network::of(seed, number))
    }
}
