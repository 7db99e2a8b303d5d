//! The marking language: parse, print, validate, roll up, compare.
//!
//! ```
//! use marking::Marking;
//! let parsed = Marking::parse("secret//rel to USA, GBR").unwrap();
//! assert_eq!(parsed.marking.banner(), "SECRET//REL TO USA, GBR");
//! assert_eq!(parsed.problems.len(), 1);
//! let error = Marking::parse("SECRET//NOFRON").unwrap_err();
//! assert_eq!(error.to_string(), "`NOFRON` is not a marking of the register; did you mean NOFORN?");
//! assert_eq!(error.at, 8..14);
//! ```
//!
//! The crate knows nothing of reports, users or files, and parsing never guesses: a token that is
//! not in the register is an error with its place.

mod aea;
pub mod authority;
mod compare;
mod compiled;
mod convert;
mod country;
mod cui;
mod dissem;
mod explain;
mod few;
mod fgi;
mod interned;
mod ism;
mod legacy;
mod level;
mod marking;
pub mod misp;
mod nato;
mod nearest;
mod nested;
mod ownership;
mod packed;
mod parse;
mod print;
mod problem;
mod register;
mod rollup;
mod rules;
mod sap;
pub mod scheme;
mod sci;
mod seldom;
mod split;
pub mod stanag;
pub mod stix;
mod strictness;
mod timestamp;
mod tlp;
mod xml;

pub use crate::marking::{Marking, Requirement};
pub use aea::{Aea, AeaKind};
pub use compiled::Compiled;
pub use convert::{ConvertError, Foreign};
pub use country::{Code, CodeList};
pub use cui::{Cui, CuiCategory, CuiControl};
pub use dissem::{Dissem, Forms, NonIc};
pub use explain::Explained;
pub use fgi::Fgi;
pub use ism::{
    Attribute, Attributes, DeclaredError, Document, Finding, Fix, IsmRollup, IsmRollupError, Place,
    RuleSet, check_document, check_element, rollup_ism,
};
pub use legacy::{Legacy, LegacyError, LegacyErrorKind, modern_form};
pub use level::Level;
pub use nato::NatoControl;
pub use ownership::Ownership;
pub use problem::{ParseError, ParseErrorKind, Parsed, Problem, Severity};
pub use register::{CodeWord, Control, ControlTerms, Register, RegisterError, Rises};
pub use rollup::{CompilationError, Part, Rollup, Whole, rollup, rollup_document};
pub use sap::Sap;
pub use scheme::{Scheme, SchemeMarking};
pub use sci::Sci;
pub use timestamp::Timestamp;
pub use tlp::{Tlp, TlpParsed, TlpVersion};
