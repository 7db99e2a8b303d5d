//! Laws that hold for every marking, report and recipient.

use std::collections::BTreeSet;

use dissemination::{
    Ask, Classes, Entitled, Entitlement, Form, Guarded, Handling, HandlingId, Inherited, Names,
    Naming, Part, Provenance, Release, ReleaseLog, Sight, judge, views,
};
use kit::oracle::{self, Mark};
use kit::question::{Dice, Enumerated, communities};
use kit::random::{check, mark, marked, marks, parsed, recipient, report};
use kit::vocabulary::{ACCESSES, TIMES};
use kit::whole_marking::related;
use kit::workspace::cases;
use kit::world::{Worlds, display};
use marking::{Level, rollup};
use model::{
    AgencyId, CaveatId, Manner, Purpose, Recipient, RecipientId, RecipientKind, Timestamp,
};
use proptest::prelude::*;
use proptest::sample::select;

/// A ledger that records nothing.
struct Nowhere;

impl ReleaseLog for Nowhere {
    type Error = std::convert::Infallible;

    fn record(&self, _: &[Release]) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn question() -> impl Strategy<Value = (serde_json::Value, Recipient, Purpose, Timestamp)> {
    let at = select(&TIMES[..]).prop_map(|at| Timestamp::parse(at).unwrap());
    (report(), recipient(), select(Purpose::ALL), at)
}

/// How much a form gives: nothing is less than a pointer, a pointer than a tear line, and so on.
fn rank(form: Option<&Form>) -> (u8, usize, bool) {
    match form {
        None => (0, 0, false),
        Some(Form::Redacted { title, portions }) if portions.is_empty() => (1, 0, *title),
        Some(Form::Pointer { title }) => (2, 0, *title),
        Some(Form::TearLine { title, tearlines }) => (3, tearlines.len(), *title),
        Some(Form::Redacted { title, portions }) => (4, portions.len(), *title),
        Some(Form::Whole) => (5, 0, true),
    }
}

fn numbered(classes: &Classes) -> (Vec<Handling>, Classes<HandlingId>) {
    let mut known: Vec<Handling> = Vec::new();
    let ids = classes.map(|handling| {
        let at = known.iter().position(|of| of == handling).unwrap_or_else(|| {
            known.push(handling.clone());
            known.len() - 1
        });
        HandlingId(u32::try_from(at).unwrap())
    });
    (known, ids)
}

#[test]
fn what_is_printed_reads_back() {
    check(2_000, &marks(), |marks| {
        let banner = rollup(marks.iter()).banner;
        for marking in marks.iter().chain([&banner]) {
            prop_assert_eq!(&parsed(&marking.banner()), marking);
            prop_assert_eq!(&parsed(&marking.portion()), marking);
        }
        Ok(())
    });
}

#[test]
fn roll_up_is_as_the_oracle_says_whatever_the_order_and_never_lower() {
    check(2_000, &(marks(), mark()), |(marks, one)| {
        let up = rollup(marks.iter()).banner;
        let words: Vec<Mark> = marks.iter().map(|mark| Mark::read(&mark.portion())).collect();
        prop_assert_eq!(Mark::read(&up.banner()), oracle::banner(&words), "{}", up.banner());
        let read = marking::Marking::parse(&up.banner()).unwrap();
        prop_assert!(read.errors().next().is_none(), "{} is not valid", up.banner());
        prop_assert_eq!(&rollup(marks.iter().rev()).banner, &up);
        prop_assert_eq!(&rollup([&up].into_iter()).banner, &up);
        let more = rollup(marks.iter().chain([&one])).banner;
        // Unclassified text without a disclosure marking follows the banner (register, table 2),
        // so a portion that opens a list opens that text too.
        // Classified text without one counts as RELIDO where all is so (table 2).
        let silent = !up.has_disclosure();
        let mut lacking = more.lacks(&up);
        lacking.retain(|what| {
            let list = what.starts_with("no REL TO") && !up.level().is_classified();
            !silent || !(list || what == "no RELIDO")
        });
        prop_assert!(lacking.is_empty(), "{} lacks {lacking:?}", more.banner());
        Ok(())
    });
}

#[test]
fn a_caveat_never_widens_and_an_access_never_narrows() {
    let worlds = Worlds::varied();
    let caveats: Vec<CaveatId> = worlds.community.caveats.keys().cloned().collect();
    let more = (select(caveats), select(&ACCESSES[..]));
    check(2_000, &(question(), more), |((report, recipient, purpose, at), (caveat, access))| {
        let community = &worlds.community;
        let Some(mut report) = marked(&report, community) else { return Ok(()) };
        let ask = display(&recipient, purpose, at, community);
        let before =
            rank(dissemination::decide(&report, &Provenance::default(), ask).form.as_ref());
        let mut cleared = recipient.clone();
        cleared.accesses.insert(access.to_owned());
        cleared.clearance = cleared.clearance.max(Level::Secret);
        let opened = dissemination::decide(
            &report,
            &Provenance::default(),
            Ask { recipient: &cleared, ..ask },
        );
        prop_assert!(rank(opened.form.as_ref()) >= before, "{access} narrows");
        report.caveats.push(caveat);
        let closed = dissemination::decide(&report, &Provenance::default(), ask);
        prop_assert!(rank(closed.form.as_ref()) <= before, "a caveat widens");
        Ok(())
    });
}

#[test]
fn whoever_has_the_same_entitlement_gets_the_same_answer() {
    let worlds = Worlds::varied();
    let shared = std::cell::Cell::new(0_u32);
    let twin = select(&["somebody", "nobody", "alvarez"][..]);
    check(4_000, &(question(), twin), |((report, recipient, purpose, at), twin)| {
        let community = &worlds.community;
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let (distinct, _) = Classes::distinct(&report, &Provenance::default(), community);
        let mut names = Names::of(community);
        distinct.iter().for_each(|handling| names.add(handling));
        let ask = display(&recipient, purpose, at, community);
        let id = RecipientId::new(twin).unwrap();
        let other = Recipient { id, name: "another".to_owned(), ..recipient.clone() };
        let asked = Ask { recipient: &other, ..ask };
        if Entitlement::of(ask, &names) == Entitlement::of(asked, &names) {
            shared.set(shared.get() + u32::from(twin != "somebody"));
            for handling in &distinct {
                prop_assert_eq!(judge(handling, ask), judge(handling, asked));
            }
        }
        Ok(())
    });
    assert!(shared.get() > 500, "{}", shared.get());
}

#[test]
fn what_is_decided_for_all_entitlements_is_what_is_decided_for_each() {
    let worlds = Worlds::varied();
    let recipients: Vec<&Recipient> = worlds.community.recipients.values().collect();
    let released = std::cell::Cell::new(0_u32);
    check(300, &question(), |(report, _, purpose, at)| {
        let community = &worlds.community;
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let asks: Vec<_> =
            recipients.iter().map(|one| display(one, purpose, at, community)).collect();
        let (distinct, classes) = Classes::distinct(&report, &Provenance::default(), community);
        let entitled = Entitled::of(distinct.iter(), &asks);
        for (at, handling) in distinct.iter().enumerate() {
            let id = HandlingId(u32::try_from(at).unwrap());
            for (who, ask) in asks.iter().enumerate() {
                prop_assert_eq!(entitled.permits(id, who), judge(handling, *ask).permitted);
            }
        }
        let implies = |one: HandlingId, other: HandlingId| {
            distinct[one.0 as usize].implies(&distinct[other.0 as usize])
        };
        let mut given = vec![None; asks.len()];
        for view in views(&classes, implies).unwrap() {
            for who in entitled.who_gets(&view.key).iter() {
                let given = given[who].replace((view.form.clone(), view.masked));
                prop_assert!(given.is_none(), "two views");
            }
        }
        for (ask, given) in asks.iter().zip(given) {
            released.set(released.get() + u32::from(given.is_some()));
            let decision = dissemination::decide(&report, &Provenance::default(), *ask);
            let masked = decision.naming == Naming::Masked;
            prop_assert_eq!(given, decision.form.map(|form| (form, masked)));
        }
        Ok(())
    });
    assert!(released.get() > 1_000, "{}", released.get());
}

/// Where every portion says something about disclosure or is plain, a document may be rolled up part
/// by part. Silence bars it by the register's own tables: REL TO with RELIDO beside a silent portion
/// is NOFORN (table 3, rule 12), RELIDO beside one is RELIDO (rule 17).
#[test]
fn roll_up_of_parts_is_roll_up_of_the_whole() {
    let alike = std::cell::Cell::new(0_u32);
    check(4_000, &(mark(), mark(), mark()), |(one, two, three)| {
        let direct = rollup([&one, &two, &three].into_iter()).banner;
        let part = rollup([&one, &two].into_iter()).banner;
        let grouped = rollup([&part, &three].into_iter()).banner;
        let all = || format!("{} | {} | {}", one.portion(), two.portion(), three.portion());
        let said = |m: &&marking::Marking| m.has_disclosure() || m.portion() == "U";
        if [&one, &two, &three].iter().all(said) {
            alike.set(alike.get() + 1);
            prop_assert_eq!(grouped.banner(), direct.banner(), "{}", all());
        }
        Ok(())
    });
    assert!(alike.get() > 0);
}

/// A class of the whole of a report of the CIA's.
fn class(marking: marking::Marking) -> Handling {
    Handling {
        part: Part::Portion,
        marking,
        originator: AgencyId::new("CIA").unwrap(),
        caveats: BTreeSet::new(),
        leads_only: false,
        distribution: None,
        need_to_know: Vec::new(),
        topics: BTreeSet::new(),
        named: None,
        accepted: None,
        inherited: Inherited::default(),
    }
}

#[test]
fn implied_classes_are_permitted_also_whatever_their_markings_say() {
    let worlds = Worlds::varied();
    let implied = std::cell::Cell::new(0_u32);
    check(4_000, &(related(), question()), |(markings, (_, recipient, purpose, at))| {
        let ask = display(&recipient, purpose, at, &worlds.community);
        let all = markings.map(class);
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            if one != other && one.implies(other) {
                implied.set(implied.get() + 1);
                let sound = !judge(one, ask).permitted || judge(other, ask).permitted;
                prop_assert!(sound, "{one:#?} implies {other:#?}");
            }
        }
        Ok(())
    });
    assert!(implied.get() > 0);
}

