//! Comparing two names: which word of one is which of the other, and what follows from it.

use super::likeness::Likeness;
use super::{Name, Part, Place};
use crate::evidence::{Finding, Ground};
use crate::{Weight, Weights};

/// Tells the findings about two names, and what they weigh together.
pub(crate) fn compare<'n>(
    one: &'n Name,
    other: &'n Name,
    weights: &Weights,
    mut tell: impl FnMut(Finding<'n>),
) -> Weight {
    let pairing = Pairing::of(one, other);
    let mut found = Tally { weights, sum: Weight(0), tell: &mut tell };
    let mut exchanged = false;
    let mut family_met = false;
    for (a, b, likeness) in pairing.pairs() {
        family_met |= found.pair(a, b, likeness);
        exchanged |= is_exchanged(a.place, b.place);
    }
    if exchanged {
        found.add(Ground::Exchanged, weights.exchanged, "", "");
    }
    found.left_over(&pairing, family_met);
    match (one.suffix, other.suffix) {
        (Some(a), Some(b)) if a == b => found.add(Ground::Suffix, weights.suffix_agrees, "", ""),
        (Some(_), Some(_)) => found.add(Ground::Suffix, weights.suffix_differs, "", ""),
        (None, _) | (_, None) => {}
    }
    let above = found.sum.0 - weights.name_max.0;
    if above > 0 {
        found.add(Ground::NameAtMost, Weight(-above), "", "");
    }
    found.sum
}

fn is_exchanged(one: Place, other: Place) -> bool {
    one != other && one != Place::Unknown && other != Place::Unknown
}

/// Which words of two names go together.
struct Pairing<'n> {
    one: &'n Name,
    other: &'n Name,
    /// For each word of the first, the word of the second and how alike they are.
    found: [Option<(usize, Likeness)>; PARTS_MAX],
    /// The words of the second that are taken, as bits.
    taken: u16,
}

impl<'n> Pairing<'n> {
    /// The most alike go first, and of these those in the same place.
    fn of(one: &'n Name, other: &'n Name) -> Self {
        let mut pairing = Self { one, other, found: [None; PARTS_MAX], taken: 0 };
        let mut alike = [Likeness::Unlike; PARTS_MAX * PARTS_MAX];
        for (at, a) in one.parts.iter().enumerate() {
            for (to, b) in other.parts.iter().enumerate() {
                if let Some(cell) = alike.get_mut(at * PARTS_MAX + to) {
                    *cell = Likeness::of(&a.token, &b.token);
                }
            }
        }
        for likeness in LIKENESSES {
            for nearness in 0..NEARNESSES {
                pairing.take(&alike, likeness, nearness);
            }
        }
        pairing
    }

    fn take(&mut self, alike: &[Likeness], likeness: Likeness, nearness: u8) {
        for (at, a) in self.one.parts.iter().enumerate() {
            for (to, b) in self.other.parts.iter().enumerate() {
                let free = self.found.get(at) == Some(&None) && self.taken & (1 << to) == 0;
                if free
                    && alike.get(at * PARTS_MAX + to) == Some(&likeness)
                    && self.nearness(a, at, b, to) == nearness
                    && !(likeness == Likeness::Initial && is_exchanged(a.place, b.place))
                    && let Some(found) = self.found.get_mut(at)
                {
                    *found = Some((to, likeness));
                    self.taken |= 1 << to;
                }
            }
        }
    }

    /// How near the places of two words are: 0 is the same.
    fn nearness(&self, a: &Part, at: usize, b: &Part, to: usize) -> u8 {
        if a.place != b.place {
            return if is_exchanged(a.place, b.place) { 3 } else { 2 };
        }
        let rank = |name: &Name, upto: usize, place: Place| {
            name.parts.iter().take(upto).filter(|part| part.place == place).count()
        };
        u8::from(rank(self.one, at, a.place) != rank(self.other, to, b.place))
    }

    fn pairs(&self) -> impl Iterator<Item = (&'n Part, &'n Part, Likeness)> {
        let found = self.one.parts.iter().zip(self.found);
        found.filter_map(|(a, found)| {
            let (to, likeness) = found?;
            Some((a, self.other.parts.get(to)?, likeness))
        })
    }

    fn left_of_one(&self) -> impl Iterator<Item = &'n Part> {
        let found = self.one.parts.iter().zip(self.found);
        found.filter(|(_, found)| found.is_none()).map(|(part, _)| part)
    }

    fn left_of_other(&self) -> impl Iterator<Item = &'n Part> {
        let parts = self.other.parts.iter().enumerate();
        parts.filter(|(at, _)| self.taken & (1 << at) == 0).map(|(_, part)| part)
    }
}

/// Findings as they add up.
struct Tally<'n, 't, 'w> {
    weights: &'w Weights,
    sum: Weight,
    tell: &'t mut dyn FnMut(Finding<'n>),
}

