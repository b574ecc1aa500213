"""Room 4, findings: Reading -> Findings."""
