package sigv4_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/sigv4"
)

// TestParseDateExactly has dates at the edges of what is read, with their seconds.
func TestParseDateExactly(t *testing.T) {
	at := func(month time.Month, day, hour, minute, second int) time.Time {
		return time.Date(2013, month, day, hour, minute, second, 0, time.UTC)
	}
	for s, want := range map[string]time.Time{
		"20131224T235959Z":                    at(12, 24, 23, 59, 59),
		"20130124T010203Z":                    at(1, 24, 1, 2, 3),
		"Fri, 24 May 2013 01:02:03 GMT":       at(5, 24, 1, 2, 3),
		"Friday, 24-May-13 01:02:03 GMT":      at(5, 24, 1, 2, 3),
		"Fri May 24 01:02:03 2013":            at(5, 24, 1, 2, 3),
		"Fri, 24 May 000002013 00:00:00 GMT":  at(5, 24, 0, 0, 0),
		"Fri, 24 May 2013 1000000:00:00 GMT":  at(5, 24, 1000000, 0, 0),
		"Fri, 24 May 2013 23:59:00 +2359":     at(5, 24, 0, 0, 0),
		"Fri, 24 May 2013 00:00:00 GMT-23:59": at(5, 24, 23, 59, 0),
		"Sat, 24 August 2013 00:00:00 -0000":  at(8, 24, 0, 0, 0),
	} {
		if got, ok := sigv4.ParseDate(s, noon); !ok || !got.Equal(want) {
			t.Errorf("ParseDate(%q) = %v, %v, want %v", s, got, ok, want)
		}
	}
}

// TestParseDateZones has every name of a zone (RFC 5322 §4.3).
func TestParseDateZones(t *testing.T) {
	for zone, hours := range map[string]int{
		"UT": 0, "UTC": 0, "GMT": 0, "EST": 5, "EDT": 4, "CST": 6, "CDT": 5, "MST": 7, "MDT": 6, "PST": 8, "PDT": 7,
	} {
		s := "Fri, 24 May 2013 00:00:00 " + zone
		want := time.Date(2013, 5, 24, hours, 0, 0, 0, time.UTC)
		if got, ok := sigv4.ParseDate(s, noon); !ok || !got.Equal(want) {
			t.Errorf("ParseDate(%q) = %v, %v, want %v", s, got, ok, want)
		}
	}
}

// TestParseDateLacks has dates in which one thing is missing, or is next to what may be.
func TestParseDateLacks(t *testing.T) {
	for _, s := range []string{
		"20130024T000000Z", "20131324T000000Z", "2013052:T000000Z", "20130524T006000Z", "20130524T000060Z",
		"Fri,24 May 2013 00:00:00 GMT",
		"Fri, 24May 2013 00:00:00 GMT",
		"Fri, 24 May2013 00:00:00 GMT",
		"Fri, 24 May 2013 00:00:00GMT",
		"Fri, 24 May 2013 :00:00 GMT",
		"Fri, 24 May 0000002013 00:00:00 GMT",
		"Friday, 24--13 00:00:00 GMT",
		"Friday, 24-May13 00:00:00 GMT",
		"FriMay 24 00:00:00 2013",
		"Fri, 24 May 2013 00:00:00 +",
		"Fri, 24 May 2013 00:00:00 +02",
		"Fri, 24 May 2013 00:00:00 +020",
		"Fri, 24 May 2013 00:00:00 0200",
		"Fri, 24 May 2013 00:00:00 +2400",
		"Fri, 24 May 2013 00:00:00 +0260",
		"Fri, 24 May 2013 00:00:00 +02x0",
		"Fri, 24 May 2013 00:00:00 GMT+-2:00",
		"Fri, 24 May 2013 00:00:00 GMT+0200",
	} {
		if got, ok := sigv4.ParseDate(s, noon); ok {
			t.Errorf("ParseDate(%q) = %v, true, want false", s, got)
		}
	}
}

// TestUnreadableDate: a date of which only the zone cannot be read is none.
func TestUnreadableDate(t *testing.T) {
	m := dateAlone("Tue, 29 Sep 2026 12:00:00 XYZ").sign()
	if got, e := authenticate(t, m); got != sigv4.RuleAuthorizationDate {
		t.Errorf("Date in an unknown zone: %s (%v), want %v", nameOf(got), e, sigv4.RuleAuthorizationDate)
	}
}

// TestPathDigits has every byte in either place behind a percent sign.
func TestPathDigits(t *testing.T) {
	const digits = "0123456789abcdefABCDEF"
	for c := range 256 {
		for _, s := range []string{string([]byte{'%', byte(c), '1'}), string([]byte{'%', '4', byte(c)})} {
			var b byte
			want := "%25" + percent(s[1:])
			if c == '/' {
				want = strings.ReplaceAll(want, "%2F", "/")
			}
			if strings.IndexByte(digits, byte(c)) >= 0 {
				fmt.Sscanf(s[1:], "%x", &b)
				want = pathOf(string([]byte{b}))
			}
			if got := sigv4.AppendPath(s); got != want {
				t.Errorf("appendPath(%q) = %q, want %q", s, got, want)
			}
		}
	}
}

// TestUnsignedHeadersSorted leaves several headers unsigned.
func TestUnsignedHeadersSorted(t *testing.T) {
	m := listed("x-amz-content-sha256").add("Content-MD5", "x")
	for _, name := range []string{"x-amz-meta-d", "x-amz-meta-b", "x-amz-meta-a", "x-amz-meta-c"} {
		m.add(name, "x")
	}
	got, e := authenticate(t, m.sign())
	const want = "content-md5, host, x-amz-date, x-amz-meta-a, x-amz-meta-b, x-amz-meta-c, x-amz-meta-d"
	if got != sigv4.RuleUnsignedHeaders || detail(e, "HeadersNotSigned") != want {
		t.Errorf("unsigned headers: %s, %q, want %q", nameOf(got), detail(e, "HeadersNotSigned"), want)
	}
}

// TestPayloadTwice: two lines are one value, which is no hash.
func TestPayloadTwice(t *testing.T) {
	m := newMessage().add("x-amz-content-sha256", emptyHash).add("x-amz-content-sha256", emptyHash)
	got, e := authenticate(t, m.sign())
	if want := emptyHash + "," + emptyHash; got != sigv4.RuleAuthorizationPayload || detail(e, "ArgumentValue") != want {
		t.Errorf("two lines of a hash: %s, %q, want %v about %q", nameOf(got), detail(e, "ArgumentValue"), sigv4.RuleAuthorizationPayload, want)
	}
}

func TestSecretKeyAsJSON(t *testing.T) {
	got, err := json.Marshal(sigv4.NewSecretKey("secret"))
	if want := `"[redacted]"`; err != nil || string(got) != want {
		t.Errorf("Marshal(secret) = %s, %v, want %s", got, err, want)
	}
}

func TestStaticWithout(t *testing.T) {
	if _, err := owners.Credential(t.Context(), "AKIDNOBODY"); !errors.Is(err, sigv4.ErrNoKey) {
		t.Errorf("Secret of nobody: %v, want %v", err, sigv4.ErrNoKey)
	}
}

// TestWellFormedTokenBytes has every byte between two letters.
func TestWellFormedTokenBytes(t *testing.T) {
	const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for c := range 256 {
		token := string([]byte{'a', byte(c), 'b'})
		if want := strings.IndexByte(base64, byte(c)) >= 0; sigv4.WellFormedToken(token) != want {
			t.Errorf("WellFormedToken(%q) = %v, want %v", token, !want, want)
		}
	}
}
