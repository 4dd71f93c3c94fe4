"""新手引导: five steps over the real window."""
