"""Dates and periods, in both languages from one record."""

import pytest

from core.quantities import Period, QuantityError, Style, write_en, write_zh

PERIODS = (
    ({"start": "2017-12-24"}, "2017年12月24日", "24 December 2017"),
    ({"start": "2018-01-02"}, "2018年1月2日", "2 January 2018"),
    ({"start": "2018-01-02", "end": "2018-01-02"}, "2018年1月2日", "2 January 2018"),
    ({"start": "2017-10-10", "end": "2017-10-13"}, "2017年10月10日至13日", "10–13 October 2017"),
    ({"start": "2017-09-28", "end": "2017-10-03"}, "2017年9月28日至10月3日", "28 September to 3 October 2017"),
    ({"start": "2017-12-28", "end": "2018-01-03"},
     "2017年12月28日至2018年1月3日", "28 December 2017 to 3 January 2018"),
    ({"start": "2017-10-10", "end": "2018-10-10"},
     "2017年10月10日至2018年10月10日", "10 October 2017 to 10 October 2018"),
    ({"start": "2012-12-01", "precision": "month"}, "2012年12月", "December 2012"),
    ({"start": "2012-12-01", "end": "2012-12-31", "precision": "month"}, "2012年12月", "December 2012"),
    ({"start": "2017-08-01", "end": "2017-10-31", "precision": "month"}, "2017年8月至10月", "August to October 2017"),
    ({"start": "2016-11-01", "end": "2017-02-28", "precision": "month"},
     "2016年11月至2017年2月", "November 2016 to February 2017"),
    ({"start": "2016-01-01", "end": "2016-12-31", "precision": "year"}, "2016年", "2016"),
    ({"start": "2014-01-01", "end": "2017-12-31", "precision": "year"}, "2014年至2017年", "2014 to 2017"),
    ({"start": "2014-01-01", "end": "2017-09-30", "precision": "year", "end_precision": "month"},
     "2014年至2017年9月", "2014 to September 2017"),
    ({"start": "2017-08-25", "end": "2017-08-31", "end_precision": "month"},
     "2017年8月25日至8月", "25 August 2017 to August 2017"),
    ({"start": "2017-09-01", "precision": "third"}, "2017年9月上旬", "early September 2017"),
    ({"start": "2017-09-11", "end": "2017-09-30", "precision": "third"},
     "2017年9月中旬至下旬", "mid-September to late September 2017"),
    ({"start": "2017-09-01", "end": "2017-10-20", "precision": "third"},
     "2017年9月上旬至10月中旬", "early September to mid-October 2017"),
    ({"start": "2017-08-31", "precision": "third"}, "2017年8月下旬", "late August 2017"),
    ({"start": "2015-01-01", "precision": "year", "open_ended": True}, "2015年以来", "since 2015"),
    ({"start": "2015-01-01", "precision": "year", "zh": "2015年以来", "en": "since 2015"}, "2015年以来", "since 2015"),
    ({"start": "2015-01-01", "precision": "year", "zh": "2015年", "en": "2015"}, "2015年", "2015"),
    ({"start": "2017-06-01", "open_ended": True}, "2017年6月1日以来", "since 1 June 2017"),
    ({"start": "2017-06-01", "relative": True, "zh": "今年6月1日", "en": "1 June of this year"},
     "2017年6月1日", "1 June 2017"),
    ({"start": "2015-01-01", "end": "2017-12-31", "precision": "year", "relative": True, "zh": "近两年",
      "en": "the past two years"}, "近两年", "the past two years"),
    ({"start": "2016-01-01", "end": "2020-12-31", "precision": "plan", "zh": "“十三五”",
      "en": "the 13th Five-Year Plan period"}, "“十三五”", "the 13th Five-Year Plan period"),
    ({"start": "2016-01-01", "end": "2020-12-31", "precision": "plan"}, "2016年至2020年", "2016 to 2020"),
    ({"wording": {"zh": "连续四年", "en": "four years in a row"}}, "连续四年", "four years in a row"),
)  # fmt: skip


@pytest.mark.parametrize(("record", "zh", "en"), PERIODS)
def test_a_period_prints_in_both_languages(record, zh, en):
    period = Period.from_record(record)
    assert (write_zh(period), write_en(period)) == (zh, en)


def test_english_may_begin_a_sentence_with_a_period():
    period = Period.from_record({"start": "2015-01-01", "precision": "year", "open_ended": True})
    assert write_en(period, Style(cap=True)) == "Since 2015"


REFUSED = (
    ({}, "a period needs its start or its wording"),
    ({"end": "2017-01-01", "zh": "到2017年", "en": "by 2017"}, "a period needs its start or its wording"),
    ({"start": "2017-02-02", "end": "2017-02-01"}, "a period ends before it starts"),
    ({"start": "2017-02-02", "end": "2017-02-03", "open_ended": True}, "an open period has no end"),
    ({"start": "2017-02-30"}, "day is out of range for month"),
    ({"start": "2017-02-01", "precision": "decade"}, "'decade' is not a valid Precision"),
)


@pytest.mark.parametrize(("record", "message"), REFUSED)
def test_an_impossible_period_is_refused(record, message):
    with pytest.raises(QuantityError) as refusal:
        Period.from_record(record)
    assert str(refusal.value) == message


def test_a_wording_that_one_language_lacks_is_not_made_up():
    period = Period.from_record({"precision": "plan", "zh": "“七五”普法"})
    assert write_zh(period) == "“七五”普法"
    with pytest.raises(QuantityError, match="the period has no wording in 'en'"):
        write_en(period)
