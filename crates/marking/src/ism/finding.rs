//! What a rule found, and how to put it right.

use super::{Attribute, Attributes};
use crate::Severity;

/// One broken rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The rule: `ISM-ID-00049`, a page of the register (`register p57`), or the vocabulary.
    pub rule: &'static str,
    /// Whether the marking can stand (the severity that `ISM.XML` gives the rule).
    pub severity: Severity,
    /// The element that breaks the rule.
    pub place: Place,
    /// The attribute that breaks the rule.
    pub attribute: Attribute,
    /// The token that breaks it, when it is one.
    pub token: Option<String>,
    /// A sentence for a person, with what to do.
    pub message: String,
    /// The one certain repair, when there is one: after it there are fewer findings about this
    /// element. In a document others may show: NOFORN on a portion is right even where the banner
    /// then lacks it.
    pub fix: Option<Fix>,
}

/// An element of a document.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Place {
    /// The one element that was asked about.
    Element,
    /// The document's resource element, whose marking is the banner.
    Resource,
    /// The portion of that number, from zero.
    Portion(usize),
    /// The notice of that number, from zero.
    Notice(usize),
}

/// A repair of one element.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fix {
    /// Add a token to an attribute.
    Add(Attribute, String),
    /// Take a token out of an attribute, and the attribute with its last token.
    Remove(Attribute, String),
    /// Give an attribute this value.
    Set(Attribute, String),
    /// Take an attribute away.
    Clear(Attribute),
}

impl Fix {
    /// Repairs an element.
    ///
    /// ```
    /// use marking::{Attribute, Attributes, Fix};
    /// let mut element = Attributes::default();
    /// Fix::Add(Attribute::DisseminationControls, "NF".into()).apply(&mut element);
    /// assert_eq!(element.text(Attribute::DisseminationControls), Some("NF"));
    /// ```
    pub fn apply(&self, element: &mut Attributes) {
        match self {
            Self::Add(attribute, token) => {
                let held = element.tokens(*attribute).chain([token.as_str()]);
                let value = held.collect::<Vec<_>>().join(" ");
                element.set(*attribute, value);
            }
            Self::Remove(attribute, token) => {
                let held = element.tokens(*attribute).filter(|held| held != token);
                let value = held.collect::<Vec<_>>().join(" ");
                if value.is_empty() {
                    element.remove(*attribute);
                } else {
                    element.set(*attribute, value);
                }
            }
            Self::Set(attribute, value) => element.set(*attribute, value.as_str()),
            Self::Clear(attribute) => element.remove(*attribute),
        }
    }
}
