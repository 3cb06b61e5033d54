"""The screens: the only place that knows Textual.

A screen routes, a pane shows. State goes down as bound reactives, requests come up as messages.
"""
