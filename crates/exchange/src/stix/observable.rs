//! Observables: what of an entity's names and numbers STIX has objects for (STIX 2.1, section 6).

use core::net::{Ipv4Addr, Ipv6Addr};

use model::Mention;
use serde_json::{Value, json};
use uuid::Uuid;

use super::object::Object;
use crate::url::is_url;

/// The observables among an entity's numbers, and the entity itself where it is one.
pub(super) fn all(mention: &Mention) -> Vec<Object> {
    let own = std::iter::once((mention.kind.as_str(), mention.name.as_str()));
    let ids = mention.ids.iter().map(|(scheme, value)| (scheme.as_str(), value.as_str()));
    own.chain(ids).filter_map(|(scheme, value)| observed(scheme, value)).collect()
}

/// What a scheme calls a value, where the value has the form of one.
fn observed(scheme: &str, value: &str) -> Option<Object> {
    match scheme {
        "email" | "e-mail" | "email-address" => is_email(value).then(|| plain("email-addr", value)),
        "ip" | "ip-address" | "ipv4" | "ipv6" => address(value),
        "url" | "website" => is_url(value).then(|| plain("url", value)),
        "domain" | "domain-name" => is_domain(value).then(|| plain("domain-name", value)),
        "mac" | "mac-address" => mac(value).map(|value| plain("mac-addr", &value)),
        "username" | "handle" | "user-account" => {
            let login = json!({"account_login": value});
            (!value.is_empty()).then(|| identified("user-account", login))
        }
        "md5" => hash("MD5", 32, value),
        "sha1" | "sha-1" => hash("SHA-1", 40, value),
        "sha256" | "sha-256" => hash("SHA-256", 64, value),
        "sha512" | "sha-512" => hash("SHA-512", 128, value),
        _other => None,
    }
}

fn plain(kind: &str, value: &str) -> Object {
    identified(kind, json!({"value": value}))
}

/// The standard gives an observable the id that follows from what it is (STIX 2.1, section 2.9).
fn identified(kind: &str, said: Value) -> Object {
    let object = Object::new(kind, Uuid::new_v5(&OBSERVABLES, said.to_string().as_bytes()));
    let members = said.as_object().into_iter().flatten();
    members.fold(object, |object, (name, value)| object.with(name, value.clone()))
}

fn address(value: &str) -> Option<Object> {
    let four = value.parse::<Ipv4Addr>().map(|of| plain("ipv4-addr", &of.to_string()));
    four.or_else(|_| value.parse::<Ipv6Addr>().map(|of| plain("ipv6-addr", &of.to_string()))).ok()
}

fn is_email(value: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && local.bytes().all(sound) && is_domain(domain)
    })
}

fn is_domain(value: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    value.contains('.') && value.split('.').all(label)
}

/// In small letters between colons, as STIX writes it.
fn mac(value: &str) -> Option<String> {
    let tidy = value.to_ascii_lowercase().replace('-', ":");
    let pair = |pair: &str| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit());
    (tidy.split(':').count() == 6 && tidy.split(':').all(pair)).then_some(tidy)
}

fn hash(algorithm: &str, digits: usize, value: &str) -> Option<Object> {
    let sound = value.len() == digits && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let said = json!({"hashes": {algorithm: value.to_ascii_lowercase()}});
    sound.then(|| identified("file", said))
}

/// The namespace of observables' ids in all of STIX 2.1.
const OBSERVABLES: Uuid = uuid::uuid!("00abedb4-aa42-466c-9c01-fed23315a9b7");
