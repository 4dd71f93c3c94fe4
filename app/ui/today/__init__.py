"""The Today page (今日): what must be done, what is coming, whom the office waits for."""
