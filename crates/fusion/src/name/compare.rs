//! Comparing two names: which word of one is which of the other, and what follows from it.

use super::likeness::Likeness;
use super::titles::{is_particle, is_surely_particle};
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
    // Which word goes with which is settled in one order of the two, so that both orders agree.
    if precedes(other, one) {
        return in_order(other, one, weights, &mut |finding: Finding<'n>| {
            tell(Finding { one: finding.other, other: finding.one, ..finding });
        });
    }
    in_order(one, other, weights, &mut tell)
}

fn precedes(one: &Name, other: &Name) -> bool {
    fn key(name: &Name) -> impl Iterator<Item = (&str, Place, bool)> {
        name.parts.iter().map(|part| (&*part.token.latin, part.place, part.optional))
    }
    let parts = one.parts.iter().zip(&other.parts);
    let first = parts.map(|(a, b)| a.token.hash.cmp(&b.token.hash)).find(|order| order.is_ne());
    match first {
        Some(order) => order.is_lt(),
        None => key(one).cmp(key(other)).then(one.suffix.cmp(&other.suffix)).is_lt(),
    }
}

fn in_order<'n>(
    one: &'n Name,
    other: &'n Name,
    weights: &Weights,
    tell: &mut dyn FnMut(Finding<'n>),
) -> Weight {
    let pairing = Pairing::of(one, other);
    let mut found = Tally { weights, sum: Weight(0), family_told: false, tell };
    let met = pairing.met();
    for (a, b, likeness) in pairing.pairs() {
        found.pair(a, b, likeness, met);
    }
    // What many words say together is bounded, so that it never outweighs one that differs: brothers
    // share all names but one.
    let above = found.sum.0 - weights.name_max.0;
    if above > 0 {
        found.add(Ground::NameAtMost, Weight(-above), "", "");
    }
    if met == Met::Exchanged || pairing.is_turned() {
        found.add(Ground::Exchanged, weights.exchanged, "", "");
    }
    found.left_over(&pairing, met != Met::Nowhere);
    match (one.suffix, other.suffix) {
        (Some(a), Some(b)) if a == b => found.add(Ground::Suffix, weights.suffix_agrees, "", ""),
        (Some(_), Some(_)) => found.add(Ground::Suffix, weights.suffix_differs, "", ""),
        (Some(_), None) | (None, Some(_)) => {
            found.add(Ground::Suffix, weights.suffix_missing, "", "")
        }
        (None, None) => {}
    }
    let below = weights.name_min.0 - found.sum.0;
    if below > 0 {
        found.add(Ground::NameAtLeast, Weight(below), "", "");
    }
    found.sum
}

fn is_exchanged(one: Place, other: Place) -> bool {
    matches!((one, other), (Place::Family, Place::Given) | (Place::Given, Place::Family))
}

/// Where the surname of one was met in the other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Met {
    /// Among its surnames, or where its order is not known.
    InPlace,
    /// Among its given names, and the given name among the surnames.
    Exchanged,
    /// In no word that is spelt out.
    Nowhere,
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
        let mut met = 0_u8;
        for (at, a) in one.parts.iter().enumerate() {
            for (to, b) in other.parts.iter().enumerate() {
                if let Some(cell) = alike.get_mut(at * PARTS_MAX + to) {
                    *cell = Likeness::of(&a.token, &b.token);
                    met |= 1 << *cell as u8;
                }
            }
        }
        for likeness in LIKENESSES {
            if met & (1 << likeness as u8) == 0 {
                continue;
            }
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

    /// Where the surname was met.
    fn met(&self) -> Met {
        let full = || self.pairs().filter(|(_, _, likeness)| *likeness < Likeness::Initial);
        let family =
            |part: &Part| part.place != Place::Given && !is_surely_particle(&part.token.latin);
        let exchanged = full().filter(|(a, b, _)| is_exchanged(a.place, b.place));
        let (mut there, mut back) = (false, false);
        for (a, _, _) in exchanged {
            there |= a.place == Place::Family;
            back |= a.place == Place::Given;
        }
        if full().any(|(a, b, _)| {
            family(a) && family(b)
                || (a.place == Place::Unknown || b.place == Place::Unknown)
                    && (family(a) || family(b))
        }) {
            Met::InPlace
        } else if there && back {
            Met::Exchanged
        } else {
            Met::Nowhere
        }
    }

    /// Whether two names of unknown order have their words in another one.
    fn is_turned(&self) -> bool {
        let unknown = |name: &Name| name.parts.iter().all(|part| part.place == Place::Unknown);
        let places = self.found.iter().flatten().map(|(to, _)| *to);
        unknown(self.one) && unknown(self.other) && !places.is_sorted()
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
    /// Whether a surname was told already.
    family_told: bool,
    tell: &'t mut dyn FnMut(Finding<'n>),
}

impl<'n> Tally<'n, '_, '_> {
    fn add(&mut self, ground: Ground, weight: Weight, one: &'n str, other: &'n str) {
        self.sum += weight;
        (self.tell)(Finding { ground, weight, one, other });
    }

