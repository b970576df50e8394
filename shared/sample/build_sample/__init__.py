"""Builds the sample from a folder of source files: `python -m build_sample SOURCE_FOLDER`."""
