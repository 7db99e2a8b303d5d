//! The collections of a recipient (TAXII 2.1, sections 5.1 and 5.2).

use axum::extract::{Path, State};
use model::{Contract, Manner};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::RecordedContract;
use uuid::{Builder, Uuid};

use super::super::identity::Viewer;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::media::{Answer, OBJECT_TYPE, Taxii, answer};
use super::submissions;
use crate::wire::ReceivableMarking;
use crate::{Caller, Clearinghouse, Error, Result};

/// `GET .../collections/`.
pub(in crate::http) async fn list(_: Taxii, State(site): State<Site>, viewer: Viewer) -> Answer {
    let all = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.ensure_entitlement(recipient)?;
        let own = house.feeds_of(recipient);
        let feeds = own.iter().map(described);
        Ok(feeds.chain(submissions::described(recipient)).collect::<Vec<_>>())
    });
    answer(&json!({ "collections": all.await? }))
}

/// `GET .../collections/{collection}/`, by id or by name.
pub(in crate::http) async fn one(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path(collection): Path<String>,
) -> Answer {
    let found = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        match submissions::described(recipient) {
            Some(own) if submissions::is_own(recipient, &collection) => Ok(own),
            Some(_) | None => Ok(described(&find(house, &viewer, &collection)?)),
        }
    });
    answer(&found.await?)
}

/// `GET .../collections/{collection}/markings/`: which markings its recipient may receive in it. TAXII has
/// no such resource.
pub(in crate::http) async fn markings(
    _: Taxii,
    State(site): State<Site>,
    viewer: Viewer,
    Path(collection): Path<String>,
) -> Answer {
    let found = site.run(move |house| {
        let contract = find(house, &viewer, &collection)?.contract;
        let recipient = contract.capped(house.recipient(&viewer.0)?);
        let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
        let by = Caller { recipient: &recipient, purpose, matter, by: None };
        let all = house.receivable(by, Manner::Extract, None)?;
        Ok(all.iter().map(ReceivableMarking::of).collect::<Vec<_>>())
    });
    answer(&json!({ "markings": found.await? }))
}

/// A recipient's contract in force by the id or the alias of its collection.
pub(super) fn find(
    house: &Clearinghouse,
    viewer: &Viewer,
    collection: &str,
) -> Result<RecordedContract> {
    let own = house.feeds_of(house.recipient(&viewer.0)?);
    let uuid = collection.parse::<Uuid>().ok();
    let mut own = own.into_iter();
    own.find(|known| known.contract.name == collection || Some(id(&known.contract)) == uuid)
        .ok_or_else(|| Error::NoFeed { name: collection.chars().take(40).collect() })
}

/// Why nothing can be written to a collection: it is a feed, or it is not there.
pub(super) fn not_yours(house: &Clearinghouse, viewer: &Viewer, collection: &str) -> Problem {
    match find(house, viewer, collection) {
        Ok(_) => Problem::new(Code::NotYourFunction, "This collection is read and not written."),
        Err(error) => error.into(),
    }
}

/// What is said to clients that ask for what is not there.
pub(super) fn no_object() -> Problem {
    Problem::new(Code::NoSuchObject, "This collection has no such object for you.")
}

fn described(known: &RecordedContract) -> Value {
    let contract = &known.contract;
    json!({
        "id": id(contract).to_string(),
        "title": contract.name,
        "description": format!(
            "What you want for {}, up to {}, until {}",
            contract.purpose.name(),
            contract.level_max.banner(),
            contract.until.rfc3339()
        ),
        "alias": contract.name,
        "can_read": true,
        "can_write": false,
        "media_types": [OBJECT_TYPE],
    })
}

/// A collection's id, the same over the versions of its contract. TAXII asks for a UUID of version 4;
/// its bits are those of a hash, so that it is the same on every machine.
pub(in crate::http) fn id(contract: &Contract) -> Uuid {
    id_of(contract.recipient.as_str(), &contract.name)
}

/// The id of what is called so of a recipient.
pub(super) fn id_of(recipient: &str, name: &str) -> Uuid {
    let said = json!(["collection", recipient, name]);
    let hash: [u8; 32] = Sha256::digest(said.to_string().as_bytes()).into();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    Builder::from_random_bytes(bytes).into_uuid()
}
