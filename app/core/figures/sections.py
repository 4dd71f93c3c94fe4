"""The sections of the table, on the screen and on paper alike (law.md §7.19)."""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("一、登记", (
        "receptions", "persons", "letters", "letters.persons", "visits", "visits.persons", "single_visits", "single_visits.persons",
        "group_visits", "group_visits.persons", "large_visits", "web", "calls", "others",
    )),
    ("二、初次和重复", ("first", "repeat", "repeat_visits", "joint_letters", "matters")),
    ("三、办理", (
        "carried", "new_matters", "accepted", "declined", "declined_again", "referred", "assigned", "answered", "closed", "settled",
        "finished", "open", "in_time", "overdue", "long_pending",
    )),
    ("四、比率", (
        "rate.accept_in_time", "rate.answer_in_time", "rate.evaluated.office", "rate.satisfied.office", "rate.evaluated.unit",
        "rate.satisfied.unit", "rate.settled", "rate.repeat", "rate.web",
    )),
    ("五、领导接访和协调督促", (
        "leader_receptions", "leader_cases", "meetings", "sweeps", "urged", "supervised", "extended", "hearings", "mediated",
        "reviews", "re_reviews", "follow_ups", "reliefs", "bulletins",
    )),
)  # fmt: skip
"""Every figure stands in exactly one section; a closed period shows those it was closed with."""
