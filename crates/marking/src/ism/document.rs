//! A marked document: its banner, its portions, its notices, and who needs to know.

use super::{Attributes, Place};

/// What the rules about a whole document look at.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Document {
    /// The resource element: banner, classification authority block, what the document claims
    /// (`ISM.XML`, `resourceElement`).
    pub resource: Attributes,
    /// The portions, in order.
    pub portions: Vec<Attributes>,
    /// The notices, each with its `noticeType` (`ISM.XML`, element `Notice`).
    pub notices: Vec<Attributes>,
    /// Names of need-to-know policies and profiles, whole or the part that tells them: `oc`,
    /// `propin:1`, `xd`, `nd`, `grp-ind` (`CVEnumNTKAccessPolicy`, `CVEnumNTKProfileDes`).
    pub need_to_know: Vec<String>,
}

impl Document {
    /// The element at a place, to repair it (ours: `ISM.XML` has no word for it).
    pub fn element_mut(&mut self, place: Place) -> Option<&mut Attributes> {
        match place {
            Place::Element | Place::Resource => Some(&mut self.resource),
            Place::Portion(at) => self.portions.get_mut(at),
            Place::Notice(at) => self.notices.get_mut(at),
        }
    }
}
