"""The end-of-day list: short contacts typed like lines of a spreadsheet, logged together."""
