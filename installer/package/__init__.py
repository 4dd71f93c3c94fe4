"""`python -m installer.package`: what the packages of every platform share."""
