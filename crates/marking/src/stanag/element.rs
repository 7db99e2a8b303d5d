//! The XML of a label as a small tree, every name of it in the namespace of labels.

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::ConvertError;
use crate::xml::{bounded, is_char, is_in, value, xml};

/// An element, what it has, and the path to it.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) at: String,
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Self>,
}

impl Element {
    /// Reads one document of one element.
    pub(super) fn read(document: &str) -> Result<Self, ConvertError> {
        let mut reader = NsReader::from_str(bounded(document)?);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        loop {
            let event = reader.read_event().map_err(xml)?;
            match event {
                Event::Start(tag) => {
                    if open.len() >= DEPTH_MAX || root.is_some() {
                        return Err(xml("a label is one element and not so deep"));
                    }
                    let element = Self::open(&reader, &tag, open.last())?;
                    open.push(element);
                }
                Event::Empty(tag) => {
                    let element = Self::open(&reader, &tag, open.last())?;
                    close(element, &mut open, &mut root)?;
                }
                Event::End(_) => {
                    let element = open.pop().ok_or_else(|| xml("an end without a start"))?;
                    close(element, &mut open, &mut root)?;
                }
                Event::Text(text) => add(&text.xml10_content(), &mut open)?,
                Event::CData(text) => add(&text.xml10_content(), &mut open)?,
                Event::GeneralRef(reference) => add(&resolved(&reference)?, &mut open)?,
                Event::Comment(_) | Event::Decl(_) => {}
                Event::PI(_) | Event::DocType(_) => {
                    return Err(xml("a label has no document type and no instructions"));
                }
                Event::Eof => return root.ok_or_else(|| xml("there is no whole element")),
            }
        }
    }

    fn open(
        reader: &NsReader<&[u8]>,
        tag: &BytesStart<'_>,
        parent: Option<&Self>,
    ) -> Result<Self, ConvertError> {
        let (namespace, local) = reader.resolver().resolve_element(tag.name());
        let name = local.into_inner().to_owned();
        let at = parent.map_or_else(|| name.clone(), |parent| format!("{}/{name}", parent.at));
        if !is_in(&namespace, NAMESPACE)? {
            return Err(ConvertError::UnknownName {
                at,
                wanted: "elements of urn:nato:stanag:4774:confidentialitymetadatalabel:1:0",
            });
        }
        let mut attributes = Vec::new();
        for found in tag.attributes() {
            let found = found.map_err(xml)?;
            if found.key.as_namespace_binding().is_none() {
                attributes.push((found.key.into_inner().to_owned(), value(&found)?.into_owned()));
            }
        }
        Ok(Self { at, name, attributes, text: String::new(), children: Vec::new() })
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.clone())
    }

    /// Refuses other attributes than those named.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), ConvertError> {
        match self.attributes.iter().find(|(of, _)| !known.contains(&of.as_str())) {
            None => Ok(()),
            Some((name, _)) => Err(ConvertError::UnknownName {
                at: format!("{}/@{name}", self.at),
                wanted: "the attributes of ADatP-4774",
            }),
        }
    }

    /// Its children, when it has no text beside them.
    pub(super) fn children(&self) -> Result<&[Self], ConvertError> {
        if self.text.trim().is_empty() {
            return Ok(&self.children);
        }
        Err(ConvertError::Shape { at: self.at.clone(), wanted: "an element without text" })
    }

    /// Its text, when it has no children.
    pub(super) fn text(&self) -> Result<&str, ConvertError> {
        if self.children.is_empty() {
            return Ok(&self.text);
        }
        Err(ConvertError::Shape { at: self.at.clone(), wanted: "a text without elements" })
    }
}

fn close(
    element: Element,
    open: &mut [Element],
    root: &mut Option<Element>,
) -> Result<(), ConvertError> {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None if root.is_none() => *root = Some(element),
        None => return Err(xml("there is more than one element")),
    }
    Ok(())
}

fn add(text: &str, open: &mut [Element]) -> Result<(), ConvertError> {
    if !text.chars().all(is_char) {
        return Err(xml("a character is not allowed"));
    }
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).is_empty() => {}
        None => return Err(xml("there is text outside the element")),
    }
    Ok(())
}

/// A character reference, or one of XML's five entities.
fn resolved(reference: &BytesRef<'_>) -> Result<String, ConvertError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(xml)? {
        return Ok(letter.to_string());
    }
    let name = reference.xml10_content();
    let known = resolve_predefined_entity(&name).map(str::to_owned);
    known.ok_or_else(|| xml(format!("the entity `{name}` is not one of XML's own")))
}

/// The namespace of labels (`ADatP-4774`, appendix 1).
pub(super) const NAMESPACE: &str = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0";

/// Label, information, category, value; one more for the error to come from the reader above.
const DEPTH_MAX: usize = 5;
