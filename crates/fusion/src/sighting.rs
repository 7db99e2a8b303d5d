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

impl MentionId {
    /// How many mentions of one view of a report are taken in.
    pub const OF_A_VIEW_MAX: u32 = 1 << 16;

    /// The number of the first mention of a report's view, by the view's place among them. A viewer has one
    /// view of a report.
    pub fn first_of_view(place: usize) -> u32 {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        place.saturating_mul(Self::OF_A_VIEW_MAX)
    }

    /// The numbers of the mentions of a report's view.
    pub fn of_view(place: usize) -> std::ops::Range<u32> {
        let first = Self::first_of_view(place);
        first..first.saturating_add(Self::OF_A_VIEW_MAX)
    }

    /// Which mention of its view it is, from 0.
    pub fn in_view(&self) -> u32 {
        self.number % Self::OF_A_VIEW_MAX
    }
}

impl fmt::Display for MentionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} #{}", self.report, self.number)
    }
}

/// One mention, to be taken in.
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
    /// The portion it stands in, of a view which of its texts; none where it counts as the banner.
    pub portion: Option<usize>,
    /// When what is reported happened, or when it was reported.
    pub at: Option<Timestamp>,
    /// The handling classes of all that it was made from. Who lacks one does not have the mention.
    pub needs: Vec<HandlingId>,
}

/// A mention as it is held: what it says is kept with all that say the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Held {
    /// Where it stands.
    pub id: MentionId,
    /// The name as it is written.
    pub written: Box<str>,
    /// What they are or do, as it is written.
    pub role: Option<Box<str>>,
    /// The portion it stands in, of a view which of its texts; none where it counts as the banner.
    pub portion: Option<u32>,
    /// When what is reported happened, or when it was reported.
    pub at: Option<Timestamp>,
    /// The handling classes of all that it was made from. Who lacks one does not have the mention.
    pub needs: Box<[HandlingId]>,
}

impl Held {
    /// Of a mention, and what it says.
    pub(crate) fn of(sighting: Sighting) -> (Self, Record) {
        let Sighting { id, record, written, role, portion, at, needs } = sighting;
        let portion = portion.and_then(|portion| u32::try_from(portion).ok());
        let (written, role, needs) = (written.into(), role.map(Into::into), needs.into());
        (Self { id, written, role, portion, at, needs }, record)
    }

    /// Whether a viewer has it.
    pub(crate) fn is_seen(&self, sees: &dyn Fn(HandlingId) -> bool) -> bool {
        self.needs.iter().all(|class| sees(*class))
    }
}
