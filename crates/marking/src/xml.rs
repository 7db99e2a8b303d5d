//! What reading XML has in common: names in namespaces, values free of entities.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attribute;
use quick_xml::name::ResolveResult;

use crate::ConvertError;
use crate::convert::MARKING_BYTES_MAX;

/// Whether a name is in a namespace; a prefix that nothing binds is an error.
///
/// References in the declaration are resolved first: `urn:x&#97;` is the namespace `urn:xa`, and
/// to overlook it would be to overlook a marking.
pub(crate) fn is_in(found: &ResolveResult<'_>, uri: &'static str) -> Result<bool, ConvertError> {
    match found {
        ResolveResult::Bound(namespace) => {
            let namespace = unescape(namespace.into_inner()).map_err(xml)?;
            let other = namespace.trim().strip_prefix(uri);
            if other.is_some_and(|version| version.starts_with(':')) {
                // An older or newer version of the vocabulary marks too.
                return Err(ConvertError::UnknownName { at: namespace.into_owned(), wanted: uri });
            }
            Ok(other == Some(""))
        }
        ResolveResult::Unbound => Ok(false),
        ResolveResult::Unknown(prefix) => {
            Err(ConvertError::Xml { reason: format!("nothing binds the prefix `{prefix}`") })
        }
    }
}

/// The value of an attribute, blanks normalised (XML 1.0, section 3.3.3).
pub(crate) fn value<'a>(attribute: &Attribute<'a>) -> Result<Cow<'a, str>, ConvertError> {
    let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(xml)?;
    if value.chars().all(is_char) { Ok(value) } else { Err(xml("a character is not allowed")) }
}

/// Refuses what is longer than any marking.
pub(crate) fn bounded(text: &str) -> Result<&str, ConvertError> {
    if text.len() <= MARKING_BYTES_MAX {
        return Ok(text);
    }
    Err(ConvertError::TooLong { bytes: text.len(), limit: MARKING_BYTES_MAX })
}

/// Writes a text for use between tags or quotes; blanks that a reader would normalise become
/// references.
pub(crate) fn escaped(text: &str, at: &str) -> Result<String, ConvertError> {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            other if is_char(other) => out.push(other),
            _ => {
                return Err(ConvertError::NoPlace {
                    at: at.to_owned(),
                    reason: "XML 1.0 has no such control character; remove it",
                });
            }
        }
    }
    Ok(out)
}

/// Any complaint of the parser.
pub(crate) fn xml(reason: impl std::fmt::Display) -> ConvertError {
    ConvertError::Xml { reason: reason.to_string() }
}

/// `Char` of XML 1.0, section 2.2.
pub(crate) fn is_char(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}
