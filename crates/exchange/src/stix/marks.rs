//! Markings as STIX has them: statements, ACS, CUI, TLP.

use std::collections::BTreeMap;

use marking::{Attribute, Marking, Tlp, TlpParsed, TlpVersion, stix};
use model::AgencyId;
use serde_json::{Value, json};

use super::extension::{MADE, definer_id};
use super::object::Object;
use crate::ids::named;
use crate::shown::Shown;

/// The definitions that the objects of one release refer to.
///
/// Every object refers to a statement of its marking in words. Where the marking can be said in full
/// by ISA's Access Control Specification or the extension for CUI, it refers to that too; what these
/// would drop is said in words alone. What goes along with the release is a statement of its own.
#[derive(Debug)]
pub(super) struct Marks {
    definitions: BTreeMap<String, Object>,
    custodian: Option<String>,
    originator: String,
    along: Vec<String>,
    shares_freely: bool,
}

impl Marks {
    pub(super) fn of(shown: Shown<'_>, originator: &str) -> Self {
        let us = shown.community.is_us_agency(&shown.rendition.id.originator);
        let custodian = us.then(|| custodian(&shown.rendition.id.originator));
        let originator = originator.to_owned();
        let (definitions, along) = (BTreeMap::new(), Vec::new());
        Self { definitions, custodian, originator, along, shares_freely: true }
    }

    /// Takes what goes along with a rendition: its label of TLP and its handling.
    pub(super) fn turn_to(&mut self, shown: Shown<'_>) {
        self.along.clear();
        if let Some(definition) = shown.tlp().and_then(|label| Object::read(tlp(label))) {
            let id = self.keep(definition);
            self.along.push(id);
        }
        let handling = shown.handling();
        self.shares_freely = handling.is_empty();
        if !handling.is_empty() {
            let definition = statement("Handling", &handling.join("\n"));
            let id = self.keep(definition);
            self.along.push(id);
        }
    }

    /// What an object under a marking refers to.
    pub(super) fn refs(&mut self, marking: &Marking) -> Vec<String> {
        let mut refs = vec![self.keep(statement(MARKING, &marking.banner()))];
        if let Some(definition) = self.machine_readable(marking) {
            refs.push(self.keep(definition));
        }
        refs.extend(self.along.iter().cloned());
        refs
    }

    pub(super) fn into_definitions(self) -> Vec<Object> {
        self.definitions.into_values().collect()
    }

    /// The marking as attributes, where nothing of it would be lost.
    fn machine_readable(&self, marking: &Marking) -> Option<Object> {
        let mut attributes = marking.to_ism().ok()?;
        let cui = attributes.text(Attribute::CompliesWith) == Some(CUI_ALONE);
        if cui && attributes.text(Attribute::CuiControlledBy).is_none() {
            attributes.set(Attribute::CuiControlledBy, self.originator.as_str());
        }
        let custodian = self.custodian.clone()?;
        let created = marking::Timestamp::parse(MADE)?;
        let definition = stix::write(&attributes, &stix::Issue { created, custodian }).ok()?;
        Object::read(if self.shares_freely { definition } else { unshared(definition) })
    }

    fn keep(&mut self, definition: Object) -> String {
        let id = definition.id().to_owned();
        self.definitions.insert(id.clone(), definition);
        id
    }
}

/// Whether an object is the definition of a marking in words.
pub(super) fn is_in_words(object: &Object) -> bool {
    object.text("definition_type") == Some("statement") && object.text("name") == Some(MARKING)
}

/// A marking in words (STIX 2.1, section 7.2.1.3). It says when it was defined, not when it was used.
fn statement(name: &str, text: &str) -> Object {
    Object::new("marking-definition", named(&json!(["statement", name, text])))
        .with("created", MADE)
        .with("created_by_ref", definer_id())
        .with("name", name)
        .with("definition_type", "statement")
        .with("definition", json!({"statement": text}))
}

/// The standard's own object of a label.
fn tlp(label: TlpParsed) -> Value {
    match (label.tlp, label.version) {
        (Tlp::Clear, TlpVersion::One) => json!({
            "type": "marking-definition", "spec_version": "2.1", "name": "TLP:WHITE",
            "id": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
            "created": "2017-01-20T00:00:00.000Z",
            "definition_type": "tlp", "definition": {"tlp": "white"},
        }),
        (tlp, TlpVersion::One | TlpVersion::Two) => stix::write_tlp(tlp),
    }
}

/// The same definition under ACS's default that nothing is shared any further. What goes along is said in
/// words that no machine can follow, so that a machine must not pass the object on by itself. It says
/// more than the definition whose id follows from the attributes alone, and has another.
fn unshared(mut definition: Value) -> Value {
    let id = definition.get("id").cloned().unwrap_or_default();
    let extension = definition.get_mut("extensions").and_then(|of| of.get_mut(ACS));
    let Some(content) = extension.and_then(Value::as_object_mut) else { return definition };
    let uuid = named(&json!(["unshared", id]));
    content.insert("identifier".to_owned(), Value::from(format!("isa:guide.19001.ACS3-{uuid}")));
    content.insert("policy_reference".to_owned(), Value::from(UNSHARED));
    if let Some(members) = definition.as_object_mut() {
        members.insert("id".to_owned(), Value::from(format!("marking-definition--{uuid}")));
    }
    definition
}

/// How ACS writes an organisation of the United States: `USA.DHS.ICE`. One that it cannot write gets
/// no definition.
fn custodian(originator: &AgencyId) -> String {
    format!("USA.{}", originator.as_str().replace('/', "."))
}

const MARKING: &str = "Marking";
/// The extension of ISA's Access Control Specification 3.0.
const ACS: &str = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce";
const UNSHARED: &str = "urn:isa:policy:acs:ns:v3.0?privdefault=permit&sharedefault=deny";
/// What ODNI's attributes of a marking comply with that is CUI and nothing else.
const CUI_ALONE: &str = "USA-CUI-ONLY";
