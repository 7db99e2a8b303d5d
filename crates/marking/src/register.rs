//! What a community adds to the built-in register of the United States.

mod check;
mod code_words;
mod control;
mod error;
mod listing;
mod words;

use std::collections::BTreeMap;

use crate::RuleSet;
use crate::nearest::nearest;
use crate::nested::Name;
use crate::{Code, Level};

pub use code_words::CodeWord;
pub use control::{Control, ControlTerms, Rises};
pub use error::RegisterError;
use listing::Listing;

/// The register by which markings are read. The default is the built-in one; additions never
/// change what it has.
///
/// ```
/// use marking::{ControlTerms, Marking, Register};
/// let mut register = Register::default().with_system("MOSS").unwrap();
/// register.add_country("NDL").unwrap();
/// let terms = ControlTerms {
///     title: "HARBOUR WATCH".into(), banner: "HARBOUR".into(), portion: "HBR".into(),
///     ..ControlTerms::default()
/// };
/// register.add_control(terms).unwrap();
/// let text = "TOP SECRET//MOSS//REL TO USA, NDL//HARBOUR";
/// let read = Marking::parse_by(text, &register).unwrap().marking;
/// assert_eq!(read.portion(), "TS//MOSS//REL TO USA, NDL//HBR");
/// assert!(Marking::parse(text).is_err());
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Register {
    rules: RuleSet,
    systems: BTreeMap<String, System>,
    controls: Vec<Control>,
    codes: BTreeMap<&'static str, Code>,
    programs: BTreeMap<String, Program>,
    /// Whether only listed programs are read.
    programs_closed: bool,
}

/// A control system: one of the community's own, or more about a published one.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct System {
    level: Level,
    listing: Listing,
}

#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct Program {
    nickname: Option<String>,
    listing: Listing,
}

impl Register {
    /// Adds a control system of SCI that is not published. `None` when the name is not of capital
    /// letters and digits, or is taken.
    #[must_use]
    pub fn with_system(mut self, name: &str) -> Option<Self> {
        self.add_system(name, Level::default()).ok()?;
        Some(self)
    }

    /// Validates by another book of rules.
    #[must_use]
    pub fn with_rules(mut self, rules: RuleSet) -> Self {
        self.rules = rules;
        self
    }

    /// The book of rules by which markings are validated.
    pub fn rules(&self) -> RuleSet {
        self.rules
    }

    /// Adds a control system of SCI that is not published, with the lowest level at which it may
    /// stand; or gives a published one a lowest level of the community.
    ///
    /// # Errors
    /// When the name is none, or is taken.
    pub fn add_system(&mut self, name: &str, level: Level) -> Result<(), RegisterError> {
        self.named(name)?;
        own_level(level)?;
        let published = crate::sci::system_names().any(|known| known == name);
        if self.systems.contains_key(name) {
            return Err(RegisterError::Twice(name.to_owned()));
        }
        if !published && !self.is_free(name) {
            return Err(RegisterError::Taken(name.to_owned()));
        }
        self.systems.insert(name.to_owned(), System { level, listing: Listing::default() });
        Ok(())
    }

    /// Lists a compartment of a system that was added before, with its sub-compartments.
    ///
    /// # Errors
    /// When a name is none, or the system was not added.
    pub fn add_compartment(
        &mut self,
        system: &str,
        name: &str,
        subs: &[String],
    ) -> Result<(), RegisterError> {
        let added = self.systems.get_mut(system);
        let added = added.ok_or_else(|| RegisterError::Name(system.to_owned()))?;
        added.listing.add(name, subs)
    }

    /// From now on only listed compartments of a system are read, and the published ones.
    pub fn close_system(&mut self, name: &str) {
        if let Some(system) = self.systems.get_mut(name) {
            system.listing.close(crate::sci::published_compartments(name));
        }
    }

    /// Adds a special access program by its identifier. A nickname is read as the identifier.
    ///
    /// # Errors
    /// When a name is none, or is another program's.
    pub fn add_program(&mut self, name: &str, nickname: Option<&str>) -> Result<(), RegisterError> {
        for text in std::iter::once(name).chain(nickname) {
            Name::spaced(text).ok_or_else(|| RegisterError::Name(text.to_owned()))?;
            if self.program_of(text).is_some() {
                return Err(RegisterError::Twice(text.to_owned()));
            }
        }
        let nickname = nickname.map(str::to_owned);
        let program = Program { nickname, listing: Listing::default() };
        self.programs.insert(name.to_owned(), program);
        Ok(())
    }

    /// Lists a compartment of a program that was added before, with its sub-compartments.
    ///
    /// # Errors
    /// When a name is none, or the program was not added.
    pub fn add_program_compartment(
        &mut self,
        program: &str,
        name: &str,
        subs: &[String],
    ) -> Result<(), RegisterError> {
        let added = self.programs.get_mut(program);
        let added = added.ok_or_else(|| RegisterError::Name(program.to_owned()))?;
        added.listing.add(name, subs)
    }

