"""THE COUNTY'S DESK: takes in the bundles of its townships and answers them. Its own store."""
