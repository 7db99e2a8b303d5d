//! The nouns of a clearinghouse: ids, reports, agencies, recipients, purposes, time.
//!
//! Little behaviour lives here, no input or output, and nothing here is serialised: the crates
//! that store or send these types have wire types of their own.
//!
//! ```
//! use model::{AgencyId, Timestamp};
//! assert!(AgencyId::new("DHS/ICE").unwrap().is_within(&AgencyId::new("DHS").unwrap()));
//! assert_eq!(Timestamp::parse("2004-07").unwrap().day(), "2004-07-01");
//! ```

mod act;
mod blinded_leaf;
mod community;
mod contract;
mod ids;
mod judged;
mod leaf;
mod parts;
mod report;
mod request;
mod roster;
mod search_vocabulary;
mod slice_key;
mod timestamp;
mod vocabulary;

pub use act::{Act, Embargo};
pub use blinded_leaf::BlindedLeaf;
pub use community::{
    Agency, Authorization, Caveat, Community, Grant, Memberships, Party, Procedure, Recipient,
};
pub use contract::{Contract, ContractError, WantedReports};
pub use ids::{AgencyId, CaveatId, IdError, RecipientId, ReportId, Serial, Topic};
pub use judged::{Judged, Named, NotJudged, Verdict};
pub use leaf::{Commitment, Leaf, LeafError, LeafKind};
pub use parts::{Opening, PartTree, open};
pub use report::{
    About, Authority, Dated, MadeFrom, Mention, NeedToKnow, Place, Portion, Profile, Report,
};
pub use request::{Asked, Closed, Request, RequestState, Step};
pub use roster::{Roster, TagDigest, TagSet};
pub use search_vocabulary::{NamedPlace, SearchVocabulary};
pub use slice_key::{SliceKey, SliceKeys, TAG_BYTES, Tag};
pub use timestamp::{Clock, Timestamp, TimestampError};
pub use vocabulary::{
    Consent, EntityType, Function, Kind, Manner, Precedence, ProcedureForm, Purpose, RecallKind,
    RecipientKind,
};
