//! A dissemination control that a community adds.

use std::collections::BTreeSet;

use crate::Level;
use crate::interned::Interned;
use crate::ownership::Form;

/// What a community's control is, in the words of its register.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ControlTerms {
    /// Spelled out.
    pub title: String,
    /// In a banner.
    pub banner: String,
    /// In a portion mark.
    pub portion: String,
    /// Whether it closes abroad, as NOFORN does.
    pub closes_abroad: bool,
    /// The lowest level at which it may stand.
    pub level: Level,
    /// Tokens that must stand beside it, as banners have them.
    pub requires: BTreeSet<String>,
    /// Tokens that must not.
    pub excludes: BTreeSet<String>,
    /// Whether a banner has it when a portion does.
    pub rises: Rises,
}

/// Whether a banner has a control when a portion does.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Rises {
    /// In every banner.
    #[default]
    Always,
    /// In an unclassified banner, as FOUO does.
    Unclassified,
    /// Never: it is the portion's own.
    Never,
}

/// A control of a community's register, ordered as it is printed. It carries its terms, so that
/// what was read under one register is never taken for a control of another.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Control(&'static Printed);

/// A control at its place among those of its register.
#[derive(Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Printed {
    position: usize,
    terms: ControlTerms,
}

impl Control {
    /// The control at a position; `None` when a process keeps too many.
    pub(super) fn new(position: usize, terms: ControlTerms) -> Option<Self> {
        CONTROLS.keep(Printed { position, terms }).map(Self)
    }

    /// Its terms.
    pub fn terms(self) -> &'static ControlTerms {
        &self.0.terms
    }

    /// As a banner has it.
    pub fn banner(self) -> &'static str {
        &self.0.terms.banner
    }

    /// Whether no foreign national may have what carries it.
    pub fn closes_abroad(self) -> bool {
        self.0.terms.closes_abroad
    }

    /// The three forms.
    pub(crate) fn forms(self) -> [&'static str; 3] {
        let ControlTerms { title, banner, portion, .. } = self.terms();
        [title, banner, portion]
    }

    pub(crate) fn printed(self, form: Form) -> &'static str {
        match form {
            Form::Title => &self.0.terms.title,
            Form::Banner => &self.0.terms.banner,
            Form::Portion => &self.0.terms.portion,
        }
    }

    /// Whether a banner of a level has it when a portion does.
    pub(crate) fn rises_to(self, level: Level) -> bool {
        match self.0.terms.rises {
            Rises::Always => true,
            Rises::Unclassified => !level.is_classified(),
            Rises::Never => false,
        }
    }
}

static CONTROLS: Interned<Printed> = Interned::new();
