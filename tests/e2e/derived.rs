//! Derived products: what is made from reports goes where their originators let it go, and what would
//! free it is the smallest set of consents and cuts.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::convert::Infallible;

use dissemination::{
    Ask, Conditions, Decision, Form, Provenance, Remedy, Sources, Verdict, decide,
};
use kit::cedar::{Policies, Terms};
use kit::oracle::Heard;
use kit::random::{check, marked, recipient, report};
use kit::vocabulary::TIMES;
use kit::world::Worlds;
use model::{
    AgencyId, Authorization, Community, Consent, Manner, Party, Purpose, Recipient, Report,
    Timestamp,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// A product `HSTC P-1` and four reports `R-0` to `R-3` that it may be made from, some of them made
/// from one another; and one that is not there.
fn product() -> impl Strategy<Value = (Value, Vec<Value>)> {
    let sources = prop::collection::vec(report(), 4);
    let cited = || prop::option::weighted(0.7, prop::collection::vec(0..24_usize, 0..3));
    let parts =
        (cited(), cited(), prop::collection::vec(cited(), 6), prop::collection::vec(cited(), 4));
    (report(), sources, parts).prop_map(|(mut product, mut sources, (all, title, parts, deep))| {
        for (at, source) in sources.iter_mut().enumerate() {
            source["serial"] = json!(format!("R-{at}"));
            // Consents of the product's own originator would lift its own conditions too.
            if source["originator"] == "HSTC" {
                source["originator"] = json!("DHS/ICE");
            }
        }
        let names: Vec<String> = sources
            .iter()
            .map(|of| {
                format!("{} {}", of["originator"].as_str().unwrap(), of["serial"].as_str().unwrap())
            })
            .collect();
        let name = |at: &usize| match at {
            0 => "CIA NOT-HERE".to_owned(),
            1 => "HSTC P-1".to_owned(),
            at => names[at % names.len()].clone(),
        };
        let list = |of: &Vec<usize>| json!(of.iter().map(name).collect::<Vec<_>>());
        let say = |part: &mut Value, of: &Option<Vec<usize>>| {
            if let Some(of) = of {
                part["derived_from"] = list(of);
            }
        };
        product["serial"] = json!("P-1");
        product["originator"] = json!("HSTC");
        say(&mut product, &all);
        say(&mut product["title"], &title);
        let (portions, tearlines) = parts.split_at(3);
        let parts = product["portions"].as_array_mut().unwrap().iter_mut();
        parts.zip(portions).for_each(|(part, of)| say(part, of));
        let parts = product["tearlines"].as_array_mut().unwrap().iter_mut();
        parts.zip(tearlines).for_each(|(part, of)| say(part, of));
        // One in two of them is made from another.
        for (source, of) in sources.iter_mut().zip(&deep).step_by(2) {
            say(source, of);
        }
        (product, sources)
    })
}

/// What is known of a product that is made from some reports.
fn provenance(product: &Report, sources: &[Report]) -> Provenance {
    let find = |cited: &str| {
        let found = sources.iter().find(|source| source.id.cited() == cited);
        Ok::<_, Infallible>(found.map(|source| Conditions::of(source, None)))
    };
    Provenance { accepted: None, sources: Sources::trace(product, find).unwrap() }
}

fn terms() -> impl Strategy<Value = (Purpose, Timestamp)> {
    let time = select(&TIMES[..]).prop_map(|at| Timestamp::parse(at).unwrap());
    (prop_oneof![Just(Purpose::Analysis), select(Purpose::ALL)], time)
}

/// Everything marked, or nothing where a report would be set aside.
fn all_marked(
    product: &Value,
    sources: &[Value],
    community: &Community,
) -> Option<(Report, Vec<Report>)> {
    let sources = sources.iter().map(|source| marked(source, community)).collect::<Option<_>>()?;
    Some((marked(product, community)?, sources))
}

fn ask<'a>(
    recipient: &'a Recipient,
    (purpose, at): (Purpose, Timestamp),
    community: &'a Community,
) -> Ask<'a> {
    Ask { recipient, purpose, matter: None, manner: Manner::Display, at, community }
}

