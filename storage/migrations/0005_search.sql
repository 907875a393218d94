-- The search looks through everything: what is agreed, why what was shared without, the agenda, the reminders, the partners; and one employer's files are found at once.

-- Folded words of what does not live in a case file; `desk_words.rowid` is the id of the record.
CREATE VIRTUAL TABLE desk_words USING fts5 (
    words, subject UNINDEXED, case_id UNINDEXED, day UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
INSERT INTO desk_words (desk_words, rank) VALUES ('secure-delete', 1);

-- The tokenizer takes case and accents off; only ligatures have to be opened here.
INSERT INTO desk_words (rowid, words, subject, case_id, day)
SELECT id,
       REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(words,
           'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'),
           'ł', 'l'), 'Ł', 'l'), 'ø', 'o'), 'Ø', 'o'),
       subject, case_id, day
  FROM (SELECT id, 'partner' AS subject, NULL AS case_id, NULL AS day,
               name || ' ' || contact || ' ' || phone || ' ' || email || ' ' || address AS words
          FROM partner
         UNION ALL
        SELECT id, 'appointment', case_id, held_on, words
          FROM appointment
         UNION ALL
        SELECT id, 'reminder', case_id, due_on, words
          FROM reminder)
 WHERE TRIM(words) <> '';

-- Of a sharing without an agreement, only the purpose was found, not the reason.
DELETE FROM record_words
 WHERE rowid IN (SELECT id FROM sharing WHERE TRIM(exception_reason) <> '');
INSERT INTO record_words (rowid, words, subject, case_id, day)
SELECT id,
       REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(words,
           'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'),
           'ł', 'l'), 'Ł', 'l'), 'ø', 'o'), 'Ø', 'o'),
       subject, case_id, day
  FROM (SELECT id, 'agreement' AS subject, case_id, given_on AS day, scope AS words
          FROM agreement
         WHERE TRIM(scope) <> ''
         UNION ALL
        SELECT id, 'sharing', case_id, shared_on, purpose || ' ' || exception_reason
          FROM sharing
         WHERE TRIM(exception_reason) <> '');

CREATE INDEX intervention_entity ON intervention (entity_id);
