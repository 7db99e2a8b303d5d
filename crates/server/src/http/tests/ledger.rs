//! The ledger over HTTP: a tile log, for few.

use ledger::{Checkpoint, EntryProof, Hash, Offer, Tile, TileKind, VerifyingKey, cosign, unbundle};

use model::{BlindedLeaf, TAG_BYTES, TagSet};

use super::kit::{Running, witness_of};

const CHECKPOINT: &str = "/api/v1/ledger/checkpoint";

impl Running {
    fn fetch(&self, name: &str, path: &str) -> (u16, Vec<u8>) {
        self.client(name).get(path).unwrap()
    }

    fn text(&self, name: &str, path: &str) -> String {
        let (status, body) = self.fetch(name, path);
        let text = String::from_utf8(body).unwrap();
        assert_eq!(status, 200, "{path}: {text}");
        text
    }

    fn ledger_key(&self) -> VerifyingKey {
        let text = std::fs::read_to_string(self.folder.join("keys/ledger.vkey")).unwrap();
        VerifyingKey::parse(&text).unwrap()
    }

    fn hand_in(&self, name: &str, note: &str) -> (u16, String) {
        let body = note.as_bytes().to_vec();
        let path = "/api/v1/ledger/cosignatures";
        let (status, body) = self.client(name).post(path, "text/plain", body).unwrap();
        (status, String::from_utf8(body).unwrap())
    }
}

#[test]
fn the_ledger_is_for_auditors_submitters_witnesses_and_inspectors() {
    let site = Running::start(false);
    let hashes = [
        CHECKPOINT,
        "/api/v1/ledger/offer?old=0",
        "/api/v1/ledger/tile/0/000.p/1",
        "/api/v1/ledger/tile/entries/000.p/1",
        "/api/v1/ledger/tile/tags/000.p/1",
        "/api/v1/ledger/cosigned",
        "/api/v1/ledger/proof?report=CIA%20TD-314%2F1",
    ];
    for path in hashes {
        for name in ["castellanos", "whitcombe", "reyes", "delacroix", "vandermeer"] {
            assert_eq!(site.fetch(name, path).0, 403, "{name} {path}");
        }
        for name in ["ofarrell", "cbp-submitter", "alvarez", "hargrove"] {
            assert_ne!(site.fetch(name, path).0, 403, "{name} {path}");
        }
    }
    for path in ["/api/v1/ledger/tile/headers/000.p/1", "/api/v1/ledger/proof?entry=0"] {
        for name in ["castellanos", "ofarrell", "cbp-submitter", "alvarez"] {
            assert_eq!(site.fetch(name, path).0, 403, "{name} {path}");
        }
        assert_eq!(site.fetch("hargrove", path).0, 200, "{path}");
    }
}

#[test]
fn the_tiles_and_entries_are_those_of_the_checkpoint() {
    let site = Running::start(false);
    // That somebody signs in is an entry too.
    site.json("hargrove", "/api/v1/me");
    let text = site.text("ofarrell", CHECKPOINT);
    let checkpoint = Checkpoint::open(&text, &site.ledger_key()).unwrap();
    let tile = Tile::at(TileKind::Hashes(0), 0, checkpoint.size).unwrap();
    let bundle = Tile { kind: TileKind::Entries, ..tile };
    let (_, hashes) = site.fetch("ofarrell", &format!("/api/v1/ledger/{}", tile.path()));
    let path = format!("/api/v1/ledger/{}", tile.path());
    let answer = site.raw(Some("ofarrell"), "HEAD", &path, "");
    assert!(answer.contains("content-type: application/octet-stream\r\n"), "{answer}");
    let (_, entries) = site.fetch("ofarrell", &format!("/api/v1/ledger/{}", bundle.path()));
    let (entries, torn) = unbundle(&entries);
    let expected: Vec<u8> =
        entries.iter().flat_map(|entry| *Hash::of_leaf(entry).bytes()).collect();
    assert_eq!((hashes, torn), (expected, None));
    let first = String::from_utf8(entries[0].to_vec()).unwrap();
    assert!(first.starts_with("tearline.org/leaf/2\n0\n"), "{first}");
    let tags = Tile { kind: TileKind::Tags, ..tile };
    let (_, tags) = site.fetch("ofarrell", &format!("/api/v1/ledger/{}", tags.path()));
    let headers = Tile { kind: TileKind::Headers, ..tile };
    let (_, headers) = site.fetch("hargrove", &format!("/api/v1/ledger/{}", headers.path()));
    let mut rest = tags.as_slice();
    for ((leaf, header), seq) in entries.iter().zip(unbundle(&headers).0).zip(0..) {
        let named = BlindedLeaf::tags_of(leaf).unwrap();
        let (own, behind) = rest.split_at(named.count as usize * TAG_BYTES);
        let tags = TagSet::from_bytes(own).unwrap().digest();
        assert_eq!(BlindedLeaf::of_header(seq, header, tags).to_bytes(), *leaf);
        rest = behind;
    }
    assert!(rest.is_empty());
    // Reading headers is itself an entry.
    let later = Checkpoint::open(&site.text("ofarrell", CHECKPOINT), &site.ledger_key()).unwrap();
    assert_eq!(later.size, checkpoint.size + 1);
    for path in ["0/001", "0/000.p/255", "9/000", "0/0", "entries/000", "..", "1/000.p/1"] {
        let (status, _) = site.fetch("hargrove", &format!("/api/v1/ledger/tile/{path}"));
        assert_eq!(status, 404, "{path}");
    }
}

