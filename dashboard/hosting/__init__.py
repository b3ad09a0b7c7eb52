"""Hosting: what it takes to serve the app to others, whatever it shows. For the administrator: docs/hosting.md.

``serve`` runs the processes, ``worker`` is one of them with its ``connection``s, and ``live`` keeps the record they
answer from. ``front_door`` sets up the others in the order in which a request meets them: ``logs``, ``metrics``,
``origin``, ``auth``, ``admission``, ``security``, ``delivery``.
"""
