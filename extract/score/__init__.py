"""Scoring: what was read right, wrong, missed or invented, counted field by field against golden records."""

from extract.score.command import ScoreOptions, run_score
from extract.score.counts import Counts, Figures
from extract.score.judgement import Judgement
from extract.score.total import SCORED, PlanScore, Report, score_folders, score_pair

__all__ = [
    "SCORED",
    "Counts",
    "Figures",
    "Judgement",
    "PlanScore",
    "Report",
    "ScoreOptions",
    "run_score",
    "score_folders",
    "score_pair",
]
