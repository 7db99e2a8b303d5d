//! Decisions: for every entitlement about every class, who gets one report, one explained in full,
//! and a procedure that changes. The peers decide about the same markings by fewer rules, or by a
//! policy engine.

use std::collections::{BTreeSet, HashSet};
use std::hint::black_box;

use accumulo_access::{AuthorizationExpression, Lexer, Parser};
use dissemination::{Ask, Entitled, Handling, HandlingId, Part, ViewKey, judge};
use marking::{Code, Level, Marking};
use model::{
    Agency, AgencyId, Community, EntityType, Function, Manner, Memberships, Procedure,
    ProcedureForm, Purpose, Recipient, RecipientId, RecipientKind, Timestamp, Topic,
};
use serde_json::json;

use crate::figure::{median, print, rounded, timed};

type Outcome = crate::Outcome;

/// Measures all of it on a community made for it.
pub(crate) fn run() -> Outcome {
    let community = community()?;
    let handlings = handlings()?;
    let recipients = recipients(ENTITLEMENTS)?;
    let asks: Vec<Ask<'_>> = recipients.iter().map(|one| ask(one, &community)).collect();
    let (entitled, deciding) = timed(|| Entitled::of(handlings.iter(), &asks));
    let pairs = (handlings.len() * asks.len()) as f64;
    print(&json!({
        "bench": "decide", "what": "every class for every entitlement", "classes": handlings.len(),
        "entitlements": asks.len(), "seconds": rounded(deciding.as_secs_f64()),
        "us_each": rounded(deciding.as_secs_f64() * 1e6 / pairs),
    }));
    compiled(&entitled, &handlings, &recipients)?;
    for count in [200, 20_000] {
        fan_out(&handlings, count, &community)?;
    }
    explained(&handlings, &asks);
    procedure(&handlings, &recipients, &community)
}

/// A compiled decision beside an access expression of the marking's words, parsed before.
fn compiled(entitled: &Entitled, handlings: &[Handling], recipients: &[Recipient]) -> Outcome {
    let expressions = handlings.iter().map(expression).collect::<Result<Vec<_>, _>>()?;
    let held: Vec<HashSet<String>> = recipients.iter().map(authorizations).collect();
    let ours = || {
        for class in 0..handlings.len() {
            let id = HandlingId(u32::try_from(class).unwrap_or_default());
            for entitlement in 0..recipients.len() {
                black_box(entitled.permits(black_box(id), black_box(entitlement)));
            }
        }
    };
    let peer = || {
        for expression in &expressions {
            for held in &held {
                black_box(expression.evaluate(black_box(held)));
            }
        }
    };
    let (peers, all, times) = alternate(peer, ours, 5);
    let pairs = (handlings.len() * recipients.len()) as f64;
    print(&json!({
        "bench": "decide", "what": "compiled decision", "pairs": pairs,
        "peer": "accumulo-access 0.2, evaluating a parsed expression of the marking's words",
        "peer_ns": rounded(peers * 1e9 / pairs), "ours_ns": rounded(all * 1e9 / pairs),
        "times_faster": rounded(1.0 / times), "bar": 5.0,
    }));
    Ok(())
}

/// Who gets one report of three classes.
fn fan_out(handlings: &[Handling], entitlements: usize, community: &Community) -> Outcome {
    let recipients = recipients(entitlements)?;
    let asks: Vec<Ask<'_>> = recipients.iter().map(|one| ask(one, community)).collect();
    let some: Vec<_> = handlings.iter().take(60).collect();
    let entitled = Entitled::of(some.iter().copied(), &asks);
    let id = HandlingId;
    let views = [
        ViewKey { required: vec![id(3), id(17), id(41)], excluded: vec![] },
        ViewKey { required: vec![id(3), id(17)], excluded: vec![id(41)] },
        ViewKey { required: vec![id(3)], excluded: vec![id(17), id(41)] },
    ];
    let mut seconds = Vec::new();
    let mut found = 0;
    for _ in 0..RUNS {
        let (got, time) =
            timed(|| views.iter().map(|v| entitled.who_gets(black_box(v))).collect::<Vec<_>>());
        found = got.iter().map(dissemination::Entitlements::count).sum::<u32>();
        seconds.push(time.as_secs_f64());
    }
    let bar = if entitlements > 1_000 { 500.0 } else { 20.0 };
    print(&json!({
        "bench": "decide", "what": "who gets one report, three views", "recipients": RECIPIENTS,
        "entitlements": entitlements, "found": found, "us": rounded(median(seconds) * 1e6), "bar_us": bar,
    }));
    Ok(())
}

