//! Special access programs.

use crate::nested::{Name, Nested};
use crate::split::split_once;

/// The SAP block of a marking (register H.5).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sap {
    /// Programs with their compartments.
    programs: Nested,
    multiple: bool,
}

impl Sap {
    pub(crate) const NONE: Self = Self { programs: Nested::NONE, multiple: false };

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.programs.is_empty() && !self.multiple
    }

    /// How many programs are named.
    pub fn programs(&self) -> usize {
        self.programs.heads().count()
    }

    /// Whether it only says that there are several (`MULTIPLE PROGRAMS`, `DoDM` 5200.01).
    pub fn is_multiple(&self) -> bool {
        self.multiple
    }

    /// Every token with its ancestors, hyphenated: `SAR-BP`, `SAR-BP-J12`, `SAR-BP-J12-J54`.
    pub fn tokens(&self) -> Vec<String> {
        let mut tokens = self.programs.tokens("SAR-");
        if self.multiple {
            tokens.push(format!("SAR-{MULTIPLE}"));
        }
        tokens
    }

    /// The block as printed: `SAR-BP-J12 J54-K15/CD-YYY 456 689`.
    pub(crate) fn printed(&self, indicator: &str) -> String {
        let programs = self.programs.as_str();
        match (programs.is_empty(), self.multiple) {
            (true, false) => String::new(),
            (true, true) => format!("{indicator}{MULTIPLE}"),
            (false, false) => format!("{indicator}{programs}"),
            (false, true) => format!("{indicator}{programs}/{MULTIPLE}"),
        }
    }

    /// Adds everything of another block.
    pub(crate) fn add(&mut self, other: &Self) {
        self.multiple |= other.multiple;
        self.programs.add(&other.programs);
    }

    /// What both blocks have.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let programs = self.programs.common(&other.programs);
        Self { programs, multiple: self.multiple && other.multiple }
    }

    /// Whether everything of another block is here. That there are several says nothing of which.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.programs.covers(&other.programs) && (self.multiple || !other.multiple)
    }

    /// Reads one program, without the indicator: `BP-J12 J54-K15`. Nicknames may have blanks.
    pub(crate) fn read_program(&mut self, text: &str) -> Option<()> {
        if text == MULTIPLE {
            self.multiple = true;
            return Some(());
        }
        let (name, _) = split_once(text, b'-');
        self.programs.read(Name::spaced(name)?.as_str(), text, &|name| name)
    }

    /// Adds an attribute's token: `SAR-DOD:TS:BP`, `SAR-BP-J12-J54`. The authority and level are
    /// not printed; a nickname's blanks are written as underscores.
    pub(crate) fn add_token(&mut self, token: &str) -> Option<()> {
        let named = token.strip_prefix("SAR-").unwrap_or(token);
        let program = named.rsplit(':').next()?.replace('_', " ").to_ascii_uppercase();
        let printed = match split_once(&program, b'-') {
            (name, Some(rest)) => format!("{name}-{}", rest.replacen('-', " ", 1)),
            (name, None) => name.to_owned(),
        };
        self.read_program(&printed)
    }
}

pub(crate) const MULTIPLE: &str = "MULTIPLE PROGRAMS";