#[test]
fn implied_classes_are_permitted_also_to_systems_and_in_any_manner() {
    let mut dice = Dice::of(11);
    let communities = communities(&mut dice);
    let (mut implied, mut to_systems) = (0, 0);
    for _ in 0..cases(20_000) {
        let asked = kit::question::question(&mut dice, &communities);
        let another = kit::question::question(&mut dice, &communities).handling.marking;
        let one = &asked.handling;
        let both = rollup([&one.marking, &another].into_iter()).banner;
        for marking in [another, both] {
            let other = Handling { marking, ..one.clone() };
            for (this, that) in [(one, &other), (&other, one)] {
                if this != that && this.implies(that) {
                    implied += 1;
                    let (this, that) = (asked.judge(this), asked.judge(that));
                    to_systems += u32::from(this && asked.recipient.kind == RecipientKind::System);
                    assert!(!this || that, "{asked:#?} {other:#?}");
                }
            }
        }
    }
    assert!(implied > 500 && to_systems > 0, "{implied} implied, {to_systems} given to systems");
}

/// One class with each thing in turn as another has it.
fn changed(one: &Handling, another: &Handling) -> Vec<Handling> {
    let Handling {
        part,
        marking,
        originator,
        caveats,
        leads_only,
        distribution,
        need_to_know,
        topics,
        named,
        accepted,
        inherited,
    } = another.clone();
    let same = || one.clone();
    let all = vec![
        Handling { part, ..same() },
        Handling { originator, ..same() },
        Handling { caveats: caveats.clone(), ..same() },
        Handling { leads_only, ..same() },
        Handling { distribution: distribution.clone(), ..same() },
        Handling { need_to_know, ..same() },
        Handling { topics: topics.clone(), ..same() },
        Handling { named, ..same() },
        Handling { accepted, ..same() },
        Handling { inherited, ..same() },
        // What marks ask for comes with them.
        Handling { marking: marking.clone(), distribution, ..same() },
        Handling { marking: marking.clone(), caveats, ..same() },
        Handling { marking, topics, ..same() },
    ];
    let listed = |class: &Handling| class.marking.needs_distribution() || !class.caveats.is_empty();
    // Where a list is asked for there is one, if an empty one; elsewhere it is left out.
    let list = |class: Handling| match listed(&class) {
        true => Handling { distribution: Some(class.distribution.unwrap_or_default()), ..class },
        false => Handling { distribution: None, ..class },
    };
    std::iter::once(same()).chain(all).map(list).collect()
}

