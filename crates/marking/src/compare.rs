//! Dominance, and the least and greatest markings that it gives of two.
//!
//! One marking dominates another when whoever meets it meets the other: it requires of a reader
//! everything that the other requires, and opens to nobody abroad what the other does not open.
//!
//! Dominance is about who may have something, [`Marking::lacks`] about what must be printed above
//! it. The register drops from a classified banner what its readers need no reminder of (FOUO, SBU,
//! LIMDIS, CUI, UCNI), and `lacks` forgives that; dominance forgives nothing, since a contractor
//! who may have `S` may not have `CUI//NOCON`. So what dominates lacks nothing, but not the
//! reverse. For the same reason [`Marking::join`] is not [`crate::rollup()`]: roll-up chooses what a
//! person should print, gives way to NOFORN where two lists have nothing in common, and makes a
//! document of two owners one of the United States.

mod controls;
mod opening;
mod seldom;

use std::collections::BTreeSet;

use crate::{Level, Marking, Ownership};
use controls::Controls;
use opening::Opening;

impl Marking {
    /// Whether everything that another marking requires of a reader is required by this one too.
    ///
    /// The parts are compared each by itself:
    ///
    /// - the level;
    /// - the owner: the United States' requires nothing, two others nothing of one another;
    /// - tokens of SCI and special access programs with their ancestors, ACCM, NATO's controls, CUI,
    ///   a community's own controls;
    /// - atomic energy information, RD above FRD above TFNI;
    /// - foreign sources, a concealed one above every list;
    /// - dissemination controls, ORCON above ORCON-USGOV and NODIS above EXDIS;
    /// - release: who may have or see this abroad may have or see the other, and RELIDO lets an
    ///   official open no more than it does there. What says nothing opens nothing. NOFORN stands
    ///   above all. Organisations count as their members where these are public, else as
    ///   themselves. A list that is the banner's is within no list but itself.
    ///
    /// It is reflexive and transitive. Two markings that dominate one another are equivalent, not
    /// always equal: `USA/GBR EYES ONLY` and `REL TO USA, GBR`; `REL TO USA, TEYE` and `REL TO USA,
    /// AUS, GBR`; `SBU NOFORN` and SBU with NOFORN (LES likewise); a lesser control beside the one
    /// above it; lists and RELIDO beside NOFORN; DISPLAY ONLY for those who may have it anyway;
    /// `REL TO USA` alone and no list.
    ///
    /// ```
    /// let [secret, released, noforn] = ["S", "S//REL TO USA, GBR", "S//SI//NF"]
    ///     .map(|text| marking::Marking::parse(text).unwrap().marking);
    /// assert!(secret.dominates(&released) && noforn.dominates(&secret));
    /// assert!(!released.dominates(&secret));
    /// ```
    pub fn dominates(&self, other: &Self) -> bool {
        self.level >= other.level
            && (other.ownership.is_us() || self.ownership == other.ownership)
            && self.sci.covers(&other.sci)
            && self.fgi.covers(&other.fgi)
            && self.seldom.covers(&other.seldom)
            && Controls::of(self).cover(&Controls::of(other))
            && Opening::of(self).is_within(&Opening::of(other))
    }

    /// The least marking that dominates both; equivalent ones are the same here.
    ///
    /// `None` where nothing that can be written dominates both: two owners other than the United
    /// States, since no marking is of both; the United Nations' beside any level but RESTRICTED; and
    /// a list that a portion leaves to its banner ([`Marking::in_banner`] writes it out). Lists are
    /// cut to whom both open, by country where an organisation is not open as a whole; with nobody
    /// left the marking opens nothing, which is not NOFORN.
    ///
    /// ```
    /// let [one, other] = ["S//REL TO USA, FVEY", "C//SI//REL TO USA, GBR, JPN"]
    ///     .map(|text| marking::Marking::parse(text).unwrap().marking);
    /// assert_eq!(one.join(&other).unwrap().banner(), "SECRET//SI//REL TO USA, GBR");
    /// ```
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        let ownership = if other.ownership.is_us() { &self.ownership } else { &other.ownership };
        let owned = self.ownership.is_us() || self.ownership == *ownership;
        let level = self.level.max(other.level);
        let united = *ownership == Ownership::UnitedNations && level != Level::Restricted;
        if !owned || united || self.leaves_to_banner() || other.leaves_to_banner() {
            return None;
        }
        let mut joined = Self {
            ownership: ownership.clone(),
            level,
            sci: self.sci.clone(),
            fgi: self.fgi.clone(),
            seldom: self.seldom.join(&other.seldom),
            ..Self::default()
        };
        joined.sci.add(&other.sci);
        joined.fgi.add(&other.fgi);
        Controls::of(self).join(Controls::of(other)).write(&mut joined);
        let opening = Opening::of(self).common(&Opening::of(other));
        opening.write(&mut joined, &self.listed(other));
        Some(joined)
    }

    /// The greatest marking that both dominate; equivalent ones are the same here.
    ///
    /// `None` only where a portion leaves a list to its banner ([`Marking::in_banner`] writes it
    /// out). Of two owners the meet is the United States', which know no RESTRICTED, so that it is
    /// UNCLASSIFIED there.
    ///
    /// ```
    /// let [one, other] = ["S//SI-G//OC/NF", "TS//SI-EU//REL TO USA, GBR"]
    ///     .map(|text| marking::Marking::parse(text).unwrap().marking);
    /// assert_eq!(one.meet(&other).unwrap().banner(), "SECRET//SI//REL TO USA, GBR");
    /// ```
    #[must_use]
    pub fn meet(&self, other: &Self) -> Option<Self> {
        if self.leaves_to_banner() || other.leaves_to_banner() {
            return None;
        }
        let one = self.ownership == other.ownership;
        let ownership = if one { self.ownership.clone() } else { Ownership::default() };
        let level = self.level.min(other.level);
        let nobodys = ownership.is_us() && level == Level::Restricted;
        let mut met = Self {
            ownership,
            level: if nobodys { Level::Unclassified } else { level },
            sci: self.sci.common(&other.sci),
            fgi: self.fgi.common(&other.fgi),
            seldom: self.seldom.meet(&other.seldom),
            ..Self::default()
        };
        Controls::of(self).meet(&Controls::of(other)).write(&mut met);
        let opening = Opening::of(self).together(Opening::of(other));
        opening.write(&mut met, &self.listed(other));
        Some(met)
    }

    /// Whether it cannot be told by itself who may have it.
    fn leaves_to_banner(&self) -> bool {
        self.ownership.is_joint_without_list() || Opening::of(self).is_the_banners()
    }

    /// The codes as either marking prints them.
    fn listed(&self, other: &Self) -> BTreeSet<crate::Code> {
        let lists =
            |of: &Self| of.rel_to.list.iter().chain(of.seldom.eyes.list.iter()).collect::<Vec<_>>();
        let shown = [&self.seldom.display_to, &other.seldom.display_to]
            .into_iter()
            .flat_map(|list| list.iter());
        lists(self).into_iter().chain(lists(other)).chain(shown).collect()
    }
}
