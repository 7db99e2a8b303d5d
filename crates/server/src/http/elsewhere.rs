//! Whether a page of somebody else's led a browser here.
//!
//! Browsers send a certificate along whoever makes them ask, so that being signed in says nothing of
//! whose page it was. They say that themselves, in headers that no page can set: `Sec-Fetch-Site`, and
//! `Origin` where they are older. Pages need no secret for it, and stay the same bytes for the same
//! viewer.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Uri};

use super::identity::tongue;
use super::problem::Tongue;

/// Whether a request must not be carried out because another site may have made the browser send it.
///
/// A link from elsewhere may be followed. Nothing else may come from there: no form, and no picture or
/// script that would read in the viewer's name. Programs, which have no such headers, send no forms.
pub(super) fn is_from_elsewhere(request: &Request) -> bool {
    let headers = request.headers();
    let changes = !request.method().is_safe();
    match (text(headers, "sec-fetch-site"), text(headers, ORIGIN.as_str())) {
        (Some("same-origin" | "none"), _) => false,
        (Some(_), _) => changes || !is_followed_link(headers),
        (None, Some(origin)) => changes && !is_own(origin, request.uri(), headers),
        (None, None) => changes && tongue(request.uri()) == Tongue::Page,
    }
}

/// Whether the viewer sees the answer as the page that they are on.
fn is_followed_link(headers: &HeaderMap) -> bool {
    let is = |name, value| text(headers, name) == Some(value);
    is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

/// Whether an origin is this server under the name by which it was asked.
fn is_own(origin: &str, uri: &Uri, headers: &HeaderMap) -> bool {
    let asked = uri.authority().map(|authority| authority.as_str());
    let asked = asked.or_else(|| text(headers, HOST.as_str()));
    origin.strip_prefix("https://").is_some_and(|origin| Some(origin) == asked)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    /// `METHOD PATH`, and headers; whether it is refused.
    fn refused(line: &str, headers: &[(&str, &str)]) -> bool {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(path).header("host", "here:8443");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        is_from_elsewhere(&request.body(Body::empty()).unwrap())
    }

    #[test]
    fn a_form_of_this_server_is_taken_and_one_of_another_site_is_not() {
        for site in ["same-origin", "none"] {
            assert!(!refused("POST /requests", &[("sec-fetch-site", site)]));
        }
        for site in ["cross-site", "same-site", "anything"] {
            assert!(refused("POST /requests", &[("sec-fetch-site", site)]));
            assert!(refused("POST /api/v1/acts", &[("sec-fetch-site", site)]));
            assert!(refused("DELETE /taxii2/x/", &[("sec-fetch-site", site)]));
        }
    }

    #[test]
    fn an_older_browser_is_known_by_its_origin() {
        assert!(!refused("POST /requests", &[("origin", "https://here:8443")]));
        for origin in ["https://there:8443", "https://here:84430", "http://here:8443", "null"] {
            assert!(refused("POST /requests", &[("origin", origin)]), "{origin}");
            assert!(refused("POST /api/v1/acts", &[("origin", origin)]), "{origin}");
            assert!(!refused("GET /", &[("origin", origin)]), "{origin}");
        }
    }

    #[test]
    fn a_program_sends_no_form() {
        assert!(refused("POST /requests", &[]));
        assert!(!refused("POST /api/v1/requests", &[]));
        assert!(!refused("POST /taxii2/feeds/collections/x/objects/", &[]));
        assert!(!refused("GET /report?id=x", &[]));
    }

    #[test]
    fn a_link_from_elsewhere_is_followed_and_a_picture_is_not_read() {
        let site = ("sec-fetch-site", "cross-site");
        let navigate = ("sec-fetch-mode", "navigate");
        let to = |dest| [site, navigate, ("sec-fetch-dest", dest)];
        assert!(!refused("GET /report?id=x", &to("document")));
        assert!(refused("GET /report?id=x", &to("iframe")));
        let picture = [site, ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")];
        assert!(refused("GET /report?id=x", &picture));
    }
}
