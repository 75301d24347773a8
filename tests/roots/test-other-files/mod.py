from __future__ import annotations


class A:
    pass


class B(A):
    pass
