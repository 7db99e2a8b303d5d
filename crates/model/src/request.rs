//! Requests for release: somebody asks an originator for what the rules keep from them.

use crate::{AgencyId, Purpose, RecipientId, Timestamp};

/// A request, from the asking to its end.
///
/// Whether there is such a report plays no part in what whoever asked is told: a request about a hidden
/// report and one about none take the same way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Request {
    /// Its id, which tells nothing.
    pub id: String,
    /// What was asked.
    pub asked: Asked,
    /// Who asked, in whose name or as the recipient itself.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Who is to answer: the originator, or whom it delegated it to.
    pub with: AgencyId,
    /// How often somebody was reminded, and when last.
    pub reminded: Option<(u32, Timestamp)>,
    /// Whether it is still open, or how it ended.
    pub state: RequestState,
}

/// What is asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Asked {
    /// For whom.
    pub recipient: RecipientId,
    /// Which report, as `ORIGINATOR SERIAL`.
    pub report: String,
    /// Whose it is, as its name says.
    pub originator: AgencyId,
    /// What for.
    pub purpose: Purpose,
    /// In which matter.
    pub matter: Option<String>,
    /// Why it is needed.
    pub reason: String,
    /// When it expires unanswered.
    pub expires: Timestamp,
}

/// Where a request stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RequestState {
    /// Nobody answered yet.
    Open,
    /// The originator authorized it.
    Approved,
    /// The originator refused.
    Denied {
        /// What whoever asked may know of the reason.
        why: String,
    },
    /// Nobody answered in time.
    Expired,
    /// Whoever asked took it back.
    Withdrawn,
}

/// What happens to an open request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// Another office of the originator's is to answer.
    Delegated {
        /// Which.
        to: AgencyId,
    },
    /// Whoever is to answer was reminded.
    Reminded,
    /// An authorization was recorded for it.
    Approved,
    /// The originator refused.
    Denied {
        /// What whoever asked may know of the reason.
        why: String,
    },
    /// Its time was over.
    Expired,
    /// Whoever asked took it back.
    Withdrawn,
}

/// A request that takes no further step.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the request is closed ({0}); ask anew")]
pub struct Closed(pub &'static str);

impl Request {
    /// A request that was asked just now, and lies with the originator.
    pub fn new(id: String, asked: Asked, by: String, at: Timestamp) -> Self {
        let with = asked.originator.clone();
        Self { id, asked, by, at, with, reminded: None, state: RequestState::Open }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// When it is closed; then nothing changes.
    pub fn take(&mut self, step: Step, at: Timestamp) -> Result<(), Closed> {
        if self.state != RequestState::Open {
            return Err(Closed(self.state.name()));
        }
        match step {
            Step::Delegated { to } => self.with = to,
            Step::Reminded => {
                let times = self.reminded.map_or(0, |(times, _)| times);
                self.reminded = Some((times.saturating_add(1), at));
            }
            Step::Approved => self.state = RequestState::Approved,
            Step::Denied { why } => self.state = RequestState::Denied { why },
            Step::Expired => self.state = RequestState::Expired,
            Step::Withdrawn => self.state = RequestState::Withdrawn,
        }
        Ok(())
    }

    /// What is due at a time by itself: to expire, or to remind, some time after it was asked and
    /// again after each reminder.
    pub fn due(&self, at: Timestamp, remind_after_hours: u32) -> Option<Step> {
        if self.state != RequestState::Open {
            return None;
        }
        if self.asked.expires <= at {
            return Some(Step::Expired);
        }
        let last = self.reminded.map_or(self.at, |(_, at)| at);
        (last.plus_hours(remind_after_hours) <= at).then_some(Step::Reminded)
    }
}

impl RequestState {
    /// The word used in interfaces.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Denied { .. } => "denied",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Step {
    /// The word used in interfaces.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Delegated { .. } => "delegated",
            Self::Reminded => "reminded",
            Self::Approved => "approved",
            Self::Denied { .. } => "denied",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32) -> Timestamp {
        Timestamp::parse(&format!("2004-07-{day:02}T00:00:00Z")).unwrap()
    }

    fn request() -> Request {
        let asked = Asked {
            recipient: RecipientId::new("alvarez").unwrap(),
            report: "CIA TD-1".to_owned(),
            originator: AgencyId::new("CIA").unwrap(),
            purpose: Purpose::Court,
            matter: None,
            reason: "trial".to_owned(),
            expires: at(20),
        };
        Request::new("0a1b".to_owned(), asked, "alvarez".to_owned(), at(1))
    }

    #[test]
    fn a_closed_request_takes_no_step() {
        let ends =
            [Step::Approved, Step::Denied { why: "no".to_owned() }, Step::Expired, Step::Withdrawn];
        for end in ends {
            let mut ended = request();
            ended.take(end.clone(), at(2)).unwrap();
            assert_eq!(ended.state.name(), end.name());
            let before = ended.clone();
            let to = AgencyId::new("CIA/DO").unwrap();
            for step in [Step::Approved, Step::Reminded, Step::Delegated { to }] {
                assert_eq!(ended.take(step, at(3)), Err(Closed(end.name())));
            }
            assert_eq!(ended, before);
            assert_eq!(ended.due(at(30), 1), None);
        }
    }

    #[test]
    fn an_open_request_reminds_again_and_expires() {
        let mut open = request();
        assert_eq!(open.due(at(7), 7 * 24), None);
        assert_eq!(open.due(at(8), 7 * 24), Some(Step::Reminded));
        open.take(Step::Reminded, at(8)).unwrap();
        assert_eq!(open.due(at(9), 7 * 24), None);
        assert_eq!(open.due(at(15), 7 * 24), Some(Step::Reminded));
        assert_eq!(open.reminded, Some((1, at(8))));
        assert_eq!(open.due(at(20), 7 * 24), Some(Step::Expired));
    }

    #[test]
    fn whom_it_is_delegated_to_answers() {
        let mut open = request();
        open.take(Step::Delegated { to: AgencyId::new("CIA/DO").unwrap() }, at(2)).unwrap();
        assert_eq!((open.with.as_str(), open.state.name()), ("CIA/DO", "open"));
    }
}
