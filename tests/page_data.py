"""What a page's script reads: the picture as data, unpacked."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any

__all__ = ["page_data"]


def page_data(page: str) -> dict[str, Any]:
    """The picture in a page."""
    found = re.search(r'id="graph-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return data
