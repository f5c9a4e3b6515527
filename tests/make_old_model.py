"""Write `tests/old_models/format-N` for the present format. Run once when the format number is raised."""

import json
from pathlib import Path

import stancekit
from stancekit.storage import FORMAT

ROWS = [
    {"text": text, "sanctions": sanctions, "negotiation": negotiation, "group": str(number)}
    for number, (text, sanctions, negotiation) in enumerate(
        [
            ("Keep the sanctions.", "favor", "neither"),
            ("Lift the sanctions.", "against", "neither"),
            ("Talks must go on.", "neither", "favor"),
            ("We lift them if you talk.", "conditional", "conditional"),
        ]
        * 4
    )
]
TEXTS = ["Keep the sanctions.", "Talks must go on.", "It rained."]

if __name__ == "__main__":
    folder = Path(__file__).parent / "old_models" / f"format-{FORMAT}"
    model = stancekit.train(ROWS, folds=2)
    stancekit.save_model(model, folder)
    tables = {target: table.tolist() for target, table in model.predict_proba(TEXTS).items()}
    (folder / "expected.json").write_text(json.dumps({"texts": TEXTS, "probabilities": tables}), encoding="utf-8")
