"""Pictures as bytes: which are taken, and made anew without anything but the picture itself.

Files are not trusted: only four kinds are tried, sizes are read before anything is unpacked, and
what is kept is written by us, so that places, names of cameras and hidden text do not come along.
Pillow is loaded with the first picture: most web processes never see one.
"""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 2 * 1024 * 1024  # bytes that are taken
LARGEST_KEPT = 2 * LARGEST  # made anew it may be larger
LONGEST_SIDE = 4000  # pixels
DIGEST_BYTES = 16

# Pillow's name: the kind, which also ends the names of files
KINDS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp"}
CONTENT_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
_SAVED_AS = {
    "png": {"format": "PNG"},
    "jpg": {"format": "JPEG", "quality": 90, "optimize": True},
    "gif": {"format": "GIF"},
    "webp": {"format": "WEBP", "quality": 90, "method": 1},  # higher methods take seconds
}
_JPEG_MODES = ("L", "RGB")


class BadPicture(Exception):
    """A picture that is not taken; the message says why, as the rest of a sentence."""


@dataclass(frozen=True)
class PictureFile:
    """A picture as it is kept; `kind` is a key of CONTENT_TYPES, the size is in pixels."""

    kind: str
    width: int
    height: int
    data: bytes

    @property
    def digest(self) -> str:
        return digest_of(self.data)

    @property
    def name(self) -> str:
        return f"{self.digest}.{self.kind}"


def digest_of(data: bytes) -> str:
    """Return what a picture of these bytes is kept under: 32 small hexadecimal digits."""
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def clean(data: bytes) -> PictureFile:
    """Return a picture made anew from a file's bytes, the right way up. Raises BadPicture."""
    from PIL import ImageOps

    image, kind = _opened(data, LARGEST)
    try:
        image = ImageOps.exif_transpose(image)  # or the turn would go with the metadata
        image.info = {name: image.info[name] for name in ("transparency",) if name in image.info}
        if kind == "jpg" and image.mode not in _JPEG_MODES:
            image = image.convert("RGB")
        written = io.BytesIO()
        image.save(written, **_SAVED_AS[kind])
    except (OSError, ValueError, SyntaxError) as error:  # Pillow's, for what is broken
        raise BadPicture("it cannot be read to its end") from error
    made = written.getvalue()
    if len(made) > LARGEST_KEPT:
        raise BadPicture("made anew it is much larger; save it with fewer pixels")
    return PictureFile(kind, image.width, image.height, made)


def check(data: bytes) -> PictureFile:
    """Return a picture as it is in a file that is trusted, such as our own. Raises BadPicture."""
    image, kind = _opened(data, LARGEST_KEPT)
    return PictureFile(kind, image.width, image.height, data)


def _opened(data: bytes, largest: int) -> "tuple[Image.Image, str]":
    """Return a picture, unpacked, and its kind."""
    from PIL import Image, UnidentifiedImageError

    if len(data) > largest:
        raise BadPicture(f"it has more than {largest // 1024**2} MB")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data), formats=_formats())
            _check_size(image)
            image.load()
        except UnidentifiedImageError:
            raise BadPicture("it is no PNG, JPEG, GIF or WebP") from None
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise BadPicture(_TOO_LONG) from None
        except (OSError, ValueError, SyntaxError) as error:
            raise BadPicture("it cannot be read to its end") from error
    return image, KINDS[image.format]


_TOO_LONG = f"a side of it is longer than {LONGEST_SIDE:,} pixels"


def _formats() -> Sequence[str]:
    return [name for name in KINDS if name != "MPO"]  # found as JPEG: photographs of telephones


def _check_size(image: "Image.Image") -> None:
    if max(image.size) > LONGEST_SIDE:
        raise BadPicture(_TOO_LONG)
    is_moving = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
    if is_moving:
        raise BadPicture("it moves; save one picture of it")
