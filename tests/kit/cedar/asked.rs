//! What is asked for, as Cedar has it: a handling class with its profiles and caveats.

use std::collections::{BTreeSet, HashSet};

use cedar_policy::{Entity, EntityUid};
use dissemination::{Handling, Part};
use model::{AgencyId, CaveatId, Community, NeedToKnow, Profile, Timestamp};

use super::asker::{agency_value, at_level};
use super::mark;
use super::words::{entity, flag, set, text, uid};

/// A class under a name of its own, with what must be met one by one.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) part: EntityUid,
    pub(super) originator: AgencyId,
    /// The report, where it is of one alone.
    named: Option<String>,
    /// When it was accepted, where that matters.
    pub(super) accepted: Option<Timestamp>,
    /// One profile of each must be met. Beside each profile stands its policy.
    pub(super) needs: Vec<Vec<(String, EntityUid)>>,
    /// Beside each caveat stands when it ends.
    pub(super) caveats: Vec<(CaveatId, Option<Timestamp>, EntityUid)>,
    /// The product, where this is a source of one that an act may name.
    product: Option<String>,
    /// What it is made from.
    pub(super) sources: Vec<Asked>,
}

impl Asked {
    /// The class with this number, and its entities: those of its sources too.
    pub(super) fn of(number: usize, of: &Handling, community: &Community) -> (Self, Vec<Entity>) {
        let (mut asked, mut entities) = Self::one("Part", &number.to_string(), of, community);
        for (nth, source) in of.inherited.sources.iter().enumerate() {
            let name = format!("{number}.{nth}");
            let (source, its) = Self::one("Source", &name, source, community);
            entities.extend(its);
            asked.sources.push(Self { product: of.named.clone(), ..source });
        }
        (asked, entities)
    }

    fn one(kind: &str, number: &str, of: &Handling, community: &Community) -> (Self, Vec<Entity>) {
        if of.part == Part::Identities {
            let part = uid("Identities", number);
            let attributes = [("originator", agency_value(&of.originator))];
            let entities = vec![entity(part.clone(), attributes, [], HashSet::new())];
            let originator = of.originator.clone();
            let (needs, caveats, named) = (Vec::new(), Vec::new(), of.named.clone());
            let (product, sources) = (None, Vec::new());
            let asked =
                Self { part, originator, named, accepted: None, needs, caveats, product, sources };
            return (asked, entities);
        }
        let part = uid(kind, number);
        let mut entities = vec![class(&part, of, community)];
        let mut needs = Vec::new();
        for (at, need) in of.need_to_know.iter().enumerate() {
            let mut alternatives = Vec::new();
            for (nth, profile) in need.profiles().iter().enumerate() {
                let name = uid("Profile", &format!("{number}/{at}/{nth}"));
                entities.push(profile_entity(&name, profile, of));
                alternatives.push((profile.policy.clone(), name));
            }
            needs.push(alternatives);
        }
        let mut caveats = Vec::new();
        for id in &of.caveats {
            let name = uid("Caveat", &format!("{number}/{id}"));
            entities.push(caveat_entity(&name, id, of, community));
            let until = community.caveats.get(id).and_then(|caveat| caveat.until);
            caveats.push((id.clone(), until, name));
        }
        let (originator, named) = (of.originator.clone(), of.named.clone());
        let (accepted, product, sources) = (of.accepted, None, Vec::new());
        let asked = Self { part, originator, named, accepted, needs, caveats, product, sources };
        (asked, entities)
    }

    /// Whether it is of one of some reports, or they are all that there are.
    pub(super) fn is_of(&self, reports: &BTreeSet<String>) -> bool {
        reports.is_empty() || self.named.as_ref().is_some_and(|report| reports.contains(report))
    }
}

impl Asked {
    /// Whether an authorization of these reports is heard: it may be about the product alone.
    pub(super) fn may_be_lifted_for(&self, reports: &BTreeSet<String>) -> bool {
        self.is_of(reports)
            || self.product.as_ref().is_some_and(|product| reports.contains(product))
    }
}

