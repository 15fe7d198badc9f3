package policy_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/s3get/s3get/getobject/policy"
)

// kindOf returns one of the kinds of documents.
func kindOf(n uint8) policy.Kind { return policy.Kind(n%9) + policy.KindIdentity }

// place puts a policy where policies of its kind are.
func place(p *policy.Policy) *policy.Set {
	list := []*policy.Policy{p}
	switch p.Kind() {
	case policy.KindIdentity:
		return &policy.Set{Identity: list}
	case policy.KindBoundary:
		return &policy.Set{Boundary: p}
	case policy.KindSession:
		return &policy.Set{Session: list}
	case policy.KindServiceControl:
		return &policy.Set{ServiceControl: [][]*policy.Policy{list}}
	case policy.KindResourceControl:
		return &policy.Set{ResourceControl: [][]*policy.Policy{list}}
	case policy.KindVPCEndpoint:
		return &policy.Set{VPCEndpoint: p}
	case policy.KindAccessPoint:
		return &policy.Set{AccessPoint: p}
	case policy.KindKey:
		return &policy.Set{Key: p}
	}
	return &policy.Set{Bucket: p}
}

// FuzzParse: what is accepted is JSON with statements, means the same when it is written
// again, and decides; what is refused says where.
func FuzzParse(f *testing.F) {
	for i, v := range vectors(f) {
		p := v.Policies
		for _, d := range slices.Concat(p.Identity, p.Session, []json.RawMessage{p.Boundary, p.Bucket, p.Key, p.AccessPoint}) {
			if d != nil {
				f.Add(uint8(i), string(d), "Alice", "a/b")
			}
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, text, name, key string) {
		kind := kindOf(n)
		p, err := policy.Parse(kind, []byte(text))
		var e *policy.ParseError
		switch {
		case err != nil && (!errors.As(err, &e) || e.Line < 1 || e.Column < 1 || e.Reason == "" || p != nil):
			t.Fatalf("Parse = %v, %#v", p, err)
		case err != nil:
			return
		case !json.Valid([]byte(text)) || p.Len() == 0 || !utf8.ValidString(text):
			t.Fatalf("Parse accepts %q", text)
		}
		again, err := policy.Parse(kind, rewrite(t, text))
		if err != nil {
			if strings.Contains(err.Error(), "larger than") {
				return // by what the encoder escapes
			}
			t.Fatalf("written again: %v", err)
		}
		r := &policy.Request{
			Action: "s3:GetObject", Resource: "arn:aws:s3:::b/" + key, Account: accountA, Referer: name,
			Principal: policy.Principal{Kind: policy.User, ARN: "arn:aws:iam::" + accountA + ":user/" + name, Account: accountA,
				UserName: name, Tags: map[string]string{name: key}},
			Values: map[string][]string{"s3:prefix": {name, key}},
		}
		for _, r.Action = range []string{"s3:GetObject", "kms:Decrypt"} {
			d := policy.Evaluate(place(p), r)
			if d2 := policy.Evaluate(place(again), r); d != d2 || d.Allowed && d.Explicit || d.Message(r) == "" || d.String() == "" {
				t.Fatalf("Evaluate = %v, and for the same policy %v", d, d2)
			}
		}
	})
}

// rewrite writes JSON again, with other white space and no escapes.
func rewrite(t *testing.T, text string) []byte {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}

// FuzzMatch compares matching with a table that says of each prefix of the text whether
// each prefix of the pattern matches it.
func FuzzMatch(f *testing.F) {
	for _, w := range worst {
		f.Add(w.pattern, w.text, "a")
	}
	for _, s := range [][3]string{
		{"", "", ""}, {"*", "", ""}, {"?", "", ""}, {"?", "ü", ""}, {"a*b?c", "axxbyc", ""}, {"*??*", "写真", ""}, {"*?b*", "ab\xffb", ""},
		{"*ü?a*", "xü写a", ""}, {"*aab", "aaab", ""}, {"aba*aba", "ababa", ""}, {"*?a?*b", "aaab", ""},
		{"$", "*", "*"}, {"$", "a", "*"}, {"*$$*", "a", ""}, {"*$?$*", "a", ""}, {"*$*b", "b", ""}, {"*x$?*", "xab", "a"}, {"*?$", "\x80\x80", "\x80"},
	} {
		f.Add(s[0], s[1], s[2])
	}
	f.Fuzz(func(t *testing.T, pattern, s, value string) {
		if !utf8.ValidString(pattern) || len(pattern)*(len(value)+1)*len(s) > 1<<20 {
			return
		}
		if strings.Contains(pattern, "${") || !utf8.ValidString(value) {
			return // another variable; a part of a character
		}
		if got, want := policy.Match(pattern, s, value), matchTable(tokens(pattern, value), characters(s)); got != want {
			t.Errorf("Match(%q, %q, %q) = %v, want %v", pattern, s, value, got, want)
		}
		if ascii(pattern) && ascii(s) {
			if got, want := policy.MatchFold(pattern, s), matchTable(tokens(strings.ToLower(pattern), "$"), characters(strings.ToLower(s))); got != want {
				t.Errorf("MatchFold(%q, %q) = %v, want %v", pattern, s, got, want)
			}
		}
	})
}

// What tokens have instead of characters.
const anyOne, anyMany = -1, -2

// tokens splits a pattern. A $ is value, in which nothing is special.
func tokens(pattern, value string) (list []rune) {
	for _, c := range pattern {
		switch c {
		case '?':
			list = append(list, anyOne)
		case '*':
			list = append(list, anyMany)
		case '$':
			list = append(list, characters(value)...)
		default:
			list = append(list, c)
		}
	}
	return list
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c >= utf8.RuneSelf }) < 0
}

// characters splits s. A byte that is no character is a negative one.
func characters(s string) (list []rune) {
	for s != "" {
		c, n := utf8.DecodeRuneInString(s)
		if c == utf8.RuneError && n == 1 {
			c = -rune(s[0])
		}
		list, s = append(list, c), s[n:]
	}
	return list
}

func matchTable(pattern, s []rune) bool {
	row := make([]bool, len(s)+1) // for the pattern that was read
	row[0] = true
	for _, p := range pattern {
		next := make([]bool, len(s)+1)
		next[0] = p == anyMany && row[0]
		for i, c := range s {
			switch p {
			case anyMany:
				next[i+1] = row[i+1] || next[i]
			case anyOne:
				next[i+1] = row[i]
			default:
				next[i+1] = row[i] && c == p
			}
		}
		row = next
	}
	return row[len(s)]
}

// TestMatchTable does what FuzzMatch does for all short patterns and texts of a small alphabet.
func TestMatchTable(t *testing.T) {
	texts := []string{""}
	for n := 0; n < 5; n++ {
		for _, s := range texts[len(texts)-pow(3, n):] {
			texts = append(texts, s+"a", s+"b", s+"ü")
		}
	}
	patterns := []string{""}
	for n := 0; n < 5; n++ {
		for _, s := range patterns[len(patterns)-pow(4, n):] {
			patterns = append(patterns, s+"a", s+"ü", s+"?", s+"*")
		}
	}
	for _, p := range patterns {
		for _, s := range texts {
			if got, want := policy.Match(p, s, ""), matchTable(tokens(p, ""), characters(s)); got != want {
				t.Fatalf("Match(%q, %q) = %v, want %v", p, s, got, want)
			}
		}
	}
}

func pow(b, n int) int {
	p := 1
	for range n {
		p *= b
	}
	return p
}
