//! Whether a printed marking may break a rule: some operations on bits, before the rules are asked.
//!
//! A marking that is clear breaks none. One that is not clear may yet break none: then the rules
//! say so. What a rule of a known shape looks at follows from the rule; for the others
//! [`Rule::guard`] says it.

use std::sync::LazyLock;

use super::rule::{Cond, Context, Rule, Test, Tokens};
use super::rules::ELEMENT;
use super::signature::{Signature, universe};
use super::{Attribute, Attributes, RuleSet};
use crate::Marking;

/// Whether a marking certainly breaks no rule about one element.
pub(crate) fn is_clear(marking: &Marking, set: RuleSet) -> bool {
    let Some(signature) = Signature::of(marking) else { return false };
    let book = match set {
        RuleSet::Register2012 => &*REGISTER_2012,
        RuleSet::Register2016 => &*REGISTER_2016,
        RuleSet::Ism2022 => &*ISM_2022,
    };
    book.is_clear(signature)
}

static REGISTER_2012: LazyLock<Book> = LazyLock::new(|| Book::of(RuleSet::Register2012));
static REGISTER_2016: LazyLock<Book> = LazyLock::new(|| Book::of(RuleSet::Register2016));
static ISM_2022: LazyLock<Book> = LazyLock::new(|| Book::of(RuleSet::Ism2022));

/// When some rule may be broken.
#[derive(Default)]
struct Book {
    /// May be broken wherever one of these stands.
    alone: u128,
    /// Where one of these stands, what stands beside it counts.
    asked: u128,
    by_bit: Vec<Beside>,
    /// May be broken where two of the same stand.
    exclusive: Vec<u128>,
}

/// When a rule may be broken where a bit stands.
#[derive(Clone, Default)]
struct Beside {
    /// Beside one of these.
    with: u128,
    /// Without any of these.
    without: Vec<u128>,
}

/// May be broken where one of `when` stands and `then` holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Condition {
    when: u128,
    then: Then,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Then {
    Always,
    /// And one of these stands.
    With(u128),
    /// And none of these stands.
    Without(u128),
    /// And another of the same stands.
    Several,
}

impl Book {
    fn of(set: RuleSet) -> Self {
        let universe = Universe(universe());
        let mut printed = Attributes::default();
        printed.set(Attribute::Classification, "S");
        let context = Context::alone(&printed, set);
        let rules = ELEMENT.iter().flat_map(|group| group.iter());
        let rules = rules.filter(|rule| rule.sets.hold(set) && context.is_in(rule.scope));
        let mut book = Self { by_bit: vec![Beside::default(); BITS], ..Self::default() };
        rules.flat_map(|rule| universe.conditions(rule)).for_each(|condition| book.add(condition));
        book
    }

    fn add(&mut self, Condition { when, then }: Condition) {
        self.asked |= if matches!(then, Then::With(_) | Then::Without(_)) { when } else { 0 };
        let brought_up = self.by_bit.iter_mut().enumerate();
        let brought_up = brought_up.filter(|(bit, _)| when & (1 << bit) != 0).map(|(_, one)| one);
        match then {
            Then::Always => self.alone |= when,
            Then::With(these) => brought_up.for_each(|one| one.with |= these),
            Then::Without(these) => brought_up
                .filter(|one| !one.without.contains(&these))
                .for_each(|one| one.without.push(these)),
            Then::Several => self.exclusive.push(when),
        }
    }

    fn is_clear(&self, Signature(bits): Signature) -> bool {
        let mut rest = bits & self.asked;
        let mut broken = bits & self.alone != 0;
        while rest != 0 && !broken {
            if let Some(beside) = self.by_bit.get(rest.trailing_zeros() as usize) {
                broken =
                    bits & beside.with != 0 || beside.without.iter().any(|these| bits & these == 0);
            }
            rest &= rest - 1;
        }
        !broken && self.exclusive.iter().all(|of| (bits & of).count_ones() <= 1)
    }
}

/// The tokens by bit.
struct Universe(Vec<(Attribute, String)>);

impl Universe {
    fn mask(&self, of: Attribute, tokens: &Tokens) -> u128 {
        let held =
            |(attribute, token): &(Attribute, String)| *attribute == of && tokens.hold(token);
        let bits = self.0.iter().enumerate().filter(|(_, one)| held(one));
        bits.fold(0, |all, (at, _)| all | 1 << at)
    }

    fn any(&self, of: Attribute) -> u128 {
        self.mask(of, &Tokens::Any)
    }

    /// When a rule may be broken.
    fn conditions(&self, rule: &Rule) -> Vec<Condition> {
        if let Some(guard) = rule.guard {
            return guard.iter().map(|cond| self.guarded(cond)).collect();
        }
        let of = rule.attribute;
        let one = |when, then| vec![Condition { when, then }];
        match &rule.test {
            Test::Needs(when, needed, any_of) => {
                one(self.mask(of, when), Then::Without(self.mask(*needed, &Tokens::Is(any_of))))
            }
            Test::Bars(when, other, barred) => {
                one(self.mask(of, when), Then::With(self.mask(*other, barred)))
            }
            Test::Levels(when, levels) => {
                let at = self.mask(Attribute::Classification, &Tokens::Is(levels));
                one(self.mask(of, when), Then::Without(at))
            }
            Test::Exclusive(tokens) => one(self.mask(of, &Tokens::Is(tokens)), Then::Several),
            Test::Alone(token) => {
                let (token, any) = (self.token(of, token), self.any(of));
                one(token, Then::With(any & !token))
            }
            Test::Carries(when, attributes) => {
                let carried = attributes.iter().fold(0, |all, of| all | self.any(*of));
                one(self.mask(of, when), Then::Without(carried))
            }
            Test::Only(other, tokens) => {
                one(self.any(of), Then::Without(self.mask(*other, &Tokens::Is(tokens))))
            }
            // What has a bit is of the vocabulary and well written.
            Test::Known(..) | Test::Written(_) => Vec::new(),
            Test::Withdrawn(_) => one(super::signature::Flag::Withdrawn.bit(), Then::Always),
            Test::Absent(..) | Test::Broken(..) | Test::Special(_) => {
                one(self.any(of), Then::Always)
            }
        }
    }

    fn guarded(&self, cond: &Cond) -> Condition {
        let mask = |(of, tokens): &(Attribute, Tokens)| self.mask(*of, tokens);
        match cond {
            Cond::Held(when) => Condition { when: mask(when), then: Then::Always },
            Cond::Both(when, with) => Condition { when: mask(when), then: Then::With(mask(with)) },
            Cond::Without(when, none) => {
                Condition { when: mask(when), then: Then::Without(mask(none)) }
            }
            Cond::Flag(flag) => Condition { when: flag.bit(), then: Then::Always },
        }
    }

    fn token(&self, of: Attribute, token: &str) -> u128 {
        let at = self.0.iter().position(|(attribute, held)| *attribute == of && held == token);
        at.map_or(0, |at| 1 << at)
    }
}

const BITS: usize = u128::BITS as usize;

#[cfg(test)]
mod tests;
