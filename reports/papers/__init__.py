"""Small papers made in memory: a recovery sheet, its shares, a listing. None is ever a file."""
