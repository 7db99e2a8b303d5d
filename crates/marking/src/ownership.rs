//! Whose information it is, and how classification and owner are printed together.

use crate::{Code, CodeList, Level, Register};

/// Whose information it is (register A.6, categories 1 to 3, and H.7).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Ownership {
    /// The United States'.
    #[default]
    UnitedStates,
    /// NATO's, or of an activity of the North Atlantic Council, whose names are not registered.
    Nato(Option<String>),
    /// The United Nations'; only with RESTRICTED.
    UnitedNations,
    /// Other countries' or organisations'.
    Foreign(CodeList),
    /// A foreign source that must be concealed.
    Concealed,
    /// Owned together with the United States. Without a list in a portion: the banner's owners.
    Joint(CodeList),
}

/// One of the printed forms of a marking.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    /// Banner line with abbreviated controls.
    Banner,
    /// Banner line with controls spelled out.
    Title,
    /// Portion mark.
    Portion,
}

impl Ownership {
    /// Whether it is information of the United States alone.
    pub fn is_us(&self) -> bool {
        *self == Self::UnitedStates
    }

    /// Whether the United States has no share in it.
    pub fn is_foreign(&self) -> bool {
        match self {
            Self::UnitedStates | Self::Joint(_) => false,
            Self::Nato(_) | Self::UnitedNations | Self::Foreign(_) | Self::Concealed => true,
        }
    }

    /// Whether it is NATO's.
    pub fn is_nato(&self) -> bool {
        matches!(self, Self::Nato(_))
    }

    /// Whether it leaves its owners to the banner: `JOINT` alone in a portion.
    pub(crate) fn is_joint_without_list(&self) -> bool {
        match self {
            Self::Joint(owners) => owners.is_empty(),
            Self::UnitedStates
            | Self::Nato(_)
            | Self::UnitedNations
            | Self::Foreign(_)
            | Self::Concealed => false,
        }
    }

    /// The foreign owners that may be named; NATO's activities count as NATO.
    pub fn foreign_owners(&self) -> CodeList {
        match self {
            Self::UnitedStates | Self::UnitedNations | Self::Concealed => CodeList::default(),
            Self::Nato(_) => [Code::NATO].into_iter().collect(),
            Self::Foreign(owners) | Self::Joint(owners) => {
                owners.iter().filter(|code| *code != Code::USA).collect()
            }
        }
    }

    /// Owner and level as printed in the first block, with the slashes before it.
    pub(crate) fn printed(&self, level: Level, form: Form) -> String {
        let word = match form {
            Form::Banner | Form::Title => level.banner(),
            Form::Portion => level.portion(),
        };
        match self {
            Self::UnitedStates => word.to_owned(),
            Self::Nato(activity) => nato(activity.as_deref(), level, form),
            Self::UnitedNations => format!("//UN {}", level.banner()),
            Self::Foreign(owners) if is_isaf(owners) && level != Level::TopSecret => match form {
                Form::Banner | Form::Title => format!("//NATO ISAF {word}"),
                Form::Portion => format!("//NI{word}"),
            },
            Self::Foreign(owners) => format!("//{} {word}", alphabetical(owners)),
            Self::Concealed => format!("//FGI {word}"),
            Self::Joint(owners) if owners.is_empty() => format!("//JOINT {word}"),
            Self::Joint(owners) => format!("//JOINT {word} {}", alphabetical(owners)),
        }
    }

    /// Reads the first block after `//`: owner and level in either form.
    pub(crate) fn read(text: &str, register: &Register) -> Option<(Self, Level)> {
        if text == "UN RESTRICTED" {
            return Some((Self::UnitedNations, Level::Restricted));
        }
        if let Some(rest) = text.strip_prefix("JOINT ") {
            let (level, list) = leading_level(rest)?;
            return Some((Self::Joint(codes(list, register)?), level));
        }
        if let Some(level) = read_isaf(text) {
            return Some((Self::Foreign([Code::ISAF, Code::NATO].into_iter().collect()), level));
        }
        if let Some(found) = read_nato(text) {
            return Some(found);
        }
        let (list, level) = trailing_level(text)?;
        if matches!(list, "FGI" | "FOREIGN GOVERNMENT INFORMATION") {
            return Some((Self::Concealed, level));
        }
        let owners = codes(list, register).filter(|owners| !owners.is_empty())?;
        let nato = owners.iter().all(|code| code.as_str() == "NATO");
        Some((if nato { Self::Nato(None) } else { Self::Foreign(owners) }, level))
    }
}

