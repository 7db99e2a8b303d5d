//! Every route, in one place.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{get, post};

use super::state::Shared;
use super::{api, pages};

pub(super) fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(pages::search))
        .route("/search", get(pages::search))
        .route("/report", get(pages::report))
        .route("/audit", get(pages::audit))
        .route("/sign-in/{token}", get(pages::sign_in))
        .route("/style.css", get(pages::style))
        .route("/api/v1/me", get(api::me))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/reports", post(api::submit))
        .route("/api/v1/reports/{id}", get(api::report))
        .route("/api/v1/decisions", post(api::decide))
        .route("/api/v1/audit", get(api::audit))
        .route("/api/v1/ledger/checkpoint", get(api::checkpoint))
        .fallback(pages::nowhere)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn(guard))
        .with_state(shared)
}

/// Headers that every answer has.
async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

const BODY_BYTES_MAX: usize = 64 << 20;
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";
