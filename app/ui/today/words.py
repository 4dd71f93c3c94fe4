"""Words that two parts of the Today page say."""

BATCH = "打印本周文书"