#[test]
fn implied_classes_are_permitted_also_whatever_one_thing_is_otherwise() {
    let mut dice = Dice::of(13);
    let communities = communities(&mut dice);
    let (mut implied, mut given) = (0, 0);
    for _ in 0..cases(40_000) {
        let asked = kit::question::question(&mut dice, &communities);
        let another = kit::question::question(&mut dice, &communities).handling;
        let all = changed(&asked.handling, &another);
        let Some((one, others)) = all.split_first() else { continue };
        for other in others {
            for (this, that) in [(one, other), (other, one)] {
                if this != that && this.implies(that) {
                    implied += 1;
                    let open = (asked.judge(this), asked.judge(that));
                    given += u32::from(open.0);
                    let recipient = &asked.recipient;
                    assert!(!open.0 || open.1, "{recipient:?}\n{this:#?} implies {that:#?}");
                }
            }
        }
    }
    assert!(implied > 1_000 && given > 100, "{implied} implied, {given} given");
}

#[test]
fn implied_classes_are_permitted_also_in_every_pair_of_a_small_world() {
    let found = Enumerated::world().implications();
    assert_eq!(found.unsound, Vec::<String>::new());
    assert!(found.implied > 500 && found.given > 10_000, "{found:?}");
}

/// Else what is kept in memory would be given when an embargo has begun or a consent has ended.
#[test]
fn an_answer_holds_until_it_says_and_no_longer_than_any_act_lets_it() {
    let mut dice = Dice::of(12);
    let communities = communities(&mut dice);
    let (mut held, mut changed) = (0, 0);
    for _ in 0..cases(20_000) {
        let asked = kit::question::question(&mut dice, &communities);
        let now = asked.of_engine();
        let times = asked.turns().into_iter().filter(|time| *time > asked.at);
        for at in times {
            let then = kit::question::Question { at, ..asked.clone() }.of_engine();
            if now.valid_until.is_none_or(|until| at < until) {
                held += 1;
                assert_eq!(then.permitted, now.permitted, "at {}: {asked:#?}", at.rfc3339());
            } else {
                changed += u32::from(then.permitted != now.permitted);
            }
        }
    }
    assert!(held > 1_000 && changed > 100, "{held} held, {changed} changed");
}

