"""Models as folders of JSON and plain arrays. Nothing here can run code from a file.

The format number is in `FORMAT`. Raise it when a reader of the old number would misread a new
folder; then keep the reader of every older number in `_READERS`, and add a folder of the old number
to `tests/old_models` so that it is loaded for ever. Number 1 was used before the first release only, with
features that are no longer made; it is refused.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from .bundle import bundled
from .errors import ModelFileError
from .features import DEFAULT_WEIGHTS, StanceFeatures
from .labels import Stance
from .model import Head, StanceModel
from .rows import replacing
from .selection import Selection

FORMAT: Final = 2
_MANIFEST: Final = "manifest.json"
_VOCABULARY: Final = "vocabulary.json"
_WEIGHTS: Final = "weights.npz"
_ENTRIES: Final = ("targets", "temperature", "prior", "selection", "features", "card", "files")


def save_model(model: StanceModel, path: str | Path) -> Path:
    """Write a model folder; the same model gives the same bytes.

    Parameters
    ----------
    model : StanceModel
    path : path
        The folder; made if need be. Files of an older model in it are replaced, others are left alone.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ModelFileError
        If the folder cannot be written.

    Examples
    --------
    >>> import tempfile, stancekit
    >>> folder = save_model(stancekit.load_model(), tempfile.mkdtemp())
    >>> sorted(file.name for file in folder.iterdir())
    ['manifest.json', 'vocabulary.json', 'weights.npz']
    """
    folder = Path(path)
    files = {_VOCABULARY: _json_bytes(model.features.names), _WEIGHTS: _npz_bytes(_arrays(model))}
    manifest = {
        "format": FORMAT,
        "targets": {target: [str(label) for label in head.labels] for target, head in model.heads.items()},
        "temperature": {target: head.temperature for target, head in model.heads.items()},
        "prior": {target: head.prior for target, head in model.heads.items()},
        "selection": {
            target: None if head.selection is None else asdict(head.selection) for target, head in model.heads.items()
        },
        "features": _feature_settings(model.features),
        "card": model.card,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The manifest goes last: until it is there, what the folder holds is still the old model or none.
        for name, content in {**files, _MANIFEST: _json_bytes(manifest, indent=1)}.items():
            with replacing(folder / name) as temporary:
                temporary.write_bytes(content)
    except OSError as error:
        raise ModelFileError(f"cannot write the model folder {folder}: {error.strerror or error}") from error
    return folder


def load_model(path: str | Path | None = None) -> StanceModel:
    """Read a model folder.

    Parameters
    ----------
    path : path, optional
        By default the model that ships with stancekit.

    Returns
    -------
    StanceModel

    Raises
    ------
    ModelFileError
        If the folder or a file is missing, changed since it was written, or of a newer format.

    Examples
    --------
    >>> load_model().targets
    ('sanctions', 'negotiation')
    """
    folder = bundled("models", "default") if path is None else Path(path)
    manifest = _read_manifest(folder)
    contents = {name: _read_checked(folder, name, manifest["files"]) for name in (_VOCABULARY, _WEIGHTS)}
    return _READERS[manifest["format"]](folder, manifest, contents)


def _read_manifest(folder: Path) -> dict[str, Any]:
    file = folder / _MANIFEST
    if not folder.is_dir():
        raise ModelFileError(f"no model folder at {folder}; make one with `stancekit train CORPUS --out {folder}`")
    if not file.exists():
        raise ModelFileError(f"{folder} holds no {_MANIFEST}, so it is no model folder, or was not written to the end")
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        number = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelFileError(f"{file} cannot be read as a manifest ({error}); train the model again") from error
    if type(number) is not int or number not in _READERS:  # true is an int as well, and equal to 1
        known = ", ".join(map(str, sorted(_READERS)))
        raise ModelFileError(
            f"{file} has format {number!r}, and this stancekit reads {known}; "
            "for a higher number install a newer stancekit, for a lower one train the model again"
        )
    entries = {name: manifest.get(name) for name in _ENTRIES}
    if wrong := [name for name, entry in entries.items() if not isinstance(entry, dict)]:
        raise ModelFileError(f"{file} lacks some of its entries: {', '.join(wrong)}; train the model again")
    if not entries["targets"]:
        raise ModelFileError(f"{file} names no target; expected at least one; train the model again")
    return manifest  # type: ignore[no-any-return]


def _read_checked(folder: Path, name: str, digests: Mapping[str, str]) -> bytes:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise ModelFileError(f"{folder / name} is missing or cannot be read; copy the whole model folder") from error
    found = hashlib.sha256(content).hexdigest()
    if found != digests.get(name):
        raise ModelFileError(
            f"{folder / name} was changed since the model was written (SHA-256 {found[:12]}…, "
            f"expected {str(digests.get(name))[:12]}…); copy it again or train again"
        )
    return content


def _read_format_2(folder: Path, manifest: dict[str, Any], contents: dict[str, bytes]) -> StanceModel:
    try:
        with np.load(io.BytesIO(contents[_WEIGHTS]), allow_pickle=False) as archive:
            arrays = {name: _checked_array(name, archive[name]) for name in archive.files}
        names = json.loads(contents[_VOCABULARY])
        features = _checked_features(manifest["features"], names, arrays["idf"])
        heads = {
            target: _checked_head(target, labels, arrays, manifest, len(names))
            for target, labels in manifest["targets"].items()
        }
    except Exception as error:  # whoever edits a model folder can make reading it fail in any way
        reason = str(error) if isinstance(error, ValueError) else repr(error)
        raise ModelFileError(f"{folder} does not fit together: {reason}; train the model again") from error
    return StanceModel(features, heads, manifest["card"])


def _checked_array(name: str, array: Any) -> np.ndarray[Any, Any]:
    if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
        raise ValueError(f"{name} in {_WEIGHTS} is no plain array of real numbers")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} in {_WEIGHTS} holds values that are not finite")
    return array


def _checked_features(settings: Mapping[str, Any], names: Any, idf: np.ndarray[Any, Any]) -> StanceFeatures:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"{_VOCABULARY} is no list of feature names")
    if len(set(names)) < len(names):
        raise ValueError(f"{_VOCABULARY} names a feature twice")
    if idf.shape != (len(names),):
        raise ValueError(f"idf has shape {idf.shape}, expected {(len(names),)}")
    features = StanceFeatures(
        weights=settings["weights"],
        char_ngrams=tuple(settings["char_ngrams"]),
        window=settings["window"],
        min_df=settings["min_df"],
        target_words=settings["target_words"],
        mask_names=settings.get("mask_names", True),
    )
    features.vocabulary_ = {name: column for column, name in enumerate(names)}
    features.idf_ = idf.astype(float)
    features.transform([""])  # refuses settings out of range
    return features


def _checked_head(
    target: str,
    labels: Sequence[str],
    arrays: Mapping[str, np.ndarray[Any, Any]],
    manifest: dict[str, Any],
    n_features: int,
) -> Head:
    temperature, prior = manifest["temperature"][target], manifest["prior"][target]
    head = Head(
        labels=tuple(Stance(label) for label in labels),
        coef=arrays[f"{target}.coef"],
        intercept=arrays[f"{target}.intercept"],
        temperature=temperature,
        prior=None if prior is None else tuple(map(float, prior)),
        selection=_read_selection(manifest["selection"][target]),
    )
    n_labels = len(head.labels)
    if n_labels < 2 or len(set(head.labels)) < n_labels:
        raise ValueError(f"labels of {target} are {list(labels)}, expected two or more different ones")
    for part, shape in ((head.coef, (n_labels, n_features)), (head.intercept, (n_labels,))):
        if part.shape != shape:
            raise ValueError(f"weights of {target} have shape {part.shape}, expected {shape}")
    if head.prior is not None and (len(head.prior) != n_labels or not all(0 < share <= 1 for share in head.prior)):
        raise ValueError(f"label shares of {target} are {prior}, expected {n_labels} between 0 and 1")
    if head.selection is not None and set(head.selection.quantiles) != set(head.labels):
        raise ValueError(f"quantiles of {target} are not those of its labels")
    if not (isinstance(temperature, int | float) and 0 < temperature < float("inf")):
        raise ValueError(f"temperature of {target} is {temperature!r}, expected a number above 0")
    return head


def _read_selection(table: Mapping[str, Any] | None) -> Selection | None:
    if table is None:
        return None
    columns = {name: tuple(map(float, table[name])) for name in ("thresholds", "coverage", "error", "bound")}
    if len({len(column) for column in columns.values()}) != 1:
        raise ValueError("the columns of a risk table differ in length")
    quantiles = {Stance(label): tuple(map(float, values)) for label, values in table["quantiles"].items()}
    return Selection(**columns, n=int(table["n"]), quantiles=quantiles)


_READERS: Final = {2: _read_format_2}


def _arrays(model: StanceModel) -> dict[str, np.ndarray[Any, Any]]:
    arrays: dict[str, np.ndarray[Any, Any]] = {"idf": model.features.idf_.astype(np.float32)}
    for target, head in model.heads.items():
        arrays[f"{target}.coef"] = head.coef
        arrays[f"{target}.intercept"] = head.intercept
    return arrays


def _feature_settings(features: StanceFeatures) -> dict[str, Any]:
    settings = features.get_params()
    # Written out, so that a model does not change with the defaults.
    settings["weights"] = dict(DEFAULT_WEIGHTS if settings["weights"] is None else settings["weights"])
    words = settings["target_words"]
    settings["target_words"] = None if words is None else {name: list(stems) for name, stems in words.items()}
    return settings  # type: ignore[no-any-return]


def _json_bytes(value: object, indent: int | None = None) -> bytes:
    return (json.dumps(value, indent=indent) + "\n").encode("ascii")


def _npz_bytes(arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    """An `.npz` without dates, so that equal arrays give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, member.getvalue())
    return buffer.getvalue()
