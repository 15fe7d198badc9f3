package sse_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/s3get/s3get/sse"
)

// secret is distinctive in every form, and printable so that it would show as text.
const secret = "Tq7#zK9!vW2@xR5$yP8%uM1^nB4&cG6*"

// forms returns how the first bytes of the secret look in each form of output. A
// few bytes are enough of a leak.
func forms() map[string]string {
	head := []byte(secret[:6])
	list := func(verb string) string { return strings.Trim(fmt.Sprintf(verb, head), "[]") }
	return map[string]string{
		"text":          secret[:6],
		"hex":           hex.EncodeToString(head),
		"spaced hex":    fmt.Sprintf("% x", head),
		"Go syntax":     strings.Trim(strings.TrimPrefix(fmt.Sprintf("%#v", head), "[]byte"), "{}"),
		"decimal list":  list("%d"),
		"JSON list":     strings.ReplaceAll(list("%d"), " ", ","),
		"binary list":   list("%b"),
		"octal list":    list("%o"),
		"unicode list":  list("%U"),
		"character":     list("%c"),
		"base64":        base64.StdEncoding.EncodeToString(head),
		"url base64":    base64.URLEncoding.EncodeToString(head),
		"digest":        sse.NewCustomerKey([]byte(secret)).MD5()[:8],
		"JSON escaping": strings.Trim(string(must(json.Marshal(secret[:6]))), `"`),
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// leak returns the form in which out contains the secret, or "".
func leak(out string) string {
	lower := strings.ToLower(out)
	for form, text := range forms() {
		if strings.Contains(out, text) || strings.Contains(lower, strings.ToLower(text)) && form == "hex" {
			return form
		}
	}
	return ""
}

type exported struct {
	Name string
	Key  any
}

type unexported[K any] struct {
	name string
	key  K
	more []K
	ptr  *K
}

// holders returns values that hold k in every way that a program would.
func holders[K any](k K) map[string]any {
	p := &k
	return map[string]any{
		"bare":               k,
		"pointer":            p,
		"pointer to pointer": &p,
		"exported field":     struct{ Key K }{k},
		"exported any":       exported{"n", k},
		"exported pointer":   &exported{"n", p},
		"unexported field":   unexported[K]{"n", k, []K{k}, p},
		"unexported pointer": &unexported[K]{"n", k, []K{k}, p},
		"slice":              []K{k},
		"array":              [1]K{k},
		"map":                map[string]K{"k": k},
		"nested":             []any{map[int]any{1: &unexported[*K]{key: p}}},
	}
}

// outputs prints v in every way that a program would, by name.
func outputs(v any) map[string]string {
	out := make(map[string]string)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%b", "%o", "%c", "%U", "%t", "%g", "% x", "%08d"} {
		out["fmt "+verb] = fmt.Sprintf(verb, v)
	}
	out["fmt.Sprint"] = fmt.Sprint(v)
	out["fmt.Errorf"] = fmt.Errorf("read with %v failed", v).Error()
	var text, js bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("m", "k", v, slog.Group("g", "k", v))
	slog.New(slog.NewJSONHandler(&js, nil)).Info("m", "k", v, slog.Group("g", "k", v))
	out["slog text"], out["slog JSON"] = text.String(), js.String()
	if b, err := json.Marshal(v); err == nil {
		out["encoding/json"] = string(b)
	}
	if b, err := xml.Marshal(v); err == nil {
		out["encoding/xml"] = string(b)
	}
	return out
}

func TestCustomerKeyCannotBePrinted(t *testing.T) {
	for how, v := range holders(sse.NewCustomerKey([]byte(secret))) {
		for by, out := range outputs(v) {
			if form := leak(out); form != "" {
				t.Errorf("%s of %s shows the key as %s: %s", by, how, form, out)
			}
		}
	}
}

// The matchers of a key cannot be printed either, wherever they are.
func TestMatchersCannotBePrinted(t *testing.T) {
	k := sse.NewCustomerKey([]byte(secret))
	for name, m := range map[string]sse.KeyMatcher{
		"Fingerprint": must(sse.NewFingerprint(k, nil)),
		"MD5Matcher":  must(sse.ParseMD5Matcher(k.MD5())),
		"MatcherFunc": sse.MatcherFunc(openMatcher{[]byte(secret)}.Matches),
	} {
		for how, v := range holders(sse.Encryption{Customer: m}) {
			for by, out := range outputs(v) {
				if form := leak(out); form != "" {
					t.Errorf("%s of a %s in a %s shows the key as %s: %s", by, name, how, form, out)
				}
			}
		}
	}
}

// An openMatcher is a matcher as it must not be printed: it keeps the key.
type openMatcher struct{ key []byte }

func (m openMatcher) Matches(k sse.CustomerKey) bool { return bytes.Equal(m.key, k.Bytes()) }

// TestEncryptionHidesMatcher checks that an Encryption hides even a matcher that would
// show a key.
func TestEncryptionHidesMatcher(t *testing.T) {
	e := sse.Encryption{Algorithm: sse.KMS, KMSKeyID: "id", KeyState: sse.KeyDisabled, Customer: openMatcher{[]byte(secret)}}
	const want = "{Algorithm:aws:kms KMSKeyID:id BucketKey:false KeyState:Disabled Customer:[redacted]}"
	for by, out := range outputs(struct{ Encryption *sse.Encryption }{&e}) {
		if form := leak(out); form != "" {
			t.Errorf("%s shows the key as %s: %s", by, form, out)
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		if got := fmt.Sprintf(verb, e); got != want {
			t.Errorf("Sprintf(%s) = %s, want %s", verb, got, want)
		}
	}
	if got, want := fmt.Sprint(sse.Encryption{}), "{Algorithm: KMSKeyID: BucketKey:false KeyState:Enabled Customer:}"; got != want {
		t.Errorf("Sprint(zero Encryption) = %s, want %s", got, want)
	}
}

// An Encryption with the fingerprint of the key, and an error about it, show nothing of
// the key either.
func TestCustomerKeyDoesNotReachOtherValues(t *testing.T) {
	k := sse.NewCustomerKey([]byte(secret))
	e := sse.Encryption{Customer: must(sse.NewFingerprint(k, nil))}
	_, mismatch := sse.ParseCustomer(header("AES256", base64.StdEncoding.EncodeToString([]byte(secret)), "x"), true)
	wrong := sse.Check(e, sse.NewCustomerKey([]byte(secret+"!")))
	for _, v := range []any{e, &e, mismatch, wrong} {
		for by, out := range outputs(v) {
			if form := leak(out); form != "" {
				t.Errorf("%s shows the key as %s: %s", by, form, out)
			}
		}
	}
}

// openKey is a key as it must not be: it has a String method and bytes.
type openKey struct{ bytes []byte }

func (openKey) String() string { return "[redacted]" }

// TestLeakFindsLeaks checks that the search above finds what a String method leaves
// open, form by form.
func TestLeakFindsLeaks(t *testing.T) {
	v := unexported[openKey]{key: openKey{[]byte(secret)}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%d", "%q", "%o", "%b", "% x", "%U"} {
		if out := fmt.Sprintf(verb, v); leak(out) == "" {
			t.Errorf("leak(%s) = nothing in %s", verb, out)
		}
	}
	if out := string(must(json.Marshal(exported{"n", []byte(secret)}))); leak(out) == "" {
		t.Errorf("leak = nothing in %s", out)
	}
}

func TestRedactedText(t *testing.T) {
	k := sse.NewCustomerKey([]byte(secret))
	for _, got := range []string{
		k.String(), k.GoString(), fmt.Sprint(k), fmt.Sprintf("%x", &k), k.LogValue().String(),
		string(must(k.MarshalText())), strings.Trim(string(must(json.Marshal(k))), `"`),
	} {
		if got != "[redacted]" {
			t.Errorf("printed key = %q, want %q", got, "[redacted]")
		}
	}
}
