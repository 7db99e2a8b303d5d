//! What one group gets in one of the communities.

use super::side::Side;
use crate::judge::permits;
use crate::who::Who;
use crate::{Ask, Extent, Handling, HandlingId};

/// One group's answers on one side, each class decided when it is first asked for.
pub(super) struct Answers<'a> {
    side: &'a Side<'a>,
    ask: Option<(Ask<'a>, Who)>,
    report: Option<&'a str>,
    known: Vec<Option<bool>>,
}

impl<'a> Answers<'a> {
    pub(super) fn of(
        side: &'a Side<'a>,
        asks: &[Ask<'a>],
        group: Option<usize>,
        report: Option<&'a str>,
    ) -> Self {
        let ask = group.and_then(|at| asks.get(at)).copied();
        let ask = ask.map(|ask| (ask, Who::of(ask.recipient, ask.community)));
        Self { side, ask, report, known: vec![None; side.handlings.len()] }
    }

    /// What is given of a shape here and on the other side, where that is not the same.
    pub(super) fn unlike(
        &mut self,
        other: &mut Answers<'_>,
        shape: usize,
    ) -> Option<(Extent, Extent)> {
        let (side, others) = (self.side, other.side);
        let (here, there) = (side.shapes.get(shape)?, others.shapes.get(shape)?);
        let same = here
            .every()
            .zip(there.every())
            .all(|(one, another)| self.permits(*one) == other.permits(*another));
        if same {
            return None;
        }
        let here = Extent::best(&here.map(|id| self.permits(*id)));
        let there = Extent::best(&there.map(|id| other.permits(*id)));
        (here != there).then_some((here, there))
    }

    fn permits(&mut self, id: HandlingId) -> bool {
        let Some((ask, who)) = self.ask else { return false };
        let Ok(at) = usize::try_from(id.0) else { return false };
        let (Some(handling), Some(known)) = (self.side.handlings.get(at), self.known.get_mut(at))
        else {
            return false;
        };
        let permitted = || match self.report {
            None => permits(handling, ask, who).permitted,
            Some(report) => {
                // Acts that name it are heard, also those that did not when the class was made.
                let named = Some(report.to_owned());
                permits(&Handling { named, ..handling.clone() }, ask, who).permitted
            }
        };
        *known.get_or_insert_with(permitted)
    }
}
