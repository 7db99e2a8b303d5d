//! Values and names as Cedar takes them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use cedar_policy::{Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression};

/// The name of an entity.
pub(super) fn uid(kind: &str, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(KINDS[kind].clone(), EntityId::new(id))
}

/// A text.
pub(super) fn text(text: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(text.to_owned())
}

/// A set of texts.
pub(super) fn set<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> RestrictedExpression {
    RestrictedExpression::new_set(texts.into_iter().map(|item| text(item.as_ref())))
}

/// Yes or no.
pub(super) fn flag(flag: bool) -> RestrictedExpression {
    RestrictedExpression::new_bool(flag)
}

/// An entity with its attributes, a part of others.
pub(super) fn entity<const N: usize>(
    uid: EntityUid,
    attributes: [(&'static str, RestrictedExpression); N],
    more: impl IntoIterator<Item = (&'static str, RestrictedExpression)>,
    parents: HashSet<EntityUid>,
) -> Entity {
    let named = attributes.into_iter().chain(more);
    let named: HashMap<_, _> = named.map(|(name, value)| (name.to_owned(), value)).collect();
    Entity::new(uid, named, parents).expect("plain values")
}

/// The types of the schema. Reading a name costs as much as some policies.
static KINDS: LazyLock<HashMap<&str, EntityTypeName>> = LazyLock::new(|| {
    let kinds = [
        "Action",
        "Agency",
        "AgencyList",
        "Caveat",
        "Charter",
        "Identities",
        "Kind",
        "Part",
        "Profile",
        "Recipient",
        "Source",
    ];
    kinds.map(|kind| (kind, kind.parse().expect("a name"))).into()
});
