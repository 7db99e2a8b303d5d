//! ODNI's attributes as a marking.

use super::write::aea_token;
use super::{Attribute, Attributes};
use crate::cui::CuiCategory;
use crate::{
    Aea, AeaKind, Code, CodeList, ConvertError, CuiControl, Dissem, Fgi, Level, Marking,
    NatoControl, NonIc, Ownership,
};

impl Marking {
    /// Reads the attributes that say a marking (`ISM.XML` 2022); those about its document are left
    /// to the rules ([`crate::check_element`]). Nothing is dropped: a token that the vocabulary
    /// does not have is refused. Of a special access program the authority is not printed.
    ///
    /// # Errors
    /// The attribute that cannot be read, and what may stand there.
    ///
    /// ```
    /// use marking::{Attribute, Attributes, Marking};
    /// let mut portion = Attributes::default();
    /// portion.set(Attribute::Classification, "S");
    /// portion.set(Attribute::OwnerProducer, "USA");
    /// portion.set(Attribute::DisseminationControls, "REL");
    /// portion.set(Attribute::ReleasableTo, "USA GBR");
    /// let marking = Marking::from_ism(&portion).unwrap();
    /// assert_eq!(marking.portion(), "S//REL TO USA, GBR");
    /// assert_eq!(marking.to_ism(), Ok(portion));
    /// ```
    pub fn from_ism(from: &Attributes) -> Result<Self, ConvertError> {
        let mut marking = Self::default();
        marking.take_categories(from)?;
        if from.text(Attribute::Classification).is_some() || marking.seldom.cui.is_none() {
            marking.take_level(from)?;
            marking.ownership = owner(from)?;
        }
        for token in from.tokens(Attribute::SciControls) {
            let read = marking.sci.add_token(token);
            read.ok_or_else(|| unknown(Attribute::SciControls, token, "SI, TK-BLFH and such"))?;
        }
        for token in from.tokens(Attribute::SarIdentifier) {
            let read = marking.seldom.write().sap.add_token(token);
            read.ok_or_else(|| unknown(Attribute::SarIdentifier, token, "SAR-DOD:TS:NAME"))?;
        }
        for token in from.tokens(Attribute::AtomicEnergyMarkings) {
            marking.take_aea(token)?;
        }
        for token in from.tokens(Attribute::NonUsControls) {
            let name = token.strip_prefix("NATO-").unwrap_or(token);
            let found = NatoControl::ALL.into_iter().find(|control| control.name() == name);
            marking.seldom.write().nato.insert(
                found.ok_or_else(|| unknown(Attribute::NonUsControls, token, "NATO-ATOMAL"))?,
            );
        }
        for token in from.tokens(Attribute::NonIcMarkings) {
            marking.take_non_ic(token)?;
        }
        marking.fgi = fgi(from, &marking.ownership)?;
        marking.take_dissemination(from)?;
        Ok(marking)
    }

    fn take_level(&mut self, from: &Attributes) -> Result<(), ConvertError> {
        const WANTED: &str = "U, R, C, S or TS";
        let text = from.text(Attribute::Classification).map(str::trim);
        let text = text.ok_or_else(|| missing(Attribute::Classification, WANTED))?;
        self.level = Level::of_token(text)
            .ok_or_else(|| unknown(Attribute::Classification, text, WANTED))?;
        Ok(())
    }

    fn take_categories(&mut self, from: &Attributes) -> Result<(), ConvertError> {
        let claims = ["USA-CUI", "USA-CUI-ONLY"];
        if claims.iter().any(|claim| from.has(Attribute::CompliesWith, claim)) {
            self.seldom.write().cui.get_or_insert_default();
        }
        for (of, prefix) in [(Attribute::CuiBasic, ""), (Attribute::CuiSpecified, "SP-")] {
            for token in from.tokens(of) {
                let category = CuiCategory::read(&format!("{prefix}{token}"))
                    .ok_or_else(|| unknown(of, token, "a category of NARA's registry"))?;
                self.seldom.write().cui.get_or_insert_default().categories.insert(category);
            }
        }
        Ok(())
    }

    fn take_aea(&mut self, token: &str) -> Result<(), ConvertError> {
        let kind = AeaKind::ALL.into_iter().find(|kind| aea_token(*kind) == token);
        let text = match kind {
            Some(kind) => aea_token(kind).to_owned(),
            // `RD-SG-14` is printed `RD-SG 14`.
            None => token.replacen("-SG-", "-SG ", 1),
        };
        let wanted = "RD, RD-CNWDI, RD-SG-14, FRD, TFNI, DCNI or UCNI";
        let read = Aea::read(&text);
        let read = read.ok_or_else(|| unknown(Attribute::AtomicEnergyMarkings, token, wanted))?;
        self.seldom.write().aea.add(&read);
        Ok(())
    }

    fn take_non_ic(&mut self, token: &str) -> Result<(), ConvertError> {
        if let Some(name) = token.strip_prefix("ACCM-").filter(|name| !name.is_empty()) {
            self.seldom.write().accm.insert(name.replace('_', " "));
            return Ok(());
        }
        let found = NonIc::ALL.into_iter().find(|control| control.token() == token);
        let wanted = "a token of CVEnumISMNonIC";
        self.non_ic.insert(found.ok_or_else(|| unknown(Attribute::NonIcMarkings, token, wanted))?);
        Ok(())
    }

