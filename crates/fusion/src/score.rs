//! Weighing all evidence about two records. It depends on the two, the weights and fixed tables alone.

use crate::evidence::{Evidence, Finding, Ground};
use crate::name::compare::compare as compare_names;
use crate::word::{Says, shared};
use crate::{Day, Kind, Name, Place, Record, Weight, Weights};

/// What all evidence about two records weighs. The same in both directions.
pub fn score(one: &Record, other: &Record, weights: &Weights) -> Weight {
    weigh(one, other, weights, &mut |_| {})
}

/// The evidence about two records, the weightiest first, and its sum.
pub fn explain(one: &Record, other: &Record, weights: &Weights) -> (Weight, Vec<Evidence>) {
    let mut all = Vec::new();
    let sum = weigh(one, other, weights, &mut |finding| {
        if finding.weight != Weight(0) {
            all.push(Evidence {
                ground: finding.ground,
                weight: finding.weight,
                one: finding.one.to_owned(),
                other: finding.other.to_owned(),
            });
        }
    });
    all.sort_by(|a, b| {
        b.weight.0.abs().cmp(&a.weight.0.abs()).then_with(|| a.ground.cmp(&b.ground))
    });
    (sum, all)
}

type Tell<'t, 'f> = &'t mut dyn FnMut(Finding<'f>);

fn weigh<'r>(one: &'r Record, other: &'r Record, weights: &Weights, tell: Tell<'_, 'r>) -> Weight {
    if one.kind != other.kind {
        return Weight(i32::MIN / 2);
    }
    let mut sum = Weight(0);
    let mut add = |ground, weight, a, b| {
        sum += weight;
        tell(Finding { ground, weight, one: a, other: b });
    };
    add(Ground::Prior, weights.prior, "", "");
    if let Some(weight) = days(&one.days, &other.days, weights) {
        add(Ground::Date, weight, "", "");
    }
    for (weight, a, b) in identifiers(one, other, weights) {
        add(Ground::Identifier, weight, a, b);
    }
    if let Some(weight) = Place::compare(&one.places, &other.places, weights) {
        add(Ground::Place, weight, "", "");
    }
    if !one.countries.is_empty() && !other.countries.is_empty() {
        match shared(&one.countries, &other.countries).next() {
            Some(word) => add(Ground::Country, weights.country_agrees, &word.text, ""),
            None => add(Ground::Country, weights.country_differs, "", ""),
        }
    }
    role(one, other, weights, &mut add);
    let company: i32 = shared(&one.company, &other.company).map(|_| weights.company.0).sum();
    if company > 0 {
        add(Ground::Company, Weight(company).min(weights.company_max), "", "");
    }
    let refers = refers(one, other, weights) || refers(other, one, weights);
    let same_list = one.list.is_some() && one.list == other.list;
    match (same_list, refers) {
        (true, true) => add(Ground::Refers, weights.refers, "", ""),
        (true, false) => add(Ground::Listed, weights.listed_apart, "", ""),
        (false, _) => {}
    }
    if let Some((a, b)) = best_names(one, other, weights) {
        sum += compare_names(a, b, weights, tell);
    }
    sum
}

/// The two names that speak most for the two.
fn best_names<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
) -> Option<(&'r Name, &'r Name)> {
    let all = |record: &'r Record| record.names.iter().chain(&record.refers);
    let pairs = all(one).flat_map(|a| all(other).map(move |b| (a, b)));
    let weighed = pairs.map(|(a, b)| (compare_names(a, b, weights, |_| {}), a, b));
    let best = weighed.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some((best.1, best.2))
}

fn days(one: &[Day], other: &[Day], weights: &Weights) -> Option<Weight> {
    one.iter().flat_map(|a| other.iter().map(move |b| a.compare(*b, weights))).max()
}

/// The best of each scheme.
fn identifiers<'r>(
    one: &'r Record,
    other: &'r Record,
    weights: &Weights,
) -> Vec<(Weight, &'r str, &'r str)> {
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
    best.into_iter().map(|(_, weight, a, b)| (weight, a, b)).collect()
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
