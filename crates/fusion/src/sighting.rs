//! A mention in a report, with where it stands and who may see it.

use std::fmt;

use dissemination::HandlingId;
use model::{ReportId, Timestamp};

use crate::Record;

/// Where a mention stands: in which report, and which of its mentions it is.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct MentionId {
    /// The report.
    pub report: ReportId,
    /// Its number there, given by what is extracted from that report alone.
    pub number: u32,
}

impl fmt::Display for MentionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} #{}", self.report, self.number)
    }
}

/// One mention as it is held.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sighting {
    /// Where it stands.
    pub id: MentionId,
    /// What it says.
    pub record: Record,
    /// The name as it is written.
    pub written: String,
    /// What they are or do, as it is written.
    pub role: Option<String>,
    /// The portion it stands in; none where it counts as the banner.
    pub portion: Option<usize>,
    /// When what is reported happened, or when it was reported.
    pub at: Option<Timestamp>,
    /// The handling classes of all that it was made from. Who lacks one does not have the mention.
    pub needs: Vec<HandlingId>,
}

impl Sighting {
    /// Whether a viewer has it.
    pub(crate) fn is_seen(&self, sees: &dyn Fn(HandlingId) -> bool) -> bool {
        self.needs.iter().all(|class| sees(*class))
    }
}
