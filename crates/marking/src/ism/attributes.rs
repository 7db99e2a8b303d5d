//! A marking as ODNI's attributes: each a text or a list of tokens.

use std::collections::BTreeMap;

use super::Attribute;

/// The `ISM` attributes of one element, in the order in which they were read.
///
/// ```
/// use marking::{Attribute, Attributes};
/// let mut element = Attributes::default();
/// element.set(Attribute::DisseminationControls, "OC NF");
/// assert!(element.has(Attribute::DisseminationControls, "NF"));
/// assert_eq!(element.text(Attribute::DisseminationControls), Some("OC NF"));
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Attributes(BTreeMap<Attribute, String>);

impl Attributes {
    /// Sets an attribute, even to an empty text: that it is present and empty is a finding.
    pub fn set(&mut self, attribute: Attribute, value: impl Into<String>) {
        self.0.insert(attribute, value.into());
    }

    /// Takes an attribute away.
    pub fn remove(&mut self, attribute: Attribute) {
        self.0.remove(&attribute);
    }

    /// The value of an attribute, `None` when it is absent.
    pub fn text(&self, attribute: Attribute) -> Option<&str> {
        self.0.get(&attribute).map(String::as_str)
    }

    /// The tokens of an attribute; none when it is absent.
    pub fn tokens(&self, attribute: Attribute) -> impl Iterator<Item = &str> {
        self.text(attribute).into_iter().flat_map(str::split_whitespace)
    }

    /// Whether a token stands in an attribute.
    pub fn has(&self, attribute: Attribute, token: &str) -> bool {
        self.tokens(attribute).any(|held| held == token)
    }

    /// Every attribute that is present, with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Attribute, &str)> {
        self.0.iter().map(|(attribute, value)| (*attribute, value.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
