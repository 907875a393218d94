"""Letters and professional writings as files: PDF, DOCX and ODT, made in memory."""
