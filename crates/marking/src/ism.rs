//! ODNI's attributes: what a marking is in XML and JSON, and what its rules speak of.

mod attribute;
mod attributes;
mod json;
#[cfg(test)]
pub(crate) mod kit;
mod xml;

pub use attribute::Attribute;
pub use attributes::Attributes;
