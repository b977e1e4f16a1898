"""Holds schemas/schemake.schema.json against the files that the reader's test reads.

Every good file is accepted. Of the bad ones those that say '# structural' are refused; the others break
rules that a JSON Schema cannot say, and are accepted, or are no YAML. Usage: json_schema_test.py ROOT
"""

import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: `no` is a word."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)


def refusal(validator, path):
    """Why the file is refused; None where it is accepted, "no YAML" where it is none."""
    try:
        content = yaml.load(path.read_bytes(), Loader)
    except (yaml.YAMLError, ValueError):
        return "no YAML"
    error = jsonschema.exceptions.best_match(validator.iter_errors(content))
    return None if error is None else f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def main(root):
    schema = json.loads((root / "schemas/schemake.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = []
    checked = 0
    for path in sorted((root / "tests/schema").glob("*/**/*.yaml")):
        reason = refusal(validator, path)
        structural = "\n# structural" in path.read_text()
        if "good" in path.parts and reason is not None:
            wrong.append(f"{path}: refused, {reason}")
        if "bad" in path.parts and structural and reason in (None, "no YAML"):
            wrong.append(f"{path}: not refused ({reason})")
        if "bad" in path.parts and not structural and reason not in (None, "no YAML"):
            wrong.append(f"{path}: refused without being marked structural, {reason}")
        checked += 1
    print("\n".join(wrong) or f"{checked} files are as they should be")
    return 1 if wrong or checked < 40 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
