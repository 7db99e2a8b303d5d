//! Who writes about what.

use super::Situation;
use crate::originator::*;

/// The usual writers about a situation; repeated ones write more.
pub(super) const fn of(situation: Situation) -> &'static [&'static Originator] {
    match situation {
        Situation::Warning => WARNING,
        Situation::Recruiter => RECRUITER,
        Situation::Partner => PARTNER,
        Situation::Cable => CABLE,
        Situation::Vessel => VESSEL,
        Situation::SafeHouse => SAFE_HOUSE,
        Situation::Phones => PHONES,
        Situation::Money => MONEY,
        Situation::Document => DOCUMENT,
        Situation::Official => OFFICIAL,
        Situation::Traveller => TRAVELLER,
        Situation::LandInterdiction => LAND,
        Situation::SeaInterdiction => SEA,
        Situation::Debriefing => DEBRIEFING,
        Situation::Victims => VICTIMS,
        Situation::Arrests => ARRESTS,
        Situation::Update => UPDATE,
        Situation::Assessment => ASSESSMENT,
        Situation::Law => LAW,
        Situation::Policy => POLICY,
        Situation::Contacts => CONTACTS,
        Situation::Outreach => OUTREACH,
    }
}

type Writers = &'static [&'static Originator];

static WARNING: Writers = &[&HSTC, &HSTC, &IAIP, &CBP, &INR];
static RECRUITER: Writers = &[&CIA, &CIA, &CIA, &DIA, &ICE, &FBI];
static PARTNER: Writers = &[&RCMP, &NCIS];
static CABLE: Writers = &[&STATE];
static VESSEL: Writers = &[&USCG, &USCG, &NSA, &CIA, &DIA];
static SAFE_HOUSE: Writers = &[&ICE, &ICE, &FBI, &CIA, &CBP];
static PHONES: Writers = &[&NSA, &NSA, &NSA, &FBI, &ICE];
static MONEY: Writers = &[&CIA, &FBI, &ICE, &DEA, &NSA];
static DOCUMENT: Writers = &[&CA, &ICE, &USCIS, &DS, &CBP];
static OFFICIAL: Writers = &[&CIA, &INR, &DS, &DIA, &CIA];
static TRAVELLER: Writers = &[&CIA, &NSA, &FBI, &CIA, &DIA];
static LAND: Writers = &[&CBP, &CBP, &ICE, &DEA];
static SEA: Writers = &[&USCG, &USCG, &USCG, &CBP];
static DEBRIEFING: Writers = &[&ICE, &ICE, &CBP, &FBI, &CIA];
static VICTIMS: Writers = &[&HHS, &DOL, &CRT, &G_TIP, &HHS, &AID];
static ARRESTS: Writers = &[&ICE, &FBI, &CRM, &DS, &CIA];
static UPDATE: Writers = &[&HSTC, &ICE, &INR, &IAIP];
static ASSESSMENT: Writers = &[&HSTC, &HSTC, &CIA, &INR, &DIA];
static LAW: Writers = &[&CRM, &STATE, &DOL, &CRT];
static POLICY: Writers = &[&STATE, &G_TIP, &HSTC, &HSTC];
static CONTACTS: Writers = &[&HSTC, &ICE, &STATE, &HHS];
static OUTREACH: Writers = &[&G_TIP, &AID, &HHS, &CRT];
