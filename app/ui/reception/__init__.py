"""The reception page (登记): questions in the order people tell things."""
