//! Object and granular markings, as labels.

use std::collections::HashMap;

use marking::{Foreign, Marking, Tlp};
use serde_json::Value;

use super::super::json::{list, text};
use super::super::record::Label;

/// The labels of the marking definitions of a bundle, by their ids.
pub(super) struct Marks<'v> {
    defined: HashMap<&'v str, Label>,
}

impl<'v> Marks<'v> {
    pub(super) fn new(objects: &[&'v Value]) -> Self {
        let definitions =
            objects.iter().filter(|object| text(object, "type") == Some("marking-definition"));
        let defined = definitions.filter_map(|object| Some((text(object, "id")?, label(object))));
        Self { defined: defined.collect() }
    }

    /// The labels of an object as a whole.
    pub(super) fn of(&self, object: &Value) -> Vec<Label> {
        let ids = list(object, "object_marking_refs").filter_map(Value::as_str);
        ids.map(|id| self.label(id)).collect()
    }

    /// The labels of one of its properties, or of something in it (STIX 2.1, section 7.2.3).
    pub(super) fn of_property(&self, object: &Value, property: &str) -> Vec<Label> {
        self.granular(object, |selector| {
            selector.split('.').next().is_some_and(|first| first == property)
        })
    }

    /// The labels of all properties that have some.
    pub(super) fn of_any_property(&self, object: &Value) -> Vec<Label> {
        self.granular(object, |_| true)
    }

    fn granular(&self, object: &Value, is_meant: impl Fn(&str) -> bool) -> Vec<Label> {
        let mut labels = Vec::new();
        for marking in list(object, "granular_markings") {
            let meant = list(marking, "selectors").filter_map(Value::as_str).any(&is_meant);
            if let Some(id) = text(marking, "marking_ref").filter(|_| meant) {
                let label = self.label(id);
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
        }
        labels
    }

    fn label(&self, id: &str) -> Label {
        let standard = || {
            let known =
                FIRST_TLP.iter().find(|(known, _)| id.ends_with(known)).map(|(_, tlp)| *tlp);
            let second = |tlp: &Tlp| {
                marking::stix::write_tlp(*tlp).get("id").and_then(Value::as_str) == Some(id)
            };
            known.or_else(|| Tlp::ALL.into_iter().find(second))
        };
        match self.defined.get(id) {
            Some(label) => label.clone(),
            None => match standard() {
                Some(tlp) => Label::Foreign(tlp.label().to_owned()),
                None => Label::Foreign(id.to_owned()),
            },
        }
    }
}

/// What a definition says. One that cannot be read stays a label under its name, which a mapping
/// file may explain.
fn label(definition: &Value) -> Label {
    match marking::stix::read(definition) {
        Ok(Foreign::Tlp(tlp)) => return Label::Foreign(tlp.label().to_owned()),
        Ok(Foreign::Ism(attributes)) => {
            if let Ok(marking) = Marking::from_ism(&attributes) {
                return Label::Register(marking.banner());
            }
        }
        Err(_) => {}
    }
    let statement = definition.get("definition").and_then(|inner| text(inner, "statement"));
    let name = statement.map(|statement| format!("statement: {statement}"));
    let name = name.or_else(|| text(definition, "name").map(str::to_owned));
    Label::Foreign(name.unwrap_or_else(|| text(definition, "id").unwrap_or_default().to_owned()))
}

/// The definitions of TLP 1 that the standard fixes (STIX 2.1, section 7.2.1.4).
const FIRST_TLP: &[(&str, Tlp)] = &[
    ("613f2e26-407d-48c7-9eca-b8e91df99dc9", Tlp::Clear),
    ("34098fce-860f-48ae-8e50-ebd3cc5e41da", Tlp::Green),
    ("f88d31f6-486f-44da-b317-01333bde0b82", Tlp::Amber),
    ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", Tlp::Red),
];
