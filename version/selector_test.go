package version_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/s3get/s3get/version"
	"pgregory.net/rapid"
)

const (
	older = "J8eC9kRfFKXJr4KgoVnYwAZbicSmyC46"
	newer = "7n.8ugTCBd1aS_4OuWbQ9pvwFpEJ0Qc3"
)

// parameters has each form of a versionId parameter.
var parameters = []struct {
	value string
	want  version.Selector
	err   error
}{
	{"null", version.Null(), nil},
	{older, version.ByID(older), nil},
	{newer, version.ByID(newer), nil},
	{strings.Repeat(".", 32), version.ByID(strings.Repeat(".", 32)), nil},
	{strings.Repeat("_", 32), version.ByID(strings.Repeat("_", 32)), nil},
	{strings.Repeat("0", 32), version.ByID(strings.Repeat("0", 32)), nil},

	{"", version.Selector{}, version.ErrEmpty},

	// Ids of stores with another form.
	{"NULL", version.ByID("NULL"), nil},
	{"null ", version.ByID("null "), nil},
	{" ", version.ByID(" "), nil},
	{"0", version.ByID("0"), nil},
	{"018f3c1e-7b1a-7c3d-9e2f-0123456789ab", version.ByID("018f3c1e-7b1a-7c3d-9e2f-0123456789ab"), nil},
	{"ab+/cd==", version.ByID("ab+/cd=="), nil},
	{older + older, version.ByID(older + older), nil},
	{"\u00e9", version.ByID("\u00e9"), nil},
	{"\ufffd", version.ByID("\ufffd"), nil},
	{strings.Repeat("x", 1024), version.ByID(strings.Repeat("x", 1024)), nil},

	{strings.Repeat("x", 1025), version.Selector{}, version.ErrMalformed},
	{older[:31] + "\x00", version.Selector{}, version.ErrMalformed},
	{"\t", version.Selector{}, version.ErrMalformed},
	{"a\nb", version.Selector{}, version.ErrMalformed},
	{"\x1f", version.Selector{}, version.ErrMalformed},
	{"\x7f", version.Selector{}, version.ErrMalformed},
	{"\u0085", version.Selector{}, version.ErrMalformed},
	{"\xff", version.Selector{}, version.ErrMalformed},
	{older + "\xc3", version.Selector{}, version.ErrMalformed},
}

// TestWellFormed has texts that are nearly ids of S3.
func TestWellFormed(t *testing.T) {
	for _, id := range []string{older, newer, strings.Repeat(".", 32), strings.Repeat("_", 32), strings.Repeat("0", 32)} {
		if !version.WellFormed(id) {
			t.Errorf("WellFormed(%q) = false, want true", id)
		}
	}
	for _, id := range []string{
		"", " ", "null", "NULL", "garbage", "nonexistent-version-id-12345", older[:31], older + "A", older + older,
		older[:31] + "-", older[:31] + " ", older[:31] + "\x00", "/" + older[1:], "@" + older[1:], "[" + older[1:],
		"`" + older[1:], "{" + older[1:], ":" + older[1:],
		"\u00e9" + older[2:], // 32 bytes, 31 characters
		"\u00e9" + older[1:], // 32 characters, 33 bytes
	} {
		if version.WellFormed(id) {
			t.Errorf("WellFormed(%q) = true, want false", id)
		}
	}
}

func TestParse(t *testing.T) {
	for _, tt := range parameters {
		got, err := version.Parse(tt.value)
		if got != tt.want || err != tt.err {
			t.Errorf("Parse(%q) = %q, %v, want %q, %v", tt.value, got, err, tt.want, tt.err)
		}
		if err == nil && got.String() != tt.value {
			t.Errorf("Parse(%q).String() = %q", tt.value, got)
		}
	}
}

func TestSelector(t *testing.T) {
	tests := []struct {
		name     string
		selector version.Selector
		latest   bool
		null     bool
		id, text string
	}{
		{"zero", version.Selector{}, true, false, "", ""},
		{"Latest", version.Latest(), true, false, "", ""},
		{"Null", version.Null(), false, true, "", "null"},
		{"ByID null", version.ByID("null"), false, true, "", "null"},
		{"ByID empty", version.ByID(""), false, true, "", "null"},
		{"ByID", version.ByID(older), false, false, older, older},
		{"ByID of another form", version.ByID("v1"), false, false, "v1", "v1"},
	}
	for _, tt := range tests {
		s := tt.selector
		id, ok := s.ID()
		if s.IsLatest() != tt.latest || s.IsNull() != tt.null || id != tt.id || ok != (tt.id != "") {
			t.Errorf("%s: latest %t, null %t, id %q, %t; want %t, %t, %q",
				tt.name, s.IsLatest(), s.IsNull(), id, ok, tt.latest, tt.null, tt.id)
		}
		if got := s.String(); got != tt.text {
			t.Errorf("%s: String() = %q, want %q", tt.name, got, tt.text)
		}
	}
}

func TestAllowedIn(t *testing.T) {
	tests := []struct {
		selector version.Selector
		state    version.State
		want     error
	}{
		{version.Latest(), version.StateUnversioned, nil},
		{version.Null(), version.StateUnversioned, nil},
		{version.ByID(""), version.StateUnversioned, nil},
		{version.ByID(older), version.StateUnversioned, version.ErrMalformed},
		{version.Latest(), version.StateEnabled, nil},
		{version.Null(), version.StateEnabled, nil},
		{version.ByID(older), version.StateEnabled, nil},
		{version.Latest(), version.StateSuspended, nil},
		{version.Null(), version.StateSuspended, nil},
		{version.ByID(older), version.StateSuspended, nil},
	}
	for _, tt := range tests {
		if got := tt.selector.AllowedIn(tt.state); got != tt.want {
			t.Errorf("%q.AllowedIn(%v) = %v, want %v", tt.selector, tt.state, got, tt.want)
		}
	}
}

// The two forms of an id, written once more and in another way.
var (
	anyID = regexp.MustCompile(`\A[^\p{Cc}]+\z`)
	form  = regexp.MustCompile(`\A[0-9A-Za-z._]{32}\z`)
)

// A parameter is an id or refused, and Parse and String are inverse
// (S3 GetObject: versionId).
func TestParseString(t *testing.T) {
	value := rapid.OneOf(
		rapid.StringMatching(`[0-9A-Za-z._]{32}`),
		rapid.StringMatching(`[0-9A-Za-z._-]{31,33}`),
		rapid.SampledFrom([]string{"null", "NULL", ""}),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) { checkParse(t, value.Draw(t, "value")) })
}

func FuzzParse(f *testing.F) {
	for _, tt := range parameters {
		f.Add(tt.value)
	}
	f.Fuzz(func(t *testing.T, value string) { checkParse(t, value) })
}

func checkParse(t interface{ Errorf(string, ...any) }, value string) {
	got, err := version.Parse(value)
	valid := anyID.MatchString(value) && utf8.ValidString(value) && len(value) <= 1024
	if valid != (err == nil) || (value == "") != errors.Is(err, version.ErrEmpty) {
		t.Errorf("Parse(%q) = %q, %v", value, got, err)
	}
	if valid && got.String() != value || !valid && got != version.Latest() {
		t.Errorf("Parse(%q) = %q, %v", value, got, err)
	}
	if version.WellFormed(value) != form.MatchString(value) {
		t.Errorf("WellFormed(%q) = %t", value, version.WellFormed(value))
	}
}
