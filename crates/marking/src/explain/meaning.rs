//! One sentence for each registered marking, with the page that says so.

use crate::{AeaKind, CuiControl, Dissem, Level, NatoControl, NonIc};

type Meaning = (&'static str, &'static str);

pub(super) fn level(level: Level) -> Meaning {
    match level {
        Level::Unclassified => ("disclosure would not damage national security", "register p51"),
        Level::Restricted => ("a level of other owners, handled as CONFIDENTIAL", "register H.2"),
        Level::Confidential => {
            ("disclosure could be expected to damage national security", "EO 13526 1.2")
        }
        Level::Secret => {
            ("disclosure could be expected to damage national security seriously", "EO 13526 1.2")
        }
        Level::TopSecret => (
            "disclosure could be expected to damage national security exceptionally gravely",
            "EO 13526 1.2",
        ),
    }
}

pub(super) fn nato(control: NatoControl) -> Meaning {
    match control {
        NatoControl::Atomal => ("NATO's atomic information: access to ATOMAL", "register I"),
        NatoControl::Balk => ("a compartment of NATO's: access to BALK", "register I"),
        NatoControl::Bohemia => ("a compartment of NATO's: access to BOHEMIA", "register I"),
    }
}

pub(super) fn aea(kind: AeaKind) -> Meaning {
    match kind {
        AeaKind::Rd => ("nuclear weapons and materials: a Q clearance", "register p104"),
        AeaKind::Frd => ("military use of nuclear weapons", "register p111"),
        AeaKind::Tfni => ("foreign nuclear programs, for intelligence", "register p120"),
        AeaKind::Dcni => ("security of the Defense Department's nuclear material", "register p116"),
        AeaKind::Ucni => ("security of the Energy Department's nuclear material", "register p118"),
    }
}

pub(super) fn dissem(control: Dissem) -> Meaning {
    match control {
        Dissem::Rsen => ("imagery whose taking is at risk when it becomes known", "register p132"),
        Dissem::Fouo => ("unclassified, and not for the public", "register p134"),
        Dissem::Orcon => (
            "only for those whom the originator put on the list; anything further needs its consent",
            "register p136",
        ),
        Dissem::OrconUsgov => {
            ("as ORCON, and beforehand open to the agencies of the US government", "register p139")
        }
        Dissem::Imcon => ("imagery whose sources and methods need protection", "register p142"),
        Dissem::Noforn => ("not for foreign nationals or governments", "register p145"),
        Dissem::Propin => ("trade secrets: not to contractors or competitors", "register p148"),
        Dissem::Relido => (
            "a designated official may release it abroad without asking the originator",
            "register p154",
        ),
        Dissem::Dsen => ("the Drug Enforcement Administration's: not for courts", "register p159"),
        Dissem::RawFisa => ("from surveillance under FISA, not yet minimised", "ISM.XML 2022"),
        Dissem::Fisa => (
            "from surveillance under FISA: in criminal proceedings only with leave of the \
             Attorney General",
            "register p161",
        ),
        Dissem::ExemptFromDiscovery => ("no search finds it", "ICD 501"),
        Dissem::Waived => ("a program whose reporting to Congress is waived", "DoDM 5205.07"),
    }
}

pub(super) fn non_ic(control: NonIc) -> Meaning {
    match control {
        NonIc::Limdis => ("geospatial: the Defense Department and whom it allows", "register p170"),
        NonIc::Exdis => ("the Department of State's: only those addressed", "register p172"),
        NonIc::Nodis => ("the Department of State's: only the persons named", "register p174"),
        NonIc::Sbu => ("the Department of State's: sensitive, unclassified", "register p176"),
        NonIc::SbuNoforn => ("as SBU, and not for foreign nationals", "register p178"),
        NonIc::Les => (
            "for law enforcement: not in legal proceedings without the originator's leave",
            "register p181",
        ),
        NonIc::LesNoforn => ("as LES, and not for foreign nationals", "register p185"),
        NonIc::Ssi => ("security of transport: for those with a need to know", "register p189"),
        NonIc::Nnpi => ("naval nuclear propulsion", "ISM.XML 2022"),
    }
}

pub(super) fn cui(control: CuiControl) -> Meaning {
    match control {
        CuiControl::AttorneyClient => ("between attorney and client", "32 CFR 2002"),
        CuiControl::AttorneyWorkProduct => ("an attorney's work", "32 CFR 2002"),
        CuiControl::DlOnly => ("only those on the accompanying list", "32 CFR 2002"),
        CuiControl::Fedcon => ("federal employees and contractors", "32 CFR 2002"),
        CuiControl::FedOnly => ("federal employees only", "32 CFR 2002"),
        CuiControl::Nocon => ("no contractors", "32 CFR 2002"),
    }
}
