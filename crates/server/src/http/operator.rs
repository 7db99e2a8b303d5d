//! The operator's own listener: probes, without TLS, on the machine itself.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::sync::watch;

/// `/healthz`: the process lives. `/readyz`: it takes requests.
pub(super) fn router(stopping: watch::Receiver<bool>) -> Router {
    let ready = move || {
        let stopping = *stopping.borrow();
        async move {
            if stopping {
                (StatusCode::SERVICE_UNAVAILABLE, "stopping")
            } else {
                (StatusCode::OK, "ready")
            }
        }
    };
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready))
}
