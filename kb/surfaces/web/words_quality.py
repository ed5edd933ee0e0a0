"""The words of the tab Quality, in both interface languages."""

from __future__ import annotations

WORDS = {
    "nl": {
        "own": "Gemeten met de vragen en teksten van deze installatie.",
        "shipped": "Gemeten bij het uitbrengen van deze versie van de desk, met de meegeleverde teksten.",
        "none": "Er is nog niet gemeten hoe goed de desk antwoordt.",
    },
    "en": {
        "own": "Measured with the questions and texts of this installation.",
        "shipped": "Measured when this version of the desk was released, with the texts that come with it.",
        "none": "How well the desk answers has not been measured yet.",
    },
}
