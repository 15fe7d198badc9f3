package sigv4_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

func TestSkew(t *testing.T) {
	m := newMessage().sign()
	for skew, want := range map[time.Duration]*rule.Rule{
		0:                             nil,
		15 * time.Minute:              nil,
		-15 * time.Minute:             nil,
		15*time.Minute + 1:            sigv4.RuleAuthorizationSkew,
		-15*time.Minute - time.Second: sigv4.RuleAuthorizationSkew,
		20 * time.Minute:              sigv4.RuleAuthorizationSkew,
		100 * 365 * 24 * time.Hour:    sigv4.RuleAuthorizationSkew,
		-40 * 365 * 24 * time.Hour:    sigv4.RuleAuthorizationSkew,
	} {
		if got, _ := authenticateAt(t, m, noon.Add(skew), nil); got != want {
			t.Errorf("%v off: %s, want %s", skew, nameOf(got), nameOf(want))
		}
	}
	_, e := authenticateAt(t, m, time.Date(2026, 9, 29, 7, 51, 47, 9, time.FixedZone("", 7200)), nil)
	wantElements(t, e, "RequestTime", "20260929T120000Z", "ServerTime", "2026-09-29T05:51:47Z", "MaxAllowedSkewMilliseconds", "900000")
}

func wantElements(t *testing.T, e *getobject.Error, want ...string) {
	t.Helper()
	var got []string
	for _, el := range e.Detail {
		got = append(got, el.Name, el.Text)
	}
	if len(got) != len(want) {
		t.Fatalf("elements = %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("elements = %q, want %q", got, want)
			return
		}
	}
}

func TestLifetime(t *testing.T) {
	for _, tt := range []struct {
		expires string
		after   time.Duration
		want    *rule.Rule
	}{
		{"300", 300 * time.Second, nil},
		{"300", 300*time.Second + 1, sigv4.RulePresignedExpired},
		{"300", -15 * time.Minute, nil},
		{"300", -15*time.Minute - 1, sigv4.RulePresignedEarly},
		{"0", 0, nil},
		{"0", time.Second, sigv4.RulePresignedExpired},
		{"+300", 0, nil},
		{"0300", 300 * time.Second, nil},
		{"604800", 604800 * time.Second, nil},
		{"604801", 0, sigv4.RulePresignedWeek},
		{"9223372036854775807", 0, sigv4.RulePresignedWeek},
		{"9223372036854775808", 0, sigv4.RulePresignedExpires},
		{"-9223372036854775808", 0, sigv4.RulePresignedNegative},
		{"-0", 0, nil},
		{"", 0, sigv4.RulePresignedExpires},
		{" 300", 0, sigv4.RulePresignedExpires},
		{"300.0", 0, sigv4.RulePresignedExpires},
		{"3e2", 0, sigv4.RulePresignedExpires},
		{"3_00", 0, sigv4.RulePresignedExpires},
		{"0x10", 0, sigv4.RulePresignedExpires},
	} {
		m := newMessage()
		m.expires = tt.expires
		if got, _ := authenticateAt(t, m.presign(), noon.Add(tt.after), nil); got != tt.want {
			t.Errorf("X-Amz-Expires=%s, %v after: %s, want %s", tt.expires, tt.after, nameOf(got), nameOf(tt.want))
		}
	}
	m := newMessage().presign()
	_, e := authenticateAt(t, m, noon.Add(time.Hour), nil)
	wantElements(t, e, "X-Amz-Expires", "300", "Expires", "2026-09-29T12:05:00Z", "ServerTime", "2026-09-29T13:00:00Z")
	_, e = authenticateAt(t, m, noon.Add(-time.Hour), nil)
	wantElements(t, e, "X-Amz-Date", strconv.FormatInt(noon.UnixMilli(), 10), "Expires", "2026-09-29T12:05:00Z", "ServerTime", "2026-09-29T11:00:00Z")
}

// TestSessionEnd: a URL lives no longer than its session.
func TestSessionEnd(t *testing.T) {
	m := temporary(sessionToken)
	m.expires = "604800"
	m.presign()
	for after, want := range map[time.Duration]*rule.Rule{
		24*time.Hour - 1: nil,
		24 * time.Hour:   sigv4.RuleTokenExpired,
	} {
		if got, _ := authenticateAt(t, m, noon.Add(after), nil); got != want {
			t.Errorf("%v after: %s, want %s", after, nameOf(got), nameOf(want))
		}
	}
}

