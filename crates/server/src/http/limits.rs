//! Every limit of the server, in one place.

use std::time::Duration;

/// Bytes of a submission, as sent.
pub(super) const SUBMISSION_BYTES_MAX: usize = 64 << 20;
/// Bytes of drafts that are looked at before they are submitted.
pub(super) const DRAFT_BYTES_MAX: usize = 4 << 20;
/// Entities of an answer, where it is not said.
pub(super) const ENTITIES: usize = 10;
/// Entities of a graph, and at most.
pub(super) const GRAPH_NODES: usize = 30;
/// See [`GRAPH_NODES`].
pub(super) const GRAPH_NODES_MAX: usize = 100;
/// Steps that a graph goes at most.
pub(super) const HOPS_MAX: usize = 4;
/// Days back that notices are about, where nobody says since when.
pub(super) const NOTICE_DAYS: i64 = 30;
/// The same at most.
pub(super) const ENTITIES_MAX: usize = 50;
/// Bytes of any other request's body.
pub(super) const BODY_BYTES_MAX: usize = 64 << 10;
/// Time for a submission to arrive.
pub(super) const SUBMISSION_TIME_MAX: Duration = Duration::from_secs(120);
/// Submissions that are taken in at once; others wait.
pub(super) const SUBMISSIONS_MAX: usize = 4;
/// Streams of submissions that are open at once; others wait.
pub(super) const STREAMS_MAX: usize = 8;
/// Time in which something must come on a stream of submissions.
pub(super) const STREAM_IDLE_MAX: Duration = Duration::from_secs(120);
/// Files of one form.
pub(super) const PARTS_MAX: usize = 1_000;
/// Receipts of a stream that wait to be read.
pub(super) const RECEIPTS_WAITING_MAX: usize = 1_024;
/// Receipts that one answer lists.
pub(super) const RECEIPTS_MAX: usize = 100_000;
/// Connections that are open at once; others wait.
pub(super) const CONNECTIONS_MAX: usize = 4_096;
/// Handshakes under way at once; others wait.
pub(super) const HANDSHAKES_MAX: usize = 256;
/// Time for one handshake.
pub(super) const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(5);
/// Time for a client to read why its handshake failed.
pub(super) const FAREWELL_TIME_MAX: Duration = Duration::from_secs(1);
/// Time for requests under way to finish when the server stops.
pub(super) const FINISH_TIME_MAX: Duration = Duration::from_secs(10);
/// Time between the beginnings of two commits of the index, where they are quicker.
pub(super) const SEARCHABLE_EVERY: Duration = Duration::from_millis(250);
/// Time between two looks of saved searches at what came.
pub(super) const ALERTED_EVERY: Duration = Duration::from_millis(100);
/// Time between two looks at whether the index failed, and between two readings of all its files.
pub(super) const INDEX_TENDED_EVERY: Duration = Duration::from_secs(1);
pub(super) const INDEX_EXAMINED_EVERY: Duration = Duration::from_secs(60 * 60);
/// Time between two checkpoints, while the ledger grows.
pub(super) const SIGNED_EVERY: Duration = Duration::from_secs(1);
/// Time between two looks at what is due of requests.
pub(super) const REQUESTS_EVERY: Duration = Duration::from_secs(60);
/// Life of a session.
pub(super) const SESSION_TIME_MAX: Duration = Duration::from_secs(12 * 60 * 60);
/// Hits of one search: when not said, and at most.
pub(super) const HITS: usize = 10;
pub(super) const HITS_MAX: usize = 100;
/// Hits on a page.
pub(super) const PAGE_HITS: usize = 20;
/// Suggestions for a query that was begun.
pub(super) const SUGGESTIONS: usize = 8;
/// Positions of a feed at once: when not said, and at most.
pub(super) const FEED_POSITIONS: usize = 100;
pub(super) const FEED_POSITIONS_MAX: usize = 1_000;
/// Time between two looks at which digests are due.
pub(super) const MAILED_EVERY: Duration = Duration::from_secs(10);
/// Time between two counts of what feeds have, and how many times longer than a count it is at least.
pub(super) const COUNTED_EVERY: Duration = Duration::from_secs(60);
pub(super) const COUNTED_SHARE: u32 = 20;
/// Positions of a feed that are sent to a webhook at once.
pub(super) const PUSHED_POSITIONS: usize = 100;
/// Time after which what is not settled is looked at again.
pub(super) const UNSETTLED_TIME: Duration = Duration::from_secs(1);
/// Objects of a collection at once: when not said, and at most.
pub(super) const OBJECTS: usize = 100;
pub(super) const OBJECTS_MAX: usize = 1_000;
/// Events on a page of the audit.
pub(super) const AUDIT_PAGE_ROWS: usize = 100;
/// Events that an auditor gets.
pub(super) const AUDIT_ROWS_MAX: usize = 200;
