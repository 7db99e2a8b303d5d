//! XML whose elements carry ODNI's ISM attributes: the root is the banner, marked elements are
//! portions.

use marking::{Attribute, Attributes, Marking};

use super::decode::decode_xml;
use super::normal::one_line;
use super::record::{Authority, Label, Part, Record};
use super::xml::{Element, Node, Nodes};
use crate::Quarantine;

/// Reads a document.
pub(crate) fn read(bytes: &[u8], depth_max: u32) -> Result<Record, Quarantine> {
    let text = decode_xml(bytes, NAME)?;
    let mut nodes = Nodes::new(&text, NAME, depth_max);
    let mut reading = Reading::default();
    while let Some(node) = nodes.next()? {
        match node {
            Node::Open(element) => reading.open(&element)?,
            Node::Close(_) => reading.close(),
            Node::Text(text) => reading.text(&text),
        }
    }
    let mut record = reading.record;
    if record.title.text.is_empty()
        && let Some(first) = record.parts.first()
    {
        let text = one_line(&first.text).chars().take(200).collect();
        record.title = Part { labels: first.labels.clone(), text };
    }
    if record.parts.is_empty() {
        return Err(Quarantine::NoText(NAME));
    }
    Ok(record)
}

#[derive(Default)]
struct Reading {
    record: Record,
    open: Vec<Open>,
}

/// An element that is open, and the text that has come in it since the last part.
#[derive(Default)]
struct Open {
    name: String,
    /// The labels of the nearest marked element; none where that is the banner's.
    labels: Vec<Label>,
    is_marked: bool,
    text: String,
}

impl Reading {
    fn open(&mut self, element: &Element) -> Result<(), Quarantine> {
        let attributes = attributes(element)?;
        let is_resource =
            attributes.has(Attribute::ResourceElement, "true") || self.open.is_empty();
        let marking = marked(&attributes);
        let mut open = Open { name: element.name.clone(), ..Open::default() };
        let outer = self.open.last().map(|outer| outer.labels.clone()).unwrap_or_default();
        match marking {
            Some(label) if is_resource && self.record.labels.is_empty() => {
                self.record.labels.push(label);
                self.authority(&attributes);
                open.is_marked = true;
            }
            Some(label) => {
                self.flush();
                open.labels = vec![label];
                open.is_marked = true;
            }
            None => open.labels = outer,
        }
        self.open.push(open);
        Ok(())
    }

    fn close(&mut self) {
        let Some(mut closed) = self.open.pop() else { return };
        let inner_is_part = closed.is_marked || closed.labels.is_empty();
        if inner_is_part {
            self.open.push(closed);
            self.flush();
            self.open.pop();
            return;
        }
        // An element without a mark is text of the marked one around it.
        if let Some(outer) = self.open.last_mut() {
            outer.text.push_str(&std::mem::take(&mut closed.text));
            outer.text.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    /// What has come so far is a part.
    fn flush(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        let text = one_line(&std::mem::take(&mut open.text));
        if text.is_empty() {
            return;
        }
        let part = Part { labels: open.labels.clone(), text };
        let name = open.name.to_ascii_lowercase();
        if ["title", "subject"].contains(&name.as_str()) && self.record.title.text.is_empty() {
            self.record.title = part;
        } else {
            self.record.parts.push(part);
        }
    }

    fn authority(&mut self, attributes: &Attributes) {
        let line = |attribute| attributes.text(attribute).map(str::to_owned);
        let by =
            line(Attribute::ClassifiedBy).or_else(|| line(Attribute::DerivativelyClassifiedBy));
        let until = line(Attribute::DeclassDate).or_else(|| line(Attribute::DeclassException));
        self.record.authority = Authority {
            classified_by: by,
            derived_from: line(Attribute::DerivedFrom),
            declassify_on: until.or_else(|| line(Attribute::DeclassEvent)),
            reason: line(Attribute::ClassificationReason),
        };
        self.record.issued = line(Attribute::CreateDate);
    }
}

/// The ISM attributes of an element. One that is not known may mark too, and is refused.
fn attributes(element: &Element) -> Result<Attributes, Quarantine> {
    let mut found = Attributes::default();
    for attribute in &element.attributes {
        if attribute.space.trim() != Attributes::NAMESPACE {
            continue;
        }
        let known = Attribute::find(&attribute.name).ok_or_else(|| {
            let name = &attribute.name;
            Quarantine::unreadable(NAME, format_args!("the ISM attribute `{name}` is not known"))
        })?;
        found.set(known, attribute.value.as_str());
    }
    Ok(found)
}

/// The label of an element that says something about who may have it.
fn marked(attributes: &Attributes) -> Option<Label> {
    let marks = [Attribute::Classification, Attribute::CuiBasic, Attribute::CuiSpecified];
    if !marks.iter().any(|attribute| attributes.text(*attribute).is_some()) {
        return None;
    }
    Some(match Marking::from_ism(attributes) {
        Ok(marking) => Label::Register(marking.banner()),
        Err(error) => Label::Foreign(format!("ISM attributes: {error}")),
    })
}

const NAME: &str = "XML with ISM attributes";
