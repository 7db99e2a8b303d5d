//! What a changed community changes for everything that is stored, against deciding about every
//! report for every recipient under both.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dissemination::{Given, Naming, Provenance, decide};
use kit::random::{marked, report};
use kit::stage::Stage;
use kit::workspace::{read, root};
use kit::world::Worlds;
use marking::Level;
use model::{
    AgencyId, Authorization, CaveatId, Community, Manner, Party, Procedure, ProcedureForm, Purpose,
    Recipient, RecipientId, Report, SliceKeys, Timestamp,
};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::json;
use server::wire::{ChangedForm, Difference};
use store::{FolderLock, Prepared, Store};

struct Fixed;

impl store::Salt for Fixed {
    fn salt(&self) -> [u8; 32] {
        [7; 32]
    }
}

/// Random reports, some in two versions of different content.
fn reports(community: &Community, count: usize) -> Vec<Report> {
    let mut runner = TestRunner::deterministic();
    let mut reports = Vec::new();
    while reports.len() < count {
        let mut made = report().new_tree(&mut runner).unwrap().current();
        made["serial"] = json!(format!("R-{}", reports.len() / 3));
        made["version"] = json!(reports.len() % 3 + 1);
        made["originator"] =
            json!(["CIA", "STATE/INR", "DOD/DIA", "DHS/ICE"][reports.len() / 3 % 4]);
        reports.extend(marked(&made, community));
    }
    reports.extend(by_manner(community));
    reports
}

/// Reports of which it matters how they would reach somebody.
fn by_manner(community: &Community) -> impl Iterator<Item = Report> + '_ {
    let marks = [
        "S//DISPLAY ONLY GBR",
        "S//REL TO USA, CAN/DISPLAY ONLY GBR",
        "S//EXEMPT_FROM_ICD501_DISCOVERY/NF",
    ];
    marks.into_iter().enumerate().filter_map(move |(at, mark)| {
        let made = json!({
            "format": "tearline.report/1", "originator": "STATE/INR", "serial": format!("M-{at}"),
            "kind": "report", "title": {"marking": "U", "text": "Lanterns"},
            "banner": kit::random::parsed(mark).banner(), "leads_only": false,
            "portions": [{"marking": mark, "text": "Ada Byron met them."}],
            "tearlines": [{"marking": mark, "text": "Somebody met them."}],
            "entities": [{"type": "person", "name": "Ada Byron", "us_person": true, "portion": 0}],
        });
        marked(&made, community)
    })
}

fn stored(
    reports: &[Report],
    community: &Arc<Community>,
    at: Timestamp,
) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let lock = FolderLock::take(folder.path()).unwrap();
    let (store, _) = Store::open::<store::Error>(
        &lock,
        (Box::new(Fixed), Arc::new(SliceKeys::of([6; 32]))),
        Box::new(|_| {}),
        |_| Ok(()),
        Arc::clone(community),
        at,
    )
    .unwrap();
    let prepared = reports
        .iter()
        .filter_map(|report| Prepared::report(report.clone(), Vec::new(), community).unwrap().ok());
    store.submit(prepared.collect(), "test", at).unwrap();
    (folder, store)
}

/// For each recipient, which reports turn how: direction, form and naming before and after, and the
/// manner in which it would reach them.
type Turns = BTreeMap<Turn, BTreeSet<String>>;
type Turn = (String, &'static str, [Named; 2], Manner);
/// A form, and whether US persons are named in it.
type Named = (&'static str, Option<&'static str>);

struct Asked {
    purpose: Purpose,
    matter: Option<&'static str>,
    at: Timestamp,
}

/// What one recipient is given of a report; nothing to whoever is not there.
fn given(
    report: &Report,
    (community, id): (&Community, &RecipientId),
    asked: &Asked,
    manner: Manner,
) -> (Given, Naming) {
    let Asked { purpose, matter, at } = *asked;
    let Some(recipient) = community.recipients.get(id) else { return Default::default() };
    let ask = dissemination::Ask { recipient, purpose, matter, manner, at, community };
    let decision = decide(report, &Provenance::default(), ask);
    (Given::of(&decision), decision.naming)
}

/// More is given, or who somebody is instead of a mask; less, or the other way round.
fn direction(was: &(Given, Naming), is: &(Given, Naming)) -> &'static str {
    let unmasked = [&was.1, &is.1].map(|naming| *naming != Naming::Masked);
    let both_name = [&was.1, &is.1].iter().all(|naming| **naming != Naming::Nobody);
    let opens = is.0.partial_cmp(&was.0).map(|given| match (both_name, unmasked) {
        (true, [false, true]) => [given, Ordering::Greater],
        (true, [true, false]) => [given, Ordering::Less],
        _ => [given, Ordering::Equal],
    });
    match opens {
        Some([Ordering::Greater, Ordering::Greater | Ordering::Equal]) => "more-open",
        Some([Ordering::Equal, Ordering::Greater]) => "more-open",
        Some([Ordering::Less, Ordering::Less | Ordering::Equal]) => "more-closed",
        Some([Ordering::Equal, Ordering::Less]) => "more-closed",
        Some(_) | None => "otherwise",
    }
}

