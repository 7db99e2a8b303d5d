//! A marking as ODNI's attributes.

use super::vocabulary::controls;
use super::{Attribute, Attributes};
use crate::cui::CuiCategory;
use crate::ownership::alphabetical;
use crate::{AeaKind, CodeList, ConvertError, Dissem, Fgi, Level, Marking, NonIc, Ownership};

impl Marking {
    /// The attributes that say the marking (`ISM.XML` 2022), as [`Marking::from_ism`] reads them.
    ///
    /// A special access program is written without its authority, which a printed marking does not
    /// have: `SAR-BP`.
    ///
    /// # Errors
    /// When the attributes have no place for it: UN RESTRICTED, lists that a portion takes from its
    /// banner (see [`Marking::in_banner`]), different lists of REL TO and EYES ONLY.
    pub fn to_ism(&self) -> Result<Attributes, ConvertError> {
        let refused = |reason| ConvertError::NoPlace { at: self.banner(), reason };
        if self.ownership == Ownership::UnitedNations {
            return Err(refused("ODNI's vocabulary has no owner for the United Nations"));
        }
        if self.needs_banner() {
            return Err(refused("its list is the banner's; write the list out"));
        }
        let (rel_to, eyes) = (&self.rel_to.list, &self.seldom.eyes.list);
        if !rel_to.is_empty() && !eyes.is_empty() && rel_to != eyes {
            return Err(refused("REL and EYES have one list in ODNI's attributes; write one list"));
        }
        if self.has(Dissem::Orcon) && self.has(Dissem::OrconUsgov) {
            return Err(refused("ORCON and ORCON-USGOV exclude one another; keep ORCON"));
        }
        if self.is_of_community() {
            return Err(refused("it has words of the community's own, which nobody else can read"));
        }
        if self.is_concealed() && self.fgi == Fgi::Concealed {
            return Err(refused("its owner is concealed already; leave the FGI block out"));
        }
        Ok(self.attributes())
    }

    /// Whether it has a control or a code of a community's own register.
    fn is_of_community(&self) -> bool {
        let sources = match &self.fgi {
            Fgi::None | Fgi::Concealed => CodeList::default(),
            Fgi::Acknowledged(sources) => sources.clone(),
        };
        let lists = [
            &self.rel_to.list,
            &self.seldom.eyes.list,
            &self.seldom.display_to,
            &sources,
            &self.ownership.foreign_owners(),
        ];
        let mut codes = lists.into_iter().flat_map(CodeList::iter);
        !self.seldom.own.is_empty() || codes.any(|code| code.number().is_none())
    }

    /// As [`Marking::to_ism`], with the nearest words where the vocabulary has none.
    pub(crate) fn attributes(&self) -> Attributes {
        let mut out = Attributes::default();
        let cui_alone = self.is_cui_alone();
        if cui_alone {
            out.set(Attribute::CompliesWith, CUI_ALONE);
        } else {
            out.set(Attribute::Classification, self.level.portion());
            self.write_owner(&mut out);
            if self.seldom.cui.is_some() {
                out.set(Attribute::CompliesWith, "USGov USDOD USA-CUI");
            }
        }
        list(&mut out, Attribute::SciControls, self.sci.tokens());
        let programs = self.seldom.sap.tokens().into_iter().map(|token| token.replace(' ', "_"));
        list(&mut out, Attribute::SarIdentifier, programs);
        list(&mut out, Attribute::AtomicEnergyMarkings, self.aea_tokens());
        list(&mut out, Attribute::DisseminationControls, self.dissemination_tokens());
        list(&mut out, Attribute::DisplayOnlyTo, codes(&self.seldom.display_to));
        list(&mut out, Attribute::ReleasableTo, codes(&self.releasable()));
        match &self.fgi {
            Fgi::None => {}
            Fgi::Acknowledged(sources) => {
                out.set(Attribute::FgiSourceOpen, alphabetical(sources));
            }
            Fgi::Concealed => out.set(Attribute::FgiSourceProtected, "FGI"),
        }
        if self.is_concealed() {
            out.set(Attribute::FgiSourceProtected, "FGI");
        }
        list(&mut out, Attribute::NonIcMarkings, self.non_ic_tokens());
        let nato = self.seldom.nato.iter().map(|control| format!("NATO-{}", control.name()));
        list(&mut out, Attribute::NonUsControls, nato);
        self.write_categories(&mut out);
        out
    }

    /// Whether it is a document's that is CUI and nothing else (`ISM-ID-00476`).
    fn is_cui_alone(&self) -> bool {
        self.seldom.cui.is_some()
            && !self.level.is_classified()
            && self.ownership.is_us()
            && self.sci.is_empty()
            && self.seldom.sap.is_empty()
            && self.seldom.aea.is_empty()
            && self.seldom.eyes.list.is_empty()
            && self.fgi.is_empty()
            && self.dissem.iter().all(stands_alone_with_cui)
    }

