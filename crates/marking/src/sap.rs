//! Special access programs.

use std::collections::BTreeSet;

use crate::nested::{Name, Nested};

/// The SAP block of a marking (register H.5).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sap {
    programs: BTreeSet<Program>,
    multiple: bool,
}

/// One program with its compartments.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Program {
    name: Name,
    compartments: Nested,
}

impl Sap {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.programs.is_empty() && !self.multiple
    }

    /// How many programs are named.
    pub fn programs(&self) -> usize {
        self.programs.len()
    }

    /// Whether it only says that there are several (`MULTIPLE PROGRAMS`, `DoDM` 5200.01).
    pub fn is_multiple(&self) -> bool {
        self.multiple
    }

    /// Every token with its ancestors, hyphenated: `SAR-BP`, `SAR-BP-J12`, `SAR-BP-J12-J54`.
    pub fn tokens(&self) -> Vec<String> {
        let mut tokens = Vec::new();
        for program in &self.programs {
            let head = format!("SAR-{}", program.name.as_str());
            tokens.push(head.clone());
            tokens.extend(program.compartments.tokens(&head));
        }
        if self.multiple {
            tokens.push(format!("SAR-{MULTIPLE}"));
        }
        tokens
    }

    /// The block as printed: `SAR-BP-J12 J54-K15/CD-YYY 456 689`.
    pub(crate) fn printed(&self, indicator: &str) -> String {
        let mut programs: Vec<String> = self
            .programs
            .iter()
            .map(|program| format!("{}{}", program.name.as_str(), program.compartments.printed()))
            .collect();
        if self.multiple {
            programs.push(MULTIPLE.to_owned());
        }
        if programs.is_empty() {
            String::new()
        } else {
            format!("{indicator}{}", programs.join("/"))
        }
    }

    /// Adds everything of another block.
    pub(crate) fn add(&mut self, other: &Self) {
        self.multiple |= other.multiple;
        for program in &other.programs {
            self.insert(program.clone());
        }
    }

    /// What both blocks have.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let shared = self.programs.iter().filter_map(|program| {
            let same = other.programs.iter().find(|held| held.name == program.name)?;
            let compartments = program.compartments.common(&same.compartments);
            Some(Program { name: program.name.clone(), compartments })
        });
        Self { programs: shared.collect(), multiple: self.multiple && other.multiple }
    }

    /// Whether everything of another block is here. That there are several says nothing of which.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let held = self.tokens();
        other.tokens().iter().all(|token| held.contains(token))
    }

    /// Reads one program, without the indicator: `BP-J12 J54-K15`. Nicknames may have blanks.
    pub(crate) fn read_program(&mut self, text: &str) -> Option<()> {
        if text == MULTIPLE {
            self.multiple = true;
            return Some(());
        }
        let (name, rest) =
            text.split_once('-').map_or((text, None), |(name, rest)| (name, Some(rest)));
        let name = Name::spaced(name)?;
        let compartments =
            rest.map_or(Some(Nested::default()), |rest| Nested::read(rest, &|name| name))?;
        self.insert(Program { name, compartments });
        Some(())
    }

    /// Adds an attribute's token: `SAR-DOD:TS:BP`, `SAR-BP-J12-J54`. The authority and level are
    /// not printed; a nickname's blanks are written as underscores.
    pub(crate) fn add_token(&mut self, token: &str) -> Option<()> {
        let named = token.strip_prefix("SAR-").unwrap_or(token);
        let program = named.rsplit(':').next()?.replace('_', " ").to_ascii_uppercase();
        if program == MULTIPLE {
            self.multiple = true;
            return Some(());
        }
        let (name, rest) =
            program.split_once('-').map_or((program.as_str(), None), |(n, r)| (n, Some(r)));
        let name = Name::spaced(name)?;
        let compartments = match rest {
            Some(rest) => Nested::read(&rest.replacen('-', " ", 1), &|name| name)?,
            None => Nested::default(),
        };
        self.insert(Program { name, compartments });
        Some(())
    }

    fn insert(&mut self, mut program: Program) {
        let same = self.programs.iter().find(|held| held.name == program.name).cloned();
        if let Some(held) = same {
            program.compartments.add(&held.compartments);
            self.programs.remove(&held);
        }
        self.programs.insert(program);
    }
}

pub(crate) const MULTIPLE: &str = "MULTIPLE PROGRAMS";
