//! A parsed marking, and its printed forms.

use std::collections::BTreeSet;

use crate::{Aea, CodeList, Dissem, Level, NonIc, ParseError, Parsed, Sci};

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
    pub(crate) level: Level,
    pub(crate) sci: Sci,
    pub(crate) aea: Aea,
    pub(crate) dissem: BTreeSet<Dissem>,
    pub(crate) rel_to: CodeList,
    pub(crate) non_ic: BTreeSet<NonIc>,
}

impl Marking {
    /// Reads a banner line or a portion mark, with or without parentheses.
    ///
    /// # Errors
    /// The place of the first token that is not in the register, with the nearest one that is.
    pub fn parse(text: &str) -> Result<Parsed, ParseError> {
        crate::parse::parse(text)
    }

    /// The classification level.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The SCI block.
    pub fn sci(&self) -> &Sci {
        &self.sci
    }

    /// The atomic energy block.
    pub fn aea(&self) -> &Aea {
        &self.aea
    }

    /// Whether an IC dissemination control is present.
    pub fn has(&self, control: Dissem) -> bool {
        self.dissem.contains(&control)
    }

    /// The IC dissemination controls without `REL TO`, in print order.
    pub fn dissem(&self) -> impl Iterator<Item = Dissem> + '_ {
        self.dissem.iter().copied()
    }

    /// The codes of `REL TO`; empty when the marking has none.
    pub fn rel_to(&self) -> &CodeList {
        &self.rel_to
    }

    /// Whether a non-IC dissemination control is present.
    pub fn has_non_ic(&self, control: NonIc) -> bool {
        self.non_ic.contains(&control)
    }

    /// The non-IC dissemination controls in print order.
    pub fn non_ic(&self) -> impl Iterator<Item = NonIc> + '_ {
        self.non_ic.iter().copied()
    }

    /// Whether it needs a distribution list to be decided: ORCON, EXDIS, NODIS.
    pub fn needs_distribution(&self) -> bool {
        self.has(Dissem::Orcon)
            || self.has(Dissem::OrconUsgov)
            || self.has_non_ic(NonIc::Exdis)
            || self.has_non_ic(NonIc::Nodis)
    }

    /// Whether it says to whom abroad it may go or not: NOFORN, REL TO, RELIDO and the
    /// `NOFORN` forms of SBU and LES.
    pub fn has_disclosure(&self) -> bool {
        self.is_noforn() || self.has(Dissem::Relido) || !self.rel_to.is_empty()
    }

    /// Whether no foreign national may have it.
    pub fn is_noforn(&self) -> bool {
        self.has(Dissem::Noforn)
            || self.has_non_ic(NonIc::SbuNoforn)
            || self.has_non_ic(NonIc::LesNoforn)
    }

    /// The marking under which a portion is handled in a document with this banner: an
    /// unclassified portion without a foreign disclosure marking follows the banner's
    /// (register B.3, table 2, last three rows).
    #[must_use]
    pub fn within(&self, banner: &Self) -> Self {
        let mut handled = self.clone();
        if !self.level.is_classified() && !self.has_disclosure() {
            handled.rel_to = banner.rel_to.clone();
        }
        handled
    }

    /// The canonical banner line.
    pub fn banner(&self) -> String {
        let dissem = self.controls(|forms| forms.1, &|list| format!("REL TO {list}"));
        let non_ic = self.non_ic.iter().map(|control| control.forms().1).collect::<Vec<_>>();
        self.line(self.level.banner(), "SIGMA", &dissem, &non_ic)
    }

    /// The canonical portion mark, without parentheses.
    pub fn portion(&self) -> String {
        let dissem = self.controls(|forms| forms.2, &|list| format!("REL TO {list}"));
        let non_ic = self.non_ic.iter().map(|control| control.forms().2).collect::<Vec<_>>();
        self.line(self.level.portion(), "SG", &dissem, &non_ic)
    }

    fn controls(
        &self,
        form: fn(crate::Forms) -> &'static str,
        rel: &dyn Fn(String) -> String,
    ) -> Vec<String> {
        let mut printed = Vec::new();
        let mut rel_to = (!self.rel_to.is_empty()).then(|| {
            let codes: Vec<_> = self.rel_to.iter().map(|code| code.as_str()).collect();
            rel(codes.join(", "))
        });
        for control in &self.dissem {
            if *control > Dissem::Propin {
                printed.extend(rel_to.take());
            }
            printed.push(form(control.forms()).to_owned());
        }
        printed.extend(rel_to);
        printed
    }

    fn line(&self, level: &str, sigma: &str, dissem: &[String], non_ic: &[&str]) -> String {
        let blocks = [
            level.to_owned(),
            self.sci.printed(),
            self.aea.printed(sigma),
            dissem.join("/"),
            non_ic.join("/"),
        ];
        let present: Vec<_> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
        present.join("//")
    }
}
