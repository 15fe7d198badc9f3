package httpdate

import "time"

// Parse returns the time that the field value s stands for, in UTC and in
// whole seconds. It reports false for anything that is not in one of the
// three forms of RFC 9110 §5.6.7.
//
// The two-digit year of the RFC 850 form is the latest one that does not put
// the timestamp more than 50 years after now (RFC 9110 §5.6.7). The other
// forms do not look at now.
//
// The name of the day must be a name but need not fit the date. The day must
// exist in its month. The second 60 is accepted only in 23:59:60, a leap second
// (§5.6.7), and gives the first second of the next day.
//
// Parse does not allocate.
func Parse(s string, now time.Time) (time.Time, bool) { return parse(s, now, false) }

// ParseShortDay is like [Parse], and also accepts an IMF-fixdate whose day of
// the month has one digit, as in "Tue, 9 Aug 2022 08:49:37 GMT", which
// RFC 9110 §5.6.7 does not allow.
func ParseShortDay(s string, now time.Time) (time.Time, bool) { return parse(s, now, true) }

func parse(s string, now time.Time, shortDay bool) (time.Time, bool) {
	if len(s) < len("Sun Nov  6 08:49:37 1994") {
		return time.Time{}, false
	}
	var d date
	var ok bool
	switch s[3] {
	case ',':
		ok = d.readIMF(s, shortDay)
	case ' ':
		ok = d.readAsctime(s)
	default:
		ok = d.readRFC850(s, now)
	}
	if !ok || !d.valid() {
		return time.Time{}, false
	}
	return d.time(), true
}

// A date holds the numbers of a timestamp before they are validated.
type date struct {
	year, month, day     int
	hour, minute, second int
}

func (d *date) time() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, 0, time.UTC)
}

// valid reports whether d is a moment of the calendar. The month is known to
// be one, because it was read by its name.
func (d *date) valid() bool {
	if d.day < 1 || d.day > d.daysInMonth() || d.hour > 23 || d.minute > 59 {
		return false
	}
	leapSecond := d.hour == 23 && d.minute == 59 && d.second == 60
	return d.second < 60 || leapSecond
}

func (d *date) daysInMonth() int {
	switch time.Month(d.month) {
	case time.February:
		if d.year%4 == 0 && (d.year%100 != 0 || d.year%400 == 0) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	}
	return 31
}

// chooseCentury completes a year of two digits: of all years that end in
// them, the latest that is not more than 50 years after now.
func (d *date) chooseCentury(now time.Time) {
	now = now.UTC()
	d.year += now.Year()/100*100 + 100
	limit := now.AddDate(50, 0, 0)
	for d.time().After(limit) {
		d.year -= 100
	}
}

func (d *date) readIMF(s string, shortDay bool) bool {
	c := cursor{rest: s}
	c.name(shortDays)
	c.literal(", ")
	if shortDay && len(s) == Length-1 {
		d.day = c.number(1)
	} else {
		d.day = c.number(2)
	}
	c.literal(" ")
	d.month = c.name(months)
	c.literal(" ")
	d.year = c.number(4)
	c.literal(" ")
	d.readClock(&c)
	c.literal(" GMT")
	return c.done()
}

func (d *date) readRFC850(s string, now time.Time) bool {
	c := cursor{rest: s}
	c.longDay()
	c.literal(", ")
	d.day = c.number(2)
	c.literal("-")
	d.month = c.name(months)
	c.literal("-")
	d.year = c.number(2)
	c.literal(" ")
	d.readClock(&c)
	c.literal(" GMT")
	d.chooseCentury(now)
	return c.done()
}

func (d *date) readAsctime(s string) bool {
	c := cursor{rest: s}
	c.name(shortDays)
	c.literal(" ")
	d.month = c.name(months)
	c.literal(" ")
	if c.skip(' ') {
		d.day = c.number(1)
	} else {
		d.day = c.number(2)
	}
	c.literal(" ")
	d.readClock(&c)
	c.literal(" ")
	d.year = c.number(4)
	return c.done()
}

func (d *date) readClock(c *cursor) {
	d.hour = c.number(2)
	c.literal(":")
	d.minute = c.number(2)
	c.literal(":")
	d.second = c.number(2)
}
