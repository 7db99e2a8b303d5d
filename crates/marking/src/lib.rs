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
mod country;
mod dissem;
mod ism;
mod legacy;
mod level;
mod marking;
mod nearest;
mod parse;
mod problem;
mod rollup;
mod rules;
mod sci;
mod strictness;

pub use crate::marking::Marking;
pub use aea::{Aea, AeaKind};
pub use country::{Code, CodeList};
pub use dissem::{Dissem, Forms, NonIc};
pub use ism::{Attribute, Attributes};
pub use legacy::{Legacy, LegacyError, LegacyErrorKind, modern_form};
pub use level::Level;
pub use problem::{ParseError, ParseErrorKind, Parsed, Problem, Severity};
pub use rollup::{Rollup, rollup};
pub use sci::{Sci, SciName};
