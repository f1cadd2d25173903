# SPDX-License-Identifier: GPL-3.0-or-later
# The poster and the handout as a user of Typst or WeasyPrint would set them, with the same words and fonts:
#	rivals.py typst|weasyprint OUT LANG PIECE@WIDTHxHEIGHT...	sizes in points
# Every PDF is made in this one process.
import pathlib
import re
import sys

import yaml

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent


def words(lang):
    """The edition as {"guide.title": text}, contacts put in."""
    contact = yaml.load((root / "content/contacts/us.yaml").read_text("utf-8"), yaml.BaseLoader)
    edition = yaml.load((root / f"content/{lang}.yaml").read_text("utf-8"), yaml.BaseLoader)
    flat = {}

    def walk(node, path):
        if isinstance(node, dict):
            for key, child in node.items():
                walk(child, f"{path}.{key}" if path else key)
        elif isinstance(node, list):
            flat[path] = " • ".join(node)
        else:
            flat[path] = re.sub(r"\{(\w+)\}", lambda m: contact.get(m[1], m[0]), node)

    walk(edition, "")
    flat["phone"], flat["digits"], flat["site"] = contact["phone"], contact["digits"], contact["site"]
    return flat


def sections(flat):
    names = [key.split(".")[2] for key in flat if re.fullmatch(r"guide\.sections\.\w+\.heading", key)]
    return [{part: flat[f"guide.sections.{name}.{part}"] for part in ("heading", "body", "short")} for name in names]


def typst_pdf(piece, flat, width, height):
    import json
    import typst

    data = {"words": flat, "sections": sections(flat), "width": width, "height": height}
    return typst.compile(here / f"{piece}.typ", root=here, font_paths=[root / "fonts"], ignore_system_fonts=True,
                         pdf_standards="ua-1", sys_inputs={"data": json.dumps(data)})


def weasyprint_pdf(piece, flat, width, height):
    import html
    import weasyprint

    page = (here / f"{piece}.html").read_text("utf-8")
    part = re.search(r"<!-- each section -->(.*?)<!-- end -->", page, re.S)

    def each(section):
        return re.sub(r"\{\{(\w+)\}\}", lambda m: html.escape(section[m[1]]), part[1])

    page = page[:part.start()] + "".join(each(section) for section in sections(flat)) + page[part.end():]
    page = page.replace("{{width}}", f"{width}pt").replace("{{height}}", f"{height}pt").replace("{{unit}}", f"{width / 24}pt")
    page = re.sub(r"\{\{([\w.]+)\}\}", lambda m: html.escape(flat[m[1]]), page)
    return weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")


def main():
    tool, out, lang, *jobs = sys.argv[1:]
    flat = words(lang)
    make = {"typst": typst_pdf, "weasyprint": weasyprint_pdf}[tool]
    for job in jobs:
        piece, width, height = re.fullmatch(r"(\w+)@([\d.]+)x([\d.]+)", job).groups()
        pdf = make(piece, flat, float(width), float(height))
        (pathlib.Path(out) / f"{job}.pdf").write_bytes(pdf)


main()
