//! Handling classes, view keys and shapes as the catalog keeps them.

use std::collections::BTreeSet;

use dissemination::{Classes, Handling, HandlingId, Identities, Inherited, Part, ViewKey};
use marking::{Marking, Register};
use model::{AgencyId, CaveatId, Timestamp, Topic};
use serde::{Deserialize, Serialize};

use crate::stored_need::StoredNeed;

#[derive(Deserialize, Serialize)]
struct StoredHandling {
    part: u8,
    marking: String,
    originator: String,
    caveats: Vec<String>,
    leads_only: bool,
    distribution: Option<BTreeSet<String>>,
    need_to_know: Vec<StoredNeed>,
    topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    named: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accepted: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<StoredHandling>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    lacks_source: bool,
}

pub(crate) fn handling_to_bytes(handling: &Handling) -> Vec<u8> {
    serde_json::to_vec(&stored(handling)).unwrap_or_default()
}

fn stored(handling: &Handling) -> StoredHandling {
    let Handling {
        part,
        marking,
        originator,
        caveats,
        leads_only,
        distribution,
        need_to_know,
        topics,
        named,
        accepted,
        inherited: Inherited { sources, missing },
    } = handling;
    StoredHandling {
        part: match part {
            Part::Pointer => 0,
            Part::TearLine => 1,
            Part::Portion => 2,
            Part::Whole => 3,
            Part::Identities => 4,
        },
        marking: marking.banner(),
        originator: originator.to_string(),
        caveats: caveats.iter().map(CaveatId::to_string).collect(),
        leads_only: *leads_only,
        distribution: distribution.clone(),
        need_to_know: need_to_know.iter().map(StoredNeed::of).collect(),
        topics: topics.iter().map(Topic::to_string).collect(),
        named: named.clone(),
        accepted: accepted.map(Timestamp::micros),
        sources: sources.iter().map(stored).collect(),
        lacks_source: *missing,
    }
}

pub(crate) fn handling_from_bytes(bytes: &[u8], register: &Register) -> Option<Handling> {
    read(serde_json::from_slice(bytes).ok()?, register)
}

fn read(stored: StoredHandling, register: &Register) -> Option<Handling> {
    let sources = stored.sources.into_iter().map(|source| read(source, register));
    Some(Handling {
        part: match stored.part {
            0 => Part::Pointer,
            1 => Part::TearLine,
            2 => Part::Portion,
            3 => Part::Whole,
            4 => Part::Identities,
            _ => return None,
        },
        marking: Marking::parse_by(&stored.marking, register).ok()?.marking,
        originator: AgencyId::new(&stored.originator).ok()?,
        caveats: stored.caveats.iter().map(|c| CaveatId::new(c).ok()).collect::<Option<_>>()?,
        leads_only: stored.leads_only,
        distribution: stored.distribution,
        need_to_know: stored.need_to_know.into_iter().map(StoredNeed::read).collect(),
        topics: stored.topics.iter().map(|t| Topic::new(t).ok()).collect::<Option<_>>()?,
        named: stored.named,
        accepted: stored.accepted.map(Timestamp::from_micros),
        inherited: Inherited {
            sources: sources.collect::<Option<_>>()?,
            missing: stored.lacks_source,
        },
    })
}

pub(crate) fn view_to_bytes(key: &ViewKey) -> Vec<u8> {
    let ids = |ids: &[HandlingId]| ids.iter().map(|id| id.0).collect::<Vec<_>>();
    serde_json::to_vec(&(ids(&key.required), ids(&key.excluded))).unwrap_or_default()
}

pub(crate) fn view_from_bytes(bytes: &[u8]) -> Option<ViewKey> {
    let (required, excluded): (Vec<u32>, Vec<u32>) = serde_json::from_slice(bytes).ok()?;
    let ids = |ids: Vec<u32>| ids.into_iter().map(HandlingId).collect();
    Some(ViewKey { required: ids(required), excluded: ids(excluded) })
}

/// The class of identities, and whether title, portions, tear lines and pointer name somebody.
type StoredIdentities = (u32, bool, Vec<bool>, Vec<bool>, bool);

pub(crate) fn shape_to_bytes(shape: &Classes<HandlingId>) -> Vec<u8> {
    let Classes { whole, title, portions, tearlines, pointer, identities } = shape.map(|id| id.0);
    let identities = identities.map(|named| {
        let Identities { class, title, portions, tearlines, pointer } = named;
        (class, title, portions, tearlines, pointer)
    });
    serde_json::to_vec(&(whole, title, portions, tearlines, pointer, identities))
        .unwrap_or_default()
}

pub(crate) fn shape_from_bytes(bytes: &[u8]) -> Option<Classes<HandlingId>> {
    let (whole, title, portions, tearlines, pointer, identities) =
        serde_json::from_slice(bytes).ok()?;
    let identities: Option<StoredIdentities> = identities;
    let identities = identities.map(|(class, title, portions, tearlines, pointer)| Identities {
        class,
        title,
        portions,
        tearlines,
        pointer,
    });
    let shape: Classes<u32> = Classes { whole, title, portions, tearlines, pointer, identities };
    Some(shape.map(|id| HandlingId(*id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_reads_back_with_where_it_names_us_persons() {
        let named = Identities {
            class: HandlingId(3),
            title: true,
            portions: vec![false, true],
            tearlines: vec![true],
            pointer: false,
        };
        let shape = Classes {
            whole: HandlingId(0),
            title: HandlingId(1),
            portions: vec![HandlingId(1), HandlingId(1)],
            tearlines: vec![HandlingId(2)],
            pointer: Some(HandlingId(2)),
            identities: Some(named),
        };
        assert_eq!(shape_from_bytes(&shape_to_bytes(&shape)), Some(shape.clone()));
        let nobody = Classes { identities: None, ..shape };
        assert_eq!(shape_from_bytes(&shape_to_bytes(&nobody)), Some(nobody));
    }

    #[test]
    fn the_class_of_identities_reads_back_as_it_was() {
        let class = Handling::of_identities(AgencyId::new("DHS/ICE").unwrap(), None);
        let read = handling_from_bytes(&handling_to_bytes(&class), &Register::default());
        assert_eq!(read, Some(class));
    }
}
