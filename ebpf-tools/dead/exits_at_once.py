#!/usr/bin/env python3
"""A tool that fails at its start: it prints an error and exits with code 1."""
import sys

sys.exit("exits_at_once.py: cannot load the BPF program (this tool always fails here)")
