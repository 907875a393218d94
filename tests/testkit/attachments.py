"""Files as she would attach them, made up in memory; pictures carry a place that must not stay."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

from app.domain.documents import MediaType

PLACE = "Lieu fictif 48.85"
SIZE = (64, 48)
_ORIENTATION, _ARTIST, _GPS = 0x0112, 0x013B, 0x8825
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{PLACE}</x:xmpmeta>".encode()


def _image() -> Any:
    image = Image.new("RGB", SIZE, (70, 130, 180))
    for x in range(20):
        image.putpixel((x, x), (250, 160, 20))
    return image


def _exif(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_ARTIST] = PLACE
    gps = exif.get_ifd(_GPS)
    gps[1], gps[2], gps[3], gps[4] = "N", (48.0, 51.0, 30.0), "E", (2.0, 17.0, 40.0)
    return exif.tobytes()


def jpeg(*, progressive: bool = False) -> bytes:
    """A photograph with its place, author, comment, XMP, miniature block and a trailing picture."""
    out = BytesIO()
    _image().save(
        out,
        "JPEG",
        exif=_exif(),
        xmp=XMP,
        comment=PLACE.encode(),
        icc_profile=b"profil fictif" * 10,
        progressive=progressive,
        quality=90,
    )
    return out.getvalue() + b"\xff\xd8" + PLACE.encode() + b"\xff\xd9"


def png() -> bytes:
    """A picture with EXIF, texts and XMP."""
    out, told = BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Author", PLACE)
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    told.add_text("Comment", PLACE * 20, zip=True)
    _image().save(out, "PNG", pnginfo=told, exif=_exif())
    return out.getvalue()


def webp() -> bytes:
    """A picture with EXIF and XMP."""
    out = BytesIO()
    _image().save(out, "WEBP", exif=_exif(), xmp=XMP, lossless=True)
    return out.getvalue()


def tiff() -> bytes:
    """A scanned page."""
    out = BytesIO()
    _image().save(out, "TIFF")
    return out.getvalue()


def pdf(pages: int = 3, script: str = "") -> bytes:
    """A document of a few pages."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    for page in range(pages):
        canvas.drawString(72, 700, f"Page fictive {page + 1}")
        canvas.linkURL("http://exemple.invalid", (72, 690, 200, 710))
        canvas.showPage()
    canvas.save()
    content = out.getvalue()
    opening = f"/Type /Catalog /OpenAction << /S /JavaScript /JS ({script}) >>".encode()
    return content.replace(b"/Type /Catalog", opening) if script else content


def docx(words: str = "Courrier fictif") -> bytes:
    """A word processor's document, with a table and a tab."""
    import docx as library

    made: Any = library.Document()
    made.add_heading(words)
    made.add_paragraph("Premier\tpoint")
    made.add_table(1, 1).cell(0, 0).text = "Cellule"
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def odt(words: str = "Courrier fictif", *, encrypted: bool = False) -> bytes:
    """The same in OpenDocument, with something struck out."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>"
        "<text:tracked-changes><text:p>rayé</text:p></text:tracked-changes>"
        f"<text:h>{words}</text:h>"
        "<text:p>Premier<text:tab/><text:span>point</text:span> fini</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    manifest = "<manifest:encryption-data/>" if encrypted else "<manifest/>"
    return zipped(
        {
            "mimetype": MediaType.ODT.value,
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A container of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


EVERY_KIND: dict[MediaType, bytes] = {
    MediaType.PDF: pdf(),
    MediaType.JPEG: jpeg(),
    MediaType.PNG: png(),
    MediaType.WEBP: webp(),
    MediaType.TIFF: tiff(),
    MediaType.TEXT: "Élève fictif, œuvre\n".encode(),
    MediaType.DOCX: docx(),
    MediaType.ODT: odt(),
    MediaType.OTHER: bytes(range(256)) * 4,
}
