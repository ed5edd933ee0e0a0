"""What somebody thinks of an outcome, kept with the whole of it as `kb ask --json` prints it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb.render.contract import ask_result
from kb.render.shape import to_json
from kb.store.judgements import Judgement

if TYPE_CHECKING:
    from kb.answer import Abstention, Answer
    from kb.desk import KnowledgeBase
    from kb.store.judgements import Verdict


def judge(
    desk: KnowledgeBase, outcome: Answer | Abstention, verdict: Verdict, comment: str = ""
) -> Judgement:
    """Keep a verdict on an outcome, "up" or "down", with a comment that is not too long."""
    asked = outcome.asked
    judgement = Judgement(
        verdict,
        comment,
        asked.question,
        asked.language,
        asked.context,
        asked.searched.languages,
        json.loads(to_json(ask_result(outcome))),
        asked.searched.works,
    )
    desk.judgements.add(judgement)
    return judgement
