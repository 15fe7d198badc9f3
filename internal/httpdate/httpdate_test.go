package httpdate_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/internal/httpdate"
)

// now is the moment at which the tests take place.
var now = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// The three forms stand for the same moment.
func ExampleParse() {
	for _, s := range []string{
		"Sun, 06 Nov 1994 08:49:37 GMT",
		"Sunday, 06-Nov-94 08:49:37 GMT",
		"Sun Nov  6 08:49:37 1994",
		"1994-11-06T08:49:37Z",
	} {
		t, ok := httpdate.Parse(s, now)
		fmt.Println(t.Unix(), ok)
	}
	// Output:
	// 784111777 true
	// 784111777 true
	// 784111777 true
	// -62135596800 false
}

func ExampleAppend() {
	t := time.Date(1994, 11, 6, 9, 49, 37, 999, time.FixedZone("CET", 3600))
	fmt.Printf("Last-Modified: %s\n", httpdate.Append(nil, t))
	// Output: Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT
}

func ExampleFormat() {
	fmt.Println(httpdate.Format(time.Unix(784111777, 0)))
	// Output: Sun, 06 Nov 1994 08:49:37 GMT
}

func TestParse(t *testing.T) {
	rfc := time.Date(1994, 11, 6, 8, 49, 37, 0, time.UTC)
	tests := []struct {
		in   string
		want time.Time
	}{
		{"Sun, 06 Nov 1994 08:49:37 GMT", rfc},
		{"Sunday, 06-Nov-94 08:49:37 GMT", rfc},
		{"Sun Nov  6 08:49:37 1994", rfc},
		{"Sun Nov 06 08:49:37 1994", rfc},
		{"Wed Nov 16 08:49:37 1994", time.Date(1994, 11, 16, 8, 49, 37, 0, time.UTC)},
		{"Thu, 01 Jan 1970 00:00:00 GMT", time.Unix(0, 0)},
		{"Sat, 01 Jan 0000 00:00:00 GMT", time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"Fri, 31 Dec 9999 23:59:59 GMT", time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)},
		{"Thu, 29 Feb 2024 00:00:00 GMT", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)},
		{"Tue, 29 Feb 2000 00:00:00 GMT", time.Date(2000, 2, 29, 0, 0, 0, 0, time.UTC)},
		{"Tue, 28 Feb 2023 00:00:00 GMT", time.Date(2023, 2, 28, 0, 0, 0, 0, time.UTC)},
		{"Sun, 30 Apr 2023 00:00:00 GMT", time.Date(2023, 4, 30, 0, 0, 0, 0, time.UTC)},
		// The name of the day need not fit.
		{"Mon, 06 Nov 1994 08:49:37 GMT", rfc},
		// A leap second is the first second of the next day.
		{"Sat, 31 Dec 2016 23:59:60 GMT", time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC)},
	}
	for _, tt := range tests {
		got, ok := httpdate.Parse(tt.in, now)
		if !ok || !got.Equal(tt.want) || got.Location() != time.UTC {
			t.Errorf("Parse(%q) = %v, %v, want %v, true", tt.in, got, ok, tt.want)
		}
	}
}

