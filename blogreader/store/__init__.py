"""What the reader did, kept in `state.json` and journals: what can't be had again, and the only user of TinyDB.

`states` holds the store and `stamp` what changes with it; the package itself loads neither, because a list of
articles is shown without TinyDB.
"""
