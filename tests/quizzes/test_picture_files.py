"""Pictures as bytes: what is taken, and what does not come along."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from quizzes.picture_files import LARGEST, BadPicture, check, clean, digest_of
from tests.quizzes.tiny import picture

TURNED, MAKER = 0x112, 0x10F  # tags of EXIF


def saved(image, kind, **options):
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize(
    ("kind", "suffix", "mode"),
    [
        *[("PNG", "png", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")],
        *[("JPEG", "jpg", mode) for mode in ("1", "L", "RGB", "CMYK", "YCbCr")],
        *[("GIF", "gif", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")],
        *[("WEBP", "webp", mode) for mode in ("L", "LA", "P", "RGB", "RGBA")],
    ],
)
def test_pictures_of_every_kind_are_made_anew(kind, suffix, mode):
    data = saved(Image.new("L", (30, 20), 7).convert(mode), kind)

    made = clean(data)

    assert (made.kind, made.width, made.height) == (suffix, 30, 20)
    assert made.name == f"{digest_of(made.data)}.{suffix}"
    assert check(made.data) == made


def test_the_same_picture_is_made_the_same():
    assert clean(picture()).digest == clean(clean(picture()).data).digest
    assert clean(picture()).digest != clean(picture(color=(0, 0, 0))).digest


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_hidden_words_are_gone_and_the_turn_is_kept(kind):
    exif = Image.Exif()
    exif[TURNED], exif[MAKER] = 6, "A-telephone"
    data = saved(Image.new("RGB", (40, 20)), kind, exif=exif)

    made = clean(data)

    assert b"A-telephone" in data
    assert b"A-telephone" not in made.data
    assert (made.width, made.height) == (20, 40)


def test_text_in_a_png_and_comments_are_gone():
    info = PngInfo()
    info.add_text("Place", "a-shelter")
    made = [
        clean(saved(Image.new("RGB", (5, 5)), "PNG", pnginfo=info)),
        clean(saved(Image.new("P", (5, 5)), "GIF", comment=b"a-shelter")),
        clean(saved(Image.new("L", (5, 5)), "JPEG", comment=b"a-shelter")),
        clean(picture() + b"a-shelter<script>"),
    ]

    assert [b"a-shelter" in each.data for each in made] == [False] * 4


def test_see_through_ground_stays():
    made = clean(saved(Image.new("RGBA", (5, 5), (1, 2, 3, 0)), "PNG"))

    assert Image.open(io.BytesIO(made.data)).getpixel((0, 0)) == (1, 2, 3, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is no PNG, JPEG, GIF or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is no PNG, JPEG, GIF or WebP"),
        (b"\x89PNG\r\n\x1a\n", "it "),
        (saved(Image.new("RGB", (5, 5)), "BMP"), "it is no PNG, JPEG, GIF or WebP"),
        (saved(Image.new("RGB", (5, 5)), "TIFF"), "it is no PNG, JPEG, GIF or WebP"),
        (saved(Image.effect_noise((99, 99), 50), "PNG")[:4000], "it cannot be read to its end"),
        (saved(Image.effect_noise((99, 99), 50), "JPEG")[:900], "it cannot be read to its end"),
        (picture() + bytes(LARGEST), "it has more than 2 MB"),
        (saved(Image.new("1", (4001, 1)), "PNG"), "a side of it is longer than 4,000 pixels"),
        (saved(Image.new("1", (1, 4001)), "GIF"), "a side of it is longer than 4,000 pixels"),
        (saved(Image.new("1", (14_000, 14_000)), "PNG"), "a side of it is longer"),
        (
            saved(
                Image.new("L", (5, 5)),
                "GIF",
                save_all=True,
                append_images=[Image.new("L", (5, 5), 9)],
            ),
            "it moves",
        ),
    ],
    ids=[
        *["empty", "svg", "begun", "bmp", "tiff", "cut-png", "cut-jpeg"],
        *["large", "wide", "tall", "bomb", "moving"],
    ],
)
def test_what_is_not_taken_says_why(data, reason):
    with pytest.raises(BadPicture, match=f"^{reason}"):
        clean(data)