    /// From now on only listed compartments of a program are read.
    pub fn close_program(&mut self, name: &str) {
        if let Some(program) = self.programs.get_mut(name) {
            program.listing.close(std::iter::empty());
        }
    }

    /// From now on only listed programs are read.
    pub fn close_programs(&mut self) {
        self.programs_closed = true;
    }

    /// Adds a country by its trigraph.
    ///
    /// # Errors
    /// When the code is none, or is taken.
    pub fn add_country(&mut self, code: &str) -> Result<(), RegisterError> {
        self.new_code(code, COUNTRY_CHARS)?;
        self.keep(Code::own_country(code))
    }

    /// Adds an organisation by its tetragraph, with the countries that belong to it; `decomposes`
    /// says whether roll-up may write them in its place. Without members it opens nothing.
    ///
    /// # Errors
    /// When the code is none or is taken, or a member is no country.
    pub fn add_organization(
        &mut self,
        code: &str,
        members: &[String],
        decomposes: bool,
    ) -> Result<(), RegisterError> {
        self.new_code(code, ORGANIZATION_CHARS)?;
        let country = |member: &String| {
            self.code(member).filter(|code| code.is_country()).ok_or_else(|| {
                RegisterError::Member {
                    of: code.to_owned(),
                    member: member.clone(),
                    nearest: nearest(member, self.countries()).map(str::to_owned),
                }
            })
        };
        let mut members = members.iter().map(country).collect::<Result<Vec<Code>, _>>()?;
        members.sort_unstable();
        members.dedup();
        self.keep(Code::own_organization(code, members, decomposes))
    }

    /// Adds a dissemination control, printed after those that were added before.
    ///
    /// # Errors
    /// When a form cannot be read back or is taken. What it requires and excludes is checked by
    /// [`Register::check_controls`], once all controls are added.
    pub fn add_control(&mut self, terms: ControlTerms) -> Result<Control, RegisterError> {
        own_level(terms.level)?;
        for form in [&terms.title, &terms.banner, &terms.portion] {
            if !is_form(form) {
                return Err(RegisterError::Form(form.clone()));
            }
            if !self.is_free(form) {
                return Err(RegisterError::Taken(form.clone()));
            }
        }
        if let Some(token) = terms.requires.intersection(&terms.excludes).next() {
            let (control, token) = (terms.banner.clone(), token.clone());
            return Err(RegisterError::Both { control, token });
        }
        let control = Control::new(self.controls.len(), terms).ok_or(RegisterError::TooMany)?;
        self.controls.push(control);
        Ok(control)
    }

    /// A code of the register: the community's own, or of the built-in vocabulary.
    pub fn code(&self, text: &str) -> Option<Code> {
        self.codes.get(text).copied().or_else(|| Code::find(text))
    }

    /// The control of this register with a title, banner form or portion form.
    pub fn control(&self, text: &str) -> Option<Control> {
        self.controls.iter().copied().find(|control| control.forms().contains(&text))
    }

    /// The community's controls in print order.
    pub fn controls(&self) -> impl Iterator<Item = Control> + '_ {
        self.controls.iter().copied()
    }

    /// The control systems that were added, ascending.
    pub fn systems(&self) -> impl Iterator<Item = &str> {
        self.systems.keys().map(String::as_str)
    }

    fn keep(&mut self, code: Option<Code>) -> Result<(), RegisterError> {
        let code = code.ok_or(RegisterError::TooMany)?;
        self.codes.insert(code.as_str(), code);
        Ok(())
    }

    fn new_code(&self, text: &str, chars: usize) -> Result<(), RegisterError> {
        let sound = text.len() == chars
            && text.starts_with(|first: char| first.is_ascii_uppercase())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !sound {
            return Err(RegisterError::Code(text.to_owned()));
        }
        let listed = self.code(text).is_some() || RESERVED.contains(&text);
        if listed { Err(RegisterError::Taken(text.to_owned())) } else { Ok(()) }
    }

    fn named(&self, name: &str) -> Result<(), RegisterError> {
        Name::new(name).map(drop).ok_or_else(|| RegisterError::Name(name.to_owned()))
    }
}

/// The register of the United States, with nothing added.
pub(crate) static BUILT_IN: Register = Register {
    rules: RuleSet::Register2016,
    systems: BTreeMap::new(),
    controls: Vec::new(),
    codes: BTreeMap::new(),
    programs: BTreeMap::new(),
    programs_closed: false,
};

fn own_level(level: Level) -> Result<(), RegisterError> {
    if level == Level::Restricted { Err(RegisterError::Level) } else { Ok(()) }
}

fn is_form(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
    };
    (2..=FORM_CHARS_MAX).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.split(' ').all(word)
}

const COUNTRY_CHARS: usize = 3;
const ORGANIZATION_CHARS: usize = 4;
const FORM_CHARS_MAX: usize = 64;
/// Words that stand beside codes in a marking, so that no code can be one of them.
const RESERVED: &[&str] = &["CTS", "CUI", "EYES", "FGI", "ONLY", "REL", "SAR", "TOP"];