/// `ISM.ACES` table 125: no document that carries it is returned. By its name it is what it was.
#[test]
fn an_exempt_report_is_found_by_its_pointer_alone_and_else_as_without_the_exemption() {
    let worlds = Worlds::varied();
    let found = std::cell::Cell::new((0_u32, 0_u32));
    let asked = (question(), select(Manner::ALL));
    let exempt = parsed("SECRET//NOFORN/EXEMPT FROM ICD501 DISCOVERY");
    check(2_000, &asked, |((mut report, recipient, purpose, at), manner)| {
        let community = &worlds.community;
        let Some(plain) = marked(&report, community) else { return Ok(()) };
        if !plain.banner.level().is_classified() {
            return Ok(());
        }
        report["banner"] = (*plain.banner).clone().exempt_in(&exempt).banner().into();
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let ask = Ask { manner, ..display(&recipient, purpose, at, community) };
        let form = |report| dissemination::decide(report, &Provenance::default(), ask).form;
        let (before, now) = (form(&plain), form(&report));
        let mut count = found.get();
        count.0 += u32::from(before.is_some() && manner.is_found());
        if !manner.is_found() {
            prop_assert_eq!(now, before);
        } else if let Some(form) = now {
            count.1 += 1;
            prop_assert!(matches!(form, Form::Pointer { title: false }), "{form:?}");
        }
        found.set(count);
        Ok(())
    });
    assert!(found.get().0 > cases(2_000) / 20 && found.get().1 > 0, "{found:?}");
}

