"""Reads a server's collections as others do: taxii2-client asks, stix2 reads every object strictly.

    .venv/bin/python tests/taxii_client.py URL CERTIFICATE AUTHORITY

Prints what it found as JSON; fails on the first thing that is not as the standards say.
"""

import json
import os
import sys

# requests would trust these in the stead of the server's own authority.
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
    os.environ.pop(name, None)

import requests
import stix2
from taxii2client.v21 import Server, as_pages

URL, CERTIFICATE, AUTHORITY = sys.argv[1:4]
TAXII = "application/taxii+json;version=2.1"


def own(path, accept=TAXII, **params):
    headers = {"Accept": accept} if accept else {"Accept": None}
    return requests.get(URL + path, headers=headers, params=params, cert=CERTIFICATE, verify=AUTHORITY)


def problem(answer, status, code):
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert answer.headers["Content-Type"] == TAXII, answer.headers
    body = answer.json()
    assert body["http_status"] == str(status) and body["error_code"] == code, body
    assert body["title"] and body["description"], body


server = Server(URL + "/taxii2/", cert=CERTIFICATE, verify=AUTHORITY)
assert server.title == "Tearline" and server.default.url == URL + "/taxii2/feeds/", server.default.url
(root,) = server.api_roots
root.refresh()
assert root.versions == [TAXII] and root.max_content_length > 0
found = {}
for collection in root.collections:
    if not collection.can_read:
        continue
    pages = {}
    for per_request in (1, 7, 1000):
        objects, seen = [], set()
        for page in as_pages(collection.get_objects, per_request=per_request):
            got = page.get("objects", [])
            assert len(got) <= per_request
            objects += got
        for thing in objects:
            key = (thing["id"], thing.get("modified"))
            assert key not in seen, f"{key} is there twice"
            seen.add(key)
            parsed = stix2.parse(json.dumps(thing), allow_custom=False)
            assert parsed["id"] == thing["id"]
        pages[per_request] = objects
    assert pages[1] == pages[7] == pages[1000]
    objects = pages[1000]
    manifest = []
    for page in as_pages(collection.get_manifest, per_request=7):
        manifest += page.get("objects", [])
    assert [entry["id"] for entry in manifest] == [thing["id"] for thing in objects]
    added = [entry["date_added"] for entry in manifest]
    assert added == sorted(set(added)), "times of their own, in order"
    for entry, thing in zip(manifest, objects):
        assert entry["media_type"] == "application/stix+json;version=2.1"
        expected = thing.get("modified") or thing.get("created") or entry["date_added"]
        assert entry["version"] == expected, (entry, thing)
    # Whatever was added after something is all that is behind it.
    base = f"/taxii2/feeds/collections/{collection.id}"
    for at in range(0, len(added), max(1, len(added) // 5)):
        answer = own(f"{base}/objects/", added_after=added[at], limit=1000)
        assert answer.json().get("objects", []) == objects[at + 1:], at
        if answer.json():
            assert answer.headers["X-TAXII-Date-Added-First"] == added[at + 1]
            assert answer.headers["X-TAXII-Date-Added-Last"] == added[-1]
    kinds = {}
    for thing in objects:
        kinds.setdefault(thing["type"], []).append(thing)
    for kind, of_kind in kinds.items():
        assert collection.get_objects(type=kind, limit=1000)["objects"] == of_kind
        first = of_kind[0]
        assert collection.get_object(first["id"])["objects"] == [first]
        assert collection.get_objects(id=first["id"])["objects"] == [first]
        (version,) = collection.object_versions(first["id"])["versions"]
        assert collection.get_object(first["id"], version=version)["objects"] == [first]
        assert collection.get_object(first["id"], version="first")["objects"] == [first]
        assert own(f"{base}/objects/{first['id']}/", **{"match[version]": "1999-01-01T00:00:00.000Z"}).json() == {}
    two = [thing["id"] for thing in objects[:2]]
    assert [t["id"] for t in own(f"{base}/objects/", **{"match[id]": ",".join(two)}).json()["objects"]] == two
    assert own(f"{base}/objects/", **{"match[spec_version]": "2.0"}).json() == {}
    assert own(f"{base}/objects/", **{"match[type]": "malware"}).json() == {}
    missing = "report--00000000-0000-4000-8000-000000000000"
    problem(own(f"{base}/objects/{missing}/"), 404, "no-such-object")
    problem(own(f"{base}/objects/{missing}/versions/"), 404, "no-such-object")
    for wrong in ({"limit": "0"}, {"limit": "x"}, {"next": "x"}, {"added_after": "yesterday"}):
        problem(own(f"{base}/objects/", **wrong), 400, "bad-request")
    for accept in ("application/taxii+json", "*/*", None, f"text/html, {TAXII}"):
        assert own(f"{base}/", accept).status_code == 200, accept
    for accept in ("application/taxii+json;version=2.0", "text/html"):
        problem(own(f"{base}/", accept), 406, "not-acceptable")
    assert own(f"/taxii2/feeds/collections/{collection.title}/").json() == own(f"{base}/").json()
    found[collection.title] = {
        "objects": len(objects), "reports": len([t for t in objects if t["type"] == "report"]),
        "revoked": sorted(t["id"] for t in objects if t.get("revoked")),
    }
problem(own("/taxii2/feeds/collections/other/"), 404, "no-such-feed")
problem(own("/taxii2/feeds/collections/other/objects/"), 404, "no-such-feed")
problem(own("/taxii2/none/"), 404, "no-such-address")
problem(requests.put(URL + "/taxii2/", cert=CERTIFICATE, verify=AUTHORITY), 405, "method-not-allowed")
print(json.dumps(found))