func TestParseRejects(t *testing.T) {
	for _, in := range []string{
		"",
		"0",
		"784111777",
		"Sun, 06 Nov 1994 08:49:37 UTC",
		"Sun, 06 Nov 1994 08:49:37 +0000",
		"Sun, 06 Nov 1994 08:49:37 gmt",
		"Sun, 06 Nov 1994 08:49:37",
		"Sun, 06 Nov 1994 08:49:37.0 GMT",
		"Sun, 06 Nov 1994 08:49:37 GMT ",
		" Sun, 06 Nov 1994 08:49:37 GMT",
		"Sun, 06 Nov 1994  08:49:37 GMT",
		"Sun,06 Nov 1994 08:49:37 GMT",
		"Sun 06 Nov 1994 08:49:37 GMT",
		"sun, 06 Nov 1994 08:49:37 GMT",
		"SUN, 06 NOV 1994 08:49:37 GMT",
		"unM, 06 Nov 1994 08:49:37 GMT",
		"Sun, 06 anF 1994 08:49:37 GMT",
		"Sun, 06 11 1994 08:49:37 GMT",
		"Sun, 06  1994 08:49:37 GMT",
		"Sun, 06 Nov  08:49:37 GMT",
		"Sun, 06 Nov 1994 08:49:3",
		"Sun, 06-Nov-1994 08:49:37 GMT",
		"Sun, 06 Nov 94 08:49:37 GMT",
		"Sun, 006 Nov 1994 08:49:37 GMT",
		"Sun,  6 Nov 1994 08:49:37 GMT",
		"Sun, -6 Nov 1994 08:49:37 GMT",
		"Sun, 00 Nov 1994 08:49:37 GMT",
		"Sun, 0: Nov 1994 08:49:37 GMT",
		"Sun, 0/ Nov 1994 08:49:37 GMT",
		"Sun, 31 Nov 1994 08:49:37 GMT",
		"Sun, 32 Jan 1994 08:49:37 GMT",
		"Sun, 30 Feb 2024 08:49:37 GMT",
		"Wed, 29 Feb 2023 00:00:00 GMT",
		"Mon, 29 Feb 2100 00:00:00 GMT",
		"Sun, 06 Nov 1994 24:00:00 GMT",
		"Sun, 06 Nov 1994 08:60:37 GMT",
		"Sun, 06 Nov 1994 08:49:60 GMT",
		"Sun, 06 Nov 1994 23:59:61 GMT",
		"Sun, 06 Nov 1994 8:49:37 GMT",
		"Sun, 06 Nov 1994 08:49:3a GMT",
		"Sun, 06 Nov 1994 08.49.37 GMT",
		"Sunday, 06-Nov-1994 08:49:37 GMT",
		"Sunday, 6-Nov-94 08:49:37 GMT",
		"Sunday, 06 Nov 94 08:49:37 GMT",
		"Sunday, 06-Nov-94 08:49:37 UTC",
		"Sunda, 06-Nov-94 08:49:37 GMT",
		"sunday, 06-Nov-94 08:49:37 GMT",
		"Noday, 06-Nov-94 08:49:37 GMT",
		", 06-Nov-94 08:49:37 GMT",
		"Sun Nov 6 08:49:37 1994",
		"Sun Nov  6 08:49:37 1994 GMT",
		"Sun Nov  6 08:49:37 94  ",
		"Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
		"1994-11-06T08:49:37Z",
		"20260701T120000Z",
	} {
		if got, ok := httpdate.Parse(in, now); ok || !got.IsZero() {
			t.Errorf("Parse(%q) = %v, %v, want the zero time, false", in, got, ok)
		}
	}
}

func TestParseTwoDigitYear(t *testing.T) {
	tests := []struct {
		in   string
		now  time.Time
		want int
	}{
		{"Friday, 02-Jan-26 00:00:00 GMT", now, 2026},
		{"Friday, 02-Jan-00 00:00:00 GMT", now, 2000},
		{"Friday, 02-Jan-76 00:00:00 GMT", now, 2076},
		{"Friday, 01-Jul-76 12:00:00 GMT", now, 2076},
		{"Friday, 01-Jul-76 12:00:01 GMT", now, 1976},
		{"Friday, 02-Jan-77 00:00:00 GMT", now, 1977},
		{"Friday, 02-Jan-99 00:00:00 GMT", now, 1999},
		{"Friday, 02-Jan-02 00:00:00 GMT", now.AddDate(73, 0, 0), 2102},
		{"Friday, 02-Jan-98 00:00:00 GMT", now.AddDate(74, 0, 0), 2098},
		{"Friday, 02-Jan-00 00:00:00 GMT", now.AddDate(7924, 0, 0), 10000},
	}
	for _, tt := range tests {
		got, ok := httpdate.Parse(tt.in, tt.now)
		if !ok || got.Year() != tt.want {
			t.Errorf("Parse(%q, %v) = %v, %v, want the year %d", tt.in, tt.now, got, ok, tt.want)
		}
	}
}

