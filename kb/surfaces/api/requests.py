"""What is asked over HTTP; anything that is not described here is refused by name."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kb.store.judgements import LONGEST_COMMENT

LONGEST_TEXT = 500_000
"""Characters in which references are looked for: a document of 150 pages; a longer one is ingested."""

MOST_DOCUMENTS = 100
"""Documents that a question may be restricted to."""


class Request(BaseModel):
    """What every request is: read once, never changed, and without words of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Request):
    """A question, as `kb ask` takes it."""

    question: str = Field(description="In Dutch or English.")
    lang: str = Field("auto", description='Its language: "nl", "en", or "auto".')
    within: list[str] | None = Field(
        None, alias="in", description="Search the texts in these languages only; null for all."
    )
    documents: list[str] | None = Field(
        None,
        max_length=MOST_DOCUMENTS,
        description="Search these documents only, by their ids in /api/v1/documents; null for all.",
    )
    context: str | None = Field(None, description="The question asked before, if this one goes on.")
    llm: str | None = Field(
        None, description='"none" for quotations alone; null for what the server is set to.'
    )


class TextWithReferences(Request):
    """A text in which references are found."""

    text: str = Field(max_length=LONGEST_TEXT)
    lang: str | None = Field(None, description="Language of the pages linked to; null to find it out.")


class Verdict(Request):
    """What someone thinks of an answer that was given a short while ago."""

    id: str = Field(description="The id of the answer.")
    verdict: Literal["up", "down"]
    comment: str = Field("", max_length=LONGEST_COMMENT)


class Export(Request):
    """An answer that was given a short while ago, to keep as a file."""

    id: str = Field(description="The id of the answer.")
    format: Literal["md", "docx", "json"] = "docx"
