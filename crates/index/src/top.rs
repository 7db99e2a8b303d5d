//! The best hits so far, by the order that is wanted.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentReader};

use crate::Result;
use crate::fields::{ISSUED, PRECEDENCE, SEQ, TIE};
use crate::wanted::{Hit, Order, Place, Wanted, Weighted};

/// The best hits; the worst of them on top of the heap.
pub(crate) struct Top {
    kept: BinaryHeap<Reverse<Ranked>>,
    count: usize,
    after: Option<Place>,
    order: Order,
    /// What a score is multiplied by at most.
    gain_max: Score,
    threshold: Score,
}

impl Top {
    pub(crate) fn new(wanted: &Wanted<'_>) -> Self {
        let gain_max = match &wanted.order {
            Order::Relevance | Order::Newest => 1.0,
            Order::Weighted(weighted) => weighted.gain_max(),
        };
        Self {
            kept: BinaryHeap::with_capacity(wanted.count.min(COUNT_USUAL)),
            count: wanted.count,
            after: wanted.after.as_ref().map(|cursor| cursor.place),
            order: wanted.order,
            gain_max,
            threshold: if wanted.count == 0 { Score::INFINITY } else { Score::MIN },
        }
    }

    /// Whether scores count.
    pub(crate) fn is_scored(&self) -> bool {
        match self.order {
            Order::Relevance | Order::Weighted(_) => self.count > 0,
            Order::Newest => false,
        }
    }

    /// Scores at or below this need not be offered. One that equals the worst must be: it may be of
    /// a newer report.
    #[inline]
    pub(crate) fn threshold(&self) -> Score {
        self.threshold
    }

    /// Offers a document with its score before gains.
    #[inline]
    pub(crate) fn offer(&mut self, columns: &Columns, doc: DocId, score: Score) {
        if score > self.threshold {
            self.rank(columns, doc, score);
        }
    }

    fn rank(&mut self, columns: &Columns, doc: DocId, score: Score) {
        let score = match &self.order {
            Order::Relevance => score,
            Order::Weighted(weighted) => score * weighted.gain(columns, doc),
            Order::Newest => 0.0,
        };
        // Of the many that score alike, most are not new enough: one column says so.
        let issued = columns.issued(doc);
        if self.worst().is_some_and(|worst| (score, issued) < (worst.score, worst.issued)) {
            return;
        }
        let place = Place { score, issued, tie: columns.tie.first(doc).unwrap_or_default() };
        if self.after.is_some_and(|after| compared(&place, &after).is_ge()) {
            return;
        }
        let seq = columns.seq.first(doc).unwrap_or_default();
        let hit = Reverse(Ranked(Hit { seq, place }));
        if self.kept.len() < self.count {
            self.kept.push(hit);
        } else if let Some(mut worst) = self.kept.peek_mut()
            && *worst > hit
        {
            *worst = hit;
        }
        if self.is_scored()
            && let Some(worst) = self.worst()
        {
            let least = worst.score.next_down();
            self.threshold = if self.gain_max > 1.0 && least > 0.0 {
                least / self.gain_max * SLACK
            } else {
                least
            };
        }
    }

    /// The place that another has to be better than, once there are enough.
    fn worst(&self) -> Option<Place> {
        let full = self.kept.len() >= self.count;
        self.kept.peek().filter(|_| full).map(|Reverse(Ranked(worst))| worst.place)
    }

    pub(crate) fn into_hits(self) -> Vec<Hit> {
        self.kept.into_sorted_vec().into_iter().map(|Reverse(Ranked(hit))| hit).collect()
    }
}

impl Weighted {
    fn gain_max(&self) -> Score {
        1.0 + self.freshness.max(0.0) + self.precedence.max(0.0)
    }

    fn gain(&self, columns: &Columns, doc: DocId) -> Score {
        let (freshness, precedence) = self.gains(columns, doc);
        1.0 + freshness + precedence
    }

    /// What newness and what urgency add to a score, as parts of it.
    pub(crate) fn gains(&self, columns: &Columns, doc: DocId) -> (Score, Score) {
        let (mut freshness, mut precedence) = (0.0, 0.0);
        if self.freshness > 0.0
            && self.half_life_days > 0.0
            && let Some(issued) = columns.issued(doc)
        {
            let age = (self.now.micros() / 1_000_000).saturating_sub(issued).max(0);
            // A day is near enough: what is left of newness changes slowly.
            let days = u16::try_from(age / DAY_SECONDS).unwrap_or(u16::MAX);
            freshness = self.freshness * (-Score::from(days) / self.half_life_days).exp2();
        }
        if self.precedence > 0.0 {
            let step = columns.precedence.as_ref().and_then(|column| column.first(doc));
            let step = u8::try_from(step.unwrap_or_default().min(PRECEDENCE_MAX));
            precedence = self.precedence * Score::from(step.unwrap_or_default()) / 3.0;
        }
        (freshness, precedence)
    }
}

/// What ranks a segment's documents.
#[derive(Debug)]
pub(crate) struct Columns {
    seq: Column<u64>,
    tie: Column<u64>,
    issued: Option<Column<i64>>,
    precedence: Option<Column<u64>>,
}

impl Columns {
    pub(crate) fn of(segment: &SegmentReader) -> Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            seq: fast.u64(SEQ)?,
            tie: fast.u64(TIE)?,
            issued: fast.column_opt(ISSUED)?,
            precedence: fast.column_opt(PRECEDENCE)?,
        })
    }

    fn issued(&self, doc: DocId) -> Option<i64> {
        self.issued.as_ref().and_then(|column| column.first(doc))
    }
}

struct Ranked(Hit);

/// Better is greater: by score, then the newest, then by name, and nothing else that a viewer may
/// be told.
fn compared(a: &Place, b: &Place) -> Ordering {
    a.score.total_cmp(&b.score).then(a.issued.cmp(&b.issued)).then(a.tie.cmp(&b.tie))
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        compared(&self.0.place, &other.0.place).then(self.0.seq.cmp(&other.0.seq))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

const DAY_SECONDS: i64 = 86_400;
/// For so many hits room is made at once.
const COUNT_USUAL: usize = 64;
const PRECEDENCE_MAX: u64 = 3;
/// So much less than what a multiplication may round off.
const SLACK: Score = 0.999_99;