// The zone of the clock does not matter, even where the day after a leap day has
// begun in it and 50 years later there is no leap day.
func TestParseTwoDigitYearZone(t *testing.T) {
	const in = "Thursday, 01-Mar-74 12:00:00 GMT"
	clock := time.Date(2024, 3, 1, 0, 30, 0, 0, time.FixedZone("CET", 3600))
	got, ok := httpdate.Parse(in, clock)
	if want, _ := httpdate.Parse(in, clock.UTC()); !ok || got != want || got.Year() != 2074 {
		t.Errorf("Parse(%q, %v) = %v, %v, want %v, true", in, clock, got, ok, want)
	}
}

// TestParseTwoDigitYearDay checks that the day is looked up in the year that
// the digits stand for: 29 February exists in 2000 and not in 2100.
func TestParseTwoDigitYearDay(t *testing.T) {
	const in = "Tuesday, 29-Feb-00 00:00:00 GMT"
	if _, ok := httpdate.Parse(in, now); !ok {
		t.Errorf("Parse(%q, %v) failed, want 2000", in, now)
	}
	later := now.AddDate(60, 0, 0)
	if got, ok := httpdate.Parse(in, later); ok {
		t.Errorf("Parse(%q, %v) = %v, want false", in, later, got)
	}
}

// TestShortDay has dates that only one of the two functions accepts, and dates
// that both or neither accept.
func TestShortDay(t *testing.T) {
	tests := []struct {
		in            string
		strict, short bool
	}{
		{"Tue, 9 Aug 2022 00:00:00 GMT", false, true},
		{"Tue, 09 Aug 2022 00:00:00 GMT", true, true},
		{"Sun Nov  6 08:49:37 1994", true, true},
		{"Sunday, 06-Nov-94 08:49:37 GMT", true, true},
		{"Sunday, 6-Nov-94 08:49:37 GMT", false, false},
		{"Tue, 0 Aug 2022 00:00:00 GMT", false, false},
		{"Tue,  9 Aug 2022 00:00:00 GMT", false, false},
		{"Tue, 10 Aug 2022 0:00:00 GMT", false, false},
		{"Tue, 9 Aug 2022 00:00:00 UTC", false, false},
		{"", false, false},
	}
	for _, tt := range tests {
		_, strict := httpdate.Parse(tt.in, now)
		got, short := httpdate.ParseShortDay(tt.in, now)
		if strict != tt.strict || short != tt.short {
			t.Errorf("Parse(%q), ParseShortDay = %v, %v, want %v, %v", tt.in, strict, short, tt.strict, tt.short)
		}
		if short && !strict && got != time.Date(2022, 8, 9, 0, 0, 0, 0, time.UTC) {
			t.Errorf("ParseShortDay(%q) = %v", tt.in, got)
		}
	}
}

func TestAppend(t *testing.T) {
	got := string(httpdate.Append([]byte("Date: "), time.Unix(784111777, 999999999)))
	if want := "Date: Sun, 06 Nov 1994 08:49:37 GMT"; got != want {
		t.Errorf("Append = %q, want %q", got, want)
	}
}

func TestFormatOutsideTheForm(t *testing.T) {
	for _, year := range []int{-1, 10000} {
		m := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		s := httpdate.Format(m)
		if want := m.Format(http.TimeFormat); s != want {
			t.Errorf("Format(%v) = %q, want %q", m, s, want)
		}
		if got, ok := httpdate.Parse(s, now); ok {
			t.Errorf("Parse(%q) = %v, want false", s, got)
		}
	}
}

// moment draws whole seconds of the years 0 to 9999.
var moment = rapid.Custom(func(t *rapid.T) time.Time {
	first := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	last := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC).Unix()
	return time.Unix(rapid.Int64Range(first, last).Draw(t, "unix"), 0)
})

