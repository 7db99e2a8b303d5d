//! Recipients in groups that get the same answers.

use std::collections::HashMap;

use model::{Community, Manner, Purpose, Recipient, Timestamp};

use crate::{Ask, Entitlement, Handling, Names};

/// Every recipient of a community, in groups of one entitlement each. The purpose may change and
/// the groups stand.
#[derive(Clone, Debug)]
pub struct Crowd<'c> {
    community: &'c Community,
    matter: Option<&'c str>,
    manner: Manner,
    at: Timestamp,
    groups: Vec<Vec<&'c Recipient>>,
    /// What each group has in common; the purpose in it is any.
    entitlements: Vec<Entitlement>,
}

impl<'c> Crowd<'c> {
    /// Groups the recipients of a community by what some handling classes ask about them.
    pub fn of<'h>(
        community: &'c Community,
        handlings: impl Iterator<Item = &'h Handling>,
        matter: Option<&'c str>,
        at: Timestamp,
    ) -> Self {
        let mut names = Names::of(community);
        handlings.for_each(|handling| names.add(handling));
        let mut crowd = Self {
            community,
            matter,
            manner: Manner::Display,
            at,
            groups: Vec::new(),
            entitlements: Vec::new(),
        };
        let mut known: HashMap<Entitlement, usize> = HashMap::new();
        for recipient in community.recipients.values() {
            let entitlement = Entitlement::of(crowd.ask(recipient, Purpose::Analysis), &names);
            let next = crowd.groups.len();
            let place = *known.entry(entitlement.clone()).or_insert(next);
            match crowd.groups.get_mut(place) {
                Some(group) => group.push(recipient),
                None => {
                    crowd.groups.push(vec![recipient]);
                    crowd.entitlements.push(entitlement);
                }
            }
        }
        crowd
    }

    /// The groups; none is empty.
    pub fn groups(&self) -> &[Vec<&'c Recipient>] {
        &self.groups
    }

    /// What a group has in common, whatever the purpose.
    pub(crate) fn entitlement(&self, group: usize) -> Option<&Entitlement> {
        self.entitlements.get(group)
    }

    /// A question for each group, about a display.
    pub fn asks(&self, purpose: Purpose) -> Vec<Ask<'c>> {
        self.asks_in(purpose, self.manner)
    }

    /// A question for each group, about what reaches it in another manner.
    pub(crate) fn asks_in(&self, purpose: Purpose, manner: Manner) -> Vec<Ask<'c>> {
        let first = self.groups.iter().filter_map(|group| group.first());
        first.map(|recipient| Ask { manner, ..self.ask(recipient, purpose) }).collect()
    }

    fn ask(&self, recipient: &'c Recipient, purpose: Purpose) -> Ask<'c> {
        let &Self { community, matter, manner, at, groups: _, entitlements: _ } = self;
        Ask { recipient, purpose, matter, manner, at, community }
    }
}
