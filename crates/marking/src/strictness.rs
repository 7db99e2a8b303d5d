//! Whether a declared banner protects at least as much as the portions require.

use std::collections::BTreeSet;

use crate::ownership::Form;
use crate::{Aea, Code, Cui, Dissem, Level, Marking, NonIc};

impl Marking {
    /// What a banner lacks of a required one, each as a short phrase; empty when it is equal or
    /// stricter.
    ///
    /// `NOFORN` is stricter than any disclosure marking; a shorter `REL TO` is stricter than a
    /// longer one; no disclosure marking at all opens nothing abroad, so it is stricter than
    /// `REL TO`.
    pub fn lacks(&self, required: &Self) -> Vec<String> {
        let mut lacking = Vec::new();
        if self.level < required.level {
            lacking.push(required.level.banner().to_owned());
        }
        let held = self.sci.tokens();
        lacking.extend(required.sci.tokens().into_iter().filter(|token| !held.contains(token)));
        if self.ownership != required.ownership && !required.ownership.is_us() {
            lacking.push(required.ownership.printed(required.level, Form::Banner));
        }
        let nato = required.seldom.nato.without(self.seldom.nato).iter();
        lacking.extend(nato.map(|control| control.name().to_owned()));
        if !self.seldom.sap.covers(&required.seldom.sap) {
            lacking.push(required.seldom.sap.printed("SAR-"));
        }
        if !self.fgi.covers(&required.fgi) {
            lacking.push(required.fgi.printed("FGI"));
        }
        lacking.extend(
            required.seldom.accm.difference(&self.seldom.accm).map(|name| format!("ACCM-{name}")),
        );
        let cui =
            |held: &Cui| required.seldom.cui.as_ref().is_none_or(|needed| held.covers(needed));
        if !self.level.is_classified()
            && !self.seldom.cui.as_ref().map_or(required.seldom.cui.is_none(), cui)
        {
            lacking.push("CUI with every category".to_owned());
        }
        if !self.covers_aea(&required.seldom.aea) {
            lacking.push(required.seldom.aea.printed(|forms| forms.1, "SIGMA"));
        }
        let dissem = required.dissem.iter().filter(|control| !self.covers(*control));
        lacking.extend(dissem.map(|control| control.forms().1.to_owned()));
        let non_ic = required.non_ic.iter().filter(|control| !self.covers_non_ic(*control));
        lacking.extend(non_ic.map(|control| control.forms().1.to_owned()));
        let own = required
            .seldom
            .own
            .difference(&self.seldom.own)
            .filter(|control| control.rises_to(self.level));
        lacking.extend(own.map(|control| control.banner().to_owned()));
        lacking.extend(self.opens_beyond(required));
        lacking
    }

    /// UCNI is not shown in a classified banner, where NOFORN says all of it (register p116-119).
    fn covers_aea(&self, required: &Aea) -> bool {
        let mut shown = required.clone();
        if self.level.is_classified() && self.is_noforn() {
            shown.drop_unclassified();
        }
        self.seldom.aea.covers(&shown)
    }

    fn covers(&self, control: Dissem) -> bool {
        let stands_in = match control {
            // FOUO is not shown in a classified banner, nor beside controls that say more.
            Dissem::Fouo => {
                let disclosure = [Dissem::Fouo, Dissem::Noforn, Dissem::Relido];
                self.level.is_classified()
                    || !self.non_ic.is_empty()
                    || self.seldom.cui.is_some()
                    || self.dissem.iter().any(|control| !disclosure.contains(&control))
            }
            Dissem::OrconUsgov => self.has(Dissem::Orcon),
            Dissem::Relido => true,
            Dissem::Noforn => self.is_noforn(),
            Dissem::Rsen
            | Dissem::Orcon
            | Dissem::Imcon
            | Dissem::Propin
            | Dissem::Dsen
            | Dissem::RawFisa
            | Dissem::Fisa
            | Dissem::ExemptFromDiscovery
            | Dissem::Waived => false,
        };
        stands_in || self.has(control)
    }

    fn covers_non_ic(&self, control: NonIc) -> bool {
        let classified = self.level > Level::Unclassified;
        let stands_in = match control {
            NonIc::Sbu | NonIc::Limdis => {
                classified
                    || self.has_non_ic(NonIc::Exdis)
                    || self.has_non_ic(NonIc::Nodis)
                    || (control == NonIc::Sbu && self.has_non_ic(NonIc::SbuNoforn))
            }
            NonIc::SbuNoforn => self.is_noforn(),
            NonIc::LesNoforn => self.is_noforn() && self.has_non_ic(NonIc::Les),
            NonIc::Exdis => self.has_non_ic(NonIc::Nodis),
            NonIc::Les => self.has_non_ic(NonIc::LesNoforn),
            NonIc::Nodis | NonIc::Ssi | NonIc::Nnpi => false,
        };
        stands_in || self.has_non_ic(control)
    }

    /// Disclosure that the required banner does not have.
    fn opens_beyond(&self, required: &Self) -> Option<String> {
        if self.is_noforn() || (!self.opens_abroad() && !self.has(Dissem::Relido)) {
            return None;
        }
        let missing = if required.is_noforn() {
            None
        } else if self.has(Dissem::Relido) && !required.has(Dissem::Relido) {
            Some("no RELIDO".to_owned())
        } else if !opens(self).is_subset(&opens(required)) {
            Some("no REL TO beyond what every portion allows".to_owned())
        } else {
            None
        };
        missing.filter(|_| self.level.is_classified() || required.has_disclosure())
    }
}

/// Every country that may have it or at least see it.
fn opens(marking: &Marking) -> BTreeSet<Code> {
    let lists = [&marking.rel_to.list, &marking.seldom.eyes.list, &marking.seldom.display_to];
    lists.into_iter().flat_map(|list| list.countries()).collect()
}
