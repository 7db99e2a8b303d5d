//! A parsed marking.

mod requirement;

pub use requirement::Requirement;

use crate::few::Few;
use crate::ownership::Form;
use crate::register::BUILT_IN;
use crate::seldom::Seldom;
use crate::{
    Aea, CodeList, Control, Cui, CuiControl, Dissem, Fgi, Level, NatoControl, NonIc, Ownership,
    ParseError, Parsed, Register, Sap, Sci,
};

/// A classification and control marking, parsed. Printing it gives the canonical form, whatever
/// was read.
///
/// There is no `Display`: a banner and a portion mark of the same marking differ, so one says
/// [`Marking::banner`] or [`Marking::portion`].
///
/// ```
/// let marking = marking::Marking::parse("TOP SECRET//TK/SI//NOFORN/ORCON").unwrap().marking;
/// assert_eq!(marking.banner(), "TOP SECRET//SI/TK//ORCON/NOFORN");
/// assert_eq!(marking.portion(), "TS//SI/TK//OC/NF");
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Marking {
    pub(crate) ownership: Ownership,
    pub(crate) level: Level,
    pub(crate) sci: Sci,
    pub(crate) fgi: Fgi,
    pub(crate) dissem: Few<Dissem>,
    pub(crate) non_ic: Few<NonIc>,
    pub(crate) rel_to: Audience,
    pub(crate) seldom: Seldom,
}

/// A list of those who may have it, or a portion's word that it is the banner's list.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Audience {
    pub(crate) list: CodeList,
    pub(crate) as_banner: bool,
}

impl Audience {
    pub(crate) fn is_present(&self) -> bool {
        self.as_banner || !self.list.is_empty()
    }

    /// Keeps the list where both are written, which the banner's must not replace; says whether.
    pub(crate) fn keep_list(&mut self) -> bool {
        let both = self.as_banner && !self.list.is_empty();
        self.as_banner &= !both;
        both
    }
}

impl Marking {
    /// Reads a banner line or a portion mark, with or without parentheses, by the built-in register.
    ///
    /// # Errors
    /// The place of the first token that is not in the register, with the nearest one that is.
    pub fn parse(text: &str) -> Result<Parsed, ParseError> {
        crate::parse::parse(text, &BUILT_IN)
    }

    /// The same by a community's register.
    ///
    /// # Errors
    /// As [`Marking::parse`].
    pub fn parse_by(text: &str, register: &Register) -> Result<Parsed, ParseError> {
        crate::parse::parse(text, register)
    }

    /// Whose information it is.
    pub fn ownership(&self) -> &Ownership {
        &self.ownership
    }

    /// The classification level.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Whether it is more than UNCLASSIFIED.
    pub fn is_classified(&self) -> bool {
        self.level.is_classified()
    }

