"""Static files under names that change with their contents."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Works each address out once: pages have several, and they stay as long as it runs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.url = cache(self.url)
