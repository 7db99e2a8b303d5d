//! Labels from and to XML, as `ADatP-4774` orders the elements.

use super::element::{Element, NAMESPACE};
use super::{Category, CategoryType, Label};
use crate::timestamp::TIMESTAMP_WANTED;
use crate::xml::escaped;
use crate::{ConvertError, Timestamp};

impl Label {
    /// Reads an `originatorConfidentialityLabel`, or a `ConfidentialityLabel` of older writers.
    ///
    /// Alternative labels and labels of metadata are refused, because they do not mark the data;
    /// a `SuccessionHandling` is, because it would change the marking unseen.
    pub fn read(xml: &str) -> Result<Self, ConvertError> {
        let root = Element::read(xml)?;
        if !ROOTS.contains(&root.name.as_str()) {
            return Err(ConvertError::UnknownName { at: root.at, wanted: "an originator's label" });
        }
        root.only(&["Id", "ReviewDateTime"])?;
        let review = root.attribute("ReviewDateTime");
        let at = format!("{}/@ReviewDateTime", root.at);
        let review = review.map(|text| time(&text, at)).transpose()?;
        let [information, rest @ ..] = root.children()? else {
            return Err(missing(&root, "ConfidentialityInformation"));
        };
        let (originator, rest) = match rest {
            [first, rest @ ..] if first.name == "OriginatorID" => {
                first.only(&["IDType"])?;
                let kind = first.attribute("IDType").ok_or_else(|| missing(first, "@IDType"))?;
                (Some((kind, first.text()?.to_owned())), rest)
            }
            rest => (None, rest),
        };
        let [created, rest @ ..] = rest else { return Err(missing(&root, "CreationDateTime")) };
        named(created, "CreationDateTime")?;
        created.only(&[])?;
        let created = time(&token(created)?, created.at.clone())?;
        if let Some(more) = rest.first() {
            return Err(more_refused(more));
        }
        let mut label = read_information(information, created)?;
        label.originator = originator;
        label.review = review;
        Ok(label)
    }

    /// Writes an `originatorConfidentialityLabel` under the prefix `slab`.
    pub fn write(&self) -> Result<String, ConvertError> {
        let mut out = format!("<slab:originatorConfidentialityLabel xmlns:slab=\"{NAMESPACE}\"");
        if let Some(review) = &self.review {
            out.push_str(&format!(" ReviewDateTime=\"{}\"", review.as_str()));
        }
        out.push_str("><slab:ConfidentialityInformation>");
        let uri = [("URI", self.policy_uri.as_deref())];
        leaf(&mut out, "PolicyIdentifier", &uri, written_token("policy", &self.policy)?)?;
        let level = written_token("classification", &self.classification)?;
        leaf(&mut out, "Classification", &[], level)?;
        if let Some(mark) = &self.privacy_mark {
            leaf(&mut out, "PrivacyMark", &[], mark)?;
        }
        for category in &self.categories {
            let attributes = [
                ("Type", Some(category.kind.name())),
                ("TagName", Some(category.tag_name.as_str())),
                ("URI", category.uri.as_deref()),
            ];
            start(&mut out, "Category", &attributes)?;
            for value in &category.values {
                leaf(&mut out, "GenericValue", &[], value)?;
            }
            out.push_str("</slab:Category>");
        }
        out.push_str("</slab:ConfidentialityInformation>");
        if let Some((kind, id)) = &self.originator {
            leaf(&mut out, "OriginatorID", &[("IDType", Some(kind))], id)?;
        }
        leaf(&mut out, "CreationDateTime", &[], self.created.as_str())?;
        out.push_str("</slab:originatorConfidentialityLabel>");
        Ok(out)
    }
}

