"""WHAT THE CLERK CAN DO, without a window. One file per noun; window and command line call the same."""
