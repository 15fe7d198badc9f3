package sigv4

import (
	"strconv"
	"strings"
	"time"
)

// Names of dates, in the order of package time.
var (
	weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	months   = [...]string{"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"}
)

// zones are the names of zones with their offsets in hours, longer names before those
// that they begin with (RFC 5322 §4.3).
var zones = [...]struct {
	name  string
	hours int
}{
	{"UTC", 0}, {"GMT", 0}, {"UT", 0},
	{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
	{"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7},
}

// A dateReader reads a date from left to right. After the first thing that is not
// there it reads nothing more.
type dateReader struct {
	rest   string
	failed bool
}

// date reads a date of one of the three forms of HTTP.
func (r *dateReader) date(now time.Time) time.Time {
	r.name(weekdays[:])
	if !r.skip(",") {
		return r.asctime()
	}
	r.blank()
	day := r.number()
	var month, year int
	if r.skip("-") {
		month = r.name(months[:])
		r.literal("-")
		year = r.shortYear(now)
	} else {
		r.blank()
		month = r.name(months[:])
		r.blank()
		year = r.number()
	}
	r.blank()
	clock := r.clock()
	r.blank()
	return at(year, month, day, clock-r.zone())
}

// asctime reads what follows the weekday in the form of asctime.
func (r *dateReader) asctime() time.Time {
	r.blank()
	month := r.name(months[:])
	r.blank()
	day := r.number()
	r.blank()
	clock := r.clock()
	r.blank()
	year := r.number()
	return at(year, month, day, clock)
}

// at returns the moment that is so many seconds after midnight of a day. It counts in
// seconds, of which 64 bits hold all that nine digits of years, days, hours, minutes and
// seconds make, and a Duration does not.
func at(year, month, day int, seconds int64) time.Time {
	midnight := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return time.Unix(midnight.Unix()+seconds, 0).UTC()
}

// clock reads hours, minutes and seconds, and returns them in seconds.
func (r *dateReader) clock() int64 {
	hours := int64(r.number())
	r.literal(":")
	minutes := int64(r.number())
	r.literal(":")
	return hours*3600 + minutes*60 + int64(r.number())
}

// shortYear reads a year; one of exactly two digits lacks its century.
func (r *dateReader) shortYear(now time.Time) int {
	before := len(r.rest)
	year := r.number()
	if before-len(r.rest) != 2 {
		return year
	}
	first := now.Year() - 80
	year += first - first%100
	if year < first {
		year += 100
	}
	return year
}

// zone reads a zone and returns its offset from UTC in seconds.
func (r *dateReader) zone() int64 {
	for _, z := range zones {
		if len(r.rest) >= len(z.name) && strings.EqualFold(r.rest[:len(z.name)], z.name) {
			r.rest = r.rest[len(z.name):]
			if z.name == "GMT" && r.rest != "" {
				return r.offset(":")
			}
			return int64(z.hours) * 3600
		}
	}
	return r.offset("")
}

// offset reads a sign, two digits of hours, what divides them from the minutes, and
// two digits of minutes.
func (r *dateReader) offset(divider string) int64 {
	sign := int64(1)
	if r.skip("-") {
		sign = -1
	} else {
		r.literal("+")
	}
	hours := r.pair()
	r.literal(divider)
	minutes := r.pair()
	if hours > 23 || minutes > 59 {
		r.failed = true
	}
	return sign * int64(hours*3600+minutes*60)
}

// skip reads text if it is there, and reports whether it was.
func (r *dateReader) skip(text string) bool {
	if r.failed || !strings.HasPrefix(r.rest, text) {
		return false
	}
	r.rest = r.rest[len(text):]
	return true
}

func (r *dateReader) literal(text string) {
	if !r.skip(text) {
		r.failed = true
	}
}

// blank reads one blank or more.
func (r *dateReader) blank() {
	r.literal(" ")
	r.rest = strings.TrimLeft(r.rest, " \t")
}

// number reads one to nine digits.
func (r *dateReader) number() int {
	n := 0
	for n < len(r.rest) && '0' <= r.rest[n] && r.rest[n] <= '9' {
		n++
	}
	return r.take(n)
}

// pair reads two digits.
func (r *dateReader) pair() int {
	if len(r.rest) < 2 {
		r.failed = true
		return 0
	}
	return r.take(2)
}

// take reads n bytes that are digits, at most nine.
func (r *dateReader) take(n int) int {
	if r.failed || n < 1 || n > 9 {
		r.failed = true
		return 0
	}
	value, err := strconv.ParseUint(r.rest[:n], 10, 32)
	if err != nil {
		r.failed = true
		return 0
	}
	r.rest = r.rest[n:]
	return int(value)
}

// name reads one of the names, whole or its first three letters, and returns its
// position, from 1.
func (r *dateReader) name(names []string) int {
	for i, name := range names {
		for _, form := range [...]string{name, name[:3]} {
			if len(r.rest) >= len(form) && strings.EqualFold(r.rest[:len(form)], form) {
				r.rest = r.rest[len(form):]
				return i + 1
			}
		}
	}
	r.failed = true
	return 0
}