/// One decision with every sentence.
fn explained(handlings: &[Handling], asks: &[Ask<'_>]) {
    let mut seconds = Vec::new();
    for (handling, ask) in handlings.iter().cycle().zip(asks.iter().cycle()).take(RUNS * 10) {
        seconds.push(timed(|| black_box(judge(black_box(handling), *ask))).1.as_secs_f64());
    }
    print(&json!({
        "bench": "decide", "what": "a full explanation, uncached",
        "us": rounded(median(seconds) * 1e6), "bar_us": 50.0,
    }));
}

/// The intelligence element makes a procedure for field offices: its classes are decided anew for
/// everybody, and then what changes for whom in a million reports, each of three classes.
fn procedure(handlings: &[Handling], recipients: &[Recipient], before: &Community) -> Outcome {
    let mut after = before.clone();
    after.procedures.push(Procedure {
        originator: AgencyId::new(INTELLIGENCE)?,
        form: ProcedureForm::Whole,
        statement: None,
    });
    let asks: Vec<Ask<'_>> = recipients.iter().map(|one| ask(one, before)).collect();
    let changed: Vec<Ask<'_>> = recipients.iter().map(|one| ask(one, &after)).collect();
    let of_procedure = |handling: &&Handling| handling.originator.as_str() == INTELLIGENCE;
    let classes: Vec<&Handling> = handlings.iter().filter(of_procedure).collect();
    let mut entitled = Entitled::of(classes.iter().copied(), &asks);
    let views = views(classes.len());
    let reports: Vec<usize> = (0..REPORTS).map(|at| at.wrapping_mul(7919) % views.len()).collect();
    let given = |entitled: &Entitled| -> Vec<_> {
        views.iter().map(|view| entitled.who_gets(view)).collect()
    };
    let was = given(&entitled);
    let ((affected, pairs), time) = timed(|| {
        for (id, handling) in (0..).map(HandlingId).zip(&classes) {
            entitled.decide(id, handling, &changed);
        }
        let differ = given(&entitled)
            .iter()
            .zip(&was)
            .map(|(is, was)| is.difference(was))
            .collect::<Vec<_>>();
        let differing = reports.iter().filter_map(|view| differ.get(*view)).filter(|n| **n > 0);
        differing.fold((0_u64, 0_u64), |(reports, pairs), n| (reports + 1, pairs + u64::from(*n)))
    });
    print(&json!({
        "bench": "decide", "what": "a procedure changes: all reports of its originator decided anew",
        "reports": REPORTS, "classes": classes.len(), "views": views.len(),
        "entitlements": asks.len(), "reports_affected": affected, "answers_changed": pairs,
        "seconds": rounded(time.as_secs_f64()), "bar_seconds": 1.0,
    }));
    if affected == 0 { Err("the procedure changed nothing".into()) } else { Ok(()) }
}

/// The views of reports of any three classes: all of them, the first two, or the first alone.
fn views(classes: usize) -> Vec<ViewKey> {
    let ids: Vec<_> = (0..).map(HandlingId).take(classes).collect();
    let mut views = Vec::new();
    for (at, one) in ids.iter().enumerate() {
        for (next, two) in ids.iter().enumerate().skip(at + 1) {
            for three in ids.iter().skip(next + 1) {
                let (one, two, three) = (*one, *two, *three);
                views.push(ViewKey { required: vec![one, two, three], excluded: vec![] });
                views.push(ViewKey { required: vec![one, two], excluded: vec![three] });
                views.push(ViewKey { required: vec![one], excluded: vec![two, three] });
            }
        }
    }
    views
}

fn alternate(peer: impl Fn(), ours: impl Fn(), runs: usize) -> (f64, f64, f64) {
    let (mut peers, mut all, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (peer, ours) = (timed(&peer).1.as_secs_f64(), timed(&ours).1.as_secs_f64());
        peers.push(peer);
        all.push(ours);
        times.push(ours / peer);
    }
    (median(peers), median(all), median(times))
}

fn ask<'a>(recipient: &'a Recipient, community: &'a Community) -> Ask<'a> {
    let (purpose, matter, manner) = (Purpose::Analysis, None, Manner::Display);
    Ask { recipient, purpose, matter, manner, at: Timestamp::default(), community }
}

/// The words of a marking that must all be held; of a list any.
fn expression(handling: &Handling) -> Result<AuthorizationExpression, Box<dyn std::error::Error>> {
    let marking = &handling.marking;
    let mut words = vec![marking.level().portion().to_owned()];
    words.extend(marking.sci().tokens().into_iter().map(|token| token.replace('-', "_")));
    words.extend(marking.is_noforn().then(|| "USA".to_owned()));
    let countries: Vec<_> = marking.rel_to().iter().map(Code::as_str).collect();
    words.extend((!countries.is_empty()).then(|| format!("({})", countries.join("|"))));
    Ok(Parser::new(Lexer::new(&words.join("&"))).parse()?)
}

fn authorizations(recipient: &Recipient) -> HashSet<String> {
    let levels = Level::ALL.into_iter().filter(|level| *level <= recipient.clearance);
    let levels = levels.map(|level| level.portion().to_owned());
    let countries = recipient.countries.iter().map(|code| code.as_str().to_owned());
    let accesses = recipient.accesses.iter().map(|access| access.replace('-', "_"));
    levels.chain(countries).chain(accesses).collect()
}

/// Markings by originators.
fn handlings() -> Result<Vec<Handling>, Box<dyn std::error::Error>> {
    let mut all = Vec::new();
    for originator in 0..CLASSES.div_ceil(MARKINGS.len()) {
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
            });
        }
    }
    all.truncate(CLASSES);
    Ok(all)
}

/// Recipients that differ in clearance, read-ins, employer, duty and functions.
fn recipients(count: usize) -> Result<Vec<Recipient>, Box<dyn std::error::Error>> {
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

fn community() -> Result<Community, Box<dyn std::error::Error>> {
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

const CLASSES: usize = 1_000;
const ENTITLEMENTS: usize = 1_000;
const RECIPIENTS: usize = 100_000;
const AGENCIES: usize = 20;
const RUNS: usize = 401;
const REPORTS: usize = 1_000_000;
const INTELLIGENCE: &str = "A0";

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
