"""Files into the store, one transaction a document, and a report of what happened to each."""

from kb.ingestion.ingest import Ingested, IngestionReport, NotIngested, Progress, ingest

__all__ = ["Ingested", "IngestionReport", "NotIngested", "Progress", "ingest"]
