"""Who stands where on sanctions and on negotiation."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .article import ArticleAnalysis as ArticleAnalysis
    from .article import analyze_article as analyze_article
    from .corpus import Corpus as Corpus
    from .corpus import Statement as Statement
    from .corpus import load_corpus as load_corpus
    from .errors import InputError as InputError
    from .errors import ModelFileError as ModelFileError
    from .errors import StancekitError as StancekitError
    from .evaluation import EvaluationReport as EvaluationReport
    from .evaluation import evaluate as evaluate
    from .explanation import Explanation as Explanation
    from .features import StanceFeatures as StanceFeatures
    from .labels import LABELS as LABELS
    from .labels import Stance as Stance
    from .model import Prediction as Prediction
    from .model import StanceClassifier as StanceClassifier
    from .model import StanceModel as StanceModel
    from .scoring import score_chunk as score_chunk
    from .scoring import score_file as score_file
    from .storage import load_model as load_model
    from .storage import save_model as save_model
    from .training import train as train

__version__ = "0.1.0"

_HOMES = {
    "ArticleAnalysis": "article",
    "Corpus": "corpus",
    "EvaluationReport": "evaluation",
    "Explanation": "explanation",
    "InputError": "errors",
    "LABELS": "labels",
    "ModelFileError": "errors",
    "Prediction": "model",
    "Stance": "labels",
    "StanceClassifier": "model",
    "StanceFeatures": "features",
    "StanceModel": "model",
    "StancekitError": "errors",
    "Statement": "corpus",
    "analyze_article": "article",
    "evaluate": "evaluation",
    "load_corpus": "corpus",
    "load_model": "storage",
    "save_model": "storage",
    "score_chunk": "scoring",
    "score_file": "scoring",
    "train": "training",
}

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import stancekit` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'stancekit' has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
