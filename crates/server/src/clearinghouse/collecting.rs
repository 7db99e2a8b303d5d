//! Feeds as collections of STIX objects.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use dissemination::{Release, Released, Renewable};
use exchange::stix::{self, Named, Object};
use model::{Community, LeafKind, Manner, Recipient, Timestamp};
use store::{Again, FeedItem};
use uuid::Uuid;

use super::Clearinghouse;
use super::answers::ask;
use super::feed_reading::{Given, Reader};
use super::feeding::is_same;
use super::receiving::stood;
use crate::Result;
use crate::catalogue::{Catalogue, Listed, Place, WantedObjects};
use crate::kept_pages::{KeptPage, MadeFrom, WrittenPage};
use crate::release_log::Log;

/// The names of some objects of a collection.
#[derive(Debug, Default)]
pub struct Manifest {
    /// In the order in which they were added.
    pub listed: Vec<Listed>,
    /// Whether there is more of what is wanted.
    pub more: bool,
}

/// Some objects of a collection.
#[derive(Debug, Default)]
pub struct Collected {
    /// In the order in which they were added.
    pub objects: Vec<Object>,
    /// When the first and the last of them were added.
    pub added: Option<(Timestamp, Timestamp)>,
    /// The place of the last of them, where there is more behind it.
    pub next: Option<Place>,
}

impl Clearinghouse {
    /// Names objects of a recipient's feed. It gives nothing of them, and is recorded first as something
    /// that was asked about.
    ///
    /// # Errors
    /// When there is no such feed, or it could not be recorded; then nothing is named.
    pub fn manifest(
        &self,
        recipient: &Recipient,
        name: &str,
        wanted: &WantedObjects,
    ) -> Result<Manifest> {
        let reader = self.reader((recipient, None), name)?;
        let (listed, more) = self.choose(&reader, wanted)?;
        let contract = &reader.known.contract;
        let positions: BTreeSet<u64> = listed.iter().map(|of| of.place.position).collect();
        let stands = positions
            .into_iter()
            .flat_map(|position| self.store.feed_after(contract, position.saturating_sub(1), 1));
        let named: Vec<_> = stands.map(|item| stood(&item)).collect();
        if !named.is_empty() {
            let serving = self.serving(reader.caller(), Manner::Extract);
            let query = Some(reader.known.id.clone());
            Log { query, ..self.log(serving, LeafKind::Decided) }.all(named)?;
        }
        Ok(Manifest { listed, more })
    }

    /// Gives objects of a recipient's feed, as `write` puts them on a page. The reports that they are made
    /// from are decided about again, and recorded before anything is given. A page that was given before is
    /// given again as it was, and recorded again, where nothing has changed that any of it was decided from.
    ///
    /// # Errors
    /// When there is no such feed, or it could not be recorded; then nothing is given.
    pub fn collect(
        &self,
        recipient: &Recipient,
        name: &str,
        wanted: &WantedObjects,
        write: impl FnOnce(Collected) -> Result<WrittenPage>,
    ) -> Result<WrittenPage> {
        let reader = self.reader((recipient, None), name)?;
        if let Some(page) = self.given_again(&reader, wanted)? {
            return Ok(page);
        }
        let made_from = self.made_from(&reader);
        let (listed, more) = self.choose(&reader, wanted)?;
        let mut positions: BTreeMap<u64, Vec<&Listed>> = BTreeMap::new();
        for of in &listed {
            positions.entry(of.place.position).or_default().push(of);
        }
        let contract = &reader.known.contract;
        let stands = positions
            .keys()
            .flat_map(|position| self.store.feed_after(contract, position.saturating_sub(1), 1));
        let community = self.store.in_force();
        let (mut given, mut bytes) = (Vec::new(), 0);
        let moves = self.store.moves();
        let Given { items, lines, reports, entry } =
            self.give_to_keep(&reader, stands.collect())?;
        for (item, released) in items {
            let Some(wanted) = positions.get(&item.position) else { continue };
            let objects = self.objects(&reader, &item, released.as_ref(), &community)?;
            let mut objects: HashMap<String, Object> =
                objects.into_iter().map(|object| (object.id().to_owned(), object)).collect();
            given.extend(wanted.iter().filter_map(|of| Some((*of, objects.remove(&of.id)?))));
        }
        let ends = given.first().zip(given.last());
        let added = ends.map(|((first, _), (last, _))| (first.added, last.added));
        let last = given.last().map(|(last, _)| last.place);
        let is_whole = last == listed.last().map(|last| last.place);
        let collected = Collected {
            added,
            next: last.filter(|_| more && is_whole),
            objects: given.into_iter().map(|(_, object)| object).collect(),
        };
        let page = write(collected)?;
        bytes += page.body.len() + PAGE_REST_BYTES;
        // What something was read of may be told otherwise from then on.
        if let Some(entry) = entry.filter(|_| is_whole && made_from == self.made_from(&reader)) {
            let again = again(entry, &lines);
            let (page, checked) = (Renewable::new(lines, page.clone()), AtomicU64::new(moves));
            let kept = KeptPage { made_from, reports, checked, again, page, bytes };
            self.kept_pages.keep(&reader.known.id, wanted, kept);
        }
        Ok(page)
    }

    /// A page that was given before, recorded again; `None` where it must be made anew.
    fn given_again(&self, reader: &Reader, wanted: &WantedObjects) -> Result<Option<WrittenPage>> {
        let contract = &reader.known.id;
        let Some(kept) = self.kept_pages.find(contract, wanted) else { return Ok(None) };
        let _deciding = self.deciding();
        if kept.made_from != self.made_from(reader) {
            return Ok(None);
        }
        let moves = self.store.moves();
        if kept.checked.load(Ordering::Acquire) != moves {
            for (report, basis) in &kept.reports {
                if self.store.basis_of(report)? != Some(*basis) {
                    return Ok(None);
                }
            }
            kept.checked.store(moves, Ordering::Release);
        }
        let serving = self.serving(reader.caller(), Manner::Extract);
        let (query, again) = (Some(contract.clone()), Some(kept.again.clone()));
        let log = Log { query, again, ..self.log(serving, LeafKind::Released) };
        Ok(Some(kept.page.again(&log)?.clone()))
    }

