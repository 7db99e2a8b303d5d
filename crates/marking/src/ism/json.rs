//! ODNI's attributes as a JSON object.

use serde_json::{Map, Value};

use super::{Attribute, Attributes};
use crate::ConvertError;

impl Attributes {
    /// Reads a JSON object of ODNI's names (`CVEnumISMAttributes`), with or without `ism:`.
    ///
    /// A list may be a text with blanks or an array of texts, an `xs:boolean` a text or a boolean.
    ///
    /// ```
    /// use marking::{Attribute, Attributes};
    /// let json = serde_json::json!({"classification": "S", "releasableTo": ["USA", "GBR"]});
    /// let read = Attributes::from_json(&json).unwrap();
    /// assert_eq!(read.text(Attribute::ReleasableTo), Some("USA GBR"));
    /// ```
    pub fn from_json(json: &Value) -> Result<Self, ConvertError> {
        let object = json.as_object().ok_or_else(|| ConvertError::Shape {
            at: "$".to_owned(),
            wanted: "an object of ISM attributes",
        })?;
        let mut attributes = Self::default();
        for (name, value) in object {
            let local = name.strip_prefix("ism:").unwrap_or(name);
            let attribute = Attribute::find(local).filter(|_| !local.contains(':'));
            let attribute = attribute.ok_or_else(|| ConvertError::UnknownName {
                at: name.clone(),
                wanted: "a name of CVEnumISMAttributes",
            })?;
            if attributes.text(attribute).is_some() {
                return Err(ConvertError::Conflict {
                    at: name.clone(),
                    reason: "the attribute is given twice; keep one",
                });
            }
            attributes.set(attribute, text(attribute, name, value)?);
        }
        Ok(attributes)
    }

    /// Writes every attribute as a text under ODNI's name.
    pub fn to_json(&self) -> Value {
        let members = self.iter().map(|(of, text)| (of.name().to_owned(), Value::from(text)));
        Value::Object(members.collect::<Map<_, _>>())
    }
}

fn text(attribute: Attribute, name: &str, value: &Value) -> Result<String, ConvertError> {
    let shape = |wanted| ConvertError::Shape { at: name.to_owned(), wanted };
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(flag) if BOOLEANS.contains(&attribute) => Ok(flag.to_string()),
        Value::Array(items) if attribute.is_list() => {
            let tokens = items.iter().map(|item| item.as_str().filter(|token| is_token(token)));
            let tokens: Option<Vec<_>> = tokens.collect();
            tokens.map(|tokens| tokens.join(" ")).ok_or_else(|| shape("an array of tokens"))
        }
        Value::Array(_) | Value::Bool(_) | Value::Null | Value::Number(_) | Value::Object(_) => {
            Err(shape("a text"))
        }
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

/// The attributes whose type is `xs:boolean` (`ISM.XML` schema).
const BOOLEANS: [Attribute; 6] = [
    Attribute::Joint,
    Attribute::HasApproximateMarkings,
    Attribute::ExcludeFromRollup,
    Attribute::ResourceElement,
    Attribute::NoAggregation,
    Attribute::ExternalNotice,
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ism::kit::any_attributes;

    #[test]
    fn lists_and_booleans_have_their_json_forms() {
        let read = Attributes::from_json(&json!({
            "ism:classification": "S",
            "disseminationControls": ["REL", "FISA"],
            "joint": true,
            "excludeFromRollup": "false",
        }))
        .unwrap();
        let expected = json!({
            "classification": "S",
            "disseminationControls": "REL FISA",
            "joint": "true",
            "excludeFromRollup": "false",
        });
        assert_eq!(read.to_json(), expected);
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let cases = [
            (json!("S"), "$"),
            (json!({"colour": "S"}), "colour"),
            (json!({"ntk:classification": "S"}), "ntk:classification"),
            (json!({"classification": 1}), "classification"),
            (json!({"classification": true}), "classification"),
            (json!({"classification": ["S"]}), "classification"),
            (json!({"SCIcontrols": ["SI", 1]}), "SCIcontrols"),
            (json!({"SCIcontrols": ["SI TK"]}), "SCIcontrols"),
            (json!({"ism:joint": true, "joint": false}), "joint"),
        ];
        for (json, at) in cases {
            let error = Attributes::from_json(&json).unwrap_err();
            assert!(error.to_string().starts_with(&format!("`{at}`")), "{json}: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(attributes in any_attributes()) {
            proptest::prop_assert_eq!(Attributes::from_json(&attributes.to_json()), Ok(attributes));
        }
    }
}
