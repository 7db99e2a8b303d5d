//! The Traffic Light Protocol: four colours, one of them in two strengths (FIRST TLP 2.0).

use crate::ConvertError;

/// A label of TLP 2.0, ordered by restriction.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Tlp {
    /// `TLP:CLEAR`: no limit on disclosure.
    Clear,
    /// `TLP:GREEN`: the community.
    Green,
    /// `TLP:AMBER`: the recipient's organisation and its clients, on a need to know.
    Amber,
    /// `TLP:AMBER+STRICT`: the recipient's organisation only.
    AmberStrict,
    /// `TLP:RED`: the named recipients only.
    Red,
}

/// The version of the protocol that a label was written in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TlpVersion {
    /// Version 1: the label exists in it alone (`TLP:WHITE`).
    One,
    /// Version 2 (August 2022); labels that both versions have are read as version 2.
    Two,
}

/// A label as it was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TlpParsed {
    /// What was meant.
    pub tlp: Tlp,
    /// In which version it was written.
    pub version: TlpVersion,
    /// Whether it was written as FIRST prints it: capitals and no blanks.
    pub canonical: bool,
}

impl Tlp {
    /// All labels, ascending by restriction.
    pub const ALL: [Self; 5] =
        [Self::Clear, Self::Green, Self::Amber, Self::AmberStrict, Self::Red];

    /// The label as version 2 prints it (TLP 2.0, section 1).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clear => "TLP:CLEAR",
            Self::Green => "TLP:GREEN",
            Self::Amber => "TLP:AMBER",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Red => "TLP:RED",
        }
    }

    /// What it allows its recipients (FIRST TLP 2.0, section 4).
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Clear => "may be passed on without limit",
            Self::Green => "may be passed on in the community, and not in public",
            Self::Amber => "for the recipient's organisation and its clients, who need to know",
            Self::AmberStrict => "for the recipient's organisation alone",
            Self::Red => "for the named recipients alone",
        }
    }

    /// Reads a label of either version, in any case and with blanks anywhere.
    ///
    /// ```
    /// use marking::Tlp;
    /// let parsed = Tlp::parse("tlp: Amber + Strict").unwrap();
    /// assert_eq!((parsed.tlp, parsed.canonical), (Tlp::AmberStrict, false));
    /// assert!(Tlp::parse("TLP:PURPLE").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<TlpParsed, ConvertError> {
        let tight: String = text
            .chars()
            .take(LABEL_CHARS_MAX)
            .filter(|letter| !letter.is_whitespace())
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let read = |tlp, version| TlpParsed { tlp, version, canonical: tight == text };
        if tight == WHITE {
            return Ok(read(Self::Clear, TlpVersion::One));
        }
        Self::ALL
            .into_iter()
            .find(|tlp| tlp.label() == tight)
            .map(|tlp| read(tlp, TlpVersion::Two))
            .ok_or_else(|| ConvertError::UnknownValue {
                at: "TLP".to_owned(),
                found: text.chars().take(LABEL_CHARS_MAX).collect(),
                wanted: "TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED",
            })
    }

    /// What holds for both sources together: the stricter label.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        self.max(other)
    }

    /// What both labels demand at least: the looser label.
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        self.min(other)
    }
}

impl std::fmt::Display for Tlp {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.label())
    }
}

/// Version 1's name of `TLP:CLEAR`.
const WHITE: &str = "TLP:WHITE";

/// Longest text that can still be a label, blanks included.
const LABEL_CHARS_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_in_any_case_and_flagged_when_not_as_printed() {
        let cases = [
            ("TLP:CLEAR", Tlp::Clear, TlpVersion::Two, true),
            ("TLP:WHITE", Tlp::Clear, TlpVersion::One, true),
            ("tlp:white", Tlp::Clear, TlpVersion::One, false),
            ("TLP:GREEN", Tlp::Green, TlpVersion::Two, true),
            ("TLP: AMBER", Tlp::Amber, TlpVersion::Two, false),
            ("TLP:AMBER+STRICT", Tlp::AmberStrict, TlpVersion::Two, true),
            (" tlp : amber + strict ", Tlp::AmberStrict, TlpVersion::Two, false),
            ("Tlp:Red", Tlp::Red, TlpVersion::Two, false),
        ];
        for (text, tlp, version, canonical) in cases {
            assert_eq!(Tlp::parse(text), Ok(TlpParsed { tlp, version, canonical }), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "RED", "TLP", "TLP:", "TLP:AMBER STRICT", "TLP:PURPLE", "TLP:RED+STRICT"] {
            assert!(Tlp::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_stricter_label_holds_for_both() {
        assert_eq!(Tlp::Amber.join(Tlp::AmberStrict), Tlp::AmberStrict);
        assert_eq!(Tlp::Red.meet(Tlp::Clear), Tlp::Clear);
        assert!(Tlp::ALL.is_sorted());
    }

    #[test]
    fn a_printed_label_is_read_back() {
        for tlp in Tlp::ALL {
            let parsed = Tlp::parse(tlp.label()).unwrap();
            assert_eq!((parsed.tlp, parsed.canonical), (tlp, true));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Tlp::parse(&text);
        }
    }
}
