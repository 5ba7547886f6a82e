"""The bill of materials (SBOM) of a release, as CycloneDX JSON: what is shipped, and what it was built and tested with.

Shipped parts are "required", the packages of an extra "optional", all the others "excluded", as the standard says of
what is not in the product. Versions and hashes are those of the lock files.
"""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from .licences import HERE

STANDARD = SchemaVersion.V1_6
SHA = {"sha512": HashAlgorithm.SHA_512, "sha1": HashAlgorithm.SHA_1, "sha256": HashAlgorithm.SHA_256}


def bill(root: Path, version: str, when: datetime) -> str:
    """The whole document; the same bytes for the same tree."""
    product = Component(name="wattprint", version=version, type=ComponentType.APPLICATION, bom_ref="wattprint",
                        licenses=[LicenseExpression(_project(root)["license"])],
                        purl=PackageURL("pypi", None, "wattprint", version))  # fmt: skip
    components = {part.bom_ref.value: part for part in (*_python(root), *_node(root), *_bundled())}
    made = Bom(components=components.values(), metadata=BomMetaData(component=product, timestamp=when),
               serial_number=uuid5(NAMESPACE_URL, f"pkg:pypi/wattprint@{version}"))  # fmt: skip
    made.register_dependency(product, [part for part in components.values() if part.scope == ComponentScope.REQUIRED])
    text = make_outputter(made, OutputFormat.JSON, STANDARD).output_as_string(indent=1)
    return text.rstrip() + "\n"


def _bundled() -> Iterator[Component]:
    """The parts of bundled.toml that no package manager installs: data, and Python itself."""
    for entry in tomllib.loads((HERE / "bundled.toml").read_text(encoding="utf-8"))["part"]:
        if "npm" not in entry and entry.get("pypi") != entry["name"].lower().replace("_", "-"):
            yield Component(
                name=entry["name"], version=entry.get("version"), type=ComponentType.LIBRARY, bom_ref=entry["name"],
                scope=ComponentScope.REQUIRED, licenses=[LicenseExpression(entry["licence"])],
                external_references=[_website(entry["address"])],
            )  # fmt: skip


def _website(address: str) -> ExternalReference:
    return ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(address))


def _python(root: Path) -> Iterator[Component]:
    shipped, extras = _shipped("pypi"), _extras(root)
    for block in re.split(r"\n(?=[a-z0-9])", (root / "requirements.txt").read_text(encoding="utf-8")):
        found = re.match(r"([\w.-]+)==([\w.+!-]+)", block)
        if found:
            name, version = found.groups()
            scope = ComponentScope.OPTIONAL if name in extras else ComponentScope.EXCLUDED
            yield Component(
                name=name, version=version, type=ComponentType.LIBRARY, bom_ref=f"pypi:{name}@{version}",
                scope=ComponentScope.REQUIRED if name in shipped else scope,
                licenses=[LicenseExpression(shipped[name])] if name in shipped else None,
                purl=PackageURL("pypi", None, name, version),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each)
                        for each in re.findall(r"--hash=sha256:(\w+)", block)],
            )  # fmt: skip


def _node(root: Path) -> Iterator[Component]:
    shipped = _shipped("npm")
    packages: dict[str, Any] = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, entry in packages.items():
        name = path.rpartition("node_modules/")[2]
        if name:
            group, _, base = name.rpartition("/")
            kind, _, content = entry.get("integrity", "").partition("-")
            yield Component(
                name=base, group=group or None, version=entry["version"], type=ComponentType.LIBRARY,
                bom_ref=f"npm:{path}", purl=PackageURL("npm", group or None, base, entry["version"]),
                scope=ComponentScope.REQUIRED if name in shipped else ComponentScope.EXCLUDED,
                licenses=[LicenseExpression(shipped[name])] if name in shipped else None,
                hashes=[HashType(alg=SHA[kind], content=base64.b64decode(content).hex())] if kind else None,
            )  # fmt: skip


def _shipped(manager: str) -> dict[str, str]:
    entries = tomllib.loads((HERE / "bundled.toml").read_text(encoding="utf-8"))["part"]
    return {entry[manager]: entry["licence"] for entry in entries if manager in entry}


def _extras(root: Path) -> set[str]:
    """The packages that an extra asks for by name."""
    asked = (each for extra in _project(root)["optional-dependencies"].values() for each in extra)
    return {re.split(r"[\[><=]", each)[0] for each in asked}


def _project(root: Path) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project
