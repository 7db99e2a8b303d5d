//! Laws of a community's own controls and of local schemes.

use kit::own;
use kit::random::check;
use marking::scheme::SchemeParsed;
use marking::{Marking, Scheme, rollup};
use proptest::prelude::*;
use proptest::sample::subsequence;

/// A marking of a scheme as it might be written: any level, tokens and codes, by their positions.
type Choice = (usize, Vec<(usize, usize)>, Vec<usize>);

fn choice(scheme: &Scheme) -> impl Strategy<Value = Choice> + use<> {
    let sets = scheme.sets().iter().enumerate();
    let tokens = sets.flat_map(|(at, set)| (0..set.tokens.len()).map(move |token| (at, token)));
    let tokens: Vec<_> = tokens.collect();
    let codes: Vec<usize> = (0..scheme.release().unwrap().codes.len()).collect();
    let (all_tokens, all_codes) = (tokens.len(), codes.len());
    (
        0..scheme.levels().len(),
        subsequence(tokens, 0..=all_tokens.min(3)).prop_shuffle(),
        subsequence(codes, 0..=all_codes),
    )
}

fn written(scheme: &Scheme, (level, tokens, codes): &Choice, portion: bool) -> String {
    let level = &scheme.levels()[*level];
    let mut blocks = vec![if portion { level.portion.clone() } else { level.title.clone() }];
    for (set, token) in tokens {
        let set = &scheme.sets()[*set];
        let token = &set.tokens[*token];
        let word = if portion { &token.portion } else { &token.name };
        let indicator = set.indicator.as_ref().map(|word| format!("{word} "));
        blocks.push(indicator.unwrap_or_default() + word);
    }
    let release = scheme.release().unwrap();
    let names: Vec<&str> = codes.iter().map(|code| release.codes[*code].name.as_str()).collect();
    if !names.is_empty() {
        blocks.push(format!("{} {}", release.indicator, names.join(", ")));
    }
    blocks.join("//")
}

fn read<'s>(scheme: &'s Scheme, choice: &Choice) -> SchemeParsed<'s> {
    scheme.parse(&written(scheme, choice, false)).unwrap()
}

#[test]
fn what_a_scheme_prints_it_reads_back() {
    let community = own::community();
    let scheme = &community.schemes["Nordland"];
    check(2_000, &choice(scheme), |choice| {
        let parsed = read(scheme, &choice);
        let marking = &parsed.marking;
        let again = |text: &str| scheme.parse(text).unwrap();
        prop_assert_eq!(&again(&written(scheme, &choice, true)).marking, marking);
        for text in [marking.banner(), format!("({})", marking.portion())] {
            let read = again(&text);
            prop_assert_eq!(&read.marking, marking);
            let broken = read.problems.iter().all(|problem| read.errors().any(|e| e == problem));
            prop_assert!(broken, "{} is not canonical: {:?}", text, read.problems);
        }
        Ok(())
    });
}

#[test]
fn roll_up_of_a_scheme_is_a_least_upper_bound() {
    let community = own::community();
    let scheme = &community.schemes["Nordland"];
    let three = (choice(scheme), choice(scheme), choice(scheme));
    check(2_000, &three, |(a, b, c)| {
        let (a, b, c) = (read(scheme, &a), read(scheme, &b), read(scheme, &c));
        // An exclusive set with several tokens is no marking, and has no place in a roll-up.
        if [&a, &b, &c].iter().any(|of| of.errors().next().is_some()) {
            return Ok(());
        }
        let (a, b, c) = (a.marking, b.marking, c.marking);
        let join = |x: &marking::SchemeMarking<'_>, y: &marking::SchemeMarking<'_>| {
            scheme.parse(&x.join(y).unwrap().banner()).unwrap().marking
        };
        let up = scheme.rollup([&a, &b, &c]).unwrap();
        prop_assert_eq!(&scheme.rollup([&c, &a, &b]).unwrap(), &up);
        prop_assert_eq!(&join(&join(&a, &b), &c), &up);
        prop_assert_eq!(&scheme.rollup([&up, &up]).unwrap(), &up);
        prop_assert!([&a, &b, &c].iter().all(|part| up.dominates(part)));
        prop_assert!(!c.dominates(&a) || !c.dominates(&b) || c.dominates(&join(&a, &b)));
        let read = scheme.parse(&up.banner()).unwrap();
        prop_assert!(read.errors().next().is_none(), "{} is not valid", up.banner());
        Ok(())
    });
}

/// Valid portions with words of the community's own register.
const OWN: [&str; 12] = [
    "U",
    "U//FOUO",
    "U//TIDES",
    "C//HBR",
    "S//MOSS-FERN K12",
    "S//REL TO USA, NDL",
    "S//REL TO USA, CSTX//HBR",
    "S//TIDES",
    "S//REL TO USA, NDL, NOR//TIDES",
    "S//HBR/CRW",
    "TS//MOSS-REED//NF",
    "TS//SI//RELIDO",
];

#[test]
fn the_communitys_words_print_read_back_and_roll_up_by_the_laws() {
    let community = own::community();
    let parsed = |text: &str| Marking::parse_by(text, &community.register).unwrap();
    let some = (prop::collection::vec(0..OWN.len(), 1..6), 0..OWN.len());
    check(2_000, &some, |(marks, one)| {
        let marks: Vec<Marking> = marks.iter().map(|at| parsed(OWN[*at]).marking).collect();
        let one = parsed(OWN[one]).marking;
        let up = rollup(marks.iter()).banner;
        for marking in marks.iter().chain([&up]) {
            for text in [marking.banner(), marking.portion(), marking.title()] {
                let read = parsed(&text);
                prop_assert_eq!(&read.marking, marking);
                prop_assert!(read.errors().next().is_none(), "{} is not valid", text);
            }
        }
        prop_assert_eq!(&rollup(marks.iter().rev()).banner, &up);
        prop_assert_eq!(&rollup([&up].into_iter()).banner, &up);
        let more = rollup(marks.iter().chain([&one])).banner;
        let silent = !up.has_disclosure();
        let mut lacking = more.lacks(&up);
        // Text that says nothing of disclosure follows its banner (register, table 2).
        lacking.retain(|what| {
            let list = what.starts_with("no REL TO") && !up.level().is_classified();
            !silent || !(list || what == "no RELIDO")
        });
        prop_assert!(lacking.is_empty(), "{} lacks {:?}", more.banner(), lacking);
        Ok(())
    });
}
