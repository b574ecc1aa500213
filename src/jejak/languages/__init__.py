"""All that is particular to a language, as data files and the code that reads them."""
