#!/usr/bin/env python3
"""import indoc"""
import scriptmod; import second.part
if True: import inline
from third import (a,
    b)
x = """
import instring
"""