/// What NATO and its force in Afghanistan own together has a form of its own (register, table 4).
fn is_isaf(owners: &CodeList) -> bool {
    owners.len() == 2 && owners.lists(Code::ISAF) && owners.lists(Code::NATO)
}

fn read_isaf(text: &str) -> Option<Level> {
    let levels = || Level::ALL.into_iter().filter(|level| *level != Level::TopSecret);
    if let Some(word) = text.strip_prefix("NATO ISAF ") {
        return levels().find(|level| level.banner() == word);
    }
    let word = text.strip_prefix("NI")?;
    levels().find(|level| level.portion() == word)
}

fn nato(activity: Option<&str>, level: Level, form: Form) -> String {
    let portion = form == Form::Portion;
    match (activity, level == Level::TopSecret, portion) {
        (None, true, true) => "//CTS".to_owned(),
        (None, true, false) => "//COSMIC TOP SECRET".to_owned(),
        (None, false, true) => format!("//N{}", level.portion()),
        (None, false, false) => format!("//NATO {}", level.banner()),
        (Some(activity), _, true) => format!("//N[{activity}]{}", level.portion()),
        (Some(activity), _, false) => format!("//NATO [{activity}] {}", level.banner()),
    }
}

fn read_nato(text: &str) -> Option<(Ownership, Level)> {
    if matches!(text, "CTS" | "COSMIC TOP SECRET") {
        return Some((Ownership::Nato(None), Level::TopSecret));
    }
    // `NATO [EAPC] SECRET`, `NATO SECRET`, `N[EAPC]S`, `NS`
    let (rest, spelled) = match text.strip_prefix("NATO ") {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('N')?, false),
    };
    let (activity, level) = match rest.strip_prefix('[') {
        Some(inner) => {
            let (activity, level) = inner.split_once(']')?;
            let named = !activity.is_empty()
                && activity.chars().all(|c| c.is_ascii_uppercase() || "- ".contains(c));
            (Some(named.then(|| activity.to_owned())?), level.trim_start())
        }
        None => (None, rest),
    };
    let level = Level::ALL
        .into_iter()
        .find(|known| level == if spelled { known.banner() } else { known.portion() })?;
    // Only COSMIC stands for NATO's top secret (register A.6).
    (activity.is_some() || level != Level::TopSecret).then_some((Ownership::Nato(activity), level))
}

fn leading_level(text: &str) -> Option<(Level, &str)> {
    let starts = |word: &str| {
        let rest = text.strip_prefix(word)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
    };
    let forms = Level::ALL
        .into_iter()
        .flat_map(|level| [(level, level.banner()), (level, level.portion())]);
    forms.into_iter().find_map(|(level, word)| starts(word).map(|rest| (level, rest)))
}

fn trailing_level(text: &str) -> Option<(&str, Level)> {
    let ends = |word: &str| text.strip_suffix(word)?.strip_suffix(' ');
    // `TOP SECRET` ends with `SECRET`, so the higher level is tried first.
    let forms = Level::ALL
        .into_iter()
        .rev()
        .flat_map(|level| [(level, level.banner()), (level, level.portion())]);
    forms.into_iter().find_map(|(level, word)| ends(word).map(|list| (list.trim_end(), level)))
}

fn codes(list: &str, register: &Register) -> Option<CodeList> {
    let words = list.split([' ', ',']).filter(|word| !word.is_empty());
    words.map(|word| register.code(word)).collect()
}

/// Owners stand in plain alphabetical order, countries before organisations: USA has no first place
/// (register H.3, H.7).
pub(crate) fn alphabetical(owners: &CodeList) -> String {
    let mut codes: Vec<Code> = owners.iter().collect();
    codes.sort_by_key(|code| (!code.is_country(), code.as_str()));
    codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(" ")
}