#[test]
fn originators_prove_their_own_reports_and_learn_nothing_of_others() {
    let site = Running::start(false);
    let proof = site.text("ofarrell", "/api/v1/ledger/proof?report=CIA%20TD-314%2F2");
    let proof = EntryProof::parse(&proof).unwrap();
    proof.check(&site.ledger_key()).unwrap();
    assert!(String::from_utf8(proof.header).unwrap().contains("\nCIA TD-314/2 v1\n"));
    let get = |report: &str| {
        site.raw(Some("ofarrell"), "GET", &format!("/api/v1/ledger/proof?report={report}"), "")
    };
    let others = get("DHS/CBP%20CBP-1");
    assert!(others.starts_with("HTTP/1.1 404"), "{others}");
    assert_eq!(others, get("DHS/CBP%20CBP-999"));
    assert_eq!(others, get("CIA%20TD-314%2F999"));
    assert_eq!(others, get("CIA%20TD-314%2F2%20v7"));
}

#[test]
fn a_witness_cosigns_and_the_checkpoint_is_served_with_it() {
    let site = Running::start(false);
    // That somebody signs in is an entry too.
    site.json("hargrove", "/api/v1/me");
    let (key, public) = witness_of(2);
    let none = site.fetch("ofarrell", "/api/v1/ledger/cosigned");
    assert_eq!(none.0, 404);
    let offer = Offer::parse(&site.text("alvarez", "/api/v1/ledger/offer?old=0")).unwrap();
    let checkpoint = offer.examine(&site.ledger_key(), None).unwrap();
    let cosigned = cosign(&offer.checkpoint, &key, 1_700_000_000).unwrap();
    let (status, answer) = site.hand_in("alvarez", &cosigned);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(site.text("ofarrell", CHECKPOINT), cosigned);
    for path in ["/api/v1/ledger/cosigned", "/api/v1/ledger/cosigned?witness=witness.example"] {
        assert_eq!(public.cosignature(&site.text("ofarrell", path)).unwrap().at, 1_700_000_000);
    }
    assert_eq!(site.fetch("ofarrell", "/api/v1/ledger/cosigned?witness=other").0, 404);
    // The log grows, the cosigned checkpoint stays, and the next offer continues it.
    site.fetch("hargrove", "/api/v1/ledger/tile/headers/000.p/1");
    assert_ne!(site.text("ofarrell", CHECKPOINT), cosigned);
    assert_eq!(site.text("ofarrell", "/api/v1/ledger/cosigned"), cosigned);
    let path = format!("/api/v1/ledger/offer?old={}", checkpoint.size);
    let next = Offer::parse(&site.text("alvarez", &path)).unwrap();
    assert_eq!(
        next.examine(&site.ledger_key(), Some(&checkpoint)).unwrap().size,
        checkpoint.size + 1
    );
    let later = cosign(&next.checkpoint, &key, 1_700_000_001).unwrap();
    assert_eq!(site.hand_in("alvarez", &later).0, 200);
    let (status, answer) = site.hand_in("alvarez", &cosigned);
    assert!(status == 400 && answer.contains("replayed"), "{status} {answer}");
}

#[test]
fn cosignatures_that_are_none_are_refused() {
    let site = Running::start(false);
    let (key, _) = witness_of(2);
    let plain = site.text("alvarez", CHECKPOINT);
    let good = cosign(&plain, &key, 1_700_000_000).unwrap();
    let foreign = cosign(&plain, &witness_of(3).0, 1_700_000_000).unwrap();
    let future = cosign(&plain, &key, 99_000_000_000).unwrap();
    for (name, note, status, why) in [
        ("ofarrell", &good, 403, "no witness"),
        ("alvarez", &plain, 400, "no cosignature of this witness"),
        ("alvarez", &foreign, 400, "no cosignature of this witness"),
        ("alvarez", &future, 400, "in the future"),
        ("alvarez", &good.replacen('\n', "\n1", 1), 400, "no cosignature of this witness"),
        ("alvarez", &"x".to_owned(), 400, "not a signed note"),
    ] {
        let (found, answer) = site.hand_in(name, note);
        assert!(found == status && answer.contains(why), "{found} {answer}");
    }
}

#[test]
fn a_witness_that_saw_another_history_is_told_apart_from_one_that_errs() {
    let site = Running::start(false);
    let secret = std::fs::read_to_string(site.folder.join("keys/ledger.key")).unwrap();
    let log = ledger::SigningKey::parse(secret.trim()).unwrap();
    let mut other = ledger::Tree::new();
    other.push(Hash::of_leaf(b"another history"));
    let forked = Checkpoint::of(log.name(), &other).sign(&log).unwrap();
    let note = cosign(&forked, &witness_of(2).0, 1_700_000_000).unwrap();
    let (status, answer) = site.hand_in("alvarez", &note);
    assert!(status == 409 && answer.contains("proves a fork"), "{status} {answer}");
    assert_eq!(site.fetch("ofarrell", "/api/v1/ledger/cosigned").0, 404);
}

#[test]
fn search_pages_and_audit_say_no_sequence_number_and_no_size() {
    let site = Running::start(false);
    let text = site.text("ofarrell", CHECKPOINT);
    let root = text.lines().nth(2).unwrap().to_owned();
    for path in ["/api/v1/search?q=tapachula", "/api/v1/audit", "/audit", "/search?q=tapachula"] {
        let answer = site.raw(Some("ofarrell"), "GET", path, "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        // Where proofs are to be had is no number.
        let answer = answer.replace("/api/v1/ledger/", "");
        for word in ["\"seq\"", "\"entries\"", "\"entry\"", "ledger/", &root] {
            assert!(!answer.contains(word), "{path} says {word}: {answer}");
        }
    }
}
