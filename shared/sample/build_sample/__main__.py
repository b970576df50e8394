"""Command line of the builder: reads the source folder, writes the sample and its manifest."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from build_sample.agreements import agreement_rows, agreements
from build_sample.catalogue import catalogue
from build_sample.chains import chains
from build_sample.cooperation import cooperation
from build_sample.countries import countries
from build_sample.desta import Treaties
from build_sample.duties import duties, within_mercosur
from build_sample.editions import BRAZIL, PERU, URUGUAY
from build_sample.empalme import empalme
from build_sample.entries import entries
from build_sample.fiches import fiches
from build_sample.firms import events, firms
from build_sample.flows import flows
from build_sample.input_links import input_links
from build_sample.measures import measures
from build_sample.nomenclatures import (
    correlations,
    harmonized_codes,
    national_codes,
    nomenclatures,
    regional_codes,
)
from build_sample.norms import (
    declaration_codes,
    norm_classes,
    notifications,
    permits_of_bolivia,
)
from build_sample.origin import origin
from build_sample.par_margins import par_margins
from build_sample.parties import Registry
from build_sample.policy_index import policy_index
from build_sample.preferences import preferences_of_brazil
from build_sample.regions import regions
from build_sample.schemes import schemes
from build_sample.subnational import subnational
from build_sample.tables import Table, written
from build_sample.tariffs import brazil, peru, uruguay
from build_sample.terms import terms
from build_sample.totals import totals

PACKAGE = Path(__file__).parents[1] / "sample"


def tables(source: Path) -> Iterator[Table]:
    """Every table of the sample, in the order in which they are to be loaded."""
    codes = []
    for one in _of_files(source):
        if one.dataset == "codes":
            codes.append(one)
        yield one
    yield catalogue(source, codes)


def _of_files(source: Path) -> Iterator[Table]:
    """Tables that are made of files and curated facts, and of no other table."""
    registry = Registry(source)
    treaties = Treaties.read(source)
    known = agreement_rows(source, registry, treaties)
    yield countries(source)
    yield schemes(source)
    yield agreements(known)
    yield entries(source, known, registry)
    yield par_margins()
    ncm, peruvian = brazil(source), peru(source)
    yield nomenclatures()
    yield from harmonized_codes(source, ncm)
    yield from regional_codes(source, ncm, uruguay(source, "202502"), peruvian)
    yield national_codes(source, "PER2022", peruvian, "es")
    yield from correlations(source)
    yield terms(source)
    yield duties(ncm, BRAZIL)
    yield preferences_of_brazil(source)
    yield duties(peruvian, PERU)
    for printed, edition in URUGUAY.items():
        uruguayan = uruguay(source, printed)
        yield national_codes(source, edition.nomenclature, uruguayan, "es")
        yield duties(uruguayan, edition)
        yield within_mercosur(uruguayan, edition)
    yield from origin(source)
    yield from norm_classes(source)
    yield permits_of_bolivia(source)
    yield notifications(source)
    yield declaration_codes(source)
    yield flows(source)
    yield from empalme(source)
    yield from chains(source)
    yield from firms(source)
    yield from events()
    yield from policy_index(source)
    yield from cooperation()
    yield regions(source)
    yield input_links(source)
    yield from measures(source)
    yield from fiches(known, registry, treaties)
    yield from totals(source)
    yield from subnational(source)


def build(source: Path, folder: Path) -> list[dict[str, object]]:
    """Writes the files and the manifest below `folder`; returns the manifest's entries."""
    manifest = [written(table, folder) for table in tables(source)]
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return manifest


def main() -> None:
    """Builds the sample from the folder named on the command line and prints its tables."""
    parser = argparse.ArgumentParser(prog="build_sample", description=__doc__)
    parser.add_argument("source", type=Path, help="folder of the source files")
    parser.add_argument("--into", type=Path, default=PACKAGE, help="the package's folder")
    chosen = parser.parse_args()
    for entry in build(chosen.source, chosen.into):
        print(f"{entry['rows']:>7}  {entry['file']}")


if __name__ == "__main__":
    main()
