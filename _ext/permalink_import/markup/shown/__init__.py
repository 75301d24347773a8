"""What a reader sees of a text, as a list that can be compared.

Both the old generator's reading and MyST's become a list of items: text, elements
within a line, elements that are blocks, and breaks between blocks (:mod:`.events`).
Two texts mean the same if these lists do. What browsers do not show is left out: white
space, comments, the tags of paragraphs, attributes that only have a meaning for style
sheets.
"""
