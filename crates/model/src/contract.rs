//! Contracts of feeds: what a recipient is to be given without asking each time, what for, and for how
//! long.

use std::collections::BTreeSet;

use marking::Level;

use crate::{Kind, Precedence, Purpose, Recipient, RecipientId, Timestamp, Topic};

/// What a recipient is to get by itself. It is a wish until it is approved, and it never widens what
/// the recipient may have: each delivery is decided about as if it had been asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Contract {
    /// Who gets it.
    pub recipient: RecipientId,
    /// What the recipient calls it; another of that name is the next version.
    pub name: String,
    /// What for.
    pub purpose: Purpose,
    /// In which matter.
    pub matter: Option<String>,
    /// Which reports; what is empty asks nothing, and not all of it may be.
    pub wanted: WantedReports,
    /// Nothing above this level, whatever the recipient's clearance: it is decided as if the clearance
    /// were no higher.
    pub level_max: Level,
    /// From when on.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// Which reports a contract is for: those that meet all that is said.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WantedReports {
    /// What a search for them would ask.
    pub query: Option<String>,
    /// One of these subjects.
    pub topics: BTreeSet<Topic>,
    /// One of these kinds.
    pub kinds: BTreeSet<Kind>,
    /// At least so urgent.
    pub precedence_min: Option<Precedence>,
}

/// What a contract cannot be.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ContractError {
    /// It would be for everything.
    #[error(
        "it wants everything; say a query, topics or kinds (`*` as the query, if all is meant)"
    )]
    Unfiltered,
    /// It would never be in force.
    #[error("it ends before it begins; give an end that is later")]
    Never,
    /// Its name cannot be an address.
    #[error("its name has 1 to 40 small letters, digits and hyphens, such as `border-leads`")]
    Name,
}

impl Contract {
    /// Whether it can be a contract at all.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), ContractError> {
        let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if self.name.is_empty() || self.name.len() > NAME_MAX || !self.name.bytes().all(sound) {
            return Err(ContractError::Name);
        }
        if self.until <= self.from {
            return Err(ContractError::Never);
        }
        let WantedReports { query, topics, kinds, precedence_min: _ } = &self.wanted;
        let asks = query.as_ref().is_some_and(|query| !query.trim().is_empty());
        // Urgency alone is no subject.
        match asks || !topics.is_empty() || !kinds.is_empty() {
            true => Ok(()),
            false => Err(ContractError::Unfiltered),
        }
    }

    /// Whether it holds at a time.
    pub fn is_in_force(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }

    /// The recipient as the contract lets it be seen: with a clearance that is no higher than the
    /// contract's level.
    pub fn capped(&self, recipient: &Recipient) -> Recipient {
        Recipient { clearance: recipient.clearance.min(self.level_max), ..recipient.clone() }
    }
}

const NAME_MAX: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn contract() -> Contract {
        Contract {
            recipient: RecipientId::new("ice-feed").unwrap(),
            name: "border-leads".to_owned(),
            purpose: Purpose::InvestigativeLead,
            matter: None,
            wanted: WantedReports { query: Some("border".to_owned()), ..WantedReports::default() },
            level_max: Level::Secret,
            from: Timestamp::from_micros(10),
            until: Timestamp::from_micros(20),
        }
    }

    #[test]
    fn a_contract_asks_for_something_under_a_name_and_for_a_time() {
        assert_eq!(contract().check(), Ok(()));
        let blank = WantedReports { query: Some("  ".to_owned()), ..WantedReports::default() };
        let urgent =
            WantedReports { precedence_min: Some(Precedence::Flash), ..WantedReports::default() };
        for wanted in [WantedReports::default(), blank, urgent] {
            let unfiltered = Contract { wanted, ..contract() };
            assert_eq!(unfiltered.check(), Err(ContractError::Unfiltered));
        }
        for name in ["", "Border", "border leads", "a/b", &"x".repeat(41)] {
            let named = Contract { name: name.to_owned(), ..contract() };
            assert_eq!(named.check(), Err(ContractError::Name));
        }
        let never = Contract { until: Timestamp::from_micros(10), ..contract() };
        assert_eq!(never.check(), Err(ContractError::Never));
    }

    #[test]
    fn a_contract_holds_from_its_beginning_until_before_its_end() {
        let holds = |micros| contract().is_in_force(Timestamp::from_micros(micros));
        assert_eq!([9, 10, 19, 20].map(holds), [false, true, true, false]);
    }
}