    fn take_dissemination(&mut self, from: &Attributes) -> Result<(), ConvertError> {
        let of = Attribute::DisseminationControls;
        let released = code_list(from, Attribute::ReleasableTo)?;
        let displayed = code_list(from, Attribute::DisplayOnlyTo)?;
        let named = ["REL", "EYES"].iter().any(|token| from.has(of, token));
        if !released.is_empty() && !named {
            let reason = "a list without REL or EYES in disseminationControls; add the control";
            return Err(ConvertError::Conflict { at: name(Attribute::ReleasableTo), reason });
        }
        if !displayed.is_empty() && !from.has(of, "DISPLAYONLY") {
            let reason = "a list without DISPLAYONLY in disseminationControls; add the control";
            return Err(ConvertError::Conflict { at: name(Attribute::DisplayOnlyTo), reason });
        }
        for token in from.tokens(of) {
            match token {
                "REL" if released.is_empty() => {
                    return Err(missing(Attribute::ReleasableTo, "the codes of REL"));
                }
                "EYES" if released.is_empty() => {
                    return Err(missing(Attribute::ReleasableTo, "the codes of EYES"));
                }
                "DISPLAYONLY" if displayed.is_empty() => {
                    return Err(missing(Attribute::DisplayOnlyTo, "the codes of DISPLAYONLY"));
                }
                "REL" => self.rel_to.list = released.clone(),
                "EYES" => self.seldom.write().eyes.list = released.clone(),
                "DISPLAYONLY" => self.seldom.write().display_to = displayed.clone(),
                token => self.take_control(token)?,
            }
        }
        // The pair of ISM-ID-00302 is printed as one control.
        if self.has(Dissem::OrconUsgov) {
            self.dissem.remove(Dissem::Orcon);
        }
        Ok(())
    }

    fn take_control(&mut self, token: &str) -> Result<(), ConvertError> {
        if let Some(control) = Dissem::ALL.into_iter().find(|control| control.token() == token) {
            self.dissem.insert(control);
            return Ok(());
        }
        let wanted = "a token of CVEnumISMDissem";
        let refused = || unknown(Attribute::DisseminationControls, token, wanted);
        let control = CuiControl::ALL.into_iter().find(|control| control.token() == token);
        let (Some(control), true) = (control, self.seldom.cui.is_some()) else {
            return Err(refused());
        };
        self.seldom.write().cui.get_or_insert_default().controls.insert(control);
        Ok(())
    }
}

fn owner(from: &Attributes) -> Result<Ownership, ConvertError> {
    let of = Attribute::OwnerProducer;
    let tokens: Vec<&str> = from.tokens(of).collect();
    let joint = super::form::is_true(from.text(Attribute::Joint));
    match tokens.as_slice() {
        [] => Err(missing(of, "the owners' codes, such as USA")),
        ["USA"] if !joint => Ok(Ownership::UnitedStates),
        ["FGI"] if !joint => Ok(Ownership::Concealed),
        ["NATO"] if !joint => Ok(Ownership::Nato(None)),
        [one] if one.starts_with("NATO:") && !joint => {
            Ok(Ownership::Nato(one.strip_prefix("NATO:").map(|name| name.replace('_', " "))))
        }
        several => {
            let codes = several.iter().map(|token| code(of, token)).collect::<Result<_, _>>()?;
            if joint {
                return Ok(Ownership::Joint(codes));
            }
            if codes.lists(Code::USA) {
                let reason = "USA beside other owners is JOINT; set joint to true";
                return Err(ConvertError::Conflict { at: name(of), reason });
            }
            Ok(Ownership::Foreign(codes))
        }
    }
}

fn fgi(from: &Attributes, owner: &Ownership) -> Result<Fgi, ConvertError> {
    // A source that is named but protected is concealed in print (ISM-ID-00097).
    let protected = from.tokens(Attribute::FgiSourceProtected).next().is_some();
    // What protects a concealed owner says nothing of a further source (ISM-ID-00219).
    if protected && *owner != Ownership::Concealed {
        return Ok(Fgi::Concealed);
    }
    let sources = code_list(from, Attribute::FgiSourceOpen)?;
    Ok(if sources.is_empty() { Fgi::None } else { Fgi::Acknowledged(sources) })
}

fn code_list(from: &Attributes, of: Attribute) -> Result<CodeList, ConvertError> {
    from.tokens(of).map(|token| code(of, token)).collect()
}

fn code(of: Attribute, token: &str) -> Result<Code, ConvertError> {
    Code::find(token).ok_or_else(|| unknown(of, token, "a code of ISMCAT"))
}

fn name(of: Attribute) -> String {
    of.name().to_owned()
}

fn missing(of: Attribute, wanted: &'static str) -> ConvertError {
    ConvertError::Missing { at: name(of), wanted }
}

fn unknown(of: Attribute, token: &str, wanted: &'static str) -> ConvertError {
    ConvertError::UnknownValue { at: name(of), found: token.to_owned(), wanted }
}
