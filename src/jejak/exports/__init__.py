"""What views give, in the formats that other tools read. Nothing here writes to the record."""
