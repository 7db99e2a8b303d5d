//! Roll-up of the blocks that few markings have. What opens abroad is settled with the other lists.

use crate::seldom::Seldom;

impl Seldom {
    /// Adds what a portion requires.
    pub(super) fn add(&mut self, portion: &Self) {
        if portion.is_absent() {
            return;
        }
        let held = self.write();
        held.nato.add(portion.nato);
        held.sap.add(&portion.sap);
        held.aea.add(&portion.aea);
        held.accm.extend(portion.accm.iter().cloned());
        held.own.extend(&portion.own);
        if let Some(cui) = &portion.cui {
            held.cui.get_or_insert_default().add(cui);
        }
    }

    /// Keeps the greatest kind of atomic energy information alone.
    pub(super) fn settle(&mut self) {
        if !self.is_absent() {
            self.write().aea.settle();
        }
    }

    /// Takes unclassified controlled nuclear information away, and says whether there was any.
    pub(super) fn drop_ucni(&mut self) -> bool {
        !self.is_absent() && self.write().aea.drop_unclassified()
    }
}
