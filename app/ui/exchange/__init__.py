"""The exchange page (报送): keys of both sides, the way of each period's bundle, what the county did not take."""
