//! Weighing all evidence about two records. It depends on the two, the weights and fixed tables alone.

use crate::evidence::{Evidence, Finding, Ground};
use crate::name::compare::compare as compare_names;
use crate::word::{Says, shared};
use crate::{Day, Kind, Name, Place, Record, Weight, Weights};

/// What all evidence about two records weighs. The same in both directions.
pub fn score(one: &Record, other: &Record, weights: &Weights) -> Weight {
    weigh(one, other, weights, None, None).unwrap_or(NEVER)
}

/// The same, or nothing where it is less than it must be. Most are told apart before names are compared.
pub(crate) fn score_at_least(
    one: &Record,
    other: &Record,
    weights: &Weights,
    least: Weight,
) -> Option<Weight> {
    weigh(one, other, weights, Some(least), None).filter(|weight| *weight >= least)
}

/// The evidence about two records, the weightiest first, and its sum.
pub fn explain(one: &Record, other: &Record, weights: &Weights) -> (Weight, Vec<Evidence>) {
    let mut all = Vec::new();
    let mut tell = |finding: Finding<'_>| {
        if finding.weight != Weight(0) {
            all.push(Evidence {
                ground: finding.ground,
                weight: finding.weight,
                one: finding.one.to_owned(),
                other: finding.other.to_owned(),
            });
        }
    };
    let sum = weigh(one, other, weights, None, Some(&mut tell)).unwrap_or(NEVER);
    all.sort_by(|a, b| {
        b.weight.0.abs().cmp(&a.weight.0.abs()).then_with(|| a.ground.cmp(&b.ground))
    });
    (sum, all)
}

type Tell<'t, 'f> = &'t mut dyn FnMut(Finding<'f>);

/// Adds all evidence up; nothing where it surely is less than `least`. What costs most comes last.
fn weigh<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
    least: Option<Weight>,
    mut tell: Option<Tell<'_, 'r>>,
) -> Option<Weight> {
    if one.kind != other.kind {
        return None;
    }
    let falls_short = |sum: Weight, more: Weight| least.is_some_and(|least| sum + more < least);
    let mut sum = Weight(0);
    let mut add = |ground, weight, a, b| {
        sum += weight;
        if let Some(tell) = &mut tell {
            tell(Finding { ground, weight, one: a, other: b });
        }
    };
    add(Ground::Prior, weights.prior, "", "");
    if let Some(weight) = days(&one.days, &other.days, weights) {
        add(Ground::Date, weight, "", "");
    }
    identifiers(one, other, weights, &mut add);
    countries(one, other, weights, &mut add);
    role(one, other, weights, &mut add);
    let company: i32 = shared(&one.company, &other.company).map(|_| weights.company.0).sum();
    if company > 0 {
        add(Ground::Company, Weight(company).min(weights.company_max), "", "");
    }
    listed(one, other, weights, &mut add);
    let names_most = weights.name_max + weights.suffix_agrees;
    if falls_short(sum, names_most + weights.place_max) {
        return None;
    }
    if let Some(weight) = Place::compare(&one.places, &other.places, weights) {
        sum += weight;
        if let Some(tell) = &mut tell {
            tell(Finding { ground: Ground::Place, weight, one: "", other: "" });
        }
    }
    if falls_short(sum, names_most) {
        return None;
    }
    if let Some((weight, a, b)) = best_names(one, other, weights) {
        sum += weight;
        if let Some(tell) = tell {
            compare_names(a, b, weights, tell);
        }
    }
    Some(sum)
}

fn countries<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
    add: &mut impl FnMut(Ground, Weight, &'r str, &'r str),
) {
    if !one.countries.is_empty() && !other.countries.is_empty() {
        match shared(&one.countries, &other.countries).next() {
            Some(word) => add(Ground::Country, weights.country_agrees, &word.text, ""),
            None => add(Ground::Country, weights.country_differs, "", ""),
        }
    }
}

/// What it says that one list has both, or that one refers to the other.
fn listed<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
    add: &mut impl FnMut(Ground, Weight, &'r str, &'r str),
) {
    if one.list.is_none() || one.list != other.list {
        return;
    }
    match refers(one, other, weights) || refers(other, one, weights) {
        true => add(Ground::Refers, weights.refers, "", ""),
        false => add(Ground::Listed, weights.listed_apart, "", ""),
    }
}

/// The two names that speak most for the two.
fn best_names<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
) -> Option<(Weight, &'r Name, &'r Name)> {
    let all = |record: &'r Record| record.names.iter().chain(&record.refers);
    let pairs = all(one).flat_map(|a| all(other).map(move |b| (a, b)));
    let weighed = pairs.map(|(a, b)| (compare_names(a, b, weights, |_| {}), a, b));
    weighed.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

fn days(one: &[Day], other: &[Day], weights: &Weights) -> Option<Weight> {
    one.iter().flat_map(|a| other.iter().map(move |b| a.compare(*b, weights))).max()
}

/// The best of each scheme.
fn identifiers<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
    add: &mut impl FnMut(Ground, Weight, &'r str, &'r str),
) {
    if one.identifiers.is_empty() || other.identifiers.is_empty() {
        return;
    }
    let mut best: Vec<(&str, Weight, &str, &str)> = Vec::new();
    for a in &one.identifiers {
        for b in &other.identifiers {
            let Some(weight) = a.compare(b, weights) else { continue };
            match best.iter_mut().find(|(scheme, ..)| *scheme == &*a.scheme) {
                Some(found) if found.1 < weight => *found = (&a.scheme, weight, &a.value, &b.value),
                Some(_) => {}
                None => best.push((&a.scheme, weight, &a.value, &b.value)),
            }
        }
    }
    for (_, weight, a, b) in best {
        add(Ground::Identifier, weight, a, b);
    }
}

fn role<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
    add: &mut impl FnMut(Ground, Weight, &'r str, &'r str),
) {
    if one.role.is_empty() || other.role.is_empty() {
        return;
    }
    let (mut sum, mut told) = (Weight(0), "");
    for word in shared(&one.role, &other.role) {
        sum += match word.says {
            Says::Little => weights.role_common,
            Says::Country => weights.role_country,
            Says::Much => weights.role_word,
        };
        if told.is_empty() || word.says != Says::Little {
            told = &word.text;
        }
    }
    match sum {
        Weight(0) => add(Ground::Role, weights.role_differs, "", ""),
        sum => add(Ground::Role, sum.min(weights.role_max), told, ""),
    }
}

/// Whether one refers to a name of the other: the words of that name are all there.
fn refers(one: &Record, other: &Record, weights: &Weights) -> bool {
    let enough = Weight::bits(REFERENCE_BITS_MIN);
    let pairs = one.refers.iter().flat_map(|a| other.names.iter().map(move |b| (a, b)));
    let mut weighed = pairs.map(|(a, b)| compare_names(a, b, weights, |_| {}));
    one.kind == Kind::Person && weighed.any(|weight| weight >= enough)
}

const REFERENCE_BITS_MIN: i32 = 6;

/// Of what can never be one: things of different kinds.
const NEVER: Weight = Weight(i32::MIN / 2);
