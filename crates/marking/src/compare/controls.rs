//! The controls of a marking together with those that they imply.

use crate::few::Few;
use crate::{Dissem, Marking, NonIc};

/// Controls that require something of a reader, closed under what they imply. RELIDO is none: it
/// opens.
#[derive(Debug)]
pub(super) struct Controls {
    ic: Few<Dissem>,
    non_ic: Few<NonIc>,
}

impl Controls {
    pub(super) fn of(marking: &Marking) -> Self {
        let mut controls = Self { ic: marking.dissem, non_ic: marking.non_ic };
        controls.ic.remove(Dissem::Relido);
        // The NOFORN forms are two controls in one word.
        for (form, plain) in [(NonIc::SbuNoforn, NonIc::Sbu), (NonIc::LesNoforn, NonIc::Les)] {
            if controls.non_ic.remove(form) {
                controls.non_ic.insert(plain);
                controls.ic.insert(Dissem::Noforn);
            }
        }
        if controls.ic.contains(Dissem::Orcon) {
            controls.ic.insert(Dissem::OrconUsgov);
        }
        if controls.non_ic.contains(NonIc::Nodis) {
            controls.non_ic.insert(NonIc::Exdis);
        }
        controls
    }

    pub(super) fn cover(&self, other: &Self) -> bool {
        self.ic.covers(other.ic) && self.non_ic.covers(other.non_ic)
    }

    pub(super) fn join(mut self, other: Self) -> Self {
        self.ic.add(other.ic);
        self.non_ic.add(other.non_ic);
        self
    }

    pub(super) fn meet(mut self, other: &Self) -> Self {
        self.ic = self.ic.common(other.ic);
        self.non_ic = self.non_ic.common(other.non_ic);
        self
    }

    /// Writes the controls into a marking, without those that others imply.
    pub(super) fn write(mut self, marking: &mut Marking) {
        if self.ic.contains(Dissem::Orcon) {
            self.ic.remove(Dissem::OrconUsgov);
        }
        if self.non_ic.contains(NonIc::Nodis) {
            self.non_ic.remove(NonIc::Exdis);
        }
        marking.dissem.add(self.ic);
        marking.non_ic.add(self.non_ic);
    }
}