#[test]
fn implied_classes_are_permitted_also_across_reports() {
    let worlds = Worlds::varied();
    let pair = (question(), report(), any::<bool>());
    check(4_000, &pair, |((one, recipient, purpose, at), mut two, same)| {
        let community = &worlds.community;
        if same {
            for key in ["originator", "caveats", "addressees", "leads_only"] {
                two[key] = one[key].clone();
            }
        }
        if two["leads_only"].is_null() {
            two["leads_only"] = false.into();
        }
        let reports = [one, two].map(|report| marked(&report, community));
        let classes = reports
            .iter()
            .flatten()
            .map(|report| Classes::of(report, &Provenance::default(), community));
        let all: Vec<Handling> = classes.flat_map(|classes| numbered(&classes).0).collect();
        let ask = display(&recipient, purpose, at, community);
        let open: Vec<bool> = all.iter().map(|handling| judge(handling, ask).permitted).collect();
        for (this, open_this) in all.iter().zip(&open).filter(|(_, open)| **open) {
            for (other, open_other) in all.iter().zip(&open) {
                let sound = *open_other || !this.implies(other);
                prop_assert!(sound, "{open_this}: {this:#?} implies {other:#?}");
            }
        }
        Ok(())
    });
}

#[test]
fn one_view_matches_and_it_is_the_decision() {
    let worlds = Worlds::varied();
    check(2_000, &question(), |(report, recipient, purpose, at)| {
        let community = &worlds.community;
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let (known, ids) = numbered(&Classes::of(&report, &Provenance::default(), community));
        let ask = display(&recipient, purpose, at, community);
        let mut sight = Sight::default();
        sight.extend(known.iter(), ask);
        for (at, handling) in (0..).zip(&known) {
            prop_assert_eq!(sight.permits(HandlingId(at)), judge(handling, ask).permitted);
        }
        let of = |id: HandlingId| &known[usize::try_from(id.0).unwrap()];
        let Ok(views) = views(&ids, |a, b| of(a).implies(of(b))) else { return Ok(()) };
        let matching = views.into_iter().filter(|view| sight.matches(&view.key));
        let matching: Vec<(Form, bool)> = matching.map(|view| (view.form, view.masked)).collect();
        let decision = dissemination::decide(&report, &Provenance::default(), ask);
        let masked = decision.naming == Naming::Masked;
        let decided = decision.form.map(|form| (form, masked));
        prop_assert_eq!(matching, decided.into_iter().collect::<Vec<_>>());
        Ok(())
    });
}

#[test]
fn a_rendition_holds_no_word_of_what_is_hidden() {
    let worlds = Worlds::varied();
    check(2_000, &question(), |(report, recipient, purpose, at)| {
        let community = &worlds.community;
        let Some(report) = marked(&report, community) else { return Ok(()) };
        let ask = display(&recipient, purpose, at, community);
        let Ok(granted) = Guarded::new(report.clone(), Provenance::accepted(at)).decide(ask) else {
            return Ok(());
        };
        let Ok(released) = granted.release(&Nowhere);
        let rendition = released.rendition();
        let shown: BTreeSet<&str> = rendition.texts().map(|part| part.text.as_str()).collect();
        let debug = format!("{rendition:?}");
        let whole = rendition.outcome == "release";
        let parts = [&report.title].into_iter().chain(&report.portions);
        for part in parts.chain(&report.tearlines).chain(&report.pointer) {
            // The whole carries its tear lines besides.
            let hidden = !shown.contains(part.text.as_str());
            let beside = whole && report.tearlines.contains(part);
            prop_assert!(!hidden || beside || !debug.contains(&part.text), "{debug}");
        }
        if !whole {
            let up = rollup(rendition.texts().map(|part| &*part.marking)).banner;
            prop_assert_eq!(&rendition.banner, &up);
        }
        Ok(())
    });
}
