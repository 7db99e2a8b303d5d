//! Where a value stands in a JSON text: byte by byte, without reading the rest into anything.

use std::ops::Range;

/// A step into a JSON value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Step<'n> {
    /// The member of an object.
    Member(&'n str),
    /// The element of an array.
    Element(usize),
}

/// The bytes of the value that a path leads to; of a string, those between its quotes. Names with
/// escapes are not found, and a text that is no JSON leads nowhere.
pub(crate) fn find(text: &str, path: &[Step<'_>]) -> Option<Range<usize>> {
    let mut scan = Scan { text, at: 0 };
    for step in path {
        match step {
            Step::Member(name) => scan.enter_member(name)?,
            Step::Element(at) => scan.enter_element(*at)?,
        }
    }
    scan.blank();
    match scan.peek()? {
        b'"' => scan.string(),
        _other => {
            let start = scan.at;
            scan.value()?;
            Some(start..scan.at)
        }
    }
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Passes over one sign, behind blanks.
    fn sign(&mut self, sign: u8) -> Option<()> {
        self.blank();
        (self.peek()? == sign).then(|| self.at += 1)
    }

    /// Passes over a string and gives what is between its quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        self.sign(b'"')?;
        let start = self.at;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(start..self.at - 1);
                }
                b'\\' => self.at += 2,
                _other => self.at += 1,
            }
        }
    }

    /// Passes over a value.
    fn value(&mut self) -> Option<()> {
        self.blank();
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth == 0 => return Some(()),
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' if depth == 0 => return Some(()),
                _other => self.at += 1,
            }
            if depth == 0 && !matches!(self.peek(), Some(next) if is_of_number(next)) {
                return Some(());
            }
        }
    }

    fn enter_member(&mut self, name: &str) -> Option<()> {
        self.sign(b'{')?;
        loop {
            self.blank();
            let key = self.string()?;
            let is_it = self.text.get(key)? == name;
            self.sign(b':')?;
            if is_it {
                return Some(());
            }
            self.value()?;
            self.sign(b',')?;
        }
    }

    fn enter_element(&mut self, at: usize) -> Option<()> {
        self.sign(b'[')?;
        for _ in 0..at {
            self.value()?;
            self.sign(b',')?;
        }
        Some(())
    }
}

/// A character in a number or a word: `-1.5e3`, `true`.
fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_value_past_everything_before_it() {
        let text = r#" { "a" : [1, {"b": "x,]}\""}, true, "v" ], "n": -1.5e3 , "s": {"t": "u"}}"#;
        let at = |path: &[Step<'_>]| find(text, path).and_then(|found| text.get(found));
        assert_eq!(at(&[Step::Member("a"), Step::Element(3)]), Some("v"));
        assert_eq!(at(&[Step::Member("a"), Step::Element(0)]), Some("1"));
        assert_eq!(at(&[Step::Member("n")]), Some("-1.5e3"));
        assert_eq!(at(&[Step::Member("s"), Step::Member("t")]), Some("u"));
        assert_eq!(at(&[Step::Member("a"), Step::Element(4)]), None);
        assert_eq!(at(&[Step::Member("z")]), None);
    }

    #[test]
    fn every_prefix_of_a_text_leads_somewhere_or_nowhere() {
        let text = r#"{"portions": [{"marking": "S//é\\"}, {}], "x": [[[[[[]]]]]]}"#;
        let path = [Step::Member("portions"), Step::Element(0), Step::Member("marking")];
        for cut in (0..text.len()).filter_map(|end| text.get(..end)) {
            assert!(find(cut, &path).is_none_or(|found| found.end <= cut.len()), "{cut}");
        }
    }
}
