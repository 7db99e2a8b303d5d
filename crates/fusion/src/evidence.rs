//! What speaks for and against two being one.

use crate::Weight;
use crate::name::likeness::Likeness;

/// What a piece of evidence is about.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Ground {
    /// Two picked at random are hardly ever one.
    Prior,
    /// A surname.
    Family(Likeness),
    /// A given name, patronymic or middle name.
    Given(Likeness),
    /// No surname of one is among those of the other.
    FamilyDiffers,
    /// The first given names differ.
    GivenDiffers,
    /// Further given names differ.
    MiddleDiffers,
    /// One has a word more.
    Extra,
    /// Surname and given name stand in the other's place.
    Exchanged,
    /// Which of the name.
    Suffix,
    /// Names say no more than so much together.
    NameAtMost,
    /// Names speak no more than so much against it.
    NameAtLeast,
    /// A date, such as that of birth.
    Date,
    /// A number, address or account.
    Identifier,
    /// A place.
    Place,
    /// A country.
    Country,
    /// What they are or do.
    Role,
    /// Whom they were seen with.
    Company,
    /// One list has both.
    Listed,
    /// One refers to the other.
    Refers,
}

/// One piece of evidence, as it is found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding<'f> {
    pub(crate) ground: Ground,
    pub(crate) weight: Weight,
    /// What the first of the two says.
    pub(crate) one: &'f str,
    /// What the second says.
    pub(crate) other: &'f str,
}

/// One piece of evidence, as it is told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Evidence {
    /// What it is about.
    pub ground: Ground,
    /// For, above zero, or against.
    pub weight: Weight,
    /// What the first of the two says.
    pub one: String,
    /// What the second says.
    pub other: String,
}

impl std::fmt::Display for Evidence {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.weight, self.ground)?;
        match (&*self.one, &*self.other) {
            ("", "") => Ok(()),
            (one, "") | ("", one) => write!(out, ": {one}"),
            (one, other) if one == other => write!(out, ": {one}"),
            (one, other) => write!(out, ": {one} / {other}"),
        }
    }
}

impl std::fmt::Display for Ground {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match self {
            Self::Prior => "before any evidence",
            Self::Family(Likeness::Same) => "same surname",
            Self::Family(Likeness::Variant) => "spellings of one surname",
            Self::Family(Likeness::Nickname | Likeness::Close) => "surnames letters apart",
            Self::Family(Likeness::Initial) => "surname and its first letter",
            Self::Given(Likeness::Same) => "same given name",
            Self::Given(Likeness::Variant) => "forms of one given name",
            Self::Given(Likeness::Nickname) => "given name and its short form",
            Self::Given(Likeness::Close) => "given names letters apart",
            Self::Given(Likeness::Initial) => "given name and its first letter",
            Self::Family(Likeness::Unlike) | Self::FamilyDiffers => "surnames differ",
            Self::Given(Likeness::Unlike) | Self::GivenDiffers => "given names differ",
            Self::MiddleDiffers => "middle names differ",
            Self::Extra => "one has a name more",
            Self::Exchanged => "names in another order",
            Self::Suffix => "junior, senior or third",
            Self::NameAtMost => "names say no more than so much",
            Self::NameAtLeast => "names speak no more than so much against it",
            Self::Date => "date",
            Self::Identifier => "number",
            Self::Place => "place",
            Self::Country => "country",
            Self::Role => "what they are or do",
            Self::Company => "seen with",
            Self::Listed => "entries of one list",
            Self::Refers => "one refers to the other",
        };
        out.write_str(text)
    }
}
