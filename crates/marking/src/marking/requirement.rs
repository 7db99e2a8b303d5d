//! What a marking requires of a reader, one thing at a time, so that one can be thought away.

use crate::cui::Cui;
use crate::fgi::Fgi;
use crate::marking::Audience;
use crate::ownership::Form;
use crate::{
    Aea, Code, CodeList, Control, Dissem, Level, Marking, NatoControl, NonIc, Ownership, Sap, Sci,
};

/// One thing that a marking requires of whoever reads it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Requirement {
    /// The level: a clearance.
    Level,
    /// An owner that is not the United States.
    Ownership,
    /// A control system of SCI, with everything in it.
    System(String),
    /// The special access programs.
    Programs,
    /// Atomic energy information.
    Aea,
    /// Foreign sources.
    Fgi,
    /// A control of NATO's.
    Nato(NatoControl),
    /// A dissemination control that has no list.
    Dissem(Dissem),
    /// A non-IC dissemination control.
    NonIc(NonIc),
    /// The alternative compensatory control measures.
    Accm,
    /// Controlled unclassified information.
    Cui,
    /// A control of the community's own register.
    Own(Control),
    /// To whom abroad it is open: NOFORN, REL TO, EYES ONLY, DISPLAY ONLY, or nobody where nothing is
    /// said.
    Disclosure,
}

impl Marking {
    /// Everything that it requires, in print order, disclosure last.
    pub fn requirements(&self) -> Vec<Requirement> {
        let systems = self.sci.tokens().into_iter().filter(|token| !token.contains('-'));
        let present = [
            (self.level.is_classified(), Requirement::Level),
            (!self.ownership.is_us(), Requirement::Ownership),
            (!self.seldom.sap.is_empty(), Requirement::Programs),
            (!self.seldom.aea.is_empty(), Requirement::Aea),
            (!self.fgi.is_empty(), Requirement::Fgi),
            (!self.seldom.accm.is_empty(), Requirement::Accm),
            (self.seldom.cui.is_some(), Requirement::Cui),
        ];
        let blocks = present.into_iter().filter_map(|(is, what)| is.then_some(what));
        let dissem = self.dissem.iter().filter(|control| !is_disclosure(*control));
        systems
            .map(Requirement::System)
            .chain(blocks)
            .chain(self.seldom.nato.iter().map(Requirement::Nato))
            .chain(dissem.map(Requirement::Dissem))
            .chain(self.non_ic.iter().map(Requirement::NonIc))
            .chain(self.seldom.own.iter().copied().map(Requirement::Own))
            .chain([Requirement::Disclosure])
            .collect()
    }

    /// The marking without one requirement, where it has it. Without its limits abroad it is open
    /// to every one of `nations`. For thought alone: what is left need not be sound.
    #[must_use]
    pub fn without(&self, requirement: &Requirement, nations: &[Code]) -> Self {
        let mut left = self.clone();
        match requirement {
            Requirement::Level => left.level = Level::Unclassified,
            Requirement::Ownership => left.ownership = Ownership::UnitedStates,
            Requirement::System(system) => left.sci = without_system(&self.sci, system),
            Requirement::Programs => left.seldom.write().sap = Sap::NONE,
            Requirement::Aea => left.seldom.write().aea = Aea::NONE,
            Requirement::Fgi => left.fgi = Fgi::None,
            Requirement::Nato(control) => {
                left.seldom.write().nato.remove(*control);
            }
            Requirement::Dissem(control) => {
                left.dissem.remove(*control);
            }
            Requirement::NonIc(control) => {
                left.non_ic.remove(*control);
            }
            Requirement::Accm => left.seldom.write().accm.clear(),
            Requirement::Cui => left.seldom.write().cui = None::<Cui>,
            Requirement::Own(control) => {
                left.seldom.write().own.remove(control);
            }
            Requirement::Disclosure => left.open_to(nations),
        }
        left
    }

    /// The marking released to a list of nations, its other limits abroad taken away.
    #[must_use]
    pub fn released_to(&self, nations: &[Code]) -> Self {
        let mut released = self.clone();
        released.open_to(nations);
        released
    }

