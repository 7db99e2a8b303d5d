//! Special access programs.

use crate::ism::Attribute::{Classification, DeclassException, SarIdentifier};
use crate::ism::Attributes;
use crate::ism::rule::{Context, Hit, Rule, Scope, Test};
use crate::ism::vocabulary::controls::SAR_AUTHORITY;

pub(super) const RULES: &[Rule] = &[
    Rule::new("ISM-ID-00527", SarIdentifier, Test::Special(dod_without_exception))
        .warning()
        .scope(Scope::UsDod),
    Rule::new("ISM-ID-00529", SarIdentifier, Test::Special(misshapen)).of_attributes(),
    Rule::new("ISM-ID-00530", SarIdentifier, Test::Special(unknown_authority)).of_attributes(),
    Rule::new("ISM-ID-00531", SarIdentifier, Test::Special(several)).scope(Scope::UsIcAndDod),
    Rule::new("ISM-ID-00532", SarIdentifier, Test::Special(above_the_element)).of_attributes(),
    Rule::new("ISM-ID-00533", SarIdentifier, Test::Special(three)).scope(Scope::UsIcAndDod),
    Rule::new("ISM-ID-00534", SarIdentifier, Test::Special(dashed)).scope(Scope::UsIcAndDod),
];

/// Authority, level and program of `SAR-DOD:TS:BP`.
fn split(token: &str) -> Option<(&str, Option<&str>, &str)> {
    let (authority, rest) = token.strip_prefix("SAR-")?.split_once(':')?;
    let (level, program) = match rest.split_once(':') {
        Some((level, program)) => (Some(level), program),
        None => (None, rest),
    };
    let named = authority.len() >= 3 && authority.bytes().all(|b| b.is_ascii_uppercase());
    let leveled = level.is_none_or(|level| ["C", "S", "TS"].contains(&level));
    let of_program = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let programmed = !program.is_empty() && program.chars().all(of_program);
    (named && leveled && programmed).then_some((authority, level, program))
}

fn each(element: &Attributes, broken: impl Fn(&str) -> bool, advice: &str) -> Vec<Hit> {
    let tokens = element.tokens(SarIdentifier).filter(|token| broken(token));
    tokens.map(|token| Hit::of(token, format!("`{token}` {advice}"))).collect()
}

fn misshapen(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let advice = "is not written as a special access program: write SAR-DOD:TS:NAME";
    each(element, |token| split(token).is_none(), advice)
}

/// ODNI lists the authorities as `DOD`; the short `AG` fails its own pattern of three letters.
fn unknown_authority(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let unknown = |token: &str| {
        let named = token.strip_prefix("SAR-").unwrap_or(token).split(':').next();
        named.is_none_or(|authority| !SAR_AUTHORITY.contains(&authority))
    };
    each(element, unknown, "names no authority for special access: write one such as SAR-DOD")
}

fn above_the_element(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let rank = |level: &str| ["U", "C", "S", "TS"].iter().position(|known| *known == level);
    let held = element.text(Classification).and_then(rank);
    let above = |token: &str| {
        let level = split(token).and_then(|(_, level, _)| level).and_then(rank);
        held.zip(level).is_some_and(|(held, level)| level > held)
    };
    each(element, above, "is above the level of its text: raise the level or correct the program")
}

fn dashed(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let dash = |token: &str| token.strip_prefix("SAR-").unwrap_or(token).contains('-');
    let advice = "has a dash, which the military and the intelligence community print \
                  differently: let the document follow one of them";
    each(element, dash, advice)
}

/// ODNI asks this of documents that follow all three authorities.
fn several(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let many = context.is_resource && context.claims("USGov");
    let many = many && element.tokens(SarIdentifier).count() > 1;
    let message = "a banner under the rules of both communities carries one special access \
                   program: keep one, or follow one community";
    many.then(|| Hit::new(message)).into_iter().collect()
}

fn three(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let many = context.is_resource && element.tokens(SarIdentifier).count() >= 3;
    let message = "three special access programs are printed differently by the military and \
                   the intelligence community: follow one of them";
    many.then(|| Hit::new(message)).into_iter().collect()
}

fn dod_without_exception(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let dod = element.tokens(SarIdentifier).any(|token| token.starts_with("SAR-DOD:"));
    let silent = context.is_resource && element.text(DeclassException).is_none();
    let message = format!(
        "a program of the Department of Defense has an exception from declassification: write {}",
        DeclassException.name(),
    );
    (dod && silent).then(|| Hit::new(message)).into_iter().collect()
}
