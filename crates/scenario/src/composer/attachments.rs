//! What goes with the text: addressees, pointers, entities, references, the authority block.

use crate::calendar::Moment;
use crate::case::Case;
use crate::handling::Handling;
use crate::originator::{Family, Originator};
use crate::prng::Prng;
use crate::report::{Authority, Entity, Occurred, Portion};
use crate::scene::{Mention, Scene};
use crate::situation::Situation;

/// Earlier reports of the case: those referred to, and those a product is derived from.
pub(super) fn links(
    prng: &mut Prng,
    case: &Case,
    situation: Situation,
) -> (Vec<String>, Vec<String>) {
    if situation.open() {
        return (Vec::new(), Vec::new());
    }
    let newest = |count: usize| case.told.iter().rev().take(count).cloned().collect();
    if situation == Situation::Assessment {
        return (newest(2), newest(6));
    }
    if situation == Situation::Update {
        return (newest(3), newest(prng.position(3)));
    }
    let mut references: Vec<String> = newest(usize::from(prng.chance(70)));
    let older = prng.choose(&case.told).filter(|_| prng.chance(35));
    if let Some(older) = older.filter(|older| !references.contains(older)) {
        references.push(older.clone());
    }
    (references, Vec::new())
}

/// Each portion of a product is made from one or two of its sources; the title and the tear lines say
/// nothing that was not known.
pub(super) fn cite(
    sources: &[String],
    title: &mut Portion,
    portions: &mut [Portion],
    tearlines: &mut [Portion],
) {
    if sources.is_empty() {
        return;
    }
    for part in std::iter::once(title).chain(tearlines) {
        part.derived_from = Some(Vec::new());
    }
    for (at, portion) in portions.iter_mut().enumerate() {
        let cited = sources.iter().cycle().skip(at).take(1 + at % 2);
        let mut cited: Vec<String> = cited.cloned().collect();
        cited.dedup();
        portion.derived_from = Some(cited);
    }
}

/// How urgent it is.
pub(super) fn precedence(prng: &mut Prng, situation: Situation) -> &'static str {
    match situation {
        Situation::LandInterdiction | Situation::SeaInterdiction => {
            prng.word(&["immediate", "immediate", "priority", "flash"])
        }
        Situation::Warning | Situation::Traveller | Situation::Vessel => {
            prng.word(&["priority", "priority", "immediate", "routine"])
        }
        Situation::Law | Situation::Policy | Situation::Contacts | Situation::Outreach => "routine",
        Situation::Recruiter
        | Situation::Partner
        | Situation::Cable
        | Situation::SafeHouse
        | Situation::Phones
        | Situation::Money
        | Situation::Document
        | Situation::Official
        | Situation::Debriefing
        | Situation::Victims
        | Situation::Arrests
        | Situation::Update
        | Situation::Assessment => prng.word(&["routine", "routine", "priority"]),
    }
}

/// The distribution list: always there where a control asks for one, now and then elsewhere.
pub(super) fn addressees(
    prng: &mut Prng,
    originator: &Originator,
    handling: &Handling,
) -> Vec<&'static str> {
    let listed = !handling.addressees.is_empty();
    let pool = if listed { handling.addressees } else { USUAL };
    if !listed && prng.chance(60) {
        return Vec::new();
    }
    let skipped = prng.position(pool.len());
    let chosen = pool.iter().enumerate().filter(|(place, _)| *place == 0 || *place != skipped);
    chosen.map(|(_, id)| *id).filter(|id| *id != originator.id).collect()
}

/// Said outright in some reports; else the default of the originator's kind holds.
pub(super) fn leads_only(prng: &mut Prng, family: Family) -> Option<bool> {
    let (yes, no) = match family {
        Family::Intelligence => (6, 3),
        Family::Enforcement => (14, 14),
        Family::Partner => (40, 5),
        Family::Diplomacy | Family::Assistance | Family::Center => (5, 0),
    };
    let draw = prng.below(100);
    if draw < yes {
        Some(true)
    } else if draw < yes + no {
        Some(false)
    } else {
        None
    }
}

/// Whom to ask.
pub(super) fn pointer(
    prng: &mut Prng,
    originator: &Originator,
    handling: &Handling,
    serial: &str,
) -> Option<Portion> {
    if !handling.pointer || !prng.chance(75) {
        return None;
    }
    let desk = prng.word(&["desk", "watch", "liaison officer"]);
    let text = match prng.below(3) {
        0 => format!("Contact {}/HSTC {desk}.", originator.id),
        1 => format!("Contact {}/HSTC {desk}, quoting {serial}.", originator.id),
        _ => {
            format!("The originator holds related material. Contact {}/HSTC {desk}.", originator.id)
        }
    };
    Some(Portion::new("U", text))
}

/// The days it speaks of.
pub(super) fn occurred(prng: &mut Prng, issued: Moment) -> Occurred {
    let last = prng.between(1, 6);
    Occurred {
        from: issued.minus_days(last + prng.between(0, 20)).iso(),
        to: issued.minus_days(last).iso(),
    }
}

/// Everybody and everything named, portion by portion.
pub(super) fn entities(prng: &mut Prng, scene: &Scene<'_>) -> Vec<Entity> {
    scene.mentions.iter().map(|mention| entity(prng, mention)).collect()
}

fn entity(prng: &mut Prng, mention: &Mention<'_>) -> Entity {
    let member = mention.member;
    let known = if member.kind == "person" { 30 } else { 80 };
    let ids = if prng.chance(known) { member.ids.clone() } else { Vec::new() };
    Entity {
        kind: member.kind,
        name: mention.name.clone(),
        aliases: mention.alias.iter().map(|alias| (*alias).to_owned()).collect(),
        ids,
        portion: mention.portion,
        us_person: member.us_person,
    }
}

/// The classification block.
pub(super) fn authority(originator: &Originator, issued: Moment) -> Authority {
    Authority {
        classified_by: originator.classified_by,
        derived_from: originator.guide,
        declassify_on: issued.declassified(),
    }
}

const USUAL: &[&str] = &["HSTC", "DHS/ICE", "DHS/CBP", "STATE", "DOJ/FBI", "STATE/INL"];
