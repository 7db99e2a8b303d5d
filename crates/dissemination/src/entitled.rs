//! The decisions of every entitlement about every handling class, as bits.

use model::Timestamp;

use crate::judge::permits;
use crate::who::Who;
use crate::{Ask, Handling, HandlingId, ViewKey};

/// Which entitlements are permitted which classes: a row of bits for each class, so that who may
/// have a report is a few operations on rows, whatever the number of recipients.
///
/// It says the same as [`crate::judge()`], pair by pair, as long as [`Entitled::holds_at`].
#[derive(Clone, Debug, Default)]
pub struct Entitled {
    rows: Vec<Row>,
    entitlements: usize,
}

#[derive(Clone, Debug, Default)]
struct Row {
    bits: Vec<u64>,
    valid_until: Option<Timestamp>,
}

/// Some entitlements, by number.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Entitlements(Vec<u64>);

impl Entitled {
    /// Decides about each class for each of the asks, one for each entitlement.
    pub fn of<'h>(handlings: impl Iterator<Item = &'h Handling>, asks: &[Ask<'_>]) -> Self {
        let whos: Vec<_> = asks.iter().map(|ask| Who::of(ask.recipient, ask.community)).collect();
        let rows = handlings.map(|handling| Row::of(handling, asks, &whos)).collect();
        Self { rows, entitlements: asks.len() }
    }

    /// Decides about one class anew: a procedure, a caveat or a grant that it falls under changed.
    /// A class that is not the next or known is left alone.
    pub fn decide(&mut self, id: HandlingId, handling: &Handling, asks: &[Ask<'_>]) {
        let whos: Vec<_> = asks.iter().map(|ask| Who::of(ask.recipient, ask.community)).collect();
        let row = Row::of(handling, asks, &whos);
        let Some(at) = place(id) else { return };
        if at == self.rows.len() {
            self.rows.push(row);
        } else if let Some(known) = self.rows.get_mut(at) {
            *known = row;
        }
    }

    /// Whether an entitlement is permitted a class. What was not decided is not.
    pub fn permits(&self, id: HandlingId, entitlement: usize) -> bool {
        let row = self.row(id);
        let word = row.and_then(|row| row.bits.get(entitlement / 64));
        word.is_some_and(|word| word >> (entitlement % 64) & 1 == 1)
    }

    /// Who gets a view: whoever is permitted every required class and none of the excluded. Cost:
    /// one operation for 64 entitlements and class.
    pub fn who_gets(&self, view: &ViewKey) -> Entitlements {
        let mut bits = vec![u64::MAX; self.entitlements.div_ceil(64)];
        if let Some(last) = bits.last_mut().filter(|_| !self.entitlements.is_multiple_of(64)) {
            *last = (1 << (self.entitlements % 64)) - 1;
        }
        for id in &view.required {
            let row = self.row(*id);
            match row {
                Some(row) => bits.iter_mut().zip(&row.bits).for_each(|(all, one)| *all &= one),
                None => bits.fill(0),
            }
        }
        for id in &view.excluded {
            let row = self.row(*id);
            let held = row.map(|row| row.bits.as_slice()).unwrap_or_default();
            bits.iter_mut().zip(held).for_each(|(all, one)| *all &= !one);
        }
        Entitlements(bits)
    }

    /// Whether the decisions about a class still stand at a time.
    pub fn holds_at(&self, id: HandlingId, at: Timestamp) -> bool {
        let row = self.row(id);
        row.is_some_and(|row| row.valid_until.is_none_or(|until| at < until))
    }

    fn row(&self, id: HandlingId) -> Option<&Row> {
        self.rows.get(place(id)?)
    }
}

fn place(id: HandlingId) -> Option<usize> {
    usize::try_from(id.0).ok()
}

impl Row {
    fn of(handling: &Handling, asks: &[Ask<'_>], whos: &[Who]) -> Self {
        let mut row = Self { bits: vec![0; asks.len().div_ceil(64)], valid_until: None };
        for (at, (ask, who)) in asks.iter().zip(whos).enumerate() {
            let judgement = permits(handling, *ask, *who);
            if let Some(word) = row.bits.get_mut(at / 64) {
                *word |= u64::from(judgement.permitted) << (at % 64);
            }
            let ends = [row.valid_until, judgement.valid_until];
            row.valid_until = ends.into_iter().flatten().min();
        }
        row
    }
}

impl Entitlements {
    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let rest = std::iter::successors(Some(*word), |word| Some(word & word.wrapping_sub(1)));
            let set = rest.take_while(|word| *word != 0);
            set.filter_map(move |word| Some(at * 64 + usize::try_from(word.trailing_zeros()).ok()?))
        })
    }

    /// How many are in one and not in the other.
    pub fn difference(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(one, another)| (one ^ another).count_ones()).sum()
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A class that some of a hundred entitlements are permitted.
    fn row(permitted: impl Fn(usize) -> bool) -> Row {
        let mut bits = vec![0; 2];
        for at in (0..100).filter(|at| permitted(*at)) {
            bits[at / 64] |= 1 << (at % 64);
        }
        Row { bits, valid_until: Some(Timestamp::from_micros(10)) }
    }

    fn numbers(of: &Entitlements) -> Vec<usize> {
        of.iter().collect()
    }

    #[test]
    fn who_gets_a_view_has_every_required_class_and_none_of_the_excluded() {
        let rows = vec![row(|at| at % 2 == 0), row(|at| at % 5 == 0), row(|at| at > 70)];
        let entitled = Entitled { rows, entitlements: 100 };
        let gets = |required: &[u32], excluded: &[u32]| {
            let [required, excluded] =
                [required, excluded].map(|of| of.iter().copied().map(HandlingId).collect());
            entitled.who_gets(&ViewKey { required, excluded })
        };
        let all = |of: fn(&usize) -> bool| (0..100).filter(of).collect::<Vec<_>>();
        assert_eq!(numbers(&gets(&[], &[])), all(|_| true));
        assert_eq!(numbers(&gets(&[0, 1], &[])), all(|at| at % 10 == 0));
        assert_eq!(numbers(&gets(&[0], &[1, 2])), all(|at| at % 2 == 0 && at % 5 > 0 && *at <= 70));
        // What was not decided nobody is permitted.
        assert_eq!(numbers(&gets(&[0, 7], &[])), Vec::<usize>::new());
        assert_eq!(gets(&[0], &[7]), gets(&[0], &[]));
        for at in 0..200 {
            assert_eq!(entitled.permits(HandlingId(2), at), at > 70 && at < 100, "{at}");
        }
        assert!(!entitled.permits(HandlingId(7), 0));
    }

    #[test]
    fn what_is_decided_about_a_class_stands_until_before_it_may_change() {
        let entitled = Entitled { rows: vec![row(|_| true)], entitlements: 100 };
        let holds = |id| {
            [9, 10, 11].map(|at| entitled.holds_at(HandlingId(id), Timestamp::from_micros(at)))
        };
        assert_eq!([holds(0), holds(1)], [[true, false, false], [false; 3]]);
    }

    #[test]
    fn entitlements_are_counted_and_told_apart_one_by_one() {
        let [one, other] =
            [Entitlements(vec![0b1011, 1 << 63]), Entitlements(vec![0b0110, 1 << 63])];
        assert_eq!((numbers(&one), numbers(&other)), (vec![0, 1, 3, 127], vec![1, 2, 127]));
        assert_eq!((one.count(), other.count(), one.difference(&other)), (4, 3, 3));
        assert_eq!((one.difference(&one), Entitlements::default().count()), (0, 0));
    }
}
