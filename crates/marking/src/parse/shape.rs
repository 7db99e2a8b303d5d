//! How a text is written, seen in one pass before it is read.

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// The kinds of characters in it.
    seen: u8,
    untidy: bool,
}

impl Shape {
    /// Of a text that was not looked at.
    pub(super) const UNKNOWN: Self = Self { seen: u8::MAX, untidy: true };

    pub(super) fn of(text: &str) -> Self {
        let (mut seen, mut untidy, mut last) = (0, 0, EDGE);
        for byte in text.bytes() {
            let kind = KINDS.get(usize::from(byte)).copied().unwrap_or(ODD);
            untidy |= kind.is & last.not_before;
            seen |= kind.is;
            last = kind;
        }
        Self { seen, untidy: (untidy | seen & ODD.is | last.is & BLANK.is) != 0 }
    }

    pub(super) fn has_small_letters(self) -> bool {
        self.seen & SMALL.is != 0
    }

    /// Whether blanks stand only between words, one at a time, and none before a comma.
    pub(super) fn is_tidy(self) -> bool {
        !self.untidy
    }

    /// Whether it may hold EYES ONLY.
    pub(super) fn has_y(self) -> bool {
        self.seen & Y.is != 0
    }
}

/// A kind of characters, and those that must not stand behind it.
#[derive(Clone, Copy)]
struct Kind {
    is: u8,
    not_before: u8,
}

const WORD: Kind = Kind { is: 0, not_before: 0 };
const SMALL: Kind = Kind { is: 1, not_before: 0 };
const Y: Kind = Kind { is: 2, not_before: 0 };
const COMMA: Kind = Kind { is: 4, not_before: 0 };
/// Where an entry begins or ends.
const EDGE: Kind = Kind { is: 8, not_before: 4 | 16 };
const BLANK: Kind = Kind { is: 16, not_before: 4 | 8 | 16 };
/// What no marking is written with.
const ODD: Kind = Kind { is: 32, not_before: 0 };

const KINDS: [Kind; 256] = {
    let mut kinds = [WORD; 256];
    let mut rest: &mut [Kind] = &mut kinds;
    let mut byte: u8 = 0;
    while let [kind, more @ ..] = rest {
        *kind = match byte {
            b'a'..=b'z' => SMALL,
            b'Y' => Y,
            b',' => COMMA,
            b'/' | b'(' | b')' => EDGE,
            b' ' => BLANK,
            b'!'..=b'~' => WORD,
            0..=31 | 127.. => ODD,
        };
        byte = byte.wrapping_add(1);
        rest = more;
    }
    kinds
};
