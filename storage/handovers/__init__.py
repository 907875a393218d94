"""Sealed packages of files, in the order of a handover.

Keys and the cards that hand them on (`keys`, `cards`); which rows leave with a file (`travelling`);
the package: its signed envelope (`envelope`), how it is written (`packing`) and believed
(`opening`, `values`). At the colleague's: files are taken over (`taking`), with what comes beside
them (`bringing`), and read as records before a commit (`settling`). Back at who gave them, rows are
set beside what they were when they left (`handed`) and weighed (`weighing`, `lists`), written
(`merging`) and brought into line (`following`). At last they are erased there (`erasing`).
`table` is the door of all this.
"""
