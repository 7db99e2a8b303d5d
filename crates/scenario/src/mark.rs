//! The part of the marking language that the story uses: read, held as bits, printed.

/// One marking.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Mark<'a> {
    /// 0 UNCLASSIFIED to 3 TOP SECRET.
    pub(crate) level: usize,
    /// Bits of [`SCI`].
    pub(crate) sci: u8,
    /// Bits of [`DISSEM`], without the REL TO list.
    pub(crate) dissem: u8,
    /// The codes after `REL TO USA`, trigraphs first.
    pub(crate) releasable: Vec<&'a str>,
    /// Bits of [`OTHER`].
    pub(crate) other: u8,
}

/// A printed token: its bit, its form in a banner, its form in a portion mark.
type Token = (u8, &'static str, &'static str);

pub(crate) const HCS_P: u8 = 1;
pub(crate) const SI: u8 = 2;
pub(crate) const SI_G: u8 = 4;
pub(crate) const TK: u8 = 8;

pub(crate) const RSEN: u8 = 1;
pub(crate) const FOUO: u8 = 2;
pub(crate) const ORCON: u8 = 4;
pub(crate) const NOFORN: u8 = 8;
pub(crate) const RELIDO: u8 = 16;
pub(crate) const DSEN: u8 = 32;
pub(crate) const FISA: u8 = 64;

pub(crate) const EXDIS: u8 = 1;
pub(crate) const NODIS: u8 = 2;
pub(crate) const SBU: u8 = 4;
pub(crate) const LES: u8 = 8;

const LEVELS: [(&str, &str); 4] =
    [("UNCLASSIFIED", "U"), ("CONFIDENTIAL", "C"), ("SECRET", "S"), ("TOP SECRET", "TS")];

/// In print order.
const SCI: [Token; 4] =
    [(HCS_P, "HCS-P", "HCS-P"), (SI, "SI", "SI"), (SI_G, "SI-G", "SI-G"), (TK, "TK", "TK")];

/// In print order; the REL TO list stands between [`NOFORN`] and [`RELIDO`].
const DISSEM: [Token; 7] = [
    (RSEN, "RSEN", "RS"),
    (FOUO, "FOUO", "FOUO"),
    (ORCON, "ORCON", "OC"),
    (NOFORN, "NOFORN", "NF"),
    (RELIDO, "RELIDO", "RELIDO"),
    (DSEN, "DSEN", "DSEN"),
    (FISA, "FISA", "FISA"),
];

/// In print order.
const OTHER: [Token; 4] =
    [(EXDIS, "EXDIS", "XD"), (NODIS, "NODIS", "ND"), (SBU, "SBU", "SBU"), (LES, "LES", "LES")];

impl<'a> Mark<'a> {
    /// Reads a portion mark without parentheses, or a banner. None if a token is unknown.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let mut blocks = text.split("//");
        let first = blocks.next()?;
        let level = LEVELS.iter().position(|(long, short)| *long == first || *short == first)?;
        let mut mark = Self { level, ..Self::default() };
        for entry in blocks.flat_map(|block| block.split('/')) {
            if let Some(list) = entry.strip_prefix("REL TO USA, ") {
                mark.releasable = list.split(", ").collect();
            } else if let Some(bit) = bit(&SCI, entry) {
                mark.sci |= bit;
            } else if let Some(bit) = bit(&DISSEM, entry) {
                mark.dissem |= bit;
            } else {
                mark.other |= bit(&OTHER, entry)?;
            }
        }
        Some(mark)
    }

    /// As a banner: `SECRET//SI//NOFORN`.
    pub(crate) fn banner(&self) -> String {
        self.printed(|level| level.0, |token| token.1)
    }

    /// As a portion mark, without parentheses: `S//SI//NF`.
    #[cfg(test)]
    pub(crate) fn portion(&self) -> String {
        self.printed(|level| level.1, |token| token.2)
    }

    fn printed(
        &self,
        level: fn(&(&'static str, &'static str)) -> &'static str,
        form: fn(&Token) -> &'static str,
    ) -> String {
        let mut text = LEVELS.get(self.level).map(level).unwrap_or_default().to_owned();
        let mut separator = "//";
        for token in SCI.iter().filter(|token| self.sci & token.0 != 0) {
            push(&mut text, &mut separator, form(token));
        }
        separator = "//";
        for token in &DISSEM {
            if token.0 == RELIDO && !self.releasable.is_empty() {
                push(&mut text, &mut separator, "REL TO USA");
                for code in &self.releasable {
                    text.push_str(", ");
                    text.push_str(code);
                }
            }
            if self.dissem & token.0 != 0 {
                push(&mut text, &mut separator, form(token));
            }
        }
        separator = "//";
        for token in OTHER.iter().filter(|token| self.other & token.0 != 0) {
            push(&mut text, &mut separator, form(token));
        }
        text
    }
}

fn bit(tokens: &[Token], entry: &str) -> Option<u8> {
    tokens.iter().find(|token| token.1 == entry || token.2 == entry).map(|token| token.0)
}

fn push(text: &mut String, separator: &mut &str, entry: &str) {
    text.push_str(separator);
    text.push_str(entry);
    *separator = "/";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banner_and_portion_print_the_same_mark() {
        for (portion, banner) in [
            ("U", "UNCLASSIFIED"),
            ("U//FOUO", "UNCLASSIFIED//FOUO"),
            ("U//SBU", "UNCLASSIFIED//SBU"),
            ("S//NF//XD", "SECRET//NOFORN//EXDIS"),
            ("TS//SI/TK//OC/NF", "TOP SECRET//SI/TK//ORCON/NOFORN"),
            ("S//REL TO USA, CAN, GBR", "SECRET//REL TO USA, CAN, GBR"),
            ("U//FOUO/REL TO USA, FVEY", "UNCLASSIFIED//FOUO/REL TO USA, FVEY"),
            ("S//REL TO USA, FVEY/RELIDO", "SECRET//REL TO USA, FVEY/RELIDO"),
            ("S//RS/OC/NF", "SECRET//RSEN/ORCON/NOFORN"),
            ("S//NF/FISA", "SECRET//NOFORN/FISA"),
        ] {
            let mark = Mark::read(portion).unwrap();
            assert_eq!(mark.banner(), banner);
            assert_eq!(mark.portion(), portion);
            assert_eq!(Mark::read(banner), Some(mark));
        }
        assert_eq!(Mark::read("S//WNINTEL"), None);
    }
}
