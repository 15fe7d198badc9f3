package sigv4_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

var (
	texts  = rapid.StringMatching(`[ -~é日]{0,12}`)
	values = rapid.StringMatching(`[!-~]{1,6}([ \t]{1,3}[!-~]{1,6}){0,2}`)
	names  = rapid.SampledFrom([]string{"Range", "If-Match", "x-amz-meta-a", "x-amz-meta-b", "x-amz-request-payer", "Content-MD5"})
)

// drawMessage draws a request, not yet signed.
func drawMessage(t *rapid.T) *message {
	m := newMessage()
	m.method = rapid.SampledFrom([]string{"GET", "HEAD"}).Draw(t, "method")
	m.path = "/b/" + pathOf(rapid.StringMatching(`[ -~é日]{1,20}`).Draw(t, "key"))
	m.at = noon.Add(time.Duration(rapid.IntRange(-890, 890).Draw(t, "seconds")) * time.Second)
	m.expires = "900"
	for range rapid.IntRange(0, 4).Draw(t, "headers") {
		m.add(names.Draw(t, "header"), values.Draw(t, "value"))
	}
	for range rapid.IntRange(0, 5).Draw(t, "params") {
		name := rapid.StringMatching(`[a-z~é-]{1,3}`).Draw(t, "param")
		m.query = append(m.query, line{name, texts.Draw(t, "text"), false})
	}
	if rapid.Bool().Draw(t, "temporary") {
		m.accessKey, m.secretKey, m.token = "ASIATEMP", "temp-secret", sessionToken
	}
	return m
}

// drawSigned draws a signed request and says whether it is presigned.
func drawSigned(t *rapid.T) (*message, bool) {
	m := drawMessage(t)
	if rapid.Bool().Draw(t, "presigned") {
		return m.presign(), true
	}
	return m.sign(), false
}

func requireRule(t *rapid.T, m *message, want *rule.Rule) {
	t.Helper()
	_, err := benchAuthenticator.Authenticate(t.Context(), m.request(t), nil)
	var got *rule.Rule
	if e, ok := err.(*getobject.Error); ok {
		got = e.Rule
	}
	if got != want {
		t.Fatalf("%+v: %s (%v), want %s", m, nameOf(got), err, nameOf(want))
	}
}

// TestLawSigned: a request signed as the algorithm is published authenticates, in
// whatever order its parameters and lines of different names are sent.
func TestLawSigned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, _ := drawSigned(t)
		m.query = rapid.Permutation(m.query).Draw(t, "query")
		slices.SortStableFunc(m.header, func(a, b line) int { return strings.Compare(a.name, b.name) })
		requireRule(t, m, nil)
	})
}

// changes are changes to one signed thing, each of which is a mismatch.
var changes = map[string]func(t *rapid.T, m *message, presigned bool){
	"method":        func(_ *rapid.T, m *message, _ bool) { m.method += "T" },
	"host":          func(_ *rapid.T, m *message, _ bool) { m.host = "x" + m.host },
	"path":          changePath,
	"query value":   changeParam,
	"query name":    func(_ *rapid.T, m *message, _ bool) { m.param("zz", "") },
	"header value":  changeHeader,
	"line appended": func(_ *rapid.T, m *message, _ bool) { m.add("Accept", "x") },
	"signature":     changeSignature,
}

func changePath(t *rapid.T, m *message, _ bool) {
	m.path = m.path[:len("/b/")] + rapid.SampledFrom([]string{"x", "/", "%00", "."}).Draw(t, "byte") + m.path[len("/b/"):]
}

func changeParam(t *rapid.T, m *message, _ bool) {
	for i := range m.query {
		if !strings.HasPrefix(m.query[i].name, "X-Amz-") {
			m.query[i].value += rapid.SampledFrom([]string{"x", " ", "&", "="}).Draw(t, "suffix")
			return
		}
	}
	m.param("added", "")
}

func changeHeader(t *rapid.T, m *message, _ bool) {
	m.set("Accept", values.Draw(t, "accept")+"-", false)
}

func changeSignature(t *rapid.T, m *message, presigned bool) {
	flip := func(s string) string {
		i := len(s) - 1 - rapid.IntRange(0, 63).Draw(t, "digit")
		b := []byte(s)
		b[i] = "0123456789abcdef0"[strings.IndexByte("0123456789abcdef", b[i])+1]
		return string(b)
	}
	list := m.header
	if presigned {
		list = m.query
	}
	for i := range list {
		if list[i].name == "Authorization" || list[i].name == "X-Amz-Signature" {
			list[i].value = flip(list[i].value)
		}
	}
}

// TestLawChanged: changing one signed thing is a mismatch.
func TestLawChanged(t *testing.T) {
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := drawMessage(t).add("Accept", values.Draw(t, "accept"))
				presigned := rapid.Bool().Draw(t, "presigned")
				if presigned {
					m.presign()
				} else {
					m.sign()
				}
				change(t, m, presigned)
				requireRule(t, m, sigv4.RuleSignatureMismatch)
			})
		})
	}
}

// TestLawSecret: another secret, or a signature made a second later, is a mismatch.
func TestLawSecret(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMessage(t)
		m.secretKey += rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "more")
		if rapid.Bool().Draw(t, "presigned") {
			m.presign()
		} else {
			m.sign()
		}
		requireRule(t, m, sigv4.RuleSignatureMismatch)
	})
}

func TestLawDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, presigned := drawSigned(t)
		later := m.at.Add(time.Second).Format("20060102T150405Z")
		m.set("x-amz-date", later, presigned)
		requireRule(t, m, sigv4.RuleSignatureMismatch)
	})
}

// TestLawUnsigned: an x-amz- header that was not signed is refused by name, however
// the rest is signed, and taking away one that was is a mismatch.
func TestLawUnsigned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMessage(t)
		extra := line{name: rapid.StringMatching(`x-amz-new-[a-z]{1,5}`).Draw(t, "name"), value: values.Draw(t, "value")}
		signIt := (*message).sign
		if rapid.Bool().Draw(t, "presigned") {
			signIt = (*message).presign
		}
		if rapid.Bool().Draw(t, "added") {
			requireRule(t, signIt(m).add(extra.name, extra.value), sigv4.RuleUnsignedHeaders)
			return
		}
		signIt(m.add(extra.name, extra.value)).drop(extra.name, false)
		requireRule(t, m, sigv4.RuleSignatureMismatch)
	})
}

// TestLawEscape: escaping is decoded by the parser of queries, and never leaves a
// reserved byte.
func TestLawEscape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		got := sigv4.Escape(s)
		if got != percent(s) {
			t.Fatalf("Escape(%q) = %q, want %q", s, got, percent(s))
		}
		q, err := getobject.ParseQuery("k=" + got)
		if back, _ := q.Get("k"); err != nil || back != s {
			t.Fatalf("ParseQuery of Escape(%q) = %q, %v", s, back, err)
		}
		path := pathOf("/" + s)
		if got := sigv4.AppendPath(path); got != path {
			t.Fatalf("AppendPath(%q) = %q, want it unchanged", path, got)
		}
	})
}

// TestLawSqueezed: squeezing twice is squeezing once, and what it leaves are the words.
func TestLawSqueezed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ \ta-c,"]{0,20}`).Draw(t, "line")
		got := sigv4.AppendSqueezed(s)
		if want := strings.Join(strings.Fields(s), " "); got != want || sigv4.AppendSqueezed(got) != got {
			t.Fatalf("AppendSqueezed(%q) = %q, want %q", s, got, want)
		}
	})
}
