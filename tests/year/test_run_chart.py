"""The rules of run charts, held against charts worked out by hand."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.year.run_chart import RunChart, run_chart


def test_six_in_a_row_on_one_side_are_a_shift_and_a_point_on_the_median_is_passed_over():
    # In order of size: 1 1 1 2 2 2 5 | 5 8 8 8 9 9 9. The first six lie below; of the last seven one lies on the median.
    found = run_chart([1, 2, 1, 2, 1, 2, 5, 9, 8, 9, 5, 8, 9, 8])
    below, above = (0, 1, 2, 3, 4, 5), (7, 8, 9, 11, 12, 13)
    assert found == RunChart(median=5, enough=True, shifts=((below, False), (above, True)))


def test_five_in_a_row_are_no_shift():
    # In order of size: 1 1 1 1 2 | 8 8 9 9 9: median 5.
    assert run_chart([1, 1, 2, 1, 1, 9, 8, 9, 8, 9]) == RunChart(median=5, enough=True)


def test_five_going_up_are_a_trend_and_of_equal_neighbours_the_first_counts():
    # 1 2 (2) 3 4 5 from the second point on. In order of size: 1 1 2 2 2 | 3 3 3 4 5: median 2.5, never six on one side.
    found = run_chart([3, 1, 2, 2, 3, 4, 5, 1, 3, 2])
    assert found == RunChart(median=2.5, enough=True, trends=(((1, 2, 4, 5, 6), True),))


def test_four_going_up_are_no_trend():
    # In order of size: 1 1 2 2 2 | 3 3 4 4 4: median 2.5. Longest rise: 1 2 3 4.
    assert run_chart([2, 1, 2, 3, 4, 2, 4, 1, 4, 3]).trends == ()


def test_the_point_at_a_turn_ends_one_trend_and_begins_the_next():
    found = run_chart([1, 2, 3, 4, 5, 4, 3, 2, 1, 0])
    assert found.trends == (((0, 1, 2, 3, 4), True), ((4, 5, 6, 7, 8, 9), False))


def test_nine_points_tell_nothing_and_ten_do():
    assert run_chart(range(9)) == RunChart(median=4, enough=False)
    assert run_chart(range(10)).trends == ((tuple(range(10)), True),)


def test_a_value_that_never_changes_tells_nothing():
    assert run_chart([7] * 20) == RunChart(median=7, enough=True)


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=40))
def test_what_is_upside_down_tells_the_same_upside_down(values):
    found, turned = run_chart(values), run_chart([-value for value in values])
    assert turned.median == -found.median
    assert turned.shifts == tuple((run, not above) for run, above in found.shifts)
    assert turned.trends == tuple((run, not up) for run, up in found.trends)


@given(st.lists(st.integers(-4, 4), min_size=10, max_size=40))
def test_every_marked_run_keeps_its_rule(values):
    found = run_chart(values)
    for run, above in found.shifts:
        assert len(run) >= 6
        assert all(values[place] != found.median and (values[place] > found.median) == above for place in run)
        passed = set(range(run[0], run[-1])) - set(run)
        assert all(values[place] == found.median for place in passed)
    for run, up in found.trends:
        assert len(run) >= 5
        assert [values[place] for place in run] == sorted({values[place] for place in run}, reverse=not up)