func TestParseDate(t *testing.T) {
	const good = "2013-05-24T00:00:00Z"
	for s, want := range map[string]string{
		"20130524T000000Z":                     good,
		"Fri, 24 May 2013 00:00:00 GMT":        good,
		"Friday, 24-May-13 00:00:00 GMT":       good,
		"Fri May 24 00:00:00 2013":             good,
		"Sun, 24 May 2013 00:00:00 GMT":        good,
		"fri, 24 MAY 2013 00:00:00 gmt":        good,
		"Friday, 24 May 2013 00:00:00 UTC":     good,
		"Fri,  24  May 2013 0:0:0 UT":          good,
		"Fri, 24-May-2013 00:00:00 GMT":        good,
		"Fri, 23 May 2013 19:00:00 EST":        good,
		"Fri, 23 May 2013 17:00:00 PDT":        good,
		"Fri, 24 May 2013 02:00:00 +0200":      good,
		"Fri, 23 May 2013 22:30:00 -0130":      good,
		"Fri, 24 May 2013 02:00:00 GMT+02:00":  good,
		"Fri, 54 April 2013 00:00:00 GMT":      good,
		"Thu, 23 May 2013 24:00:00 GMT":        good,
		"Fri, 24 May 2013 00:00:00":            "",
		"Fri, 24 May 2013 00:00:00 GMT ":       "",
		"Fri, 24 May 2013 00:00:00 GMT x":      "",
		"Fri, 24 May 2013 00:00:00 XYZ":        "",
		"Fri, 24 May 2013 00:00:00 +2":         "",
		"Fri, 24 May 2013 00:00:00 +2460":      "",
		"Fri 24 May 2013 00:00:00 GMT":         "",
		"Fry, 24 May 2013 00:00:00 GMT":        "",
		"2013-05-24T00:00:00Z":                 "",
		"20130524T000000":                      "",
		"20130524T000000z":                     "",
		"20130524T240000Z":                     "",
		"20130532T000000Z":                     "",
		"20130524T00000aZ":                     "",
		"Fri, 24 May 2013 1000001:00:00 GMT":   "2127-06-22T17:00:00Z",
		"Fri, 24 May 2013 0:999999999:00 GMT":  "3914-09-20T10:39:00Z",
		"Fri, 24 May 2013 0:0:999999999 GMT":   "2045-01-30T01:46:39Z",
		"Fri May 24 0:999999999:0 2013":        "3914-09-20T10:39:00Z",
		"Fri, 24 May 2013 0:9999999999:0 GMT":  "",
		"1369353600":                           "",
		"":                                     "",
		"Fri, 24 May 99999999999 00:00:00 GMT": "",
		"Fri, 24 May 12013 00:00:00 GMT":       "12013-05-24T00:00:00Z",
		"Fri, 24 May 13 00:00:00 GMT":          "0013-05-24T00:00:00Z",
		"Friday, 24-May-46 00:00:00 GMT":       "1946-05-24T00:00:00Z",
		"Friday, 24-May-45 00:00:00 GMT":       "2045-05-24T00:00:00Z",
		"Friday, 24-May-47 00:00:00 GMT":       "1947-05-24T00:00:00Z",
		"Friday, 24-May-99 00:00:00 GMT":       "1999-05-24T00:00:00Z",
	} {
		got, ok := sigv4.ParseDate(s, noon)
		if text := got.UTC().Format("2006-01-02T15:04:05Z"); ok != (want != "") || ok && text != want {
			t.Errorf("ParseDate(%q) = %s, %v, want %q", s, text, ok, want)
		}
	}
}

func TestFieldDate(t *testing.T) {
	for date, want := range map[string]*rule.Rule{
		"Fri, 24 May 12013 00:00:00 GMT":  sigv4.RuleAuthorizationYear,
		"Thu, 01 Jan 1970 00:00:00 GMT":   sigv4.RuleAuthorizationSkew,
		"Wed, 31 Dec 1969 23:59:59 GMT":   sigv4.RuleAuthorizationDate,
		"":                                sigv4.RuleAuthorizationDate,
		"Tue, 29 Sep 2026 12:00:00 GMT":   nil,
		"Tue, 29 Sep 2026 14:00:00 +0200": nil,
	} {
		if got, _ := authenticate(t, dateAlone(date).sign()); got != want {
			t.Errorf("Date %q: %s, want %s", date, nameOf(got), nameOf(want))
		}
	}
}
