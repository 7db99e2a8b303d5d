//! What one recipient may see for one purpose, as bits over handling classes.

use model::Timestamp;

use crate::judge::permits;
use crate::who::Who;
use crate::{Ask, Handling, HandlingId, ViewKey};

/// The decisions of one recipient and purpose about every handling class, kept as bits.
///
/// It says the same as [`crate::judge()`], class by class. Look at [`Sight::holds_at`] before use:
/// a grant that has ended must not be served from memory.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sight {
    permitted: Vec<u64>,
    decided: usize,
    valid_until: Option<Timestamp>,
}

impl Sight {
    /// Decides about classes that were not decided yet; `handlings` starts with the first of them.
    pub fn extend<'h>(&mut self, handlings: impl Iterator<Item = &'h Handling>, ask: Ask<'_>) {
        let who = Who::of(ask.recipient, ask.community);
        for handling in handlings {
            let judgement = permits(handling, ask, who);
            let (word, bit) = (self.decided / 64, self.decided % 64);
            if bit == 0 {
                self.permitted.push(0);
            }
            if let Some(word) = self.permitted.get_mut(word) {
                *word |= u64::from(judgement.permitted) << bit;
            }
            self.decided += 1;
            let ends = [self.valid_until, judgement.valid_until];
            self.valid_until = ends.into_iter().flatten().min();
        }
    }

    /// How many classes have been decided.
    pub fn decided(&self) -> usize {
        self.decided
    }

    /// Whether the decisions still stand at a time.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.valid_until.is_none_or(|until| at < until)
    }

    /// Whether a class is permitted. One that was not decided is not.
    pub fn permits(&self, id: HandlingId) -> bool {
        let Ok(at) = usize::try_from(id.0) else { return false };
        self.permitted.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// Whether this is the view that the recipient gets.
    pub fn matches(&self, key: &ViewKey) -> bool {
        key.required.iter().all(|id| self.permits(*id))
            && !key.excluded.iter().any(|id| self.permits(*id))
    }
}

#[cfg(test)]
mod tests {
    use marking::{Code, Level, Marking};
    use model::{
        Agency, AgencyId, Community, EntityType, Manner, Memberships, Purpose, Recipient,
        RecipientId, RecipientKind,
    };

    use super::*;
    use crate::Part;

    #[test]
    fn every_one_of_many_classes_keeps_its_own_decision() {
        let cia = AgencyId::new("CIA").unwrap();
        let agency = Agency {
            id: cia.clone(),
            name: String::new(),
            nation: Code::USA,
            parent: None,
            intelligence: true,
            state_local: false,
            scheme: None,
        };
        let community =
            Community { agencies: [(cia.clone(), agency)].into(), ..Community::default() };
        let recipient = Recipient {
            id: RecipientId::new("a").unwrap(),
            name: String::new(),
            kind: RecipientKind::Person,
            clearance: Level::Secret,
            accesses: Default::default(),
            countries: [Code::USA].into(),
            admin_organization: cia.clone(),
            duty_organization: cia.clone(),
            entity_type: EntityType::Government,
            functions: Default::default(),
            memberships: Memberships::default(),
            handling_controls: Default::default(),
        };
        let ask = Ask {
            recipient: &recipient,
            purpose: Purpose::Analysis,
            matter: None,
            manner: Manner::Display,
            at: Timestamp::default(),
            community: &community,
        };
        let open = |at: u32| at.is_multiple_of(3) || at == 64;
        let class = |at: u32| {
            let level = if open(at) { "SECRET//NOFORN" } else { "TOP SECRET//NOFORN" };
            let marking = Marking::parse(level).unwrap().marking;
            Handling::marked(Part::Portion, marking, cia.clone())
        };
        let all: Vec<Handling> = (0..200).map(class).collect();
        let mut sight = Sight::default();
        // In several goes, as classes are met.
        for some in all.chunks(50) {
            sight.extend(some.iter(), ask);
        }
        assert_eq!(sight.decided(), 200);
        for at in 0..400 {
            assert_eq!(sight.permits(HandlingId(at)), at < 200 && open(at), "{at}");
        }
        let key = |required: &[u32], excluded: &[u32]| {
            let [required, excluded] =
                [required, excluded].map(|of| of.iter().copied().map(HandlingId).collect());
            ViewKey { required, excluded }
        };
        assert!(sight.matches(&key(&[0, 64, 129], &[1, 65])) && sight.matches(&key(&[], &[])));
        assert!(!sight.matches(&key(&[0, 65], &[])) && !sight.matches(&key(&[0], &[1, 129])));
    }

    #[test]
    fn decisions_stand_until_before_the_instant_at_which_one_may_change() {
        let at = Timestamp::from_micros;
        let sight = Sight { valid_until: Some(at(10)), ..Sight::default() };
        assert_eq!([9, 10, 11].map(|micros| sight.holds_at(at(micros))), [true, false, false]);
        assert!(Sight::default().holds_at(at(i64::MAX)));
    }
}