fn plainly(reports: &[&Report], before: &Community, after: &Community, asked: &Asked) -> Turns {
    let mut turns = Turns::new();
    let all: BTreeSet<_> = before.recipients.keys().chain(after.recipients.keys()).collect();
    for id in all {
        for report in reports {
            for manner in Manner::ALL {
                let [was, is] = [before, after].map(|c| given(report, (c, id), asked, *manner));
                if was != is {
                    let named = |of: &(Given, Naming)| (of.0.outcome(), of.1.name());
                    let both = [named(&was), named(&is)];
                    let turn = (id.to_string(), direction(&was, &is), both, *manner);
                    turns.entry(turn).or_default().insert(report.id.cited());
                }
            }
        }
    }
    turns
}

/// How many reports open, close, and change otherwise for somebody, each counted once.
fn sums(plain: &Turns, recipient: &str) -> [u64; 3] {
    let mut of_report: BTreeMap<&String, BTreeSet<&str>> = BTreeMap::new();
    for ((_, direction, ..), reports) in plain.iter().filter(|(turn, _)| turn.0 == recipient) {
        for report in reports {
            of_report.entry(report).or_default().insert(direction);
        }
    }
    let count =
        |of: fn(&BTreeSet<&str>) -> bool| of_report.values().filter(|d| of(d)).count() as u64;
    [
        count(|directions| *directions == BTreeSet::from(["more-open"])),
        count(|directions| *directions == BTreeSet::from(["more-closed"])),
        count(|directions| directions.len() > 1 || directions.contains("otherwise")),
    ]
}

/// Holds what is computed on classes against the plain computation.
fn compare(found: &Difference, plain: &Turns, purpose: Purpose, change: &str) {
    let mut met = BTreeSet::new();
    for group in found.groups.iter().filter(|group| group.purpose == purpose.name()) {
        for recipient in &group.recipients {
            let counted = [group.more_open, group.more_closed, group.otherwise];
            assert_eq!(counted, sums(plain, recipient), "{change}: {recipient}");
            let forms = group.changes.iter();
            for (form, manner) in forms.flat_map(|form| form.manners.iter().map(move |m| (form, m)))
            {
                let (turn, reports) = turn_of(form, manner, recipient, plain)
                    .unwrap_or_else(|| panic!("{change}: {recipient} {form:?}"));
                // Reports that turn so in other manners besides stand apart.
                let alike = group.changes.iter().filter(|other| {
                    other.manners.contains(manner)
                        && turn_of(other, manner, recipient, plain).is_some_and(|of| of.0 == turn)
                });
                let count: u64 = alike.map(|other| other.reports).sum();
                assert_eq!(count, reports.len() as u64, "{change}: {recipient} {form:?}");
                let shown = usize::try_from(form.reports).unwrap().min(3);
                assert_eq!(form.examples.len(), shown, "{change}: {form:?}");
                assert!(
                    form.examples.iter().all(|one| reports.contains(one)),
                    "{change}: {form:?}"
                );
                met.insert(turn);
            }
        }
    }
    assert_eq!(met.len(), plain.len(), "{change} for {}", purpose.name());
}

/// What the plain computation has of a form in one manner.
fn turn_of<'t>(
    form: &ChangedForm,
    manner: &str,
    recipient: &str,
    plain: &'t Turns,
) -> Option<(&'t Turn, &'t BTreeSet<String>)> {
    plain.iter().find(|((who, direction, [before, after], by), _)| {
        let both = [before.0, after.0] == [form.before.as_str(), form.after.as_str()];
        let named = [before.1, after.1]
            == [form.before_identities.as_deref(), form.after_identities.as_deref()];
        who == recipient && *direction == form.direction && both && named && by.name() == manner
    })
}

