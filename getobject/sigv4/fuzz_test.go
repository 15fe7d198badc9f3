package sigv4_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
)

// refused fails unless r is refused with an Error of a rule about signatures, or taken
// as anonymous.
func refused(t *testing.T, r *getobject.Request) {
	t.Helper()
	sigv4.AccessKey(r) // reads the same texts, and must not panic either
	id, err := benchAuthenticator.Authenticate(t.Context(), r, nil)
	if !id.Anonymous() {
		t.Fatalf("Authenticate = %+v without the secret", id)
	}
	if e, ok := err.(*getobject.Error); err != nil && (!ok || !strings.HasPrefix(e.Rule.ID, "signature/") || e.Message == "") {
		t.Fatalf("Authenticate: %v is no refusal", err)
	}
}

// FuzzAuthorization: no text authenticates without the secret. The seeds are signed with
// another one.
func FuzzAuthorization(f *testing.F) {
	wrong := func() *message { return wrongSecret(newMessage()) }
	good := wrong().sign()
	f.Add(good.get("Authorization"), good.get("x-amz-date"), emptyHash)
	f.Add("", "", "")
	f.Add("AWS4-HMAC-SHA256 Credential=,SignedHeaders=;;,Signature=", "Tue, 29 Sep 2026 12:00:00 GMT", "UNSIGNED-PAYLOAD")
	f.Add("AWS4-ECDSA-P256-SHA256 Credential=a/b/c/d,SignedHeaders=host,Signature=", "20260929T120000Z", emptyHash)
	f.Add("AWS a:b", "", "")
	f.Fuzz(func(t *testing.T, authorization, date, payload string) {
		m := newMessage().add("Authorization", authorization).add("x-amz-date", date).add("x-amz-content-sha256", payload)
		refused(t, m.request(t))
	})
}

// FuzzPresigned: no query authenticates without the secret, whatever it signs.
func FuzzPresigned(f *testing.F) {
	f.Add(wrongSecret(newMessage()).presign().request(f).Wire.RawQuery, "")
	f.Add(wrongSecret(temporary(sessionToken)).presign().request(f).Wire.RawQuery, "garbage")
	f.Add("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=&X-Amz-Date=&X-Amz-Expires=&X-Amz-SignedHeaders=&X-Amz-Signature=", "")
	f.Add("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Algorithm&=&X-Amz-Signature", "")
	f.Add("Signature=x&X-Amz-Algorithm=", "")
	f.Fuzz(func(t *testing.T, query, payload string) {
		r := newMessage().add("x-amz-content-sha256", payload).request(t)
		q, err := getobject.ParseQuery(query)
		if err != nil {
			return
		}
		r.Wire.RawQuery, r.Query = query, q
		refused(t, r)
	})
}

// FuzzScope: a credential that is read is made of the parts that it is read as.
func FuzzScope(f *testing.F) {
	for _, s := range []string{"AKID/20130524/us-east-1/s3/aws4_request", "////", "", "a/b/c/d", "a/b/c/d/e/f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parts, ok := sigv4.ParseScope(s)
		if joined := strings.Join(parts[:], "/"); ok && joined != s {
			t.Errorf("ParseScope(%q) = %q, which is %q", s, parts, joined)
		}
		if ok != (strings.Count(s, "/") == 4) {
			t.Errorf("ParseScope(%q) = %v", s, ok)
		}
	})
}

// FuzzDate: the strict form is that which package time writes, it is read by the
// lenient parser too, and no text makes either panic.
func FuzzDate(f *testing.F) {
	for _, s := range []string{
		"20130524T000000Z", "Fri, 24 May 2013 00:00:00 GMT", "Friday, 24-May-13 00:00:00 GMT",
		"Fri May 24 00:00:00 2013", "Fri, 24 May 2013 02:00:00 GMT+02:00", "sun, 999999999 dec 999999999 999999:999999999:999999999 -2359",
		"Fri, 24-May-1", "Fri, 24 May 2013 00:00:00 +", "00000101T000000Z", "20240229T235959Z", "20230229T235959Z",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		const layout = "20060102T150405Z"
		strict, ok := sigv4.ParseBasic(s)
		want, err := time.Parse(layout, s)
		if plain := len(s) == len(layout); ok != (err == nil && plain) || ok && (!strict.Equal(want) || strict.Format(layout) != s) {
			t.Errorf("ParseBasic(%q) = %v, %v, want %v, %v", s, strict, ok, want, err)
		}
		lenient, read := sigv4.ParseDate(s, noon)
		if ok && (!read || !lenient.Equal(strict)) {
			t.Errorf("ParseDate(%q) = %v, %v, want %v", s, lenient, read, strict)
		}
		if later, ok := sigv4.ParseDate(strings.Replace(s, ":", ":1", 1), noon); read && ok && strings.Contains(s, ":") && later.Before(lenient) {
			t.Errorf("ParseDate(%q) = %v, which is after the %v of more minutes", s, lenient, later)
		}
		if read && lenient.Year() < 0 {
			t.Errorf("ParseDate(%q) = %v, which no digits make", s, lenient)
		}
	})
}

// TestLawDateCounts: a date is what its numbers make, however large they are: an hour has
// 3,600 seconds and a minute 60, in numbers that no overflow can reach.
func TestLawDateCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64Range(0, 99), rapid.Int64Range(0, 999_999_999))
		day, year := number.Draw(t, "day"), number.Draw(t, "year")
		hours, minutes, seconds := number.Draw(t, "hours"), number.Draw(t, "minutes"), number.Draw(t, "seconds")
		text := fmt.Sprintf("Fri, %d May %d %d:%d:%d GMT", day, year, hours, minutes, seconds)
		got, ok := sigv4.ParseDate(text, noon)
		first := time.Date(int(year), time.May, 1, 0, 0, 0, 0, time.UTC).Unix()
		want := new(big.Int).Add(big.NewInt(first), big.NewInt((day-1)*86400))
		want.Add(want, big.NewInt(hours*3600+minutes*60+seconds))
		if !ok || big.NewInt(got.Unix()).Cmp(want) != 0 {
			t.Errorf("ParseDate(%q) = %v, %v, want %v seconds since 1970", text, got.Unix(), ok, want)
		}
	})
}

// TestLawDateExact: the strict form has the days and times that are, each with all its
// digits, and no other.
func TestLawDateExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
		year, month, day := number("year", 9999), number("month", 14), number("day", 33)
		hour, minute, second := number("hour", 25), number("minute", 61), number("second", 61)
		text := fmt.Sprintf("%04d%02d%02dT%02d%02d%02dZ", year, month, day, hour, minute, second)
		at := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
		want := at.Format("20060102T150405Z") == text
		if got, ok := sigv4.ParseBasic(text); ok != want || ok && !got.Equal(at) {
			t.Errorf("ParseBasic(%q) = %v, %v, want %v, %v", text, got, ok, at, want)
		}
	})
}
