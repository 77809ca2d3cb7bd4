#!/usr/bin/env python3
"""schema.py SCHEMA <JSON-LINES - does each line fit a file of doc/schema?

Knows the part of JSON Schema that those files use, and refuses any other word,
so that nothing in them goes unread. Prints what does not fit; exit 1 then, and
when there is no line at all.
"""
import json
import re
import sys

KINDS = {"object": dict, "array": list, "string": str, "integer": int,
         "number": (int, float), "boolean": bool}
WORDS = {"$schema", "title", "description", "$defs", "$ref", "type", "required",
         "properties", "additionalProperties", "items", "enum", "const",
         "pattern", "minimum", "oneOf"}


def fits(value, schema, root, at):
    """Yields what is wrong with `value`."""
    for word in schema.keys() - WORDS:
        yield f"{at}: schema.py does not know {word}"
    if "$ref" in schema:
        where = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            where = where[part]
        yield from fits(value, where, root, at)
        return
    if "oneOf" in schema:
        good = [s for s in schema["oneOf"] if not list(fits(value, s, root, at))]
        if len(good) != 1:
            yield f"{at}: fits {len(good)} of oneOf: {value!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    kind = schema.get("type")
    if kind and (not isinstance(value, KINDS[kind])
                 or (isinstance(value, bool) and kind != "boolean")):
        yield f"{at}: {value!r} is no {kind}"
        return
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match {schema['pattern']}"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{at}: {value} is less than {schema['minimum']}"
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}: {name} is missing"
        for name, member in value.items():
            if name in known:
                yield from fits(member, known[name], root, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {name} is not described"
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value):
            yield from fits(item, schema["items"], root, f"{at}[{i}]")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    lines = [json.loads(line) for line in sys.stdin.buffer.read().splitlines()]
    wrong = [what for n, line in enumerate(lines, 1)
             for what in fits(line, schema, schema, f"line {n}")]
    print("\n".join(wrong[:20] or ([] if lines else ["no line at all"])))
    return 1 if wrong or not lines else 0


sys.exit(main())
