"""Where the corpus and the model that ship with stancekit lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """Path of something that ships with stancekit.

    In an installed wheel `data` and `models` lie inside the package; in a checkout they lie beside `src`.

    Parameters
    ----------
    *parts : str
        For instance ``"data", "corpus"``.

    Returns
    -------
    pathlib.Path
        Not checked for existence.

    Examples
    --------
    >>> bundled("models", "default").name
    'default'
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if (_PACKAGE / parts[0]).exists() else _PACKAGE.parents[1].joinpath(*parts)
