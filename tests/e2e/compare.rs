//! Laws of dominance, and that the compiled form answers as the plain one.

use std::cell::Cell;

use kit::random::{check, parsed};
use kit::whole_marking::{related, text, whole};
use marking::{Code, Compiled, Dissem, Marking, NonIc};
use proptest::prelude::*;

fn equivalent(one: &Marking, other: &Marking) -> bool {
    one.dominates(other) && other.dominates(one)
}

/// Whether two results are there and equivalent, or both are not.
fn same(one: Option<&Marking>, other: Option<&Marking>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => equivalent(one, other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn shown(of: &[&Marking]) -> String {
    of.iter().map(|marking| marking.banner()).collect::<Vec<_>>().join(" | ")
}

#[test]
fn random_markings_cover_the_grammar_and_nearly_all_read() {
    let (read, all) = (Cell::new(0_u32), Cell::new(0_u32));
    let valid = Cell::new(0_u32);
    check(1_000, &text(), |text| {
        all.set(all.get() + 1);
        if let Ok(parsed) = Marking::parse(&text) {
            read.set(read.get() + 1);
            valid.set(valid.get() + u32::from(parsed.errors().next().is_none()));
        }
        Ok(())
    });
    assert!(read.get() * 10 >= all.get() * 9, "{} of {} read", read.get(), all.get());
    assert!(valid.get() * 20 >= all.get(), "{} of {} are valid", valid.get(), all.get());
}

#[test]
fn the_compiled_answer_is_the_plain_one() {
    let found = Cell::new([0_u32; 2]);
    check(1_000, &(related(), whole()), |([a, b, c], other)| {
        let all = [&a, &b, &c, &other];
        let compiled = all.map(Compiled::of);
        for (one, of_one) in all.iter().zip(&compiled) {
            for (two, of_two) in all.iter().zip(&compiled) {
                let dominates = one.dominates(two);
                let at = usize::from(dominates);
                let mut counts = found.get();
                counts[at] += 1;
                found.set(counts);
                prop_assert_eq!(of_one.dominates(of_two), dominates, "{}", shown(&[one, two]));
                prop_assert_eq!(of_one == of_two, equivalent(one, two), "{}", shown(&[one, two]));
                let join = one.join(two).as_ref().map(Compiled::of);
                prop_assert_eq!(of_one.join(of_two), join, "{}", shown(&[one, two]));
                let meet = one.meet(two).as_ref().map(Compiled::of);
                prop_assert_eq!(of_one.meet(of_two), meet, "{}", shown(&[one, two]));
            }
        }
        Ok(())
    });
    let [apart, dominated] = found.get();
    // Each marking dominates itself, which is a quarter.
    assert!(dominated * 3 > apart + dominated && apart > dominated, "{apart} {dominated}");
}

#[test]
fn dominance_is_reflexive_and_transitive() {
    let chains = Cell::new(0_u32);
    check(3_000, &related(), |[a, b, c]| {
        prop_assert!(a.dominates(&a), "{}", a.banner());
        if a.dominates(&b) && b.dominates(&c) {
            chains.set(chains.get() + 1);
            prop_assert!(a.dominates(&c), "{}", shown(&[&a, &b, &c]));
        }
        Ok(())
    });
    assert!(chains.get() > 20, "{} chains", chains.get());
}

#[test]
fn a_join_is_the_least_marking_that_dominates_both() {
    let bounds = Cell::new(0_u32);
    check(3_000, &related(), |[a, b, c]| {
        let Some(join) = a.join(&b) else {
            let above = c.dominates(&a) && c.dominates(&b) && !c.needs_banner();
            prop_assert!(
                !above || a.needs_banner() || b.needs_banner(),
                "{}",
                shown(&[&a, &b, &c])
            );
            return Ok(());
        };
        let all = shown(&[&a, &b, &c, &join]);
        prop_assert!(join.dominates(&a) && join.dominates(&b), "{all}");
        if c.dominates(&a) && c.dominates(&b) {
            bounds.set(bounds.get() + 1);
            prop_assert!(c.dominates(&join), "{all}");
        }
        prop_assert_eq!(a.dominates(&b), equivalent(&join, &a), "{}", all);
        Ok(())
    });
    assert!(bounds.get() > 20, "{} bounds", bounds.get());
}

#[test]
fn a_meet_is_the_greatest_marking_that_both_dominate() {
    let bounds = Cell::new(0_u32);
    check(3_000, &related(), |[a, b, c]| {
        let Some(meet) = a.meet(&b) else {
            prop_assert!(a.needs_banner() || b.needs_banner(), "{}", shown(&[&a, &b]));
            return Ok(());
        };
        let all = shown(&[&a, &b, &c, &meet]);
        prop_assert!(a.dominates(&meet) && b.dominates(&meet), "{all}");
        if a.dominates(&c) && b.dominates(&c) {
            bounds.set(bounds.get() + 1);
            prop_assert!(meet.dominates(&c), "{all}");
        }
        prop_assert_eq!(a.dominates(&b), equivalent(&meet, &b), "{}", all);
        Ok(())
    });
    assert!(bounds.get() > 20, "{} bounds", bounds.get());
}

#[test]
fn join_and_meet_are_idempotent_commutative_and_associative() {
    check(2_000, &related(), |[a, b, c]| {
        for operation in [Marking::join, Marking::meet] {
            let all = shown(&[&a, &b, &c]);
            if let Some(twice) = operation(&a, &a) {
                prop_assert!(equivalent(&twice, &a), "{all}");
            }
            let (ab, ba) = (operation(&a, &b), operation(&b, &a));
            prop_assert_eq!(&ab, &ba, "{}", &all);
            let left = ab.and_then(|ab| operation(&ab, &c));
            let right = operation(&b, &c).and_then(|bc| operation(&a, &bc));
            prop_assert!(same(left.as_ref(), right.as_ref()), "{all}");
        }
        Ok(())
    });
}

#[test]
fn what_is_added_never_widens() {
    check(2_000, &(whole(), whole()), |(marking, more)| {
        // More of anything but what opens.
        if let Some(join) = marking.join(&more) {
            prop_assert!(join.dominates(&marking), "{}", shown(&[&marking, &more, &join]));
        }
        Ok(())
    });
}

#[test]
fn joins_and_meets_read_back() {
    check(2_000, &related(), |[a, b, _]| {
        for result in [a.join(&b), a.meet(&b)].into_iter().flatten() {
            // A category of CUI may have the name of a control.
            if result.cui().is_none() {
                prop_assert_eq!(parsed(&result.banner()), result.clone(), "{}", result.banner());
                prop_assert_eq!(parsed(&result.portion()), result.clone(), "{}", result.banner());
            }
        }
        Ok(())
    });
}

#[test]
fn what_dominates_lacks_nothing() {
    check(3_000, &related(), |[a, b, _]| {
        // `lacks` counts the United States among those whom a list opens, dominance does not.
        let usual = |of: &Marking| {
            let lists = [of.rel_to(), of.eyes_only()];
            lists.iter().all(|list| list.is_empty() || list.lists(Code::USA))
                && !of.display_only().countries().contains(&Code::USA)
                && !of.needs_banner()
        };
        if a.dominates(&b) && usual(&a) && usual(&b) {
            let lacking = a.lacks(&b);
            prop_assert!(lacking.is_empty(), "{} lacks {lacking:?}", shown(&[&a, &b]));
        }
        Ok(())
    });
}

#[test]
fn noforn_and_silence_stand_above_every_list() {
    let cases = [
        ("S//NF", "S", true),
        ("S", "S//NF", false),
        ("S", "S//RELIDO", true),
        ("S//RELIDO", "S", false),
        ("S//NF", "S//REL TO USA, FVEY/RELIDO", true),
        ("S", "S//REL TO USA, GBR", true),
        ("S//REL TO USA, GBR", "S", false),
        ("S//REL TO USA, GBR", "S//REL TO USA, FVEY", true),
        ("S//REL TO USA, FVEY", "S//REL TO USA, GBR", false),
        ("S//REL TO USA, AUS, GBR", "S//REL TO USA, TEYE", true),
        ("S//REL TO USA, TEYE", "S//REL TO USA, AUS, GBR", true),
        ("S//USA/GBR EYES ONLY", "S//REL TO USA, GBR", true),
        ("S//DISPLAY ONLY GBR", "S//REL TO USA, GBR", true),
        ("S//REL TO USA, GBR", "S//DISPLAY ONLY GBR", false),
        ("S//REL TO USA, ISAF", "S//REL TO USA, NATO", false),
        ("S//REL", "S//REL", true),
        ("S//REL", "S//REL TO USA, GBR", false),
        ("U//SBU-NF", "U//SBU", true),
        ("U//NF//SBU", "U//SBU-NF", true),
        ("S", "U//FOUO", false),
        ("S//OC", "S//OC-USGOV", true),
        ("S//RD", "S//TFNI", true),
        ("S//FGI", "S//FGI GBR", true),
        ("S//SAR-MULTIPLE PROGRAMS", "S//SAR-BP", false),
        ("//DEU S", "S", true),
        ("//DEU S", "//GBR S", false),
    ];
    for (one, other, dominates) in cases {
        assert_eq!(parsed(one).dominates(&parsed(other)), dominates, "{one} over {other}");
    }
}

#[test]
fn every_control_rises_above_a_marking_without_it_except_relido() {
    let ic = Dissem::ALL.into_iter().map(|control| (control.forms().1, control != Dissem::Relido));
    let other = NonIc::ALL.into_iter().map(|control| (control.forms().1, true));
    for (control, rises) in ic.chain(other) {
        let (with, without) = (parsed(&format!("S//{control}")), parsed("S"));
        assert_eq!(with.dominates(&without), rises, "{control}");
        assert_eq!(without.dominates(&with), !rises, "{control}");
    }
}