fn class(name: &EntityUid, of: &Handling, community: &Community) -> Entity {
    let part = match of.part {
        Part::Pointer => "pointer",
        Part::TearLine => "tearline",
        Part::Portion => "portion",
        Part::Whole => "whole",
        Part::Identities => "identities",
    };
    let level = of.marking.level();
    let explained = of.marking.own_controls().filter(|control| {
        community.control_caveats.get(control).is_some_and(|id| of.caveats.contains(id))
    });
    let profiles = || of.need_to_know.iter().flat_map(NeedToKnow::profiles);
    let attributes = [
        ("part", text(part)),
        ("originator", agency_value(&of.originator)),
        ("own_controls_with_caveat", set(explained.map(|control| control.banner()))),
        ("leads_only", flag(of.leads_only)),
        ("distribution", set(of.distribution.iter().flatten())),
        ("profiles", set(profiles().map(|profile| &profile.policy))),
        ("lacks_source", flag(of.inherited.missing)),
        ("topics_at_level", set(of.topics.iter().map(|t| at_level(level, t.as_str())))),
    ];
    let listed = ["oc", "xd", "nd"].into_iter().filter_map(|policy| {
        let mut own = profiles().filter(|profile| profile.policy == policy).peekable();
        own.peek()?;
        Some((policy, set(own.flat_map(|profile| &profile.values))))
    });
    entity(
        name.clone(),
        attributes,
        mark::attributes(&of.marking).into_iter().chain(listed),
        HashSet::new(),
    )
}

fn profile_entity(name: &EntityUid, profile: &Profile, of: &Handling) -> Entity {
    let Profile { policy, values } = profile;
    let led = |prefix: &'static str| values.iter().filter_map(move |v| v.strip_prefix(prefix));
    let led_otherwise =
        values.iter().filter(|value| !value.starts_with("issue:") && !value.starts_with("region:"));
    let attributes = [
        ("originator", agency_value(&of.originator)),
        ("policy", text(policy)),
        ("values", set(values)),
        ("first", text(values.first().map_or("", String::as_str))),
        ("rest", set(values.iter().skip(1))),
        ("besides_osc1", set(values.iter().filter(|value| *value != "osc1"))),
        ("issues", set(led("issue:"))),
        ("regions", set(led("region:"))),
        ("other", set(led_otherwise)),
    ];
    entity(name.clone(), attributes, [], HashSet::new())
}

fn caveat_entity(name: &EntityUid, id: &CaveatId, of: &Handling, community: &Community) -> Entity {
    let known = community.caveats.get(id);
    let closed = known.iter().flat_map(|caveat| &caveat.closed_purposes);
    let attributes = [
        ("originator", agency_value(&of.originator)),
        ("distribution", set(of.distribution.iter().flatten())),
        ("is_defined", flag(known.is_some())),
        ("addressees", flag(known.is_some_and(|caveat| caveat.addressees))),
        ("closed_purposes", set(closed.map(|purpose| purpose.name()))),
        ("no_field", flag(known.is_some_and(|caveat| caveat.no_field))),
        ("no_contractors", flag(known.is_some_and(|caveat| caveat.no_contractors))),
        ("not_abroad", flag(known.is_some_and(|caveat| caveat.not_abroad))),
        ("background_only", flag(known.is_some_and(|caveat| caveat.background_only))),
    ];
    let words = |name, words: Option<BTreeSet<String>>| words.map(|words| (name, set(words)));
    let parts = known.map(|caveat| {
        let agencies = caveat.agencies.as_ref();
        let countries = caveat.countries.as_ref();
        let entity_types = caveat.entity_types.as_ref();
        let functions = caveat.functions.as_ref();
        let persons = caveat.persons.as_ref();
        [
            words("agencies", agencies.map(|of| of.iter().map(ToString::to_string).collect())),
            words("persons", persons.map(|of| of.iter().map(ToString::to_string).collect())),
            words(
                "countries",
                countries.map(|of| of.iter().map(|code| code.as_str().to_owned()).collect()),
            ),
            words(
                "entity_types",
                entity_types.map(|of| of.iter().map(|kind| kind.name().to_owned()).collect()),
            ),
            words(
                "functions",
                functions.map(|of| of.iter().map(|kind| kind.name().to_owned()).collect()),
            ),
        ]
    });
    entity(name.clone(), attributes, parts.into_iter().flatten().flatten(), HashSet::new())
}
