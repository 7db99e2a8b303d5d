//! What each entry of a marking means, for people.

mod meaning;

use crate::ownership::Form;
use crate::{CodeList, Fgi, Marking, Ownership};

/// One entry of a marking with its meaning.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Explained {
    /// The entry as printed in a banner.
    pub entry: String,
    /// What it means for whoever handles it.
    pub meaning: String,
    /// Where that is written: a page of the register, or the text that it follows.
    pub source: &'static str,
}

impl Marking {
    /// Every entry in print order, with what it means for whoever handles it.
    ///
    /// ```
    /// let marking = marking::Marking::parse("S//NF").unwrap().marking;
    /// let entries: Vec<_> = marking.explain().into_iter().map(|part| part.entry).collect();
    /// assert_eq!(entries, ["SECRET", "NOFORN"]);
    /// ```
    pub fn explain(&self) -> Vec<Explained> {
        let mut parts = vec![self.explain_first()];
        let mut say = |entry: String, (meaning, source): (String, &'static str)| {
            parts.push(Explained { entry, meaning, source });
        };
        for control in self.seldom.nato.iter() {
            say(control.name().to_owned(), fixed(meaning::nato(control)));
        }
        for token in self.sci.tokens() {
            let meaning = format!("a read-in to {token} is needed, with a TOP SECRET clearance");
            say(token, (meaning, "register H.4, table 5"));
        }
        for token in self.seldom.sap.tokens() {
            say(token.clone(), (format!("a read-in to {token} is needed"), "register H.5"));
        }
        for kind in self.seldom.aea.kinds() {
            say(kind.forms().1.to_owned(), fixed(meaning::aea(kind)));
        }
        for read_in in self.seldom.aea.read_ins() {
            let meaning = format!("a read-in to {read_in} is needed, besides Q");
            say(read_in, (meaning, "register H.6"));
        }
        if let Some(meaning) = sources(&self.fgi) {
            say(self.fgi.printed("FGI"), (meaning, "register H.7"));
        }
        if let Some(cui) = &self.seldom.cui {
            for category in cui.categories() {
                let meaning = "controlled unclassified information of this category";
                say(category.printed(), fixed((meaning, "32 CFR 2002")));
            }
            for control in cui.controls() {
                say(control.forms().1.to_owned(), fixed(meaning::cui(control)));
            }
        }
        for control in self.dissem() {
            say(control.forms().1.to_owned(), fixed(meaning::dissem(control)));
        }
        self.explain_lists(&mut say);
        for control in self.non_ic() {
            say(control.forms().1.to_owned(), fixed(meaning::non_ic(control)));
        }
        for name in self.accm() {
            let meaning = "alternative compensatory control measures: those on its list alone";
            say(format!("ACCM-{name}"), fixed((meaning, "DoDM 5200.01")));
        }
        parts
    }

    fn explain_first(&self) -> Explained {
        let unclassified =
            self.seldom.cui.is_some() && !self.is_classified() && self.ownership.is_us();
        if unclassified {
            let (meaning, source) = fixed(("controlled unclassified information", "32 CFR 2002"));
            return Explained { entry: "CUI".to_owned(), meaning, source };
        }
        let (level, source) = meaning::level(self.level);
        let owner = match &self.ownership {
            Ownership::UnitedStates => String::new(),
            Ownership::Nato(None) => "; NATO owns it".to_owned(),
            Ownership::Nato(Some(activity)) => format!("; NATO's {activity} owns it"),
            Ownership::UnitedNations => "; the United Nations own it".to_owned(),
            Ownership::Foreign(owners) => format!("; {} owns it", printed(owners)),
            Ownership::Concealed => "; a foreign source that must not be named owns it".to_owned(),
            Ownership::Joint(owners) if owners.is_empty() => {
                "; the banner's owners share it".into()
            }
            Ownership::Joint(owners) => format!("; {} own it together", printed(owners)),
        };
        let entry = self.ownership.printed(self.level, Form::Banner);
        Explained { entry, meaning: format!("{level}{owner}"), source }
    }

    fn explain_lists(&self, say: &mut impl FnMut(String, (String, &'static str))) {
        let banner = " the list of the banner";
        if self.rel_to.is_present() {
            let list = printed(&self.rel_to.list);
            let to = if list.is_empty() { banner.trim() } else { &list };
            let meaning = format!("may be released to {to}");
            say(format!("REL TO {list}").trim_end().to_owned(), (meaning, "register p150"));
        }
        if self.seldom.eyes.is_present() {
            let list = printed(&self.seldom.eyes.list);
            let to = if list.is_empty() { banner.trim() } else { &list };
            let meaning = format!("for the eyes of {to}; withdrawn on 1 October 2017");
            say(format!("{list} EYES ONLY").trim_start().to_owned(), (meaning, "register p157"));
        }
        if !self.seldom.display_to.is_empty() {
            let list = printed(&self.seldom.display_to);
            let meaning = format!("{list} may see it, and may not keep a copy");
            say(format!("DISPLAY ONLY {list}"), (meaning, "register p163"));
        }
    }
}

fn fixed((meaning, source): (&'static str, &'static str)) -> (String, &'static str) {
    (meaning.to_owned(), source)
}

fn printed(list: &CodeList) -> String {
    list.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ")
}

fn sources(fgi: &Fgi) -> Option<String> {
    match fgi {
        Fgi::None => None,
        Fgi::Acknowledged(list) => Some(format!(
            "holds information of {}; it may not be passed on without their consent",
            printed(list)
        )),
        Fgi::Concealed => {
            Some("holds information of a foreign source that must not be named".to_owned())
        }
    }
}
