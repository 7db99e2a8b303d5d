//! What would become of a draft: as deciding says, with each change made and all decided anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use dissemination::{Ask, Condition, Extent, Given, Naming, Prospect, Provenance, decide};
use kit::random::{check, marked, report};
use kit::stage::Stage;
use kit::vocabulary::TIMES;
use kit::world::{Worlds, display};
use model::{Community, Manner, Portion, Purpose, RecipientId, Report, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

fn question() -> impl Strategy<Value = (Value, Purpose, Timestamp)> {
    let at = select(&TIMES[..]).prop_map(|at| Timestamp::parse(at).unwrap());
    (report(), select(Purpose::ALL), at)
}

/// Who is given more of one report than of another.
fn more<'c>(
    (before, after): (&Report, &Report),
    purpose: Purpose,
    at: Timestamp,
    community: &'c Community,
    is_more: impl Fn(&Given, &Given) -> bool,
) -> Vec<&'c RecipientId> {
    let given = |report: &Report, recipient| {
        Given::of(&decide(
            report,
            &Provenance::default(),
            display(recipient, purpose, at, community),
        ))
    };
    let all = community.recipients.iter();
    all.filter(|(_, one)| is_more(&given(before, one), &given(after, one)))
        .map(|(id, _)| id)
        .collect()
}

#[test]
fn a_draft_goes_where_the_report_would() {
    let worlds = Worlds::varied();
    let community = &worlds.community;
    let (given, masked) = (std::cell::Cell::new(0_usize), std::cell::Cell::new(0_u32));
    check(500, &question(), |(report, purpose, at)| {
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let draft = Provenance::default();
        let prospect = Prospect::of(&report, &draft, community, None, at);
        for manner in Manner::ALL {
            let mut met = BTreeSet::new();
            for share in prospect.shares(purpose, *manner) {
                for recipient in &share.recipients {
                    let shown = display(recipient, purpose, at, community);
                    let decided = decide(&report, &draft, Ask { manner: *manner, ..shown });
                    prop_assert_eq!(&share.extent, &Extent::of(&decided), "{}", recipient.id);
                    prop_assert!(met.insert(&recipient.id), "{} is met twice", recipient.id);
                    given.set(given.get() + usize::from(decided.form.is_some()));
                    masked.set(masked.get() + u32::from(decided.naming == Naming::Masked));
                }
            }
            prop_assert_eq!(met.len(), community.recipients.len());
        }
        Ok(())
    });
    assert!(given.get() > 8_000 && masked.get() > 1_000, "{given:?} {masked:?}");
}

/// The report without a condition, where that can be written.
fn rewritten(report: &Report, condition: &Condition, community: &Community) -> Option<Report> {
    let mut without = report.clone();
    match condition {
        Condition::Caveat(caveat) => without.caveats.retain(|held| held != caveat),
        Condition::LeadsOnly => without.leads_only = false,
        // These reports are made from nothing.
        Condition::Source(_) | Condition::MissingSource => return None,
        Condition::NeedToKnow(need) => without.need_to_know.retain(|held| held != need),
        Condition::Distribution => {
            let duty = community.recipients.values().map(|one| one.duty_organization.to_string());
            without.addressees = duty.collect();
        }
        Condition::Marking(requirement) => {
            use marking::{NonIc, Requirement};
            let without_it = |marking: &mut Arc<marking::Marking>| {
                *marking = Arc::new(marking.without(requirement, &[]));
            };
            match requirement {
                // What these leave says another thing of how portions follow their banner.
                Requirement::Level
                | Requirement::Ownership
                | Requirement::Disclosure
                | Requirement::NonIc(NonIc::SbuNoforn | NonIc::LesNoforn)
                | Requirement::Own(_) => return None,
                Requirement::System(_)
                | Requirement::Programs
                | Requirement::Aea
                | Requirement::Fgi
                | Requirement::Nato(_)
                | Requirement::Dissem(_)
                | Requirement::NonIc(_)
                | Requirement::Accm
                | Requirement::Cui => {}
            }
            without_it(&mut without.banner);
            let parts = [&mut without.title].into_iter().chain(&mut without.portions);
            let parts = parts.chain(&mut without.tearlines).chain(&mut without.pointer);
            parts.for_each(|part| without_it(&mut part.marking));
        }
    }
    Some(without)
}

#[test]
fn what_a_condition_costs_is_what_the_report_without_it_gives() {
    let worlds = Worlds::varied();
    let community = &worlds.community;
    let compared = std::cell::Cell::new(0_u32);
    check(600, &question(), |(report, purpose, at)| {
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let draft = Provenance::default();
        let costs = Prospect::of(&report, &draft, community, None, at).costs(purpose);
        let caveats = report.caveats.iter().cloned().map(Condition::Caveat);
        let needs = report.need_to_know.iter().cloned().map(Condition::NeedToKnow);
        let markings = report.banner.requirements().into_iter().map(Condition::Marking);
        let every = caveats.chain(needs).chain(markings);
        for condition in every.chain([Condition::LeadsOnly, Condition::Distribution]) {
            let Some(without) = rewritten(&report, &condition, community) else { continue };
            let expected = more((&report, &without), purpose, at, community, |a, b| b > a);
            let cost = costs.iter().find(|cost| cost.condition == condition);
            let found = cost.map(|cost| cost.more.iter().map(|one| &one.id).collect());
            compared.set(compared.get() + u32::from(found.is_some()));
            prop_assert_eq!(found.unwrap_or_else(Vec::new), expected, "{:?}", condition);
        }
        for cost in &costs {
            prop_assert!(!cost.rules.is_empty(), "no rule speaks for {}", cost.printed);
            let nothing = cost.more.iter().filter(|one| {
                decide(&report, &Provenance::default(), display(one, purpose, at, community))
                    .form
                    .is_none()
            });
            prop_assert_eq!(nothing.count(), cost.from_nothing, "{}", cost.printed);
        }
        let counts: Vec<usize> = costs.iter().map(|cost| cost.more.len()).collect();
        prop_assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
        Ok(())
    });
    assert!(compared.get() > 200, "{compared:?}");
}

