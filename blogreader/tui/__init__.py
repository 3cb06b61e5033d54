"""The screens: the only user of Textual.

A screen routes, a pane shows. State goes down as bound reactives, requests come up as messages.
"""
