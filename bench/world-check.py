#!/usr/bin/env python3
"""world-check.py ARCHIVE MANIFEST - is every article there once, and exactly
the changed ones revised?"""
import collections
import json
import subprocess
import sys

archive, manifest = sys.argv[1:3]
git = ["git", "-c", "safe.directory=*", "-C", archive]
truth = {}
for line in open(manifest, encoding="utf-8"):
    a = json.loads(line)
    if not a["fresh"]:
        truth[a["url"]] = a["revised"]

versions = collections.Counter()
link_of = {}
files = subprocess.run(git + ["ls-tree", "-r", "-z", "main", "articles"],
                       capture_output=True, check=True).stdout
blobs = {}
for row in files.split(b"\0"):
    if row:
        head, path = row.split(b"\t")
        blobs[path.decode()] = head.split()[2].decode()
batch = subprocess.run(git + ["cat-file", "--batch"],
                       input="\n".join(blobs.values()).encode(),
                       capture_output=True, check=True).stdout
at = 0
links = collections.Counter()
for path in blobs:
    end = batch.index(b"\n", at)
    size = int(batch[at:end].split()[2])
    text = batch[end + 1:end + 1 + size].decode()
    at = end + 1 + size + 1
    for line in text.split("\n"):
        if line.startswith("link: "):
            link = json.loads(line[6:])
            links[link] += 1
            link_of[path] = link
log = subprocess.run(git + ["log", "--format=%(trailers:key=Cailun-Event,valueonly,separator=%x2C)", "--name-only", "main"],
                     capture_output=True, check=True, text=True).stdout
for line in log.split("\n"):
    if line in link_of:
        versions[link_of[line]] += 1

missing = [u for u in truth if u not in links]
twice = [u for u, n in links.items() if n > 1]
foreign = [u for u in links if u not in truth]
unrevised = [u for u, r in truth.items() if r and versions[u] < 2]
phantom = [u for u, r in truth.items() if not r and versions[u] > 1]
print("articles %d of %d, missing %d, twice %d, foreign %d, revised %d of %d, "
      "phantom revisions %d" % (
          len(links), len(truth), len(missing), len(twice), len(foreign),
          sum(truth.values()) - len(unrevised), sum(truth.values()),
          len(phantom)))
for name, urls in (("missing", missing), ("twice", twice),
                   ("unrevised", unrevised), ("phantom", phantom)):
    for url in urls[:3]:
        print("  %s: %s" % (name, url))
sys.exit(bool(missing or twice or unrevised or phantom))
