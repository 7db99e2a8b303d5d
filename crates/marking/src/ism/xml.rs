//! ODNI's attributes as XML attributes of one element.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};

use super::{Attribute, Attributes};
use crate::ConvertError;
use crate::xml::{bounded, escaped, is_in, value, xml};

impl Attributes {
    /// ODNI's namespace (`ISM.XML` 2022 schema).
    pub const NAMESPACE: &'static str = "urn:us:gov:ic:ism";

    /// Reads the attributes of an element from its start tag, under whatever prefix the tag binds
    /// to [`Attributes::NAMESPACE`]. Attributes of other namespaces are not markings.
    ///
    /// ```
    /// use marking::{Attribute, Attributes};
    /// let tag = r#"<p xmlns:s="urn:us:gov:ic:ism" s:classification="S" id="7">"#;
    /// let read = Attributes::from_xml(tag).unwrap();
    /// assert_eq!(read.text(Attribute::Classification), Some("S"));
    /// ```
    pub fn from_xml(start_tag: &str) -> Result<Self, ConvertError> {
        let mut reader = NsReader::from_str(bounded(start_tag)?);
        loop {
            match reader.read_event().map_err(xml)? {
                Event::Start(tag) | Event::Empty(tag) => return read(&reader, &tag),
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Comment(_) | Event::Decl(_) => {}
                Event::Text(_)
                | Event::End(_)
                | Event::CData(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_)
                | Event::Eof => return Err(xml("there is no start tag")),
            }
        }
    }

    /// Writes the attributes under the prefix `ism`, separated by blanks, without the
    /// declaration `xmlns:ism`.
    pub fn to_xml(&self) -> Result<String, ConvertError> {
        let written = self.iter().map(|(attribute, text)| {
            let name = attribute.name();
            Ok(format!("ism:{name}=\"{}\"", escaped(text, name)?))
        });
        Ok(written.collect::<Result<Vec<_>, ConvertError>>()?.join(" "))
    }
}

fn read(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Result<Attributes, ConvertError> {
    let mut attributes = Attributes::default();
    for found in tag.attributes() {
        let found = found.map_err(xml)?;
        if found.key.as_namespace_binding().is_some() {
            continue;
        }
        let (namespace, local) = reader.resolver().resolve_attribute(found.key);
        if !is_in(&namespace, Attributes::NAMESPACE)? {
            continue;
        }
        let name = local.into_inner();
        let attribute = Attribute::find(name).ok_or_else(|| ConvertError::UnknownName {
            at: name.to_owned(),
            wanted: "a name of CVEnumISMAttributes",
        })?;
        if attributes.text(attribute).is_some() {
            return Err(ConvertError::Conflict {
                at: name.to_owned(),
                reason: "the attribute is given twice; keep one",
            });
        }
        attributes.set(attribute, value(&found)?);
    }
    Ok(attributes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ism::kit::any_attributes;

    const ISM: &str = "urn:us:gov:ic:ism";

    #[test]
    fn the_prefix_is_whatever_the_tag_binds() {
        for tag in [
            format!(r#"<p xmlns:ism="{ISM}" ism:classification="S" ism:ownerProducer="USA"/>"#),
            format!(
                r#"<?xml version="1.0"?> <!-- x --><a:p xmlns:a="urn:a" b:classification='S'
                b:ownerProducer="USA" xmlns:b="{ISM}" a:classification="U" classification="U">text"#
            ),
            // A reference in the declaration does not hide the marking.
            r#"<p xmlns:s="urn:us:gov:ic:is&#109;" s:classification="S" s:ownerProducer="USA">"#
                .to_owned(),
        ] {
            let read = Attributes::from_xml(&tag).unwrap();
            assert_eq!(
                read.to_xml().unwrap(),
                r#"ism:classification="S" ism:ownerProducer="USA""#,
                "{tag}"
            );
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let cases = [
            ("", "no start tag"),
            ("classification", "no start tag"),
            ("<p", "not well formed"),
            (r#"<p ism:classification="S">"#, "nothing binds"),
            (r#"<p xmlns:i="urn:us:gov:ic:ism" i:colour="S">"#, "`colour`"),
            (
                r#"<p xmlns:a="urn:us:gov:ic:ism" xmlns:b="urn:us:gov:ic:ism" a:joint="1" b:joint="0">"#,
                "given twice",
            ),
            (r#"<p xmlns:a="urn:us:gov:ic:ism" a:joint="&x;">"#, "not well formed"),
            (r#"<!DOCTYPE p><p/>"#, "no start tag"),
            (
                r#"<p xmlns:i="urn:us:gov:ic:ism:v2" i:classification="S">"#,
                "`urn:us:gov:ic:ism:v2`",
            ),
        ];
        for (tag, expected) in cases {
            let error = Attributes::from_xml(tag).unwrap_err().to_string();
            assert!(error.contains(expected), "{tag}: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(attributes in any_attributes()) {
            if let Ok(written) = attributes.to_xml() {
                let tag = format!("<p xmlns:ism=\"{ISM}\" {written}>");
                proptest::prop_assert_eq!(Attributes::from_xml(&tag), Ok(attributes));
            }
        }

        #[test]
        fn no_text_panics(text in ".*", inner in "[ a-z:=\"'<>&;#]*") {
            let _ = Attributes::from_xml(&text);
            let _ = Attributes::from_xml(&format!("<p xmlns:ism=\"{ISM}\" {inner}>"));
        }
    }
}
