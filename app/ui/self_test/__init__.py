"""The self-test as the installed program runs it: services first, then the county, then the windows off screen."""
