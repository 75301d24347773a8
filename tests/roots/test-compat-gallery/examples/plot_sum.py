"""
A sum
=====

.. post:: 2023-03-03
   :tags: numbers

The example adds; :ref:`sphx_glr_gallery_plot_product.py` multiplies.
"""

from __future__ import annotations

# %%
# This is the sum:
total = 1 + 1
print(total)
