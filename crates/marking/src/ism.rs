//! The marking as ODNI's attributes (`ISM.XML`): its names, its values, and its rules.

mod attribute;
mod attributes;
mod check;
mod document;
mod finding;
mod form;
mod json;
#[cfg(test)]
pub(crate) mod kit;
mod read;
mod rollup;
mod rule;
mod rule_set;
mod rules;
mod signature;
pub(crate) mod suspicion;
pub(crate) mod vocabulary;
mod write;
mod xml;

pub use attribute::Attribute;
pub use attributes::Attributes;
pub use check::{check_document, check_element};
pub use document::Document;
pub use finding::{Finding, Fix, Place};
pub use rollup::{DeclaredError, IsmRollup, IsmRollupError, rollup_ism};
pub use rule_set::RuleSet;
