"""What the reader did, in `state.json` and journals: the only data that can't be recreated, and the only use of TinyDB.

`states` holds the store and `stamp` what changes with it; the package itself loads neither, because a list of
articles is shown without TinyDB.
"""
