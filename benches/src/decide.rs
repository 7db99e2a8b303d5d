//! Decisions: for every entitlement about every class, who gets one report, one explained in full,
//! and a procedure that changes. The peers decide about the same markings by fewer rules, or by a
//! policy engine.

mod made;
mod peers;

use std::hint::black_box;

use dissemination::{
    Ask, Changed, Classes, Difference, Entitled, Entitlements, Handling, HandlingId, ViewKey, judge,
};
use marking::Level;
use model::{AgencyId, Community, Manner, Procedure, ProcedureForm, Purpose, Recipient, Timestamp};
use serde_json::json;

use crate::figure::{median, print, rounded, timed};
use made::{INTELLIGENCE, community, handlings, recipients};
use peers::{beside_cedar, beside_expressions};

type Outcome = crate::Outcome;

/// Measures all of it on a community made for it.
pub(crate) fn run() -> Outcome {
    let community = community()?;
    let handlings = handlings(CLASSES)?;
    let recipients = recipients(ENTITLEMENTS)?;
    let asks: Vec<Ask<'_>> = recipients.iter().map(|one| ask(one, &community)).collect();
    let (entitled, deciding) = timed(|| Entitled::of(handlings.iter(), &asks));
    let pairs = (handlings.len() * asks.len()) as f64;
    print(&json!({
        "bench": "decide", "what": "every class for every entitlement", "classes": handlings.len(),
        "entitlements": asks.len(), "seconds": rounded(deciding.as_secs_f64()),
        "us_each": rounded(deciding.as_secs_f64() * 1e6 / pairs),
    }));
    beside_expressions(&entitled, &handlings, &recipients)?;
    beside_cedar(&entitled, &handlings, &asks)?;
    for count in [200, 20_000] {
        fan_out(&handlings, count, &community)?;
    }
    explained(&handlings, &asks);
    procedure(&handlings, &recipients, &community)?;
    changed(&handlings, &recipients, &community)
}

/// Who of 100,000 recipients, each with one of the entitlements, gets one report of three views:
/// the entitlements of each form of it, and how many recipients those are.
fn fan_out(handlings: &[Handling], entitlements: usize, community: &Community) -> Outcome {
    let recipients = recipients(entitlements)?;
    let asks: Vec<Ask<'_>> = recipients.iter().map(|one| ask(one, community)).collect();
    let held = |at: usize| RECIPIENTS / entitlements + usize::from(at < RECIPIENTS % entitlements);
    let held: Vec<usize> = (0..entitlements).map(held).collect();
    let some: Vec<_> = handlings.iter().take(60).collect();
    let entitled = Entitled::of(some.iter().copied(), &asks);
    let id = HandlingId;
    let views = [
        ViewKey { required: vec![id(3), id(17), id(41)], excluded: vec![] },
        ViewKey { required: vec![id(3), id(17)], excluded: vec![id(41)] },
        ViewKey { required: vec![id(3)], excluded: vec![id(17), id(41)] },
    ];
    let reached = |of: &Entitlements| of.iter().filter_map(|at| held.get(at)).sum::<usize>();
    let (mut seconds, mut given, mut all) = (Vec::new(), 0, 0);
    for _ in 0..RUNS {
        let ((got, of), time) = timed(|| {
            let got: Vec<_> = views.iter().map(|v| entitled.who_gets(black_box(v))).collect();
            let of: usize = got.iter().map(reached).sum();
            (got, of)
        });
        (given, all) = (got.iter().map(Entitlements::count).sum::<u32>(), of);
        seconds.push(time.as_secs_f64());
    }
    let bar = if entitlements > 1_000 { 500.0 } else { 20.0 };
    print(&json!({
        "bench": "decide", "what": "who gets one report, three views", "recipients": RECIPIENTS,
        "entitlements": entitlements, "entitlements_given": given, "recipients_given": all,
        "us": rounded(median(seconds) * 1e6), "bar_us": bar,
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
        delay_hours: 0,
        from: None,
        until: None,
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

/// A clearance, a procedure and a recipient change: what that changes for everybody in a million
/// reports of many shapes, with the form before and after, before the change is saved.
fn changed(handlings: &[Handling], recipients: &[Recipient], before: &Community) -> Outcome {
    let mut before = before.clone();
    before.recipients = recipients.iter().map(|one| (one.id.clone(), one.clone())).collect();
    let mut after = before.clone();
    after.procedures.push(Procedure {
        originator: AgencyId::new(INTELLIGENCE)?,
        form: ProcedureForm::Whole,
        statement: None,
        delay_hours: 0,
        from: None,
        until: None,
    });
    after.recipients.pop_first();
    after.recipients.values_mut().step_by(10).for_each(|one| one.clearance = Level::Confidential);
    let id = |at: usize| HandlingId(u32::try_from(at % handlings.len()).unwrap_or_default());
    let shape = |at: usize| Classes {
        whole: id(at),
        title: id(at.wrapping_mul(31)),
        portions: vec![id(at), id(at.wrapping_mul(7))],
        tearlines: vec![id(at.wrapping_mul(13))],
        pointer: None,
        identities: None,
    };
    let shapes: Vec<_> = (0..SHAPES).map(shape).collect();
    let ((answers, groups), time) = timed(|| {
        let at = Timestamp::default();
        let difference = Difference::of((&before, &after), handlings, &shapes, None, at);
        let changed = difference.changes(Purpose::Analysis);
        let of_group =
            |group: &Changed<'_>| group.changes.len() * (REPORTS / SHAPES) * group.recipients.len();
        (changed.iter().map(of_group).sum::<usize>(), changed.len())
    });
    print(&json!({
        "bench": "decide", "what": "a changed community: every report decided anew for everybody",
        "reports": REPORTS, "shapes": SHAPES, "classes": handlings.len(),
        "recipients": recipients.len(), "groups_affected": groups, "answers_changed": answers,
        "seconds": rounded(time.as_secs_f64()), "bar_seconds": 1.0,
    }));
    if answers == 0 { Err("the change changed nothing".into()) } else { Ok(()) }
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

fn ask<'a>(recipient: &'a Recipient, community: &'a Community) -> Ask<'a> {
    let (purpose, matter, manner) = (Purpose::Analysis, None, Manner::Display);
    Ask { recipient, purpose, matter, manner, at: Timestamp::default(), community }
}

const CLASSES: usize = 1_000;
const ENTITLEMENTS: usize = 1_000;
const RECIPIENTS: usize = 100_000;
const RUNS: usize = 401;
const REPORTS: usize = 1_000_000;
const SHAPES: usize = 2_000;
