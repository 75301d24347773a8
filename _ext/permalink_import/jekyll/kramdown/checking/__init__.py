"""A tree of kramdown's as what a reader sees, to compare with what MyST reads.

The items of both are in :mod:`permalink_import.markup.shown`. The ids of headings are
those that docutils and MyST give them.
"""
