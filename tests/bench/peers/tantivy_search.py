"""The tantivy peer: indexes the texts of a file, answers its keywords, and times each search.

Runs in an environment of its own: `python tantivy_search.py FILE`, a json object with `fields`
(name and boost), `documents`, `keywords`, `rounds` and `deepest`; prints `answers` and `spent`.
"""

import json
import re
import sys
import time

import tantivy  # type: ignore[import-not-found]

LANGUAGES = {"es": "spanish", "pt": "portuguese", "en": "english"}
READ = 100
"""Documents read of each search: enough for twenty headings."""

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)

builder = tantivy.SchemaBuilder()
builder.add_text_field("code", stored=True, tokenizer_name="raw")
for name in given["fields"]:
    builder.add_text_field(name, tokenizer_name=name[-2:], index_option="position")
index = tantivy.Index(builder.build())
for lang, language in LANGUAGES.items():
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.stemmer(language),
        tantivy.Filter.ascii_fold(),
    ):
        analyzer = analyzer.filter(one)
    index.register_tokenizer(lang, analyzer.build())
writer = index.writer(200_000_000, 1)
for document in given["documents"]:
    writer.add_document(tantivy.Document(**{name: [text] for name, text in document.items()}))
writer.commit()
writer.wait_merging_threads()
index.reload()
searcher = index.searcher()
names = list(given["fields"])
near = {name: (False, 1, True) for name in names}


def headings(keyword: str) -> list[str]:
    """Return headings in the order of their best document; misspelt words where none is found."""
    text = " ".join(re.findall(r"\w+", keyword))
    for fuzzy in ({}, {"fuzzy_fields": near}):
        query = index.parse_query(text, names, field_boosts=given["fields"], **fuzzy)
        hits = searcher.search(query, READ).hits
        if hits:
            break
    found = dict.fromkeys(searcher.doc(address)["code"][0][:4] for _, address in hits)
    return list(found)[: given["deepest"]]


spent: list[float] = []
answers: list[list[str]] = []
for number in range(given["rounds"] + 1):
    answers = []
    for keyword in given["keywords"]:
        began = time.perf_counter()
        found = headings(keyword)
        if number:
            spent.append(1e3 * (time.perf_counter() - began))
        answers.append(found)
print(json.dumps({"answers": answers, "spent": spent}))
