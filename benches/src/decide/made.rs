//! The community the decisions are made in: agencies, classes of handling, recipients.

use std::collections::BTreeSet;

use dissemination::{Handling, Part};
use marking::{Code, Level, Marking};
use model::{
    Agency, AgencyId, Community, EntityType, Function, Memberships, Purpose, Recipient,
    RecipientId, RecipientKind, Topic,
};

/// The only intelligence element.
pub(super) const INTELLIGENCE: &str = "A0";

/// Markings by originators.
pub(super) fn handlings(classes: usize) -> Result<Vec<Handling>, Box<dyn std::error::Error>> {
    let mut all = Vec::new();
    for originator in 0..classes.div_ceil(MARKINGS.len()) {
        for text in MARKINGS {
            all.push(Handling {
                part: Part::Portion,
                marking: Marking::parse(text)?.marking,
                originator: AgencyId::new(&format!("A{originator}"))?,
                caveats: BTreeSet::new(),
                leads_only: originator % 2 == 0,
                distribution: Some(["A3".to_owned(), "A5".to_owned()].into()),
                need_to_know: Vec::new(),
                topics: BTreeSet::from([Topic::new("migrant-smuggling")?]),
                named: None,
                accepted: None,
                inherited: dissemination::Inherited::default(),
            });
        }
    }
    all.truncate(classes);
    Ok(all)
}

/// Recipients that differ in clearance, read-ins, employer, duty and functions.
pub(super) fn recipients(count: usize) -> Result<Vec<Recipient>, Box<dyn std::error::Error>> {
    let accesses = ["SI", "SI-G", "TK", "HCS", "HCS-P", "Q", "NATO-S"];
    let levels = [Level::Unclassified, Level::Confidential, Level::Secret, Level::TopSecret];
    let made = (0..count).map(|at| {
        let held = accesses.iter().enumerate().filter(|(bit, _)| at >> bit & 1 == 1);
        let foreign = at % 10 == 9;
        let country = if foreign { Code::find("GBR") } else { Some(Code::USA) };
        let (admin, duty) = (at / 7 % AGENCIES, at / 128 % AGENCIES);
        let admin = if foreign { "GBR_X".to_owned() } else { format!("A{admin}") };
        Ok(Recipient {
            id: RecipientId::new(&format!("r{at}"))?,
            name: String::new(),
            kind: RecipientKind::Person,
            clearance: levels.get(at % 4).copied().unwrap_or_default(),
            accesses: held.map(|(_, access)| (*access).to_owned()).collect(),
            countries: country.into_iter().collect(),
            admin_organization: AgencyId::new(&admin)?,
            duty_organization: AgencyId::new(&format!("A{duty}"))?,
            entity_type: EntityType::Government,
            functions: [if at % 5 == 0 { Function::FieldOffice } else { Function::Analyst }].into(),
            memberships: Memberships::default(),
            handling_controls: BTreeSet::new(),
        })
    });
    made.collect()
}

pub(super) fn community() -> Result<Community, Box<dyn std::error::Error>> {
    let mut community =
        Community { leads_only_open: [Purpose::Analysis].into(), ..Community::default() };
    let us = (0..AGENCIES).map(|at| (format!("A{at}"), Some(Code::USA)));
    for (id, nation) in us.chain([("GBR_X".to_owned(), Code::find("GBR"))]) {
        let id = AgencyId::new(&id)?;
        let agency = Agency {
            id: id.clone(),
            name: String::new(),
            nation: nation.ok_or("no such country")?,
            parent: None,
            intelligence: id.as_str() == INTELLIGENCE,
            state_local: id.as_str() == "A9",
            scheme: None,
        };
        community.agencies.insert(id, agency);
    }
    Ok(community)
}

const AGENCIES: usize = 20;

const MARKINGS: [&str; 20] = [
    "U",
    "U//FOUO",
    "C//NF",
    "S//NF",
    "S//REL TO USA, GBR",
    "S//REL TO USA, FVEY",
    "S//SI//NF",
    "S//TK//NF",
    "S//OC/NF",
    "TS//SI/TK//NF",
    "TS//SI-G//OC/NF",
    "TS//HCS-P//OC/NF",
    "S//RD//NF",
    "S//NF//LES",
    "U//LES",
    "U//SBU",
    "S//NF//XD",
    "U//DS",
    "//NS",
    "TS//SI//REL TO USA, GBR",
];
