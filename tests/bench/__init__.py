"""`make bench`: ratios in one run against a bare baseline. Machines are shared; no test asserts a time."""