    /// How one requirement is printed, for people.
    pub fn printed_requirement(&self, requirement: &Requirement) -> String {
        match requirement {
            Requirement::Level => self.level.banner().to_owned(),
            Requirement::Ownership => self.ownership.printed(self.level, Form::Banner),
            Requirement::System(system) => system.clone(),
            Requirement::Programs => self.seldom.sap.printed("SAR-"),
            Requirement::Aea => "atomic energy information".to_owned(),
            Requirement::Fgi => self.fgi.printed("FGI"),
            Requirement::Nato(control) => control.forms().1.to_owned(),
            Requirement::Dissem(control) => control.forms().1.to_owned(),
            Requirement::NonIc(control) => control.forms().1.to_owned(),
            Requirement::Accm => "ACCM".to_owned(),
            Requirement::Cui => "CUI".to_owned(),
            Requirement::Own(control) => control.banner().to_owned(),
            Requirement::Disclosure => self.printed_disclosure(),
        }
    }

    fn printed_disclosure(&self) -> String {
        if self.is_noforn() {
            return "NOFORN".to_owned();
        }
        if !self.opens_abroad() {
            return "no REL TO".to_owned();
        }
        let list = |list: &CodeList| list.iter().map(Code::as_str).collect::<Vec<_>>().join(", ");
        let lists = [
            (self.rel_to(), "REL TO"),
            (self.eyes_only(), "EYES ONLY"),
            (self.display_only(), "DISPLAY ONLY"),
        ];
        let said = lists.into_iter().filter(|(codes, _)| !codes.is_empty());
        said.map(|(codes, name)| format!("{name} {}", list(codes))).collect::<Vec<_>>().join("/")
    }

    fn open_to(&mut self, nations: &[Code]) {
        self.dissem.remove(Dissem::Noforn);
        self.dissem.remove(Dissem::Relido);
        for (closed, open) in [(NonIc::SbuNoforn, NonIc::Sbu), (NonIc::LesNoforn, NonIc::Les)] {
            if self.non_ic.remove(closed) {
                self.non_ic.insert(open);
            }
        }
        if !self.seldom.is_absent() {
            let seldom = self.seldom.write();
            seldom.eyes = Audience::default();
            seldom.display_to = CodeList::default();
            seldom.own.retain(|control| !control.closes_abroad());
        }
        let list = nations.iter().copied().chain([Code::USA]).collect();
        self.rel_to = Audience { list, as_banner: false };
    }
}

fn is_disclosure(control: Dissem) -> bool {
    matches!(control, Dissem::Noforn | Dissem::Relido)
}

fn without_system(sci: &Sci, system: &str) -> Sci {
    let mut left = Sci::default();
    let others = sci.tokens().into_iter().filter(|token| token.split('-').next() != Some(system));
    // They were read once, so they are read again.
    for token in others {
        let _ = left.add_token(&token);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Marking {
        Marking::parse(text).unwrap().marking
    }

    /// Each requirement by name, with what is left without it.
    fn without(text: &str, nations: &[Code]) -> Vec<(String, String)> {
        let marking = parsed(text);
        let each = marking.requirements();
        let left = |one: &Requirement| {
            (marking.printed_requirement(one), marking.without(one, nations).banner())
        };
        each.iter().map(left).collect()
    }

    fn expect(found: Vec<(String, String)>, expected: &[(&str, &str)]) {
        let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_requirement_can_be_thought_away_by_itself() {
        let gbr = Code::find("GBR").unwrap();
        expect(
            without("TOP SECRET//SI-G/TK//ORCON/NOFORN", &[gbr]),
            &[
                ("SI", "TOP SECRET//TK//ORCON/NOFORN"),
                ("TK", "TOP SECRET//SI-G//ORCON/NOFORN"),
                ("TOP SECRET", "UNCLASSIFIED//SI-G/TK//ORCON/NOFORN"),
                ("ORCON", "TOP SECRET//SI-G/TK//NOFORN"),
                ("NOFORN", "TOP SECRET//SI-G/TK//ORCON/REL TO USA, GBR"),
            ],
        );
    }

    #[test]
    fn limits_abroad_give_way_to_the_nations_whatever_they_are_called() {
        let gbr = Code::find("GBR").unwrap();
        for limited in ["S//NF", "S//REL TO USA, AUS", "S", "S//RELIDO"] {
            let open = parsed(limited).without(&Requirement::Disclosure, &[gbr]);
            assert_eq!(open.banner(), "SECRET//REL TO USA, GBR", "{limited}");
        }
        expect(
            without("U//LES-NF", &[gbr]),
            &[("LES NOFORN", "UNCLASSIFIED"), ("NOFORN", "UNCLASSIFIED//REL TO USA, GBR//LES")],
        );
    }
}
