//! Country and organisation codes, and the lists of them that `REL TO` carries.

mod codes;
mod listed;
mod own;

use std::collections::BTreeSet;

use codes::{TETRAGRAPHS, TRIGRAPHS};
use listed::Listed;
use own::OwnCode;

/// A trigraph (`GBR`) or tetragraph (`FVEY`) of the ISMCAT vocabulary or of a community's register.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Code(Known);

/// Where a code is defined. A community's code carries its definition, so that two communities
/// that mean different members by one code have different codes.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Known {
    Listed(Listed),
    Own(&'static OwnCode),
}

impl Code {
    /// The United States, first in every list.
    pub const USA: Self = Self(Known::Listed(Listed::USA));

    /// The North Atlantic Treaty Organization.
    pub const NATO: Self = Self(Known::Listed(Listed::NATO));

    /// The International Security Assistance Force, whose NATO classifications stand in documents
    /// of its time.
    pub const ISAF: Self = Self(Known::Listed(Listed::ISAF));

    /// Finds a code of the built-in vocabulary; case must be right. A community's own are found by
    /// [`crate::Register::code`].
    pub fn find(text: &str) -> Option<Self> {
        Listed::find(text).map(|listed| Self(Known::Listed(listed)))
    }

    /// The code as printed.
    pub fn as_str(self) -> &'static str {
        match self.0 {
            Known::Listed(listed) => listed.text(),
            Known::Own(own) => own.text.as_str(),
        }
    }

    /// Whether it names one country, not an organisation.
    pub fn is_country(self) -> bool {
        match self.0 {
            Known::Listed(listed) => listed.is_country(),
            Known::Own(own) => own.organization.is_none(),
        }
    }

    /// The countries it stands for. Empty when the membership is not a public list of countries.
    pub fn countries(self) -> Vec<Self> {
        if self.is_country() {
            return vec![self];
        }
        match self.0 {
            Known::Listed(listed) => listed.members().filter_map(Self::find).collect(),
            Known::Own(own) => {
                own.organization.as_ref().map(|of| of.members.clone()).unwrap_or_default()
            }
        }
    }

    /// Whom it opens something to abroad. An organisation whose members are not public stands for
    /// itself, since nothing is known of who is in it.
    pub(crate) fn abroad(self) -> Vec<Self> {
        let members = self.countries();
        if members.is_empty() {
            return vec![self];
        }
        members.into_iter().filter(|country| *country != Self::USA).collect()
    }

    /// Whether roll-up may replace it by its members (ISMCAT `decomposable`).
    pub fn decomposes(self) -> bool {
        match self.0 {
            Known::Listed(listed) => listed.decomposes(),
            Known::Own(own) => own.organization.as_ref().is_some_and(|of| of.decomposes),
        }
    }

    /// The number of a built-in code, below [`Code::COUNT`].
    pub(crate) fn number(self) -> Option<usize> {
        match self.0 {
            Known::Listed(listed) => Some(listed.place()),
            Known::Own(_) => None,
        }
    }

    /// How many numbers built-in codes may have.
    pub(crate) const COUNT: usize = Listed::COUNT;

    /// All codes of the built-in vocabulary, for suggestions.
    pub(crate) fn all() -> impl Iterator<Item = &'static str> {
        TRIGRAPHS.iter().copied().chain(TETRAGRAPHS.iter().map(|(code, _, _)| *code))
    }

    /// Print order: USA, trigraphs ascending, tetragraphs ascending (register, REL TO). The
    /// definition of a community's code tells apart what is printed alike.
    fn rank(self) -> (u8, &'static str, Option<&'static OwnCode>) {
        let own = match self.0 {
            Known::Listed(_) => None,
            Known::Own(own) => Some(own),
        };
        let class = match (self == Self::USA, self.is_country()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        (class, self.as_str(), own)
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (self.0, other.0) {
            (Known::Listed(one), Known::Listed(other)) => one.place().cmp(&other.place()),
            (Known::Listed(_) | Known::Own(_), Known::Listed(_) | Known::Own(_)) => {
                self.rank().cmp(&other.rank())
            }
        }
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The codes of one `REL TO`, in print order, without repetition.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CodeList(Vec<Code>);

impl CodeList {
    /// The empty list.
    pub(crate) const NONE: Self = Self(Vec::new());

    /// The codes in print order.
    pub fn iter(&self) -> impl Iterator<Item = Code> + '_ {
        self.0.iter().copied()
    }

    /// How many codes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a code is printed in the list (members of organisations do not count).
    pub fn lists(&self, code: Code) -> bool {
        self.0.binary_search(&code).is_ok()
    }

    /// Every country the list opens, organisations expanded (access rule, `ISM.ACES` table 118).
    pub fn countries(&self) -> BTreeSet<Code> {
        self.0.iter().flat_map(|code| code.countries()).collect()
    }

    /// What two lists have in common for a banner: codes in both, and countries that both open
    /// once decomposable organisations are expanded (register, table 3, rules 21 and 23).
    pub fn common(&self, other: &Self) -> Self {
        let shared: BTreeSet<Code> = self.iter().filter(|code| other.lists(*code)).collect();
        let covered: BTreeSet<Code> =
            shared.iter().filter(|code| code.decomposes()).flat_map(|c| c.countries()).collect();
        let mut result = shared;
        for country in self.decomposed().intersection(&other.decomposed()) {
            if *country == Code::USA || !covered.contains(country) {
                result.insert(*country);
            }
        }
        Self(result.into_iter().collect())
    }

    /// The list with organisations replaced by members where roll-up may do so.
    fn decomposed(&self) -> BTreeSet<Code> {
        self.0
            .iter()
            .flat_map(|code| if code.decomposes() { code.countries() } else { vec![*code] })
            .collect()
    }
}

impl FromIterator<Code> for CodeList {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Self {
        Self::from(codes.into_iter().collect::<Vec<_>>())
    }
}

impl From<Vec<Code>> for CodeList {
    fn from(mut codes: Vec<Code>) -> Self {
        if !codes.is_sorted_by(|one, next| one < next) {
            codes.sort_unstable();
            codes.dedup();
        }
        Self(codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> CodeList {
        text.split(' ').map(|code| Code::find(code).unwrap()).collect()
    }

    #[test]
    fn the_tables_are_sorted_so_that_every_code_is_found() {
        for code in Code::all() {
            assert_eq!(Code::find(code).map(Code::as_str), Some(code));
        }
        for code in TETRAGRAPHS.iter().flat_map(|(_, _, members)| *members) {
            assert!(Code::find(code).is_some_and(Code::is_country), "{code}");
        }
    }

    #[test]
    fn usa_comes_first_then_countries_then_organisations() {
        let printed: Vec<_> = list("FVEY GBR USA AUS").iter().map(Code::as_str).collect();
        assert_eq!(printed, ["USA", "AUS", "GBR", "FVEY"]);
    }

    #[test]
    fn common_codes_survive_expansion() {
        assert_eq!(list("USA FVEY").common(&list("USA GBR JPN")), list("USA GBR"));
        assert_eq!(list("USA FVEY").common(&list("USA FVEY")), list("USA FVEY"));
        assert_eq!(list("USA AUS").common(&list("USA JPN")), list("USA"));
    }
}
