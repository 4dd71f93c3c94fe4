from app.paper.flow import Row, blank, glue, paginate


def rows(*heights, **more):
    return [Row(height, lambda *_: None, **more) for height in heights]


def heights(pages):
    return [[row.height for row, _ in page] for page in pages]


def test_rows_run_on_to_the_next_page():
    assert heights(paginate(rows(40, 40, 40), 100, 100)) == [[40, 40], [40]]


def test_a_glued_row_brings_the_row_before_it_along():
    assert heights(paginate([*rows(40, 30), *glue(rows(40))], 100, 100)) == [[40], [30, 40]]


def test_a_fresh_row_begins_a_page():
    assert heights(paginate([*rows(10), *rows(10, fresh=True)], 100, 100)) == [[10], [10]]


def test_a_head_is_repeated_above_the_rows_it_stands_over():
    (head,) = rows(7)
    assert heights(paginate([head, *rows(60, 60, under=head)], 100, 100)) == [[7, 60], [7, 60]]


def test_elastic_rows_are_set_tighter_when_that_saves_a_page():
    (page,) = paginate(rows(35, 35, 35, elastic=True), 100, 100)
    assert sum(height for _, height in page) <= 100


def test_rows_are_not_set_tighter_when_that_saves_nothing():
    pages = paginate(rows(*[35] * 4, elastic=True), 100, 100)
    assert {height for page in pages for _, height in page} == {35}


def test_a_page_does_not_begin_with_blank_lines():
    assert heights(paginate([*rows(90), blank(30), *rows(20)], 100, 100))[1][-1] == 20


def test_a_group_too_tall_for_any_page_is_let_go():
    assert len(paginate([*rows(60), *glue(rows(60, 60))], 100, 100)) == 3