// TestFormatAgreesWithPackageTime compares Format with the slower formatter
// of package time, and checks that Parse undoes it.
func TestFormatAgreesWithPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := moment.Draw(t, "moment")
		fraction := time.Duration(rapid.IntRange(0, 999999999).Draw(t, "fraction"))
		s := httpdate.Format(m.Add(fraction))
		if want := m.UTC().Format(http.TimeFormat); s != want {
			t.Errorf("Format(%v) = %q, want %q", m, s, want)
		}
		if got, ok := httpdate.Parse(s, now); !ok || !got.Equal(m) {
			t.Errorf("Parse(%q) = %v, %v, want %v, true", s, got, ok, m)
		}
	})
}

// TestParseForms checks that the obsolete forms of a moment mean the same as
// the preferred one, and that the two-digit year is never more than 50 years
// ahead (RFC 9110 §5.6.7).
func TestParseForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := moment.Draw(t, "moment").UTC()
		if got, ok := httpdate.Parse(m.Format(time.ANSIC), now); !ok || !got.Equal(m) {
			t.Errorf("Parse(%q) = %v, %v, want %v", m.Format(time.ANSIC), got, ok, m)
		}
		clock := time.Unix(rapid.Int64Range(0, 1<<33).Draw(t, "now"), 0).UTC()
		s := m.Format("Monday, 02-Jan-06 15:04:05 GMT")
		got, ok := httpdate.Parse(s, clock)
		if !ok {
			return // 29 February of a year that has none
		}
		if got.After(clock.AddDate(50, 0, 0)) || got.AddDate(100, 0, 1).Before(clock.AddDate(50, 0, 0)) {
			t.Errorf("Parse(%q, %v) = %v, want the latest not 50 years ahead", s, clock, got)
		}
		if got.Year()%100 != m.Year()%100 || got.YearDay() < 1 || got.Day() != m.Day() {
			t.Errorf("Parse(%q, %v) = %v, want the same digits", s, clock, got)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
		"Sun Nov  6 08:49:37 1994", "Tue, 9 Aug 2022 00:00:00 GMT",
		"Sat, 31 Dec 2016 23:59:60 GMT", "Sat, 01 Jan 0000 00:00:00 UTC",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := httpdate.Parse(s, now)
		std, err := http.ParseTime(s)
		exact := err == nil && std.Format(http.TimeFormat) == s // package time reads any letter case
		if exact && (!ok || !got.Equal(std)) {
			t.Errorf("Parse(%q) = %v, %v, want %v as in net/http", s, got, ok, std)
		}
		short, shortOK := httpdate.ParseShortDay(s, now)
		if ok && (!shortOK || short != got) {
			t.Errorf("ParseShortDay(%q) = %v, %v, want %v as from Parse", s, short, shortOK, got)
		}
		if !ok {
			return
		}
		again, ok := httpdate.Parse(httpdate.Format(got), now)
		if got.Year() <= 9999 && (!ok || !again.Equal(got)) {
			t.Errorf("Parse(%q) = %v does not survive Format: %v, %v", s, got, again, ok)
		}
	})
}

func TestAllocs(t *testing.T) {
	m := time.Unix(784111777, 0)
	buf := make([]byte, 0, httpdate.Length)
	if n := testing.AllocsPerRun(100, func() { buf = httpdate.Append(buf[:0], m) }); n != 0 {
		t.Errorf("Append allocates %v times, want 0", n)
	}
	for _, s := range []string{
		"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
		"Sun Nov  6 08:49:37 1994", "nonsense, all of it, from start to end",
	} {
		if n := testing.AllocsPerRun(100, func() { httpdate.Parse(s, now) }); n != 0 {
			t.Errorf("Parse(%q) allocates %v times, want 0", s, n)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		httpdate.Parse("Sun, 06 Nov 1994 08:49:37 GMT", now)
	}
}

func BenchmarkAppend(b *testing.B) {
	var buf [httpdate.Length]byte
	b.ReportAllocs()
	for b.Loop() {
		httpdate.Append(buf[:0], now)
	}
}
