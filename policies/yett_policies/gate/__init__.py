"""The gate: a stack judged by a profile, with waivers and against a baseline; `judge(...).fails` is the answer.

Each form of the report is a module: `document` (JSON), `sarif`, `junit`, `page` (HTML), `comment` (Markdown).
"""

from .baseline import Baseline, baseline_of
from .judgement import SEVERITIES, Judged, Judgement, judge

__all__ = ["SEVERITIES", "Baseline", "Judged", "Judgement", "baseline_of", "judge"]
