"""Text of Jekyll's, Liquid and kramdown, made MyST: what posts use has its equivalent.

Nothing is dropped: what has no equivalent stays as it was written, and is a finding.
"""
