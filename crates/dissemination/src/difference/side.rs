//! One of the two communities that are compared, and its classes as the other makes them.

use std::collections::HashMap;

use model::Community;

use crate::{Classes, Crowd, Handling, HandlingId, Part};

/// One of the two communities: its classes, the shapes of reports in these, and its recipients.
#[derive(Debug)]
pub(super) struct Side<'c> {
    pub(super) handlings: Vec<Handling>,
    pub(super) shapes: Vec<Classes<HandlingId>>,
    pub(super) crowd: Crowd<'c>,
}

impl Side<'_> {
    /// Whether it matters to a shape how it would reach whoever asks.
    pub(super) fn asks_for_manner(&self, shape: &Classes<HandlingId>) -> bool {
        let handling =
            |id: &HandlingId| usize::try_from(id.0).ok().and_then(|at| self.handlings.get(at));
        shape.every().filter_map(handling).any(Handling::asks_for_manner)
    }

    /// Whether each class of a shape is the same on the other side, and common ground.
    pub(super) fn is_kept(&self, other: &Side<'_>, shape: usize, common: &[bool]) -> bool {
        let both = self.shapes.get(shape).zip(other.shapes.get(shape));
        let (Some((here, there)), place) = (both, |id: HandlingId| usize::try_from(id.0).ok())
        else {
            return false;
        };
        here.every().zip(there.every()).all(|(one, another)| {
            let this = place(*one).and_then(|at| self.handlings.get(at).zip(common.get(at)));
            let that = place(*another).and_then(|at| other.handlings.get(at));
            this.zip(that).is_some_and(|((this, common), that)| *common && this == that)
        })
    }
}

/// Classes as another community makes them, numbered.
#[derive(Default)]
pub(super) struct Anew {
    /// By the class that it was, and the part as which it is asked for now.
    met: HashMap<(HandlingId, Part), HandlingId>,
    known: HashMap<Handling, HandlingId>,
    pub(super) handlings: Vec<Handling>,
}

impl Anew {
    pub(super) fn shape(
        &mut self,
        shape: &Classes<HandlingId>,
        handlings: &[Handling],
        community: &Community,
    ) -> Classes<HandlingId> {
        let of = |id: &HandlingId| usize::try_from(id.0).ok().and_then(|at| handlings.get(at));
        shape.asked(|id, part| match of(&id) {
            Some(handling) => match self.met.get(&(id, part)) {
                Some(met) => *met,
                None => {
                    let number = self.number(handling.asked_as(part, community));
                    self.met.insert((id, part), number);
                    number
                }
            },
            None => id,
        })
    }

    fn number(&mut self, handling: Handling) -> HandlingId {
        if let Some(known) = self.known.get(&handling) {
            return *known;
        }
        let number = HandlingId(u32::try_from(self.handlings.len()).unwrap_or(u32::MAX));
        self.handlings.push(handling.clone());
        self.known.insert(handling, number);
        number
    }
}