    /// NATO's controls in print order.
    pub fn nato_controls(&self) -> impl Iterator<Item = NatoControl> + '_ {
        self.seldom.nato.iter()
    }

    /// The SCI block.
    pub fn sci(&self) -> &Sci {
        &self.sci
    }

    /// The special access programs.
    pub fn sap(&self) -> &Sap {
        &self.seldom.sap
    }

    /// The atomic energy block.
    pub fn aea(&self) -> &Aea {
        &self.seldom.aea
    }

    /// The foreign government information in it.
    pub fn fgi(&self) -> &Fgi {
        &self.fgi
    }

    /// Whether an IC dissemination control is present.
    pub fn has(&self, control: Dissem) -> bool {
        self.dissem.contains(control)
    }

    /// The IC dissemination controls that have no list, in print order.
    pub fn dissem(&self) -> impl Iterator<Item = Dissem> + '_ {
        self.dissem.iter()
    }

    /// The codes of `REL TO`; empty when the marking has none.
    pub fn rel_to(&self) -> &CodeList {
        &self.rel_to.list
    }

    /// The codes of `EYES ONLY`; empty when the marking has none.
    pub fn eyes_only(&self) -> &CodeList {
        &self.seldom.eyes.list
    }

    /// The codes of `DISPLAY ONLY`; empty when the marking has none.
    pub fn display_only(&self) -> &CodeList {
        &self.seldom.display_to
    }

    /// Whether it is a portion that takes a list from its banner (`REL`, `EYES`, `JOINT` alone), so
    /// that it means nothing without one.
    pub fn needs_banner(&self) -> bool {
        self.rel_to.as_banner
            || self.seldom.eyes.as_banner
            || self.ownership.is_joint_without_list()
    }

    /// The portion with the lists that it takes from its banner written out, where the banner has
    /// them.
    #[must_use]
    pub fn in_banner(&self, banner: &Self) -> Self {
        let mut whole = self.clone();
        if self.rel_to.as_banner && !banner.rel_to.list.is_empty() {
            whole.rel_to = Audience { list: banner.rel_to.list.clone(), as_banner: false };
        }
        if self.seldom.eyes.as_banner && !banner.seldom.eyes.list.is_empty() {
            whole.seldom.write().eyes =
                Audience { list: banner.seldom.eyes.list.clone(), as_banner: false };
        }
        if self.ownership.is_joint_without_list() && matches!(banner.ownership, Ownership::Joint(_))
        {
            whole.ownership = banner.ownership.clone();
        }
        whole
    }

    /// Keeps the lists that stand beside `REL` or `EYES` alone; says whether there is one.
    pub(crate) fn keep_lists(&mut self) -> bool {
        let both = self.rel_to.keep_list();
        both | (!self.seldom.is_absent() && self.seldom.write().eyes.keep_list())
    }

    /// Whether a non-IC dissemination control is present.
    pub fn has_non_ic(&self, control: NonIc) -> bool {
        self.non_ic.contains(control)
    }

    /// The non-IC dissemination controls in print order.
    pub fn non_ic(&self) -> impl Iterator<Item = NonIc> + '_ {
        self.non_ic.iter()
    }

    /// The nicknames of alternative compensatory control measures, ascending.
    pub fn accm(&self) -> impl Iterator<Item = &str> {
        self.seldom.accm.iter().map(String::as_str)
    }

    /// The controlled unclassified information in it.
    pub fn cui(&self) -> Option<&Cui> {
        self.seldom.cui.as_ref()
    }

    /// The controls of a community's own register, in print order.
    pub fn own_controls(&self) -> impl Iterator<Item = Control> + '_ {
        self.seldom.own.iter().copied()
    }

    /// Whether it needs a distribution list to be decided: ORCON, EXDIS, NODIS, and CUI for a list
    /// or for attorneys.
    pub fn needs_distribution(&self) -> bool {
        self.has(Dissem::Orcon)
            || self.has(Dissem::OrconUsgov)
            || self.has_non_ic(NonIc::Exdis)
            || self.has_non_ic(NonIc::Nodis)
            || self.cui().is_some_and(|cui| cui.controls().any(CuiControl::needs_distribution))
    }

    /// Whether it says to whom abroad it may go or not: NOFORN, REL TO, RELIDO, EYES ONLY, DISPLAY
    /// ONLY and the `NOFORN` forms of SBU and LES.
    pub fn has_disclosure(&self) -> bool {
        self.is_noforn() || self.has(Dissem::Relido) || self.opens_abroad()
    }

    /// Whether it has a control other than of disclosure: any but SCI, or a foreign source
    /// (register B.3, notes to table 2).
    pub fn is_caveated(&self) -> bool {
        !(self.seldom.aea.is_empty()
            && self.seldom.sap.is_empty()
            && self.fgi.is_empty()
            && self.ownership.is_us()
            && self.dissem.iter().all(|c| matches!(c, Dissem::Noforn | Dissem::Relido))
            && self.non_ic.is_empty()
            && self.seldom.accm.is_empty()
            && self.seldom.cui.is_none()
            && self.seldom.own.is_empty())
    }

    /// Whether it names somebody abroad who may have or see it: REL TO, EYES ONLY, DISPLAY ONLY.
    pub fn opens_abroad(&self) -> bool {
        self.rel_to.is_present()
            || self.seldom.eyes.is_present()
            || !self.seldom.display_to.is_empty()
    }

    /// Whether no foreign national may have it.
    pub fn is_noforn(&self) -> bool {
        self.has(Dissem::Noforn)
            || self.has_non_ic(NonIc::SbuNoforn)
            || self.has_non_ic(NonIc::LesNoforn)
            || self.seldom.own.iter().any(|control| control.closes_abroad())
    }

    /// The marking under which a portion is handled in a document with this banner: lists that it
    /// takes from the banner are written out, and an unclassified portion without a foreign
    /// disclosure marking follows the banner's (register B.3, table 2, last three rows).
    #[must_use]
    pub fn within(&self, banner: &Self) -> Self {
        let mut handled = self.in_banner(banner);
        if !self.level.is_classified() && !self.has_disclosure() && self.ownership.is_us() {
            handled.rel_to.list = banner.rel_to.list.clone();
            if *handled.display_only() != *banner.display_only() {
                handled.seldom.write().display_to = banner.display_only().clone();
            }
        }
        handled
    }

    /// The same, exempt from discovery where the document is: a document that is exempt is not found
    /// by any part of it (`ISM.ACES` table 125).
    #[must_use]
    pub fn exempt_in(mut self, document: &Self) -> Self {
        if document.has(Dissem::ExemptFromDiscovery) {
            self.dissem.insert(Dissem::ExemptFromDiscovery);
        }
        self
    }

    /// The canonical banner line.
    pub fn banner(&self) -> String {
        self.printed(Form::Banner)
    }

    /// The canonical banner line with controls spelled out.
    pub fn title(&self) -> String {
        self.printed(Form::Title)
    }

    /// The canonical portion mark, without parentheses.
    pub fn portion(&self) -> String {
        self.printed(Form::Portion)
    }
}