fn read_information(information: &Element, created: Timestamp) -> Result<Label, ConvertError> {
    named(information, "ConfidentialityInformation")?;
    information.only(&[])?;
    let [policy, classification, rest @ ..] = information.children()? else {
        return Err(missing(information, "PolicyIdentifier and Classification"));
    };
    named(policy, "PolicyIdentifier")?;
    policy.only(&["URI"])?;
    named(classification, "Classification")?;
    classification.only(&[])?;
    let (privacy_mark, rest) = match rest {
        [first, rest @ ..] if first.name == "PrivacyMark" => {
            first.only(&[])?;
            (Some(first.text()?.to_owned()), rest)
        }
        rest => (None, rest),
    };
    Ok(Label {
        policy: token(policy)?,
        policy_uri: policy.attribute("URI"),
        classification: token(classification)?,
        privacy_mark,
        categories: rest.iter().map(read_category).collect::<Result<_, _>>()?,
        originator: None,
        created,
        review: None,
    })
}

fn read_category(category: &Element) -> Result<Category, ConvertError> {
    named(category, "Category")?;
    category.only(&["Type", "TagName", "URI"])?;
    let found = category.attribute("Type").ok_or_else(|| missing(category, "@Type"))?;
    let kind = CategoryType::ALL.into_iter().find(|(_, name)| *name == found);
    let (kind, _) = kind.ok_or_else(|| ConvertError::UnknownValue {
        at: format!("{}/@Type", category.at),
        found,
        wanted: "PERMISSIVE, RESTRICTIVE or INFORMATIVE",
    })?;
    let values = category.children()?.iter().map(|value| {
        named(value, "GenericValue")?;
        value.only(&[])?;
        Ok(value.text()?.to_owned())
    });
    Ok(Category {
        tag_name: category.attribute("TagName").ok_or_else(|| missing(category, "@TagName"))?,
        kind,
        uri: category.attribute("URI"),
        values: values.collect::<Result<_, ConvertError>>()?,
    })
}

fn named(element: &Element, name: &'static str) -> Result<(), ConvertError> {
    if element.name == name {
        return Ok(());
    }
    Err(ConvertError::UnknownName { at: element.at.clone(), wanted: name })
}

fn missing(element: &Element, wanted: &'static str) -> ConvertError {
    ConvertError::Missing { at: element.at.clone(), wanted }
}

fn more_refused(element: &Element) -> ConvertError {
    let at = element.at.clone();
    if element.name == "SuccessionHandling" {
        return ConvertError::NoPlace {
            at,
            reason: "a label that changes by itself cannot be decided about; send the one of today",
        };
    }
    ConvertError::UnknownName { at, wanted: "nothing after CreationDateTime" }
}

fn time(text: &str, at: String) -> Result<Timestamp, ConvertError> {
    let found = text.trim();
    Timestamp::parse(found).ok_or_else(|| ConvertError::UnknownValue {
        at,
        found: found.to_owned(),
        wanted: TIMESTAMP_WANTED,
    })
}

/// An `xs:token` of at least one character: blanks collapsed.
fn token(element: &Element) -> Result<String, ConvertError> {
    let text = collapsed(element.text()?);
    if text.is_empty() { Err(missing(element, "a text")) } else { Ok(text) }
}

fn collapsed(text: &str) -> String {
    let words = text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn written_token<'a>(at: &str, text: &'a str) -> Result<&'a str, ConvertError> {
    if !text.is_empty() && collapsed(text) == text {
        return Ok(text);
    }
    Err(ConvertError::Shape { at: at.to_owned(), wanted: "a text with single blanks" })
}

fn start(
    out: &mut String,
    name: &str,
    attributes: &[(&str, Option<&str>)],
) -> Result<(), ConvertError> {
    out.push_str(&format!("<slab:{name}"));
    for (attribute, text) in attributes {
        if let Some(text) = text {
            out.push_str(&format!(" {attribute}=\"{}\"", escaped(text, attribute)?));
        }
    }
    out.push('>');
    Ok(())
}

fn leaf(
    out: &mut String,
    name: &str,
    attributes: &[(&str, Option<&str>)],
    text: &str,
) -> Result<(), ConvertError> {
    start(out, name, attributes)?;
    out.push_str(&format!("{}</slab:{name}>", escaped(text, name)?));
    Ok(())
}

const ROOTS: [&str; 2] = ["originatorConfidentialityLabel", "ConfidentialityLabel"];
