//! What tests of reading share.

use model::{Agency, AgencyId, Caveat, CaveatId, Community};

use crate::{Item, Mapping, Mappings, Marker, Outcome, Rules};

/// A community of the originators that the tests name.
pub(crate) fn community() -> Community {
    let mut community = Community::default();
    let ids = ["CIA", "STATE", "DHS/CISA", "MITRE", "SVK_ESET", "TREASURY/OFAC", "STATE/IO", "DHS"];
    for id in ids {
        let id = AgencyId::new(id).unwrap();
        let agency = Agency {
            id: id.clone(),
            name: id.to_string(),
            nation: marking::Code::USA,
            parent: None,
            intelligence: false,
            state_local: false,
            scheme: None,
        };
        community.agencies.insert(id, agency);
    }
    let amber = CaveatId::new("DHS:AMBER").unwrap();
    community.caveats.insert(amber.clone(), caveat(amber));
    community
}

fn caveat(id: CaveatId) -> Caveat {
    Caveat {
        id,
        meaning: "for the organisation and its clients".to_owned(),
        agencies: None,
        addressees: true,
        countries: None,
        entity_types: None,
        functions: None,
        closed_purposes: std::collections::BTreeSet::new(),
        persons: None,
        no_field: false,
        no_contractors: false,
        not_abroad: false,
        background_only: false,
        acknowledge: false,
        declare_use: false,
        until: None,
    }
}

/// Rules with mapping files.
pub(super) fn rules(mappings: &[&str]) -> Rules {
    let read = mappings.iter().map(|text| Mapping::read(text).unwrap());
    Rules { mappings: Mappings::new(read.collect()), ..Rules::default() }
}

/// What becomes of an item when it is marked: nothing, or the reason to set it aside.
pub(super) fn fate(item: &Item, marker: &mut Marker<'_>) -> Result<(), (String, String)> {
    match &item.outcome {
        Outcome::Aside { reason, text, .. } => Err((reason.clone(), text.clone())),
        Outcome::Report(line) => match crate::read(line.as_bytes()) {
            Err(refusal) => Err(("refused".to_owned(), refusal.message)),
            Ok(draft) => match marker.mark(draft) {
                Ok(_) => Ok(()),
                Err(reason) => Err((reason.name().to_owned(), reason.to_string())),
            },
        },
    }
}
