//! The numbers of a party's entries, close together in memory.

/// Growing numbers, as the distances between them: one to three bytes each, mostly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    bytes: Vec<u8>,
    last: u64,
}

impl Numbers {
    /// Adds a number that is greater than all before it.
    pub(crate) fn push(&mut self, number: u64) {
        let mut rest = number.wrapping_sub(self.last);
        self.last = number;
        while rest > 0x7F {
            self.bytes.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push((rest & 0x7F) as u8);
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        let mut bytes = self.bytes.iter();
        let mut last = 0_u64;
        std::iter::from_fn(move || {
            let (mut distance, mut shift) = (0_u64, 0);
            loop {
                let byte = bytes.next()?;
                distance |= u64::from(byte & 0x7F) << shift;
                if byte & 0x80 == 0 {
                    break;
                }
                shift += 7;
            }
            last = last.wrapping_add(distance);
            Some(last)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_in_order() {
        let all = [0, 1, 2, 127, 128, 300, 70_000, 1 << 40, (1 << 40) + 1, u64::MAX];
        let mut numbers = Numbers::default();
        all.iter().for_each(|number| numbers.push(*number));
        assert_eq!(numbers.iter().collect::<Vec<_>>(), all);
        assert_eq!(Numbers::default().iter().count(), 0);
    }
}
