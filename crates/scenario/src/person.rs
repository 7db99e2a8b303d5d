//! People: a true name, the spellings it takes, the names they go by.

use crate::culture::{Culture, Order};
use crate::member::Member;
use crate::prng::Prng;
use crate::report::Id;

/// A person of this culture; the stream decides everything about them.
pub(crate) fn person(
    prng: &mut Prng,
    culture: &Culture,
    number: u64,
    role: &'static str,
) -> Member {
    let parts = [prng.word(culture.given), prng.word(culture.middle), prng.word(culture.family)];
    let mut names: Vec<String> = Vec::with_capacity(SPELLINGS);
    for spelling in 0..SPELLINGS {
        let name = full_name(culture.order, parts, spelling);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut aliases = Vec::new();
    if prng.chance(60) {
        aliases.push(prng.word(culture.nicknames).to_owned());
    }
    if prng.chance(25) {
        let false_name =
            [prng.word(culture.given), prng.word(culture.middle), prng.word(culture.family)];
        aliases.push(full_name(culture.order, false_name, 0));
    }
    let name = names.first().cloned().unwrap_or_default();
    let mut member = Member::thing("person", number, role, name);
    member.names = names;
    member.aliases = aliases;
    member.us_person = Some(false);
    if prng.chance(70) {
        let letter = prng.word(&["A", "C", "E", "G", "K", "P"]);
        let value = format!("{letter}{:07}", prng.below(10_000_000));
        member.ids.push(Id { scheme: "passport", value });
    }
    if prng.chance(40) {
        let born = format!(
            "{}-{:02}-{:02}",
            prng.between(1948, 1979),
            prng.between(1, 12),
            prng.between(1, 28)
        );
        member.ids.push(Id { scheme: "date-of-birth", value: born });
    }
    member
}

/// One spelling of a full name; 0 is the true one, later ones drop and respell parts.
fn full_name(order: Order, parts: [&str; 3], spelling: usize) -> String {
    let [given, middle, family] = parts.map(|part| spelled(part, spelling));
    match (order, spelling) {
        (Order::TwoFamilies, 0 | 3) => format!("{given} {middle} {family}"),
        (Order::TwoFamilies, 2) => format!("{given} {family}"),
        (Order::TwoFamilies, _) => format!("{given} {middle}"),
        (Order::FatherNamed, 1) => format!("{given} {family}"),
        (Order::FatherNamed, _) => format!("{given} {middle} {family}"),
        (Order::GivenFamily, 2) => format!("{given} {middle} {family}"),
        (Order::GivenFamily, 3) => format!("{family} {given}"),
        (Order::GivenFamily, _) => format!("{given} {family}"),
        (Order::FamilyFirst, 0 | 1) => format!("{family} {middle}{}{given}", joint(given)),
        (Order::FamilyFirst, 2) => format!("{middle}{}{given} {family}", joint(given)),
        (Order::FamilyFirst, _) => format!("{} {family}", capitalised(given)),
    }
}

/// A second given syllable in small letters joins the first; a name of its own stands apart.
fn joint(given: &str) -> &'static str {
    if given.starts_with(|first: char| first.is_lowercase()) { "" } else { " " }
}

/// With a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The spelling of one part, in turn.
fn spelled(part: &str, spelling: usize) -> &str {
    let count = part.split('|').count();
    part.split('|').nth(spelling % count.max(1)).unwrap_or(part)
}

/// How many spellings are tried.
const SPELLINGS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::culture::{HISPANIC, MAGHREB};

    #[test]
    fn spellings_vary_and_begin_with_the_true_name() {
        let mut varied = 0;
        for number in 0..50 {
            for culture in [&HISPANIC, &MAGHREB] {
                let member = person(&mut Prng::of(1, 1, number), culture, number, "driver");
                assert_eq!(member.names.first(), Some(&member.name));
                varied += usize::from(member.names.len() > 2);
            }
        }
        assert!(varied > 60);
    }
}