    /// Two words that go together.
    fn pair(&mut self, a: &'n Part, b: &'n Part, likeness: Likeness, met: Met) {
        let family = a.place == Place::Family || b.place == Place::Family;
        let ground = if family { Ground::Family(likeness) } else { Ground::Given(likeness) };
        let full = Weight::bits(i32::from(bits(a, b, family)));
        let initial = self.weights.initial.min(full);
        let weight = match likeness {
            Likeness::Same if a.token.is_initial() => initial,
            Likeness::Same => full,
            Likeness::Variant => full.percent(self.weights.variant_percent),
            Likeness::Nickname => full.percent(self.weights.nickname_percent),
            Likeness::Close => full.percent(self.weights.close_percent),
            Likeness::Initial => initial,
            Likeness::Unlike => Weight(0),
        };
        // A second spelling says nothing that the first does not, and a surname in the place of a given
        // name says nothing unless the given name stands in its place.
        let again = (a.optional || b.optional) && family && self.family_told;
        let thing = a.place == Place::Thing;
        let particle = a.optional && b.optional && (thing || is_particle(&a.token.latin));
        let astray = is_exchanged(a.place, b.place) && met != Met::Exchanged;
        let weight = match (again || particle, astray) {
            (true, _) | (_, true) => Weight(0),
            (false, false) if a.optional || b.optional => weight.percent(OPTIONAL_PERCENT),
            (false, false) => weight,
        };
        self.family_told |= family;
        self.add(ground, weight, &a.token.latin, &b.token.latin);
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
            self.add(
                Ground::FamilyDiffers,
                weights.family_differs,
                family(pairing.one),
                family(pairing.other),
            );
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
        self.first_missed(pairing);
        let mut a = pairing.left_of_one().filter(own).filter(given);
        let mut b = pairing.left_of_other().filter(own).filter(given);
        loop {
            match (a.next(), b.next()) {
                (Some(a), Some(b)) => {
                    let full = !a.token.is_initial() && !b.token.is_initial();
                    let (one, other) = (is_first(pairing.one, a), is_first(pairing.other, b));
                    let first = one && other || full && (one || other);
                    let thing = a.place == Place::Thing;
                    let (ground, weight) = match first {
                        _ if thing => (Ground::MiddleDiffers, weights.thing_differs),
                        true => (Ground::GivenDiffers, weights.given_differs),
                        false => (Ground::MiddleDiffers, weights.middle_differs),
                    };
                    self.add(ground, weight, &a.token.latin, &b.token.latin);
                }
                (Some(part), None) => {
                    self.add(Ground::Extra, self.extra(part), &part.token.latin, "")
                }
                (None, Some(part)) => {
                    self.add(Ground::Extra, self.extra(part), "", &part.token.latin)
                }
                (None, None) => return,
            }
        }
    }
}

impl<'n> Tally<'n, '_, '_> {
    /// A word that one has more.
    fn extra(&self, part: &Part) -> Weight {
        match part.place {
            Place::Thing => self.weights.thing_extra,
            Place::Family | Place::Given | Place::Unknown => self.weights.given_extra,
        }
    }

    /// Where the first given name of one is spelt out and goes with none, while that of the other goes with
    /// a further one's first letter: `George H.` is not `Henry`.
    fn first_missed(&mut self, pairing: &Pairing<'n>) {
        let given_place = |part: &Part| matches!(part.place, Place::Given | Place::Unknown);
        let full = |part: &Part| !part.token.is_initial() && !part.optional && given_place(part);
        let missed = |name: &'n Name, part: &'n Part| full(part) && is_first(name, part);
        let one = pairing.left_of_one().find(|part| missed(pairing.one, part));
        let other = pairing.left_of_other().find(|part| missed(pairing.other, part));
        let given = |name: &'n Name| {
            name.parts.iter().filter(|part| !part.optional && given_place(part)).count() > 1
                || name.of_place(Place::Given).next().is_some()
        };
        let (missed, told) = match (one, other) {
            (Some(part), None) => (given(pairing.other), (&*part.token.latin, "")),
            (None, Some(part)) => (given(pairing.one), ("", &*part.token.latin)),
            (Some(_), Some(_)) | (None, None) => (false, ("", "")),
        };
        if missed {
            self.add(Ground::Extra, self.weights.given_first_extra, told.0, told.1);
        }
    }
}

/// What two words that go together say when they are the same, in bits.
fn bits(a: &Part, b: &Part, family: bool) -> u8 {
    if a.place == Place::Thing || b.place == Place::Thing {
        return a.token.as_thing.min(b.token.as_thing);
    }
    let unknown = a.place == Place::Unknown && b.place == Place::Unknown;
    let of = |part: &Part| match (family, unknown) {
        (true, _) => part.token.as_surname,
        (false, true) => part.token.as_surname.min(part.token.as_given),
        (false, false) => part.token.as_given,
    };
    of(a).min(of(b))
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
