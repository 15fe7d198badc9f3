package version_test

import (
	"errors"
	"testing"

	"github.com/s3get/s3get/version"
)

func TestState(t *testing.T) {
	tests := []struct {
		state version.State
		want  string
	}{
		{version.State(0), "unversioned"},
		{version.StateUnversioned, "unversioned"},
		{version.StateEnabled, "enabled"},
		{version.StateSuspended, "suspended"},
	}
	for _, tt := range tests {
		if got := tt.state.String(); got != tt.want {
			t.Errorf("String() = %q, want %q", got, tt.want)
		}
		if got, err := version.ParseState(tt.want); got != tt.state || err != nil {
			t.Errorf("ParseState(%q) = %v, %v, want %v", tt.want, got, err, tt.state)
		}
	}
	if got, want := version.State(3).String(), "State(3)"; got != want {
		t.Errorf("State(3).String() = %q, want %q", got, want)
	}
}

// refusedStates has texts that name no state.
var refusedStates = []string{"", "Enabled", "ENABLED", " enabled", "enabled ", "disabled", "State(3)", "0"}

func TestParseStateRefuses(t *testing.T) {
	for _, s := range refusedStates {
		if got, err := version.ParseState(s); got != version.StateUnversioned || !errors.Is(err, version.ErrState) {
			t.Errorf("ParseState(%q) = %v, %v, want %v", s, got, err, version.ErrState)
		}
	}
}

func FuzzParseState(f *testing.F) {
	for _, s := range refusedStates {
		f.Add(s)
	}
	f.Add("unversioned")
	f.Add("enabled")
	f.Add("suspended")
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := version.ParseState(s); err == nil && got.String() != s {
			t.Errorf("ParseState(%q) = %v", s, got)
		}
	})
}

func TestHeaderValue(t *testing.T) {
	tests := []struct {
		state version.State
		id    string
		want  string
		ok    bool
	}{
		{version.StateUnversioned, "", "", false},
		{version.StateUnversioned, "null", "", false},
		{version.StateUnversioned, older, "", false},
		{version.StateEnabled, "", "null", true},
		{version.StateEnabled, "null", "null", true},
		{version.StateEnabled, older, older, true},
		{version.StateSuspended, "", "null", true},
		{version.StateSuspended, "null", "null", true},
		{version.StateSuspended, older, older, true},
	}
	for _, tt := range tests {
		if got, ok := version.HeaderValue(tt.state, tt.id); got != tt.want || ok != tt.ok {
			t.Errorf("HeaderValue(%v, %q) = %q, %t, want %q, %t", tt.state, tt.id, got, ok, tt.want, tt.ok)
		}
	}
}