#[test]
fn products_go_where_the_policies_let_every_source_go() {
    let worlds = Worlds::varied();
    let policies = Policies::read();
    let community = &worlds.community;
    let (given, kept) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    check(1_500, &(product(), recipient(), terms()), |((product, sources), recipient, when)| {
        let Some((report, reports)) = all_marked(&product, &sources, community) else {
            return Ok(());
        };
        let ask = ask(&recipient, when, community);
        let decision = decide(&report, &provenance(&report, &reports), ask);
        let heard = Heard::of(&product, &sources, &policies, community, &[&recipient]);
        let (purpose, at) = when;
        let terms = Terms { purpose, manner: Manner::Display, at, matter: None };
        let answer = heard.answer(0, terms);
        prop_assert_eq!(decision.outcome(), answer.outcome);
        if let Some(Form::Redacted { title, portions }) = &decision.form {
            prop_assert_eq!((*title, portions), (answer.title, &answer.positions));
        }
        let itself = decide(&report, &alone(&report, &reports), ask);
        let is_less = itself.form.is_some() && decision.form != itself.form;
        kept.set(kept.get() + u32::from(is_less));
        given.set(given.get() + u32::from(decision.form.is_some()));
        Ok(())
    });
    assert!(given.get() > 100 && kept.get() > 100, "{given:?} {kept:?}");
}

/// As if no source asked anything.
fn alone(report: &Report, sources: &[Report]) -> Provenance {
    let harmless = |source: &Report| Report {
        banner: Default::default(),
        caveats: Vec::new(),
        need_to_know: Vec::new(),
        leads_only: false,
        id: model::ReportId { originator: AgencyId::new("HSTC").unwrap(), ..source.id.clone() },
        about: Default::default(),
        ..source.clone()
    };
    let find = |cited: &str| {
        let found = sources.iter().find(|source| source.id.cited() == cited);
        let found = found.or(sources.first());
        Ok::<_, Infallible>(found.map(|source| Conditions::of(&harmless(source), None)))
    };
    Provenance { accepted: None, sources: Sources::trace(report, find).unwrap() }
}

#[test]
fn a_source_never_widens_a_product() {
    let worlds = Worlds::varied();
    let community = &worlds.community;
    check(1_000, &(product(), recipient(), terms()), |((product, sources), recipient, when)| {
        let Some((report, reports)) = all_marked(&product, &sources, community) else {
            return Ok(());
        };
        let ask = ask(&recipient, when, community);
        let open = given(&decide(&report, &alone(&report, &reports), ask));
        let bound = given(&decide(&report, &provenance(&report, &reports), ask));
        // Where no portion may go a tear line may, and so on: that is less.
        match rank(&bound).cmp(&rank(&open)) {
            Ordering::Less => {}
            Ordering::Equal => prop_assert!(bound.is_subset(&open), "{:?} {:?}", bound, open),
            Ordering::Greater => prop_assert!(false, "{:?} {:?}", bound, open),
        }
        Ok(())
    });
}

fn rank(parts: &BTreeSet<String>) -> Option<usize> {
    let kinds = ["title", "pointer", "tearline", "portion"];
    parts.iter().filter_map(|part| kinds.iter().position(|kind| part.starts_with(kind))).max()
}

/// The parts that a decision gives, by name.
fn given(decision: &Decision) -> BTreeSet<String> {
    let all = |name: &'static str, of: &[usize]| -> Vec<String> {
        of.iter().map(|at| format!("{name} {at}")).collect()
    };
    let titled = |title: bool| title.then(|| "title".to_owned());
    match &decision.form {
        None => BTreeSet::new(),
        Some(Form::Whole) => {
            let portions: Vec<usize> = (0..decision.portions).collect();
            all("portion", &portions).into_iter().chain(titled(true)).collect()
        }
        Some(Form::Redacted { title, portions }) => {
            all("portion", portions).into_iter().chain(titled(*title)).collect()
        }
        Some(Form::TearLine { title, tearlines }) => {
            all("tearline", tearlines).into_iter().chain(titled(*title)).collect()
        }
        Some(Form::Pointer { title }) => {
            ["pointer".to_owned()].into_iter().chain(titled(*title)).collect()
        }
    }
}

/// What is left of a product when everything made from some of its citations is left out.
fn cut(report: &Report, cuts: &BTreeSet<String>) -> Report {
    let about = &report.about;
    let kept = |of: &[String]| !of.iter().any(|cited| cuts.contains(cited));
    let portions = report.portions.iter().enumerate();
    let kept_portions: Vec<usize> =
        portions.filter(|(at, _)| kept(about.sources_of_portion(*at))).map(|(at, _)| at).collect();
    let tearlines = report.tearlines.iter().enumerate();
    let kept_tearlines: Vec<usize> = tearlines
        .filter(|(at, _)| kept(about.sources_of_tearline(*at)))
        .map(|(at, _)| at)
        .collect();
    let mut left = report.clone();
    left.portions = kept_portions.iter().map(|at| report.portions[*at].clone()).collect();
    left.tearlines = kept_tearlines.iter().map(|at| report.tearlines[*at].clone()).collect();
    let said = |of: &[String]| Some(of.to_vec());
    left.about.made_from.portions =
        kept_portions.iter().map(|at| said(about.sources_of_portion(*at))).collect();
    left.about.made_from.tearlines =
        kept_tearlines.iter().map(|at| said(about.sources_of_tearline(*at))).collect();
    left
}

