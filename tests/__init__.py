"""Laws and tables: what must hold of the real texts, processes and files."""
