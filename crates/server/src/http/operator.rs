//! The operator's own listener: probes and figures, without TLS, on the machine itself.

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use axum::routing::get;
use tokio::sync::watch;

use super::metrics::Gauges;

/// `/healthz`: the process lives. `/readyz`: it takes requests. `/metrics`: what was counted last.
pub(super) fn router(
    stopping: watch::Receiver<bool>,
    counted: watch::Receiver<Option<Gauges>>,
) -> Router {
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
    let metrics = move || {
        let gauges = *counted.borrow();
        async move {
            match gauges {
                Some(gauges) => ([(CONTENT_TYPE, TEXT)], gauges.text()).into_response(),
                None => (StatusCode::SERVICE_UNAVAILABLE, "not counted yet").into_response(),
            }
        }
    };
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// The form of Prometheus.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