/// The community in which some originators consented to everything for whoever asks.
fn consenting(ask: Ask<'_>, originators: &BTreeSet<AgencyId>) -> Community {
    let mut community = ask.community.clone();
    for originator in originators {
        let consents = Consent::ALL.iter().copied().filter(|of| *of != Consent::Identities);
        community.authorizations.push(Authorization {
            originator: originator.clone(),
            party: Party::Recipient(ask.recipient.id.clone()),
            purposes: [ask.purpose].into(),
            consents: consents.collect(),
            matter: None,
            reports: BTreeSet::new(),
            from: ask.at,
            until: ask.at.plus_hours(1),
            conditions: None,
        });
    }
    community
}

/// Whether a product of which something is cut goes as far as its own conditions let it, and goes at
/// all, once some originators consent.
fn frees(
    report: &Report,
    sources: &[Report],
    ask: Ask<'_>,
    (consents, cuts): (&BTreeSet<AgencyId>, &BTreeSet<String>),
) -> bool {
    let left = cut(report, cuts);
    let community = consenting(ask, consents);
    let open = |known: &Provenance, community: &Community| {
        let ask = Ask { community, ..ask };
        let all = given(&decide(&left, known, ask));
        all.into_iter()
            .filter(|part| part.starts_with("portion") || part.starts_with("tear"))
            .collect::<BTreeSet<_>>()
    };
    // The product's own conditions are not what is consented to: HSTC is no source's originator.
    let most = open(&alone(&left, sources), ask.community);
    let now = open(&provenance(&left, sources), &community);
    // A tear line in the place of cut portions would have gone anyway.
    let before = given(&decide(report, &alone(report, sources), ask));
    let is_of_its_kind = before
        .iter()
        .any(|part| most.iter().any(|m| m.split(' ').next() == part.split(' ').next()));
    !most.is_empty() && is_of_its_kind && now == most
}

#[test]
fn remedies_are_the_fewest_that_free_it() {
    let worlds = Worlds::varied();
    let community = &worlds.community;
    let found = std::cell::Cell::new([0_u32; 3]);
    check(400, &(product(), recipient(), terms()), |((product, sources), recipient, when)| {
        let Some((report, reports)) = all_marked(&product, &sources, community) else {
            return Ok(());
        };
        let ask = ask(&recipient, when, community);
        let decision = decide(&report, &provenance(&report, &reports), ask);
        let (mut consents, mut cuts) = (BTreeSet::new(), BTreeSet::new());
        for remedy in &decision.remedies {
            match remedy {
                Remedy::Consent { originator, .. } => drop(consents.insert(originator.clone())),
                Remedy::Cut { source } => drop(cuts.insert(source.clone())),
            }
        }
        let mut tally = found.get();
        tally[0] += u32::from(!decision.remedies.is_empty());
        tally[1] += u32::from(!cuts.is_empty());
        let none = (BTreeSet::new(), BTreeSet::new());
        let most = decision.remedies.len();
        let most = if most == 0 { usize::MAX } else { most };
        let fewest = fewest(&report, &reports, ask, most);
        if frees(&report, &reports, ask, (&none.0, &none.1)) || fewest.is_none() {
            prop_assert_eq!(&decision.remedies, &Vec::new());
            tally[2] += u32::from(fewest.is_none());
        } else {
            prop_assert!(frees(&report, &reports, ask, (&consents, &cuts)));
            prop_assert_eq!(Some((decision.remedies.len(), cuts.len())), fewest);
        }
        found.set(tally);
        Ok(())
    });
    assert!(found.get().iter().all(|count| *count > 10), "{found:?}");
}

/// How many remedies and cuts the best of all sets of so many has, by trying every one.
fn fewest(
    report: &Report,
    sources: &[Report],
    ask: Ask<'_>,
    most: usize,
) -> Option<(usize, usize)> {
    let originators: BTreeSet<AgencyId> =
        sources.iter().map(|source| source.id.originator.clone()).collect();
    let cited: BTreeSet<String> = report.about.sources().into_iter().map(str::to_owned).collect();
    let (originators, cited): (Vec<_>, Vec<_>) =
        (originators.into_iter().collect(), cited.into_iter().collect());
    let (first, second) = (originators.len(), cited.len());
    assert!(first + second <= 10, "few enough to try all");
    let some = |set: usize| {
        let consents = (0..first).filter(|at| set & (1 << at) != 0);
        let cuts = (0..second).filter(|at| set & (1 << (first + at)) != 0);
        let consents: BTreeSet<_> = consents.map(|at| originators[at].clone()).collect();
        (consents, cuts.map(|at| cited[at].clone()).collect::<BTreeSet<_>>())
    };
    let sets = (0..1_usize << (first + second)).filter(|set| set.count_ones() as usize <= most);
    let sets = sets.map(some);
    let freeing = sets.filter(|(consents, cuts)| frees(report, sources, ask, (consents, cuts)));
    freeing.map(|(consents, cuts)| (consents.len() + cuts.len(), cuts.len())).min()
}