#[test]
fn a_tear_line_reaches_whom_the_report_with_it_reaches() {
    let worlds = Worlds::varied();
    let community = &worlds.community;
    let compared = std::cell::Cell::new(0_u32);
    check(300, &question(), |(report, purpose, at)| {
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let draft = Provenance::default();
        for offer in Prospect::of(&report, &draft, community, None, at).tear_lines(purpose) {
            let mut with = report.clone();
            with.tearlines.push(Portion {
                marking: Arc::new(offer.marking.clone()),
                written: Some(offer.marking.portion()),
                text: "what may travel further".to_owned(),
            });
            let better = |a: &Given, b: &Given| b.is_better_form(a);
            let expected = more((&report, &with), purpose, at, community, better);
            let found: Vec<_> = offer.more.iter().map(|one| &one.id).collect();
            prop_assert_eq!(found, expected, "{}", offer.marking.banner());
            let read = marking::Marking::parse(&offer.marking.portion()).unwrap();
            prop_assert!(read.errors().next().is_none(), "{}", offer.marking.portion());
            compared.set(compared.get() + 1);
        }
        Ok(())
    });
    assert!(compared.get() > 300, "{compared:?}");
}

fn draft(changed: &[(&str, Value)]) -> String {
    let mut draft = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": "TD-1", "kind": "cable",
        "title": {"marking": "U", "text": "t"}, "banner": "SECRET//NOFORN",
        "portions": [{"marking": "S//NF", "text": "p"}], "topics": ["migrant-smuggling"],
        "caveats": ["CIA:NOCONTRACT"], "leads_only": true,
    });
    for (key, value) in changed {
        draft[key] = value.clone();
    }
    draft.to_string()
}

#[test]
fn a_file_of_drafts_is_thought_through_and_nothing_of_it_is_kept() {
    let stage = Stage::new();
    let lines = [
        draft(&[]),
        draft(&[("banner", json!("SECRET")), ("serial", json!("TD-2"))]),
        draft(&[("kind", json!("rumour"))]),
    ];
    let file = stage.write("drafts.jsonl", lines.join("\n").as_bytes());
    let file = file.to_str().unwrap();
    let before = stage.run(&["admin", "status", "--json"]).expect(0).out;
    let answers = stage.run(&["whatif", file, "--json", "--purpose", "court"]).expect(1).json();
    let court = &answers[0]["purposes"][0];
    assert_eq!(court["forms"]["withhold"], court["recipients"].as_array().unwrap().len());
    assert_eq!(court["without"][0]["condition"], "leads only");
    assert_eq!(court["without"][0]["rules"], json!(["leads-only"]));
    assert_eq!(answers[1]["fault"]["reason"], "weak-banner");
    assert_eq!(
        (&answers[2]["line"], &answers[2]["fault"]["outcome"]),
        (&json!(3), &json!("refused"))
    );
    assert!(answers[2]["fault"]["column"].as_u64() > Some(1));
    let said = stage.run(&["whatif", file]).expect(1).out;
    assert!(said.contains("without CIA:NOCONTRACT 1 more (caveat; 1 get nothing now)"), "{said}");
    assert!(said.contains("a tear line at U//FOUO reaches "), "{said}");
    assert!(said.contains("drafts.jsonl:2: would be quarantined (weak-banner)"), "{said}");
    let person = json!([{"type": "person", "name": "Rosa Diaz", "us_person": true}]);
    let limited = [("entities", person), ("serial", json!("TD-4")), ("caveats", json!([]))];
    let exempt = json!("SECRET//NOFORN/EXEMPT_FROM_ICD501_DISCOVERY");
    let named = stage
        .write("named.jsonl", draft(&[&limited[..], &[("banner", exempt)]].concat()).as_bytes());
    let named = named.to_str().unwrap();
    let told = &stage.run(&["whatif", named, "--json"]).expect(0).json()[0]["purposes"][0];
    let masked = told["recipients"].as_array().unwrap().iter();
    let masked = masked.filter(|one| one["identities"] == "masked").count();
    assert!(masked > 3 && told["masked"] == masked, "{told}");
    let search = told["otherwise"].as_array().unwrap().iter().find(|of| of["manner"] == "search");
    assert_eq!(search.unwrap()["recipients"][0]["outcome"], "withhold", "{told}");
    let said = stage.run(&["whatif", named]).expect(0).out;
    assert!(said.contains(&format!("US persons are masked for {masked} of them")), "{said}");
    assert!(said.contains("in a search, not as they are shown it: "), "{said}");
    let all = stage.run(&["whatif", file, "--json", "--purpose", "all"]).json();
    assert_eq!(all[0]["purposes"].as_array().unwrap().len(), Purpose::ALL.len());
    assert_eq!(stage.run(&["admin", "status", "--json"]).expect(0).out, before);
}
