//! Confidentiality labels of NATO's STANAG 4774 (`ADatP-4774`), and the NATO policy among them.

mod element;
mod nato;
mod xml;

use crate::Timestamp;

/// An `originatorConfidentialityLabel` (`ADatP-4774`, appendix 1).
///
/// ```
/// use marking::{Attribute, stanag::Label};
/// let label = Label::read(
///     r#"<s:originatorConfidentialityLabel
///         xmlns:s="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">
///       <s:ConfidentialityInformation>
///         <s:PolicyIdentifier>NATO</s:PolicyIdentifier>
///         <s:Classification>SECRET</s:Classification>
///       </s:ConfidentialityInformation>
///       <s:CreationDateTime>2026-01-31T12:00:00Z</s:CreationDateTime>
///     </s:originatorConfidentialityLabel>"#,
/// )
/// .unwrap();
/// let attributes = label.attributes().unwrap();
/// assert_eq!(attributes.text(Attribute::OwnerProducer), Some("NATO"));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Label {
    /// `PolicyIdentifier`: whose policy gives the other values their meaning.
    pub policy: String,
    /// `PolicyIdentifier/@URI`, a `urn:oid:`.
    pub policy_uri: Option<String>,
    /// `Classification`, a level of that policy.
    pub classification: String,
    /// `PrivacyMark`: a text for people.
    pub privacy_mark: Option<String>,
    /// `Category`, in order.
    pub categories: Vec<Category>,
    /// `OriginatorID`: its `IDType` and its text.
    pub originator: Option<(String, String)>,
    /// `CreationDateTime`.
    pub created: Timestamp,
    /// `@ReviewDateTime`; a day in the past does not end the label.
    pub review: Option<Timestamp>,
}

/// A `Category` of a label (`ADatP-4774`, appendix 1, table 8).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Category {
    /// `@TagName`, such as `Releasable To`.
    pub tag_name: String,
    /// `@Type`.
    pub kind: CategoryType,
    /// `@URI`, a `urn:oid:`.
    pub uri: Option<String>,
    /// `GenericValue`, in order.
    pub values: Vec<String>,
}

/// What a category's values demand of a recipient (`ADatP-4774`, appendix 1, table 8).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CategoryType {
    /// Nothing.
    Informative,
    /// One of the values.
    Permissive,
    /// All of the values.
    Restrictive,
}

impl CategoryType {
    /// All, with the name in the schema.
    pub(crate) const ALL: [(Self, &'static str); 3] = [
        (Self::Informative, "INFORMATIVE"),
        (Self::Permissive, "PERMISSIVE"),
        (Self::Restrictive, "RESTRICTIVE"),
    ];

    /// The name in the schema, whose case counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Informative => "INFORMATIVE",
            Self::Permissive => "PERMISSIVE",
            Self::Restrictive => "RESTRICTIVE",
        }
    }
}

#[cfg(test)]
mod tests;