#[test]
fn the_answer_names_the_source_that_blocks_and_through_what() {
    let worlds = Worlds::center();
    let community = &worlds.community;
    let [secret, middle, product] = chain(community);
    let ask = of_alvarez(community);
    let decision = decide(&product, &provenance(&product, &[secret, middle]), ask);
    assert_eq!(decision.outcome(), "withhold");
    let denied = decision.reasons.iter().find(|reason| reason.verdict == Verdict::Deny).unwrap();
    assert_eq!(denied.rule, "orcon");
    assert!(denied.text.starts_with("source CIA R-1 (through DHS/ICE R-2): ORCON"), "{denied:?}");
    let expected = Remedy::Consent {
        originator: AgencyId::new("CIA").unwrap(),
        consents: [Consent::List].into(),
        sources: ["CIA R-1".to_owned()].into(),
    };
    assert_eq!(decision.remedies, [expected]);
}

#[test]
fn a_source_that_the_reader_may_not_know_of_is_told_like_one_that_is_not_here() {
    let worlds = Worlds::center();
    let community = &worlds.community;
    let [secret, middle, product] = chain(community);
    let ask = of_alvarez(community);
    let mut untold = provenance(&product, &[secret, middle.clone()]);
    untold.sources.tell(|cited| Ok::<_, Infallible>(cited != "CIA R-1")).unwrap();
    let absent = provenance(&product, &[middle]);
    let [untold, absent] = [untold, absent].map(|known| decide(&product, &known, ask));
    assert_eq!(untold, absent);
    assert_eq!(untold.remedies, []);
}

#[test]
fn a_sources_originator_may_consent_for_one_product_alone() {
    let worlds = Worlds::center();
    let [secret, middle, product] = chain(&worlds.community);
    let mut community = worlds.community.clone();
    let at = Timestamp::parse("2004-07-09").unwrap();
    community.authorizations.push(Authorization {
        originator: AgencyId::new("CIA").unwrap(),
        party: Party::Recipient(of_alvarez(&worlds.community).recipient.id.clone()),
        purposes: [Purpose::Analysis].into(),
        consents: [Consent::List].into(),
        matter: None,
        reports: [product.id.cited()].into(),
        from: at,
        until: at.plus_hours(1),
        conditions: None,
    });
    let sources = [secret.clone(), middle.clone()];
    let outcome = |of: &Report| {
        decide(of, &provenance(of, &sources), of_alvarez(&community)).outcome().to_owned()
    };
    let mut other = product.clone();
    other.id.serial = model::Serial::new("P-2").unwrap();
    assert_eq!([&product, &other, &middle].map(outcome), ["release", "withhold", "withhold"]);
    let itself = decide(&secret, &Provenance::default(), of_alvarez(&community));
    assert_eq!(itself.form, Some(Form::Redacted { title: true, portions: Vec::new() }));
}

/// A product that is made from a report that is made from another, which is ORCON.
fn chain(community: &Community) -> [Report; 3] {
    let part = |mark: &str| json!({"marking": mark, "text": "text"});
    let make = |originator: &str, serial: &str, banner: &str, from: &[&str]| {
        let mark = if banner == "UNCLASSIFIED" { "U" } else { "S//OC/NF" };
        let line = json!({"format": "tearline.report/1", "originator": originator, "serial": serial,
            "kind": "report", "title": part("U"), "banner": banner, "portions": [part(mark)],
            "leads_only": false, "derived_from": from});
        marked(&line, community).unwrap()
    };
    [
        make("CIA", "R-1", "SECRET//ORCON/NOFORN", &[]),
        make("DHS/ICE", "R-2", "UNCLASSIFIED", &["CIA R-1"]),
        make("HSTC", "P-1", "UNCLASSIFIED", &["DHS/ICE R-2"]),
    ]
}

fn of_alvarez(community: &Community) -> Ask<'_> {
    let mut recipients = community.recipients.values();
    let recipient = recipients.find(|one| one.id.as_str() == "alvarez").unwrap();
    ask(recipient, (Purpose::Analysis, Timestamp::parse("2004-07-09").unwrap()), community)
}