/// For every purpose in one matter, for a long time.
fn authorization(originator: &str, party: Party) -> Authorization {
    Authorization {
        originator: AgencyId::new(originator).unwrap(),
        party,
        purposes: Purpose::ALL.iter().copied().collect(),
        matter: Some("case 7".to_owned()),
        consents: [model::Consent::Use].into(),
        conditions: None,
        reports: BTreeSet::new(),
        from: Timestamp::parse("2004-01-01").unwrap(),
        until: Timestamp::parse("2030-01-01").unwrap(),
    }
}

type Change = (&'static str, fn(&mut Community));

/// What an administrator may change.
const CHANGES: &[Change] = &[
    ("nothing", |_| {}),
    ("a caveat is removed", |c| {
        c.caveats.remove(&CaveatId::new("CIA:NOCONTRACT").unwrap());
    }),
    ("caveats are lifted", |c| {
        for caveat in c.caveats.values_mut() {
            caveat.until = Some(Timestamp::parse("2004-01-01").unwrap());
        }
    }),
    ("a caveat is for addressees", |c| {
        let id = CaveatId::new("CIA:NO-DISSEM-ABROAD").unwrap();
        c.caveats.get_mut(&id).unwrap().addressees = true;
    }),
    ("clearances are lost", |c| {
        c.recipients.values_mut().step_by(2).for_each(|one| one.clearance = Level::Unclassified);
    }),
    ("read-ins are given", |c| {
        let all: BTreeSet<_> = ["SI", "SI-EU", "TK", "HCS", "Q"].map(str::to_owned).into();
        c.recipients.values_mut().for_each(|one| one.accesses.extend(all.iter().cloned()));
    }),
    ("procedures are removed", |c| c.procedures.clear()),
    ("a procedure lets portions go", |c| {
        let cia = AgencyId::new("CIA").unwrap();
        c.procedures.retain(|procedure| procedure.originator != cia);
        let form = ProcedureForm::Redacted;
        c.procedures.push(Procedure {
            originator: cia,
            form,
            statement: None,
            delay_hours: 0,
            from: None,
            until: None,
        });
    }),
    ("a procedure lets the whole go", |c| {
        c.procedures.iter_mut().for_each(|procedure| procedure.form = ProcedureForm::Whole);
    }),
    ("no agency is of intelligence", |c| {
        c.agencies.values_mut().for_each(|agency| agency.intelligence = false);
    }),
    ("grants are removed", |c| c.grants.clear()),
    ("an authorization is given", |c| {
        let party = Party::Recipient(RecipientId::new("alvarez").unwrap());
        let some = ["CIA R-0", "CIA R-4", "CIA R-8"].map(str::to_owned).into();
        c.authorizations.push(authorization("STATE/INR", party.clone()));
        c.authorizations.push(Authorization { reports: some, ..authorization("CIA", party) });
    }),
    ("an organization is authorized", |c| {
        let of = &c.recipients[&RecipientId::new("hargrove").unwrap()];
        let party = Party::Organization(of.duty_organization.clone());
        for originator in ["CIA", "STATE/INR", "DOD/DIA"] {
            c.authorizations.push(authorization(originator, party.clone()));
        }
    }),
    ("somebody comes and somebody goes", |c| {
        let gone = c.recipients.remove(&RecipientId::new("alvarez").unwrap()).unwrap();
        let id = RecipientId::new("newcomer").unwrap();
        c.recipients.insert(id.clone(), Recipient { id, ..gone });
    }),
    ("an agency goes to another nation", |c| {
        let id = AgencyId::new("DHS/ICE").unwrap();
        c.agencies.get_mut(&id).unwrap().nation = marking::Code::find("GBR").unwrap();
    }),
    ("a caveat names somebody", |c| {
        let id = CaveatId::new("CIA:NO-DISSEM-ABROAD").unwrap();
        let named = RecipientId::new("hargrove").unwrap();
        c.caveats.get_mut(&id).unwrap().persons = Some([named].into());
    }),
    ("somebody is to see who US persons are", |c| {
        let id = RecipientId::new("brandt").unwrap();
        c.recipients.get_mut(&id).unwrap().functions.insert(model::Function::UsIdentities);
    }),
    ("the function to see who US persons are is lost", |c| {
        let function = model::Function::UsIdentities;
        c.recipients.values_mut().for_each(|one| one.functions.retain(|of| *of != function));
    }),
    ("an originator tells somebody who US persons are", |c| {
        let party = Party::Recipient(RecipientId::new("brandt").unwrap());
        for originator in ["STATE/INR", "CIA"] {
            let given = authorization(originator, party.clone());
            let consents = [model::Consent::Identities].into();
            c.authorizations.push(Authorization { consents, matter: None, ..given });
        }
    }),
    ("a partner's analyst comes to work here", |c| {
        // What was for display alone to it may be copied now.
        let one = c.recipients.get_mut(&RecipientId::new("whitcombe").unwrap()).unwrap();
        one.countries.insert(marking::Code::USA);
        one.admin_organization = AgencyId::new("STATE/INR").unwrap();
    }),
    ("leads are closed", |c| c.leads_only_open.clear()),
    ("everything at once", |c| {
        // Taken one after another, the later ones win.
        let apart = [
            "the function to see who US persons are is lost",
            "everything at once",
            "no agency is of intelligence",
            "procedures are removed",
            "an agency goes to another nation",
        ];
        CHANGES.iter().filter(|(name, _)| !apart.contains(name)).for_each(|(_, change)| change(c));
    }),
];

#[test]
fn the_difference_is_what_deciding_about_every_report_gives() {
    let mut community = Worlds::varied().community;
    // The matter is known before too, so that it alone tells no recipients apart.
    let party = Party::Recipient(RecipientId::new("reyes").unwrap());
    community.authorizations.push(authorization("DHS/ICE", party));
    let community = Arc::new(community);
    let at = Timestamp::parse("2004-07-09T13:00:00Z").unwrap();
    let reports = reports(&community, 210);
    let (_folder, store) = stored(&reports, &community, at);
    let mut current: BTreeMap<String, &Report> = BTreeMap::new();
    current.extend(reports.iter().map(|report| (report.id.cited(), report)));
    let current: Vec<&Report> = current.into_values().collect();
    let (mut changed, mut unequal, mut apart) = (0, BTreeSet::new(), BTreeSet::new());
    for (name, change) in CHANGES {
        let mut after = (*community).clone();
        change(&mut after);
        for (purpose, matter) in [(Purpose::Analysis, None), (Purpose::Court, Some("case 7"))] {
            let both = (&*community, &after);
            let found = server::difference(&store, both, &[purpose], matter, at).unwrap();
            assert_eq!(found.reports, current.len() as u64);
            let plain = plainly(&current, &community, &after, &Asked { purpose, matter, at });
            compare(&found, &plain, purpose, name);
            changed += plain.len();
            let alone = found.groups.iter().flat_map(|group| &group.changes);
            apart.extend(alone.filter(|form| form.manners.len() < 4).map(|_| *name));
            unequal.extend((!plain.is_empty()).then_some(*name));
        }
    }
    let idle: Vec<_> =
        CHANGES.iter().map(|(name, _)| *name).filter(|n| !unequal.contains(n)).collect();
    assert_eq!(idle, ["nothing"], "every other change must be met by some report");
    assert!(changed > 200, "{changed}");
    assert!(apart.contains("a partner's analyst comes to work here"), "{apart:?}");
}

#[test]
fn a_changed_register_is_not_compared() {
    let community = Arc::new(Worlds::varied().community);
    let at = Timestamp::default();
    let (_folder, store) = stored(&[], &community, at);
    let mut after = (*community).clone();
    after.register.add_country("NDL").unwrap();
    let refused = server::difference(&store, (&community, &after), &[Purpose::Analysis], None, at);
    assert!(refused.unwrap_err().to_string().contains("[register]"));
}

#[test]
fn a_changed_file_is_compared_before_it_is_saved() {
    let stage = Stage::with_reports(200);
    let file = read(&root().join("config/community.toml"));
    let changed = file.replace("form = \"tearline\"", "form = \"whole\"");
    let path = stage.write("changed.toml", changed.as_bytes());
    let path = path.to_str().unwrap();
    let status = stage.run(&["admin", "status", "--json"]).expect(0).out;
    let found = stage.run(&["whatif", "--community", path, "--json"]).expect(0).json().remove(0);
    let groups = found["groups"].as_array().unwrap();
    assert!(groups.iter().any(|group| group["more_open"].as_u64() > Some(0)), "{found}");
    assert!(groups.iter().all(|group| group["more_closed"] == 0), "{found}");
    let said = stage.run(&["whatif", "--community", path, "--purpose", "all"]).expect(0).out;
    assert!(said.contains("for investigative-lead: ") && said.contains(" -> whole"), "{said}");
    assert_eq!(stage.run(&["admin", "status", "--json"]).expect(0).out, status);
    let same = root().join("config/community.toml");
    let none = stage.run(&["whatif", "--community", same.to_str().unwrap()]).expect(0).out;
    assert!(none.contains("nothing changes for anybody"), "{none}");
    let fault = stage.write("broken.toml", b"format = 1");
    stage.run(&["whatif", "--community", fault.to_str().unwrap()]).expect(3);
}
