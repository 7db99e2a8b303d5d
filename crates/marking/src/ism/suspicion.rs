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

/// The conditions under which some rule may be broken.
struct Book {
    /// Which conditions each bit bears on, by number.
    by_bit: Vec<Conditions>,
    conditions: Vec<Condition>,
}

type Conditions = [u64; WORDS];

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

impl Condition {
    fn holds(self, bits: u128) -> bool {
        let found = bits & self.when;
        found != 0
            && match self.then {
                Then::Always => true,
                Then::With(these) => bits & these != 0,
                Then::Without(these) => bits & these == 0,
                Then::Several => found.count_ones() > 1,
            }
    }
}

impl Book {
    fn of(set: RuleSet) -> Self {
        let universe = Universe(universe());
        let mut printed = Attributes::default();
        printed.set(Attribute::Classification, "S");
        let context = Context::alone(&printed, set);
        let rules = ELEMENT.iter().flat_map(|group| group.iter());
        let rules = rules.filter(|rule| rule.sets.hold(set) && context.is_in(rule.scope));
        let mut conditions: Vec<Condition> = Vec::new();
        for condition in rules.flat_map(|rule| universe.conditions(rule)) {
            if condition.when != 0 && !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
        let by_bit = (0..u128::BITS).map(|bit| bears_on(&conditions, 1 << bit)).collect();
        Self { by_bit, conditions }
    }

    fn is_clear(&self, Signature(bits): Signature) -> bool {
        let mut asked: Conditions = [0; WORDS];
        let mut rest = bits;
        while rest != 0 {
            if let Some(bears_on) = self.by_bit.get(rest.trailing_zeros() as usize) {
                asked.iter_mut().zip(bears_on).for_each(|(all, more)| *all |= more);
            }
            rest &= rest - 1;
        }
        asked.iter().zip(self.conditions.chunks(64)).all(|(asked, conditions)| {
            let mut asked = *asked;
            while asked != 0 {
                let condition = conditions.get(asked.trailing_zeros() as usize);
                if condition.is_some_and(|condition| condition.holds(bits)) {
                    return false;
                }
                asked &= asked - 1;
            }
            true
        })
    }
}

/// Which conditions have a bit among those that bring them up.
fn bears_on(conditions: &[Condition], bit: u128) -> Conditions {
    let mut all = [0; WORDS];
    let brought_up = conditions.iter().enumerate().filter(|(_, one)| one.when & bit != 0);
    for (at, _) in brought_up {
        if let Some(word) = all.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
    all
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

/// Room for the conditions: 256.
const WORDS: usize = 4;

#[cfg(test)]
mod tests;
