package sigv4

import "time"

// isDay reports whether s is a day of the calendar in the form yyyyMMdd.
func isDay(s string) bool {
	_, ok := parseDay(s)
	return ok
}

// dayOf returns the day of t in UTC in the form yyyyMMdd.
func dayOf(t time.Time) string { return t.UTC().Format("20060102") }

func parseDay(s string) (time.Time, bool) {
	if len(s) != len("yyyyMMdd") {
		return time.Time{}, false
	}
	year, okYear := digits(s[:4])
	month, okMonth := digits(s[4:6])
	day, okDay := digits(s[6:])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	// A day that the month does not have would be one of the next month.
	exists := 1 <= month && month <= 12 && t.Day() == day
	return t, okYear && okMonth && okDay && exists
}

// parseBasic reads the basic form of ISO 8601: yyyyMMdd'T'HHmmss'Z'.
func parseBasic(s string) (time.Time, bool) {
	if len(s) != len("yyyyMMddTHHmmssZ") || s[8] != 'T' || s[15] != 'Z' {
		return time.Time{}, false
	}
	t, okDay := parseDay(s[:8])
	clock, okClock := parseClock(s[9:15])
	if !okDay || !okClock {
		return time.Time{}, false
	}
	return t.Add(clock), true
}

// parseClock reads a time of the day in the form HHmmss, without leap seconds.
func parseClock(s string) (time.Duration, bool) {
	hour, okHour := digits(s[:2])
	minute, okMinute := digits(s[2:4])
	second, okSecond := digits(s[4:])
	clock := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute +
		time.Duration(second)*time.Second
	return clock, okHour && okMinute && okSecond && hour <= 23 && minute <= 59 && second <= 59
}

// digits returns the number that s, at most 9 bytes of digits, stands for.
func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int(d)
	}
	return n, s != "" && len(s) <= 9
}

// parseDate reads the date of a request that is signed in its header: the basic form
// of ISO 8601, or one of the three forms of HTTP (RFC 9110 §5.6.7), these as the
// service's date parser reads them:
//
//   - names of days and months may be short or long, in any letter case, and the
//     day of the week need not be right;
//   - numbers may have one digit or too many, and what is beyond its range counts on:
//     the 32nd of May is the 1st of June;
//   - a year of two digits, where the form of RFC 850 has one, is between 80 years
//     before and 20 years after now;
//   - the zone is GMT or UTC, one of North America, GMT+hh:mm, or +hhmm.
//
// Nothing may follow. The result may lie before 1970 or past the year 9999.
func parseDate(s string, now time.Time) (time.Time, bool) {
	if t, ok := parseBasic(s); ok {
		return t, true
	}
	r := dateReader{rest: s}
	t := r.date(now)
	return t, !r.failed && r.rest == ""
}

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
