//! The JSON that the server sends and the command line prints: one form for both.
//!
//! Wire types are converted from the clearinghouse's own by hand, field by field, so that a field
//! added there must be decided about here before anything compiles.

mod act;
mod advice;
mod aside;
mod audit;
mod caveat_audit;
mod contract;
mod decision;
mod difference;
mod duplicate;
mod entity;
mod entity_graph;
mod feed;
mod me;
mod proposal;
mod recall;
mod receipt;
mod report;
mod request;
mod search;
mod standing;
mod whatif;

pub use act::ActRecord;
pub use advice::Advice;
pub use aside::{
    Aside, AsideCorrected, AsideCorrection, AsideFault, AsideLine, AsideRejection, AsideStep,
    AsideWanted, Resubmitted,
};
pub use audit::AuditEvent;
pub use caveat_audit::{CaveatAudit, ChangedAnswer, GivenLine, LateRequest, RefusedLine, UsedAct};
pub use contract::{Brings, ContractRecord, Shadow};
pub use decision::{Decision, Obligation, Reason, Remedy};
pub use difference::{ChangedForm, ChangedGroup, Difference};
pub use duplicate::Duplicate;
pub use entity::{
    Associate, Entities, Entity, EntityJoin, EntityJudgement, EntityMonth, EntityName, EntityPlace,
    EntitySource, EntityStatement, JudgedMention, SeenTogether,
};
pub use entity_graph::{
    Correlation, Correlations, EntityGraph, EntityNode, EntityTie, NewJudgement, WithdrawnJudgement,
};
pub use feed::{
    DeclaredUse, Feed, FeedCoverage, FeedItem, FeedPage, Received, ReportStanding, Undelivered,
    WordOwed,
};
pub use me::{Me, ReceivableMarking};
pub use proposal::ContractProposal;
pub use recall::{Acknowledged, Acknowledging, NewRecall, RecallNotice, RecallOnBoard, Recalled};
pub use receipt::{Receipt, Submission, Summary};
pub use report::{Authority, Mention, Number, Period, Place, Portion, Report};
pub use request::{ConsentRecord, NewRequest, RequestRecord, RequestStep, StepTaken};
pub use search::{
    Completions, Count, Eased, ExplainedPart, Explanation, Facet, Hit, Likeness, Month, Search,
    Snippet, Suggestion,
};
pub use standing::{Alert, DroppedSearch, ListMatch, SavedSearch};
pub use whatif::{Offer, Otherwise, Prospective, Prospects, WhatIf, Without};
