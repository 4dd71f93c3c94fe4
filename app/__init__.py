"""Petition Desk (乡镇信访工作台): the desk of a township petition office on one offline PC."""

__version__ = "0.1.0"
