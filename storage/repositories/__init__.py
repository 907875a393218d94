"""One repository per aggregate: records in, records out."""
