//! Tags and distribution, as labels.

use marking::Marking;
use marking::misp::Tags;
use serde_json::Value;

use super::super::json::{list, plain, text};
use super::super::record::Label;

/// The labels that the tags of an event, object or attribute are. Tags that cannot be read
/// together stay labels of another system, which a mapping file may explain.
pub(super) fn labels(of: &Value) -> Vec<Label> {
    let tags = names(of);
    let own = tags.iter().copied().filter(|tag| is_marking(tag));
    let read = marking::misp::read(own.clone());
    let Ok(Tags { tlp, ism, other }) = read else {
        return own.map(|tag| Label::Foreign(tag.to_owned())).collect();
    };
    let tlp = tlp.map(|tlp| Label::Foreign(tlp.label().to_owned()));
    let ism = ism.map(|attributes| match Marking::from_ism(&attributes) {
        Ok(marking) => Label::Register(marking.banner()),
        Err(error) => Label::Foreign(error.to_string()),
    });
    let other = other.into_iter().map(|tag| Label::Foreign(tag.to_owned()));
    tlp.into_iter().chain(ism).chain(other).collect()
}

/// Tags that say what it is about.
pub(super) fn other_tags(of: &Value) -> Vec<String> {
    names(of).into_iter().filter(|tag| !is_marking(tag)).map(str::to_owned).collect()
}

/// How far the instance that made it may pass it on: a condition of its own, unless it is for
/// all communities or inherits that of the event (MISP core format, `distribution`).
pub(super) fn distribution(of: &Value) -> Option<Label> {
    let level = plain(of, "distribution")?;
    match level.as_str() {
        "3" | "5" => None,
        "4" => {
            let group = plain(of, "sharing_group_id").unwrap_or_default();
            Some(Label::Foreign(format!("distribution:4 sharing group {group}")))
        }
        level => Some(Label::Foreign(format!("distribution:{level}"))),
    }
}

fn names(of: &Value) -> Vec<&str> {
    list(of, "Tag").filter_map(|tag| text(tag, "name")).collect()
}

/// Taxonomies that say who may have something.
fn is_marking(tag: &str) -> bool {
    let space = tag.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
    [
        "tlp",
        "dni-ism",
        "nato",
        "pap",
        "acs-marking",
        "eu-marketop-and-publicadmin",
        "fr-classif",
        "de-vs",
        "information-security-data-source-classification",
        "tearline",
    ]
    .contains(&space.as_str())
        && !tag.starts_with("tearline:kind")
}
