#!/usr/bin/env python3
"""An independent verifier of exports, proofs, slices and cosignatures of a Tearline ledger.

It was written from docs/ledger.md and the C2SP specifications alone, needs nothing but Python, and
shares no code with the crate `ledger`.

    verify_ledger.py EXPORT KEY [--checkpoint FILE]... [--witness KEY]...
    verify_ledger.py PROOF  KEY [--witness KEY]...
    verify_ledger.py SLICE  KEY --slice-key KEY [--since SLICE] [--scan EXPORT] [--witness KEY]...

EXPORT is a folder or a .tar file. Prints one line of JSON; exit 0 for complete, 1 for all else.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import tarfile

# Ed25519 verification (RFC 8032, section 5.1.7), slow and simple.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P != 0:
        return None
    return P - x if (x & 1) != sign else x


def point(encoded):
    number = int.from_bytes(encoded, "little")
    y = number & (2**255 - 1)
    x = recover_x(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, p):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = add(result, p)
        p = add(p, p)
        scalar >>= 1
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_verifies(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# Signed notes, checkpoints, cosignatures.


class Wrong(Exception):
    """What is wrong, in words; `verdict` is what it amounts to."""

    def __init__(self, verdict, text):
        super().__init__(text)
        self.verdict = verdict


class Key:
    """`name+id+base64(algorithm, key)`."""

    def __init__(self, text, algorithm):
        self.name, key_id, encoded = text.strip().split("+", 2)
        key = base64.b64decode(encoded, validate=True)
        if key[0] != algorithm or len(key) != 33:
            raise Wrong("untrusted", f"the key of {self.name} is not of algorithm {algorithm}")
        self.id = hashlib.sha256(self.name.encode() + b"\n" + key).digest()[:4]
        if self.id.hex() != key_id:
            raise Wrong("untrusted", f"the id of the key of {self.name} does not match")
        self.public = key[1:]


def note(text):
    """The signed text, and (name, id, signature) for each signature."""
    body, separator, signatures = text.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise Wrong("untrusted", "the checkpoint is not a signed note")
    found = []
    for line in signatures[:-1].split("\n"):
        if not line.startswith("\u2014 "):
            raise Wrong("untrusted", "a signature line is malformed")
        name, _, encoded = line[2:].partition(" ")
        try:
            signature = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise Wrong("untrusted", "a signature is not base64") from None
        found.append((name, signature[:4], signature[4:]))
    return body + "\n", found


def open_checkpoint(text, key):
    """(size, root) of a checkpoint that `key` signed."""
    return open_mapped(text, key)[:2]


def open_mapped(text, key):
    """(size, root, root of the map of slices or None) of a checkpoint that `key` signed."""
    body, signatures = note(text)
    mine = [s for name, key_id, s in signatures if (name, key_id) == (key.name, key.id)]
    if not mine or not ed25519_verifies(key.public, body.encode(), mine[0]):
        raise Wrong("untrusted", f"the checkpoint is not signed by {key.name}")
    origin, size, root = body.split("\n")[:3]
    if origin != key.name or str(int(size)) != size:
        raise Wrong("untrusted", "the checkpoint is malformed")
    lines = [line for line in body.split("\n")[3:] if line.startswith("tearline.org/map/1 ")]
    if len(lines) > 1:
        raise Wrong("untrusted", "the checkpoint has two maps")
    mapped = base64.b64decode(lines[0].split(" ")[1], validate=True) if lines else None
    return int(size), base64.b64decode(root, validate=True), mapped


def cosigned_at(text, witness):
    """When a witness cosigned a checkpoint, or None."""
    body, signatures = note(text)
    for name, key_id, signature in signatures:
        if (name, key_id) == (witness.name, witness.id) and len(signature) == 72:
            at = int.from_bytes(signature[:8], "big")
            message = f"cosignature/v1\ntime {at}\n{body}".encode()
            if ed25519_verifies(witness.public, message, signature[8:]):
                return at
    return None


# The Merkle tree (RFC 6962, section 2.1).


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Edge:
    """The roots of the complete subtrees of a growing tree, largest first."""

    def __init__(self):
        self.size, self.complete = 0, []

    def push(self, value):
        at = self.size
        while at & 1:
            value = node_hash(self.complete.pop(), value)
            at >>= 1
        self.complete.append(value)
        self.size += 1

    def root(self):
        if not self.complete:
            return hashlib.sha256(b"").digest()
        root = self.complete[-1]
        for left in reversed(self.complete[:-1]):
            root = node_hash(left, root)
        return root


def root_of_proof(value, index, size, hashes):
    """The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2)."""
    first, last = index, size - 1
    for other in hashes:
        if last == 0:
            return None
        if first & 1 or first == last:
            value = node_hash(other, value)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            value = node_hash(value, other)
        first, last = first >> 1, last >> 1
    return value if last == 0 else None


# Exports (C2SP tlog-tiles).


def tile_path(kind, index, width):
    number = f"{index % 1000:03}"
    while index >= 1000:
        index //= 1000
        number = f"x{index % 1000:03}/{number}"
    return f"tile/{kind}/{number}" + ("" if width == 256 else f".p/{width}")


def tiles(level, size):
    """(index, width) of each tile of a level."""
    hashes = size >> (8 * level)
    return [(n, min(256, hashes - 256 * n)) for n in range((hashes + 255) // 256)]


def expected_files(size):
    names = {"checkpoint"}
    names |= {tile_path(kind, n, w) for kind in ("entries", "tags") for n, w in tiles(0, size)}
    level = 0
    while size >> (8 * level):
        names |= {tile_path(level, n, w) for n, w in tiles(level, size)}
        level += 1
    return names


def read_export(path):
    """Every file of an export, by name."""
    found = {}
    if os.path.isdir(path):
        for folder, _, names in os.walk(path):
            for name in names:
                file = os.path.join(folder, name)
                with open(file, "rb") as opened:
                    found[os.path.relpath(file, path).replace(os.sep, "/")] = opened.read()
        return found
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                if member.isfile():
                    found[member.name.removeprefix("./")] = archive.extractfile(member).read()
    except (tarfile.TarError, EOFError, OSError) as error:
        if "checkpoint" not in found:
            raise Wrong("untrusted", f"the archive cannot be read: {error}") from None
    return found


def entries_of(data, name):
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        entry = data[at + 2 : at + 2 + length]
        if at + 2 > len(data) or len(entry) != length:
            raise Wrong("altered", f"{name} breaks off at byte {at}")
        entries.append(entry)
        at += 2 + length
    return entries


def tagged(data, leaves, name):
    """The tags of each leaf of a bundle, which must be those that it names."""
    found, at = [], 0
    for leaf in leaves:
        _, seq, _, count, named, _ = leaf.decode().split("\n")
        tags = data[at : at + 16 * int(count)]
        at += 16 * int(count)
        if hashlib.sha256(tags).hexdigest() != named or len(tags) != 16 * int(count):
            raise Wrong("altered", f"{name}: the tags of entry {seq} are not those of its leaf")
        found.append([tags[n : n + 16] for n in range(0, len(tags), 16)])
    if at != len(data):
        raise Wrong("altered", f"{name} goes on behind its last tag")
    return found


def verify_export(files, key, kept, witnesses):
    if "checkpoint" not in files:
        raise Wrong("untrusted", "checkpoint is missing")
    own = files["checkpoint"].decode("utf-8", "replace")
    size, signed = open_checkpoint(own, key)
    texts = [("checkpoint", own)] + kept
    for witness in witnesses:
        if not any(cosigned_at(text, witness) for _, text in texts):
            raise Wrong("untrusted", f"{witness.name} cosigned none of the checkpoints")
    older = sorted((open_checkpoint(text, key), name) for name, text in kept)
    names = expected_files(size)
    for stray in sorted(set(files) - names):
        raise Wrong("altered", f"{stray} does not belong to this export")
    have = 0
    for n, w in tiles(0, size):
        if tile_path("entries", n, w) in files:
            have = 256 * n + w
    for missing in sorted(names - set(files)):
        verdict = "truncated" if have < size else "altered"
        raise Wrong(verdict, f"{missing} is missing")
    edge, levels, forks = Edge(), {}, []

    def compare(upto):
        while older and older[0][0][0] <= upto:
            (length, root), name = older.pop(0)
            if root != edge.root():
                forks.append(f"{name} of {length} entries tells another history")

    compare(0)
    for n, w in tiles(0, size):
        name = tile_path("entries", n, w)
        entries = entries_of(files[name], name)
        if len(entries) != w:
            last = 256 * n + w == size and len(entries) < w
            raise Wrong("truncated" if last else "altered", f"{name} has {len(entries)} entries")
        hashes = levels.setdefault(0, [])
        for seq, entry in enumerate(entries, 256 * n):
            if not entry.startswith(b"tearline.org/leaf/2\n%d\n" % seq):
                raise Wrong("altered", f"{name}: entry {seq} says that it is another")
            edge.push(leaf_hash(entry))
            hashes.append(leaf_hash(entry))
            compare(seq + 1)
        tagged(files[tile_path("tags", n, w)], entries, tile_path("tags", n, w))
    level = 0
    while levels.get(level):
        hashes = levels[level]
        for n, w in tiles(level, size):
            name = tile_path(level, n, w)
            if files[name] != b"".join(hashes[256 * n : 256 * n + w]):
                raise Wrong("altered", f"{name} is not what its entries give")
            if w == 256:
                above = Edge()
                for value in hashes[256 * n : 256 * n + 256]:
                    above.push(value)
                levels.setdefault(level + 1, []).append(above.root())
        level += 1
    if edge.root() != signed:
        raise Wrong("altered", "the entries are not those that were signed")
    if older:
        raise Wrong("truncated", f"{older[0][1]} covers {older[0][0][0]} entries")
    if forks:
        raise Wrong("forked", forks[0])
    return {"verdict": "complete", "entries": size, "root": signed.hex()}


def verify_proof(text, key, witnesses):
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra "):
        raise Wrong("altered", "it is no proof")
    leaf = base64.b64decode(lines[1][6:], validate=True)
    index = int(lines[2].removeprefix("index "))
    hashes = [base64.b64decode(line, validate=True) for line in lines[3:]]
    size, root = open_checkpoint(checkpoint, key)
    for witness in witnesses:
        if not cosigned_at(checkpoint, witness):
            raise Wrong("untrusted", f"{witness.name} did not cosign the checkpoint")
    lines = leaf.split(b"\n")
    leaf, header = b"\n".join(lines[:5]) + b"\n", b"\n".join(lines[5:])
    if lines[:2] != [b"tearline.org/leaf/2", b"%d" % index]:
        raise Wrong("altered", f"the leaf is not that of entry {index}")
    if hashlib.sha256(header).hexdigest().encode() != lines[2]:
        raise Wrong("altered", f"the header is not that of entry {index}")
    if index >= size or root_of_proof(leaf_hash(leaf), index, size, hashes) != root:
        raise Wrong("altered", f"entry {index} is not shown to be in the log")
    return {"verdict": "complete", "entry": index, "entries": size, "header": header.decode()}


# Slices: tags, parts, the map.


class SliceKey:
    def __init__(self, text):
        self.key = bytes.fromhex(text.strip())

    def mac(self, label, *parts):
        message = f"tearline.org/{label}/1\n".encode() + b"".join(parts)
        return hmac.new(self.key, message, hashlib.sha256).digest()

    def tag(self, seq):
        return self.mac("tag", seq.to_bytes(8, "big"))[:16]


def part_root(index, salt, content, path):
    """The commitment that a part leads to."""
    if index >> len(path):
        return None
    value = hashlib.sha256(b"\0" + salt + content).digest()
    for level, beside in enumerate(path):
        value = node_hash(beside, value) if index >> level & 1 else node_hash(value, beside)
    return value


def map_root(key, size, root, beside, other):
    """The root of the map that holds this slice, or none if it has no entries."""
    index = key.mac("map-index")
    bit = lambda place, at: place[at // 8] >> (7 - at % 8) & 1
    if size:
        value = key.mac("map-value", size.to_bytes(8, "big"), root)
        value = hashlib.sha256(b"\2" + index + value).digest()
    elif other:
        if other[0] == index or any(bit(index, n) != bit(other[0], n) for n in range(len(beside))):
            return None
        value = hashlib.sha256(b"\2" + other[0] + other[1]).digest()
    else:
        value = bytes(32)
    for depth in reversed(range(len(beside))):
        pair = (beside[depth], value) if bit(index, depth) else (value, beside[depth])
        value = hashlib.sha256(b"\3" + pair[0] + pair[1]).digest()
    return value


def root_of_many(leaves, size, hashes):
    """The root that many leaves, and the roots of subtrees without any of them, lead to."""
    rest = list(reversed(hashes))

    def root(first, end, own):
        if not own:
            return rest.pop() if rest else bytes(32)
        if end - first == 1:
            return own[0][1]
        middle = first + (1 << (end - first - 1).bit_length() - 1)
        left = root(first, middle, [leaf for leaf in own if leaf[0] < middle])
        return node_hash(left, root(middle, end, [leaf for leaf in own if leaf[0] >= middle]))

    found = root(0, size, leaves) if size else hashlib.sha256(b"").digest()
    return None if rest else found


def consistent(old, old_root, size, root, hashes):
    """RFC 9162, section 2.1.4.2."""
    if old == size:
        return old_root == root and not hashes
    if old == 0:
        return not hashes
    path = list(hashes)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    first, last = old - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    one = two = path[0]
    for value in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            one, two = node_hash(value, one), node_hash(value, two)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            two = node_hash(two, value)
        first, last = first >> 1, last >> 1
    return last == 0 and one == old_root and two == root


def hashes_of(text):
    data = base64.b64decode(text, validate=True)
    return [data[n : n + 32] for n in range(0, len(data), 32)]


def read_slice(text, key, own):
    """Everything that a slice shows by itself."""
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    found = {"checkpoint": checkpoint, "old": None, "other": None, "leaves": []}
    size, root, mapped = open_mapped(checkpoint, key)
    found |= {"log": (size, root, mapped)}
    edge, commitment, parts, proof = Edge(), None, None, []
    start = 0

    def close(seq):
        if parts is not None and parts and 0 not in parts:
            raise Wrong("altered", f"part 0 of entry {seq} is not opened")

    seq = None
    for line in lines[1:]:
        word, _, rest = line.partition(" ")
        if word == "party":
            found["party"] = rest
        elif word == "from":
            start = int(rest)
        elif word == "frontier":
            edge.size, edge.complete = start, hashes_of(rest)
            if len(edge.complete) != bin(start).count("1"):
                raise Wrong("incomplete", "the frontier is not that of the entries before")
            found["before"] = (start, list(edge.complete))
        elif word == "map":
            beside = hashes_of(rest)
        elif word == "other":
            found["other"] = hashes_of(rest)
        elif word == "log":
            proof = hashes_of(rest)
        elif word == "old":
            old, _, old_hashes = rest.partition(" ")
            found["old"] = (int(old), hashes_of(old_hashes))
        elif word == "entry":
            close(seq)
            header, tags = (base64.b64decode(part, validate=True) for part in rest.split(" "))
            fields = header.decode().split("\n")
            if fields[0] != "tearline.org/header/2" or len(fields) != 8:
                raise Wrong("altered", "a header is none")
            if seq is not None and int(fields[1]) <= seq:
                raise Wrong("altered", f"entry {fields[1]} is out of order")
            seq, commitment, parts = int(fields[1]), bytes.fromhex(fields[6]), set()
            if own.tag(seq) not in [tags[n : n + 16] for n in range(0, len(tags), 16)]:
                raise Wrong("altered", f"entry {seq} is not tagged as yours")
            digest = hashlib.sha256(tags).hexdigest()
            leaf = f"tearline.org/leaf/2\n{seq}\n{hashlib.sha256(header).hexdigest()}\n"
            leaf = leaf_hash(f"{leaf}{len(tags) // 16}\n{digest}\n".encode())
            edge.push(leaf)
            found["leaves"].append((seq, leaf))
        elif word == "part":
            index, salt, content, path = rest.split(" ")
            opened = [base64.b64decode(part, validate=True) for part in (salt, content)]
            if part_root(int(index), *opened, hashes_of(path)) != commitment:
                raise Wrong("altered", f"part {index} of entry {seq} is not what was recorded")
            parts.add(int(index))
        else:
            raise Wrong("altered", "a line is none of a slice")
    close(seq)
    found |= {"size": edge.size, "root": edge.root()}
    if root_of_many(found["leaves"], size, proof) != root:
        raise Wrong("altered", "the entries are not shown to be in the log")
    if map_root(own, edge.size, edge.root(), beside, found["other"]) != mapped or mapped is None:
        raise Wrong("incomplete", "the checkpoint's map does not hold this slice")
    return found


def verify_slice(text, key, own, since, export, witnesses):
    found = read_slice(text, key, own)
    size, root, mapped = found["log"]
    for witness in witnesses:
        if not cosigned_at(found["checkpoint"], witness):
            raise Wrong("untrusted", f"{witness.name} did not cosign the checkpoint")
    if since:
        earlier = read_slice(since, key, own)
        old, old_root, old_map = earlier["log"]
        proven, hashes = found["old"] or (None, [])
        if size < old:
            raise Wrong("forked", "the log was rolled back")
        same = (size, root, mapped) == (old, old_root, old_map)
        if not same and not (proven == old and consistent(old, old_root, size, root, hashes)):
            raise Wrong("forked", "the log forked: it is not shown to continue the earlier one")
        edge = Edge()
        edge.size, edge.complete = found["before"][0], list(found["before"][1])
        for _, leaf in found["leaves"]:
            if edge.size < earlier["size"]:
                edge.push(leaf)
        if (edge.size, edge.root()) != (earlier["size"], earlier["root"]):
            raise Wrong("altered", "the slice does not continue the earlier one")
    if export:
        files = read_export(export)
        verify_export(files, key, [("the slice's checkpoint", found["checkpoint"])], [])
        scanned = open_checkpoint(files["checkpoint"].decode(), key)[0]
        mine = []
        for n, w in tiles(0, scanned):
            leaves = entries_of(files[tile_path("entries", n, w)], "entries")
            tags = tagged(files[tile_path("tags", n, w)], leaves, "tags")
            for seq, (leaf, own_tags) in enumerate(zip(leaves, tags), 256 * n):
                if seq < size and own.tag(seq) in own_tags:
                    mine.append((seq, leaf_hash(leaf)))
        mine = mine[found["before"][0] :]
        if mine != found["leaves"]:
            lacking = [seq for seq, _ in mine if seq not in dict(found["leaves"])]
            verdict = "incomplete" if lacking else "altered"
            raise Wrong(verdict, f"the log has other entries of yours: {lacking}")
    return {"verdict": "complete", "entries": found["size"], "root": found["root"].hex()}


def text_of(argument):
    if os.path.exists(argument):
        with open(argument, encoding="utf-8") as opened:
            return opened.read()
    return argument


def main(arguments):
    path, key, options = arguments[0], arguments[1], arguments[2:]
    try:
        key, kept, witnesses = Key(text_of(key), 1), [], []
        own = since = export = None
        for option, value in zip(options[::2], options[1::2]):
            if option == "--checkpoint":
                kept.append((value, text_of(value)))
            elif option == "--witness":
                witnesses.append(Key(text_of(value), 4))
            elif option == "--slice-key":
                own = SliceKey(text_of(value))
            elif option == "--since":
                since = text_of(value)
            elif option == "--scan":
                export = value
            else:
                raise Wrong("untrusted", f"{option} is no option")
        start = b""
        if os.path.isfile(path):
            with open(path, "rb") as opened:
                start = opened.read(22)
        if start == b"c2sp.org/tlog-proof@v1":
            answer = verify_proof(text_of(path), key, witnesses)
        elif start.startswith(b"tearline.org/slice/1\n"):
            answer = verify_slice(text_of(path), key, own, since, export, witnesses)
        else:
            answer = verify_export(read_export(path), key, kept, witnesses)
    except Wrong as wrong:
        answer = {"verdict": wrong.verdict, "text": str(wrong)}
    print(json.dumps(answer))
    return 0 if answer["verdict"] == "complete" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
