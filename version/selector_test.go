package version_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

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

	{" ", version.Selector{}, version.ErrMalformed},
	{"NULL", version.Selector{}, version.ErrMalformed},
	{"Null", version.Selector{}, version.ErrMalformed},
	{"null ", version.Selector{}, version.ErrMalformed},
	{"garbage", version.Selector{}, version.ErrMalformed},
	{"not-a-version", version.Selector{}, version.ErrMalformed},
	{"nonexistent-version-id-12345", version.Selector{}, version.ErrMalformed},
	{older[:31], version.Selector{}, version.ErrMalformed},
	{older + "A", version.Selector{}, version.ErrMalformed},
	{older + older, version.Selector{}, version.ErrMalformed},
	{older[:31] + "-", version.Selector{}, version.ErrMalformed},
	{older[:31] + " ", version.Selector{}, version.ErrMalformed},
	{older[:31] + "\x00", version.Selector{}, version.ErrMalformed},
	{"/" + older[1:], version.Selector{}, version.ErrMalformed},
	{"@" + older[1:], version.Selector{}, version.ErrMalformed},
	{"[" + older[1:], version.Selector{}, version.ErrMalformed},
	{"`" + older[1:], version.Selector{}, version.ErrMalformed},
	{"{" + older[1:], version.Selector{}, version.ErrMalformed},
	{":" + older[1:], version.Selector{}, version.ErrMalformed},
	{"\u00e9" + older[2:], version.Selector{}, version.ErrMalformed}, // 32 bytes, 31 characters
	{"\u00e9" + older[1:], version.Selector{}, version.ErrMalformed}, // 32 characters, 33 bytes
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
		{version.Latest(), version.Unversioned, nil},
		{version.Null(), version.Unversioned, nil},
		{version.ByID(""), version.Unversioned, nil},
		{version.ByID(older), version.Unversioned, version.ErrMalformed},
		{version.Latest(), version.Enabled, nil},
		{version.Null(), version.Enabled, nil},
		{version.ByID(older), version.Enabled, nil},
		{version.Latest(), version.Suspended, nil},
		{version.Null(), version.Suspended, nil},
		{version.ByID(older), version.Suspended, nil},
	}
	for _, tt := range tests {
		if got := tt.selector.AllowedIn(tt.state); got != tt.want {
			t.Errorf("%q.AllowedIn(%v) = %v, want %v", tt.selector, tt.state, got, tt.want)
		}
	}
}

// form is the form of an id, said once more and in another way.
var form = regexp.MustCompile(`\A[0-9A-Za-z._]{32}\z`)

// A parameter is null, or an id, or refused, and Parse and String are inverse
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
	valid := value == "null" || form.MatchString(value)
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
