//! Where each entry stands in the journal, in eight bytes.

use store::Place;

/// The places of all entries, in order.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// The first entry of each segment.
    segments: Vec<u64>,
    /// Offset in its segment, and length: a segment is shorter than four gigabytes.
    spots: Vec<(u32, u32)>,
}

impl Places {
    pub(crate) fn push(&mut self, place: Place) {
        if self.segments.last() != Some(&place.segment) {
            self.segments.push(place.segment);
        }
        let offset = u32::try_from(place.offset).unwrap_or(u32::MAX);
        self.spots.push((offset, place.len));
    }

    /// Where an entry stands, if there is one.
    pub(crate) fn at(&self, seq: u64) -> Option<Place> {
        let (offset, len) = self.spots.get(usize::try_from(seq).ok()?).copied()?;
        let within = self.segments.partition_point(|first| *first <= seq).checked_sub(1)?;
        let segment = self.segments.get(within).copied()?;
        Some(Place { segment, offset: u64::from(offset), len })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_comes_back() {
        let mut places = Places::default();
        let all: Vec<Place> = (0..20_u64)
            .map(|seq| Place { segment: seq / 7 * 7, offset: 40 + seq % 7 * 9, len: 9 })
            .collect();
        all.iter().for_each(|place| places.push(*place));
        for (place, seq) in all.iter().zip(0..) {
            assert_eq!(places.at(seq), Some(*place));
        }
        assert_eq!(places.at(20), None);
    }
}
