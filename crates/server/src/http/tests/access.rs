//! Who gets in.

use super::super::router::{ROUTES, is_open};
use super::kit::Running;
use crate::{ClientError, percent_encode};

#[test]
fn a_certificate_of_the_authority_signs_a_recipient_in() {
    let site = Running::start(false);
    let (status, me) = site.json("alvarez", "/api/v1/me");
    assert_eq!((status, me["id"].as_str()), (200, Some("alvarez")));
}

#[test]
fn expired_and_foreign_certificates_are_refused_in_words() {
    let site = Running::start(false);
    let expired = site.client_with(&site.certificate("alvarez", -1)).get("/").unwrap_err();
    assert!(expired.to_string().contains("refused your certificate: it has expired"), "{expired}");
    let other = Running::start(false);
    let foreign = site.client_with(&other.certificate("alvarez", 1)).get("/").unwrap_err();
    assert!(foreign.to_string().contains("authority is not one"), "{foreign}");
    let own = site.certificate("alvarez", 1);
    let url = format!("https://{}", site.at.main);
    let client = crate::Client::new(&url, &own, &other.folder.join("keys/authority.pem"));
    let error = client.unwrap().get("/").unwrap_err();
    assert!(matches!(error, ClientError::ServerNotTrusted { .. }), "{error}");
}

#[test]
fn nobody_gets_a_clear_403() {
    let site = Running::start(false);
    let (status, body) = site.json("nobody", "/api/v1/me");
    assert_eq!((status, &body["error"]["code"]), (403, &"not-a-recipient".into()));
}

#[test]
fn without_a_certificate_the_handshake_fails_unless_there_are_links() {
    let site = Running::start(false);
    assert_eq!(site.raw_or_nothing(None, "/"), "");
}

#[test]
fn no_address_answers_those_who_are_not_signed_in() {
    let site = Running::start(true);
    for (path, _) in ROUTES {
        for name in [None, Some("nobody")] {
            for method in ["GET", "POST", "PUT", "HEAD"] {
                let path = path.replace("{id}", "CIA%20TD-314%2F1");
                let answer = site.raw(name, method, &path, "Content-Length: 0\r\n");
                if is_open(&path) {
                    continue;
                }
                let expected = if name.is_none() { "HTTP/1.1 401" } else { "HTTP/1.1 403" };
                assert!(answer.starts_with(expected), "{method} {path}: {answer}");
            }
        }
    }
    assert!(site.raw(None, "GET", "/no-such", "").starts_with("HTTP/1.1 401"));
}

#[test]
fn a_link_works_once() {
    let site = Running::start(true);
    let token = site.links.as_ref().unwrap().issue("alvarez").unwrap();
    let first = site.raw(None, "GET", &format!("/sign-in/{token}"), "");
    assert!(first.starts_with("HTTP/1.1 303") && first.contains("location: /\r\n"), "{first}");
    let cookie = first.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    assert!(cookie.ends_with("; Secure; HttpOnly; SameSite=Lax; Path=/"), "{cookie}");
    let session = cookie.split(';').next().unwrap();
    let me = site.raw(None, "GET", "/api/v1/me", &format!("Cookie: a=b; {session}\r\n"));
    assert!(me.starts_with("HTTP/1.1 200") && me.contains("\"alvarez\""), "{me}");
    let again = site.raw(None, "GET", &format!("/sign-in/{token}"), "");
    assert!(again.starts_with("HTTP/1.1 410") && again.contains("works once"), "{again}");
    let forged = site.raw(None, "GET", "/api/v1/me", "Cookie: __Host-tearline=00\r\n");
    assert!(forged.starts_with("HTTP/1.1 401"), "{forged}");
}

#[test]
fn every_answer_has_the_protective_headers() {
    let site = Running::start(true);
    let report = format!("/report?id={}", percent_encode("CIA TD-314/1"));
    for (name, path) in [(Some("alvarez"), report.as_str()), (None, "/x")] {
        let answer = site.raw(name, "GET", path, "");
        for header in [
            "cache-control: no-store\r\n",
            "x-content-type-options: nosniff\r\n",
            "content-security-policy: default-src 'none'; style-src 'self'; script-src 'self';",
            "referrer-policy: same-origin\r\n",
            "cross-origin-resource-policy: same-origin\r\n",
        ] {
            assert!(answer.contains(header), "{path}: {header}: {answer}");
        }
    }
}

impl Running {
    /// As [`Running::raw`], where the connection may fail.
    fn raw_or_nothing(&self, name: Option<&str>, path: &str) -> String {
        use std::io::Write as _;
        let mut stream = self.open(name);
        let _ = stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: t\r\n\r\n").as_bytes());
        super::kit::read_all(&mut stream)
    }
}
