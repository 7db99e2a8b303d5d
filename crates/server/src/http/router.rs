//! Every address of the server, and what is the same for all of them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, Uri};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};

use super::identity::{check, tongue};
use super::limits::{BODY_BYTES_MAX, DRAFT_BYTES_MAX, SUBMISSION_BYTES_MAX};
use super::problem::{Code, Problem};
use super::site::Site;
use super::{api, pages, taxii};

/// Makes the handlers of an address.
type Handlers = fn() -> MethodRouter<Site>;

/// The addresses, with their handlers.
pub(super) const ROUTES: &[(&str, Handlers)] = &[
    // Pages.
    ("/", || get(pages::search::page)),
    ("/search", || get(pages::search::page)),
    ("/report", || get(pages::report::page)),
    ("/search/suggest", || get(pages::search::suggesting::suggest)),
    ("/search/saved", || post(pages::search::saving::save)),
    ("/search/saved/drop", || post(pages::search::saving::drop)),
    ("/entity", || get(pages::entity::page)),
    ("/entity/graph", || get(pages::entity::graph::page)),
    ("/entity/notices", || get(pages::entity::notices::page)),
    ("/entity/judge", || post(pages::entity::judging::judge)),
    ("/entity/withdraw", || post(pages::entity::judging::withdraw)),
    ("/report/changes", || get(pages::report::changes::page)),
    ("/similar", || get(pages::search::similar::page)),
    ("/alerts", || get(pages::alerts::page)),
    ("/alerts/seen", || post(pages::alerts::seen)),
    ("/requests", || get(pages::requests::page).post(pages::requests::ask)),
    ("/requests/{id}", || post(pages::requests::step)),
    ("/recalls", || get(pages::recalls::page).post(pages::recalls::recall)),
    ("/recalls/acknowledge", || post(pages::recalls::acknowledge)),
    ("/recalls/remind", || post(pages::recalls::remind)),
    ("/feeds", || get(pages::feeds::page).post(pages::feeds::proposing::propose)),
    ("/contracts/approve", || post(pages::feeds::board::approve)),
    ("/contracts/refuse", || post(pages::feeds::board::refuse)),
    ("/contracts/foreseen", || get(pages::feeds::foreseen::page)),
    ("/feeds/end", || post(pages::feeds::proposing::end)),
    ("/report/use", || post(pages::report::using::declare)),
    ("/feeds/{name}", || get(pages::feeds::read)),
    ("/feeds/{name}/received", || post(pages::feeds::receive)),
    ("/desk", || get(pages::desk::page).post(pages::desk::act).layer(drafted())),
    ("/desk/upload", || post(pages::desk::uploading::upload).layer(submitted())),
    ("/center", || get(pages::center::page)),
    ("/acts", || get(pages::acts::page).post(pages::acts::record)),
    ("/acts/{id}/end", || post(pages::acts::end)),
    ("/audit", || get(pages::audit::page)),
    ("/quarantine", || get(pages::quarantine::page)),
    ("/quarantine/{step}", || post(pages::quarantine::working::step).layer(submitted())),
    ("/operations", || get(pages::operations::page)),
    ("/help", || get(pages::help::page)),
    ("/assets/{name}", || get(pages::assets::file)),
    ("/sign-in/{token}", || get(pages::sign_in::sign_in)),
    ("/sign-out", || post(pages::sign_in::sign_out)),
    // The JSON interface.
    ("/api/v1/me", || get(api::me::me)),
    ("/api/v1/me/markings", || get(api::me::markings)),
    ("/api/v1/search", || get(api::search::search)),
    ("/api/v1/search/suggest", || get(api::search::suggest)),
    ("/api/v1/search/similar", || get(api::search::similar)),
    ("/api/v1/search/duplicates", || get(api::search::duplicates)),
    ("/api/v1/search/saved", || get(api::standing::list).post(api::standing::save)),
    ("/api/v1/search/saved/drop", || post(api::standing::drop)),
    ("/api/v1/alerts", || get(api::standing::alerts)),
    ("/api/v1/feeds", || get(api::feeds::list)),
    ("/api/v1/contracts", || get(api::contracts::list).post(api::contracts::propose)),
    ("/api/v1/contracts/{id}/end", || post(api::contracts::end)),
    ("/api/v1/feeds/{name}", || get(api::feeds::page)),
    ("/api/v1/feeds/{name}/atom", || get(api::feeds::atom::page)),
    ("/api/v1/feeds/{name}/csv", || get(api::feeds::whole::csv)),
    ("/api/v1/feeds/{name}/events", || get(api::feeds::stream::events)),
    ("/api/v1/feeds/{name}/jsonl", || get(api::feeds::whole::lines)),
    ("/api/v1/feeds/{name}/head", || get(api::feeds::head)),
    ("/api/v1/feeds/{name}/received", || post(api::feeds::receive)),
    ("/api/v1/feeds/{name}/misp/{file}", || get(api::feeds::misp::file)),
    ("/api/v1/use", || post(api::feeds::declare_use)),
    ("/api/v1/reports", || post(api::submit::submit).layer(submitted())),
    ("/api/v1/reports/stream", || post(api::streaming::stream)),
    ("/api/v1/reports/{id}", || get(api::report::report)),
    ("/api/v1/reports/{id}/original", || get(api::report::original)),
    ("/api/v1/entities", || get(api::entities::find)),
    ("/api/v1/entities/notices", || get(api::entities::notices)),
    ("/api/v1/entities/judgements", || post(api::entities::judge)),
    ("/api/v1/entities/judgements/withdraw", || post(api::entities::withdraw)),
    ("/api/v1/entities/{id}", || get(api::entities::show)),
    ("/api/v1/entities/{id}/graph", || get(api::entities::graph)),
    ("/api/v1/entities/{id}/path", || get(api::entities::path)),
    ("/api/v1/decisions", || post(api::decide::decide)),
    ("/api/v1/acts", || get(api::acts::list).post(api::acts::record)),
    ("/api/v1/acts/{id}/end", || post(api::acts::end)),
    ("/api/v1/recalls", || get(api::recalls::list).post(api::recalls::recall)),
    ("/api/v1/recalls/acknowledge", || post(api::recalls::acknowledge)),
    ("/api/v1/recalls/remind", || post(api::recalls::remind)),
    ("/api/v1/requests", || get(api::requests::list).post(api::requests::ask)),
    ("/api/v1/requests/{id}", || post(api::requests::step)),
    ("/api/v1/whatif", || post(api::whatif::foresee).layer(drafted())),
    ("/api/v1/whatif/acts", || post(api::whatif::changes::acts)),
    ("/api/v1/whatif/acts/{id}/end", || post(api::whatif::changes::end)),
    ("/api/v1/whatif/community", || post(api::whatif::changes::community).layer(drafted())),
    ("/api/v1/whatif/requests/{id}", || post(api::whatif::changes::approval)),
    ("/api/v1/quarantine", || get(api::quarantine::list)),
    ("/api/v1/quarantine/{id}", || get(api::quarantine::show)),
    ("/api/v1/quarantine/{id}/approve", || post(api::quarantine::approve)),
    ("/api/v1/quarantine/{id}/correct", || post(api::quarantine::correct).layer(submitted())),
    ("/api/v1/quarantine/{id}/reject", || post(api::quarantine::reject)),
    ("/api/v1/quarantine/{id}/resubmit", || post(api::quarantine::resubmit)),
    ("/api/v1/audit", || get(api::audit::audit)),
    ("/api/v1/audit/period", || get(api::audit::period)),
    ("/api/v1/ledger/checkpoint", || get(api::ledger::checkpoint)),
    ("/api/v1/ledger/cosigned", || get(api::ledger::cosigned)),
    ("/api/v1/ledger/cosignatures", || post(api::ledger::cosignatures)),
    ("/api/v1/ledger/offer", || get(api::ledger::offer)),
    ("/api/v1/ledger/proof", || get(api::ledger::proof)),
    ("/api/v1/ledger/slice", || get(api::slices::slice)),
    ("/api/v1/ledger/slice-key", || get(api::slices::key)),
    ("/api/v1/ledger/tile/{*tile}", || get(api::ledger::tile)),
    // TAXII 2.1. Its addresses end in a slash.
    ("/taxii2/", || get(taxii::discovery::discovery)),
    ("/taxii2/feeds/", || get(taxii::discovery::root)),
    ("/taxii2/feeds/collections/", || get(taxii::collections::list)),
    ("/taxii2/feeds/collections/{collection}/", || get(taxii::collections::one)),
    ("/taxii2/feeds/collections/{collection}/markings/", || get(taxii::collections::markings)),
    ("/taxii2/feeds/collections/{collection}/manifest/", || get(taxii::objects::manifest)),
    ("/taxii2/feeds/collections/{collection}/objects/", || {
        get(taxii::objects::objects).post(taxii::submissions::post).layer(submitted())
    }),
    ("/taxii2/feeds/collections/{collection}/objects/{object}/", || {
        get(taxii::objects::object).delete(taxii::submissions::delete)
    }),
    ("/taxii2/feeds/status/{id}/", || get(taxii::submissions::found)),
    ("/taxii2/feeds/collections/{collection}/objects/{object}/versions/", || {
        get(taxii::objects::versions)
    }),
];

