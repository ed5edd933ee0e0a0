"""The page in a real Chromium, served by a real process, over a home that holds the corpus."""
