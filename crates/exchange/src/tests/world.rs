//! A small community, its recipients, and reports to release to them.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use dissemination::{Ask, Conditions, Guarded, Provenance, Release, ReleaseLog, Released, Sources};
use marking::scheme::{LevelTerms, SchemeTerms};
use marking::{Code, Level, Marking, Register, Scheme};
use model::*;

struct Nowhere;

impl ReleaseLog for Nowhere {
    type Error = Infallible;

    fn record(&self, _: &[Release]) -> Result<(), Infallible> {
        Ok(())
    }
}

pub(super) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub(super) fn stamp() -> crate::Stamp {
    crate::Stamp { created: at("2026-03-01T08:00:00Z"), modified: at("2026-03-02T09:30:00.5Z") }
}

fn agency(id: &str, name: &str, nation: Code) -> Agency {
    let scheme = (id == "GBR_CSIRT").then(|| "TLP".to_owned());
    let (id, parent) = (AgencyId::new(id).unwrap(), None);
    let intelligence = id.as_str() == "CIA";
    Agency { id, name: name.into(), nation, parent, intelligence, state_local: false, scheme }
}

/// A scheme whose levels are the labels of TLP.
fn tlp() -> Scheme {
    let level = |title: &str, portion: &str, equals: &str| LevelTerms {
        title: title.into(),
        portion: portion.into(),
        equals: Some(equals.into()),
    };
    let levels = vec![
        level("CLEAR", "C", "UNCLASSIFIED//REL TO USA, GBR"),
        level("GREEN", "G", "UNCLASSIFIED//REL TO USA, GBR"),
        level("AMBER", "A", "UNCLASSIFIED//FOUO//REL TO USA, GBR"),
        level("RED", "R", "CONFIDENTIAL//REL TO USA, GBR"),
    ];
    let terms = SchemeTerms { name: "TLP".into(), levels, sets: Vec::new(), release: None };
    Scheme::new(terms, &Register::default()).unwrap()
}

pub(super) fn community() -> Community {
    let gbr = Code::find("GBR").unwrap();
    let agencies = [
        agency("CIA", "Central Intelligence Agency", Code::USA),
        agency("DHS/ICE", "Immigration and Customs Enforcement", Code::USA),
        agency("GBR_CSIRT", "Nordic & Sons <CSIRT>", gbr),
    ];
    let id = CaveatId::new("CIA:NOTIFY").unwrap();
    let caveat = Caveat {
        id: id.clone(),
        meaning: "acknowledge".into(),
        agencies: None,
        addressees: false,
        countries: None,
        entity_types: None,
        functions: None,
        closed_purposes: BTreeSet::new(),
        persons: None,
        no_field: false,
        no_contractors: false,
        not_abroad: false,
        background_only: false,
        acknowledge: true,
        declare_use: false,
        until: None,
    };
    Community {
        name: "The Center".into(),
        leads_only_open: [Purpose::InvestigativeLead, Purpose::Analysis].into(),
        agencies: agencies.into_iter().map(|agency| (agency.id.clone(), agency)).collect(),
        caveats: [(id, caveat)].into(),
        schemes: [("TLP".to_owned(), tlp())].into(),
        ..Community::default()
    }
}

pub(super) fn recipient(clearance: Level, nation: &str, functions: &[Function]) -> Recipient {
    let us = nation == "USA";
    let home = AgencyId::new(if us { "DHS/ICE" } else { "GBR_CSIRT" }).unwrap();
    Recipient {
        id: RecipientId::new("reader").unwrap(),
        name: "Reader".into(),
        kind: RecipientKind::Person,
        clearance,
        accesses: ["SI".to_owned()].into(),
        countries: [Code::find(nation).unwrap()].into(),
        admin_organization: home.clone(),
        duty_organization: home,
        entity_type: EntityType::Government,
        functions: functions.iter().copied().collect(),
        memberships: Memberships::default(),
        handling_controls: BTreeSet::new(),
    }
}

pub(super) fn part(mark: &str, text: &str) -> Portion {
    let marking = Marking::parse(mark).unwrap().marking;
    Portion { marking: Arc::new(marking), written: Some(mark.into()), text: text.into() }
}

/// A part that its originator marks by TLP.
pub(super) fn labelled(label: &str, text: &str) -> Portion {
    let scheme = tlp();
    let marking = scheme.parse(label).unwrap().marking;
    let marking = marking.equivalent(&Register::default()).unwrap().marking;
    Portion { marking: Arc::new(marking), written: Some(label.into()), text: text.into() }
}

pub(super) fn report(originator: &str, serial: &str, title: Portion, body: Vec<Portion>) -> Report {
    let mut report = Report {
        id: ReportId {
            originator: AgencyId::new(originator).unwrap(),
            serial: Serial::new(serial).unwrap(),
            version: 1,
        },
        kind: Kind::IntelligenceReport,
        precedence: Precedence::Priority,
        issued: Some(Dated {
            at: at("2026-02-28T17:00:00Z"),
            written: "2026-02-28T17:00:00Z".into(),
        }),
        title,
        banner: Arc::new(Marking::default()),
        banner_written: String::new(),
        portions: body,
        caveats: Vec::new(),
        addressees: Vec::new(),
        need_to_know: Vec::new(),
        leads_only: false,
        tearlines: Vec::new(),
        pointer: None,
        about: About::default(),
        mentions: Vec::new(),
    };
    report.banner = Arc::new(report.required_banner().banner);
    report
}

pub(super) fn mention(kind: &str, name: &str, portion: usize) -> Mention {
    Mention { kind: kind.into(), name: name.into(), portion: Some(portion), ..Mention::default() }
}

/// Released for analysis, as a copy. Every source that the report names is here, open to all.
pub(super) fn release(report: &Report, to: &Recipient, community: &Community) -> Option<Released> {
    let (purpose, manner) = (Purpose::Analysis, Manner::Copy);
    let at = at("2026-03-01T08:00:00Z");
    let ask = Ask { recipient: to, purpose, matter: None, manner, at, community };
    let find = |cited: &str| {
        let (originator, serial) = cited.split_once(' ').unwrap();
        let source =
            self::report(originator, serial, part("U", "A source"), vec![part("U", "Said.")]);
        Ok::<_, Infallible>(Some(Conditions::of(&source, None)))
    };
    let Ok(sources) = Sources::trace(report, find);
    let provenance = Provenance { accepted: Some(at), sources };
    let granted = Guarded::new(report.clone(), provenance).decide(ask).ok()?;
    let Ok(released) = granted.release(&Nowhere);
    Some(released)
}
