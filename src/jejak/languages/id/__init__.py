"""Indonesian: word lists, names, date words, trigger lexicon."""