    /// From what a page would be made now.
    fn made_from(&self, reader: &Reader) -> MadeFrom {
        let in_force = self.store.in_force();
        let ask = ask(self.serving(reader.caller(), Manner::Extract), &in_force);
        let contract = &reader.known.contract;
        MadeFrom {
            sight: self.sights.visible(ask, &self.store.interner()).entitlement(),
            positions: self.store.feed_len(contract),
            late: self.store.fed_late(contract),
        }
    }

    /// The position of a recipient's feed at which what has an id is given or taken back.
    ///
    /// # Errors
    /// When there is no such feed, or the store cannot be read.
    pub fn position_of(&self, recipient: &Recipient, name: &str, id: Uuid) -> Result<Option<u64>> {
        let ids = vec![format!("report--{id}")];
        let wanted = WantedObjects { ids, limit: 1, ..WantedObjects::default() };
        let (listed, _) = self.choose(&self.reader((recipient, None), name)?, &wanted)?;
        Ok(listed.first().map(|listed| listed.place.position))
    }

    fn choose(&self, reader: &Reader, wanted: &WantedObjects) -> Result<(Vec<Listed>, bool)> {
        let catalogue = self.catalogues.of(&reader.known.contract);
        let mut catalogue = catalogue.lock().unwrap_or_else(PoisonError::into_inner);
        let mut through = NAMED_AT_ONCE_MAX as u64;
        loop {
            // What stands later changes nothing of a page that is full before.
            let is_all = self.catch_up_catalogue(reader, &mut catalogue, through)?;
            let (listed, more) = catalogue.choose(wanted);
            if more || is_all {
                return Ok((listed, more));
            }
            through = through.max(catalogue.through()).saturating_mul(2);
        }
    }

    /// Takes into a catalogue what it does not know yet of a feed, as far as that is settled and up to a
    /// position, and says whether that is all.
    fn catch_up_catalogue(
        &self,
        reader: &Reader,
        catalogue: &mut Catalogue,
        through: u64,
    ) -> Result<bool> {
        let contract = &reader.known.contract;
        loop {
            // Anew for each part, so that no act waits for a long feed; what one changes begins it anew.
            let _deciding = self.deciding();
            let in_force = self.store.in_force();
            let ask = ask(self.serving(reader.caller(), Manner::Extract), &in_force);
            let sight = self.sights.visible(ask, &self.store.interner()).entitlement();
            catalogue.renew((sight, self.store.fed_late(contract)));
            if catalogue.through() >= through {
                return Ok(false);
            }
            let stands = self.store.feed_after(contract, catalogue.through(), NAMED_AT_ONCE_MAX);
            if stands.is_empty() {
                return Ok(true);
            }
            for item in stands {
                let traced = match (&item.form, item.is_last) {
                    (Some(_), true) => {
                        let Some(report) = self.store.report(&item.report)? else {
                            return Ok(true);
                        };
                        let id = report.id().clone();
                        match report.decide(ask) {
                            Ok(grant) if is_same(&item, &id, &grant) => Some(grant.trace()),
                            Ok(_) | Err(_) => return Ok(true),
                        }
                    }
                    (None, _) | (Some(_), false) => None,
                };
                let stamp = stamp(&item);
                let mut named =
                    traced.map_or_else(Vec::new, |of| stix::named(&of, &in_force, stamp));
                let back = self.taken_back(reader, &item, &named, &in_force)?;
                named.extend(back.iter().map(Named::of));
                catalogue.take(&item, &named);
            }
        }
    }

    /// The objects that stand at a position: those that are given, and those that are taken back.
    fn objects(
        &self,
        reader: &Reader,
        item: &FeedItem,
        released: Option<&Released>,
        community: &Community,
    ) -> Result<Vec<Object>> {
        let mut objects = released
            .map_or_else(Vec::new, |released| stix::objects(released, community, stamp(item)));
        let named: Vec<Named> = objects.iter().map(Named::of).collect();
        objects.extend(self.taken_back(reader, item, &named, community)?);
        Ok(objects)
    }

    /// What takes back what was read of a report from a feed, but for what is given at its last position.
    fn taken_back(
        &self,
        reader: &Reader,
        item: &FeedItem,
        kept: &[Named],
        community: &Community,
    ) -> Result<Vec<Object>> {
        let earlier = self.earlier(&reader.known.contract, item)?;
        let back = stix::given_earlier(&earlier, kept, community, item.first_at);
        Ok(back.into_iter().filter(|of| kept.iter().all(|kept| kept.id != of.id())).collect())
    }
}

/// What is given again, by the entry that says so.
fn again(entry: u64, releases: &[Release]) -> Again {
    let originators = releases.iter().map(|of| of.report.originator.to_string());
    let originators: BTreeSet<String> = originators.collect();
    Again { entry, originators: originators.into_iter().collect() }
}

/// When what stands at a position was first brought, and when last.
fn stamp(item: &FeedItem) -> exchange::Stamp {
    exchange::Stamp { created: item.first_at, modified: item.at }
}

/// What a kept page takes besides its body.
const PAGE_REST_BYTES: usize = 8_192;
/// Positions that are named between two looks at how far the feed goes.
const NAMED_AT_ONCE_MAX: usize = 256;
