//! What the tests of conversions draw their attributes from.

use proptest::prelude::*;

use super::{Attribute, Attributes};

/// Attributes with any text at all.
pub(crate) fn any_attributes() -> impl Strategy<Value = Attributes> {
    let attribute = prop::sample::select(Attribute::ALL).prop_map(|(of, _, _)| of);
    prop::collection::btree_map(attribute, any::<String>(), 0..6).prop_map(|texts| {
        let mut attributes = Attributes::default();
        for (attribute, text) in texts {
            attributes.set(attribute, text);
        }
        attributes
    })
}

/// Attributes from choices of values, each attribute present or not.
pub(crate) fn chosen(
    choices: &'static [(Attribute, &'static [&'static str])],
) -> impl Strategy<Value = Attributes> {
    let each: Vec<_> = choices
        .iter()
        .map(|(of, values)| {
            let value = prop::option::of(prop::sample::select(*values));
            value.prop_map(move |value| value.map(|value| (*of, value)))
        })
        .collect();
    each.prop_map(|drawn| {
        let mut attributes = Attributes::default();
        for (attribute, value) in drawn.into_iter().flatten() {
            attributes.set(attribute, value);
        }
        attributes
    })
}

/// Any JSON, small.
pub(crate) fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        ".{0,12}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}
