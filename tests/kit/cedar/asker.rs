//! Who asks, as Cedar has it: recipients, and the agencies that they and reports belong to.

use std::collections::{BTreeSet, HashMap, HashSet};

use cedar_policy::{Entity, EntityUid, RestrictedExpression};
use marking::Level;
use model::{AgencyId, Community, Consent, Party, Recipient, Timestamp};

use super::Terms;
use super::asked::Asked;
use super::words::{entity, set, text, uid};

/// The entity of an agency.
pub(super) fn agency_uid(id: &AgencyId) -> EntityUid {
    uid("Agency", id.as_str())
}

/// The same as a value.
pub(super) fn agency_value(id: &AgencyId) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(agency_uid(id))
}

/// The agencies of these ids and those that they are part of, each once. One that the community
/// does not know has no nation and is part of nothing.
pub(super) fn agencies<'a>(
    ids: impl IntoIterator<Item = &'a AgencyId>,
    community: &'a Community,
) -> Vec<Entity> {
    let mut found: HashMap<AgencyId, Entity> = HashMap::new();
    let mut open: Vec<&AgencyId> = ids.into_iter().collect();
    while let Some(id) = open.pop() {
        if found.contains_key(id) {
            continue;
        }
        let known = community.agencies.get(id);
        let parent = known.and_then(|agency| agency.parent.as_ref());
        open.extend(parent.filter(|parent| community.agencies.contains_key(*parent)));
        let lists = [
            ("state-local", known.is_some_and(|agency| agency.state_local)),
            ("intelligence", known.is_some_and(|agency| agency.intelligence)),
        ];
        let lists = lists.into_iter().filter(|(_, in_it)| *in_it);
        let lists = lists.map(|(name, _)| uid("AgencyList", name));
        let parents: HashSet<_> = parent.map(agency_uid).into_iter().chain(lists).collect();
        let attributes = [
            ("id", text(id.as_str())),
            ("nation", text(known.map_or("", |agency| agency.nation.as_str()))),
            ("names", set(names(id))),
        ];
        found.insert(id.clone(), entity(agency_uid(id), attributes, [], parents));
    }
    found.into_values().collect()
}

/// An id, and the ids that it is a component of by name.
fn names(id: &AgencyId) -> Vec<&str> {
    let id = id.as_str();
    let departments = id.match_indices('/').map(|(at, _)| id.split_at(at).0);
    departments.chain([id]).collect()
}

/// A recipient, under a name of its own.
pub(super) fn recipient(name: &EntityUid, of: &Recipient) -> Entity {
    let held = |level: Level| set(programs(&of.accesses, level));
    let programs = RestrictedExpression::new_record([
        ("confidential".to_owned(), held(Level::Confidential)),
        ("secret".to_owned(), held(Level::Secret)),
        ("top_secret".to_owned(), held(Level::TopSecret)),
    ]);
    let own = [of.id.as_str(), of.duty_organization.as_str()];
    let attributes = [
        ("id", text(of.id.as_str())),
        ("clearance", rank(of.clearance)),
        ("countries", set(of.countries.iter().map(|code| code.as_str()))),
        ("admin", agency_value(&of.admin_organization)),
        ("duty", agency_value(&of.duty_organization)),
        ("entity_type", text(of.entity_type.name())),
        ("functions", set(of.functions.iter().map(|function| function.name()))),
        ("accesses", set(&of.accesses)),
        ("programs", programs.expect("distinct names")),
        ("called", set(own.into_iter().chain(of.memberships.groups.iter().map(String::as_str)))),
        ("licenses", set(&of.memberships.licenses)),
        ("issues", set(&of.memberships.issues)),
        ("regions", set(&of.memberships.regions)),
        ("authorities", set(&of.memberships.authorities)),
        ("roles", set(&of.memberships.roles)),
        ("handling_controls", set(&of.handling_controls)),
    ];
    entity(name.clone(), attributes, [], [uid("Kind", of.kind.name())].into())
}

