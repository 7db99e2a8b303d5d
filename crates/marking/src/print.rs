//! Prints a marking in its canonical forms (register A.6).

use crate::marking::Audience;
use crate::ownership::Form;
use crate::{CodeList, CuiCategory, Dissem, Forms, Marking};

impl Form {
    fn of(self, forms: Forms) -> &'static str {
        match self {
            Self::Title => forms.0,
            Self::Banner => forms.1,
            Self::Portion => forms.2,
        }
    }

    fn pick(self) -> fn(Forms) -> &'static str {
        match self {
            Self::Title => |forms| forms.0,
            Self::Banner => |forms| forms.1,
            Self::Portion => |forms| forms.2,
        }
    }

    /// As [`Form::pick`], but beside CUI: PROPIN, NNPI and UCNI are categories there, so what has that
    /// name is told by another of its forms.
    fn pick_beside_cui(self) -> fn(Forms) -> &'static str {
        match self {
            Self::Title => |forms| forms.0,
            Self::Banner => |forms| no_category([forms.1, forms.2, forms.0]),
            Self::Portion => |forms| no_category([forms.2, forms.1, forms.0]),
        }
    }

    fn sigma(self) -> &'static str {
        if self == Self::Portion { "SG" } else { "SIGMA" }
    }

    fn sap(self) -> &'static str {
        if self == Self::Title { "SPECIAL ACCESS REQUIRED-" } else { "SAR-" }
    }

    fn fgi(self) -> &'static str {
        if self == Self::Title { "FOREIGN GOVERNMENT INFORMATION" } else { "FGI" }
    }
}

impl Marking {
    pub(crate) fn printed(&self, form: Form) -> String {
        let nato: Vec<_> = self.seldom.nato.iter().map(|control| control.name()).collect();
        let sci = if form == Form::Title { self.sci.titled() } else { self.sci.printed() };
        let blocks = [
            self.classification(form),
            nato.join("/"),
            sci,
            self.seldom.sap.printed(form.sap()),
            self.seldom.aea.printed(self.pick(form), form.sigma()),
            self.fgi.printed(form.fgi()),
            self.categories(),
            self.controls(form).join("/"),
            self.departmental(form).join("/"),
        ];
        let present: Vec<_> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
        present.join("//")
    }

    fn pick(&self, form: Form) -> fn(Forms) -> &'static str {
        if self.seldom.cui.is_some() { form.pick_beside_cui() } else { form.pick() }
    }

    /// CUI stands where the classification would, unless there is one.
    fn classification(&self, form: Form) -> String {
        if self.begins_with_cui() {
            return "CUI".to_owned();
        }
        self.ownership.printed(self.level, form)
    }

    /// Beside CUI, a nickname that is a category's name too says its indicator again.
    fn reads_as_category(&self, name: &str) -> bool {
        self.seldom.cui.is_some() && CuiCategory::read(name).is_some()
    }

    fn begins_with_cui(&self) -> bool {
        self.seldom.cui.is_some() && !self.level.is_classified() && self.ownership.is_us()
    }

    fn categories(&self) -> String {
        let Some(cui) = &self.seldom.cui else { return String::new() };
        let own = (!self.begins_with_cui()).then(|| "CUI".to_owned());
        let names = cui.categories.iter().map(CuiCategory::printed);
        own.into_iter().chain(names).collect::<Vec<_>>().join("/")
    }

    fn controls(&self, form: Form) -> Vec<String> {
        let pick = self.pick(form);
        let mut printed: Vec<(Dissem, bool, String)> = self
            .dissem
            .iter()
            .map(|control| (control, false, pick(control.forms()).to_owned()))
            .collect();
        // Each list stands behind the control that it follows in the register.
        printed.extend(rel_to(&self.rel_to, form).map(|text| (Dissem::Propin, true, text)));
        printed.extend(eyes_only(&self.seldom.eyes).map(|text| (Dissem::Relido, true, text)));
        if !self.seldom.display_to.is_empty() {
            let text = format!("DISPLAY ONLY {}", comma_separated(&self.seldom.display_to));
            printed.push((Dissem::Fisa, true, text));
        }
        printed.sort_by_key(|(behind, list, _)| (*behind, *list));
        let cui = self.seldom.cui.iter().flat_map(crate::Cui::controls);
        let cui = cui.map(|control| form.of(control.forms()).to_owned());
        printed.into_iter().map(|(_, _, text)| text).chain(cui).collect()
    }

    fn departmental(&self, form: Form) -> Vec<String> {
        let pick = self.pick(form);
        let mut printed: Vec<String> =
            self.non_ic.iter().map(|control| pick(control.forms()).to_owned()).collect();
        if !self.seldom.accm.is_empty() {
            let names = self.accm().enumerate().map(|(at, name)| match at {
                0 => format!("ACCM-{name}"),
                _ if self.reads_as_category(name) => format!("ACCM-{name}"),
                _ => name.to_owned(),
            });
            printed.push(names.collect::<Vec<_>>().join("/"));
        }
        printed.extend(self.seldom.own.iter().map(|control| control.printed(form).to_owned()));
        printed
    }
}

/// The first text that is no category of CUI.
fn no_category(texts: [&'static str; 3]) -> &'static str {
    let [preferred, ..] = texts;
    texts.into_iter().find(|text| CuiCategory::read(text).is_none()).unwrap_or(preferred)
}

fn rel_to(audience: &Audience, form: Form) -> Option<String> {
    let words = if form == Form::Title { "AUTHORIZED FOR RELEASE TO" } else { "REL TO" };
    match (audience.list.is_empty(), audience.as_banner) {
        (false, _) => Some(format!("{words} {}", comma_separated(&audience.list))),
        (true, true) => Some("REL".to_owned()),
        (true, false) => None,
    }
}

fn eyes_only(audience: &Audience) -> Option<String> {
    match (audience.list.is_empty(), audience.as_banner) {
        (false, _) => {
            let codes: Vec<_> = audience.list.iter().map(|code| code.as_str()).collect();
            Some(format!("{} EYES ONLY", codes.join("/")))
        }
        (true, true) => Some("EYES".to_owned()),
        (true, false) => None,
    }
}

/// USA first, then countries, then organisations.
fn comma_separated(list: &CodeList) -> String {
    list.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ")
}