fn submitted() -> DefaultBodyLimit {
    DefaultBodyLimit::max(SUBMISSION_BYTES_MAX)
}

fn drafted() -> DefaultBodyLimit {
    DefaultBodyLimit::max(DRAFT_BYTES_MAX)
}

/// Whether an address is for those too who are not signed in.
pub(super) fn is_open(path: &str) -> bool {
    path.starts_with("/assets/") || path.starts_with("/sign-in/")
}

/// The router of the main listener.
pub(super) fn router(site: Site) -> Router {
    let mut router = Router::new();
    for (path, handlers) in ROUTES {
        router = router.route(path, handlers());
    }
    router
        .fallback(no_such_address)
        .method_not_allowed_fallback(other_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(site.clone(), check))
        .layer(map_response(with_headers))
        .with_state(site)
}

async fn no_such_address(uri: Uri) -> Response {
    Problem::new(Code::NoSuchAddress, "There is no such address on this server.")
        .respond(tongue(&uri))
}

async fn other_method(request: Request) -> Response {
    Problem::new(Code::MethodNotAllowed, "This address does not take this method.")
        .respond(tongue(request.uri()))
}

async fn with_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        // What is the same for everybody says itself how long it may be kept.
        let own = response.headers_mut().entry(HeaderName::from_static(name));
        own.or_insert(HeaderValue::from_static(value));
    }
    response
}

const HEADERS: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    // Older browsers say where a form is from only where they may.
    ("referrer-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];
