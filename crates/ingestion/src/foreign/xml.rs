//! XML without what makes it dangerous: no document types, no entities but the five, no depth
//! without end.

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use crate::Quarantine;

/// What comes next in an XML text. An empty element is opened and closed.
#[derive(Debug)]
pub(crate) enum Node {
    Open(Element),
    Close(String),
    Text(String),
}

/// A start tag, names without their prefixes.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<Attribute>,
}

#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) space: String,
    pub(crate) value: String,
}

impl Element {
    /// The value of an attribute, whatever namespace it is in.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.name == name);
        found.map(|attribute| attribute.value.as_str())
    }
}

/// Reads a text node by node.
pub(crate) struct Nodes<'x> {
    reader: NsReader<&'x [u8]>,
    format: &'static str,
    depth: u32,
    depth_max: u32,
}

impl<'x> Nodes<'x> {
    pub(crate) fn new(text: &'x str, format: &'static str, depth_max: u32) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, format, depth: 0, depth_max }
    }

    /// The next node; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Node>, Quarantine> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|error| {
                let at = self.reader.error_position();
                Quarantine::unreadable(self.format, format_args!("{error}, at byte {at}"))
            })?;
            let node = match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > self.depth_max {
                        return Err(Quarantine::Limit {
                            what: "elements in one another",
                            limit: self.depth_max.into(),
                            name: "nesting",
                        });
                    }
                    Node::Open(self.element(&tag)?)
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(tag.local_name().into_inner().to_owned())
                }
                Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Node::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Node::Text(self.referred(&reference)?),
                Event::DocType(_) => {
                    return Err(Quarantine::unreadable(
                        self.format,
                        "it has a document type, which can define entities; send it without",
                    ));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => {
                    return Err(Quarantine::unreadable(self.format, "the text is cut off"));
                }
                Event::Eof => return Ok(None),
            };
            return Ok(Some(node));
        }
    }

    fn element(&self, tag: &BytesStart<'_>) -> Result<Element, Quarantine> {
        let wrong = |error: &dyn std::fmt::Display| Quarantine::unreadable(self.format, error);
        let (_, name) = self.reader.resolver().resolve_element(tag.name());
        let mut element = Element { name: name.into_inner().to_owned(), attributes: Vec::new() };
        for found in tag.attributes() {
            let found = found.map_err(|error| wrong(&error))?;
            if found.key.as_namespace_binding().is_some() {
                continue;
            }
            let (space, name) = self.reader.resolver().resolve_attribute(found.key);
            let value = found.normalized_value(XmlVersion::Explicit1_0);
            element.attributes.push(Attribute {
                name: name.into_inner().to_owned(),
                space: namespace(&space),
                value: value.map_err(|error| wrong(&error))?.into_owned(),
            });
        }
        Ok(element)
    }

    fn referred(&self, reference: &quick_xml::events::BytesRef<'_>) -> Result<String, Quarantine> {
        let wrong = |error: &dyn std::fmt::Display| Quarantine::unreadable(self.format, error);
        if let Some(letter) = reference.resolve_char_ref().map_err(|error| wrong(&error))? {
            return Ok(letter.to_string());
        }
        let known = match &**reference {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            other => {
                let what =
                    format!("the entity `{other}` is none of XML's own; write the character");
                return Err(wrong(&what));
            }
        };
        Ok(known.to_owned())
    }
}

fn namespace(found: &ResolveResult<'_>) -> String {
    match found {
        ResolveResult::Bound(namespace) => namespace.into_inner().to_owned(),
        ResolveResult::Unbound => String::new(),
        ResolveResult::Unknown(prefix) => format!("unbound prefix {prefix}"),
    }
}
