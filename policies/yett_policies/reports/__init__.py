"""Reports of the exposure document, one form a file: JSON, Markdown, HTML, and a picture."""