/// A level as a number that policies compare.
pub(super) fn rank(level: Level) -> RestrictedExpression {
    let place = Level::ALL.iter().position(|known| *known == level).expect("every level");
    RestrictedExpression::new_long(i64::try_from(place).expect("few"))
}

/// The accesses, and the programs read on at a level or above it.
fn programs(accesses: &BTreeSet<String>, at: Level) -> BTreeSet<String> {
    let read_on = |access: &String| {
        let fields: Vec<&str> = access.strip_prefix("SAR-")?.split(':').collect();
        let [authority, level, program] = fields[..] else { return None };
        let level = match level {
            "TS" => Level::TopSecret,
            "S" => Level::Secret,
            "C" => Level::Confidential,
            _ => return None,
        };
        let named = !authority.is_empty() && !program.is_empty() && !program.contains('-');
        (named && level >= at).then(|| format!("SAR-{program}"))
    };
    accesses.iter().cloned().chain(accesses.iter().filter_map(read_on)).collect()
}

/// What grants in force let an employer have: each topic at each level up to the grant's.
pub(super) fn granted(
    employer: &AgencyId,
    at: Timestamp,
    community: &Community,
) -> BTreeSet<String> {
    let in_force = community.grants.iter().filter(|grant| {
        names(employer).contains(&grant.partner.as_str())
            && grant.from <= at
            && grant.until.is_none_or(|until| at < until)
    });
    let mut granted = BTreeSet::new();
    for grant in in_force {
        for level in Level::ALL.into_iter().filter(|level| *level <= grant.level) {
            granted.extend(grant.topics.iter().map(|topic| at_level(level, topic.as_str())));
        }
    }
    granted
}

/// What an originator lifts for a recipient and a purpose, in a matter, about a class that may be of
/// one report.
pub(super) fn lifted(
    who: &Recipient,
    asked: &Asked,
    terms: Terms<'_>,
    community: &Community,
) -> BTreeSet<&'static str> {
    let given = community.authorizations.iter().filter(|one| {
        let named = match &one.party {
            Party::Recipient(id) => *id == who.id,
            Party::Organization(id) => *id == who.duty_organization,
        };
        named
            && one.originator == asked.originator
            && one.purposes.contains(&terms.purpose)
            && (one.matter.is_none() || terms.matter == one.matter.as_deref())
            && asked.may_be_lifted_for(&one.reports)
            && (one.from..one.until).contains(&terms.at)
    });
    let lifts = |one: &&model::Authorization, consent: &Consent| {
        *consent != Consent::Identities || one.party == Party::Recipient(who.id.clone())
    };
    given
        .flat_map(|one| one.consents.iter().filter(move |consent| lifts(&one, consent)))
        .map(|consent| consent.name())
        .collect()
}

/// Whether an originator keeps a class back.
pub(super) fn embargoed(asked: &Asked, at: Timestamp, community: &Community) -> bool {
    community.embargoes.iter().any(|one| {
        one.originator == asked.originator
            && asked.is_of(&one.reports)
            && one.from <= at
            && one.until.is_none_or(|until| at < until)
    })
}

/// The form that the originator's procedure for field offices prescribes, or that of the nearest
/// agency that it is part of; and whether its delay is over.
pub(super) fn procedure(
    asked: &Asked,
    at: Timestamp,
    community: &Community,
) -> (&'static str, bool) {
    let mut next = Some(&asked.originator);
    while let Some(id) = next {
        let mut own = community.procedures.iter().filter(|found| {
            found.originator == *id
                && found.from.is_none_or(|from| from <= at)
                && found.until.is_none_or(|until| at < until)
        });
        if let Some(own) = own.next_back() {
            let begun = asked.accepted.or(own.from);
            let hours = i64::from(own.delay_hours);
            let over = begun.map(|from| from.micros() + hours * 3_600_000_000 <= at.micros());
            return (own.form.name(), hours == 0 || over == Some(true));
        }
        next = community.agencies.get(id).and_then(|agency| agency.parent.as_ref());
    }
    ("none", true)
}

/// A topic at a level.
pub(super) fn at_level(level: Level, topic: &str) -> String {
    format!("{} {topic}", level.banner())
}