    fn write_owner(&self, out: &mut Attributes) {
        let owner = match &self.ownership {
            Ownership::UnitedStates => "USA".to_owned(),
            Ownership::Nato(None) => "NATO".to_owned(),
            Ownership::Nato(Some(activity)) => {
                format!("NATO:{}", activity.replace(' ', "_"))
            }
            Ownership::UnitedNations | Ownership::Concealed => "FGI".to_owned(),
            Ownership::Foreign(owners) => alphabetical(owners),
            Ownership::Joint(owners) => {
                out.set(Attribute::Joint, "true");
                if owners.is_empty() {
                    return;
                }
                alphabetical(owners)
            }
        };
        out.set(Attribute::OwnerProducer, owner);
    }

    /// The owner's name is protected too (`ISM-ID-00219`).
    fn is_concealed(&self) -> bool {
        matches!(self.ownership, Ownership::Concealed | Ownership::UnitedNations)
    }

    /// Both lists: EYES ONLY is REL TO with a word of its own (`ISM-ID-00031`).
    fn releasable(&self) -> CodeList {
        self.rel_to.list.iter().chain(self.seldom.eyes.list.iter()).collect()
    }

    fn aea_tokens(&self) -> Vec<String> {
        let mut tokens = Vec::new();
        for kind in self.seldom.aea.kinds() {
            let token = aea_token(kind);
            tokens.push(token.to_owned());
            if kind == AeaKind::Rd && self.seldom.aea.cnwdi() {
                tokens.push("RD-CNWDI".to_owned());
            }
            if self.seldom.aea.sigma_kind() == Some(kind) {
                tokens
                    .extend(self.seldom.aea.sigmas().map(|number| format!("{token}-SG-{number}")));
            }
        }
        tokens
    }

    fn dissemination_tokens(&self) -> Vec<String> {
        let mut controls: Vec<&str> = Vec::new();
        for control in Dissem::ALL {
            // ORCON-USGOV is written as the pair (ISM-ID-00302).
            if self.has(control) || (control == Dissem::Orcon && self.has(Dissem::OrconUsgov)) {
                controls.push(control.token());
            }
            let lists = match control {
                Dissem::Propin => self.rel_to.is_present().then_some("REL"),
                Dissem::Relido => self.seldom.eyes.is_present().then_some("EYES"),
                Dissem::Fisa => (!self.seldom.display_to.is_empty()).then_some("DISPLAYONLY"),
                Dissem::Rsen
                | Dissem::Fouo
                | Dissem::Orcon
                | Dissem::OrconUsgov
                | Dissem::Imcon
                | Dissem::Noforn
                | Dissem::Dsen
                | Dissem::RawFisa
                | Dissem::ExemptFromDiscovery
                | Dissem::Waived => None,
            };
            controls.extend(lists);
        }
        let cui =
            self.seldom.cui.iter().flat_map(crate::Cui::controls).map(crate::CuiControl::token);
        controls.into_iter().chain(cui).map(str::to_owned).collect()
    }

    fn non_ic_tokens(&self) -> Vec<String> {
        let controls = self.non_ic.iter().map(|control| control.token().to_owned());
        let nicknames = self.accm().map(|name| format!("ACCM-{}", name.replace(' ', "_")));
        controls.chain(nicknames).collect()
    }

    fn write_categories(&self, out: &mut Attributes) {
        let Some(cui) = &self.seldom.cui else { return };
        let of = |specified: bool| {
            let named = cui.categories().filter(move |category| category.specified == specified);
            named.map(|category: &CuiCategory| category.name.clone())
        };
        list(out, Attribute::CuiBasic, of(false));
        list(out, Attribute::CuiSpecified, of(true));
    }
}

impl Level {
    /// Whether a text is the token of a level (`CVEnumISMClassificationAll`).
    pub(crate) fn of_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.portion() == token)
    }
}

impl Dissem {
    /// The token of `disseminationControls`, which is the portion mark.
    pub(crate) fn token(self) -> &'static str {
        self.forms().2
    }
}

impl NonIc {
    /// The token of `nonICmarkings`, which is the portion mark.
    pub(crate) fn token(self) -> &'static str {
        self.forms().2
    }
}

pub(super) fn aea_token(kind: AeaKind) -> &'static str {
    kind.forms().2
}

fn codes(list: &CodeList) -> impl Iterator<Item = String> + '_ {
    list.iter().map(|code| code.as_str().to_owned())
}

fn list(out: &mut Attributes, attribute: Attribute, tokens: impl IntoIterator<Item = String>) {
    let value = tokens.into_iter().collect::<Vec<_>>().join(" ");
    if !value.is_empty() {
        out.set(attribute, value);
    }
}

/// What a document that is CUI alone claims.
pub(super) const CUI_ALONE: &str = "USA-CUI-ONLY";

/// Whether a control may stand in a document that is CUI and nothing else (`CVEnumISMDissemCui`).
fn stands_alone_with_cui(control: Dissem) -> bool {
    controls::DISSEMINATION_CUI.contains(&control.token())
}
