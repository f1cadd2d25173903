# SPDX-License-Identifier: GPL-3.0-or-later
# The text of each page as PDFium reads it, form feeds between them.
import sys

import pypdfium2

document = pypdfium2.PdfDocument(sys.argv[1])
pages = [page.get_textpage().get_text_range() for page in document]
sys.stdout.buffer.write("\f".join(pages).encode("utf-8", "surrogatepass"))