impl<'n> Tally<'n, '_, '_> {
    fn add(&mut self, ground: Ground, weight: Weight, one: &'n str, other: &'n str) {
        self.sum += weight;
        (self.tell)(Finding { ground, weight, one, other });
    }

    /// Two words that go together; says whether they are surnames, or may be.
    fn pair(&mut self, a: &'n Part, b: &'n Part, likeness: Likeness) -> bool {
        let family = a.place == Place::Family || b.place == Place::Family;
        let unknown = a.place == Place::Unknown && b.place == Place::Unknown;
        let bits = match (family, unknown) {
            (true, _) => a.token.as_surname.min(b.token.as_surname),
            (false, true) => {
                let of = |part: &Part| part.token.as_surname.min(part.token.as_given);
                of(a).min(of(b))
            }
            (false, false) => a.token.as_given.min(b.token.as_given),
        };
        let full = Weight::bits(i32::from(bits));
        let weight = match likeness {
            Likeness::Same => full,
            Likeness::Variant => full.percent(self.weights.variant_percent),
            Likeness::Nickname => full.percent(self.weights.nickname_percent),
            Likeness::Close => full.percent(self.weights.close_percent),
            Likeness::Initial => self.weights.initial.min(full),
            Likeness::Unlike => Weight(0),
        };
        let weight = if a.optional || b.optional { weight.percent(OPTIONAL_PERCENT) } else { weight };
        let ground = if family { Ground::Family(likeness) } else { Ground::Given(likeness) };
        self.add(ground, weight, &a.token.latin, &b.token.latin);
        (family || unknown) && likeness < Likeness::Initial
    }

    /// The words that go with none.
    fn left_over(&mut self, pairing: &Pairing<'n>, family_met: bool) {
        let weights = self.weights;
        let joined = join(pairing);
        let family_met = family_met || joined;
        if joined {
            self.add(Ground::Given(Likeness::Variant), Weight::bits(JOINED_BITS), "", "");
        }
        let own = |part: &&Part| !part.optional;
        let of = |place: Place| move |part: &&Part| part.place == place && !part.optional;
        let (one, other) = (pairing.left_of_one().next(), pairing.left_of_other().next());
        if !family_met {
            let family = |name: &'n Name| name.parts.first().map_or("", |part| &part.token.latin);
            self.add(Ground::FamilyDiffers, weights.family_differs, family(pairing.one), family(pairing.other));
        }
        if joined || (one.is_none() && other.is_none()) {
            return;
        }
        let families = pairing.left_of_one().filter(of(Place::Family)).count()
            + pairing.left_of_other().filter(of(Place::Family)).count();
        if family_met {
            for _ in 0..families {
                self.add(Ground::Extra, weights.family_extra, "", "");
            }
        }
        let given = |part: &&Part| part.place != Place::Family;
        let mut a = pairing.left_of_one().filter(own).filter(given);
        let mut b = pairing.left_of_other().filter(own).filter(given);
        loop {
            match (a.next(), b.next()) {
                (Some(a), Some(b)) => {
                    let first = is_first(pairing.one, a) && is_first(pairing.other, b);
                    let (ground, weight) = match first {
                        true => (Ground::GivenDiffers, weights.given_differs),
                        false => (Ground::MiddleDiffers, weights.middle_differs),
                    };
                    self.add(ground, weight, &a.token.latin, &b.token.latin);
                }
                (Some(part), None) => self.add(Ground::Extra, weights.given_extra, &part.token.latin, ""),
                (None, Some(part)) => self.add(Ground::Extra, weights.given_extra, "", &part.token.latin),
                (None, None) => return,
            }
        }
    }
}

fn is_first(name: &Name, part: &Part) -> bool {
    let mut given = name.parts.iter().filter(|part| part.place != Place::Family);
    given.next().is_some_and(|first| std::ptr::eq(first, part))
}

/// Whether what is left of both is one word that only one of them parts: `Kai-shek`, `Kaishek`.
fn join(pairing: &Pairing<'_>) -> bool {
    let (ones, others) = (pairing.left_of_one().count(), pairing.left_of_other().count());
    if ones == others || ones == 0 || others == 0 {
        return false;
    }
    let one: String = pairing.left_of_one().map(|part| &*part.token.folded).collect();
    let other: String = pairing.left_of_other().map(|part| &*part.token.folded).collect();
    one.len() >= JOINED_LETTERS_MIN && one == other
}

const PARTS_MAX: usize = 10;
const NEARNESSES: u8 = 4;
const OPTIONAL_PERCENT: i32 = 50;
const JOINED_BITS: i32 = 9;
const JOINED_LETTERS_MIN: usize = 4;
const LIKENESSES: [Likeness; 5] =
    [Likeness::Same, Likeness::Variant, Likeness::Nickname, Likeness::Close, Likeness::Initial];
