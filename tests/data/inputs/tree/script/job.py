#!/usr/bin/env python3
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "rich",
#   "larkmoor-jobs>=2",
# ]
# ///
import rich
