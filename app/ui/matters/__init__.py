"""The matters page (事项): the list, and one matter with its dates, steps and papers."""
