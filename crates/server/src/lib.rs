#![doc = include_str!("../../../README.md")]

mod advice;
mod backoff;
mod book;
mod catalogue;
mod clearinghouse;
mod client;
mod clock;
mod community;
mod config;
mod csv;
mod demo;
mod difference;
mod digest;
mod entropy;
mod error;
mod feeds;
mod fused;
pub mod http;
mod ingest;
mod intent;
mod kept_pages;
mod keys;
mod load;
mod page_mark;
mod places;
mod polling;
mod reach;
mod reading;
mod release_log;
mod setup;
mod sights;
mod snippet;
mod standing_searches;
mod steady_clock;
mod verification;
mod watching;
mod webhook;
pub mod wire;
mod work_text;

pub use catalogue::{Listed, Place, WantedObjects};
pub use clearinghouse::{
    AlertPage, Approval, Approved, AuditFilter, Brought, Caller, Clearinghouse, Collected,
    Condition, ConsentAsked, Coverage, Duplicate, Events, Fed, FeedLag, FeedPage, FeedPageItem,
    FeedReach, Foreseeing, ForeseenFeed, Found, FoundAlert, FoundCorrelations, FoundEntities,
    FoundMatches, FoundReport, InForce, Intended, Manifest, NamedEntity, NewJudgement, NewSearch,
    Officer, Owed, Receivable, ReportCoverage, Search, ShadowRun, ShownAssociate, ShownCorrelation,
    ShownEntity, ShownGraph, ShownMatch, ShownPlace, ShownStatement, ShownTie, ShownTogether, Sort,
    Standing, Started, TwoVersions, UNDELIVERED, UndoneJudgement, Witnessed, Word, Worker, facets,
    note_beside,
};
pub use client::{Client, ClientError, percent_encode};
pub use clock::{SystemClock, instant};
pub use community::{from_agencies, load as load_community, read as read_community, read_acts};
pub use config::{Config, DataFolder, LedgerReaders, Submits, Tls, Witness};
pub use csv::csv_line;
pub use demo::{DEMO_PEOPLE, Scenery};
pub use difference::difference;
pub use digest::{Digest, Mail};
pub use entropy::Entropy;
pub use error::{Error, Result};
pub use ingest::{
    Chunk, Fate, Listener, READ_APART, Receipt, Source, Streamed, Summary, caveats_of, ingest,
    ingest_as_of, serve_apart, sources,
};
pub use intent::Intent;
pub use kept_pages::WrittenPage;
pub use keys::{issue as issue_certificate, write as write_file};
pub use polling::Poll;
pub use reading::ReadingConfig;
pub use setup::{CENTER_COMMUNITY, init};
pub use snippet::{Snippet, snippets};
pub use verification::{Fault, Proof, verify as verify_ledger};
pub use watching::Watch;
pub use webhook::Webhook;
